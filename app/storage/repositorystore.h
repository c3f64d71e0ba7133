#pragma once

#include "core/repository.h"
#include "core/result.h"

#include <QList>

#include <optional>

namespace rijian::storage {

class Database;

/// The tracked repositories, in the panel's order. Borrows the database; same thread.
class RepositoryStore
{
public:
    explicit RepositoryStore(Database &database)
        : m_database(database)
    {
    }

    Result<QList<Repository>> all();
    /// NotFound names the repositories there are.
    Result<Repository> byName(const QString &name);
    /// The repository with this Address::key(), if it is tracked.
    Result<std::optional<Repository>> byAddressKey(const QString &key);
    /// Adds it at the end. Usage: the name or the address is taken.
    Result<Repository> add(const Repository &repository, const QString &addressKey);
    Result<void> rename(qint64 id, const QString &name);
    Result<void> setBranches(qint64 id, const QString &branches);
    /// Removes it with its commits, jobs and triage; analyses stay, they belong to the commits.
    Result<void> remove(qint64 id);
    /// Notes how a fetch ended; an empty error is success and sets the time.
    Result<void> noteFetch(qint64 id, const QString &error);

private:
    Database &m_database;
};

} // namespace rijian::storage
