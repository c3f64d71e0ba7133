#pragma once

#include "jobs/workspace.h"
#include "ui/diff/blamepopup.h"

#include <QObject>
#include <QPointer>

namespace rijian::ui {

class DiffPane;
class Reader;

/// Asks where a line of the diff comes from, and shows it beside the line.
class BlameController : public QObject
{
    Q_OBJECT

public:
    BlameController(jobs::Workspace &workspace, DiffPane *diff, Reader *reader, QObject *parent);

    BlamePopup *popup() const { return m_popup; }

Q_SIGNALS:
    /// Another commit is to be shown: `repository`, `sha` and `committerTime` are set.
    void commitWanted(const rijian::CommitRow &commit);

private:
    void open(int file, int line);
    void ask();
    void answer(const git::LineOrigin &origin);
    void goToUnlisted(const git::LineOrigin &origin);

    jobs::Workspace &m_workspace;
    DiffPane *m_diff;
    Reader *m_reader;
    QPointer<BlamePopup> m_popup;
    qint64 m_repository = 0;
    QString m_sha; ///< of the commit on the screen
    git::BlameQuery m_query;
    quint64 m_asked = 0; ///< an answer to an earlier question is dropped
};

} // namespace rijian::ui
