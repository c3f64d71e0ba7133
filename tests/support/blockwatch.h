#pragma once
// How long the event loop of the thread it was made in was held up: what a user feels as a pause.

#include <QObject>

#include <atomic>
#include <chrono>
#include <thread>

namespace rijian::testkit {

/// While it lives, another thread posts an event to this one every two milliseconds and notes the longest it took to arrive.
class BlockWatch : public QObject
{
public:
    BlockWatch();
    ~BlockWatch() override;

    /// The longest so far, a hold-up under way included.
    std::chrono::milliseconds longest() const;
    /// Forgets what was.
    void reset();

protected:
    bool event(QEvent *event) override;

private:
    using Clock = std::chrono::steady_clock;
    void ping(const std::stop_token &stop);

    std::atomic<Clock::rep> m_posted = 0; ///< when the event under way was posted; 0: none is
    std::atomic<Clock::rep> m_longest = 0;
    std::jthread m_thread; ///< last: it uses the rest
};

} // namespace rijian::testkit
