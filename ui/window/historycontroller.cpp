#include "ui/window/historycontroller.h"

#include "ui/actions.h"
#include "ui/history/historydialog.h"

#include <QAction>

namespace rijian::ui {

HistoryController::HistoryController(jobs::Workspace &workspace, const Actions &actions, QWidget *window)
    : QObject(window)
    , m_workspace(workspace)
    , m_window(window)
{
    connect(actions[Do::History], &QAction::triggered, this, &HistoryController::open);
}

void HistoryController::open()
{
    if (!m_dialog) {
        m_dialog = new HistoryDialog(m_workspace, m_window);
        m_dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_dialog, &HistoryDialog::dayWanted, this, [this](const QDate &day) {
            m_dialog->close();
            Q_EMIT dayWanted(day);
        });
    }
    m_dialog->show();
    m_dialog->raise();
    m_dialog->activateWindow();
}

} // namespace rijian::ui
