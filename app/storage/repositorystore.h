#pragma once

#include "core/repository.h"
#include "core/result.h"

#include <QList>
#include <QVariantList>

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
    /// Nothing: no longer tracked.
    Result<std::optional<Repository>> byId(qint64 id);
    /// NotFound names the repositories there are.
    Result<Repository> byName(const QString &name);
    /// The repository with this Address::key(), if it is tracked.
    Result<std::optional<Repository>> byAddressKey(const QString &key);
    /// Adds it at the end. A hidden one of this address, one that was imported, or an imported one of this name without an address becomes it instead.
    /// Usage: the name or the address is taken.
    Result<Repository> add(const Repository &repository, const QString &addressKey);
    Result<void> rename(qint64 id, const QString &name);
    /// Where they are other ones, what git has listed is to be listed anew.
    Result<void> setBranches(qint64 id, const QString &branches);
    /// Lets a model see it, or not.
    Result<void> setShared(qint64 id, bool shared);
    Result<void> setEncoding(qint64 id, TextEncoding encoding);
    /// What a report that was imported later tells of one whose address was not known.
    Result<void> setAddress(qint64 id, const QString &address, const QString &addressKey);
    Result<void> setWebRemote(qint64 id, const QString &remote);

    /// Places in the panel: these repositories in this order, each in its group. One transaction.
    struct Place {
        qint64 id = 0;
        QString group;
    };
    Result<void> arrange(const QList<Place> &places);

    /// Takes them out of all lists, with everything kept, until restore() or purge(). Their waiting jobs are cancelled.
    Result<void> hide(const QList<qint64> &ids);
    Result<void> restore(const QList<qint64> &ids);
    /// Those hidden, to be forgotten for good.
    Result<QList<Repository>> hidden();
    /// Removes it with its commits, jobs and triage; analyses stay, they belong to the commits.
    Result<void> remove(qint64 id);
    /// The same where it is still hidden; false: it is not.
    Result<bool> purge(qint64 id);
    /// Notes how a fetch ended; an empty error is success and sets the time. `changed`: it brought something.
    Result<void> noteFetch(qint64 id, const QString &error, bool changed = false);
    /// Notes what a report says of its last fetch, which was none of ours; empty: nothing bad.
    Result<void> noteTold(qint64 id, const QString &error);
    /// The user has looked at them.
    Result<void> noteSeen(const QList<qint64> &ids);

private:
    Result<std::optional<Repository>> adopt(const Repository &repository, const QString &addressKey);
    Result<void> listAnew(qint64 id);
    Result<QList<Repository>> read(const QString &rest, const QVariantList &values = {});

    Database &m_database;
};

} // namespace rijian::storage
