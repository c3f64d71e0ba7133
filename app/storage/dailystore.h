#pragma once

#include "core/result.h"

#include <QDate>
#include <QDateTime>

#include <optional>

namespace rijian::storage {

class Database;

struct DailyRecord {
    QDate day;          ///< on which it ran
    QDateTime begunAt;  ///< UTC
    QDateTime endedAt;  ///< UTC; invalid: it runs, or was killed
    bool ok = false;
    QString message;    ///< how it went, or why it was put off; one line

    bool operator==(const DailyRecord &) const = default;
};

/// The daily runs of all programs. Borrows the database; same thread.
class DailyStore
{
public:
    explicit DailyStore(Database &database)
        : m_database(database)
    {
    }

    Result<void> begin(const QDate &day, const QDateTime &now);
    /// Why it is put off: it has not ended.
    Result<void> putOff(const QDate &day, const QString &message);
    Result<void> end(const QDate &day, bool ok, const QString &message, const QDateTime &now);
    /// Nothing: there was none.
    Result<std::optional<DailyRecord>> last();
    /// It has ended on this day.
    Result<bool> isDone(const QDate &day);
    static constexpr int mostDays = 7; ///< that a run reports
    /// The first day that a run of `today` is to report: the one after those of the last run that has ended, `mostDays` ago at the earliest; yesterday
    /// where there was none.
    Result<QDate> firstToReport(const QDate &today);

private:
    Database &m_database;
};

} // namespace rijian::storage
