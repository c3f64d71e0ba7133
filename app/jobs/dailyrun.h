#pragma once
// The run once a day while the program is open: fetch and analyse all, and write the report of the day before.

#include "core/settings.h"
#include "jobs/workspace.h"

#include <QDateTime>
#include <QObject>
#include <QTimer>

namespace rijian::jobs {

/// Whether a daily run is due: its time of day has passed and there was none on this day. Missed while the program was closed counts.
bool isDailyRunDue(const Settings &settings, const QDateTime &nowInZone);

/// Looks at the clock once a minute. UI thread.
class DailyRun : public QObject
{
    Q_OBJECT

public:
    explicit DailyRun(Workspace &workspace, QObject *parent = nullptr);

    /// After the workspace has opened.
    void start();

Q_SIGNALS:
    /// All of a run's work is done. Where a model was asked and made no card at all, that is an error, and no report is written.
    void finished(const rijian::Result<rijian::jobs::ExportDone> &report);

private:
    void look();
    void begin();
    void wait();
    void note(const JobEnd &end);
    void end();
    void writeReport();

    Workspace &m_workspace;
    QTimer m_clock;
    QTimer m_settle; ///< the queue may be empty for a moment between two jobs
    bool m_running = false;
    int m_modelCards = 0;           ///< made in this run
    std::optional<Error> m_failure; ///< the first of a model in this run
};

} // namespace rijian::jobs
