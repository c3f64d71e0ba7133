#pragma once
// When the next request may be sent to an endpoint: the book of what ran in the last minute, what runs, and what its answers said. Pure; one thread
// at a time (ChatCaller's mutex).

#include "analysis/llm/chatcaller.h"

#include <deque>

namespace rijian::analysis::llm {

class Admission
{
public:
    using Time = Clock::Time;

    Admission(const Endpoint &endpoint, std::chrono::milliseconds longestWait);

    /// When a request of so many tokens may start: `now`, later, or Time::max(): once another one has ended.
    Time earliest(Time now, qint64 tokens) const;
    /// One starts. The number is for ended().
    quint64 begin(Time now, qint64 tokens);
    /// It has ended: what the answer says of limits holds for all.
    void end(quint64 number, Time now, const ChatOutcome &outcome);

    int concurrency() const { return m_limit; }

private:
    struct Started {
        quint64 number = 0;
        Time when;
        qint64 tokens = 0;
    };

    void forget(Time now);
    void slowDown(quint64 number);
    void speedUp();
    void holdUntil(Time now, std::optional<std::chrono::milliseconds> pause);

    int m_most;
    int m_requestsPerMinute;
    qint64 m_tokensPerMinute;
    std::chrono::milliseconds m_longestWait;
    std::deque<Started> m_lastMinute;
    quint64 m_number = 0;
    int m_running = 0;
    int m_limit;
    int m_successes = 0;      ///< since the limit last changed
    quint64 m_slowedAt = 0;   ///< requests up to this number have been answered for by slowing down
    Time m_notBefore{};       ///< as the service asked
};

} // namespace rijian::analysis::llm
