#include "storage/repositorystore.h"

#include "core/text.h"
#include "storage/database.h"

#include <QCoreApplication>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace rijian::storage {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(rijian::storage::RepositoryStore)
};

const QString columns = u"id, name, address, branches, last_fetch, last_error"_s;

Repository toRepository(const QSqlQuery &row)
{
    Repository repository;
    repository.id = row.value(0).toLongLong();
    repository.name = row.value(1).toString();
    repository.address = row.value(2).toString();
    repository.branch = row.value(3).toString();
    if (!row.isNull(4))
        repository.lastFetch = QDateTime::fromSecsSinceEpoch(row.value(4).toLongLong(), QTimeZone::UTC);
    repository.lastError = row.value(5).toString();
    return repository;
}

Result<void> done(const Result<QSqlQuery> &query)
{
    if (!query)
        return std::unexpected(query.error());
    return {};
}

} // namespace

Result<QList<Repository>> RepositoryStore::all()
{
    auto query = m_database.run(u"SELECT "_s + columns + u" FROM repository ORDER BY position, id"_s);
    if (!query)
        return std::unexpected(query.error());
    QList<Repository> repositories;
    while (query->next())
        repositories.append(toRepository(*query));
    return repositories;
}

Result<Repository> RepositoryStore::byName(const QString &name)
{
    auto query = m_database.run(u"SELECT "_s + columns + u" FROM repository WHERE name = ?"_s, {name});
    if (!query)
        return std::unexpected(query.error());
    if (query->next())
        return toRepository(*query);
    const auto there = all();
    if (!there)
        return std::unexpected(there.error());
    if (there->isEmpty())
        return failure(ErrorKind::NotFound, Text::tr("No repository “%1” is tracked; none is: add one with “repo add ADDRESS”.").arg(oneLine(name, 80)));
    QStringList names;
    for (const Repository &repository : *there)
        names.append(repository.name);
    return failure(ErrorKind::NotFound, Text::tr("No repository “%1” is tracked; there are: %2.").arg(oneLine(name, 80), oneLine(names.join(u", "_s))));
}

Result<std::optional<Repository>> RepositoryStore::byAddressKey(const QString &key)
{
    auto query = m_database.run(u"SELECT "_s + columns + u" FROM repository WHERE address_key = ?"_s, {key});
    if (!query)
        return std::unexpected(query.error());
    return query->next() ? std::optional(toRepository(*query)) : std::nullopt;
}

Result<Repository> RepositoryStore::add(const Repository &repository, const QString &addressKey)
{
    Repository added = repository;
    auto stored = m_database.transaction([&]() -> Result<void> {
        const auto twin = byAddressKey(addressKey);
        if (!twin)
            return std::unexpected(twin.error());
        if (*twin)
            return failure(ErrorKind::Usage, Text::tr("%1 is tracked already, as “%2”.").arg(repository.address, (*twin)->name));
        auto names = m_database.run(u"SELECT 1 FROM repository WHERE name = ?"_s, {repository.name});
        if (!names)
            return std::unexpected(names.error());
        if (names->next())
            return failure(ErrorKind::Usage, Text::tr("The name “%1” is taken by another repository: choose one with --name.").arg(repository.name));
        names->finish();
        auto query = m_database.run(u"INSERT INTO repository (name, address, address_key, branches, position, added_at) "
                                    "VALUES (?, ?, ?, ?, (SELECT COALESCE(MAX(position), 0) + 1 FROM repository), ?)"_s,
                                    {repository.name, repository.address, addressKey, notNull(repository.branch), QDateTime::currentSecsSinceEpoch()});
        if (!query)
            return std::unexpected(query.error());
        added.id = query->lastInsertId().toLongLong();
        return {};
    });
    if (!stored)
        return std::unexpected(stored.error());
    return added;
}

Result<void> RepositoryStore::rename(qint64 id, const QString &name)
{
    return m_database.transaction([&]() -> Result<void> {
        auto names = m_database.run(u"SELECT 1 FROM repository WHERE name = ? AND id <> ?"_s, {name, id});
        if (!names)
            return std::unexpected(names.error());
        if (names->next())
            return failure(ErrorKind::Usage, Text::tr("The name “%1” is taken by another repository.").arg(name));
        names->finish();
        return done(m_database.run(u"UPDATE repository SET name = ? WHERE id = ?"_s, {name, id}));
    });
}

Result<void> RepositoryStore::setBranches(qint64 id, const QString &branches)
{
    return done(m_database.run(u"UPDATE repository SET branches = ? WHERE id = ?"_s, {notNull(branches), id}));
}

Result<void> RepositoryStore::remove(qint64 id)
{
    return done(m_database.run(u"DELETE FROM repository WHERE id = ?"_s, {id}));
}

Result<void> RepositoryStore::noteFetch(qint64 id, const QString &error)
{
    if (!error.isEmpty())
        return done(m_database.run(u"UPDATE repository SET last_error = ? WHERE id = ?"_s, {error, id}));
    return done(m_database.run(u"UPDATE repository SET last_error = '', last_fetch = ? WHERE id = ?"_s, {QDateTime::currentSecsSinceEpoch(), id}));
}

} // namespace rijian::storage
