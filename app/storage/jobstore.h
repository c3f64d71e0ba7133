#pragma once

#include "core/job.h"
#include "core/result.h"

#include <QList>

#include <functional>
#include <optional>

namespace rijian::storage {

class Database;

/// The queue of work. Several programs may share it. Borrows the database; same thread.
///
/// Changes of state answer whether they took place: false when there is no such job in a state to begin with, be it that another
/// program was faster or that the user cancelled a job while it ran.
class JobStore
{
public:
    explicit JobStore(Database &database)
        : m_database(database)
    {
    }

    /// Adds a waiting job of `kind`, `repository`, `payload` and `priority`; the other fields are set. NotFound: no such repository.
    Result<Job> enqueue(const Job &job);

    /// The same, but one that waits with this kind, repository and payload already is returned instead, as urgent as this one.
    Result<Job> enqueueOnce(const Job &job);

    /// Takes the next job. A repository's jobs run in the order they came, one at a time; between repositories the highest priority
    /// that waits there comes first, then the oldest job. It is Running from now on. `allowed` may turn a job down for
    /// now; it must not use the database. Nothing: none may run now.
    Result<std::optional<Job>> claim(const std::function<bool(const Job &)> &allowed = {});

    /// When the earliest of the jobs that wait for their time may begin; nothing: none does.
    Result<std::optional<QDateTime>> nextTime();

    /// Running -> Done.
    Result<bool> finish(qint64 id);
    /// Running -> Waiting for another try after `pause` seconds, with the reason for people.
    Result<bool> postpone(qint64 id, const QString &error, qint64 pause);
    /// Running -> Failed, with the reason for people.
    Result<bool> fail(qint64 id, const QString &error);
    /// Waiting or Running -> Cancelled. Whoever runs it finds out when finish() or fail() answers false, or by asking.
    Result<bool> cancel(qint64 id);
    /// Waiting for a repository: they come before those of a lower priority from now on.
    Result<void> prioritise(const QList<qint64> &repositories, int priority);
    /// Forgets what ended before a time (Done and Cancelled); failures stay until they are dealt with.
    Result<void> clear(const QDateTime &before);
    /// Failed -> gone: dealt with.
    Result<void> dismiss(qint64 id);
    /// Failed or Cancelled -> Waiting; attempts and the last error stay.
    Result<bool> retry(qint64 id);

    /// Running -> Waiting for all: at the start of a program, before it claims, when no other works on the queue. Returns how many.
    Result<int> recover();

    /// In the order of the queue: the highest priority first, the oldest of these first.
    Result<QList<Job>> list();
    Result<QList<Job>> list(JobState state);
    /// Nothing: there is no such job.
    Result<std::optional<Job>> byId(qint64 id);

private:
    Result<std::optional<Job>> nextAllowed(const std::function<bool(const Job &)> &allowed);
    Result<QList<Job>> read(const QString &rest, const QVariantList &values);
    Result<bool> move(qint64 id, const QList<JobState> &from, JobState to, const std::optional<QString> &error = {});

    Database &m_database;
};

} // namespace rijian::storage
