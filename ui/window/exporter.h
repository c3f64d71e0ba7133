#pragma once

#include "jobs/workspace.h"

#include <QObject>

#include <functional>

class QWidget;

namespace rijian::ui {

class MessageBar;
class ReportWriter;

/// Writes the report of what is shown and says what came of it: files one after the other, in the order in which they were asked for, copies at once.
class Exporter : public QObject
{
    Q_OBJECT

public:
    Exporter(jobs::Workspace &workspace, MessageBar *messages, QWidget *window);

    /// In the form exported last, to the folder chosen once, under the day's name; asks for the folder the first time.
    void exportDay();
    /// The dialog; `selectedOnly`: it begins with the table's selection.
    void exportAs(const QList<CommitRow> &selected, bool selectedOnly);
    /// As Markdown.
    void copyReport();

    /// What reports are called that have no name of their own.
    static QString dailyName();

private:
    void write(const jobs::ExportOptions &options, bool remember);
    void writeNext();
    void ended(const Result<jobs::ExportDone> &result);
    void done(const jobs::ExportDone &done);
    jobs::ExportOptions options() const;
    void askForFile(const jobs::ExportOptions &options);

    jobs::Workspace &m_workspace;
    MessageBar *m_messages;
    QWidget *m_window;
    ReportWriter *m_writer;
    ReportWriter *m_copier;
    jobs::ExportOptions m_wanted; ///< what is being written
    QList<jobs::ExportOptions> m_waiting; ///< asked for meanwhile, oldest first
    std::function<void()> m_problem; ///< says what went wrong with a file before the last
};

/// Asks where to, on the file dialog's own event loop; `picked` gets the file. The folder and name begin with `file`'s.
void pickReportFile(QWidget *parent, const QString &file, const QString &suffix, const std::function<void(const QString &)> &picked);
/// In the program that the desktop has for it.
void openFile(const QString &file);
void copyText(const QString &text);

/// Shows a file in the desktop's file manager: selected, where the file manager can.
void showInFolder(const QString &file);

} // namespace rijian::ui
