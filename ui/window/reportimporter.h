#pragma once

#include "jobs/workspace.h"

#include <QObject>
#include <QPointer>

class QWidget;

namespace rijian::ui {

class ImportDialog;
class MessageBar;

/// Takes reports in: chosen, or dropped on the window. Shows how far it is and says what came of it.
class ReportImporter : public QObject
{
    Q_OBJECT

public:
    ReportImporter(jobs::Workspace &workspace, MessageBar *messages, QWidget *window);
    ~ReportImporter() override;

    void chooseFiles();
    void chooseFolder();
    /// Files and folders on this computer: reports are imported; folders that are repositories, or hold no report, are told by foldersDropped().
    void drop(const QStringList &paths);
    /// One after the other: while one is under way, another is refused with a notice.
    void import(const QStringList &paths);

Q_SIGNALS:
    void foldersDropped(const QStringList &folders);
    void finished(); ///< an import, however it ended

private:
    void done(const Result<jobs::ImportSummary> &summary);

    jobs::Workspace &m_workspace;
    MessageBar *m_messages;
    QWidget *m_window;
    QPointer<ImportDialog> m_dialog; ///< while it imports
    std::stop_source m_stop;
};

/// What a summary says to people, in one or two sentences.
QString importWords(const jobs::ImportSummary &summary);
/// How many files of it could not.
QString failedWords(const jobs::ImportSummary &summary);

} // namespace rijian::ui
