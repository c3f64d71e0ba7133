#pragma once

#include "core/result.h"

#include <QDateTime>
#include <QHash>
#include <QList>
#include <QSet>
#include <QStringList>

namespace rijian::storage {

class Database;

/// A report that was exported before.
struct ExportedReport {
    QString name;
    QDateTime last; ///< UTC
    int commits = 0; ///< of all its exports

    bool operator==(const ExportedReport &) const = default;
};

/// What was exported under which report's name. Borrows the database; same thread.
class ExportStore
{
public:
    explicit ExportStore(Database &database)
        : m_database(database)
    {
    }

    /// The newest analysis there is; 0: none. Read in the snapshot of the export, for note().
    Result<qint64> newestAnalysis();
    /// One transaction. Commits of repositories that are gone by now are left out.
    Result<void> note(const QString &name, qint64 newestAnalysis, const QDateTime &when, const QHash<qint64, QSet<QString>> &commits);
    /// Listed commits of a span, [begin, end) in seconds, that were not exported under this name, or have a newer analysis since. By repository.
    Result<QHash<qint64, QSet<QString>>> fresh(const QString &name, const QList<qint64> &repositories, qint64 begin, qint64 end);
    /// The last one exported first.
    Result<QList<ExportedReport>> reports();
    Result<void> forget(const QString &name);

private:
    Database &m_database;
};

} // namespace rijian::storage
