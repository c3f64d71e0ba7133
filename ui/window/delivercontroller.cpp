#include "ui/window/delivercontroller.h"

#include "ui/actions.h"
#include "ui/dialogs/deliverdialog.h"
#include "ui/dialogs/deliverywords.h"
#include "ui/messagebar.h"
#include "ui/sending.h"

#include <QAction>

using namespace Qt::StringLiterals;

namespace rijian::ui {

DeliverController::DeliverController(jobs::Workspace &workspace, MessageBar *messages, const Actions &actions, QWidget *window)
    : QObject(window)
    , m_workspace(workspace)
    , m_messages(messages)
    , m_window(window)
{
    if (Sending *before = Sending::find(workspace))
        watch(before); // of a window that was made anew
    connect(actions[Do::Deliver], &QAction::triggered, this, &DeliverController::open);
}

void DeliverController::watch(Sending *sending)
{
    if (m_sending == sending)
        return;
    m_sending = sending;
    connect(sending, &Sending::finished, this, [this, sending](const Result<QList<jobs::TargetDay>> &days) { tell(*sending, days); });
}

DeliverDialog *DeliverController::open()
{
    if (m_dialog && m_dialog->isVisible()) {
        m_dialog->activateWindow();
        return m_dialog;
    }
    watch(Sending::of(m_workspace));
    jobs::DeliveryRequest request{.span = m_workspace.span(), .repositories = {}, .least = {}};
    for (const qint64 id : m_workspace.followedIds()) { // as the daily run: its digest is the same one
        if (const Repository *repository = m_workspace.repository(id))
            request.repositories.append(*repository);
    }
    m_dialog = new DeliverDialog(*m_sending, request, m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &DeliverDialog::settingsWanted, this, [this, dialog = m_dialog.data()] { Q_EMIT settingsWanted(dialog); });
    m_dialog->open();
    return m_dialog;
}

void DeliverController::tell(const Sending &sending, const Result<QList<jobs::TargetDay>> &days)
{
    if (m_dialog && m_dialog->isVisible())
        return; // it says so itself
    if (!days) {
        m_messages->show(MessageBar::Kind::Problem, days.error().message);
        return;
    }
    QStringList lines;
    bool well = true;
    for (const jobs::TargetDay &day : *days) {
        well = well && day.result && !day.result->error;
        lines << day.target.name + u": "_s + deliveredLine(day);
    }
    //: %1: days, %2: "Team A: delivered; Team B: refused: …"
    const QString text = tr("%1 – %2", "what became of a delivery").arg(sending.span().title(), lines.join(u"; "_s));
    constexpr int readSeconds = 20;
    if (!lines.isEmpty())
        m_messages->show(well ? MessageBar::Kind::Done : MessageBar::Kind::Problem, text, {}, well ? readSeconds : 0);
}

} // namespace rijian::ui
