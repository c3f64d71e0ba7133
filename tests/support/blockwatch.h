#pragma once
// How long the event loop of the thread it was made in was held up: what a user feels as a pause.

#include <QObject>

#include <atomic>
#include <chrono>
#include <thread>

namespace rijian::testkit {

/// While it lives, another thread posts an event to this one every two milliseconds and notes the longest it took to arrive. Time in
/// which this thread was ready and the machine busy with others' work does not count, where the kernel tells
/// (/proc/thread-self/schedstat).
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
    Clock::rep waited() const;

    std::atomic<Clock::rep> m_posted = 0; ///< when the event under way was posted; 0: none is
    std::atomic<Clock::rep> m_longest = 0;
    int m_schedule = -1;          ///< the kernel's account of the watched thread
    Clock::rep m_waited = 0;      ///< for a processor, when the last event arrived
    std::jthread m_thread; ///< last: it uses the rest
};

} // namespace rijian::testkit
