#pragma once

#include "jobs/workspace.h"

#include <QObject>
#include <QPointer>

namespace rijian::jobs {
struct TargetDay;
}

namespace rijian::ui {

class Actions;
class DeliverDialog;
class MessageBar;
class Sending;

/// Opens the dialog that delivers the days shown, and tells in the window what came of it when the dialog is closed by then.
class DeliverController : public QObject
{
    Q_OBJECT

public:
    DeliverController(jobs::Workspace &workspace, MessageBar *messages, const Actions &actions, QWidget *window);

    DeliverDialog *open();

Q_SIGNALS:
    void settingsWanted(rijian::ui::DeliverDialog *dialog);

private:
    void watch(Sending *sending);
    void tell(const Sending &sending, const Result<QList<jobs::TargetDay>> &days);

    jobs::Workspace &m_workspace;
    MessageBar *m_messages;
    QWidget *m_window;
    QPointer<DeliverDialog> m_dialog;
    Sending *m_sending = nullptr; ///< the workspace's, once it has one
};

} // namespace rijian::ui
