#pragma once

#include "jobs/workspace.h"

#include <QObject>

namespace rijian::ui {

class DiffPane;
class MessageBar;
class Reader;

/// Takes the commit's changes out of the window: as patches that git applies, into the clipboard or a file, and to the host's page of a file.
class PatchController : public QObject
{
    Q_OBJECT

public:
    PatchController(jobs::Workspace &workspace, DiffPane *diff, Reader *reader, MessageBar *messages, QObject *parent);

    /// Reads and keeps the patch of a file of the shown commit, or of all (-1), under a name; an existing file is replaced.
    void save(int file, const QString &name);

Q_SIGNALS:
    /// The patch is in the clipboard, or in the file.
    void done();

private:
    void take(int file, bool toFile);
    void copy(int file);
    void ask(int file);
    void openFile(int file, int line);
    void say(const jobs::PatchText &patch, const QString &good);
    QFuture<Result<jobs::PatchText>> read(int file);

    jobs::Workspace &m_workspace;
    DiffPane *m_diff;
    Reader *m_reader;
    MessageBar *m_messages;
};

} // namespace rijian::ui
