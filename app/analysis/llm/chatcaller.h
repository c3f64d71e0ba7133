#pragma once
// Requests to one endpoint under its limits: as many at once and a minute as it bears, retried as its failures deserve, and stopped for all
// when one shows that none can succeed.

#include "analysis/llm/chatclient.h"

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace rijian::analysis::llm {

struct RetryPolicy {
    int attempts = 6; ///< requests for one call at most
    std::chrono::milliseconds base{500};       ///< full jitter: a random pause of up to base * 2^n ...
    std::chrono::milliseconds most{30'000};    ///< ... and no more than this
    std::chrono::milliseconds longestWait{120'000}; ///< a Retry-After beyond it ends the call (RateLimit)
    int breakerFailures = 8; ///< transient calls in a row, over all callers, after which the endpoint rests
    std::chrono::milliseconds rest{30'000};
    std::chrono::milliseconds outageRest{600'000}; ///< after which an outage is forgotten: the user may have acted elsewhere
};

/// Time and chance, replaced in tests. Any thread.
struct Clock {
    using Time = std::chrono::steady_clock::time_point;

    std::function<Time()> now;
    std::function<double()> random; ///< [0, 1)
    /// Waits until `ready`, `stop` or `until` (Time::max(): without end). Whoever changes what `ready` depends on notifies.
    std::function<void(std::condition_variable_any &changed, std::unique_lock<std::mutex> &lock, std::stop_token stop, Time until, const std::function<bool()> &ready)> wait;

    static Clock system();
};

/// Any thread; several calls at once.
class ChatCaller
{
public:
    using Send = std::function<ChatOutcome(const Endpoint &, const QJsonObject &body, std::stop_token, const ChatDelta &)>;

    /// `send` blocks until one request has ended; called by several threads at once.
    ChatCaller(Send send, Endpoint endpoint, RetryPolicy policy = {}, Clock clock = Clock::system());
    /// Borrows the client, which must outlive it.
    ChatCaller(ChatClient &client, Endpoint endpoint, RetryPolicy policy = {}, Clock clock = Clock::system());
    ~ChatCaller();

    const Endpoint &endpoint() const;

    /// Blocks until an answer, a final failure, or `stop`. `tokens`: an estimate of prompt and answer, for the limit a minute.
    /// `usage` is that of all requests that were sent.
    ChatOutcome call(const QJsonObject &body, qint64 tokens, std::stop_token stop = {}, const ChatDelta &delta = {});

    /// Set once a call showed that none can succeed (isOutage()): calls fail with it at once from then on, without a request.
    std::optional<ChatOutcome> outage() const;
    /// The user has acted: try again.
    void reset();

    /// Requests that may run at once now: endpoint().concurrency, less after a 429, growing again with successes.
    int concurrency() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace rijian::analysis::llm
