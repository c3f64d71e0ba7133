#pragma once
// What a commit's diff shows, file by file and in sum. Reads each line once, by bytes.

#include "analysis/rules/messagefacts.h"
#include "analysis/rules/role.h"
#include "core/patch.h"

#include <QByteArrayList>

#include <array>

namespace rijian::analysis {

class RuleData;
struct Language;

struct ValueChange {
    QString path;
    QString key;
    QString from;
    QString to;
};

struct FileFacts {
    QString path;
    Role role = Role::Other;
    const Language *language = nullptr; ///< borrowed from the data
    int codeAdded = 0;   ///< lines that are neither blank nor comment
    int codeRemoved = 0;
    bool onlySpaces = false;   ///< the same text but for blanks and line ends
    bool unread = false;       ///< changed lines that nobody looked at
    QStringList functions;     ///< touched, in the order of the text
};

/// A definition that came, went or changed its line.
struct DefinitionChange {
    QString path;
    QString name;
    Role role = Role::Source;
    bool isType = false;
    bool isPublic = false;
};

/// What a hostile commit claims beyond is not counted: four times a sum is an int.
constexpr int mostLines = 500'000'000;

struct RoleSum {
    int files = 0;
    int insertions = 0; ///< no more than mostLines
    int deletions = 0;
    int code = 0; ///< changed lines that are neither blank nor comment
};

struct DiffFacts {
    QList<FileFacts> files;
    std::array<RoleSum, RoleCount> roles;
    int insertions = 0; ///< no more than mostLines
    int deletions = 0;
    QList<DefinitionChange> added;
    QList<DefinitionChange> removed;
    QList<DefinitionChange> resigned; ///< the same name with another line: parameters, type, attributes
    QList<ValueChange> values;        ///< `key = old` -> `key = new`, literals only
    QList<VersionChange> versions;    ///< in manifests, images and CI
    QStringList dependenciesAdded;
    QStringList dependenciesRemoved;
    QStringList flagsAdded, flagsRemoved; ///< command-line options
    QStringList envAdded, envRemoved;     ///< environment variables
    QStringList keysAdded, keysRemoved;   ///< of configuration and deployment files
    QList<std::pair<QString, QString>> renames; ///< old and new path
    QStringList deletedFiles;
    QStringList newFiles; ///< of code
    QStringList madeExecutable;
    QStringList submodules;
    QStringList rbacResources, rbacVerbs; ///< granted by added lines
    bool rbac = false;
    bool workflowPermissions = false;
    bool dropsSchema = false;
    QStringList removedFields; ///< of .proto messages
    QStringList addedFields;
    QStringList tlsOff;   ///< paths whose added lines switch certificate checks off
    QStringList secrets;  ///< paths whose added lines look like a key
    QStringList shellOn;  ///< paths whose added lines evaluate text or run a shell
    std::array<int, 32> wordsAdded{};   ///< by WordGroup, lines of code that hold one
    std::array<int, 32> wordsRemoved{};
    int binaries = 0;
    int unreadFiles = 0; ///< text files, not generated ones, with lines nobody looked at
    QStringList unreadPaths; ///< of those that are too large
    int lostFiles = 0;       ///< of the unread ones, those whose content is missing or damaged
    QStringList lostPaths;
    bool hiddenCharacters = false; ///< a path holds control or bidirectional characters
    QStringList hiddenText; ///< paths whose added lines hold invisible or bidirectional characters
    bool moveOnly = false; ///< the added lines are the removed ones in other places

    const RoleSum &sum(Role role) const { return roles[std::size_t(role)]; }
    int words(WordGroup group) const { return wordsAdded[std::size_t(group)] + wordsRemoved[std::size_t(group)]; }
};

DiffFacts readDiff(const CommitPatch &patch, const RuleData &data);

/// "vllm==0.12.0", `"zod": "^3.1"`, `uses: actions/checkout@v4`, `foo v1.2.3`: the name and the version of a line; empty when it has none.
struct NamedVersion {
    QByteArrayView name;
    QByteArrayView version;
};
NamedVersion readVersion(QByteArrayView line);

} // namespace rijian::analysis
