#pragma once
// The run once a day while the program is open: fetch and analyse all, write the report of the day before, and deliver it; likewise of the days that were missed, a week
// of them at most. `rijian-cli daily` does the same without a window; a lock and a record in the store keep the two apart.

#include "core/settings.h"
#include "jobs/deliverydesk.h"
#include "jobs/runlock.h"
#include "jobs/workspace.h"

#include <QDateTime>
#include <QObject>
#include <QTimer>

namespace rijian::jobs {

/// Whether a daily run is due: its time of day has come, today or earlier, since the one that has ended last. Missed while the program was closed counts, as does one that
/// the program's end cut short; not one that was begun five times.
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

    /// After the workspace has opened. A run that was put off does not wait any longer.
    void start();
    /// A run is going on; over before finished().
    bool isRunning() const { return m_running; }
    /// What the run reports, or the last one did: the day before and, earlier, those that were made up for.
    const QList<DaySpan> &days() const { return m_days; }
    /// The 🔴 of those days; none: the run was put off or failed.
    const std::optional<delivery::Digest> &digest() const { return m_digest; }

Q_SIGNALS:
    /// All of a run's work is done; the file is the newest report. Where no repository could be reached, or a model was asked and made no card at all, that is an
    /// error, no report is written, and the run is done again after a while; it is told once.
    void finished(const rijian::Result<rijian::jobs::ExportDone> &report);
    /// Before finished(), where there are targets that are on.
    void delivered(const QList<rijian::jobs::DeliveryResult> &results);
    /// What an earlier run could not deliver went its way later, or was given up.
    void deliveredLate(const QList<rijian::jobs::DeliveryResult> &results);

private:
    void look();
    void begin(const QDate &first);
    void wait();
    void note(const JobEnd &end);
    void end();
    void putOff(const Error &error);
    void writeReports();
    void deliver(const Result<ExportDone> &report);
    void conclude(const Result<ExportDone> &report, const Result<QList<DeliveryResult>> &deliveries);
    void deliverRest();
    void waitToDeliver(const QList<DeliveryResult> &results);
    void noteDone();
    QList<Repository> repositories() const;

    Workspace &m_workspace;
    DeliveryDesk m_desk;
    std::unique_ptr<RunLock> m_lock; ///< while a run is going on
    QDate m_day;                     ///< on which the run began
    QDate m_scheduled;               ///< whose run it is: today's or, before its time of day, yesterday's
    QList<DaySpan> m_days;           ///< that it reports
    QDateTime m_notBefore;           ///< while it is put off
    int m_putOff = 0;                ///< how often this one was
    QDateTime m_deliverAt;           ///< when what could not be delivered is tried again; invalid: there is nothing
    std::size_t m_lateTries = 0;
    std::optional<delivery::Digest> m_digest;
    QTimer m_clock;
    QTimer m_settle; ///< the queue may be empty for a moment between two jobs
    bool m_running = false;
    int m_modelCards = 0;           ///< made in this run, or there before it
    int m_reached = 0;              ///< fetches from a host that were done
    int m_unreached = 0;            ///< that failed for the network's sake
    std::optional<Error> m_failure; ///< the first of a model in this run
};

} // namespace rijian::jobs
