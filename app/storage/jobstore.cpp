#include "storage/jobstore.h"

#include "storage/database.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::storage {

namespace {

struct JobStoreText {
    Q_DECLARE_TR_FUNCTIONS(rijian::storage::JobStore)
};

QVariant orNull(qint64 repository)
{
    return repository > 0 ? QVariant(repository) : QVariant();
}

Job toJob(const QSqlQuery &row)
{
    Job job;
    job.id = row.value(0).toLongLong();
    job.kind = row.value(1).toString();
    job.repository = row.value(2).toLongLong(); // NULL is 0
    job.payload = QJsonDocument::fromJson(row.value(3).toString().toUtf8()).object();
    job.priority = row.value(4).toInt();
    job.state = static_cast<JobState>(std::clamp(row.value(5).toInt(), 0, int(JobState::Cancelled)));
    job.attempts = row.value(6).toInt();
    job.error = row.value(7).toString();
    job.createdAt = QDateTime::fromSecsSinceEpoch(row.value(8).toLongLong(), QTimeZone::UTC);
    job.updatedAt = QDateTime::fromSecsSinceEpoch(row.value(9).toLongLong(), QTimeZone::UTC);
    if (const qint64 notBefore = row.value(10).toLongLong(); notBefore > 0)
        job.notBefore = QDateTime::fromSecsSinceEpoch(notBefore, QTimeZone::UTC);
    return job;
}

} // namespace

Result<QList<Job>> JobStore::read(const QString &rest, const QVariantList &values)
{
    auto query = m_database.run(u"SELECT id, kind, repository_id, payload, priority, state, attempts, error, created_at, updated_at, not_before FROM job "_s + rest, values);
    if (!query)
        return std::unexpected(query.error());
    QList<Job> jobs;
    while (query->next())
        jobs.append(toJob(*query));
    return jobs;
}

Result<Job> JobStore::enqueue(const Job &job)
{
    Job added{.kind = job.kind, .repository = job.repository, .payload = job.payload, .priority = job.priority, .notBefore = job.notBefore};
    added.createdAt = added.updatedAt = QDateTime::fromSecsSinceEpoch(QDateTime::currentSecsSinceEpoch(), QTimeZone::UTC);
    auto stored = m_database.transaction([&]() -> Result<void> {
        if (added.repository > 0) {
            auto there = m_database.run(u"SELECT 1 FROM repository WHERE id = ?"_s, {added.repository});
            if (!there)
                return std::unexpected(there.error());
            if (!there->next())
                return failure(ErrorKind::NotFound, JobStoreText::tr("The repository of this job is no longer tracked."));
        }
        auto query = m_database.run(u"INSERT INTO job (kind, repository_id, payload, priority, not_before, created_at, updated_at) VALUES (?,?,?,?,?,?,?)"_s,
                                    {notNull(added.kind), orNull(added.repository),
                                     QString::fromUtf8(QJsonDocument(added.payload).toJson(QJsonDocument::Compact)), added.priority,
                                     added.notBefore.isValid() ? added.notBefore.toSecsSinceEpoch() : 0,
                                     added.createdAt.toSecsSinceEpoch(), added.updatedAt.toSecsSinceEpoch()});
        if (!query)
            return std::unexpected(query.error());
        added.id = query->lastInsertId().toLongLong();
        return {};
    });
    if (!stored)
        return std::unexpected(stored.error());
    return added;
}

Result<Job> JobStore::enqueueOnce(const Job &job)
{
    const auto same = read(u"WHERE state = 0 AND repository_id = ? AND kind = ? AND payload = ?"_s,
                           {job.repository, job.kind, QString::fromUtf8(QJsonDocument(job.payload).toJson(QJsonDocument::Compact))});
    if (!same)
        return std::unexpected(same.error());
    if (same->isEmpty())
        return enqueue(job);
    Job there = same->first();
    there.priority = std::max(there.priority, job.priority);
    auto raised = m_database.run(u"UPDATE job SET priority = ?, not_before = 0 WHERE id = ?"_s, {there.priority, there.id});
    if (!raised)
        return std::unexpected(raised.error());
    return there;
}

Result<std::optional<Job>> JobStore::nextAllowed(const std::function<bool(const Job &)> &allowed)
{
    auto waiting = m_database.run(u"SELECT id, kind, repository_id, payload, priority, state, attempts, error, created_at, updated_at, not_before FROM job j "
                                  "WHERE state = 0 AND not_before <= ?1 AND (repository_id IS NULL OR ("
                                  "id = (SELECT MIN(id) FROM job w WHERE w.repository_id = j.repository_id AND w.state = 0) "
                                  "AND NOT EXISTS (SELECT 1 FROM job r WHERE r.repository_id = j.repository_id AND r.state = 1))) "
                                  "ORDER BY COALESCE((SELECT MAX(priority) FROM job p WHERE p.repository_id = j.repository_id AND p.state = 0), priority) DESC, id"_s,
                                  {QDateTime::currentSecsSinceEpoch()});
    if (!waiting)
        return std::unexpected(waiting.error());
    while (waiting->next()) {
        Job job = toJob(*waiting);
        if (!allowed || allowed(job))
            return job;
    }
    return std::nullopt;
}

Result<std::optional<QDateTime>> JobStore::nextTime()
{
    auto query = m_database.run(u"SELECT MIN(not_before) FROM job WHERE state = 0 AND not_before > ?"_s, {QDateTime::currentSecsSinceEpoch()});
    if (!query)
        return std::unexpected(query.error());
    if (!query->next() || query->isNull(0))
        return std::nullopt;
    return QDateTime::fromSecsSinceEpoch(query->value(0).toLongLong(), QTimeZone::UTC);
}

Result<bool> JobStore::postpone(qint64 id, const QString &error, qint64 pause)
{
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    auto query = m_database.run(u"UPDATE job SET state = 0, error = ?, not_before = ?, updated_at = ? WHERE id = ? AND state = 1"_s,
                                {notNull(error), now + pause, now, id});
    if (!query)
        return std::unexpected(query.error());
    return query->numRowsAffected() > 0;
}

Result<void> JobStore::prioritise(const QList<qint64> &repositories, int priority)
{
    return m_database.transaction([&]() -> Result<void> {
        for (const qint64 repository : repositories) {
            auto raised = m_database.run(u"UPDATE job SET priority = ? WHERE repository_id = ? AND state = 0 AND priority < ?"_s, {priority, repository, priority});
            if (!raised)
                return std::unexpected(raised.error());
        }
        return {};
    });
}

Result<void> JobStore::clear(const QDateTime &before)
{
    auto query = m_database.run(u"DELETE FROM job WHERE state IN (2, 4) AND updated_at < ?"_s, {before.toSecsSinceEpoch()});
    return query ? Result<void>() : std::unexpected(query.error());
}

Result<void> JobStore::dismiss(qint64 id)
{
    auto query = m_database.run(u"DELETE FROM job WHERE id = ? AND state = 3"_s, {id});
    return query ? Result<void>() : std::unexpected(query.error());
}

Result<std::optional<Job>> JobStore::claim(const std::function<bool(const Job &)> &allowed)
{
    std::optional<Job> claimed;
    auto done = m_database.transaction([&]() -> Result<void> {
        auto next = nextAllowed(allowed);
        if (!next)
            return std::unexpected(next.error());
        if (!*next)
            return {};
        Job job = **next;
        job.state = JobState::Running;
        ++job.attempts;
        job.updatedAt = QDateTime::fromSecsSinceEpoch(QDateTime::currentSecsSinceEpoch(), QTimeZone::UTC);
        auto query = m_database.run(u"UPDATE job SET state = ?, attempts = ?, updated_at = ? WHERE id = ?"_s,
                                    {int(job.state), job.attempts, job.updatedAt.toSecsSinceEpoch(), job.id});
        if (!query)
            return std::unexpected(query.error());
        claimed = job;
        return {};
    });
    if (!done)
        return std::unexpected(done.error());
    return claimed;
}

Result<bool> JobStore::move(qint64 id, const QList<JobState> &from, JobState to, const std::optional<QString> &error)
{
    QStringList states;
    for (const JobState state : from)
        states.append(QString::number(int(state)));
    auto query = m_database.run(u"UPDATE job SET state = ?, error = COALESCE(?, error), updated_at = ? WHERE id = ? AND state IN ("_s + states.join(u',') + u')',
                                {int(to), error ? QVariant(notNull(*error)) : QVariant(), QDateTime::currentSecsSinceEpoch(), id});
    if (!query)
        return std::unexpected(query.error());
    return query->numRowsAffected() > 0;
}

Result<bool> JobStore::finish(qint64 id)
{
    return move(id, {JobState::Running}, JobState::Done, QString());
}

Result<bool> JobStore::fail(qint64 id, const QString &error)
{
    return move(id, {JobState::Running}, JobState::Failed, error);
}

Result<bool> JobStore::cancel(qint64 id)
{
    return move(id, {JobState::Waiting, JobState::Running}, JobState::Cancelled);
}

Result<bool> JobStore::retry(qint64 id)
{
    return move(id, {JobState::Failed, JobState::Cancelled}, JobState::Waiting);
}

Result<int> JobStore::recover()
{
    auto query = m_database.run(u"UPDATE job SET state = ?, updated_at = ? WHERE state = ?"_s,
                                {int(JobState::Waiting), QDateTime::currentSecsSinceEpoch(), int(JobState::Running)});
    if (!query)
        return std::unexpected(query.error());
    return query->numRowsAffected();
}

Result<QList<Job>> JobStore::list()
{
    return read(u"ORDER BY priority DESC, id"_s, {});
}

Result<QList<Job>> JobStore::list(JobState state)
{
    return read(u"WHERE state = ? ORDER BY priority DESC, id"_s, {int(state)});
}

Result<std::optional<Job>> JobStore::byId(qint64 id)
{
    const auto found = read(u"WHERE id = ?"_s, {id});
    if (!found)
        return std::unexpected(found.error());
    return found->isEmpty() ? std::nullopt : std::optional(found->first());
}

} // namespace rijian::storage
