#include "storage/overviewstore.h"

#include "core/analysis.h"
#include "storage/database.h"
#include "storage/showncard.h"

#include <QDate>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::storage {

namespace {

// In the queue: see core/triagequeue.h. Dates are ISO, whose order is that of the days.
const QString isOpen = u"((COALESCE(t.state, 0) = 0 AND c.committer_time >= ? AND "_s + shownImportance + u" >= ?) OR (t.state = 2 AND t.due <> '' AND t.due <= ?))"_s;

QVariantList openValues(const QueueRange &range)
{
    return {range.since, int(range.least), range.today.toString(Qt::ISODate)};
}

Importance toImportance(const QVariant &value)
{
    return static_cast<Importance>(std::clamp(value.toInt(), 0, int(Importance::High)));
}

CommitRow toRow(const QSqlQuery &row)
{
    CommitRow commit;
    commit.repository = row.value(0).toLongLong();
    commit.sha = row.value(1).toString();
    commit.author = {row.value(2).toString(), row.value(3).toString()};
    commit.authorTime = {row.value(4).toLongLong(), row.value(5).toInt()};
    commit.committerTime = {row.value(6).toLongLong(), row.value(7).toInt()};
    commit.message = row.value(8).toString();
    commit.merge = row.value(9).toString().contains(u' ');
    commit.files = row.value(10).toInt();
    commit.insertions = row.value(11).toInt();
    commit.deletions = row.value(12).toInt();
    commit.byRules = row.value(13).toString() == "rules"_L1;
    commit.cardImportance = toImportance(row.value(14));
    commit.types = toTypes(row.value(15).toString());
    commit.triage.state = static_cast<TriageState>(std::clamp(row.value(16).toInt(), 0, int(TriageState::Ignored)));
    commit.triage.importance = toImportance(row.value(17));
    commit.triage.note = row.value(18).toString();
    commit.triage.due = QDate::fromString(row.value(19).toString(), Qt::ISODate);
    commit.partial = row.value(20).toInt() == int(AnalysisState::Partial);
    commit.modelFailed = row.value(21).toBool();
    commit.rulesImportance = toImportance(row.value(22));
    commit.mark.importance = toImportance(row.value(23));
    commit.mark.rule = row.value(24).toString();
    commit.mark.tags = row.value(25).toString().split(u',', Qt::SkipEmptyParts);
    return commit;
}

void count(CommitCounts &counts, bool analysed, int importanceValue, int state)
{
    const bool high = importanceValue == int(Importance::High);
    const bool toReview = state == int(TriageState::Unseen);
    counts += {.commits = 1, .high = high, .toReview = toReview, .highToReview = high && toReview, .analysed = analysed};
}

} // namespace

QList<ChangeType> toTypes(const QString &json)
{
    QList<ChangeType> types;
    if (json.isEmpty())
        return types;
    for (const QJsonValue type : QJsonDocument::fromJson(json.toUtf8()).array())
        types.append(static_cast<ChangeType>(std::clamp(type.toInt(), 0, int(ChangeType::Other))));
    return types;
}

Result<QList<CommitRow>> OverviewStore::read(const QString &condition, const QVariantList &values)
{
    auto query = m_database.run(u"SELECT c.repository_id, c.sha, c.author_name, c.author_email, c.author_time, c.author_offset, c.committer_time, c.committer_offset, "
                                "c.message, c.parents, c.files, c.insertions, c.deletions, a.analyzer, a.importance, a.types, t.state, t.importance, t.note, t.due, "
                                "a.state, (SELECT f.state = 2 FROM analysis f WHERE f.sha = c.sha AND f.analyzer <> 'rules' ORDER BY f.prompt_version = 'import', f.id DESC LIMIT 1), "
                                "(SELECT r.importance FROM analysis r WHERE r.sha = c.sha AND r.analyzer = 'rules' AND r.state <> 2 ORDER BY r.prompt_version = 'import', r.id DESC LIMIT 1), "
                                "m.importance, m.rule, m.tags FROM commits c "_s + shownCard + u" WHERE "_s + condition,
                                values);
    if (!query)
        return std::unexpected(query.error());
    QList<CommitRow> rows;
    while (query->next())
        rows.append(toRow(*query));
    return rows;
}

Result<QList<CommitRow>> OverviewStore::rows(const QList<qint64> &repositories, qint64 begin, qint64 end)
{
    return read(u"c.repository_id IN (%1) AND c.listed = 1 AND c.committer_time >= ? AND c.committer_time < ? ORDER BY c.committer_time DESC, c.repository_id, c.position"_s
                    .arg(idList(repositories)),
                {begin, end});
}

Result<QList<CommitRow>> OverviewStore::rows(qint64 repository, const QStringList &shas)
{
    constexpr qsizetype part = 500;
    QList<CommitRow> found;
    for (qsizetype start = 0; start < shas.size(); start += part) {
        const QStringList some = shas.sliced(start, std::min(part, shas.size() - start));
        auto rows = read(u"c.repository_id = ? AND c.sha IN ("_s + placeholders(some.size()) + u')',
                         QVariantList{repository} + QVariantList(some.begin(), some.end()));
        if (!rows)
            return rows;
        found += *rows;
    }
    return found;
}

Result<QList<CommitMark>> OverviewStore::readMarks(const QString &condition, const QVariantList &values)
{
    auto query = m_database.run(u"SELECT c.sha, "_s + shownOwnImportance + u", a.importance, a.markdown <> '', a.analyzer, a.state, "
                                "IIF(a.analyzer <> 'rules', 0, EXISTS (SELECT 1 FROM analysis f WHERE f.sha = c.sha AND f.analyzer <> 'rules' AND f.state = 2 AND f.failure <> '')) "
                                "FROM commits c "_s + shownCard + u" WHERE "_s + condition,
                                values);
    if (!query)
        return std::unexpected(query.error());
    QList<CommitMark> marks;
    while (query->next())
        marks.append({.sha = query->value(0).toString(), .ownImportance = toImportance(query->value(1)), .cardImportance = toImportance(query->value(2)),
                      .hasCard = query->value(3).toBool(), .byRules = query->value(4).toString() == "rules"_L1,
                      .partial = query->value(5).toInt() == int(AnalysisState::Partial), .modelFailed = query->value(6).toBool()});
    return marks;
}

Result<QList<CommitMark>> OverviewStore::marks(qint64 repository, qint64 begin, qint64 end)
{
    return readMarks(u"c.repository_id = ? AND c.listed = 1 AND c.committer_time >= ? AND c.committer_time < ? ORDER BY c.committer_time DESC, c.position"_s, {repository, begin, end});
}

Result<QList<CommitMark>> OverviewStore::marks(qint64 repository, const QStringList &shas)
{
    constexpr qsizetype part = 500;
    QHash<QString, CommitMark> found;
    for (qsizetype start = 0; start < shas.size(); start += part) {
        const QStringList some = shas.sliced(start, std::min(part, shas.size() - start));
        const auto marks = readMarks(u"c.repository_id = ? AND c.sha IN ("_s + placeholders(some.size()) + u')',
                                     QVariantList{repository} + QVariantList(some.begin(), some.end()));
        if (!marks)
            return marks;
        for (const CommitMark &mark : *marks)
            found.insert(mark.sha, mark);
    }
    QList<CommitMark> ordered;
    for (const QString &sha : shas) {
        if (const auto mark = found.constFind(sha); mark != found.constEnd())
            ordered.append(*mark);
    }
    return ordered;
}

Result<QHash<qint64, CommitCounts>> OverviewStore::counts(qint64 begin, qint64 end)
{
    auto query = m_database.run(u"SELECT c.repository_id, a.id IS NOT NULL, "_s + shownImportance + u", COALESCE(t.state, 0) FROM commits c "_s + shownCard
                                    + u" WHERE c.repository_id IN (SELECT id FROM repository WHERE removed_at IS NULL) AND c.listed = 1 "
                                      "AND c.committer_time >= ? AND c.committer_time < ?"_s,
                                {begin, end});
    if (!query)
        return std::unexpected(query.error());
    QHash<qint64, CommitCounts> counts;
    while (query->next())
        count(counts[query->value(0).toLongLong()], query->value(1).toBool(), query->value(2).toInt(), query->value(3).toInt());
    return counts;
}

Result<QHash<QDate, CommitCounts>> OverviewStore::days(const QList<qint64> &repositories, const QDate &first, const QDate &last, const QTimeZone &zone)
{
    auto query = m_database.run(u"SELECT c.committer_time, a.id IS NOT NULL, "_s + shownImportance + u", COALESCE(t.state, 0) FROM commits c "_s + shownCard
                                    + u" WHERE c.repository_id IN (%1) AND c.listed = 1 AND c.committer_time >= ? AND c.committer_time < ?"_s.arg(idList(repositories)),
                                {first.startOfDay(zone).toSecsSinceEpoch(), last.addDays(1).startOfDay(zone).toSecsSinceEpoch()});
    if (!query)
        return std::unexpected(query.error());
    QHash<QDate, CommitCounts> days;
    while (query->next()) {
        const QDate day = QDateTime::fromSecsSinceEpoch(query->value(0).toLongLong(), zone).date();
        count(days[day], query->value(1).toBool(), query->value(2).toInt(), query->value(3).toInt());
    }
    return days;
}

Result<std::optional<qint64>> OverviewStore::edge(const QString &sql, const QList<qint64> &repositories, qint64 seconds)
{
    auto query = m_database.run(sql.arg(idList(repositories)), {seconds});
    if (!query)
        return std::unexpected(query.error());
    if (!query->next() || query->isNull(0))
        return std::nullopt;
    return query->value(0).toLongLong();
}

Result<std::optional<qint64>> OverviewStore::newestBefore(const QList<qint64> &repositories, qint64 seconds)
{
    return edge(u"SELECT MAX(committer_time) FROM commits WHERE repository_id IN (%1) AND listed = 1 AND committer_time < ?"_s, repositories, seconds);
}

Result<std::optional<qint64>> OverviewStore::oldestFrom(const QList<qint64> &repositories, qint64 seconds)
{
    return edge(u"SELECT MIN(committer_time) FROM commits WHERE repository_id IN (%1) AND listed = 1 AND committer_time >= ?"_s, repositories, seconds);
}

Result<QList<CommitRow>> OverviewStore::queue(const QList<qint64> &repositories, const QueueRange &range)
{
    return read(u"c.repository_id IN (%1) AND c.listed = 1 AND %2 "
                "ORDER BY %3 DESC, (SELECT r.score FROM analysis r WHERE r.sha = c.sha AND r.analyzer = 'rules' AND r.state <> 2 ORDER BY r.id DESC LIMIT 1) DESC, "
                "c.committer_time, c.repository_id, c.position DESC"_s.arg(idList(repositories), isOpen, shownImportance),
                openValues(range));
}

Result<QList<CommitRow>> OverviewStore::followUps(const QList<qint64> &repositories)
{
    return read(u"c.repository_id IN (%1) AND c.listed = 1 AND t.state = 2 ORDER BY t.due = '', t.due, c.committer_time, c.repository_id, c.position DESC"_s.arg(idList(repositories)), {});
}

Result<QueueCounts> OverviewStore::queueCounts(const QList<qint64> &repositories, const QueueRange &range)
{
    auto open = m_database.run(u"SELECT COALESCE(t.state, 0), %3, c.committer_time FROM commits c %4 WHERE c.repository_id IN (%1) AND c.listed = 1 AND %2"_s
                                   .arg(idList(repositories), isOpen, shownImportance, shownCard),
                               openValues(range));
    if (!open)
        return std::unexpected(open.error());
    QueueCounts counts;
    while (open->next()) {
        ++counts.open;
        const bool high = open->value(0).toInt() == int(TriageState::Unseen) && toImportance(open->value(1)) == Importance::High;
        counts.high += high;
        counts.earlier += high && open->value(2).toLongLong() < range.todaySince;
    }
    auto followed = m_database.run(u"SELECT COUNT(*), COALESCE(SUM(t.due <> '' AND t.due <= ?), 0) FROM triage t JOIN commits c ON c.repository_id = t.repository_id AND c.sha = t.sha "
                                   "WHERE t.state = 2 AND c.listed = 1 AND t.repository_id IN (%1)"_s.arg(idList(repositories)),
                                   {range.today.toString(Qt::ISODate)});
    if (!followed)
        return std::unexpected(followed.error());
    if (followed->next()) {
        counts.followUps = followed->value(0).toInt();
        counts.due = followed->value(1).toInt();
    }
    return counts;
}

Result<QList<CommitRow>> OverviewStore::highToReview(const QList<qint64> &repositories, qint64 since)
{
    return read(u"c.repository_id IN (%1) AND c.listed = 1 AND c.committer_time >= ? AND COALESCE(t.state, 0) = 0 AND %2 = 3 ORDER BY c.committer_time DESC, c.repository_id, c.position"_s
                    .arg(idList(repositories), shownImportance),
                {since});
}

} // namespace rijian::storage
