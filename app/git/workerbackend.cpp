#include "git/workerbackend.h"

#include "git/workerprocess.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cerrno>
#include <numeric>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace rijian::git {

namespace {

struct WorkerBackendText {
    Q_DECLARE_TR_FUNCTIONS(rijian::git::WorkerBackend)
};

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// For one readCommits(): the first, which does not tell the commit at fault, and three that do. (A damaged file stands in two commits'
// changes mostly: its own and the next.)
constexpr int maxLostWorkers = 4;

} // namespace

/// Why there is no answer.
struct WorkerBackend::Lost {
    enum class How { NotStarted, Hung, Died, Garbled, Stopped, Refused };
    How how = How::Died;
    QString words; ///< the signal, the system's words, or the limit in seconds

    bool isOfTheRepository() const { return how == How::Hung || how == How::Died || how == How::Garbled; }
};

/// How long to wait for the worker, and whether to wait at all.
class WorkerBackend::Watch
{
public:
    Watch(int wake, const std::stop_token &stop, milliseconds silence, milliseconds cancel)
        : m_stop(stop)
        , m_silence(silence)
        , m_cancel(cancel)
        , m_deadline(Clock::now() + silence)
        , m_callback(stop, Wake{wake})
    {
    }
    /// What tells the worker that it may stop; empty: nothing would, it is to be killed.
    QByteArray cancelFrame;

    /// A sign of life. After a stop request there is no more time.
    void renew()
    {
        if (!m_stopping)
            m_deadline = Clock::now() + m_silence;
    }
    /// True once, when a stop was requested.
    bool takeStop()
    {
        if (m_stopping || !m_stop.stop_requested())
            return false;
        m_stopping = true;
        m_deadline = Clock::now() + m_cancel;
        return true;
    }
    bool isStopping() const { return m_stopping; }
    milliseconds left() const { return std::max(milliseconds(0), std::chrono::ceil<milliseconds>(m_deadline - Clock::now())); }
    QString seconds() const { return QString::number(double(m_silence.count()) / 1000); }

private:
    struct Wake {
        int fd;
        void operator()() const { eventfd_write(fd, 1); }
    };
    std::stop_token m_stop;
    milliseconds m_silence;
    milliseconds m_cancel;
    Clock::time_point m_deadline;
    bool m_stopping = false;
    std::stop_callback<Wake> m_callback;
};

WorkerBackend::WorkerBackend(QString program, QProcessEnvironment environment, WorkerLimits limits)
    : m_program(std::move(program))
    , m_environment(std::move(environment))
    , m_limits(limits)
    , m_wake(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
}

WorkerBackend::~WorkerBackend()
{
    drop();
    if (m_wake >= 0)
        ::close(m_wake);
}

qint64 WorkerBackend::workerPid() const
{
    return m_worker ? m_worker->pid() : 0;
}

void WorkerBackend::drop()
{
    m_worker.reset();
    m_frames.clear();
}

Result<FetchOutcome> WorkerBackend::fetch(const FetchRequest &ask, std::stop_token stop)
{
    const auto silence = std::max(ask.connectPatience, ask.transferPatience) + m_limits.fetch;
    return request<FetchOutcome>(wire::FetchCall{ask}, ask.location, silence, false, stop, [&](wire::Answer &&news) {
        const auto *progress = std::get_if<FetchProgress>(&news);
        if (progress && ask.progress)
            ask.progress(*progress);
        return progress != nullptr;
    });
}

Result<DayListing> WorkerBackend::listDay(const Location &location, const QStringList &branches, qint64 begin, qint64 end, bool merges,
                                          std::stop_token stop)
{
    return request<DayListing>(wire::ListCall{location, branches, begin, end, merges}, location, m_limits.list, true, stop);
}

Result<QString> WorkerBackend::resolveSha(const Location &location, const QString &text, std::stop_token stop)
{
    return request<QString>(wire::ResolveCall{location, text}, location, m_limits.resolve, true, stop);
}

Result<bool> WorkerBackend::hasCommits(const Location &location, const QStringList &branches, std::stop_token stop)
{
    return request<bool>(wire::HasCommitsCall{location, branches}, location, m_limits.resolve, true, stop);
}

Result<QString> WorkerBackend::open(const Location &location, std::stop_token stop)
{
    return request<QString>(wire::OpenCall{location}, location, m_limits.resolve, true, stop);
}

Result<QByteArray> WorkerBackend::readFile(const Location &location, const QStringList &branches, const QStringList &candidates, qint64 maxBytes,
                                           std::stop_token stop)
{
    return request<QByteArray>(wire::FileCall{location, branches, candidates, maxBytes}, location, m_limits.resolve, true, stop);
}

Result<QList<LineOrigin>> WorkerBackend::blame(const Location &location, const BlameQuery &query, std::stop_token stop)
{
    return request<QList<LineOrigin>>(wire::BlameCall{location, query}, location, m_limits.blame, true, stop);
}

Result<void> WorkerBackend::readCommits(const Location &location, const QStringList &shas, const DiffOptions &options, int threads,
                                        const Deliver &deliver, std::stop_token stop)
{
    QList<qsizetype> missing(shas.size()); // indices into shas
    std::iota(missing.begin(), missing.end(), 0);
    bool oneByOne = false; // then the first that is missing is the one at fault
    for (int lost = 0; lost < maxLostWorkers;) {
        wire::ReadCall call{location, {}, options, oneByOne ? 1 : threads};
        for (const qsizetype i : std::as_const(missing))
            call.shas.append(shas[i]);
        std::vector<bool> come(std::size_t(missing.size()));
        const auto answer = ask(call, m_limits.commit, stop, [&](wire::Answer &&news) {
            auto *delivery = std::get_if<wire::Delivery>(&news);
            if (!delivery || delivery->index < 0 || delivery->index >= missing.size() || come[std::size_t(delivery->index)])
                return false;
            come[std::size_t(delivery->index)] = !delivery->patch || !delivery->patch->partial;
            deliver(missing[delivery->index], std::move(delivery->patch));
            return true;
        });
        if (answer) {
            const auto *done = std::get_if<Result<void>>(&*answer);
            if (done && (!*done || std::ranges::find(come, false) == come.end()))
                return *done;
            if (stop.stop_requested())
                return std::unexpected(explain({Lost::How::Stopped, {}}, location));
            drop();
            return std::unexpected(explain({Lost::How::Garbled, {}}, location));
        }
        if (!answer.error().isOfTheRepository())
            return std::unexpected(explain(answer.error(), location));
        ++lost;
        qsizetype at = 0;
        missing.removeIf([&](qsizetype) { return come[std::size_t(at++)]; });
        const bool known = oneByOne || (missing.size() == 1 && answer.error().how == Lost::How::Hung);
        while (!missing.isEmpty() && (known || lost == maxLostWorkers)) {
            deliver(missing.takeFirst(), std::unexpected(explain(answer.error(), location)));
            if (lost < maxLostWorkers)
                break;
        }
        if (missing.isEmpty())
            return {};
        oneByOne = true;
    }
    return {};
}

template<typename T>
Result<T> WorkerBackend::request(const wire::Call &call, const Location &location, milliseconds silence, bool twice, const std::stop_token &stop, const News &news)
{
    auto answer = ask(call, silence, stop, news);
    if (twice && !answer && answer.error().how == Lost::How::Died)
        answer = ask(call, silence, stop, news);
    if (!answer)
        return std::unexpected(explain(answer.error(), location));
    if (auto *result = std::get_if<Result<T>>(&*answer))
        return std::move(*result);
    if (const auto *refused = std::get_if<Result<void>>(&*answer); refused && !*refused)
        return std::unexpected(refused->error());
    drop();
    return std::unexpected(explain({Lost::How::Garbled, {}}, location));
}

auto WorkerBackend::ask(const wire::Call &call, milliseconds silence, const std::stop_token &stop, const News &news) -> Answered<wire::Answer>
{
    if (stop.stop_requested())
        return std::unexpected(Lost{Lost::How::Stopped, {}});
    const auto frame = wire::encode(++m_lastRequest, call);
    const auto cancel = wire::encode(m_lastRequest, wire::CancelCall{});
    if (!frame || !cancel)
        return std::unexpected(Lost{Lost::How::Refused, {}});
    if (auto ready = ensureWorker(stop); !ready)
        return std::unexpected(ready.error());
    Watch sending(m_wake, stop, m_limits.start, m_limits.cancel);
    if (auto sent = send(*frame, sending); !sent) {
        drop();
        return std::unexpected(sent.error());
    }
    Watch watch(m_wake, stop, silence, m_limits.cancel);
    watch.cancelFrame = *cancel;
    bool leaving = false;
    for (;;) {
        auto message = receive(watch);
        if (!message || message->request != m_lastRequest || std::holds_alternative<wire::Hello>(message->content)) {
            drop();
            return std::unexpected(message ? Lost{Lost::How::Garbled, {}} : message.error());
        }
        if (std::holds_alternative<wire::Leaving>(message->content)) {
            leaving = true;
        } else if (std::holds_alternative<FetchProgress>(message->content) || std::holds_alternative<wire::Delivery>(message->content)) {
            // After a stop request what still comes is dropped: looking at it could take long.
            if (!stop.stop_requested() && (!news || !news(std::move(message->content)))) {
                drop();
                return std::unexpected(Lost{Lost::How::Garbled, {}});
            }
            watch.renew();
        } else {
            if (leaving)
                drop();
            return std::move(message->content);
        }
    }
}

auto WorkerBackend::ensureWorker(const std::stop_token &stop) -> Answered<void>
{
    if (m_worker) {
        pollfd idle{m_worker->socket(), POLLIN, 0}; // what comes unasked is its end
        if (poll(&idle, 1, 0) == 0 && !m_frames.isPartial())
            return {};
        drop();
    }
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(m_environment);
    auto started = WorkerProcess::start(m_program, {u"worker"_s}, environment);
    if (!started)
        return std::unexpected(Lost{Lost::How::NotStarted, started.error().detail});
    m_worker = std::move(*started);
    Watch watch(m_wake, stop, m_limits.start, m_limits.cancel);
    const auto message = receive(watch);
    const auto *hello = message ? std::get_if<wire::Hello>(&message->content) : nullptr;
    if (hello && hello->protocol == wire::protocol && hello->version == QStringLiteral(RIJIAN_VERSION))
        return {};
    drop();
    if (!message && message.error().how == Lost::How::Stopped)
        return std::unexpected(message.error());
    if (hello)
        return std::unexpected(Lost{Lost::How::NotStarted, WorkerBackendText::tr("it is of version %1").arg(hello->version)});
    const bool died = !message && message.error().how == Lost::How::Died;
    return std::unexpected(Lost{Lost::How::NotStarted, died ? message.error().words : WorkerBackendText::tr("it does not greet as Rijian's own does")});
}

auto WorkerBackend::send(const QByteArray &frame, Watch &watch) -> Answered<void>
{
    QByteArrayView rest(frame);
    while (!rest.isEmpty()) {
        const ssize_t count = ::send(m_worker->socket(), rest.data(), std::size_t(rest.size()), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count > 0) {
            rest = rest.sliced(count);
            watch.renew();
        } else if (count < 0 && errno != EAGAIN && errno != EINTR) {
            return std::unexpected(died());
        } else if (auto ready = wait(POLLOUT, watch); !ready) {
            return ready;
        }
    }
    return {};
}

auto WorkerBackend::receive(Watch &watch) -> Answered<wire::Message<wire::Answer>>
{
    std::array<char, 262'144> bytes;
    for (;;) {
        const auto frame = m_frames.next();
        if (!frame)
            return std::unexpected(Lost{Lost::How::Garbled, frame.error().detail});
        if (*frame) {
            auto message = wire::decodeAnswer(**frame);
            return message ? Answered<wire::Message<wire::Answer>>(std::move(*message)) : std::unexpected(Lost{Lost::How::Garbled, message.error().detail});
        }
        if (auto ready = wait(POLLIN, watch); !ready)
            return std::unexpected(ready.error());
        const ssize_t count = ::recv(m_worker->socket(), bytes.data(), bytes.size(), MSG_DONTWAIT);
        if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR))
            return std::unexpected(died());
        if (count > 0) {
            m_frames.append(QByteArrayView(bytes.data(), count));
            watch.renew();
        }
    }
}

/// Until the socket is ready for one of `events`.
auto WorkerBackend::wait(short events, Watch &watch) -> Answered<void>
{
    for (;;) {
        if (watch.takeStop()) {
            const QByteArray &cancel = watch.cancelFrame;
            if (cancel.isEmpty() || ::send(m_worker->socket(), cancel.constData(), std::size_t(cancel.size()), MSG_NOSIGNAL | MSG_DONTWAIT) != cancel.size())
                return std::unexpected(Lost{Lost::How::Stopped, {}});
        }
        const milliseconds left = watch.left();
        std::array<pollfd, 2> waits{{{m_worker->socket(), events, 0}, {watch.isStopping() ? -1 : m_wake, POLLIN, 0}}};
        const int ready = poll(waits.data(), waits.size(), int(std::min(left, milliseconds(1'000)).count()));
        if (ready < 0 && errno != EINTR)
            return std::unexpected(died());
        if (waits[1].revents != 0) {
            eventfd_t count = 0;
            eventfd_read(m_wake, &count);
        }
        if (ready > 0 && waits[0].revents != 0)
            return {};
        if (left == milliseconds(0))
            return std::unexpected(Lost{watch.isStopping() ? Lost::How::Stopped : Lost::How::Hung, watch.seconds()});
    }
}

auto WorkerBackend::died() -> Lost
{
    const QString how = m_worker->waitForEnd(m_limits.cancel);
    return {Lost::How::Died, how.isEmpty() ? WorkerBackendText::tr("it closed its output") : how};
}

Error WorkerBackend::explain(const Lost &lost, const Location &location) const
{
    const QString advice = location.ours ? WorkerBackendText::tr("If that happens again, delete the folder %1 and fetch the repository again.").arg(location.path)
                                         : WorkerBackendText::tr("Run “git fsck” in %1: the repository may be damaged.").arg(location.path);
    switch (lost.how) {
    case Lost::How::Stopped:
        return {ErrorKind::Cancelled, WorkerBackendText::tr("Stopped."), {}};
    case Lost::How::Refused:
        return {ErrorKind::Unsupported, WorkerBackendText::tr("This is too much to be asked at once."), {}};
    case Lost::How::NotStarted:
        return {ErrorKind::Internal, WorkerBackendText::tr("The program %1 cannot be used (%2): reinstall Rijian.").arg(m_program, lost.words), {}};
    case Lost::How::Hung:
        return {ErrorKind::BadData, WorkerBackendText::tr("This repository makes git hang: no response for %1 s.").arg(lost.words) + u' ' + advice, {}};
    case Lost::How::Garbled:
        return {ErrorKind::BadData, WorkerBackendText::tr("git's answer for this repository cannot be understood.") + u' ' + advice, lost.words};
    case Lost::How::Died:
        break;
    }
    if (lost.words == "SIGKILL"_L1)
        return {ErrorKind::BadData, WorkerBackendText::tr("The program that reads this repository was killed (SIGKILL); the memory may have run out.") + u' ' + advice, {}};
    return {ErrorKind::BadData, WorkerBackendText::tr("This repository makes git crash (%1).").arg(lost.words) + u' ' + advice, {}};
}

} // namespace rijian::git
