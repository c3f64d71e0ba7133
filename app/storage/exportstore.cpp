#include "storage/exportstore.h"

#include "storage/database.h"

#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace rijian::storage {

Result<qint64> ExportStore::newestAnalysis()
{
    auto query = m_database.run(u"SELECT COALESCE(MAX(id), 0) FROM analysis"_s);
    if (!query)
        return std::unexpected(query.error());
    return query->next() ? query->value(0).toLongLong() : 0;
}

Result<void> ExportStore::note(const QString &name, qint64 newestAnalysis, const QDateTime &when, const QHash<qint64, QSet<QString>> &commits)
{
    return m_database.transaction([&]() -> Result<void> {
        for (const auto &[repository, shas] : commits.asKeyValueRange()) {
            for (const QString &sha : shas) {
                auto kept = m_database.run(u"INSERT OR REPLACE INTO exported (name, repository_id, sha, newest_analysis, exported_at) "
                                           "SELECT ?, id, ?, ?, ? FROM repository WHERE id = ?"_s,
                                           {notNull(name), sha, newestAnalysis, when.toSecsSinceEpoch(), repository});
                if (!kept)
                    return std::unexpected(kept.error());
            }
        }
        return {};
    });
}

Result<QHash<qint64, QSet<QString>>> ExportStore::fresh(const QString &name, const QList<qint64> &repositories, qint64 begin, qint64 end)
{
    QHash<qint64, QSet<QString>> found;
    for (const qint64 repository : repositories) {
        auto query = m_database.run(u"SELECT commits.sha FROM commits LEFT JOIN exported ON exported.name = ? AND exported.repository_id = commits.repository_id "
                                    "AND exported.sha = commits.sha WHERE commits.repository_id = ? AND commits.committer_time >= ? AND commits.committer_time < ? "
                                    "AND commits.listed = 1 AND (exported.sha IS NULL "
                                    "OR EXISTS (SELECT 1 FROM analysis WHERE analysis.sha = commits.sha AND analysis.id > exported.newest_analysis))"_s,
                                    {notNull(name), repository, begin, end});
        if (!query)
            return std::unexpected(query.error());
        while (query->next())
            found[repository].insert(query->value(0).toString());
    }
    return found;
}

Result<QList<ExportedReport>> ExportStore::reports()
{
    auto query = m_database.run(u"SELECT name, MAX(exported_at), COUNT(*) FROM exported GROUP BY name ORDER BY 2 DESC, 1"_s);
    if (!query)
        return std::unexpected(query.error());
    QList<ExportedReport> reports;
    while (query->next())
        reports.append({query->value(0).toString(), QDateTime::fromSecsSinceEpoch(query->value(1).toLongLong(), QTimeZone::UTC), query->value(2).toInt()});
    return reports;
}

Result<void> ExportStore::forget(const QString &name)
{
    auto done = m_database.run(u"DELETE FROM exported WHERE name = ?"_s, {notNull(name)});
    return done ? Result<void>() : std::unexpected(done.error());
}

} // namespace rijian::storage
