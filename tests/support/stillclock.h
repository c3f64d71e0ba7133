#pragma once
// A clock for what waits and retries: tests of it take no time.

#include "analysis/llm/chatcaller.h"

#include <vector>

namespace rijian::testkit {

/// Time goes on by waiting alone: whoever waits for a time is there at once.
class StillClock
{
public:
    using Time = analysis::llm::Clock::Time;

    analysis::llm::Clock clock(double random = 0.5)
    {
        const auto wait = [this](std::condition_variable_any &changed, std::unique_lock<std::mutex> &lock, std::stop_token stop, Time until, const std::function<bool()> &ready) {
            if (until == Time::max()) {
                changed.wait(lock, stop, ready);
                return;
            }
            const std::scoped_lock guard(m_mutex);
            m_waited.push_back(until - m_now);
            m_now = std::max(m_now, until);
        };
        return {[this] { return now(); }, [random] { return random; }, wait};
    }

    Time now() const
    {
        const std::scoped_lock guard(m_mutex);
        return m_now;
    }
    void advance(std::chrono::milliseconds time)
    {
        const std::scoped_lock guard(m_mutex);
        m_now += time;
    }
    std::vector<Time::duration> waited() const
    {
        const std::scoped_lock guard(m_mutex);
        return m_waited;
    }

private:
    mutable std::mutex m_mutex;
    Time m_now{std::chrono::seconds(1'000'000)};
    std::vector<Time::duration> m_waited;
};

} // namespace rijian::testkit
