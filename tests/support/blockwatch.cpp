#include "support/blockwatch.h"

#include <QCoreApplication>
#include <QEvent>

namespace rijian::testkit {

namespace {

const auto pingType = static_cast<QEvent::Type>(QEvent::registerEventType());

} // namespace

BlockWatch::BlockWatch()
    : m_thread([this](const std::stop_token &stop) { ping(stop); })
{
}

BlockWatch::~BlockWatch()
{
    m_thread.request_stop();
    m_thread.join();
    QCoreApplication::removePostedEvents(this);
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
    const auto took = Clock::now().time_since_epoch().count() - m_posted;
    if (took > m_longest)
        m_longest = took;
    m_posted = 0;
    return true;
}

std::chrono::milliseconds BlockWatch::longest() const
{
    const auto posted = m_posted.load();
    const auto pending = posted == 0 ? 0 : Clock::now().time_since_epoch().count() - posted;
    return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::duration(std::max(m_longest.load(), pending)));
}

void BlockWatch::reset()
{
    m_longest = 0;
}

} // namespace rijian::testkit
