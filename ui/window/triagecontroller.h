#pragma once

#include "jobs/workspace.h"

#include <QObject>

namespace rijian::ui {

class Actions;
class CommitTable;
class MessageBar;

/// The triage keys on the selected commits, and the walk over what is high and to review, across repositories and days.
class TriageController : public QObject
{
    Q_OBJECT

public:
    TriageController(jobs::Workspace &workspace, CommitTable *table, MessageBar *messages, const Actions &actions, QWidget *window);

Q_SIGNALS:
    /// The next high one, or what was undone, may be on another day or in a repository that is not shown.
    void commitWanted(const rijian::CommitRow &commit);

private:
    void setState(TriageState state, const QString &what);
    void setImportance(Importance importance);
    void editNote();
    void followUpBy();
    void goTo(const std::function<void()> &change);
    void nextHigh(int direction);
    void stepOn(int selected);

    jobs::Workspace &m_workspace;
    CommitTable *m_table;
    MessageBar *m_messages;
    QWidget *m_window;
};

} // namespace rijian::ui
