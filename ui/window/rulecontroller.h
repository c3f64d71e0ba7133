#pragma once

#include "jobs/workspace.h"

#include <QObject>

namespace rijian::ui {

class Actions;
class CommitTable;
class MessageBar;

/// The user's own rules: edits them, and makes one out of a commit.
class RuleController : public QObject
{
    Q_OBJECT

public:
    RuleController(jobs::Workspace &workspace, CommitTable *table, MessageBar *messages, const Actions &actions, QWidget *window);

private:
    /// `start`: another rule to begin with.
    void edit(const std::optional<OwnRule> &start);
    void save(const QList<OwnRule> &before, const QList<OwnRule> &rules);
    void fromCommit();

    jobs::Workspace &m_workspace;
    CommitTable *m_table;
    MessageBar *m_messages;
    QWidget *m_window;
};

} // namespace rijian::ui
