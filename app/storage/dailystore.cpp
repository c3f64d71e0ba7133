#include "storage/dailystore.h"

#include "storage/database.h"

#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::storage {

Result<void> DailyStore::begin(const QDate &day, const QDateTime &now)
{
    auto done = m_database.run(u"INSERT OR REPLACE INTO daily_run (day, begun_at) VALUES (?, ?)"_s, {day.toString(Qt::ISODate), now.toSecsSinceEpoch()});
    return done ? Result<void>() : std::unexpected(done.error());
}

Result<void> DailyStore::putOff(const QDate &day, const QString &message)
{
    auto done = m_database.run(u"UPDATE daily_run SET message = ? WHERE day = ? AND ended_at IS NULL"_s, {notNull(message), day.toString(Qt::ISODate)});
    return done ? Result<void>() : std::unexpected(done.error());
}

Result<void> DailyStore::end(const QDate &day, bool ok, const QString &message, const QDateTime &now)
{
    auto done = m_database.run(u"UPDATE daily_run SET ended_at = ?, ok = ?, message = ? WHERE day = ?"_s, {now.toSecsSinceEpoch(), ok, notNull(message), day.toString(Qt::ISODate)});
    return done ? Result<void>() : std::unexpected(done.error());
}

Result<std::optional<DailyRecord>> DailyStore::last()
{
    auto query = m_database.run(u"SELECT day, begun_at, ended_at, ok, message FROM daily_run ORDER BY day DESC LIMIT 1"_s);
    if (!query)
        return std::unexpected(query.error());
    if (!query->next())
        return std::nullopt;
    return DailyRecord{.day = QDate::fromString(query->value(0).toString(), Qt::ISODate),
                       .begunAt = QDateTime::fromSecsSinceEpoch(query->value(1).toLongLong(), QTimeZone::UTC),
                       .endedAt = query->value(2).isNull() ? QDateTime() : QDateTime::fromSecsSinceEpoch(query->value(2).toLongLong(), QTimeZone::UTC),
                       .ok = query->value(3).toBool(),
                       .message = query->value(4).toString()};
}

Result<bool> DailyStore::isDone(const QDate &day)
{
    auto query = m_database.run(u"SELECT 1 FROM daily_run WHERE day = ? AND ended_at IS NOT NULL"_s, {day.toString(Qt::ISODate)});
    return query ? Result<bool>(query->next()) : std::unexpected(query.error());
}

Result<QDate> DailyStore::firstToReport(const QDate &today)
{
    auto query = m_database.run(u"SELECT MAX(day) FROM daily_run WHERE ended_at IS NOT NULL"_s);
    if (!query)
        return std::unexpected(query.error());
    // A run reports up to the day before it.
    const QDate last = query->next() ? QDate::fromString(query->value(0).toString(), Qt::ISODate) : QDate();
    return last.isValid() ? std::clamp(last, today.addDays(-mostDays), today.addDays(-1)) : today.addDays(-1);
}

} // namespace rijian::storage
