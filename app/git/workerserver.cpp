#include "git/workerserver.h"

#include "git/wire.h"

#include <array>
#include <cerrno>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <unistd.h>

namespace rijian::git {

namespace {

constexpr std::chrono::milliseconds endPatience{1'000};

class WorkerServer
{
public:
    WorkerServer(int in, int out, Backend &backend, const SecretSources &secrets)
        : m_in(in)
        , m_out(out)
        , m_backend(backend)
        , m_secrets(secrets)
    {
    }

    int run();

private:
    void read();
    bool take(wire::Message<wire::Call> &&message);
    void end(int status);
    void serve(wire::Message<wire::Call> &&message, const std::stop_token &stop);
    void send(quint32 request, wire::Answer &&answer);
    bool write(QByteArrayView bytes);

    Result<FetchOutcome> answer(wire::FetchCall &call, quint32 request, const std::stop_token &stop);
    Result<DayListing> answer(wire::ListCall &call, quint32 request, const std::stop_token &stop);
    Result<void> answer(wire::ReadCall &call, quint32 request, const std::stop_token &stop);
    Result<QString> answer(wire::ResolveCall &call, quint32 request, const std::stop_token &stop);
    Result<bool> answer(wire::HasCommitsCall &call, quint32 request, const std::stop_token &stop);
    Result<QString> answer(wire::OpenCall &call, quint32 request, const std::stop_token &stop);
    Result<QByteArray> answer(wire::FileCall &call, quint32 request, const std::stop_token &stop);
    Result<QList<LineOrigin>> answer(wire::BlameCall &call, quint32 request, const std::stop_token &stop);

    int m_in;
    int m_out;
    Backend &m_backend;
    const SecretSources &m_secrets;
    std::mutex m_writing; ///< one frame at a time

    std::mutex m_mutex; ///< guards what follows
    std::condition_variable m_changed;
    std::deque<wire::Message<wire::Call>> m_waiting;
    std::stop_source m_stop; ///< of the running request
    quint32 m_running = 0;
    bool m_ended = false;    ///< no more requests will come
    bool m_finished = false; ///< and none runs
    int m_status = 0;
};

int WorkerServer::run()
{
    send(0, wire::Hello{.version = QStringLiteral(RIJIAN_VERSION)});
    std::jthread reader([this] { read(); });
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_changed.wait(lock, [this] { return m_ended || !m_waiting.empty(); });
        if (m_ended)
            break;
        wire::Message<wire::Call> message = std::move(m_waiting.front());
        m_waiting.pop_front();
        m_stop = {};
        m_running = message.request;
        const std::stop_token stop = m_stop.get_token();
        lock.unlock();
        serve(std::move(message), stop);
        lock.lock();
        m_running = 0;
    }
    m_finished = true;
    m_changed.notify_all();
    return m_status;
}

/// The reading thread: sees a cancel, or the end, while a request runs.
void WorkerServer::read()
{
    wire::FrameBuffer frames;
    std::array<char, 65'536> bytes;
    for (;;) {
        const ssize_t count = ::read(m_in, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return end(frames.isPartial() ? 1 : 0);
        frames.append(QByteArrayView(bytes.data(), count));
        auto frame = frames.next();
        for (; frame && *frame; frame = frames.next()) {
            auto message = wire::decodeCall(**frame);
            if (!message || !take(std::move(*message)))
                return end(1);
        }
        if (!frame)
            return end(1);
    }
}

bool WorkerServer::take(wire::Message<wire::Call> &&message)
{
    const std::scoped_lock lock(m_mutex);
    if (message.request == 0)
        return false;
    if (!std::holds_alternative<wire::CancelCall>(message.content)) {
        m_waiting.push_back(std::move(message));
        m_changed.notify_all();
    } else if (message.request == m_running) {
        m_stop.request_stop();
    } else {
        std::erase_if(m_waiting, [&](const auto &other) { return other.request == message.request; });
    }
    return true;
}

void WorkerServer::end(int status)
{
    std::unique_lock lock(m_mutex);
    m_status = status;
    m_ended = true;
    m_stop.request_stop();
    m_changed.notify_all();
    if (!m_changed.wait_for(lock, endPatience, [this] { return m_finished; }))
        _exit(status); // libgit2 hangs, and nobody waits for it any more
}

void WorkerServer::serve(wire::Message<wire::Call> &&message, const std::stop_token &stop)
{
    std::visit([&](auto &call) {
        if constexpr (!std::same_as<std::decay_t<decltype(call)>, wire::CancelCall>) {
            auto result = answer(call, message.request, stop);
            // A fetch that hangs keeps its mirror locked until this process ends. Whoever asked has to take a new one.
            if (hasAbandonedFetches())
                send(message.request, wire::Leaving{});
            send(message.request, std::move(result));
        }
    }, message.content);
}

void WorkerServer::send(quint32 request, wire::Answer &&answer)
{
    auto frame = wire::encode(request, answer);
    if (!frame) {
        if (auto *delivery = std::get_if<wire::Delivery>(&answer))
            frame = wire::encode(request, wire::Delivery{delivery->index, std::unexpected(frame.error())});
        else
            frame = wire::encode(request, Result<void>(std::unexpected(frame.error())));
    }
    const std::scoped_lock lock(m_writing);
    if (write(*frame))
        return;
    // Nobody reads: the end of the input follows.
    const std::scoped_lock state(m_mutex);
    m_stop.request_stop();
}

bool WorkerServer::write(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const ssize_t count = ::write(m_out, bytes.data(), std::size_t(bytes.size()));
        if (count < 0 && errno != EINTR)
            return false;
        bytes = bytes.sliced(std::max<ssize_t>(count, 0));
    }
    return true;
}

Result<FetchOutcome> WorkerServer::answer(wire::FetchCall &call, quint32 request, const std::stop_token &stop)
{
    call.request.secrets = m_secrets;
    call.request.progress = [this, request](const FetchProgress &progress) { send(request, progress); };
    return m_backend.fetch(call.request, stop);
}

Result<DayListing> WorkerServer::answer(wire::ListCall &call, quint32, const std::stop_token &stop)
{
    return m_backend.listDay(call.location, call.branches, call.begin, call.end, call.merges, stop);
}

Result<void> WorkerServer::answer(wire::ReadCall &call, quint32 request, const std::stop_token &stop)
{
    return m_backend.readCommits(call.location, call.shas, call.options, call.threads, [this, request, &stop](qsizetype index, Result<CommitPatch> &&patch) {
        if (!stop.stop_requested()) // nobody looks at it any more: packing and sending a huge one takes long
            send(request, wire::Delivery{index, std::move(patch)});
    }, stop);
}

Result<QString> WorkerServer::answer(wire::ResolveCall &call, quint32, const std::stop_token &stop)
{
    return m_backend.resolveSha(call.location, call.text, stop);
}

Result<bool> WorkerServer::answer(wire::HasCommitsCall &call, quint32, const std::stop_token &stop)
{
    return m_backend.hasCommits(call.location, call.branches, stop);
}

Result<QString> WorkerServer::answer(wire::OpenCall &call, quint32, const std::stop_token &stop)
{
    return m_backend.open(call.location, stop);
}

Result<QByteArray> WorkerServer::answer(wire::FileCall &call, quint32, const std::stop_token &stop)
{
    return m_backend.readFile(call.location, call.branches, call.candidates, call.maxBytes, stop);
}

Result<QList<LineOrigin>> WorkerServer::answer(wire::BlameCall &call, quint32, const std::stop_token &stop)
{
    return m_backend.blame(call.location, call.query, stop);
}

} // namespace

int serveRequests(int in, int out, Backend &backend, const SecretSources &secrets)
{
    return WorkerServer(in, out, backend, secrets).run();
}

} // namespace rijian::git
