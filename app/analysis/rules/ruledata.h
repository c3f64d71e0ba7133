#pragma once
// The rules' data: words, weights, levels and the Chinese texts of the signals. Lives in resources/rules (rules.json and
// signals.json; docs/RULES.md describes them), so that tuning needs no code.

#include "analysis/rules/role.h"
#include "core/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

#include <array>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

class QJsonArray;
class QJsonObject;

namespace rijian::analysis {

struct Language {
    QString name;
    Family family = Family::None;
    QList<QByteArray> comments; ///< what a comment line begins with
};

/// A word of the message at the beginning of its title, and how Chinese says it.
struct Verb {
    QString chinese;
    QString split; ///< " to ", " with ", …: parts the object for `two`; empty when the verb has one object
    QString two;   ///< "将{a}替换为{b}"
};

struct IntentWords {
    Intent intent = Intent::Unknown;
    QStringList prefixes; ///< "fix" in `fix(x):`, `[Fix]`
    QStringList verbs;    ///< first word of the title, base form
    QStringList phrases;  ///< anywhere in the title
};

/// What a fact is worth and what the card says about it. Texts hold {placeholders}; a text
/// whose placeholder has no value is not used.
struct Signal {
    QString id;
    int points = 0;
    bool hard = false; ///< hurts or binds users: the high level needs enough of its points, size alone never reaches it
    QString reason;
    QStringList summary; ///< of the further texts the first is used whose placeholders all have values
    QStringList architecture;
    QStringList performance;
    QStringList security;
    QStringList risk;
    QStringList advice;
};

struct SizeStep {
    int lines = 0; ///< from this many changed code lines on
    int points = 0;
};

struct StringHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
};
template<typename T>
using ViewMap = std::unordered_map<std::string, T, StringHash, std::equal_to<>>;

class RuleData
{
public:
    /// BadData names the file and the key that is wrong.
    static Result<RuleData> fromJson(const QByteArray &rules, const QByteArray &signalTexts);

    Role roleOf(QByteArrayView path) const;
    /// By the path's extension; nullptr when unknown.
    const Language *languageOf(QByteArrayView path) const;
    const QString &roleWord(Role role) const { return m_roleWords[std::size_t(role)]; }
    /// The bits (1 << WordGroup) of the groups that hold this word.
    quint32 groupsOf(QByteArrayView word) const;
    const QString &groupName(WordGroup group) const { return m_groupNames[std::size_t(group)]; }
    int sizePoints(const QString &kind, int lines) const;
    /// Never null: an unknown id is a fault of ours and gives an empty signal.
    const Signal &signal(const QString &id) const;
    const Verb *verb(const QString &word) const;

    QString version;
    int highPoints = 60;
    int highHardPoints = 22; ///< of these, points of hard signals
    int mediumPoints = 25;
    int linesPerFile = 20'000;
    int linesPerCommit = 120'000;
    int textPerLine = 600;
    QList<IntentWords> intents;
    QStringList severe;    ///< words of defects that hurt users
    QStringList serious;   ///< words of defects that annoy them
    QStringList benign;    ///< phrases that hold such a word without meaning it
    QStringList bodyBugs;  ///< phrases of the body that tell of a defect
    QStringList dropped;   ///< phrases that end support for something
    QStringList byDefault; ///< phrases that change what happens unasked
    QStringList commonKeys;      ///< of configuration files: too common to be worth naming
    QStringList commonVariables; ///< the same for environment variables
    QStringList cryptoNames; ///< beginnings of words of paths and functions that deal with encryption
    QStringList authNames;   ///< the same for authentication and permission
    QStringList developmentNames; ///< parts of names of packages that do not ship
    QStringList developmentPaths; ///< parts of the names of manifests that list such packages
    QStringList injection; ///< phrases that speak to a model
    QList<QByteArray> generatedMarks;

private:
    struct RoleRule {
        Role role = Role::Other;
        QList<QByteArray> prefixes;
        QList<QByteArray> suffixes;
        QList<QByteArray> notDirs;
        std::vector<std::string> onlyExts;        ///< for the whole rule
        std::vector<std::string> onlyExtsForDirs; ///< for its dirs
        bool limitsExts = false;
        bool limitsDirExts = false;
    };
    struct Masks { // bit n: rule n holds the word
        ViewMap<quint64> dirs;
        ViewMap<quint64> names;
        ViewMap<quint64> exts;
    };

    Result<void> readRules(const QByteArray &json);
    Result<void> readSignals(const QByteArray &json);
    Result<void> readRoles(const QJsonArray &roles);
    void readWords(const QJsonObject &root);
    bool matches(std::size_t rule, quint64 dirs, quint64 names, quint64 exts, std::string_view name, std::string_view ext, std::string_view path) const;

    std::vector<RoleRule> m_roleRules;
    Masks m_masks;
    std::array<QString, RoleCount> m_roleWords;
    std::vector<Language> m_languages;
    ViewMap<std::size_t> m_languageOfExt;
    ViewMap<quint32> m_words;
    std::array<QString, WordGroupCount> m_groupNames;
    QHash<QString, Verb> m_verbs;
    QHash<QString, QList<SizeStep>> m_sizes;
    QHash<QString, Signal> m_signals;
    Signal m_noSignal;
};

} // namespace rijian::analysis
