#include "storage/relatedstore.h"

#include "core/references.h"
#include "core/searchtext.h"
#include "storage/database.h"
#include "storage/overviewstore.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::storage {

namespace {

constexpr qsizetype mostOfARelation = 5;
constexpr int mostCandidates = 100;  // commits whose messages are read
constexpr int mostFiles = 16;        // of the commit, whose other commits are looked for
constexpr qint64 nearSeconds = 60LL * 24 * 3600;
constexpr int mostOfAFile = 20;
constexpr qsizetype longestSubject = 500; // characters that are looked for
constexpr qsizetype mostWords = 12;

/// Whether one of these names the commit.
bool names(const QStringList &shas, const QString &sha)
{
    return std::ranges::any_of(shas, [&sha](const QString &one) { return sha.startsWith(one, Qt::CaseInsensitive); });
}

/// The index's words of a subject, for commits that have it in theirs; empty where it has none.
QString phraseOf(const QString &subject)
{
    const QStringList words = searchPhrase(subject.left(longestSubject), false).words;
    return words.isEmpty() ? QString() : QString(u'"' + words.first(std::min(words.size(), mostWords)).join(u' ') + u'"');
}

/// The newest of these that a later commit means by a subject: a revert comes after what it reverts.
const CommitRow *meant(const QList<CommitRow> &commits, const QString &subject, const CommitRow &by)
{
    const CommitRow *found = nullptr;
    for (const CommitRow &one : commits) {
        const bool before = one.sha != by.sha && one.committerTime.seconds <= by.committerTime.seconds;
        if (before && one.subject().trimmed() == subject && (!found || one.committerTime.seconds > found->committerTime.seconds))
            found = &one;
    }
    return found;
}

/// The commit that another one's message means by a number or a subject, as it names no sha.
bool isMeant(const QList<CommitRow> &commits, const CommitRow &one, const References &of, const CommitRow &by, const References &references, Relation relation)
{
    const bool reverts = relation == Relation::Reverts;
    if (reverts && !references.reverts.isEmpty())
        return false;
    if (reverts && !of.ownIssue.isEmpty() && references.revertedIssues.contains(of.ownIssue))
        return true;
    const QString &subject = reverts ? references.revertedSubject : references.mendedSubject;
    const CommitRow *found = subject.isEmpty() ? nullptr : meant(commits, subject, by);
    return found && found->sha == one.sha;
}

} // namespace

/// Gathers each commit once, by its first relation.
struct RelatedStore::Found {
    QString self;
    QStringList shas;
    QList<RelatedCommit> relations; ///< of each, still without its row

    void add(const QString &sha, Relation relation, const QString &what = {}, bool stored = true)
    {
        const auto same = [relation](const RelatedCommit &one) { return one.relation == relation; };
        if (sha == self || shas.contains(sha) || std::ranges::count_if(relations, same) >= mostOfARelation)
            return;
        shas.append(sha);
        relations.append({.relation = relation, .row = {}, .stored = stored, .what = what});
    }
};

Result<void> RelatedStore::addNamed(Found &found, qint64 repository, const QStringList &beginnings, Relation relation)
{
    for (const QString &beginning : beginnings) {
        auto query = m_database.run(u"SELECT sha FROM commits WHERE repository_id = ? AND sha >= ? AND sha < ? AND listed = 1 LIMIT 2"_s, {repository, beginning, QString(beginning + u'g')});
        if (!query)
            return std::unexpected(query.error());
        QStringList shas;
        while (query->next())
            shas.append(query->value(0).toString());
        if (shas.size() == 1)
            found.add(shas.first(), relation);
        else if (shas.isEmpty()) // of two it is not clear which
            found.add(beginning, relation, {}, false);
    }
    return {};
}

Result<QStringList> RelatedStore::mentioning(qint64 repository, const QString &match)
{
    auto query = m_database.run(u"SELECT c.sha FROM search f CROSS JOIN search_doc d ON d.doc = f.rowid CROSS JOIN commits c ON c.id = d.commit_id "
                                "WHERE f.search MATCH ? AND c.repository_id = ? AND c.listed = 1 ORDER BY f.rowid DESC LIMIT ?"_s,
                                {QString(u"{subject body} : ("_s + match + u')'), repository, mostCandidates});
    if (!query)
        return std::unexpected(query.error());
    QStringList shas;
    while (query->next())
        shas.append(query->value(0).toString());
    return shas;
}

/// The commits near in time that changed most of the same files.
Result<QList<std::pair<QString, int>>> RelatedStore::sharingFiles(qint64 repository, const QString &sha)
{
    auto commit = m_database.run(u"SELECT id, committer_time FROM commits WHERE repository_id = ? AND sha = ?"_s, {repository, sha});
    if (!commit)
        return std::unexpected(commit.error());
    if (!commit->next())
        return {};
    const qint64 id = commit->value(0).toLongLong();
    const qint64 time = commit->value(1).toLongLong();
    commit->finish();
    auto query = m_database.run(u"SELECT c.sha, COUNT(*) AS shared FROM (SELECT path FROM changed_file WHERE commit_id = ? ORDER BY position LIMIT ?) p "
                                "JOIN touched t ON t.repository_id = ? AND t.path = p.path AND t.committer_time BETWEEN ? AND ? AND t.commit_id <> ? "
                                "JOIN commits c ON c.id = t.commit_id WHERE c.listed = 1 GROUP BY c.id ORDER BY shared DESC, abs(c.committer_time - ?) LIMIT ?"_s,
                                {id, mostFiles, repository, time - nearSeconds, time + nearSeconds, id, time, mostOfAFile});
    if (!query)
        return std::unexpected(query.error());
    QList<std::pair<QString, int>> found;
    while (query->next())
        found.append({query->value(0).toString(), query->value(1).toInt()});
    return found;
}

/// By the index: commits whose messages name this one or may be named by it. What the messages say decides.
Result<QList<CommitRow>> RelatedStore::candidates(const CommitRow &self, const References &references)
{
    QStringList matches;
    QStringList forms;
    for (int digits = 7; digits <= self.sha.size(); ++digits)
        forms.append(u'"' + self.sha.first(digits) + u'"');
    matches.append(forms.join(u" OR "_s));
    QStringList numbers;
    for (const QString &issue : references.issues.first(std::min<qsizetype>(references.issues.size(), 8)))
        numbers.append(u'"' + issue + u'"');
    matches.append(numbers.join(u" OR "_s));
    for (const QString &subject : {self.subject(), references.revertedSubject, references.mendedSubject})
        matches.append(phraseOf(subject));
    QStringList shas;
    for (const QString &match : std::as_const(matches)) {
        const auto found = match.isEmpty() ? Result<QStringList>(QStringList()) : mentioning(self.repository, match);
        if (!found)
            return std::unexpected(found.error());
        for (const QString &sha : *found) {
            if (!shas.contains(sha))
                shas.append(sha);
        }
    }
    auto rows = OverviewStore(m_database).rows(self.repository, shas);
    if (rows)
        std::ranges::stable_sort(*rows, std::ranges::greater(), [](const CommitRow &row) { return row.committerTime.seconds; });
    return rows;
}

Result<QList<RelatedCommit>> RelatedStore::of(qint64 repository, const QString &sha)
{
    OverviewStore overview(m_database);
    const auto selves = overview.rows(repository, {sha});
    if (!selves)
        return std::unexpected(selves.error());
    if (selves->isEmpty())
        return QList<RelatedCommit>();
    const CommitRow &self = selves->first();
    const References references = referencesOf(self.message);
    Found found{.self = sha, .shas = {}, .relations = {}};
    auto named = addNamed(found, repository, references.reverts, Relation::Reverts);
    named = named ? addNamed(found, repository, references.fixes, Relation::Fixes) : named;
    const auto candidates = named ? this->candidates(self, references) : std::unexpected(named.error());
    if (!candidates)
        return std::unexpected(candidates.error());
    QList<CommitRow> all = *candidates;
    if (!std::ranges::contains(all, sha, &CommitRow::sha))
        all.append(self);
    for (const CommitRow &one : *candidates) {
        const References theirs = referencesOf(one.message);
        if (isMeant(all, one, theirs, self, references, Relation::Reverts))
            found.add(one.sha, Relation::Reverts);
        else if (isMeant(all, one, theirs, self, references, Relation::Fixes))
            found.add(one.sha, Relation::Fixes);
        else if (names(theirs.reverts, sha) || isMeant(all, self, references, one, theirs, Relation::Reverts))
            found.add(one.sha, Relation::RevertedBy);
        else if (names(theirs.fixes, sha) || isMeant(all, self, references, one, theirs, Relation::Fixes))
            found.add(one.sha, Relation::FixedBy);
        const auto same = std::ranges::find_if(references.issues, [&theirs](const QString &issue) { return theirs.issues.contains(issue); });
        if (same != references.issues.end())
            found.add(one.sha, Relation::SameIssue, u'#' + *same);
    }
    const auto files = sharingFiles(repository, sha);
    if (!files)
        return std::unexpected(files.error());
    for (const auto &[one, shared] : *files)
        found.add(one, Relation::SameFiles, QString::number(shared));
    const auto rows = overview.rows(repository, found.shas);
    if (!rows)
        return std::unexpected(rows.error());
    QList<RelatedCommit> related;
    for (qsizetype i = 0; i < found.shas.size(); ++i) {
        RelatedCommit one = found.relations[i];
        const auto row = std::ranges::find(*rows, found.shas[i], &CommitRow::sha);
        if (one.stored && row == rows->end())
            continue;
        if (one.stored)
            one.row = *row;
        else
            one.row.sha = found.shas[i];
        related.append(one);
    }
    std::ranges::stable_sort(related, {}, [](const RelatedCommit &one) { return int(one.relation); });
    return related;
}

} // namespace rijian::storage
