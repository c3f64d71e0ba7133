#pragma once
// Requests to one endpoint under its limits: as many at once and a minute as it bears, retried as its failures deserve, and stopped for all
// when one shows that none can succeed.

#include "analysis/llm/chatclient.h"
#include "core/result.h"

#include <functional>
#include <memory>
#include <optional>

namespace rijian::analysis::llm {

struct RetryPolicy {
    int attempts = 6; ///< requests for one call at most
    std::chrono::milliseconds base{500};       ///< full jitter: a random pause of up to base * 2^n ...
    std::chrono::milliseconds most{30'000};    ///< ... and no more than this
    std::chrono::milliseconds longestWait{120'000}; ///< a Retry-After beyond it ends the call (RateLimit)
    int breakerFailures = 8; ///< transient calls in a row, over all callers, after which the endpoint rests
    std::chrono::milliseconds rest{30'000};
};

/// Time and chance, replaced in tests. Any thread.
struct Clock {
    std::function<std::chrono::steady_clock::time_point()> now;
    std::function<double()> random; ///< [0, 1)
    static Clock system();
};

/// Any thread; several calls at once. Borrows the client, which must outlive it.
class ChatCaller
{
public:
    ChatCaller(ChatClient &client, Endpoint endpoint, RetryPolicy policy = {}, Clock clock = Clock::system());
    ~ChatCaller();

    const Endpoint &endpoint() const;

    /// Blocks until an answer, a final failure, or `stop`. `tokens`: an estimate of prompt and answer, for the limit a minute.
    /// `usage.requests` counts every request that was sent.
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
