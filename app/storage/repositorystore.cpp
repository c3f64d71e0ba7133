#include "storage/repositorystore.h"

#include "core/job.h"
#include "core/text.h"
#include "storage/database.h"
#include "storage/ownrulestore.h"

#include <QCoreApplication>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace rijian::storage {

namespace {

struct RepositoryStoreText {
    Q_DECLARE_TR_FUNCTIONS(rijian::storage::RepositoryStore)
};

const QString repositoryColumns = u"id, name, address, branches, last_fetch, last_error, group_name, shared, changed_at, seen_at, web_remote, imported, encoding"_s;

QDateTime toTime(const QVariant &seconds)
{
    return seconds.isNull() ? QDateTime() : QDateTime::fromSecsSinceEpoch(seconds.toLongLong(), QTimeZone::UTC);
}

Repository toRepository(const QSqlQuery &row)
{
    Repository repository;
    repository.id = row.value(0).toLongLong();
    repository.name = row.value(1).toString();
    repository.address = row.value(2).toString();
    repository.branch = row.value(3).toString();
    repository.lastFetch = toTime(row.value(4));
    repository.lastError = row.value(5).toString();
    repository.group = row.value(6).toString();
    repository.shared = row.value(7).toBool();
    repository.changedAt = toTime(row.value(8));
    repository.seenAt = toTime(row.value(9));
    repository.webRemote = row.value(10).toString();
    repository.imported = row.value(11).toBool();
    repository.encoding = encodingByName(QLatin1StringView(row.value(12).toString().toLatin1())).value_or(TextEncoding::Unknown);
    return repository;
}

} // namespace

Result<QList<Repository>> RepositoryStore::all()
{
    return read(u"WHERE removed_at IS NULL ORDER BY position, id"_s);
}

Result<QList<Repository>> RepositoryStore::hidden()
{
    return read(u"WHERE removed_at IS NOT NULL ORDER BY id"_s);
}

Result<std::optional<Repository>> RepositoryStore::byId(qint64 id)
{
    const auto found = read(u"WHERE id = ?"_s, {id});
    if (!found)
        return std::unexpected(found.error());
    return found->isEmpty() ? std::nullopt : std::optional(found->first());
}

Result<QList<Repository>> RepositoryStore::read(const QString &rest, const QVariantList &values)
{
    auto query = m_database.run(u"SELECT "_s + repositoryColumns + u" FROM repository "_s + rest, values);
    if (!query)
        return std::unexpected(query.error());
    QList<Repository> repositories;
    while (query->next())
        repositories.append(toRepository(*query));
    return repositories;
}

Result<Repository> RepositoryStore::byName(const QString &name)
{
    auto query = m_database.run(u"SELECT "_s + repositoryColumns + u" FROM repository WHERE name = ? AND removed_at IS NULL"_s, {name});
    if (!query)
        return std::unexpected(query.error());
    if (query->next())
        return toRepository(*query);
    const auto there = all();
    if (!there)
        return std::unexpected(there.error());
    if (there->isEmpty())
        return failure(ErrorKind::NotFound, RepositoryStoreText::tr("No repository “%1” is tracked; none is: add one with “repo add ADDRESS”.").arg(oneLine(name, 80)));
    QStringList names;
    for (const Repository &repository : *there)
        names.append(repository.name);
    return failure(ErrorKind::NotFound, RepositoryStoreText::tr("No repository “%1” is tracked; there are: %2.").arg(oneLine(name, 80), oneLine(names.join(RepositoryStoreText::tr(", ", "between parts of a list")))));
}

Result<std::optional<Repository>> RepositoryStore::byAddressKey(const QString &key)
{
    auto query = m_database.run(u"SELECT "_s + repositoryColumns + u" FROM repository WHERE address_key = ? AND removed_at IS NULL"_s, {key});
    if (!query)
        return std::unexpected(query.error());
    return query->next() ? std::optional(toRepository(*query)) : std::nullopt;
}

/// One that is there already and becomes the one to be added; nothing: there is none.
Result<std::optional<Repository>> RepositoryStore::adopt(const Repository &repository, const QString &addressKey)
{
    const auto twins = read(u"WHERE address_key = ?"_s, {addressKey});
    if (!twins)
        return std::unexpected(twins.error());
    if (!twins->isEmpty()) {
        const Repository &twin = twins->first();
        const auto back = m_database.run(u"UPDATE repository SET removed_at = NULL, imported = MIN(imported, ?), branches = IIF(? = '', branches, ?) "
                                         "WHERE id = ? AND (removed_at IS NOT NULL OR imported > ?)"_s,
                                         {repository.imported, notNull(repository.branch), notNull(repository.branch), twin.id, repository.imported});
        if (!back)
            return std::unexpected(back.error());
        if (back->numRowsAffected() < 1)
            return failure(ErrorKind::Usage, RepositoryStoreText::tr("%1 is tracked already, as “%2”.").arg(repository.address, twin.name));
        if (!repository.branch.isEmpty() && repository.branch != twin.branch) {
            if (auto anew = listAnew(twin.id); !anew)
                return std::unexpected(anew.error());
        }
        return byId(twin.id);
    }
    const auto namesake = read(u"WHERE name = ? AND address = '' AND imported = 1"_s, {repository.name});
    if (!namesake)
        return std::unexpected(namesake.error());
    if (namesake->isEmpty() || repository.address.isEmpty())
        return std::nullopt;
    const auto found = m_database.run(u"UPDATE repository SET address = ?, address_key = ?, branches = ?, imported = ?, removed_at = NULL WHERE id = ?"_s,
                                      {repository.address, addressKey, notNull(repository.branch), repository.imported, namesake->first().id});
    return found ? byId(namesake->first().id) : std::unexpected(found.error());
}

Result<Repository> RepositoryStore::add(const Repository &repository, const QString &addressKey)
{
    Repository added = repository;
    auto stored = m_database.transaction([&]() -> Result<void> {
        const auto adopted = adopt(repository, addressKey);
        if (!adopted)
            return std::unexpected(adopted.error());
        if (*adopted) {
            added = **adopted;
            return {};
        }
        auto names = m_database.run(u"SELECT 1 FROM repository WHERE name = ?"_s, {repository.name});
        if (!names)
            return std::unexpected(names.error());
        if (names->next())
            return failure(ErrorKind::Usage, RepositoryStoreText::tr("The name “%1” is taken by another repository: choose one with --name.").arg(repository.name));
        names->finish();
        auto query = m_database.run(u"INSERT INTO repository (name, address, address_key, branches, position, added_at, imported) "
                                    "VALUES (?, ?, ?, ?, (SELECT COALESCE(MAX(position), 0) + 1 FROM repository), ?, ?)"_s,
                                    {repository.name, notNull(repository.address), addressKey, notNull(repository.branch), QDateTime::currentSecsSinceEpoch(), repository.imported});
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
            return failure(ErrorKind::Usage, RepositoryStoreText::tr("The name “%1” is taken by another repository.").arg(name));
        names->finish();
        auto renamed = m_database.run(u"UPDATE repository SET name = ? WHERE id = ? AND name COLLATE BINARY <> ?"_s, {name, id, name});
        if (!renamed)
            return std::unexpected(renamed.error());
        if (renamed->numRowsAffected() == 0)
            return {};
        return OwnRuleStore(m_database).markAllAnew(); // rules may speak of the name
    });
}

Result<void> RepositoryStore::setBranches(qint64 id, const QString &branches)
{
    return m_database.transaction([&]() -> Result<void> {
        const auto changed = m_database.run(u"UPDATE repository SET branches = ? WHERE id = ? AND branches <> ?"_s, {notNull(branches), id, notNull(branches)});
        if (!changed)
            return std::unexpected(changed.error());
        return changed->numRowsAffected() > 0 ? listAnew(id) : Result<void>();
    });
}

/// The spans stay noted, as of a time when nothing was known: so CommitStore::gaps() still finds the days that were listed.
Result<void> RepositoryStore::listAnew(qint64 id)
{
    return done(m_database.run(u"UPDATE listing SET listed_at = 0 WHERE repository_id = ? AND imported = 0"_s, {id}));
}

Result<void> RepositoryStore::remove(qint64 id)
{
    return done(m_database.run(u"DELETE FROM repository WHERE id = ?"_s, {id}));
}

Result<bool> RepositoryStore::purge(qint64 id)
{
    const auto gone = m_database.run(u"DELETE FROM repository WHERE id = ? AND removed_at IS NOT NULL"_s, {id});
    return gone ? Result<bool>(gone->numRowsAffected() > 0) : std::unexpected(gone.error());
}

Result<void> RepositoryStore::setShared(qint64 id, bool shared)
{
    return done(m_database.run(u"UPDATE repository SET shared = ? WHERE id = ?"_s, {shared, id}));
}

Result<void> RepositoryStore::setEncoding(qint64 id, TextEncoding encoding)
{
    return done(m_database.run(u"UPDATE repository SET encoding = ? WHERE id = ?"_s, {notNull(encodingName(encoding)), id}));
}

Result<void> RepositoryStore::setAddress(qint64 id, const QString &address, const QString &addressKey)
{
    return done(m_database.run(u"UPDATE repository SET address = ?, address_key = ? WHERE id = ?"_s, {address, addressKey, id}));
}

Result<void> RepositoryStore::setWebRemote(qint64 id, const QString &remote)
{
    return done(m_database.run(u"UPDATE repository SET web_remote = ? WHERE id = ? AND web_remote <> ?"_s, {notNull(remote), id, notNull(remote)}));
}

Result<void> RepositoryStore::arrange(const QList<Place> &places)
{
    return m_database.transaction([&]() -> Result<void> {
        for (qsizetype i = 0; i < places.size(); ++i) {
            auto moved = done(m_database.run(u"UPDATE repository SET position = ?, group_name = ? WHERE id = ?"_s, {i + 1, notNull(places[i].group), places[i].id}));
            if (!moved)
                return moved;
        }
        return {};
    });
}

Result<void> RepositoryStore::hide(const QList<qint64> &ids)
{
    return m_database.transaction([&]() -> Result<void> {
        auto hid = done(m_database.run(u"UPDATE repository SET removed_at = ? WHERE id IN (%1)"_s.arg(idList(ids)), {QDateTime::currentSecsSinceEpoch()}));
        if (!hid)
            return hid;
        return done(m_database.run(u"UPDATE job SET state = ? WHERE state IN (?, ?) AND repository_id IN (%1)"_s.arg(idList(ids)),
                                   {int(JobState::Cancelled), int(JobState::Waiting), int(JobState::Running)}));
    });
}

Result<void> RepositoryStore::restore(const QList<qint64> &ids)
{
    return done(m_database.run(u"UPDATE repository SET removed_at = NULL WHERE id IN (%1)"_s.arg(idList(ids))));
}

Result<void> RepositoryStore::noteSeen(const QList<qint64> &ids)
{
    return done(m_database.run(u"UPDATE repository SET seen_at = ? WHERE id IN (%1)"_s.arg(idList(ids)), {QDateTime::currentSecsSinceEpoch()}));
}

Result<void> RepositoryStore::noteTold(qint64 id, const QString &error)
{
    return done(m_database.run(u"UPDATE repository SET last_error = ? WHERE id = ?"_s, {notNull(error), id}));
}

Result<void> RepositoryStore::noteFetch(qint64 id, const QString &error, bool changed)
{
    if (!error.isEmpty())
        return done(m_database.run(u"UPDATE repository SET last_error = ? WHERE id = ?"_s, {error, id}));
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    return done(m_database.run(u"UPDATE repository SET last_error = '', last_fetch = ?, imported = 0, changed_at = IIF(?, ?, changed_at) WHERE id = ?"_s, {now, changed, now, id}));
}

} // namespace rijian::storage
