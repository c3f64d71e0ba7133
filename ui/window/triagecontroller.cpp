#include "ui/window/triagecontroller.h"

#include "models/commitsmodel.h"
#include "models/words.h"
#include "ui/actions.h"
#include "ui/commits/committable.h"
#include "ui/dialogs/followupdialog.h"
#include "ui/messagebar.h"

#include <QAction>
#include <QInputDialog>
#include <QShortcut>

using namespace Qt::StringLiterals;

namespace rijian::ui {

TriageController::TriageController(jobs::Workspace &workspace, CommitTable *table, MessageBar *messages, const Actions &actions, QWidget *window)
    : QObject(window)
    , m_workspace(workspace)
    , m_table(table)
    , m_messages(messages)
    , m_window(window)
{
    const std::pair<Do, TriageState> states[] = {
        {Do::Reviewed, TriageState::Seen}, {Do::FollowUp, TriageState::FollowUp}, {Do::Ignored, TriageState::Ignored}, {Do::ToReview, TriageState::Unseen}};
    for (const auto &[id, state] : states)
        connect(actions[id], &QAction::triggered, this, [this, state] { setState(state, models::stateLabel(state)); });
    const std::pair<Do, Importance> levels[] = {
        {Do::High, Importance::High}, {Do::Medium, Importance::Medium}, {Do::Low, Importance::Low}, {Do::NoOwnImportance, Importance::Unknown}};
    for (const auto &[id, importance] : levels)
        connect(actions[id], &QAction::triggered, this, [this, importance] { setImportance(importance); });
    connect(actions[Do::Note], &QAction::triggered, this, &TriageController::editNote);
    connect(actions[Do::NextHigh], &QAction::triggered, this, [this] { nextHigh(1); });
    connect(actions[Do::PreviousHigh], &QAction::triggered, this, [this] { nextHigh(-1); });
    QUndoStack &undo = workspace.undoStack();
    connect(actions[Do::Undo], &QAction::triggered, this, [this, &undo] { goTo([&undo] { undo.undo(); }); });
    connect(actions[Do::Redo], &QAction::triggered, this, [this, &undo] { goTo([&undo] { undo.redo(); }); });
    connect(actions[Do::FollowUpBy], &QAction::triggered, this, &TriageController::followUpBy);
    const auto enable = [&undo, &actions] {
        actions[Do::Undo]->setEnabled(undo.canUndo());
        actions[Do::Redo]->setEnabled(undo.canRedo());
    };
    connect(&undo, &QUndoStack::indexChanged, this, enable);
    enable();
}

void TriageController::setState(TriageState state, const QString &what)
{
    const QList<CommitRow> rows = m_table->selectedCommits();
    if (rows.isEmpty())
        return;
    const quint64 decision = m_workspace.triage(rows, [state](Triage &triage) {
        triage.state = state;
        if (state != TriageState::FollowUp)
            triage.due = {}; // else it would be overdue whenever it is followed up again
    }, what);
    if (rows.size() > 1)
        m_messages->show(MessageBar::Kind::Done, tr("%n commit(s): %1.", nullptr, int(rows.size())).arg(what),
                         {{tr("Undo"), [this, decision] { m_workspace.takeBack(decision); }}}, 8);
    if (state != TriageState::Unseen)
        stepOn(int(rows.size()));
}

/// One key deals with one commit, and the next appears.
void TriageController::stepOn(int selected)
{
    if (selected == 1)
        m_table->step(1);
}

/// Does something to commits and makes the first of them current.
void TriageController::goTo(const std::function<void()> &change)
{
    QList<CommitRow> changed;
    const auto watch = connect(&m_workspace, &jobs::Workspace::rowsUpdated, this, [&changed](const QList<CommitRow> &rows) { changed = rows; });
    change();
    disconnect(watch);
    if (changed.isEmpty())
        return;
    const jobs::CommitKey key{changed.first().repository, changed.first().sha};
    if (m_workspace.list() == jobs::Workspace::List::Days && !m_table->shows(key))
        Q_EMIT commitWanted(changed.first());
    else
        m_table->choose(key);
}

void TriageController::followUpBy()
{
    const QList<CommitRow> rows = m_table->selectedCommits();
    if (rows.isEmpty())
        return;
    auto *dialog = new FollowUpDialog(rows, m_workspace.queueRange().today, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, rows] {
        m_workspace.triage(m_table->current(rows), [due = dialog->due(), note = dialog->note()](Triage &triage) {
            triage.state = TriageState::FollowUp;
            triage.due = due;
            triage.note = note.value_or(triage.note);
        }, models::stateLabel(TriageState::FollowUp));
        stepOn(int(rows.size()));
    });
    dialog->open();
}

void TriageController::setImportance(Importance importance)
{
    const QString what = importance == Importance::Unknown ? tr("Importance as on the card") : tr("Importance: %1").arg(models::importanceLabel(importance));
    m_workspace.triage(m_table->selectedCommits(), [importance](Triage &triage) { triage.importance = importance; }, what);
}

void TriageController::editNote()
{
    const QList<CommitRow> rows = m_table->selectedCommits();
    if (rows.isEmpty())
        return;
    auto *dialog = new QInputDialog(m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setOkButtonText(tr("OK"));
    dialog->setCancelButtonText(tr("Cancel"));
    dialog->setWindowTitle(tr("Note"));
    dialog->setOption(QInputDialog::UsePlainTextEditForTextInput);
    const QString before = noteOfAll(rows);
    const bool same = std::ranges::all_of(rows, [&](const CommitRow &row) { return row.triage.note == before; });
    dialog->setLabelText(rows.size() == 1 ? tr("Your note on this commit:")
                         : same           ? tr("Your note on %n commit(s):", nullptr, int(rows.size()))
                                          : tr("Your note on %n commit(s), in place of those that they have:", nullptr, int(rows.size())));
    dialog->setTextValue(before);
    dialog->resize(460, 240);
    connect(dialog, &QInputDialog::textValueSelected, this, [this, rows, before](const QString &note) {
        if (note == before)
            return; // each keeps its own
        m_workspace.triage(m_table->current(rows), [note](Triage &triage) { triage.note = note.trimmed(); }, tr("Note"));
    });
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter}) // Return alone is a new line
        new QShortcut(Qt::CTRL | key, dialog, dialog, &QDialog::accept);
    dialog->open();
}

void TriageController::nextHigh(int direction)
{
    const auto current = m_table->currentCommit();
    m_workspace.highToReview(std::min(m_workspace.queueRange().since, m_workspace.span().beginSeconds())).then(this, [this, direction, current](const Result<QList<CommitRow>> &rows) {
        if (!rows || rows->isEmpty()) {
            m_messages->show(MessageBar::Kind::Done, tr("Nothing of high importance is left to review."), {}, 6);
            return;
        }
        // Newest first, around the end. The current one may be in the list, or have been dealt with.
        const auto place = [&] { return current ? std::ranges::find_if(*rows, [&](const CommitRow &row) { return row.sha == current->sha && row.repository == current->repository; }) : rows->end(); }();
        const auto older = std::ranges::find_if(*rows, [&](const CommitRow &row) { return current && row.committerTime.seconds < current->committerTime.seconds; });
        qsizetype at = 0;
        if (place != rows->end())
            at = place - rows->begin() + direction;
        else if (current)
            at = older - rows->begin() - (direction > 0 ? 0 : 1);
        if (at >= rows->size())
            at = 0;
        if (at < 0)
            at = rows->size() - 1;
        Q_EMIT commitWanted(rows->at(at));
    });
}

} // namespace rijian::ui
