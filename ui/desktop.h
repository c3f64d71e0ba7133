#pragma once

#include "jobs/dailyrun.h"
#include "jobs/workspace.h"

#include <QDate>
#include <QObject>
#include <QStringList>
#include <QSystemTrayIcon>

#include <memory>

class QApplication;

namespace rijian::ui {

class MainWindow;
class Notifier;

/// The running program: workspace and window, language and theme. A change of the language makes the window anew.
class Desktop : public QObject
{
    Q_OBJECT

public:
    struct Start {
        QString dataFolder;
        QDate day;             ///< invalid: the newest with commits
        QStringList addresses; ///< to add and show
        bool hasTray = QSystemTrayIcon::isSystemTrayAvailable(); ///< there is a place where the program can go on without its window
        QString workerProgram; ///< rijian-cli, which does git's work in processes of its own; empty: git runs in this process
    };

    Desktop(QApplication &application, Start start);
    ~Desktop() override;

    /// Another start of the program wants this: shows the window, adds the addresses.
    void activate(const QStringList &addresses, const QDate &day);
    MainWindow *window() const { return m_window.get(); }
    Notifier *notifier() const { return m_notifier; } ///< null: not opened yet
    jobs::Workspace &workspace() { return *m_workspace; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void opened();
    void applySettings();
    void makeWindow();
    void showQueue();
    /// The window's end is not the program's.
    bool goesOn() const;

    QApplication &m_application;
    Start m_start;
    QString m_language; ///< in use; what settings say
    QString m_theme;
    bool m_opened = false;
    std::unique_ptr<jobs::Workspace> m_workspace;
    std::unique_ptr<jobs::DailyRun> m_daily;
    Notifier *m_notifier = nullptr; ///< a child
    std::unique_ptr<MainWindow> m_window; ///< goes before the workspace it shows
};

} // namespace rijian::ui
