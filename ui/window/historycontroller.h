#pragma once

#include "jobs/workspace.h"

#include <QObject>
#include <QPointer>

namespace rijian::ui {

class Actions;
class HistoryDialog;

/// Opens the history beside the window, once.
class HistoryController : public QObject
{
    Q_OBJECT

public:
    HistoryController(jobs::Workspace &workspace, const Actions &actions, QWidget *window);

Q_SIGNALS:
    void dayWanted(const QDate &day);

private:
    void open();

    jobs::Workspace &m_workspace;
    QWidget *m_window;
    QPointer<HistoryDialog> m_dialog;
};

} // namespace rijian::ui
