#pragma once

#include "jobs/dailyrun.h"
#include "jobs/workspace.h"

#include <QObject>
#include <QSet>
#include <QTimer>

class QSystemTrayIcon;

namespace rijian::ui {

/// Tells the desktop of new commits of high importance and of what failed: once a run of the queue, not once a commit. A daily run is told of in one
/// notification: its 🔴 first, then its report and deliveries.
class Notifier : public QObject
{
    Q_OBJECT

public:
    Notifier(jobs::Workspace &workspace, jobs::DailyRun &daily, QObject *parent);

Q_SIGNALS:
    /// The notification was clicked: show the window.
    void clicked();
    /// What the desktop is told, whether it has a place for notifications or not.
    void told(const QStringList &lines);

private:
    void onEnded(const jobs::JobEnd &end);
    void whenQuiet();
    void onDaily(const Result<jobs::ExportDone> &report);
    /// The 🔴 that were not told of yet, where they are wanted, then the lines.
    void tellWithNews(bool news, const QStringList &lines);
    QStringList takeNews(const QList<CommitRow> &high);
    void tell(const QStringList &lines);

    jobs::Workspace &m_workspace;
    jobs::DailyRun &m_daily;
    QStringList m_delivered; ///< of the daily run that is about to end
    QSystemTrayIcon *m_tray = nullptr;
    QTimer m_quiet;          ///< the run is over when nothing has ended for a while
    int m_failed = 0;        ///< fetches, in this run
    QSet<QString> m_told;    ///< shas that were told of
    bool m_first = true;     ///< what is there at the start is no news
};

} // namespace rijian::ui
