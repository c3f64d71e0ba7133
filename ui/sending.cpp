#include "ui/sending.h"

#include "jobs/workspace.h"

namespace rijian::ui {

Sending::Sending(const QString &dataFolder, QObject *parent, jobs::DeliveryMeans means)
    : QObject(parent)
    , m_desk(dataFolder, std::move(means))
{
}

Sending::~Sending() = default;

Sending *Sending::find(const jobs::Workspace &workspace)
{
    return workspace.findChild<Sending *>(Qt::FindDirectChildrenOnly);
}

Sending *Sending::of(jobs::Workspace &workspace)
{
    Sending *made = find(workspace);
    return made ? made : new Sending(workspace.options().dataFolder, &workspace);
}

void Sending::send(const QList<qint64> &targets, const jobs::DeliveryRequest &request)
{
    if (m_busy || targets.isEmpty())
        return;
    m_stop = {};
    m_span = request.span;
    m_left = targets;
    m_all = int(targets.size());
    m_busy = true;
    Q_EMIT began();
    // Called on the desk's thread, which has ended before this has. The end may overtake it: then it must not be taken for the next one's.
    const auto tell = [this, number = ++m_number](const jobs::TargetDay &day) {
        QMetaObject::invokeMethod(this, [this, day, number] {
            if (number == m_number)
                take(day);
        }, Qt::QueuedConnection);
    };
    m_desk.deliverTo(targets, request, m_stop.get_token(), tell).then(this, [this](const Result<QList<jobs::TargetDay>> &days) { end(days); });
}

void Sending::stop()
{
    m_stop.request_stop();
}

void Sending::take(const jobs::TargetDay &day)
{
    if (m_left.removeOne(day.target.id))
        Q_EMIT told(day);
}

void Sending::end(const Result<QList<jobs::TargetDay>> &days)
{
    for (const jobs::TargetDay &day : days.value_or(QList<jobs::TargetDay>()))
        take(day); // where the end overtook them
    m_left.clear();
    m_busy = false;
    Q_EMIT finished(days);
}

} // namespace rijian::ui
