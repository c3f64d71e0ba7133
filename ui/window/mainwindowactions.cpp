// The part of MainWindow that says what each action does.

#include "core/text.h"
#include "git/weblink.h"
#include "models/commitsmodel.h"
#include "models/jobsmodel.h"
#include "models/repositoriesmodel.h"
#include "ui/actions.h"
#include "ui/card/cardview.h"
#include "ui/commits/committable.h"
#include "ui/commits/filterbar.h"
#include "ui/dialogs/aboutdialog.h"
#include "ui/dialogs/adddialog.h"
#include "ui/dialogs/deliverdialog.h"
#include "ui/dialogs/keysdialog.h"
#include "ui/dialogs/repositorydialog.h"
#include "ui/dialogs/settingsdialog.h"
#include "ui/diff/changesdialog.h"
#include "ui/diff/diffpane.h"
#include "ui/diff/diffview.h"
#include "ui/diff/findbar.h"
#include "ui/jobs/jobsdock.h"
#include "ui/messagebar.h"
#include "ui/panel/repositorypanel.h"
#include "ui/window/blamecontroller.h"
#include "ui/window/exporter.h"
#include "ui/window/mainwindow.h"
#include "ui/window/modelcontroller.h"
#include "ui/window/modelmenu.h"
#include "ui/window/patchcontroller.h"
#include "ui/window/reader.h"
#include "ui/window/reportimporter.h"
#include "ui/window/welcomepage.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QInputDialog>
#include <QMenu>
#include <QStackedWidget>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace rijian::ui {

void MainWindow::connectActions()
{
    const auto on = [this](Do id, auto act) { connect((*m_actions)[id], &QAction::triggered, this, act); };
    on(Do::AddRepository, [this] { askForAddress(); });
    on(Do::EditRepository, [this] {
        if (const QList<qint64> ids = m_panel->ownRows(); ids.size() == 1)
            editRepository(ids.first());
    });
    on(Do::RemoveRepository, [this] { removeChosen(); });
    on(Do::Fetch, [this] { m_workspace.fetch(m_panel->chosen()); });
    on(Do::FetchAll, [this] { m_workspace.fetch(m_workspace.allIds()); });
    on(Do::Analyze, [this] { m_model->analyze(m_panel->chosen()); });
    connect(m_jobs, &JobsDock::retryWanted, m_model, &ModelController::retry);
    connect(m_model, &ModelController::settingsWanted, this, [this] { openSettings(true); });
    on(Do::RetryJobs, [this] { m_model->retry(m_jobsModel->failed()); });
    on(Do::CancelJobs, [this] { m_workspace.scheduler().cancelAll(); });
    on(Do::Export, [this] { m_exporter->exportDay(); });
    on(Do::ExportAs, [this] { m_exporter->exportAs(m_table->selectedCommits(), false); });
    on(Do::ExportSelected, [this] { m_exporter->exportAs(m_table->selectedCommits(), true); });
    on(Do::CopyReport, [this] { m_exporter->copyReport(); });
    on(Do::Import, [this] { m_importer->chooseFiles(); });
    on(Do::ImportFolder, [this] { m_importer->chooseFolder(); });
    on(Do::PreviousDay, [this] { goTo(-1); });
    on(Do::NextDay, [this] { goTo(1); });
    on(Do::Today, [this] { showDay(QDateTime::currentDateTimeUtc().toTimeZone(m_workspace.zone()).date()); });
    on(Do::ShowQueue, [this] { showList(jobs::Workspace::List::Queue); });
    on(Do::ShowFollowUps, [this] { showList(jobs::Workspace::List::FollowUps); });
    (*m_actions)[Do::QueueMedium]->setCheckable(true);
    on(Do::QueueMedium, [this] {
        Settings settings = m_workspace.settings();
        settings.queueLeast = int((*m_actions)[Do::QueueMedium]->isChecked() ? Importance::Medium : Importance::High);
        m_workspace.setSettings(settings);
    });
    on(Do::Search, [this] { m_filter->focusText(); });
    on(Do::Differing, [this] {
        if (m_workspace.list() == jobs::Workspace::List::Search)
            searchDiffering(); // the filter is not in sight there
        else
            m_filter->toggleDiffering();
    });
    on(Do::ClearFilter, [this] { m_filter->clear(); });
    on(Do::NextCommit, [this] { m_table->step(1); });
    on(Do::PreviousCommit, [this] { m_table->step(-1); });
    on(Do::CopySha, [this] {
        if (const auto commit = m_table->currentCommit())
            QApplication::clipboard()->setText(commit->sha);
    });
    on(Do::OpenOnWeb, [this] {
        if (git::isWebPage(m_reader->webAddress()))
            QDesktopServices::openUrl(QUrl(m_reader->webAddress()));
        else
            m_messages->show(MessageBar::Kind::Notice, tr("This repository has no address on the web."), {}, 6);
    });
    on(Do::Reanalyze, [this] {
        if (const auto &commit = m_reader->current())
            m_model->analyzeWith({*commit}, {});
    });
    on(Do::AnalyzeWith, [this] { m_model->chooseModel(m_table->selectedCommits()); });
    on(Do::CompareCards, [this] { m_card->compareAction()->trigger(); });
    on(Do::NextCard, [this] { m_card->showNextCard(); });
    on(Do::ShowPrompt, [this] { m_model->showPrompt(m_reader->current()); });
    on(Do::CopyCard, [this] { m_card->copyAction()->trigger(); });
    on(Do::FocusPanel, [this] { m_panel->view()->setFocus(Qt::ShortcutFocusReason); });
    on(Do::FocusCommits, [this] { m_table->setFocus(Qt::ShortcutFocusReason); });
    on(Do::FocusDiff, [this] { m_diff->view()->setFocus(Qt::ShortcutFocusReason); });
    on(Do::FocusFiles, [this] { m_diff->focusFiles(); });
    on(Do::FocusCard, [this] { m_card->setFocus(Qt::ShortcutFocusReason); });
    on(Do::ShowPanel, [this] { m_panel->setVisible(!m_panel->isVisible()); });
    on(Do::ShowJobs, [this] { m_jobs->setVisible(!m_jobs->isVisible()); });
    on(Do::Settings, [this] { openSettings(); });
    on(Do::Keys, [this] { (new KeysDialog(this))->open(); });
    on(Do::About, [this] { showAbout(this); });
    on(Do::Quit, [this] {
        close();
        QApplication::quit();
    });
}

void MainWindow::connectReading()
{
    const auto on = [this](Do id, auto act) { connect((*m_actions)[id], &QAction::triggered, this, act); };
    on(Do::ToggleDiffMode, [this] { m_diff->setMode(m_diff->view()->mode() == diff::DiffMode::Unified ? diff::DiffMode::SideBySide : diff::DiffMode::Unified); });
    on(Do::ViewedFile, [this] { m_diff->view()->toggleViewed(); });
    on(Do::ChangesTable, [this] { showChanges(); });
    on(Do::ComparePictures, [this] { m_diff->view()->askPictures(); });
    on(Do::FindInDiff, [this] { m_diff->findBar()->open(); });
    on(Do::NextMatch, [this] { m_diff->view()->nextMatch(); });
    on(Do::PreviousMatch, [this] { m_diff->view()->previousMatch(); });
    on(Do::NextChange, [this] { m_diff->goToNextChange(); });
    on(Do::PreviousChange, [this] { m_diff->goToPreviousChange(); });
    on(Do::NextFile, [this] { m_diff->view()->nextFile(); });
    on(Do::PreviousFile, [this] { m_diff->view()->previousFile(); });
    connectLooks();
    on(Do::BlameLine, [this] { m_diff->view()->askBlame(); });
    on(Do::FileOnWeb, [this] {
        const DiffView::LineRef at = m_diff->view()->caretLine();
        Q_EMIT m_diff->view()->webWanted(at.file, at.line);
    });
    on(Do::CopyPatch, [this] { Q_EMIT m_diff->view()->patchWanted(-1, false); });
    on(Do::SavePatch, [this] { Q_EMIT m_diff->view()->patchWanted(-1, true); });
    new PatchController(m_workspace, m_diff, m_reader, m_messages, this);
    connect(new BlameController(m_workspace, m_diff, m_reader, this), &BlameController::commitWanted, this, &MainWindow::showCommit);
    // Space is a button's key, too: it scrolls only where nothing else wants it.
    QAction *scroll = (*m_actions)[Do::ScrollOn];
    removeAction(scroll);
    scroll->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    for (QWidget *widget : {static_cast<QWidget *>(m_table), static_cast<QWidget *>(m_diff->view()), static_cast<QWidget *>(m_card)})
        widget->addAction(scroll);
    on(Do::ScrollOn, [this] { scrollOn(); });
    connect(m_card, &CardView::analyzeRequested, (*m_actions)[Do::Reanalyze], &QAction::trigger);
    connect(m_model, &ModelController::cardsAsked, m_reader, &Reader::expect);
    m_card->setMenuActions({(*m_actions)[Do::CopyCard], (*m_actions)[Do::NextCard], (*m_actions)[Do::CompareCards], (*m_actions)[Do::ShowPrompt],
                            m_model->makeMenu([this] { return m_reader->current() ? QList<CommitRow>{*m_reader->current()} : QList<CommitRow>(); }, this)->menuAction()});
}

/// One window, which follows the diff.
void MainWindow::showChanges()
{
    if (!m_changes)
        m_changes = new ChangesDialog(m_diff->view(), this);
    m_changes->show();
    m_changes->raise();
    m_changes->activateWindow();
}

/// How the diff looks, and how much of the files it shows.
void MainWindow::connectLooks()
{
    DiffView *view = m_diff->view();
    const auto on = [this](Do id, auto act) { connect((*m_actions)[id], &QAction::triggered, this, act); };
    on(Do::OneFile, [this](bool checked) { m_diff->setSingleFile(checked); });
    on(Do::WrapLines, [this](bool checked) { m_diff->setWraps(checked); });
    on(Do::MarkMoves, [view](bool checked) { view->setMarksMoves(checked); });
    on(Do::MoreAbove, [view] { view->openAbove(); });
    on(Do::MoreBelow, [view] { view->openBelow(); });
    on(Do::AllLines, [view] { view->toggleAllLines(); });
    on(Do::AllLinesOfAll, [view] { view->toggleAllLinesOfAll(); });
    on(Do::CollapseAll, [view] { view->setAllCollapsed(true); });
    on(Do::ExpandAll, [view] { view->setAllCollapsed(false); });
    on(Do::ReadOn, [view] { view->readOn(); });
    on(Do::GoToMove, [view] { view->followMove(); });
    on(Do::ZoomIn, [view] { view->zoomIn(); });
    on(Do::ZoomOut, [view] { view->zoomOut(); });
    on(Do::ZoomBack, [view] { view->zoomBack(); });
    on(Do::TabWidth, [this] { m_diff->nextTabWidth(); });
    on(Do::DiffOptions, [this] { m_diff->showOptions(); });
    const auto check = [this, view] {
        (*m_actions)[Do::OneFile]->setChecked(view->singleFile());
        (*m_actions)[Do::WrapLines]->setChecked(view->wraps());
        (*m_actions)[Do::MarkMoves]->setChecked(view->marksMoves());
    };
    for (const Do id : {Do::OneFile, Do::WrapLines, Do::MarkMoves})
        (*m_actions)[id]->setCheckable(true);
    check();
    connect(view, &DiffView::looksChanged, this, check);
    connect(view, &DiffView::told, this, [this](const QString &what) { m_messages->show(MessageBar::Kind::Notice, what, {}, 8); });
}

/// Space: a page further in the diff; at its end, the next commit.
void MainWindow::scrollOn()
{
    if (!m_diff->view()->pageDownOrEnd())
        m_table->step(1);
}

void MainWindow::askForAddress()
{
    if (m_pages->currentWidget() == m_welcome) {
        m_welcome->focusField();
        return;
    }
    auto *dialog = new AddDialog(this);
    connect(dialog, &AddDialog::addressesEntered, this, &MainWindow::addRepositories);
    dialog->open();
}

void MainWindow::removeChosen()
{
    const QList<qint64> ids = m_panel->ownRows();
    if (ids.isEmpty())
        return;
    const Repository *first = m_workspace.repository(ids.first());
    const QString what = ids.size() == 1 && first ? tr("%1 was removed.").arg(oneLine(first->name)) : tr("%n repositories were removed.", nullptr, int(ids.size()));
    m_workspace.remove(ids);
    m_messages->show(MessageBar::Kind::Notice, what, {{tr("Undo"), [this, ids] { m_workspace.restore(ids); }}});
}

void MainWindow::editRepository(qint64 id)
{
    const Repository *repository = m_workspace.repository(id);
    if (!repository)
        return;
    QStringList others;
    for (const Repository &other : m_workspace.repositories()) {
        if (other.id != repository->id)
            others.append(other.name);
    }
    auto *dialog = new RepositoryDialog(*repository, m_repositories->groups(), others, this);
    dialog->setShareAll(m_workspace.settings().shareAll);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, before = *repository] {
        const Repository changed = dialog->repository();
        m_workspace.edit(changed).then(this, [this, before, changed](const Result<void> &done) {
            if (!done)
                m_messages->show(MessageBar::Kind::Problem, done.error().message);
            else if (before.branch != changed.branch)
                m_workspace.fetch({changed.id});
        });
    });
    dialog->open();
}

void MainWindow::regroup(const QList<qint64> &ids, const QString &group)
{
    QList<storage::RepositoryStore::Place> places;
    for (const Repository &repository : m_workspace.repositories())
        places.append({repository.id, ids.contains(repository.id) ? group : repository.group});
    m_workspace.arrange(places);
}

void MainWindow::renameGroup(const QString &group)
{
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setOkButtonText(tr("OK"));
    dialog->setCancelButtonText(tr("Cancel"));
    dialog->setWindowTitle(tr("Rename Group"));
    dialog->setLabelText(tr("Name of the group:"));
    dialog->setTextValue(group);
    connect(dialog, &QInputDialog::textValueSelected, this, [this, group](const QString &name) {
        QList<qint64> ids;
        for (const Repository &repository : m_workspace.repositories()) {
            if (repository.group == group)
                ids.append(repository.id);
        }
        regroup(ids, name.trimmed());
    });
    dialog->open();
}

void MainWindow::share(const QList<qint64> &ids, bool shared)
{
    for (const qint64 id : ids) {
        if (const Repository *repository = m_workspace.repository(id)) {
            Repository changed = *repository;
            changed.shared = shared;
            m_workspace.edit(changed);
        }
    }
}

/// `analysis`: at the page about the model. `parent`: where it is not the window.
SettingsDialog *MainWindow::openSettings(bool analysis, QWidget *parent)
{
    auto *dialog = new SettingsDialog(m_workspace.settings(), parent ? parent : this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setDataFolder(m_workspace.options().dataFolder);
    dialog->setModel(m_workspace.model());
    connect(&m_workspace, &jobs::Workspace::modelChanged, dialog, [this, dialog] { dialog->setModel(m_workspace.model()); });
    connect(dialog, &SettingsDialog::modelTouched, &m_workspace, &jobs::Workspace::reloadModel);
    const auto apply = [this](const Settings &chosen) {
        Settings settings = chosen; // what the window itself remembers is not the dialog's
        const Settings &now = m_workspace.settings();
        settings.windowGeometry = now.windowGeometry;
        settings.windowState = now.windowState;
        settings.splitters = now.splitters;
        settings.columns = now.columns;
        settings.diffState = now.diffState;
        settings.lastDaily = chosen.daily && !now.daily ? QString() : now.lastDaily; // what was not to be done was not missed
        settings.dailyBegun = now.dailyBegun;
        settings.dailyTries = now.dailyTries;
        m_workspace.setSettings(settings);
    };
    connect(dialog, &SettingsDialog::applied, this, apply);
    if (analysis)
        dialog->showPage(SettingsDialog::Page::Analysis);
    dialog->open();
    return dialog;
}

/// Over the dialog that delivers, which then shows what has changed: targets are kept at once, whatever becomes of the settings.
void MainWindow::openTargets(DeliverDialog *dialog)
{
    SettingsDialog *settings = openSettings(false, dialog);
    settings->showPage(SettingsDialog::Page::Schedule);
    connect(settings, &QObject::destroyed, dialog, &DeliverDialog::refresh, Qt::QueuedConnection); // by then all is kept
}

void MainWindow::showCommitMenu(const QPoint &position)
{
    if (!m_table->currentCommit())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const Do id : {Do::Reviewed, Do::FollowUp, Do::FollowUpBy, Do::Ignored, Do::ToReview})
        menu->addAction((*m_actions)[id]);
    QMenu *importance = menu->addMenu(tr("Yo&ur Own Importance"));
    for (const Do id : {Do::High, Do::Medium, Do::Low, Do::NoOwnImportance})
        importance->addAction((*m_actions)[id]);
    menu->addAction((*m_actions)[Do::Note]);
    menu->addAction((*m_actions)[Do::RuleFromCommit]);
    menu->addSeparator();
    menu->addAction((*m_actions)[Do::Reanalyze]);
    menu->addMenu(m_model->makeMenu([this] { return m_table->selectedCommits(); }, menu));
    for (const Do id : {Do::ShowPrompt, Do::ExportSelected, Do::CopySha, Do::OpenOnWeb})
        menu->addAction((*m_actions)[id]);
    menu->popup(m_table->viewport()->mapToGlobal(position));
}

} // namespace rijian::ui
