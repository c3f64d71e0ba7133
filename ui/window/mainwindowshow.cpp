// The part of MainWindow that shows what the workspace has: repositories, days, rows, jobs, and the states between.

#include "core/text.h"
#include "models/commitsmodel.h"
#include "models/jobsmodel.h"
#include "models/repositoriesmodel.h"
#include "ui/actions.h"
#include "ui/card/cardview.h"
#include "ui/commits/committable.h"
#include "ui/commits/filterbar.h"
#include "ui/day/daybar.h"
#include "ui/emptystate.h"
#include "ui/messagebar.h"
#include "ui/panel/repositorypanel.h"
#include "ui/theme.h"
#include "ui/window/mainwindow.h"
#include "ui/window/reader.h"
#include "ui/window/triagecontroller.h"
#include "ui/window/welcomepage.h"

#include <QAction>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLocale>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace rijian::ui {

void MainWindow::connectWorkspace()
{
    connect(&m_workspace, &jobs::Workspace::failed, this, &MainWindow::showError);
    connect(&m_workspace, &jobs::Workspace::repositoriesChanged, this, &MainWindow::refreshRepositories);
    connect(&m_workspace, &jobs::Workspace::queueChanged, this, &MainWindow::showQueueCounts);
    connect(&m_workspace, &jobs::Workspace::dayChanged, this, [this](const QDate &today) {
        m_days->setToday(today);
        if (m_workspace.list() == jobs::Workspace::List::Queue)
            m_commits->setList(models::TriageList::Open, today);
    });
    connect(&m_workspace, &jobs::Workspace::countsChanged, m_repositories, &models::RepositoriesModel::setCounts);
    connect(&m_workspace, &jobs::Workspace::rowsLoaded, this, [this](const QList<CommitRow> &rows) { m_commits->setRows(rows, m_workspace.names()); });
    connect(&m_workspace, &jobs::Workspace::rowsUpdated, m_commits, &models::CommitsModel::updateRows);
    connect(&m_workspace, &jobs::Workspace::rowsUpdated, this, [this](const QList<CommitRow> &rows) {
        const auto &current = m_reader->current();
        if (current && std::ranges::any_of(rows, [&](const CommitRow &row) { return row.sha == current->sha; }))
            m_reader->reloadCard();
    });
    connect(&m_workspace, &jobs::Workspace::settingsChanged, this, [this] {
        applyFonts();
        m_repositories->setShareAll(m_workspace.settings().shareAll);
        if (m_workspace.span().zone != m_workspace.zone())
            showSpan({m_workspace.span().first, m_workspace.span().last, m_workspace.zone()});
    });
    jobs::Scheduler &scheduler = m_workspace.scheduler();
    connect(&scheduler, &jobs::Scheduler::changed, this, [this] {
        if (!m_jobsReload.isActive())
            m_jobsReload.start();
    });
    connect(&scheduler, &jobs::Scheduler::progressed, this, [this](const jobs::JobProgress &progress) {
        m_repositories->setProgress(progress);
        m_jobsModel->setProgress(progress);
    });
    connect(&scheduler, &jobs::Scheduler::ended, this, [this](const jobs::JobEnd &end) {
        m_repositories->endProgress(end.job.repository);
    });
    connect(&scheduler, &jobs::Scheduler::noticed, this, [this](qint64 repository, const QString &notice) {
        m_messages->show(MessageBar::Kind::Notice, oneLine(m_workspace.names().value(repository)) + u": "_s + notice, {}, 12);
    });
}

void MainWindow::refreshRepositories()
{
    m_repositories->setRepositories(m_workspace.repositories());
    m_repositories->setShareAll(m_workspace.settings().shareAll);
    m_jobsModel->setNames(m_workspace.names());
    if (!m_begun)
        return;
    const bool none = m_workspace.repositories().isEmpty();
    m_pages->setCurrentWidget(none ? static_cast<QWidget *>(m_welcome) : m_outer);
    if (none)
        m_welcome->focusField();
    refreshState();
    showEmptyTable();
}

void MainWindow::refreshJobs()
{
    m_workspace.jobs().then(this, [this](const Result<QList<Job>> &jobs) {
        if (!jobs)
            return;
        m_jobsModel->setJobs(*jobs);
        m_reader->setJobs(*jobs);
        QHash<qint64, int> waiting;
        QSet<qint64> running;
        for (const Job &job : *jobs) {
            if (job.state == JobState::Waiting)
                ++waiting[job.repository];
            if (job.state == JobState::Running)
                running.insert(job.repository);
        }
        m_repositories->setWaiting(waiting);
        refreshState();
        showEmptyTable();
    });
}

/// The status bar's summary of the queue, and which actions make sense.
void MainWindow::refreshState()
{
    const auto summary = m_jobsModel->summary();
    QStringList parts;
    if (summary.running > 0)
        parts << tr("%n running", nullptr, summary.running);
    if (summary.waiting > 0)
        parts << tr("%n waiting", nullptr, summary.waiting);
    if (summary.failed > 0)
        parts << tr("%n failed", nullptr, summary.failed);
    m_jobsButton->setText(parts.isEmpty() ? tr("No jobs") : parts.join(u" · "_s));
    m_jobsButton->setIcon(icon(summary.failed > 0 ? u"dialog-warning"_s : summary.running > 0 ? u"view-refresh"_s : u"dialog-ok-apply"_s));
    const bool any = !m_workspace.repositories().isEmpty();
    for (const Do id : {Do::Fetch, Do::FetchAll, Do::Analyze, Do::Export, Do::ExportAs, Do::CopyReport, Do::Deliver, Do::PreviousDay, Do::NextDay, Do::Today})
        (*m_actions)[id]->setEnabled(any);
    const qsizetype chosen = m_panel->ownRows().size();
    (*m_actions)[Do::EditRepository]->setEnabled(chosen == 1);
    (*m_actions)[Do::RemoveRepository]->setEnabled(chosen > 0);
    (*m_actions)[Do::CancelJobs]->setEnabled(summary.running + summary.waiting > 0);
    (*m_actions)[Do::RetryJobs]->setEnabled(summary.failed > 0);
    (*m_actions)[Do::Differing]->setEnabled(m_workspace.list() == jobs::Workspace::List::Search || m_commits->summary().disagreeing > 0 || m_commits->filter().disagreeing);
    (*m_actions)[Do::ClearFilter]->setEnabled(!m_commits->filter().isEmpty());
    m_days->setEnabled(any);
}

/// What stands in the table's place when it has no rows, and why.
void MainWindow::showEmptyTable()
{
    if (m_commits->rowCount() > 0) {
        m_tablePages->setCurrentWidget(m_table);
        return;
    }
    if (m_workspace.list() != jobs::Workspace::List::Days) {
        showEmptyList();
        return;
    }
    const auto summary = m_jobsModel->summary();
    const QString day = m_workspace.span().title();
    const bool filtered = m_commits->total() > 0;
    QStringList errors;
    qint64 failing = 0;
    bool fetched = false;
    for (const qint64 id : m_workspace.shown()) {
        const Repository *repository = m_workspace.repository(id);
        if (repository && !repository->lastError.isEmpty()) {
            failing = failing == 0 ? id : failing;
            errors << repository->lastError;
        }
        fetched = fetched || (repository && repository->lastFetch.isValid());
    }
    if (filtered) {
        m_empty->show(u"edit-find"_s, tr("No commits on this day match the filters"), {}, {{tr("Clear Filters"), [this] { m_filter->clear(); }}});
    } else if (m_loading) {
        m_empty->show(u"view-refresh"_s, tr("Reading…"));
    } else if (summary.running + summary.waiting > 0) {
        m_empty->show(u"view-refresh"_s, tr("Working on it…"), tr("Commits appear here as soon as the day's history is there."));
    } else if (!errors.isEmpty() && !fetched) {
        m_empty->show(u"dialog-warning"_s, tr("The repository could not be fetched"), errors.first(),
                      {{tr("Try Again"), [this] { m_workspace.fetch(m_workspace.shown()); }},
                       {tr("Edit Repository…"), [this, failing] { editRepository(failing); }}});
    } else {
        m_empty->show(u"view-calendar-day"_s, tr("No commits on %1").arg(day), {},
                      {{tr("Previous Day with Commits"), [this] { goTo(-1); }}, {tr("Fetch"), [this] { m_workspace.fetch(m_workspace.shown()); }}});
    }
    m_tablePages->setCurrentWidget(m_empty);
}

// Days

void MainWindow::connectDays()
{
    connect(m_days, &DayBar::spanChosen, this, &MainWindow::showSpan);
    connect(m_days, &DayBar::previousWanted, this, [this] { goTo(-1); });
    connect(m_days, &DayBar::nextWanted, this, [this] { goTo(1); });
    connect(m_days, &DayBar::todayWanted, (*m_actions)[Do::Today], &QAction::trigger);
    connect(m_days, &DayBar::monthShown, this, [this](const QDate &first, const QDate &last) {
        m_workspace.days(first, last).then(this, [this](const Result<QHash<QDate, CommitCounts>> &days) {
            if (days)
                m_days->setCounts(*days);
        });
    });
}

/// The workspace is asked for others: what comes of those asked for before is not theirs.
void MainWindow::expectRows()
{
    m_loading = true;
    disconnect(m_toFirst);
    m_commits->dropPending();
}

void MainWindow::showSpan(const DaySpan &span)
{
    m_days->setToday(QDateTime::currentDateTimeUtc().toTimeZone(span.zone).date()); // it may be past midnight by now
    m_days->setSpan(span);
    leaveList();
    m_commits->setZone(span.zone, span.first != span.last);
    expectRows();
    m_workspace.show(span, m_begun && !m_workspace.repositories().isEmpty() && m_repositories->rowCount() > 0 ? m_panel->chosen() : m_workspace.allIds());
}

void MainWindow::showDay(const QDate &day)
{
    const QDate today = QDateTime::currentDateTimeUtc().toTimeZone(m_workspace.zone()).date();
    showSpan({std::min(day, today), std::min(day, today), m_workspace.zone()});
}

/// To the nearest day with commits; where none is known, to the calendar's next, which is then listed.
void MainWindow::goTo(int direction)
{
    const DaySpan span = m_workspace.span();
    const QDate from = direction < 0 ? span.first : span.last;
    m_workspace.neighbour(from, direction).then(this, [this, from, direction, span](const Result<std::optional<QDate>> &found) {
        if (span != m_workspace.span())
            return;
        const QDate today = QDateTime::currentDateTimeUtc().toTimeZone(m_workspace.zone()).date();
        const QDate day = found && *found ? **found : from.addDays(direction);
        if (day <= today)
            showDay(day);
    });
}

// Panel

void MainWindow::connectPanel()
{
    connect(m_panel, &RepositoryPanel::chosenChanged, this, &MainWindow::showChosen);
    connect(m_panel->view()->selectionModel(), &QItemSelectionModel::selectionChanged, this, &MainWindow::refreshState);
    connect(m_panel, &RepositoryPanel::groupWanted, this, &MainWindow::regroup);
    connect(m_panel, &RepositoryPanel::shareWanted, this, &MainWindow::share);
    connect(m_panel, &RepositoryPanel::renameGroupWanted, this, &MainWindow::renameGroup);
    connect(m_repositories, &models::RepositoriesModel::dropped, this, &MainWindow::takeDropped);
    connect(m_repositories, &models::RepositoriesModel::arranged, this, [this](const QList<models::RepositoriesModel::Place> &places) {
        QList<storage::RepositoryStore::Place> wanted;
        for (const auto &place : places)
            wanted.append({place.id, place.group});
        m_workspace.arrange(wanted);
    });
    connect(m_welcome, &WelcomePage::addressesEntered, this, &MainWindow::addRepositories);
}

void MainWindow::showChosen(const QList<qint64> &ids)
{
    if (!m_begun || !m_workspace.span().first.isValid())
        return;
    const bool back = m_workspace.list() != jobs::Workspace::List::Days;
    leaveList();
    m_table->setSeveralRepositories(ids.size() > 1);
    if (ids == m_workspace.shown() && !back)
        return;
    expectRows();
    m_workspace.show(m_workspace.span(), ids);
}

// Commits

void MainWindow::connectCommits()
{
    connect(m_commits, &models::CommitsModel::loaded, this, [this] { m_loading = false; });
    connect(m_commits, &models::CommitsModel::arranged, this, [this] {
        showEmptyTable();
        refreshState();
    });
    connect(m_commits, &models::CommitsModel::loaded, this, &MainWindow::showEmptyTable);
    connect(m_table, &CommitTable::currentCommitChanged, m_reader, &Reader::show);
    connect(m_table, &CommitTable::selectionCountChanged, this, [this](int count) {
        m_selection->setText(count > 1 ? tr("%1 of %n commit(s) selected", nullptr, m_commits->rowCount()).arg(count) : tr("%n commit(s)", nullptr, m_commits->rowCount()));
        (*m_actions)[Do::ExportSelected]->setEnabled(count > 0);
    });
    connectSearch();
    connect(m_table, &CommitTable::menuWanted, this, &MainWindow::showCommitMenu);
    connect(m_filter, &FilterBar::left, m_table, [this] { m_table->setFocus(); });
    connect(m_triage, &TriageController::commitWanted, this, &MainWindow::showCommit);
    connect(m_reader, &Reader::commitWanted, this, &MainWindow::showCommit);
}

/// A commit that may be on another day, or of a repository that is not chosen, or hidden by the filter.
void MainWindow::showCommit(const CommitRow &commit)
{
    const QTimeZone zone = m_workspace.zone();
    const QDate day = QDateTime::fromSecsSinceEpoch(commit.committerTime.seconds, zone).date();
    if (m_commits->rowOf(commit.repository, commit.sha) < 0 && !m_commits->filter().isEmpty())
        m_filter->clear();
    const bool listed = m_workspace.list() == jobs::Workspace::List::Days || m_commits->lists(commit.repository, commit.sha); // the filter goes in a moment
    if (!listed)
        leaveList(); // the panel's selection of before is back
    const bool ofDays = m_workspace.list() == jobs::Workspace::List::Days || !listed;
    if (ofDays && !m_panel->chosen().contains(commit.repository))
        m_panel->choose({commit.repository});
    m_table->choose({commit.repository, commit.sha});
    if (ofDays && (!listed || day < m_workspace.span().first || day > m_workspace.span().last))
        showDay(day);
    m_table->setFocus();
}

} // namespace rijian::ui
