#include "analysis/rules/difffacts.h"

#include "analysis/rules/filescan.h"
#include "analysis/rules/ruledata.h"
#include "core/hiddentext.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace rijian::analysis {

namespace {

void addName(QStringList &list, const QString &text)
{
    if (list.size() < MaxNames && !text.isEmpty() && !list.contains(text))
        list.append(text);
}

bool hasHiddenCharacters(const QString &path)
{
    return std::any_of(path.begin(), path.end(), [](QChar c) { return c.category() == QChar::Other_Control || c.category() == QChar::Other_Format; });
}

bool isCode(Role role)
{
    switch (role) {
    case Role::Source:
    case Role::Interface:
    case Role::Migration:
    case Role::Vendored:
    case Role::Tool:
    case Role::Example:
    case Role::Benchmark:
    case Role::Test:
    case Role::Build:
        return true;
    default:
        return false;
    }
}

void noteStatus(DiffFacts &facts, const FileChange &change, Role role)
{
    if (change.status == FileStatus::Renamed && change.oldPath != change.path)
        facts.renames.append({change.oldPath, change.path});
    const bool matters = role != Role::Test && role != Role::Docs && role != Role::Translation && role != Role::Generated && role != Role::Lock && role != Role::Asset;
    if (change.status == FileStatus::Deleted && matters)
        addName(facts.deletedFiles, change.path);
    if (change.status == FileStatus::Added && isCode(role) && role != Role::Test)
        addName(facts.newFiles, change.path);
    if (change.oldMode == 0100644 && change.newMode == 0100755)
        addName(facts.madeExecutable, change.path);
    if (change.submodule)
        addName(facts.submodules, change.path);
    facts.hiddenCharacters |= hasHiddenCharacters(change.path);
}

// A name that one file lost and another gained moved; one whose line changed was re-signed.
void settleDefinitions(DiffFacts &facts)
{
    const auto key = [](const DefinitionChange &change) { return change.name + (change.isType ? u'T' : u'F'); };
    QHash<QString, qsizetype> added;
    for (qsizetype i = 0; i < facts.added.size(); ++i)
        added.insert(key(facts.added.at(i)), i);
    QSet<qsizetype> moved;
    QSet<QString> gone;
    QList<DefinitionChange> removed;
    for (const DefinitionChange &change : std::as_const(facts.removed)) {
        const auto found = added.constFind(key(change));
        if (found == added.constEnd()) {
            if (!gone.contains(key(change)))
                removed.append(change);
            gone.insert(key(change));
            continue;
        }
        moved.insert(*found);
        if (facts.added.at(*found).path == change.path && !change.isType)
            facts.resigned.append(change);
    }
    QList<DefinitionChange> fresh;
    QSet<QString> known;
    for (qsizetype i = 0; i < facts.added.size(); ++i) {
        if (!moved.contains(i) && !known.contains(key(facts.added.at(i))))
            fresh.append(facts.added.at(i));
        known.insert(key(facts.added.at(i)));
    }
    facts.added = fresh;
    facts.removed = removed;
}

void settleLists(QStringList &added, QStringList &removed)
{
    for (qsizetype i = added.size() - 1; i >= 0; --i) {
        if (removed.removeAll(added.at(i)) > 0)
            added.removeAt(i);
    }
}

void addLines(int &sum, int lines)
{
    sum = std::min(mostLines, sum + std::min(mostLines, lines));
}

} // namespace

DiffFacts readDiff(const CommitPatch &patch, const RuleData &data)
{
    DiffFacts facts;
    int budget = data.linesPerCommit;
    quint64 addedHash = 0;
    quint64 removedHash = 0;
    facts.files.reserve(patch.files.size());
    for (const FilePatch &file : patch.files) {
        FileFacts entry;
        entry.path = file.change.path;
        const QByteArray path = file.change.path.toUtf8();
        entry.role = file.change.submodule ? Role::Vendored : data.roleOf(path);
        entry.language = data.languageOf(path);
        noteStatus(facts, file.change, entry.role);
        if (!linesWithInvisibles(file, 1).empty())
            addName(facts.hiddenText, file.change.path);

        FileScan scan(file, entry, facts, data);
        scan.run(std::min(budget, data.linesPerFile));
        budget -= std::min(budget, scan.linesRead());
        addedHash += scan.addedHash();
        removedHash += scan.removedHash();

        facts.binaries += isBinary(file) || file.gap == PatchGap::Binary;
        const bool counts = entry.role != Role::Generated && entry.role != Role::Lock;
        if (counts && file.gap == PatchGap::Unreadable) {
            ++facts.unreadFiles;
            ++facts.lostFiles;
            addName(facts.lostPaths, file.change.path);
        } else if (counts && (entry.unread || file.gap == PatchGap::TooLarge || file.gap == PatchGap::Cut)) {
            ++facts.unreadFiles;
            addName(facts.unreadPaths, file.change.path);
        }
        RoleSum &sum = facts.roles[std::size_t(entry.role)];
        ++sum.files;
        addLines(sum.insertions, file.change.insertions);
        addLines(sum.deletions, file.change.deletions);
        sum.code += entry.codeAdded + entry.codeRemoved;
        addLines(facts.insertions, file.change.insertions);
        addLines(facts.deletions, file.change.deletions);
        facts.files.append(entry);
    }
    settleDefinitions(facts);
    settleLists(facts.flagsAdded, facts.flagsRemoved);
    settleLists(facts.envAdded, facts.envRemoved);
    settleLists(facts.keysAdded, facts.keysRemoved);
    settleLists(facts.dependenciesAdded, facts.dependenciesRemoved);
    settleLists(facts.addedFields, facts.removedFields);
    facts.moveOnly = addedHash == removedHash && facts.insertions > 0 && facts.insertions == facts.deletions && facts.unreadFiles == 0;
    return facts;
}

} // namespace rijian::analysis
