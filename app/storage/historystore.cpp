#include "storage/historystore.h"

#include "storage/database.h"
#include "storage/showncard.h"

#include <QHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::storage {

namespace {

constexpr int mostAuthors = 1'000;

/// The seconds at which the span's days begin, and at last those at which it ends.
QList<qint64> startsOf(const DaySpan &span)
{
    QList<qint64> starts;
    for (QDate day = span.first; day <= span.last.addDays(1); day = day.addDays(1))
        starts.append(day.startOfDay(span.zone).toSecsSinceEpoch());
    return starts;
}

qint64 lines(const FolderChurn &churn)
{
    return churn.insertions + churn.deletions;
}

void add(FolderChurn &to, const FolderChurn &from)
{
    to.files += from.files;
    to.insertions += from.insertions;
    to.deletions += from.deletions;
}

/// One repository's churn by its folders' folders ("src/http/"), told as folders() says.
QList<FolderChurn> fold(const QList<FolderChurn> &fine)
{
    qint64 all = 0;
    QHash<QString, qint64> tops;
    const auto topOf = [](const QString &folder) { return folder.first(folder.indexOf(u'/') + 1); };
    for (const FolderChurn &churn : fine) {
        all += lines(churn);
        tops[topOf(churn.folder)] += lines(churn);
    }
    QHash<QString, FolderChurn> folded;
    for (const FolderChurn &churn : fine) {
        const QString top = topOf(churn.folder);
        const QString name = tops.value(top) * 2 > all ? churn.folder : top;
        FolderChurn &sum = folded[name];
        sum.repository = churn.repository;
        sum.folder = name;
        add(sum, churn);
    }
    return folded.values();
}

/// Values: the span's begin and end.
QString inSpan(const QList<qint64> &repositories)
{
    return u" WHERE c.repository_id IN ("_s + idList(repositories) + u") AND c.listed = 1 AND c.committer_time >= ? AND c.committer_time < ? "_s;
}

QVariantList spanValues(const DaySpan &span)
{
    return {span.beginSeconds(), span.endSeconds()};
}

const QString notMerge = u"AND c.parents NOT LIKE '% %' "_s;

} // namespace

Result<QList<HistoryDay>> HistoryStore::days(const QList<qint64> &repositories, const DaySpan &span)
{
    const QList<qint64> starts = startsOf(span);
    QList<HistoryDay> days;
    for (QDate day = span.first; day <= span.last; day = day.addDays(1))
        days.append({.date = day});
    auto query = m_database.run(u"SELECT c.committer_time, "_s + shownImportance + u" FROM commits c "_s + shownCard + inSpan(repositories), spanValues(span));
    if (!query)
        return std::unexpected(query.error());
    while (query->next()) {
        const auto after = std::ranges::upper_bound(starts, query->value(0).toLongLong());
        const int importance = std::clamp(query->value(1).toInt(), 0, int(Importance::High));
        ++days[after - starts.begin() - 1].counts.at(std::size_t(importance));
    }
    if (auto counted = countListings(days, starts, repositories); !counted)
        return std::unexpected(counted.error());
    return days;
}

Result<void> HistoryStore::countListings(QList<HistoryDay> &days, const QList<qint64> &starts, const QList<qint64> &repositories)
{
    auto fetched = m_database.run(u"SELECT id FROM repository WHERE imported = 0 AND id IN ("_s + idList(repositories) + u')');
    if (!fetched)
        return std::unexpected(fetched.error());
    QSet<qint64> behind;
    while (fetched->next())
        behind.insert(fetched->value(0).toLongLong());
    for (HistoryDay &day : days)
        day.unread = int(behind.size());
    auto query = m_database.run(u"SELECT repository_id, begin_at, IIF(imported, end_at, MIN(end_at, listed_at)) FROM listing WHERE repository_id IN ("_s + idList(repositories) +
                                    u") AND end_at > ? AND begin_at < ? ORDER BY repository_id, begin_at"_s,
                                {starts.constFirst(), starts.constLast()});
    if (!query)
        return std::unexpected(query.error());
    qint64 repository = 0, begin = 0, end = 0; // spans that meet are one
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    const auto isKnown = [&](qsizetype day) { return starts[day + 1] <= end || (starts[day + 1] > now && starts[day] < end); }; // of a day that goes on, what there is
    const auto take = [&] {
        const auto first = std::ranges::lower_bound(starts, begin);
        for (qsizetype i = first - starts.begin(); i + 1 < starts.size() && isKnown(i); ++i) {
            ++days[i].listed;
            days[i].unread -= behind.contains(repository);
        }
    };
    while (query->next()) {
        const qint64 nextBegin = query->value(1).toLongLong(), nextEnd = query->value(2).toLongLong();
        if (query->value(0).toLongLong() == repository && nextBegin <= end) {
            end = std::max(end, nextEnd);
            continue;
        }
        take();
        repository = query->value(0).toLongLong();
        begin = nextBegin;
        end = nextEnd;
    }
    take();
    return {};
}

Result<QList<RepositoryActivity>> HistoryStore::activity(const QList<qint64> &repositories, const DaySpan &span)
{
    auto query = m_database.run(u"SELECT c.repository_id, "_s + shownImportance + u" AS shown, COUNT(*) FROM commits c "_s + shownCard + inSpan(repositories) + u"GROUP BY c.repository_id, shown"_s, spanValues(span));
    if (!query)
        return std::unexpected(query.error());
    QHash<qint64, RepositoryActivity> found;
    while (query->next()) {
        RepositoryActivity &one = found[query->value(0).toLongLong()];
        one.repository = query->value(0).toLongLong();
        one.counts.at(std::size_t(std::clamp(query->value(1).toInt(), 0, int(Importance::High)))) += query->value(2).toInt();
    }
    QList<RepositoryActivity> list;
    for (const qint64 repository : repositories) {
        if (const auto one = found.constFind(repository); one != found.constEnd())
            list.append(*one);
    }
    std::ranges::stable_sort(list, std::ranges::greater(), &RepositoryActivity::commits);
    return list;
}

Result<QList<FolderChurn>> HistoryStore::folders(const QList<qint64> &repositories, const DaySpan &span)
{
    // The path up to its second slash, or to its first, or nothing.
    auto query = m_database.run(u"WITH file AS (SELECT c.repository_id AS repository, f.path AS path, instr(f.path, '/') AS slash, f.insertions AS plus, f.deletions AS minus "
                                "FROM commits c JOIN changed_file f ON f.commit_id = c.id"_s + inSpan(repositories) + notMerge +
                                    u") SELECT repository, substr(path, 1, slash + instr(substr(path, slash + 1), '/') * (slash > 0)) AS folder, COUNT(*), SUM(plus), SUM(minus) "
                                     "FROM file GROUP BY repository, folder"_s,
                                spanValues(span));
    if (!query)
        return std::unexpected(query.error());
    QHash<qint64, QList<FolderChurn>> fine;
    while (query->next()) {
        const qint64 repository = query->value(0).toLongLong();
        fine[repository].append({repository, query->value(1).toString(), query->value(2).toInt(), query->value(3).toLongLong(), query->value(4).toLongLong()});
    }
    QList<FolderChurn> folders;
    for (const QList<FolderChurn> &ofOne : std::as_const(fine))
        folders += fold(ofOne);
    std::ranges::sort(folders, [](const FolderChurn &a, const FolderChurn &b) {
        return std::tuple(-lines(a), a.repository, a.folder) < std::tuple(-lines(b), b.repository, b.folder);
    });
    return folders;
}

Result<QList<AuthorActivity>> HistoryStore::authors(const QList<qint64> &repositories, const DaySpan &span)
{
    // With one MAX, SQLite takes the other columns from its row.
    auto query = m_database.run(u"SELECT c.author_name, COUNT(*) AS commits, SUM(c.insertions), SUM(c.deletions), MAX(c.committer_time) FROM commits c"_s + inSpan(repositories) +
                                    notMerge + u"GROUP BY lower(c.author_email) ORDER BY commits DESC, lower(c.author_email) LIMIT "_s + QString::number(mostAuthors),
                                spanValues(span));
    if (!query)
        return std::unexpected(query.error());
    QList<AuthorActivity> authors;
    while (query->next())
        authors.append({query->value(0).toString(), query->value(1).toInt(), query->value(2).toLongLong(), query->value(3).toLongLong()});
    return authors;
}

Result<QList<Agreement>> HistoryStore::agreement(const QList<qint64> &repositories, const DaySpan &span)
{
    // Each maker's newest card of the commits that the user dealt with or judged. What no one says aloud is told of the card that is shown alone.
    auto query = m_database.run(u"SELECT c.repository_id, IIF(y.analyzer = 'rules', '', y.model), y.importance, COALESCE(t.importance, 0), y.id = a.id FROM commits c "_s + shownCard +
                                    u" JOIN analysis y ON y.sha = c.sha AND y.state <> 2 AND y.importance > 0 AND y.prompt_version <> 'import' AND y.id = "
                                     "(SELECT MAX(n.id) FROM analysis n WHERE n.sha = y.sha AND n.analyzer = y.analyzer AND n.model = y.model AND n.state <> 2 AND n.prompt_version <> 'import')"_s
                                    + inSpan(repositories) +
                                    // First of all whether there is a decision: most commits have none, and their cards need not be found.
                                    u"AND EXISTS (SELECT 1 FROM triage x WHERE x.repository_id = c.repository_id AND x.sha = c.sha) AND (t.importance > 0 OR t.state IN (1, 2, 3))"_s,
                                spanValues(span));
    if (!query)
        return std::unexpected(query.error());
    QHash<std::pair<qint64, QString>, Agreement> found;
    while (query->next()) {
        const int said = query->value(2).toInt(), own = query->value(3).toInt();
        if (own == 0 && !query->value(4).toBool())
            continue;
        const std::pair key(query->value(0).toLongLong(), query->value(1).toString());
        Agreement &agreement = found[key];
        agreement.repository = key.first;
        agreement.model = key.second;
        ++(own == 0 ? agreement.silent : own == said ? agreement.agreed : own > said ? agreement.raised : agreement.lowered);
    }
    QList<Agreement> all = found.values();
    std::ranges::sort(all, [&repositories](const Agreement &a, const Agreement &b) {
        return std::tuple(repositories.indexOf(a.repository), a.model.isEmpty(), a.model) < std::tuple(repositories.indexOf(b.repository), b.model.isEmpty(), b.model);
    });
    return all;
}

Result<History> HistoryStore::all(const QList<qint64> &repositories, const DaySpan &span)
{
    History history{.span = span, .repositories = repositories};
    const auto read = m_database.snapshot([&]() -> Result<void> {
        auto someDays = days(repositories, span);
        auto someActivity = activity(repositories, span);
        auto someFolders = folders(repositories, span);
        auto someAuthors = authors(repositories, span);
        auto someAgreement = agreement(repositories, span);
        if (!someDays || !someActivity || !someFolders || !someAuthors || !someAgreement)
            return std::unexpected(!someDays ? someDays.error() : !someActivity ? someActivity.error() : !someFolders ? someFolders.error() : !someAuthors ? someAuthors.error() : someAgreement.error());
        history.days = std::move(*someDays);
        history.activity = std::move(*someActivity);
        history.folders = std::move(*someFolders);
        history.authors = std::move(*someAuthors);
        history.agreement = std::move(*someAgreement);
        return {};
    });
    return read ? Result<History>(std::move(history)) : std::unexpected(read.error());
}

} // namespace rijian::storage
