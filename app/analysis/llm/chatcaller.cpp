#include "analysis/llm/chatcaller.h"

#include "analysis/llm/admission.h"
#include "analysis/llm/breaker.h"

#include <QCoreApplication>
#include <QRandomGenerator>

#include <algorithm>
#include <expected>
#include <set>
#include <utility>

namespace rijian::analysis::llm {

namespace {

using std::chrono::milliseconds;
using Time = Clock::Time;

struct ChatCallerText {
    Q_DECLARE_TR_FUNCTIONS(rijian::analysis::llm::ChatCaller)
};

void waitOnSteadyClock(std::condition_variable_any &changed, std::unique_lock<std::mutex> &lock, std::stop_token stop, Time until, const std::function<bool()> &ready)
{
    if (until == Time::max())
        changed.wait(lock, stop, ready);
    else
        changed.wait_until(lock, stop, until, ready);
}

} // namespace

Clock Clock::system()
{
    return {&std::chrono::steady_clock::now, [] { return QRandomGenerator::global()->generateDouble(); }, &waitOnSteadyClock};
}

class ChatCaller::Private
{
public:
    Private(Send send, Endpoint endpoint, RetryPolicy policy, Clock clock)
        : m_send(std::move(send))
        , m_endpoint(std::move(endpoint))
        , m_policy(policy)
        , m_clock(std::move(clock))
        , m_admission(m_endpoint, policy.longestWait)
        , m_breaker(policy)
    {
    }

    ChatOutcome call(const QJsonObject &body, qint64 tokens, const std::stop_token &stop, const ChatDelta &delta);

    const Endpoint &endpoint() const { return m_endpoint; }

    template<typename Function>
    auto locked(Function function) const
    {
        const std::scoped_lock lock(m_mutex);
        return function();
    }

    std::optional<ChatOutcome> outage() const
    {
        return locked([this] { return m_breaker.outage(m_clock.now()); });
    }
    int concurrency() const
    {
        return locked([this] { return m_admission.concurrency(); });
    }
    void reset()
    {
        locked([this] { m_breaker.reset(); });
    }

private:
    /// Waits for a place; the number of the request that may be sent, or how the call ends instead.
    std::expected<quint64, ChatOutcome> enter(quint64 ticket, qint64 tokens, const std::stop_token &stop);
    void leave(quint64 number, const ChatOutcome &outcome);
    std::optional<milliseconds> pauseAfter(const ChatOutcome &outcome, int failures) const;
    void pause(milliseconds time, const std::stop_token &stop);

    const Send m_send;
    const Endpoint m_endpoint;
    const RetryPolicy m_policy;
    const Clock m_clock;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    quint64 m_changes = 0; ///< of what is guarded by m_mutex: admission, breaker, queue
    Admission m_admission;
    Breaker m_breaker;
    std::set<quint64> m_queue; ///< tickets that wait for a place, first come first served
    quint64 m_tickets = 0;
};

std::expected<quint64, ChatOutcome> ChatCaller::Private::enter(quint64 ticket, qint64 tokens, const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    m_queue.insert(ticket);
    const auto leaveQueue = [&] {
        m_queue.erase(ticket);
        ++m_changes;
        m_changed.notify_all();
    };
    while (!stop.stop_requested()) {
        const Time now = m_clock.now();
        Time until = Time::max();
        if (*m_queue.begin() == ticket)
            until = m_admission.earliest(now, tokens);
        if (auto known = m_breaker.outage(now)) {
            leaveQueue();
            return std::unexpected(std::move(*known));
        }
        if (until <= now) {
            leaveQueue();
            if (auto refused = m_breaker.refusal(now))
                return std::unexpected(std::move(*refused));
            return m_admission.begin(now, tokens);
        }
        m_clock.wait(m_changed, lock, stop, until, [this, seen = m_changes] { return m_changes != seen; });
    }
    leaveQueue();
    return std::unexpected(ChatOutcome{.status = ChatStatus::Cancelled, .message = ChatCallerText::tr("Stopped.")});
}

void ChatCaller::Private::leave(quint64 number, const ChatOutcome &outcome)
{
    const std::scoped_lock lock(m_mutex);
    m_admission.end(number, m_clock.now(), outcome);
    if (isOutage(outcome.status)) // now, for those who wait
        m_breaker.note(outcome, m_clock.now());
    ++m_changes;
    m_changed.notify_all();
}

/// How long until the same request is sent again; nothing: it is not.
std::optional<milliseconds> ChatCaller::Private::pauseAfter(const ChatOutcome &outcome, int failures) const
{
    if (outcome.retryAfter && *outcome.retryAfter > m_policy.longestWait)
        return {};
    const milliseconds most = std::min(m_policy.most, milliseconds(m_policy.base.count() << std::min(failures - 1, 20)));
    const milliseconds jitter(qint64(m_clock.random() * double(most.count())));
    return outcome.retryAfter ? *outcome.retryAfter + std::min(jitter, m_policy.base) : jitter;
}

void ChatCaller::Private::pause(milliseconds time, const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    const Time until = m_clock.now() + time;
    while (!stop.stop_requested() && m_clock.now() < until && !m_breaker.outage(m_clock.now()))
        m_clock.wait(m_changed, lock, stop, until, [this, seen = m_changes] { return m_changes != seen; });
}

ChatOutcome ChatCaller::Private::call(const QJsonObject &body, qint64 tokens, const std::stop_token &stop, const ChatDelta &delta)
{
    const quint64 ticket = locked([this] { return ++m_tickets; });
    ChatOutcome outcome;
    TokenUsage usage;
    bool wasEmpty = false;
    for (int sent = 1; sent <= m_policy.attempts; ++sent) {
        const auto number = enter(ticket, tokens, stop);
        if (!number) {
            // What the service itself said before says more than that it is left alone now.
            if (sent == 1 || number.error().status == ChatStatus::Cancelled)
                outcome = number.error();
            break;
        }
        if (sent > 1 && delta && !outcome.content.isEmpty())
            delta(QString());
        outcome = m_send(m_endpoint, body, stop, delta);
        leave(*number, outcome);
        usage += outcome.usage;
        const bool emptyOnce = outcome.status == ChatStatus::Empty && !std::exchange(wasEmpty, true);
        const auto wait = isTransient(outcome.status) || emptyOnce ? pauseAfter(outcome, sent) : std::nullopt;
        if (!wait)
            break;
        if (sent < m_policy.attempts)
            pause(*wait, stop);
    }
    if (usage.requests > 0)
        locked([&] { m_breaker.note(outcome, m_clock.now()); });
    outcome.usage = usage;
    return outcome;
}

ChatCaller::ChatCaller(Send send, Endpoint endpoint, RetryPolicy policy, Clock clock)
    : d(std::make_unique<Private>(std::move(send), std::move(endpoint), policy, std::move(clock)))
{
}

ChatCaller::ChatCaller(ChatClient &client, Endpoint endpoint, RetryPolicy policy, Clock clock)
    : ChatCaller([&client](const Endpoint &to, const QJsonObject &body, std::stop_token stop, const ChatDelta &delta) { return client.send(to, body, std::move(stop), delta); },
                 std::move(endpoint), policy, std::move(clock))
{
}

ChatCaller::~ChatCaller() = default;

const Endpoint &ChatCaller::endpoint() const
{
    return d->endpoint();
}

ChatOutcome ChatCaller::call(const QJsonObject &body, qint64 tokens, std::stop_token stop, const ChatDelta &delta)
{
    return d->call(body, tokens, stop, delta);
}

std::optional<ChatOutcome> ChatCaller::outage() const
{
    return d->outage();
}

void ChatCaller::reset()
{
    d->reset();
}

int ChatCaller::concurrency() const
{
    return d->concurrency();
}

} // namespace rijian::analysis::llm
