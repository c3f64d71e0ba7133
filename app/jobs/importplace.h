#pragma once
// Which tracked repository a report's section is about.

#include "core/repository.h"
#include "core/result.h"
#include "report/reader.h"

#include <QHash>
#include <QList>

#include <optional>

namespace rijian::storage {
class Database;
}

namespace rijian::jobs {

/// Knows the tracked repositories by the web addresses of their commits and by their names. One thread; the database's.
class ImportPlaces
{
public:
    explicit ImportPlaces(storage::Database &database)
        : m_database(database)
    {
    }

    /// Reads which repositories there are: before the first find(), and after a transaction with add() was undone.
    Result<void> load();
    /// The repository with these web addresses, else with this name unless it is known to be elsewhere.
    std::optional<Repository> find(const report::ReadSection &section) const;
    /// The repository found, or a new one: tracked, never fetched. What the report newly tells of its address is noted.
    Result<Repository> findOrAdd(const report::ReadSection &section, bool &added);

    /// Keeps what is known in step with the store.
    void noteFailure(Repository repository, const QString &failure);

private:
    void know(const Repository &repository);
    QString freeName(const QString &wanted, const QString &host) const;

    storage::Database &m_database;
    QHash<QString, QList<Repository>> m_byPage; ///< by the web address without the sha
    QHash<QString, Repository> m_byName; ///< folded
};

} // namespace rijian::jobs
