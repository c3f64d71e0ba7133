#include "jobs/scheduler.h"

#include "jobs/jobkinds.h"
#include "jobs/jobrunner.h"
#include "storage/jobstore.h"

#include <QMetaObject>
#include <QRandomGenerator>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace rijian::jobs {

using Clock = std::chrono::steady_clock;

namespace {

bool asksToWait(const Job &job, const std::optional<Error> &error)
{
    return job.kind == fetchKind && error && error->kind == ErrorKind::RateLimit; // a model's limit is another matter
}

/// Whether it may be over by itself in a moment.
bool mayPass(const Error &error)
{
    return error.kind == ErrorKind::Network || error.kind == ErrorKind::Busy;
}

} // namespace

/// What a lane's thread owns.
struct Scheduler::Lane {
    std::unique_ptr<storage::Database> database;
    std::shared_ptr<git::Backend> backend;
    bool broken = false; ///< the database could not be opened: said once, tried again at the next wake
};

Scheduler::Scheduler(DatabaseThread &store, SchedulerOptions options, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_options(std::move(options))
{
    qRegisterMetaType<JobProgress>();
    qRegisterMetaType<JobEnd>();
}

Scheduler::~Scheduler()
{
    m_closing.request_stop();
    {
        const std::scoped_lock lock(m_mutex);
        for (const Active &active : std::as_const(m_active))
            std::stop_source(active.stop).request_stop();
    }
    for (std::jthread &lane : m_lanes)
        lane.request_stop();
    m_lanes.clear(); // joins
}

/// Calls `function` in this object's thread; not at all once it is gone.
template<typename Function>
void Scheduler::tell(Function function)
{
    QMetaObject::invokeMethod(this, std::move(function), Qt::QueuedConnection);
}

void Scheduler::start()
{
    const auto recover = [](storage::Database &database) -> Result<void> {
        storage::JobStore jobs(database);
        auto waiting = jobs.recover();
        if (!waiting)
            return std::unexpected(waiting.error());
        return jobs.clear(QDateTime::currentDateTimeUtc().addDays(-1));
    };
    m_store.run(recover).then(this, [this](const Result<void> &recovered) {
        if (!recovered) {
            if (!std::exchange(m_unrecovered, true))
                Q_EMIT failed(recovered.error());
            if (recovered.error().kind != ErrorKind::BadData && recovered.error().kind != ErrorKind::Unsupported) // those stay so
                QTimer::singleShot(m_options.storePause, this, &Scheduler::start);
            return;
        }
        for (int i = 0; i < m_options.lanes; ++i)
            m_lanes.emplace_back([this](const std::stop_token &stop) { serve(stop); });
        Q_EMIT changed();
    });
}

QFuture<void> Scheduler::change(std::function<Result<void>(storage::Database &)> work)
{
    return m_store.run(std::move(work)).then(this, [this](const Result<void> &done) {
        if (!done)
            Q_EMIT failed(done.error());
        wake();
        Q_EMIT changed();
    });
}

void Scheduler::enqueue(const QList<Job> &jobs)
{
    enqueue([jobs](storage::Database &) -> Result<QList<Job>> { return jobs; });
}

QFuture<void> Scheduler::enqueue(std::function<Result<QList<Job>>(storage::Database &)> make)
{
    return change([make = std::move(make)](storage::Database &database) {
        return database.transaction([&]() -> Result<void> {
            storage::JobStore store(database);
            const auto jobs = make(database);
            if (!jobs)
                return std::unexpected(jobs.error());
            for (const Job &job : *jobs) {
                if (auto queued = store.enqueueOnce(job); !queued)
                    return std::unexpected(queued.error());
            }
            return {};
        });
    });
}

void Scheduler::cancel(const QList<qint64> &jobs)
{
    m_store.run([jobs](storage::Database &database) {
        return database.transaction([&]() -> Result<void> {
            for (const qint64 job : jobs) {
                if (auto cancelled = storage::JobStore(database).cancel(job); !cancelled)
                    return std::unexpected(cancelled.error());
            }
            return {};
        });
    }).then(this, [this, jobs](const Result<void> &done) {
        if (!done)
            Q_EMIT failed(done.error());
        {
            // Only now: a job that stops before it is marked would be put back in the queue.
            const std::scoped_lock lock(m_mutex);
            for (const qint64 job : jobs) {
                if (const auto active = m_active.constFind(job); active != m_active.constEnd())
                    std::stop_source(active->stop).request_stop();
            }
        }
        wake();
        Q_EMIT changed();
    });
}

void Scheduler::cancelAll()
{
    m_store.run([](storage::Database &database) -> Result<QList<qint64>> {
        QList<qint64> ids;
        for (const JobState state : {JobState::Waiting, JobState::Running}) {
            auto jobs = storage::JobStore(database).list(state);
            if (!jobs)
                return std::unexpected(jobs.error());
            for (const Job &job : *jobs)
                ids.append(job.id);
        }
        return ids;
    }).then(this, [this](const Result<QList<qint64>> &ids) {
        if (ids)
            cancel(*ids);
    });
}

void Scheduler::retry(const QList<qint64> &jobs)
{
    change([jobs](storage::Database &database) -> Result<void> {
        for (const qint64 job : jobs) {
            if (auto again = storage::JobStore(database).retry(job); !again)
                return std::unexpected(again.error());
        }
        return {};
    });
}

void Scheduler::dismiss(const QList<qint64> &jobs)
{
    change([jobs](storage::Database &database) -> Result<void> {
        for (const qint64 job : jobs) {
            if (auto gone = storage::JobStore(database).dismiss(job); !gone)
                return gone;
        }
        return {};
    });
}

void Scheduler::prioritise(const QList<qint64> &repositories)
{
    change([repositories](storage::Database &database) { return storage::JobStore(database).prioritise(repositories, Watched); });
}

void Scheduler::setAnalyzers(Analyzers analyzers)
{
    const std::scoped_lock lock(m_mutex);
    m_options.analyzers = std::move(analyzers);
}

void Scheduler::configure(bool merges, bool shareAll)
{
    const std::scoped_lock lock(m_mutex);
    m_options.merges = merges;
    m_options.shareAll = shareAll;
}

int Scheduler::running() const
{
    const std::scoped_lock lock(m_mutex);
    return int(m_active.size());
}

void Scheduler::wake()
{
    {
        const std::scoped_lock lock(m_mutex);
        ++m_wakes;
    }
    m_work.notify_all();
}

/// A lane: takes jobs until it is stopped.
void Scheduler::serve(const std::stop_token &stop)
{
    Lane lane;
    if (m_options.backend)
        lane.backend = m_options.backend();
    quint64 seen = 0;
    while (!stop.stop_requested()) {
        {
            const std::scoped_lock lock(m_mutex);
            seen = m_wakes;
        }
        std::chrono::milliseconds pause{std::chrono::hours(1)};
        if (const auto job = take(lane, pause)) {
            std::stop_token jobStop;
            {
                const std::scoped_lock lock(m_mutex);
                jobStop = m_active[job->id].stop.get_token();
            }
            tell([this] { Q_EMIT changed(); });
            run(lane, *job, jobStop);
            continue;
        }
        std::unique_lock lock(m_mutex);
        m_work.wait_for(lock, stop, pause, [&] { return m_wakes != seen; });
    }
}

bool Scheduler::mayRun(const Job &job) const
{
    const std::scoped_lock lock(m_mutex);
    const int limit = m_options.limits.value(job.kind, m_options.lanes);
    const QString host = hostOf(job);
    int same = 0;
    for (const Active &active : m_active) {
        same += active.kind == job.kind;
        if (!host.isEmpty() && active.kind == job.kind && active.host == host)
            return false;
    }
    const auto free = host.isEmpty() ? m_hostFree.constEnd() : m_hostFree.constFind(host);
    return same < limit && (free == m_hostFree.constEnd() || *free <= Clock::now());
}

/// The next job that may run; `pause`: how long to wait when there is none.
std::optional<Job> Scheduler::take(Lane &lane, std::chrono::milliseconds &pause)
{
    if (!lane.database) {
        auto opened = storage::Database::open(m_options.dataFolder);
        if (!opened) {
            if (!std::exchange(lane.broken, true))
                tell([this, error = opened.error()] { Q_EMIT failed(error); });
            return std::nullopt;
        }
        lane.database = std::move(*opened);
        lane.broken = false;
    }
    const std::scoped_lock claiming(m_claiming);
    if (m_closing.stop_requested())
        return std::nullopt;
    if (!storeRest(lane))
        pause = m_options.storePause;
    storage::JobStore jobs(*lane.database);
    auto claimed = jobs.claim([this](const Job &job) { return mayRun(job); });
    if (!claimed) {
        tell([this, error = claimed.error()] { Q_EMIT failed(error); });
        pause = m_options.storePause;
        return std::nullopt;
    }
    if (*claimed) {
        const std::scoped_lock lock(m_mutex);
        const auto active = m_active.insert((*claimed)->id, {(*claimed)->kind, hostOf(**claimed), {}});
        if (m_closing.stop_requested())
            active->stop.request_stop(); // what is closed stops those that it finds, and has looked
        return *claimed;
    }
    {
        const std::scoped_lock lock(m_mutex);
        for (const auto &free : std::as_const(m_hostFree)) {
            if (free > Clock::now())
                pause = std::min(pause, std::chrono::duration_cast<std::chrono::milliseconds>(free - Clock::now()) + std::chrono::milliseconds(1));
        }
    }
    if (const auto next = jobs.nextTime(); next && *next)
        pause = std::min(pause, std::chrono::milliseconds(std::max<qint64>(QDateTime::currentDateTimeUtc().msecsTo(**next), 0) + 20));
    return std::nullopt;
}

/// A host that asks to wait is waited for, but not by each of its repositories: whoever goes on asking to is given up for all, until a fetch ends well.
bool Scheduler::isWaitedFor(const Job &job, const JobEnd &end)
{
    const QString host = job.kind == fetchKind ? hostOf(job) : QString();
    if (host.isEmpty())
        return false;
    const std::scoped_lock lock(m_mutex);
    if (!end.error)
        m_limits.remove(host);
    return asksToWait(job, end.error) && ++m_limits[host] <= m_options.retryPauses.size();
}

/// `limited`: the job's host is waited for.
void Scheduler::release(const Job &job, bool limited)
{
    const std::scoped_lock lock(m_mutex);
    const Active active = m_active.take(job.id);
    if (!active.host.isEmpty() && job.kind == fetchKind) {
        const auto most = int((m_options.hostPauseMax - m_options.hostPauseMin).count());
        const auto pause = m_options.hostPauseMin + std::chrono::milliseconds(most > 0 ? QRandomGenerator::global()->bounded(most) : 0);
        m_hostFree.insert(active.host, Clock::now() + (limited ? m_options.limitPause : pause));
    }
    ++m_wakes;
}

void Scheduler::run(Lane &lane, const Job &job, const std::stop_token &stop)
{
    JobRunner::Context context{.database = *lane.database, .backend = lane.backend, .dataFolder = m_options.dataFolder};
    {
        const std::scoped_lock lock(m_mutex);
        context.analyzers = m_options.analyzers;
        context.merges = m_options.merges;
        context.shareAll = m_options.shareAll;
        context.threads = std::max(1, int(std::thread::hardware_concurrency()) - 1);
    }
    context.progress = [this](const JobProgress &progress) { tell([this, progress] { Q_EMIT progressed(progress); }); };
    context.notice = [this](qint64 repository, const QString &notice) { tell([this, repository, notice] { Q_EMIT noticed(repository, notice); }); };
    context.growing = [this](qint64 repository, const QString &sha, const QString &markdown) {
        tell([=, this] { Q_EMIT growing(repository, sha, markdown); });
    };
    context.stored = [this](qint64 repository, const QStringList &shas) { tell([=, this] { Q_EMIT stored(repository, shas); }); };
    const JobEnd end = JobRunner(std::move(context)).run(job, stop);
    const Ending ending{job, end, isWaitedFor(job, end)};
    conclude(lane, ending);
    release(job, ending.waits);
    m_work.notify_all();
}

/// Where the end cannot be stored (a full disk, a database that is busy) it is kept for the next take(): else the job would be running for ever, and no other of its
/// repository could begin.
void Scheduler::conclude(Lane &lane, const Ending &ending)
{
    const auto stored = storeEnd(lane, ending);
    if (stored)
        return;
    tell([this, error = stored.error()] { Q_EMIT failed(error); });
    const std::scoped_lock claiming(m_claiming);
    m_unstored.append(ending);
}

/// Stores how the job ended, and says so.
Result<void> Scheduler::storeEnd(Lane &lane, const Ending &ending)
{
    const Job &job = ending.job;
    JobEnd end = ending.end;
    storage::JobStore jobs(*lane.database);
    Result<bool> stored = true;
    if (!end.error)
        stored = jobs.finish(job.id);
    else if (end.error->kind == ErrorKind::Cancelled && m_closing.stop_requested())
        stored = jobs.postpone(job.id, {}, 0); // the program ends: goes on at the next start
    else if ((mayPass(*end.error) || ending.waits) && job.attempts <= m_options.retryPauses.size())
        stored = jobs.postpone(job.id, end.error->message, m_options.retryPauses[job.attempts - 1]);
    else
        stored = jobs.fail(job.id, end.error->message);
    if (!stored)
        return std::unexpected(stored.error());
    end.job = job;
    if (const auto now = jobs.byId(job.id); now && *now)
        end.job = **now;
    tell([this, end] {
        Q_EMIT ended(end);
        Q_EMIT changed();
    });
    return {};
}

/// What could not be stored when it ended; false: it still cannot be. m_claiming is held.
bool Scheduler::storeRest(Lane &lane)
{
    while (!m_unstored.isEmpty()) {
        if (!storeEnd(lane, m_unstored.first()))
            return false;
        m_unstored.removeFirst();
    }
    return true;
}

} // namespace rijian::jobs
