#pragma once

#include "git/backend.h"
#include "git/wire.h"

#include <QProcessEnvironment>

#include <chrono>
#include <memory>

namespace rijian::git {

class WorkerProcess;

/// How long a worker may stay silent before it is taken for hung. A report of progress or a commit begins the time anew; what the
/// caller's own functions take does not count.
struct WorkerLimits {
    std::chrono::milliseconds start{30'000};   ///< until it greets, or takes a request
    std::chrono::milliseconds resolve{30'000}; ///< resolveSha(), hasCommits(), open(), readFile()
    std::chrono::milliseconds list{120'000};
    std::chrono::milliseconds blame{120'000};
    std::chrono::milliseconds commit{120'000}; ///< from one commit to the next
    std::chrono::milliseconds fetch{30'000};   ///< beyond the patience that the request grants the network (it says so itself first)
    std::chrono::milliseconds cancel{1'000};   ///< from a stop request until the worker is killed: what it reads it stops by itself (Differ::read()) unless libgit2 keeps it
};

/// Git's work in a process of its own (`rijian-cli worker`), started at the first request and replaced when it hangs, crashes or is
/// killed, which costs one request, or one commit, an error: BadData, with what to do. As its interface says: one request at a time.
///
/// - A listing or look-up whose worker dies is asked once more of another; a hang is not tried again.
/// - readCommits: when a worker is lost, the commits that are missing are read one by one by the next, so that the one at fault is known: it
///   alone is delivered as an error. After four lost workers all that are missing are. Deliveries come on the calling thread.
/// - fetch: `progress` comes on the calling thread. Nobody is asked for passwords.
/// - A worker that cannot be started is Internal.
class WorkerBackend final : public Backend
{
public:
    /// `program` is rijian-cli's file. `environment` is added to this process's own.
    explicit WorkerBackend(QString program, QProcessEnvironment environment = {}, WorkerLimits limits = {});
    /// Ends the worker.
    ~WorkerBackend() override;

    Result<FetchOutcome> fetch(const FetchRequest &request, std::stop_token stop = {}) override;
    Result<DayListing> listDay(const Location &location, const QStringList &branches, qint64 begin, qint64 end, bool merges,
                               std::stop_token stop = {}) override;
    Result<void> readCommits(const Location &location, const QStringList &shas, const DiffOptions &options, int threads,
                             const Deliver &deliver, std::stop_token stop = {}) override;
    Result<QString> resolveSha(const Location &location, const QString &text, std::stop_token stop = {}) override;
    Result<bool> hasCommits(const Location &location, const QStringList &branches, std::stop_token stop = {}) override;
    Result<QString> open(const Location &location, std::stop_token stop = {}) override;
    Result<QByteArray> readFile(const Location &location, const QStringList &branches, const QStringList &candidates, qint64 maxBytes,
                                std::stop_token stop = {}) override;
    Result<QList<LineOrigin>> blame(const Location &location, const BlameQuery &query, std::stop_token stop = {}) override;

    /// The worker's process; 0 when none runs. For tests and the log.
    qint64 workerPid() const;

private:
    struct Lost;
    class Watch;
    template<typename T>
    using Answered = std::expected<T, Lost>;
    /// Takes what comes before the last answer; false: it makes no sense.
    using News = std::function<bool(wire::Answer &&)>;

    template<typename T>
    Result<T> request(const wire::Call &call, const Location &location, std::chrono::milliseconds silence, bool twice, const std::stop_token &stop,
                      const News &news = {});
    Answered<wire::Answer> ask(const wire::Call &call, std::chrono::milliseconds silence, const std::stop_token &stop, const News &news);
    Answered<void> ensureWorker(const std::stop_token &stop);
    Answered<void> send(const QByteArray &frame, Watch &watch);
    Answered<wire::Message<wire::Answer>> receive(Watch &watch);
    Answered<void> wait(short events, Watch &watch);
    Lost died();
    Error explain(const Lost &lost, const Location &location) const;
    void drop();

    QString m_program;
    QProcessEnvironment m_environment;
    WorkerLimits m_limits;
    std::unique_ptr<WorkerProcess> m_worker;
    wire::FrameBuffer m_frames;
    quint32 m_lastRequest = 0;
    int m_wake = -1; ///< an eventfd that a stop request writes to
};

} // namespace rijian::git
