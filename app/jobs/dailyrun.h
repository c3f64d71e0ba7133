#pragma once
// The run once a day while the program is open: fetch and analyse all, write the report of the day before, and deliver it. `rijian-cli daily` does the same without a
// window; a lock and a record in the store keep the two apart.

#include "core/settings.h"
#include "jobs/deliverydesk.h"
#include "jobs/runlock.h"
#include "jobs/workspace.h"

#include <QDateTime>
#include <QObject>
#include <QTimer>

namespace rijian::jobs {

/// Whether a daily run is due: its time of day has passed and there was none on this day. Missed while the program was closed counts.
bool isDailyRunDue(const Settings &settings, const QDateTime &nowInZone);

/// When it is due next; invalid: never, as it is off. Where the clock leaps over the time of day, it is due right after the leap.
QDateTime nextDailyRun(const Settings &settings, const QDateTime &nowInZone);

/// The lock that every program's daily run holds.
inline constexpr QLatin1StringView dailyLock("daily");

/// Looks at the clock once a minute. UI thread.
class DailyRun : public QObject
{
    Q_OBJECT

public:
    explicit DailyRun(Workspace &workspace, QObject *parent = nullptr);

    /// After the workspace has opened.
    void start();
    /// A run is going on; over before finished().
    bool isRunning() const { return m_running; }

Q_SIGNALS:
    /// All of a run's work is done. Where a model was asked and made no card at all, that is an error, and no report is written.
    void finished(const rijian::Result<rijian::jobs::ExportDone> &report);
    /// Before finished(), where there are targets that are on.
    void delivered(const QList<rijian::jobs::DeliveryResult> &results);

private:
    void look();
    void begin();
    void wait();
    void note(const JobEnd &end);
    void end();
    void writeReport();
    void deliver(const Result<ExportDone> &report);
    void conclude(const Result<ExportDone> &report, const Result<QList<DeliveryResult>> &deliveries);
    QDate today() const;

    Workspace &m_workspace;
    DeliveryDesk m_desk;
    std::unique_ptr<RunLock> m_lock; ///< while a run is going on
    QDate m_day;                     ///< of the run
    QTimer m_clock;
    QTimer m_settle; ///< the queue may be empty for a moment between two jobs
    bool m_running = false;
    int m_modelCards = 0;           ///< made in this run
    std::optional<Error> m_failure; ///< the first of a model in this run
};

} // namespace rijian::jobs
