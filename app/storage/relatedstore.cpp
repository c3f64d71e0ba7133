#include "storage/relatedstore.h"

#include "core/references.h"
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

/// Whether one of these names the commit.
bool names(const QStringList &shas, const QString &sha)
{
    return std::ranges::any_of(shas, [&sha](const QString &one) { return sha.startsWith(one, Qt::CaseInsensitive); });
}

} // namespace

/// Gathers each commit once, by its first relation.
struct RelatedStore::Found {
    QString self;
    QStringList shas;
    QList<std::pair<Relation, QString>> relations; ///< of each, and what

    void add(const QString &sha, Relation relation, const QString &what = {})
    {
        const auto same = [relation](const auto &one) { return one.first == relation; };
        if (sha == self || shas.contains(sha) || std::ranges::count_if(relations, same) >= mostOfARelation)
            return;
        shas.append(sha);
        relations.append({relation, what});
    }
};

Result<QStringList> RelatedStore::byShas(qint64 repository, const QStringList &beginnings)
{
    QStringList shas;
    for (const QString &beginning : beginnings) {
        auto query = m_database.run(u"SELECT sha FROM commits WHERE repository_id = ? AND sha >= ? AND sha < ? AND listed = 1 LIMIT 2"_s, {repository, beginning, QString(beginning + u'g')});
        if (!query)
            return std::unexpected(query.error());
        QStringList found;
        while (query->next())
            found.append(query->value(0).toString());
        if (found.size() == 1) // else it is not clear which
            shas += found;
    }
    return shas;
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

Result<QList<RelatedCommit>> RelatedStore::of(qint64 repository, const QString &sha)
{
    OverviewStore overview(m_database);
    const auto self = overview.rows(repository, {sha});
    if (!self)
        return std::unexpected(self.error());
    if (self->isEmpty())
        return QList<RelatedCommit>();
    const References references = referencesOf(self->first().message);
    Found found{.self = sha, .shas = {}, .relations = {}};
    for (const auto &[shas, relation] : {std::pair(references.reverts, Relation::Reverts), std::pair(references.fixes, Relation::Fixes)}) {
        const auto known = byShas(repository, shas);
        if (!known)
            return std::unexpected(known.error());
        for (const QString &one : *known)
            found.add(one, relation);
    }
    // Candidates by the index; what their messages say decides.
    QStringList forms;
    for (int digits = 7; digits <= sha.size(); ++digits)
        forms.append(u'"' + sha.first(digits) + u'"');
    QStringList numbers;
    for (const QString &issue : references.issues.first(std::min<qsizetype>(references.issues.size(), 8)))
        numbers.append(u'"' + issue + u'"');
    const auto naming = mentioning(repository, forms.join(u" OR "_s));
    const auto sharing = numbers.isEmpty() ? Result<QStringList>(QStringList()) : mentioning(repository, numbers.join(u" OR "_s));
    if (!naming || !sharing)
        return std::unexpected(!naming ? naming.error() : sharing.error());
    const auto candidates = overview.rows(repository, *naming + *sharing);
    if (!candidates)
        return std::unexpected(candidates.error());
    QHash<QString, CommitRow> rows;
    for (const CommitRow &row : *candidates)
        rows.insert(row.sha, row);
    for (const QString &one : *naming) {
        const References theirs = referencesOf(rows.value(one).message);
        if (names(theirs.reverts, sha))
            found.add(one, Relation::RevertedBy);
        else if (names(theirs.fixes, sha))
            found.add(one, Relation::FixedBy);
    }
    for (const QString &one : *sharing) {
        const References theirs = referencesOf(rows.value(one).message);
        const auto same = std::ranges::find_if(references.issues, [&theirs](const QString &issue) { return theirs.issues.contains(issue); });
        if (same != references.issues.end())
            found.add(one, Relation::SameIssue, u'#' + *same);
    }
    const auto files = sharingFiles(repository, sha);
    if (!files)
        return std::unexpected(files.error());
    for (const auto &[one, shared] : *files)
        found.add(one, Relation::SameFiles, QString::number(shared));
    const auto all = overview.rows(repository, found.shas);
    if (!all)
        return std::unexpected(all.error());
    QList<RelatedCommit> related;
    for (qsizetype i = 0; i < found.shas.size(); ++i) {
        const auto row = std::ranges::find(*all, found.shas[i], &CommitRow::sha);
        if (row != all->end())
            related.append({found.relations[i].first, *row, found.relations[i].second});
    }
    std::ranges::stable_sort(related, {}, [](const RelatedCommit &one) { return int(one.relation); });
    return related;
}

} // namespace rijian::storage
