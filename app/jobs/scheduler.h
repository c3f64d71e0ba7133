#pragma once
// Runs the durable queue: a few lanes, each a thread with a database connection and a git backend of its own.

#include "analysis/analyzer.h"
#include "core/job.h"
#include "core/repository.h"
#include "core/result.h"
#include "jobs/databasethread.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

namespace rijian::git {
class Backend;
}

namespace rijian::jobs {

/// Where a running job stands.
struct JobProgress {
    qint64 job = 0;
    qint64 repository = 0;
    QString phase;          ///< for people, translated: "receiving", "reading commits"
    double fraction = -1;   ///< 0 to 1; negative: not known
    quint64 done = 0;       ///< objects or commits
    quint64 total = 0;
    quint64 bytes = 0;      ///< received so far; 0 for kinds that receive nothing
    double bytesPerSecond = 0;
};

/// How a job ended.
struct JobEnd {
    Job job;               ///< as stored now: Done, Failed, Cancelled, or Waiting for another try
    std::optional<Error> error;
    bool changed = false;  ///< a fetch brought something
    int analysed = 0;      ///< cards made
    int reused = 0;        ///< cards that were there
    int failed = 0;        ///< commits of which a model made no card
};

/// Who makes cards.
struct Analyzers {
    std::shared_ptr<const analysis::Analyzer> rules; ///< in this process; of every commit
    std::shared_ptr<const analysis::Analyzer> model; ///< null: none is set up. Of what the user shares
    /// Another model than the one set up, as a job's payload names it; on the job's thread. May be empty.
    std::function<Result<std::shared_ptr<const analysis::Analyzer>>(storage::Database &, const QJsonObject &)> other;
    /// After each job that used a model, on its thread: keeps what was learnt of endpoints. May be empty.
    std::function<void(storage::Database &, const analysis::Analyzer &)> remember;
};

struct SchedulerOptions {
    QString dataFolder;
    int lanes = 3;
    QHash<QString, int> limits{{QStringLiteral("fetch"), 2}, {QStringLiteral("analyze"), 2}}; ///< jobs of a kind at once
    /// Between two fetches from one host: a random time within. Hosts ban clients that fetch all at once.
    std::chrono::milliseconds hostPauseMin{300};
    std::chrono::milliseconds hostPauseMax{1'500};
    std::chrono::milliseconds limitPause{300'000}; ///< a host that asks to wait is left alone for so long
    std::chrono::milliseconds storePause{5'000}; ///< until the queue is read or written again after that failed
    /// Seconds until what failed for the network's sake, for another program's, or for a host that asks to wait is tried again, by attempt; after the last it has failed.
    QList<qint64> retryPauses{15, 60};
    /// Made once a lane, on its thread; null: git runs in this process.
    std::function<std::shared_ptr<git::Backend>()> backend;
    Analyzers analyzers;
    bool merges = true;
    bool shareAll = false; ///< every repository may be sent to a model
};

/// Lives in the UI thread; all signals are emitted there. Functions never wait.
class Scheduler : public QObject
{
    Q_OBJECT

public:
    /// `store` is where jobs are queued and must outlive this.
    Scheduler(DatabaseThread &store, SchedulerOptions options, QObject *parent = nullptr);
    /// Stops what runs (it waits for the next start), and waits for the lanes.
    ~Scheduler() override;

    /// Puts what ran when the last program ended back in the queue, and begins; as soon as that can be done.
    void start();

    /// Queues them; a job that waits already is not queued twice, but as urgent as the new one.
    void enqueue(const QList<Job> &jobs);
    /// The same for many: `make` runs on the store's thread. The future ends when they are in the queue, or could not be put there.
    QFuture<void> enqueue(std::function<Result<QList<Job>>(storage::Database &)> make);
    void cancel(const QList<qint64> &jobs);
    void cancelAll();
    /// Failed or cancelled ones once more.
    void retry(const QList<qint64> &jobs);
    /// Takes failed ones off the list.
    void dismiss(const QList<qint64> &jobs);
    /// What waits for these repositories comes first: the user looks at them.
    void prioritise(const QList<qint64> &repositories);
    /// Settings that hold for jobs begun from now on.
    void setAnalyzers(Analyzers analyzers);
    void configure(bool merges, bool shareAll);

    /// Jobs that run now.
    int running() const;

Q_SIGNALS:
    /// Jobs were queued, begun, ended or changed: read the list anew.
    void changed();
    void progressed(const rijian::jobs::JobProgress &progress);
    void ended(const rijian::jobs::JobEnd &end);
    /// Something a person should know that is no failure: a forced push, a renamed branch.
    void noticed(qint64 repository, const QString &notice);
    /// A model's card that grows, ten times a second at most.
    void growing(qint64 repository, const QString &sha, const QString &markdown);
    /// These commits have new analyses in the store.
    void stored(qint64 repository, const QStringList &shas);
    /// The queue itself could not be read or written.
    void failed(const rijian::Error &error);

private:
    struct Lane;
    struct Active {
        QString kind;
        QString host;
        std::stop_source stop;
    };
    struct Ending {
        Job job;
        JobEnd end;
        bool waits = false; ///< for its host, which has asked to
    };

    void serve(const std::stop_token &stop);
    std::optional<Job> take(Lane &lane, std::chrono::milliseconds &pause);
    bool mayRun(const Job &job) const;
    void run(Lane &lane, const Job &job, const std::stop_token &stop);
    void release(const Job &job, bool limited);
    bool isWaitedFor(const Job &job, const JobEnd &end);
    void conclude(Lane &lane, const Ending &ending);
    Result<void> storeEnd(Lane &lane, const Ending &ending);
    bool storeRest(Lane &lane);
    void wake();
    QFuture<void> change(std::function<Result<void>(storage::Database &)> work);
    template<typename Function>
    void tell(Function function);

    DatabaseThread &m_store;
    SchedulerOptions m_options;
    bool m_unrecovered = false; ///< start() could not do its work, and has said so; UI thread
    std::mutex m_claiming;      ///< one lane claims at a time, so that no limit is passed; may be held while the database is busy
    QList<Ending> m_unstored;   ///< what could not be stored when it ended; guarded by m_claiming
    mutable std::mutex m_mutex; ///< guards all below but the lanes, and the options; only held for moments
    std::condition_variable_any m_work;
    quint64 m_wakes = 0;
    QHash<qint64, Active> m_active;
    QHash<QString, std::chrono::steady_clock::time_point> m_hostFree; ///< when the next fetch from a host may begin
    QHash<QString, int> m_limits; ///< how often a host has asked to wait since a fetch from it ended well
    std::stop_source m_closing;
    std::vector<std::jthread> m_lanes; ///< last: they use the rest
};

} // namespace rijian::jobs

Q_DECLARE_METATYPE(rijian::jobs::JobProgress)
Q_DECLARE_METATYPE(rijian::jobs::JobEnd)
