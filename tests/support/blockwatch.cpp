#include "support/blockwatch.h"

#include <QCoreApplication>
#include <QEvent>

#include <cstdio>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace rijian::testkit {

namespace {

const auto pingType = static_cast<QEvent::Type>(QEvent::registerEventType());

} // namespace

BlockWatch::BlockWatch()
    : m_schedule(::open("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC))
    , m_waited(waited())
    , m_thread([this](const std::stop_token &stop) { ping(stop); })
{
}

BlockWatch::~BlockWatch()
{
    m_thread.request_stop();
    m_thread.join();
    QCoreApplication::removePostedEvents(this);
    if (m_schedule >= 0)
        ::close(m_schedule);
}

/// Nanoseconds that the watched thread has waited for a processor so far: the second of three numbers.
BlockWatch::Clock::rep BlockWatch::waited() const
{
    char text[96] = {};
    if (m_schedule < 0 || ::pread(m_schedule, text, sizeof text - 1, 0) <= 0)
        return 0;
    long long ran = 0, waited = 0;
    return std::sscanf(text, "%lld %lld", &ran, &waited) == 2 ? waited : 0;
}

void BlockWatch::ping(const std::stop_token &stop)
{
    while (!stop.stop_requested()) {
        if (m_posted == 0) {
            m_posted = Clock::now().time_since_epoch().count();
            QCoreApplication::postEvent(this, new QEvent(pingType), Qt::HighEventPriority);
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
}

bool BlockWatch::event(QEvent *event)
{
    if (event->type() != pingType)
        return QObject::event(event);
    const auto nowWaited = waited();
    const auto took = Clock::now().time_since_epoch().count() - m_posted - (nowWaited - std::exchange(m_waited, nowWaited));
    if (took > m_longest)
        m_longest = took;
    m_posted = 0;
    return true;
}

std::chrono::milliseconds BlockWatch::longest() const
{
    const auto posted = m_posted.load();
    const auto pending = posted == 0 ? 0 : Clock::now().time_since_epoch().count() - posted - (waited() - m_waited);
    return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::duration(std::max(m_longest.load(), pending)));
}

void BlockWatch::reset()
{
    m_longest = 0;
    if (m_posted != 0)
        m_posted = Clock::now().time_since_epoch().count(); // what held it up so far is forgotten, too
}

} // namespace rijian::testkit
