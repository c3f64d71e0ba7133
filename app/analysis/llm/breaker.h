#pragma once
// Leaves an endpoint alone that failed too often: a circuit breaker. Pure; one thread at a time (ChatCaller's mutex).

#include "analysis/llm/chatcaller.h"

namespace rijian::analysis::llm {

class Breaker
{
public:
    using Time = Clock::Time;

    explicit Breaker(const RetryPolicy &policy)
        : m_policy(policy)
    {
    }

    /// What a call ends with at once; nothing: it may be tried. After a rest one call alone is tried, and decides for all.
    std::optional<ChatOutcome> refusal(Time now);
    /// The call that refusal() let through after a rest has this one request alone.
    bool isProbing() const { return m_probing; }
    /// How a call ended, with all its requests.
    void note(const ChatOutcome &outcome, Time now);
    std::optional<ChatOutcome> outage(Time now) const;
    void reset();

private:
    RetryPolicy m_policy;
    int m_failures = 0;  ///< transient ones in a row
    bool m_open = false;
    bool m_probing = false;
    Time m_until{};      ///< of an open breaker
    ChatOutcome m_last;  ///< what it opened for
    std::optional<ChatOutcome> m_outage;
    Time m_outageSince{};
};

} // namespace rijian::analysis::llm
