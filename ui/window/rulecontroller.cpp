#include "ui/window/rulecontroller.h"

#include "ui/actions.h"
#include "ui/commits/committable.h"
#include "ui/dialogs/ownrulesdialog.h"
#include "ui/messagebar.h"

#include <QAction>

namespace rijian::ui {

RuleController::RuleController(jobs::Workspace &workspace, CommitTable *table, MessageBar *messages, const Actions &actions, QWidget *window)
    : QObject(window)
    , m_workspace(workspace)
    , m_table(table)
    , m_messages(messages)
    , m_window(window)
{
    connect(actions[Do::OwnRules], &QAction::triggered, this, [this] { edit(std::nullopt); });
    connect(actions[Do::RuleFromCommit], &QAction::triggered, this, &RuleController::fromCommit);
}

void RuleController::edit(const std::optional<OwnRule> &start)
{
    m_workspace.ownRules().then(this, [this, start](const Result<QList<OwnRule>> &rules) {
        if (!rules)
            return m_messages->show(MessageBar::Kind::Problem, rules.error().message);
        auto *dialog = new OwnRulesDialog(*rules, m_workspace.names().values(), m_workspace.settings().queueDays,
                                          [this](const OwnRule &rule) { return m_workspace.countOwnRule(rule); }, m_window);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        if (start)
            dialog->addRule(*start);
        connect(dialog, &QDialog::accepted, this, [this, dialog, before = *rules] { save(before, dialog->rules()); });
        dialog->open();
    });
}

void RuleController::save(const QList<OwnRule> &before, const QList<OwnRule> &rules)
{
    if (rules == before)
        return;
    m_workspace.saveOwnRules(rules).then(this, [this, before, rules](const Result<void> &saved) {
        if (!saved)
            return m_messages->show(MessageBar::Kind::Problem, saved.error().message);
        m_messages->show(MessageBar::Kind::Done, tr("Your rules are applied to all commits."), {{tr("Undo"), [this, before, rules] { save(rules, before); }}}, 8);
    });
}

/// Its author and repository to begin with: what to leave out is quickly seen.
void RuleController::fromCommit()
{
    if (const auto commit = m_table->currentCommit())
        edit(OwnRule{.repository = repositoryPattern(m_workspace.names().value(commit->repository)), .author = authorPattern(commit->author.name, commit->author.email), .effect = OwnRule::Effect::AtMost, .level = Importance::Low});
}

} // namespace rijian::ui
