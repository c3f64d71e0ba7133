#include "ui/window/mainwindow.h"

#include "models/commitsmodel.h"
#include "models/jobsmodel.h"
#include "models/repositoriesmodel.h"
#include "ui/actions.h"
#include "ui/card/cardview.h"
#include "ui/commits/committable.h"
#include "ui/commits/filterbar.h"
#include "ui/commits/searchbar.h"
#include "ui/day/daybar.h"
#include "ui/diff/diffpane.h"
#include "ui/emptystate.h"
#include "ui/jobs/jobsdock.h"
#include "ui/messagebar.h"
#include "ui/panel/repositorypanel.h"
#include "ui/theme.h"
#include "ui/window/delivercontroller.h"
#include "ui/window/exporter.h"
#include "ui/window/historycontroller.h"
#include "ui/window/modelcontroller.h"
#include "ui/window/modelstatus.h"
#include "ui/window/reader.h"
#include "ui/window/reportimporter.h"
#include "ui/window/rulecontroller.h"
#include "ui/window/triagecontroller.h"
#include "ui/window/welcomepage.h"

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QDataStream>
#include <QDir>
#include <QFontDatabase>
#include <QIODevice>
#include <QDragEnterEvent>
#include <QLabel>
#include <QMimeData>
#include <QMenu>
#include <QMenuBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>
#include <QStyle>
#include <QToolBar>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

constexpr int layoutSettles = 1'000; // milliseconds: a splitter that is dragged is one change

} // namespace

MainWindow::MainWindow(jobs::Workspace &workspace, QWidget *parent)
    : QMainWindow(parent)
    , m_workspace(workspace)
    , m_actions(new Actions(this))
    , m_repositories(new models::RepositoriesModel(this))
    , m_commits(new models::CommitsModel(this))
    , m_jobsModel(new models::JobsModel(this))
{
    setObjectName(u"mainWindow"_s);
    setWindowTitle(tr("Rijian"));
    resize(1440, 900);
    setAcceptDrops(true);
    makeContent();
    makeToolBar();
    makeMenus();
    makeStatusBar();
    m_exporter = new Exporter(workspace, m_messages, this);
    connect(new DeliverController(workspace, m_messages, *m_actions, this), &DeliverController::settingsWanted, this, &MainWindow::openTargets);
    m_importer = new ReportImporter(workspace, m_messages, this);
    connect(m_importer, &ReportImporter::foldersDropped, this, &MainWindow::addRepositories);
    m_triage = new TriageController(workspace, m_table, m_messages, *m_actions, this);
    new RuleController(workspace, m_table, m_messages, *m_actions, this);
    auto *history = new HistoryController(workspace, *m_actions, this);
    connect(history, &HistoryController::dayWanted, this, &MainWindow::showDay);
    m_model = new ModelController(workspace, m_messages, this);
    m_reader = new Reader(workspace, m_diff, m_card, this);
    m_jobsReload.setSingleShot(true);
    m_jobsReload.setInterval(120);
    connect(&m_jobsReload, &QTimer::timeout, this, &MainWindow::refreshJobs);
    m_layoutSave.setSingleShot(true);
    m_layoutSave.setInterval(layoutSettles);
    connect(&m_layoutSave, &QTimer::timeout, this, &MainWindow::keepLayout);
    for (QSplitter *splitter : {m_outer, m_inner, m_reading})
        connect(splitter, &QSplitter::splitterMoved, this, &MainWindow::keepLayoutSoon);
    connect(m_diff, &DiffPane::stateToSave, this, &MainWindow::keepLayoutSoon);
    connectWorkspace();
    connectDays();
    connectPanel();
    connectCommits();
    connectActions();
    connectReading();
    m_opening->show(u"view-refresh"_s, tr("Opening…"));
    m_card->prepare();
}

MainWindow::~MainWindow() = default;

void MainWindow::makeContent()
{
    m_messages = new MessageBar(this);
    m_panel = new RepositoryPanel(m_repositories, *m_actions, this);
    m_filter = new FilterBar(m_commits, this);
    m_search = new SearchBar(this);
    m_table = new CommitTable(m_commits, this);
    m_empty = new EmptyState(this);
    m_tablePages = new QStackedWidget(this);
    m_tablePages->addWidget(m_table);
    m_tablePages->addWidget(m_empty);
    m_diff = new DiffPane(this);
    m_card = new CardView(this);
    auto *upper = new QWidget(this);
    auto *upperLayout = new QVBoxLayout(upper);
    upperLayout->setContentsMargins(0, 0, 0, 0);
    upperLayout->setSpacing(0);
    upperLayout->addWidget(m_search);
    upperLayout->addWidget(m_filter);
    upperLayout->addWidget(m_tablePages, 1);
    const auto split = [this](Qt::Orientation orientation, QWidget *first, QWidget *second) {
        auto *splitter = new QSplitter(orientation, this);
        splitter->setChildrenCollapsible(false);
        splitter->setHandleWidth(4);
        splitter->addWidget(first);
        splitter->addWidget(second);
        return splitter;
    };
    m_reading = split(Qt::Horizontal, m_diff, m_card);
    m_inner = split(Qt::Vertical, upper, m_reading);
    m_outer = split(Qt::Horizontal, m_panel, m_inner);
    m_outer->setSizes({260, 1180});
    m_inner->setSizes({330, 520});
    m_reading->setSizes({740, 440});
    m_outer->setStretchFactor(1, 1);
    m_reading->setStretchFactor(0, 1);
    m_opening = new EmptyState(this);
    m_welcome = new WelcomePage(this);
    m_pages = new QStackedWidget(this);
    for (QWidget *page : {static_cast<QWidget *>(m_opening), static_cast<QWidget *>(m_welcome), static_cast<QWidget *>(m_outer)})
        m_pages->addWidget(page);
    auto *central = new QWidget(this);
    auto *layout = new QVBoxLayout(central);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_messages);
    layout->addWidget(m_pages, 1);
    setCentralWidget(central);
    m_jobs = new JobsDock(m_jobsModel, m_workspace.scheduler(), this);
    addDockWidget(Qt::BottomDockWidgetArea, m_jobs);
    m_jobs->hide();
}

void MainWindow::makeToolBar()
{
    QToolBar *bar = addToolBar(tr("Main Tool Bar"));
    bar->setObjectName(u"mainToolBar"_s);
    bar->setMovable(false);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_days = new DayBar(bar);
    bar->addWidget(m_days);
    bar->addSeparator();
    bar->addAction((*m_actions)[Do::Fetch]);
    bar->addAction((*m_actions)[Do::Analyze]);
    auto *more = new QMenu(this);
    for (const Do id : {Do::ExportAs, Do::ExportSelected, Do::CopyReport, Do::Deliver})
        more->addAction((*m_actions)[id]);
    auto *report = new QToolButton(bar);
    report->setDefaultAction((*m_actions)[Do::Export]);
    report->setMenu(more);
    report->setPopupMode(QToolButton::MenuButtonPopup);
    report->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->addWidget(report);
    auto *space = new QWidget(bar);
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(space);
    bar->addAction((*m_actions)[Do::Settings]);
    if (auto *button = qobject_cast<QToolButton *>(bar->widgetForAction((*m_actions)[Do::Settings])))
        button->setToolButtonStyle(Qt::ToolButtonIconOnly);
}

void MainWindow::makeMenus()
{
    const std::pair<QString, QList<Do>> menus[] = {
        {tr("&Repositories"), {Do::AddRepository, Do::EditRepository, Do::RemoveRepository, Do::Fetch, Do::FetchAll, Do::Analyze, Do::RetryJobs, Do::CancelJobs, Do::Settings, Do::Quit}},
        {tr("&Day"), {Do::PreviousDay, Do::NextDay, Do::Today, Do::History}},
        {tr("&Commits"), {Do::NextCommit, Do::PreviousCommit, Do::NextHigh, Do::PreviousHigh, Do::ScrollOn, Do::SearchAll, Do::Search, Do::Differing, Do::ClearFilter, Do::CopySha, Do::OpenOnWeb}},
        {tr("&Triage"),
         {Do::ShowQueue, Do::ShowFollowUps, Do::QueueMedium, Do::Reviewed, Do::FollowUp, Do::FollowUpBy, Do::Ignored, Do::ToReview, Do::High, Do::Medium, Do::Low, Do::NoOwnImportance, Do::Note, Do::OwnRules, Do::RuleFromCommit, Do::Undo, Do::Redo}},
        {tr("&View"),
         {Do::FindInDiff, Do::NextMatch, Do::PreviousMatch, Do::NextChange, Do::PreviousChange, Do::NextFile, Do::PreviousFile, Do::BlameLine, Do::ComparePictures, Do::FileOnWeb, Do::CopyPatch, Do::SavePatch, Do::ViewedFile, Do::ChangesTable, Do::Reanalyze, Do::AnalyzeWith, Do::NextCard, Do::CompareCards, Do::ShowPrompt, Do::CopyCard, Do::ShowPanel, Do::ShowJobs}},
        {tr("D&iff"),
         {Do::ToggleDiffMode, Do::OneFile, Do::WrapLines, Do::MarkMoves, Do::MoreAbove, Do::MoreBelow, Do::AllLines, Do::AllLinesOfAll, Do::CollapseAll, Do::ExpandAll, Do::ReadOn, Do::GoToMove, Do::ZoomIn, Do::ZoomOut, Do::ZoomBack, Do::TabWidth, Do::DiffOptions}},
        {tr("R&eport"), {Do::Export, Do::ExportAs, Do::ExportSelected, Do::CopyReport, Do::Deliver, Do::Import, Do::ImportFolder}},
        {tr("&Help"), {Do::Keys, Do::About}},
    };
    static const QSet<Do> separated{Do::History, Do::Import, Do::Fetch, Do::Settings, Do::NextHigh, Do::SearchAll, Do::CopySha, Do::Reviewed, Do::High, Do::Note, Do::OwnRules, Do::Undo, Do::MoreAbove, Do::ZoomIn, Do::TabWidth, Do::NextChange, Do::BlameLine, Do::ViewedFile, Do::Reanalyze, Do::ShowPanel};
    for (const auto &[title, ids] : menus) {
        QMenu *menu = menuBar()->addMenu(title);
        for (const Do id : ids) {
            if (separated.contains(id))
                menu->addSeparator();
            if (id == Do::ShowPanel) {
                QMenu *places = menu->addMenu(tr("&Go To"));
                for (const Do place : {Do::FocusPanel, Do::FocusCommits, Do::FocusDiff, Do::FocusCard, Do::FocusFiles})
                    places->addAction((*m_actions)[place]);
            }
            menu->addAction((*m_actions)[id]);
        }
    }
}

void MainWindow::makeStatusBar()
{
    m_jobsButton = new QToolButton(this);
    m_jobsButton->setAutoRaise(true);
    m_jobsButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_jobsButton->setAccessibleName(tr("Jobs"));
    connect(m_jobsButton, &QToolButton::clicked, (*m_actions)[Do::ShowJobs], &QAction::trigger);
    m_selection = new QLabel(this);
    m_selection->setContentsMargins(0, 0, 10, 0);
    statusBar()->addWidget(m_jobsButton);
    auto *model = new ModelStatus(m_workspace, this);
    connect(model, &ModelStatus::settingsWanted, this, [this] { openSettings(true); });
    statusBar()->addPermanentWidget(m_selection);
    statusBar()->addPermanentWidget(model);
    statusBar()->setSizeGripEnabled(false);
    refreshState();
}

void MainWindow::applyFonts()
{
    const Settings &settings = m_workspace.settings();
    QFont text = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    QFont code = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (settings.fontSize > 0) {
        text.setPointSize(settings.fontSize);
        code.setPointSize(settings.fontSize);
    }
    if (!settings.codeFont.isEmpty())
        code.setFamily(settings.codeFont);
    if (text != QApplication::font())
        QApplication::setFont(text);
    m_diff->view()->setCodeFont(code);
}

void MainWindow::restoreLayout()
{
    const Settings &settings = m_workspace.settings();
    if (!settings.windowGeometry.isEmpty())
        restoreGeometry(settings.windowGeometry);
    restoreState(settings.windowState);
    QDataStream stream(settings.splitters);
    for (QSplitter *splitter : {m_outer, m_inner, m_reading}) {
        QByteArray state;
        stream >> state;
        if (stream.status() == QDataStream::Ok && !state.isEmpty())
            splitter->restoreState(state);
    }
    m_table->restoreColumns(settings.columns);
    m_diff->restoreState(settings.diffState);
}

void MainWindow::saveLayout()
{
    leaveList();
    keepLayout();
}

/// Not only at the end, which a crash never comes to.
void MainWindow::keepLayoutSoon()
{
    if (m_begun)
        m_layoutSave.start();
}

void MainWindow::keepLayout()
{
    m_layoutSave.stop();
    Settings settings = m_workspace.settings();
    settings.windowGeometry = saveGeometry();
    settings.windowState = saveState();
    settings.splitters.clear();
    QDataStream stream(&settings.splitters, QIODevice::WriteOnly);
    for (const QSplitter *splitter : {m_outer, m_inner, m_reading})
        stream << splitter->saveState();
    if (!m_daysOrder) // a list's order is not the days'
        settings.columns = m_table->saveColumns();
    settings.diffState = m_diff->saveState();
    m_workspace.setSettings(settings);
}

void MainWindow::begin(const QDate &day)
{
    m_begun = true;
    restoreLayout();
    m_layoutSave.stop(); // it is as it was
    applyFonts();
    const QDate today = QDateTime::currentDateTimeUtc().toTimeZone(m_workspace.zone()).date();
    m_days->setToday(today);
    const QDate shown = day.isValid() ? std::min(day, today) : today;
    showSpan({shown, shown, m_workspace.zone()});
    refreshRepositories();
    refreshJobs();
    showQueueCounts(m_workspace.queueCounts());
    if (!day.isValid())
        m_workspace.neighbour(today.addDays(1), -1).then(this, [this, today](const Result<std::optional<QDate>> &newest) {
            if (newest && *newest && **newest < today && m_workspace.span().first == today)
                showDay(**newest);
        });
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    const bool listed = m_workspace.list() != jobs::Workspace::List::Days;
    if (m_begun)
        saveLayout(); // what runs goes on at the next start: nothing to ask
    if (m_begun && listed)
        showSpan(m_workspace.span()); // the window may be opened again: it is the day's by now, and its rows are the list's
    QMainWindow::closeEvent(event);
}

/// Folders, addresses and reports may be dropped anywhere.
void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (m_begun && event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    QStringList places;
    for (const QUrl &url : event->mimeData()->urls())
        places << (url.isLocalFile() ? url.toLocalFile() : url.toString());
    takeDropped(places);
    event->acceptProposedAction();
}

void MainWindow::takeDropped(const QStringList &places)
{
    QStringList addresses;
    QStringList paths;
    for (const QString &place : places)
        (QDir::isAbsolutePath(place) ? paths : addresses) << place;
    addRepositories(addresses);
    m_importer->drop(paths);
}

void MainWindow::showError(const Error &error)
{
    if (!m_begun) {
        m_opening->show(u"dialog-error"_s, tr("Rijian cannot open its data"), error.message,
                        {{tr("Try Again"), [this] { m_workspace.open(); }}, {tr("Quit"), [] { QApplication::quit(); }}});
        return;
    }
    if (error.kind != ErrorKind::Cancelled)
        m_messages->show(MessageBar::Kind::Problem, error.message);
}

void MainWindow::addRepositories(const QStringList &addresses)
{
    for (const QString &address : addresses) {
        m_workspace.add(address.trimmed()).then(this, [this](const Result<Repository> &added) {
            if (!added)
                m_messages->show(MessageBar::Kind::Problem, added.error().message);
            else
                m_panel->choose({added->id});
        });
    }
}

} // namespace rijian::ui
