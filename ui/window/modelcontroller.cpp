#include "ui/window/modelcontroller.h"

#include "jobs/jobkinds.h"
#include "core/text.h"
#include "ui/dialogs/modeldialog.h"
#include "ui/dialogs/plandialog.h"
#include "ui/dialogs/promptdialog.h"
#include "ui/messagebar.h"
#include "ui/window/modelmenu.h"

#include <QWidget>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

/// A service that has failed for all, other than single answers that could not be read.
bool isOutage(const jobs::JobEnd &end)
{
    return end.failed > 0 && end.error && end.job.state == JobState::Failed && (end.analysed == 0 || end.error->kind != ErrorKind::BadData);
}

} // namespace

ModelController::ModelController(jobs::Workspace &workspace, MessageBar *messages, QWidget *window)
    : QObject(window)
    , m_workspace(workspace)
    , m_messages(messages)
    , m_window(window)
{
    connect(&workspace.scheduler(), &jobs::Scheduler::ended, this, &ModelController::onEnded);
    connect(&workspace, &jobs::Workspace::modelChanged, this, &ModelController::onModelChanged);
    connect(&workspace, &jobs::Workspace::repositoriesChanged, this, &ModelController::onRepositoriesChanged);
}

void ModelController::afresh(std::function<void()> act)
{
    const bool out = !std::exchange(m_failed, {}).isEmpty(); // and the user is told anew
    if (!out || !m_workspace.options().models) {
        act();
        return;
    }
    connect(&m_workspace, &jobs::Workspace::modelChanged, this, std::move(act), Qt::ConnectionType(Qt::AutoConnection | Qt::SingleShotConnection));
    m_workspace.reloadModel();
}

void ModelController::analyze(const QList<qint64> &repositories)
{
    afresh([this, repositories, span = m_workspace.span()] {
        if (span != m_workspace.span()) // the model was waited for
            m_messages->show(MessageBar::Kind::Notice, tr("Another day is shown by now: nothing was analyzed."), {}, 8);
        else if (m_workspace.settings().confirmPlan && m_workspace.model().state == jobs::ModelInfo::State::Ready)
            ask(repositories);
        else
            m_workspace.analyze(repositories);
    });
}

void ModelController::chooseModel(const QList<CommitRow> &commits)
{
    if (commits.isEmpty())
        return;
    auto *dialog = new ModelDialog(m_workspace.settings(), int(commits.size()), SecretStore(), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ModelDialog::chosen, this, [this, commits](const QJsonObject &model) { analyzeWith(commits, model); });
    dialog->open();
}

void ModelController::analyzeWith(const QList<CommitRow> &commits, const QJsonObject &model)
{
    QList<jobs::CommitKey> keys;
    for (const CommitRow &commit : commits)
        keys.append({commit.repository, commit.sha});
    if (keys.isEmpty())
        return;
    Q_EMIT cardsAsked(keys);
    afresh([this, keys, model] { m_workspace.analyzeCommits(keys, model); });
}

ModelMenu *ModelController::makeMenu(std::function<QList<CommitRow>()> commits, QWidget *parent)
{
    auto *menu = new ModelMenu([this] { return m_workspace.settings(); }, parent);
    connect(menu, &ModelMenu::chosen, this, [this, commits](const QJsonObject &model) { analyzeWith(commits(), model); });
    connect(menu, &ModelMenu::otherWanted, this, [this, commits] { chooseModel(commits()); });
    return menu;
}

void ModelController::showPrompt(const std::optional<CommitRow> &commit)
{
    if (!commit)
        return;
    auto *dialog = new PromptDialog(commit->sha.first(std::min<qsizetype>(commit->sha.size(), 10)), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_workspace.promptText({commit->repository, commit->sha}).then(dialog, [dialog](const Result<QString> &prompt) { dialog->showPrompt(prompt); });
    dialog->open();
}

void ModelController::ask(const QList<qint64> &repositories)
{
    if (m_dialog)
        m_dialog->close();
    m_asked = repositories;
    m_sharing.clear();
    m_dialog = new PlanDialog(m_workspace.model().model, m_workspace.span().title(), m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &PlanDialog::analyzeWanted, this, [this](bool again) {
        if (m_dialog->isLast()) {
            Settings settings = m_workspace.settings();
            settings.confirmPlan = false;
            m_workspace.setSettings(settings);
        }
        m_workspace.analyze(m_asked, again);
    });
    connect(m_dialog, &PlanDialog::againWanted, this, [this] { estimate(true); });
    connect(m_dialog, &PlanDialog::shareWanted, this, &ModelController::share);
    m_dialog->open();
    estimate(false);
}

void ModelController::estimate(bool again)
{
    m_dialog->showEstimating();
    const quint64 number = ++m_estimate;
    m_workspace.plan(m_asked, again).then(m_dialog, [this, number, again](const Result<jobs::ModelPlan> &plan) {
        if (number != m_estimate)
            return;
        if (!plan) {
            m_dialog->showFailure(plan.error().message);
            return;
        }
        QList<PlanDialog::Unshared> unshared;
        for (const qint64 id : std::as_const(m_asked)) {
            const Repository *repository = m_workspace.repository(id);
            if (repository && plan->unshared.contains(repository->name))
                unshared.append({id, repository->name});
        }
        m_dialog->showPlan(*plan, unshared, again);
    });
}

void ModelController::onRepositoriesChanged()
{
    const auto waits = [this](qint64 id) {
        const Repository *repository = m_workspace.repository(id);
        return repository && !repository->shared;
    };
    if (!m_dialog || m_sharing.isEmpty() || std::ranges::any_of(m_sharing, waits))
        return;
    m_sharing.clear();
    estimate(m_dialog->again());
}

/// The plan follows when the repositories have been read anew.
void ModelController::share(const QList<qint64> &repositories)
{
    m_sharing = repositories;
    m_dialog->showEstimating();
    for (const qint64 id : repositories) {
        const Repository *repository = m_workspace.repository(id);
        if (!repository)
            continue;
        Repository changed = *repository;
        changed.shared = true;
        m_workspace.edit(changed).then(m_dialog, [this](const Result<void> &done) {
            if (done)
                return;
            m_sharing.clear();
            m_dialog->showFailure(done.error().message);
        });
    }
}

bool ModelController::asksModel(qint64 repository) const
{
    const Repository *known = m_workspace.repository(repository);
    return m_workspace.model().state == jobs::ModelInfo::State::Ready && known && (known->shared || m_workspace.settings().shareAll);
}

void ModelController::onEnded(const jobs::JobEnd &end)
{
    if (end.job.kind != jobs::analyzeKind)
        return;
    if (end.analysed > 0 && end.failed == 0 && !jobs::isByRules(end.job) && asksModel(end.job.repository))
        m_failed.clear(); // it is over: the next one is told
    if (!isOutage(end))
        return;
    const bool told = !m_failed.isEmpty();
    m_failed.append(end.job.id);
    if (told)
        return;
    m_messages->show(MessageBar::Kind::Problem, end.error->message,
                     {{tr("Settings…"), [this] { Q_EMIT settingsWanted(); }}, {tr("Retry"), [this] { retry(std::exchange(m_failed, {})); }}});
}

void ModelController::retry(const QList<qint64> &jobs)
{
    if (!m_workspace.options().models) {
        m_workspace.scheduler().retry(jobs);
        return;
    }
    m_retrying += jobs;
    m_workspace.reloadModel();
}

/// An outage that comes after this is another one.
void ModelController::onModelChanged()
{
    if (!m_retrying.isEmpty())
        m_workspace.scheduler().retry(std::exchange(m_retrying, {}));
    else
        m_failed.clear();
}

} // namespace rijian::ui
