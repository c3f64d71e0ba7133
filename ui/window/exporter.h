#pragma once

#include "jobs/workspace.h"

#include <QObject>

class QWidget;

namespace rijian::ui {

class MessageBar;

/// Writes the report of what is shown and says what came of it.
class Exporter : public QObject
{
    Q_OBJECT

public:
    Exporter(jobs::Workspace &workspace, MessageBar *messages, QWidget *window);

    /// To the folder chosen once, under the day's name; asks for the folder the first time.
    void exportDay();
    /// To a file that the user picks; `only` these commits, or all when empty.
    void exportAs(const QList<CommitRow> &only = {});
    void copyReport();

private:
    void write(const jobs::ExportOptions &options, bool remember);
    void done(const jobs::ExportDone &done);
    jobs::ExportOptions options(const QList<CommitRow> &only = {}) const;
    void askForFile(const jobs::ExportOptions &options);

    jobs::Workspace &m_workspace;
    MessageBar *m_messages;
    QWidget *m_window;
};

/// Shows a file in the desktop's file manager: selected, where the file manager can.
void showInFolder(const QString &file);

} // namespace rijian::ui
