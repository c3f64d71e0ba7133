#include "analysis/llm/admission.h"

#include <algorithm>

namespace rijian::analysis::llm {

namespace {

constexpr std::chrono::minutes window{1};

} // namespace

Admission::Admission(const Endpoint &endpoint, std::chrono::milliseconds longestWait)
    : m_most(std::max(1, endpoint.concurrency))
    , m_requestsPerMinute(endpoint.requestsPerMinute)
    , m_tokensPerMinute(endpoint.tokensPerMinute)
    , m_longestWait(longestWait)
    , m_limit(m_most)
{
}

Admission::Time Admission::earliest(Time now, qint64 tokens) const
{
    if (m_running >= m_limit)
        return Time::max();
    Time when = std::max(now, m_notBefore);
    const auto leaves = [](const Started &started) { return started.when + window; };
    qint64 sum = tokens;
    qsizetype count = 1;
    // The newest first: whatever does not fit beside the newer ones has to leave the window.
    for (auto started = m_lastMinute.rbegin(); started != m_lastMinute.rend() && leaves(*started) > now; ++started) {
        sum += started->tokens;
        ++count;
        const bool tooMany = m_requestsPerMinute > 0 && count > m_requestsPerMinute;
        const bool tooMuch = m_tokensPerMinute > 0 && sum > m_tokensPerMinute;
        if (tooMany || tooMuch)
            return std::max(when, leaves(*started));
    }
    return when;
}

quint64 Admission::begin(Time now, qint64 tokens)
{
    forget(now);
    ++m_running;
    if (m_requestsPerMinute > 0 || m_tokensPerMinute > 0)
        m_lastMinute.push_back({m_number + 1, now, tokens});
    return ++m_number;
}

void Admission::end(quint64 number, Time now, const ChatOutcome &outcome)
{
    --m_running;
    const auto started = std::ranges::find(m_lastMinute, number, &Started::number);
    if (started != m_lastMinute.end() && outcome.usageKnown)
        started->tokens = outcome.usage.prompt + outcome.usage.completion;
    if (outcome.status == ChatStatus::RateLimit)
        slowDown(number);
    else if (outcome.status == ChatStatus::Ok)
        speedUp();
    if (isTransient(outcome.status))
        holdUntil(now, outcome.retryAfter);
    if (outcome.rates.remainingRequests == 0)
        holdUntil(now, outcome.rates.resetRequests);
    if (outcome.rates.remainingTokens == 0)
        holdUntil(now, outcome.rates.resetTokens);
}

void Admission::forget(Time now)
{
    while (!m_lastMinute.empty() && m_lastMinute.front().when + window <= now)
        m_lastMinute.pop_front();
}

/// Once for all that ran when the service first said so.
void Admission::slowDown(quint64 number)
{
    m_successes = 0;
    if (number <= m_slowedAt)
        return;
    m_slowedAt = m_number;
    m_limit = std::max(1, m_limit / 2);
}

void Admission::speedUp()
{
    if (m_limit >= m_most || ++m_successes < m_limit)
        return;
    m_successes = 0;
    ++m_limit;
}

void Admission::holdUntil(Time now, std::optional<std::chrono::milliseconds> pause)
{
    if (pause && *pause <= m_longestWait)
        m_notBefore = std::max(m_notBefore, now + *pause);
}

} // namespace rijian::analysis::llm
