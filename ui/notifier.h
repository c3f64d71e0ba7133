#pragma once

#include "jobs/dailyrun.h"
#include "jobs/workspace.h"

#include <QObject>
#include <QSet>
#include <QTimer>

class QSystemTrayIcon;

namespace rijian::ui {

/// Tells the desktop of new commits of high importance and of fetches that failed: once a run of the queue, not once a commit.
class Notifier : public QObject
{
    Q_OBJECT

public:
    Notifier(jobs::Workspace &workspace, jobs::DailyRun &daily, QObject *parent);

Q_SIGNALS:
    /// The notification was clicked: show the window.
    void clicked();

private:
    void onEnded(const jobs::JobEnd &end);
    void whenQuiet();
    void tell(const QStringList &lines);

    jobs::Workspace &m_workspace;
    QSystemTrayIcon *m_tray = nullptr;
    QTimer m_quiet;          ///< the run is over when nothing has ended for a while
    int m_failed = 0;        ///< fetches, in this run
    QSet<QString> m_told;    ///< shas that were told of
    bool m_first = true;     ///< what is there at the start is no news
};

} // namespace rijian::ui
