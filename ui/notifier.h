#pragma once

#include "jobs/dailyrun.h"
#include "jobs/workspace.h"

#include <QDBusConnection>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <memory>

class QMenu;
class QSystemTrayIcon;

namespace rijian::ui {

class DesktopNotifier;

/// Tells the desktop of new commits of high importance and of what failed: once a run of the queue, not once a commit. A daily run is told of in one
/// notification: how many commits there were, the 🔴 first, then its report and deliveries. The icon in the notification area and its menu are this one's, too.
class Notifier : public QObject
{
    Q_OBJECT

public:
    /// `bus`: the desktop's.
    Notifier(jobs::Workspace &workspace, jobs::DailyRun &daily, QObject *parent, const QDBusConnection &bus = QDBusConnection::sessionBus());
    ~Notifier() override;

    /// In the language of now.
    void retranslate();
    /// The window is closed and the program is not.
    void tellThatItGoesOn();
    QMenu *menu() const { return m_menu.get(); }

Q_SIGNALS:
    void windowWanted();
    /// A notification was clicked while there is something to do, or the menu's entry.
    void queueWanted();
    void quitWanted();
    /// What the desktop is told, whether it has a place for notifications or not.
    void told(const QStringList &lines, const QString &title);
    /// A run of the queue is over, and what is to be told of it was told.
    void lookedForNews();

private:
    void showCounts(const QueueCounts &counts);
    void onEnded(const jobs::JobEnd &end);
    void whenQuiet();
    void onDaily(const Result<jobs::ExportDone> &report);
    static QStringList deliveryLines(const QList<jobs::DeliveryResult> &results);
    /// The 🔴 where they are wanted, those first that are given, then those committed lately that were not told of yet; then the lines.
    void tellWithNews(const QString &title, const QList<jobs::News> &high, qsizetype all, const QStringList &lines);
    QList<jobs::News> takeNews(const QList<CommitRow> &high);
    void tell(const QString &title, const QStringList &lines);

    jobs::Workspace &m_workspace;
    jobs::DailyRun &m_daily;
    QStringList m_delivered; ///< of the daily run that is about to end
    std::unique_ptr<QMenu> m_menu;
    QSystemTrayIcon *m_tray = nullptr; ///< null: the desktop has no place for it
    DesktopNotifier *m_desktop;
    bool m_toldThatItGoesOn = false;
    QTimer m_quiet;          ///< the run is over when nothing has ended for a while
    int m_failed = 0;        ///< fetches, in this run
    QSet<QString> m_told;    ///< shas that were told of
};

} // namespace rijian::ui
