#pragma once

#include "core/day.h"
#include "jobs/deliverydesk.h"

#include <QObject>

namespace rijian::jobs {
class Workspace;
}

namespace rijian::ui {

/// What the user has delivered by hand, one delivery at a time. It belongs to the workspace: neither the end of the dialog nor that of the window stops what is
/// being sent. UI thread.
class Sending : public QObject
{
    Q_OBJECT

public:
    explicit Sending(const QString &dataFolder, QObject *parent = nullptr, jobs::DeliveryMeans means = {});
    ~Sending() override;

    /// The workspace's; null: nobody has wanted one yet.
    static Sending *find(const jobs::Workspace &workspace);
    /// The same, made where there is none.
    static Sending *of(jobs::Workspace &workspace);

    jobs::DeliveryDesk &desk() { return m_desk; }
    bool isBusy() const { return m_busy; }
    /// Of the delivery that goes on, or the last one.
    const DaySpan &span() const { return m_span; }
    int all() const { return m_all; }
    /// Targets that are not done: first the one that is being sent to.
    const QList<qint64> &left() const { return m_left; }

    /// To these targets; only where it is not busy. told() for each, then finished().
    void send(const QList<qint64> &targets, const jobs::DeliveryRequest &request);
    /// The message that is leaving arrives all the same; the rest waits.
    void stop();

Q_SIGNALS:
    void began();
    void told(const rijian::jobs::TargetDay &day);
    void finished(const rijian::Result<QList<rijian::jobs::TargetDay>> &days);

private:
    void take(const jobs::TargetDay &day);
    void end(const Result<QList<jobs::TargetDay>> &days);

    std::stop_source m_stop;
    DaySpan m_span;
    QList<qint64> m_left;
    int m_all = 0;
    bool m_busy = false;
    quint64 m_number = 0; ///< of the delivery
    jobs::DeliveryDesk m_desk; ///< last: its end waits for its thread, which tells of targets
};

} // namespace rijian::ui
