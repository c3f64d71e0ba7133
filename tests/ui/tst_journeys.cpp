// The three users' ways through the window, from start to end, with a real git server, real workers and the real browser engine:
// add a repository and read its day; export it with one click; triage what is high. And what goes wrong on the way.

#include "git/workerbackend.h"
#include "models/commitsmodel.h"
#include "models/jobsmodel.h"
#include "models/repositoriesmodel.h"
#include "storage/jobstore.h"
#include "storage/overviewstore.h"
#include "storage/settingsstore.h"
#include "support/blockwatch.h"
#include "support/damage.h"
#include "support/githttpserver.h"
#include "support/outcome.h"
#include "support/testrepository.h"
#include "support/uitest.h"
#include "ui/actions.h"
#include "ui/card/cardview.h"
#include "ui/commits/committable.h"
#include "ui/commits/filterbar.h"
#include "ui/day/daybar.h"
#include "ui/dialogs/addressfield.h"
#include "ui/diff/changesdialog.h"
#include "ui/diff/diffpane.h"
#include "ui/diff/diffview.h"
#include "ui/emptystate.h"
#include "ui/messagebar.h"
#include "ui/panel/repositorypanel.h"
#include "ui/window/mainwindow.h"

#include <QAction>
#include <QClipboard>
#include <QDragEnterEvent>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QMimeData>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTreeView>
#include <QtConcurrentRun>

#include <algorithm>
#include <array>
#include <csignal>

using namespace rijian;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

namespace {

const QDate theDate(2026, 1, 7);
const DaySpan theDay{theDate, theDate, defaultTimeZone()};
constexpr qint64 noon = 1'767'758'400; // of that day
constexpr int patience = 30'000;
// What a user does not feel; while the first browser view comes up, twice that. Beside it stands what a virtual screen without a graphics card takes for pictures.
constexpr std::chrono::milliseconds calm(50), firstView(100);

CommitSpec spec(int i)
{
    static const char *const subjects[] = {"fix(security): check the token of every request", "feat: add a cache for prompts", "docs: explain the cache",
                                           "ci: run the tests twice", "refactor: split the scheduler"};
    static const char *const paths[] = {"src/auth/token.py", "src/cache.py", "docs/cache.md", ".github/workflows/test.yml", "src/scheduler.py"};
    CommitSpec commit;
    commit.message = QByteArray(subjects[i % 5]) + " (#" + QByteArray::number(i) + ")\n\nBody of the commit.\n";
    commit.author.seconds = noon + i * 60;
    commit.author.name = i % 2 ? "Ann" : "王小明";
    const QByteArray name = i % 5 == 0 ? QByteArray("check_token") : QByteArray("step_" + QByteArray::number(i));
    commit.writes = {{paths[i % 5], "def " + name + "(value):\n    return value is not " + QByteArray::number(i) + "\n"}};
    return commit;
}

} // namespace

/// Says the longest pause, and fails when a user would have felt it.
#define CALM(watch, limit)                                                                                          \
    do {                                                                                                            \
        const auto longest_ = (watch).longest();                                                                    \
        const auto picture_ = picture();                                                                            \
        qInfo("longest pause: %lld ms, a picture: %lld ms", static_cast<long long>(longest_.count()),               \
              static_cast<long long>(picture_.count()));                                                            \
        QVERIFY2(longest_ < (limit) + picture_, qPrintable(u"blocked for %1 ms"_s.arg(longest_.count())));          \
    } while (false)

class TestJourneys : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<GitHttpServer> m_server;
    std::unique_ptr<TestRepository> m_remote;
    std::unique_ptr<jobs::Workspace> m_workspace;
    std::unique_ptr<ui::MainWindow> m_window;
    std::vector<std::shared_ptr<git::WorkerBackend>> m_workers;
    std::mutex m_workersMutex;
    git::WorkerLimits m_limits;
    ExpectWarning m_noGpu{QRegularExpression(u"Vulkan|GPU vendor"_s), 0}; ///< the browser engine looks for one; a virtual screen has none

    QString data() const { return m_folder->filePath(u"data"_s); }

    void serve(const QString &name = u"one.git"_s, int commits = 15)
    {
        QDir().mkpath(m_folder->filePath(u"served"_s));
        m_remote = std::make_unique<TestRepository>(m_folder->filePath(u"served/"_s + name));
        m_remote->commitMany(commits, [](int i) { return spec(i); });
        if (!m_server)
            m_server = std::make_unique<GitHttpServer>(m_folder->filePath(u"served"_s));
    }

    void openWindow(const QDate &day = theDate)
    {
        jobs::WorkspaceOptions options{.dataFolder = data()};
        options.backend = [this]() -> std::shared_ptr<git::Backend> {
            auto worker = std::make_shared<git::WorkerBackend>(QStringLiteral(RIJIAN_CLI), QProcessEnvironment(), m_limits);
            const std::scoped_lock lock(m_workersMutex);
            m_workers.push_back(worker);
            return worker;
        };
        options.scheduler.hostPauseMin = options.scheduler.hostPauseMax = std::chrono::milliseconds(1);
        options.scheduler.retryPauses = {};
        m_workspace = std::make_unique<jobs::Workspace>(std::move(options));
        m_window = std::make_unique<ui::MainWindow>(*m_workspace);
        QSignalSpy opened(m_workspace.get(), &jobs::Workspace::opened);
        m_workspace->open();
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get(), 30'000));
        m_window->activateWindow(); // there is no window manager here
        QVERIFY(QTest::qWaitForWindowActive(m_window.get(), 30'000));
        QTRY_VERIFY(!opened.isEmpty());
        m_window->begin(day);
    }

    void closeWindow()
    {
        if (m_window)
            m_window->close();
        m_window.reset();
        m_workspace.reset();
        m_workers.clear();
    }

    template<typename T>
    T *find() const { return m_window->findChild<T *>(); }
    ui::CommitTable *table() const { return find<ui::CommitTable>(); }
    models::CommitsModel *commits() const { return find<models::CommitsModel>(); }
    ui::DiffView *diff() const { return find<ui::DiffPane>()->view(); }
    QString message() const { return find<ui::MessageBar>()->isVisible() ? find<ui::MessageBar>()->text() : QString(); }
    /// What painting the whole window and handing it to the screen takes.
    std::chrono::milliseconds picture() const
    {
        std::array<qint64, 5> times{};
        for (qint64 &time : times) {
            QElapsedTimer clock;
            clock.start();
            m_window->repaint();
            time = clock.elapsed();
        }
        std::ranges::sort(times);
        return std::chrono::milliseconds(times[2]);
    }

    /// One key, and what it set going, as the watch over pauses would see a user's.
    void key(int which, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(m_window->focusWidget() ? m_window->focusWidget() : m_window.get(), Qt::Key(which), modifiers);
        QCoreApplication::processEvents();
    }

    void saveSettings(const std::function<void(Settings &)> &change)
    {
        const auto database = storage::Database::open(data());
        VERIFY_OK(database);
        Settings settings = *storage::SettingsStore(**database).load();
        change(settings);
        VERIFY_OK(storage::SettingsStore(**database).save(settings));
    }

    void enterAddress(const QString &address)
    {
        auto *field = find<ui::AddressField>();
        QTRY_VERIFY(field->edit()->hasFocus());
        QTest::keyClicks(field->edit(), address);
        QTest::keyClick(field->edit(), Qt::Key_Return);
    }

    void add(const QString &address)
    {
        m_window->addRepositories({address});
    }

    bool idle()
    {
        const auto database = storage::Database::open(data());
        const auto jobs = database ? storage::JobStore(**database).list() : std::unexpected(database.error());
        return jobs && !jobs->isEmpty() && std::ranges::none_of(*jobs, [](const Job &job) { return job.state == JobState::Waiting || job.state == JobState::Running; });
    }

    QPushButton *button(const QString &text) const
    {
        for (QPushButton *one : m_window->findChildren<QPushButton *>()) {
            if (one->text() == text && one->isVisible())
                return one;
        }
        return nullptr;
    }

    void press(const QString &text)
    {
        QTRY_VERIFY2(button(text), qPrintable(text));
        button(text)->click();
    }

private Q_SLOTS:
    void init()
    {
        cleanup();
        m_folder = std::make_unique<QTemporaryDir>();
    }

    void cleanup()
    {
        closeWindow();
        m_server.reset();
        m_remote.reset();
    }

    void aReviewerReadsTheDay()
    {
        serve();
        openWindow();
        BlockWatch watch;
        enterAddress(m_server->url(u"one.git"_s));
        QTRY_COMPARE_WITH_TIMEOUT(commits()->rowCount(), 15, patience);
        // The first commit is current: its diff and its card appear by themselves.
        QTRY_COMPARE_WITH_TIMEOUT(diff()->state(), ui::DiffView::State::Ready, patience);
        auto *card = find<ui::CardView>();
        QTRY_VERIFY_WITH_TIMEOUT(card->markdown().contains(u"变更摘要"_s), patience);
        QTRY_COMPARE_WITH_TIMEOUT(card->sha(), table()->currentCommit()->sha, patience);
        QTRY_VERIFY_WITH_TIMEOUT(idle(), patience);
        CALM(watch, firstView);
        watch.reset();

        table()->setFocus();
        const QString first = table()->currentCommit()->sha;
        key(Qt::Key_J);
        QVERIFY(table()->currentCommit()->sha != first);
        QTRY_COMPARE_WITH_TIMEOUT(card->sha(), table()->currentCommit()->sha, patience);
        key(Qt::Key_K);
        QCOMPARE(table()->currentCommit()->sha, first);
        key(Qt::Key_S);
        QTRY_COMPARE(diff()->mode(), diff::DiffMode::SideBySide);
        // Space scrolls the diff, and at its end goes on to the next commit.
        QTRY_COMPARE_WITH_TIMEOUT(diff()->state(), ui::DiffView::State::Ready, patience);
        for (int i = 0; i < 20 && table()->currentCommit()->sha == first; ++i)
            key(Qt::Key_Space);
        QVERIFY(table()->currentCommit()->sha != first);

        // Words as one types; Escape brings all back.
        key(Qt::Key_F, Qt::ControlModifier);
        auto *filter = find<ui::FilterBar>()->findChild<QLineEdit *>();
        QTRY_VERIFY(filter->hasFocus());
        QTest::keyClicks(filter, u"security"_s);
        QTRY_COMPARE(commits()->rowCount(), 3);
        QTest::keyClick(filter, Qt::Key_Escape);
        QTRY_COMPARE(commits()->rowCount(), 15);
        QTRY_VERIFY(table()->hasFocus());

        // A day without commits says so and leads back.
        key(Qt::Key_BracketLeft);
        QTRY_VERIFY_WITH_TIMEOUT(find<ui::EmptyState>() && table()->isHidden(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(idle(), patience);
        key(Qt::Key_BracketRight);
        QTRY_COMPARE_WITH_TIMEOUT(commits()->rowCount(), 15, patience);
        CALM(watch, calm);
    }

    void theExporterClicksOnce()
    {
        serve();
        QDir().mkpath(data());
        QDir().mkpath(m_folder->filePath(u"reports"_s));
        saveSettings([&](Settings &settings) { settings.exportFolder = m_folder->filePath(u"reports"_s); });
        openWindow();
        add(m_server->url(u"one.git"_s));
        QTRY_COMPARE_WITH_TIMEOUT(commits()->rowCount(), 15, patience);
        QTRY_VERIFY_WITH_TIMEOUT(idle(), patience);
        QTRY_COMPARE_WITH_TIMEOUT(diff()->state(), ui::DiffView::State::Ready, patience);
        QSignalSpy shown(find<ui::CardView>(), &ui::CardView::shown);
        table()->step(1); // the browser's first view has come up when the next card is there
        QTRY_VERIFY_WITH_TIMEOUT(!shown.isEmpty(), patience);
        BlockWatch watch;
        key(Qt::Key_E, Qt::ControlModifier);
        const QString file = m_folder->filePath(u"reports/每日更新报告-2026-01-07.md"_s);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(file), patience);
        QTRY_VERIFY(message().contains(file));
        CALM(watch, calm);
        QFile report(file);
        QVERIFY(report.open(QIODevice::ReadOnly));
        const QByteArray bytes = report.readAll();
        // The headless program writes the same bytes from the same data.
        const auto name = m_workspace->repositories().first().name;
        const auto written = runProcess(QStringLiteral(RIJIAN_CLI), {u"--data-dir"_s, data(), u"report"_s, name, u"--date"_s, u"2026-01-07"_s, u"-o"_s, u"-"_s}, gitEnvironment(data()));
        QVERIFY2(written.ok(), written.err.constData());
        QCOMPARE(bytes, written.out);
        watch.reset(); // the program above ran on this thread
        press(u"Copy"_s);
        QCOMPARE(QApplication::clipboard()->text().toUtf8(), bytes);
        CALM(watch, calm);
    }

    void aReportThatCannotBeWrittenSaysSo()
    {
        serve();
        QDir().mkpath(data());
        saveSettings([&](Settings &settings) { settings.exportFolder = m_folder->filePath(u"no such folder"_s); });
        openWindow();
        add(m_server->url(u"one.git"_s));
        QTRY_COMPARE_WITH_TIMEOUT(commits()->rowCount(), 15, patience);
        key(Qt::Key_E, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(message().contains(u"no such folder"_s), patience);
    }

    void triageByKeyboardAndItLasts()
    {
        serve(u"one.git"_s);
        serve(u"two.git"_s);
        openWindow();
        add(m_server->url(u"one.git"_s));
        add(m_server->url(u"two.git"_s));
        QTRY_VERIFY_WITH_TIMEOUT(m_workspace->repositories().size() == 2 && idle(), patience);
        find<ui::RepositoryPanel>()->choose({m_workspace->repositories().first().id});
        QTRY_COMPARE_WITH_TIMEOUT(commits()->rowCount(), 15, patience);
        table()->setFocus();
        BlockWatch watch;
        // n walks over what is high and to review, in both repositories.
        QSet<QString> seen;
        QSet<qint64> repositories;
        for (int i = 0; i < 40; ++i) {
            key(Qt::Key_N);
            QTRY_VERIFY(table()->currentCommit());
            QTest::qWait(1);
            (void)QTest::qWaitFor([&] {
                const auto commit = table()->currentCommit();
                return message().contains(u"Nothing of high importance"_s) || (commit && commit->importance() == Importance::High && commit->triage.state == TriageState::Unseen);
            }, patience);
            if (message().contains(u"Nothing of high importance"_s))
                break;
            const CommitRow commit = *table()->currentCommit();
            QVERIFY2(commit.importance() == Importance::High, qPrintable(commit.message + u" | "_s + message()));
            seen.insert(commit.sha + QString::number(commit.repository));
            repositories.insert(commit.repository);
            key(Qt::Key_R);
            QTRY_VERIFY_WITH_TIMEOUT(stored(commit).state == TriageState::Seen, patience);
        }
        QVERIFY(seen.size() >= 2);
        QCOMPARE(repositories.size(), 2);
        QVERIFY(message().contains(u"Nothing of high importance"_s));

        // Own importance, follow-up, undo.
        CommitRow commit = *table()->currentCommit();
        key(Qt::Key_1);
        QTRY_COMPARE(stored(commit).importance, Importance::High);
        key(Qt::Key_F);
        QTRY_COMPARE(stored(commit).state, TriageState::FollowUp);
        key(Qt::Key_Z, Qt::ControlModifier);
        key(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(stored(commit).importance, Importance::Unknown);
        key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(stored(commit).importance, Importance::High);
        // Several at once.
        table()->selectAll();
        key(Qt::Key_I);
        QTRY_VERIFY(message().contains(u"15"_s));
        press(u"Undo"_s);
        QTRY_VERIFY(stored(commit).state != TriageState::Ignored);
        CALM(watch, firstView);

        closeWindow();
        openWindow();
        QTRY_COMPARE_WITH_TIMEOUT(commits()->rowCount(), 30, patience);
        QCOMPARE(commits()->row(commits()->rowOf(commit.repository, commit.sha)).triage.importance, Importance::High);
    }

    /// Read beside the window, whose pauses are watched.
    Triage stored(const CommitRow &commit) const
    {
        QFuture<Triage> read = QtConcurrent::run([folder = data(), commit] {
            const auto database = storage::Database::open(folder);
            const auto rows = database ? storage::OverviewStore(**database).rows(commit.repository, {commit.sha}) : std::unexpected(database.error());
            return rows && !rows->isEmpty() ? rows->first().triage : Triage{};
        });
        return QTest::qWaitFor([&] { return read.isFinished(); }, patience) ? read.result() : Triage{};
    }

    void cancelInTheMiddleAndTryAgain()
    {
        serve();
        openWindow();
        m_server->setHold(true);
        add(m_server->url(u"one.git"_s));
        QTRY_VERIFY_WITH_TIMEOUT(!m_server->records().isEmpty(), patience);
        QTRY_COMPARE(m_workspace->scheduler().running(), 1);
        QTRY_VERIFY(m_window->actions()[ui::Do::CancelJobs]->isEnabled());
        key(Qt::Key_Period, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(m_workspace->scheduler().running(), 0, patience);
        QTRY_VERIFY(idle());
        m_server->setHold(false);
        key(Qt::Key_F5);
        QTRY_COMPARE_WITH_TIMEOUT(commits()->rowCount(), 15, patience);
    }

    void quitInTheMiddleAndStartAgain()
    {
        serve();
        openWindow();
        m_server->setHold(true);
        add(m_server->url(u"one.git"_s));
        QTRY_VERIFY_WITH_TIMEOUT(!m_server->records().isEmpty(), patience);
        QTRY_COMPARE(m_workspace->scheduler().running(), 1);
        QElapsedTimer timer;
        timer.start();
        closeWindow();
        QVERIFY2(timer.elapsed() < 20'000, "quitting waits for the network");
        m_server->setHold(false);
        openWindow();
        QTRY_COMPARE_WITH_TIMEOUT(commits()->rowCount(), 15, patience);
    }

    void whatIsStaleIsFetchedAtTheStart()
    {
        serve();
        openWindow();
        add(m_server->url(u"one.git"_s));
        QTRY_VERIFY_WITH_TIMEOUT(commits()->rowCount() == 15 && idle(), patience);
        closeWindow();
        m_remote->commitMany(2, [](int i) { return spec(100 + i); });
        {
            const auto database = storage::Database::open(data());
            VERIFY_OK(database);
            VERIFY_OK((*database)->run(u"UPDATE repository SET last_fetch = last_fetch - 7200"_s)); // the interval is an hour
        }
        openWindow();
        QTRY_COMPARE_WITH_TIMEOUT(commits()->rowCount(), 17, patience);
        closeWindow();
        // What is fresh is left alone.
        QTest::qWait(0);
        m_server->clearRecords();
        openWindow();
        QTRY_COMPARE_WITH_TIMEOUT(commits()->rowCount(), 17, patience);
        QTRY_VERIFY(idle());
        QCOMPARE(m_server->records().size(), 0);
    }

    void aFolderMayBeDropped()
    {
        TestRepository folder(m_folder->filePath(u"folder"_s));
        folder.commitMany(4, [](int i) { return spec(i); });
        openWindow();
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(folder.path())});
        QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_window.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_window.get(), &drop);
        QTRY_COMPARE_WITH_TIMEOUT(commits()->rowCount(), 4, patience);
    }

    void aWrongAddressSaysWhatToDo()
    {
        serve();
        openWindow();
        add(m_server->url(u"none.git"_s));
        QTRY_VERIFY_WITH_TIMEOUT(m_workspace->repositories().size() == 1 && !m_workspace->repositories().first().lastError.isEmpty(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(table()->isHidden(), patience);
        auto *model = find<models::RepositoriesModel>();
        QVERIFY(!model->indexOf(m_workspace->repositories().first().id).data(models::RepositoriesModel::ErrorRole).toString().isEmpty());
        // Removed with undo, removed for good, and the first start's page is back.
        find<ui::RepositoryPanel>()->choose({m_workspace->repositories().first().id});
        m_window->actions()[ui::Do::RemoveRepository]->trigger();
        QTRY_COMPARE(m_workspace->repositories().size(), 0);
        press(u"Undo"_s);
        QTRY_COMPARE(m_workspace->repositories().size(), 1);
    }

    void aKilledWorkerIsReplaced()
    {
        serve();
        openWindow();
        add(m_server->url(u"one.git"_s));
        QTRY_VERIFY_WITH_TIMEOUT(commits()->rowCount() == 15 && idle(), patience);
        {
            const std::scoped_lock lock(m_workersMutex);
            for (const auto &worker : m_workers) {
                if (worker->workerPid() > 0)
                    ::kill(pid_t(worker->workerPid()), SIGKILL);
            }
        }
        m_remote->commitMany(3, [](int i) { return spec(100 + i); });
        table()->setFocus();
        key(Qt::Key_F5);
        QTRY_COMPARE_WITH_TIMEOUT(commits()->rowCount(), 18, patience);
        key(Qt::Key_J);
        QTRY_VERIFY_WITH_TIMEOUT(diff()->state() != ui::DiffView::State::Loading, patience);
        QTRY_COMPARE_WITH_TIMEOUT(diff()->state(), ui::DiffView::State::Ready, patience);
    }

    void aDamagedFolderCostsOneErrorAndTheRestGoesOn()
    {
        m_limits.commit = std::chrono::milliseconds(1'500); // a sound commit takes a few
        TestRepository folder(m_folder->filePath(u"folder"_s));
        const QStringList shas = folder.commitMany(6, [](int i) { return spec(i); });
        unpackObjects(folder);
        QVERIFY(truncateObject(folder, folder.resolve(shas[5] + u":src/auth/token.py"_s)));
        serve();
        openWindow();
        add(folder.path());
        add(m_server->url(u"one.git"_s));
        // The one whose blob hangs git, and none else, is missing; the panel says why and what to do.
        QTRY_VERIFY_WITH_TIMEOUT(m_workspace->repositories().size() == 2 && idle(), patience);
        auto *panel = find<ui::RepositoryPanel>();
        panel->choose({m_workspace->repositories().first().id});
        QTRY_COMPARE_WITH_TIMEOUT(commits()->rowCount(), 5, patience);
        QTRY_COMPARE(find<models::JobsModel>()->summary().failed, 1);
        const QString cause = find<models::JobsModel>()->index(0, models::JobsModel::Detail).data().toString();
        QVERIFY2(cause.contains(u"git fsck"_s), qPrintable(cause));
        panel->choose({m_workspace->repositories().last().id});
        QTRY_COMPARE_WITH_TIMEOUT(commits()->rowCount(), 15, patience);
        m_limits = {};
    }

    void aThousandRepositories()
    {
        QDir().mkpath(data());
        {
            const auto database = storage::Database::open(data());
            VERIFY_OK(database);
            VERIFY_OK((*database)->transaction([&]() -> Result<void> {
                storage::RepositoryStore store(**database);
                for (int i = 0; i < 1000; ++i) {
                    const QString address = u"https://h%1.invalid/owner/name%2"_s.arg(i % 50).arg(i);
                    auto added = store.add({.name = u"owner/name%1"_s.arg(i), .address = address}, address);
                    if (!added)
                        return std::unexpected(added.error());
                    if (auto fetched = store.noteFetch(added->id, {}); !fetched)
                        return fetched;
                }
                return {};
            }));
        }
        saveSettings([](Settings &settings) { settings.fetchOnStart = false; });
        openWindow();
        auto *panel = find<ui::RepositoryPanel>();
        QTRY_COMPARE(panel->chosen().size(), 1000);
        BlockWatch watch;
        QTest::qWait(1);
        for (int i = 0; i < 60; ++i) {
            key(Qt::Key_Down);
            QTest::keyClick(panel->view(), Qt::Key_Down);
            QCoreApplication::processEvents();
        }
        panel->view()->scrollToBottom();
        QTRY_VERIFY(panel->chosen().size() == 1);
        panel->view()->selectAll();
        QTRY_COMPARE(panel->chosen().size(), 1000);
        CALM(watch, calm);
    }

    /// How the diff looks is in the menus, with a check where it holds.
    void theDiffsLooksAreActions()
    {
        openWindow();
        auto *pane = find<ui::DiffPane>();
        const auto action = [this](ui::Do id) { return m_window->actions()[id]; };
        QVERIFY(action(ui::Do::MarkMoves)->isChecked() && !action(ui::Do::WrapLines)->isChecked());
        action(ui::Do::WrapLines)->trigger();
        action(ui::Do::OneFile)->trigger();
        action(ui::Do::MarkMoves)->trigger();
        QVERIFY(pane->view()->wraps() && pane->view()->singleFile() && !pane->view()->marksMoves());
        pane->setWraps(false); // by its button
        QVERIFY(!action(ui::Do::WrapLines)->isChecked() && action(ui::Do::OneFile)->isChecked());
        action(ui::Do::ZoomIn)->trigger();
        action(ui::Do::ZoomIn)->trigger();
        action(ui::Do::ZoomOut)->trigger();
        QCOMPARE(pane->view()->zoom(), 1);
        action(ui::Do::ZoomBack)->trigger();
        QCOMPARE(pane->view()->zoom(), 0);
        action(ui::Do::TabWidth)->trigger();
        QCOMPARE(pane->view()->tabWidth(), 8);
        action(ui::Do::DiffOptions)->trigger();
        QVERIFY(QApplication::activePopupWidget());
        QApplication::activePopupWidget()->close();
    }

    /// How the diff is shown is kept soon after it was chosen, not only when the window closes.
    void choicesOutliveACrash()
    {
        openWindow();
        const auto kept = [this] {
            const auto database = storage::Database::open(data());
            const auto settings = database ? storage::SettingsStore(**database).load() : std::unexpected(database.error());
            return settings ? settings->diffState : QByteArray();
        };
        QCOMPARE(kept(), QByteArray());
        m_window->actions()[ui::Do::WrapLines]->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(!kept().isEmpty(), patience);
        ui::DiffPane other;
        QVERIFY(other.restoreState(kept()));
        QVERIFY(other.view()->wraps());
    }

    /// The table of changes is one window, however often it is asked for.
    void theTableOfChangesIsOneWindow()
    {
        openWindow();
        QAction *table = m_window->actions()[ui::Do::ChangesTable];
        table->trigger();
        table->trigger();
        const auto tables = m_window->findChildren<ui::ChangesDialog *>();
        QCOMPARE(tables.size(), 1);
        const QPointer<ui::ChangesDialog> first = tables.first();
        first->close();
        QTRY_VERIFY(!first);
        table->trigger();
        QCOMPARE(m_window->findChildren<ui::ChangesDialog *>().size(), 1);
    }

    void everyActionHasItsKeyOnce()
    {
        openWindow();
        QHash<QKeySequence, QString> taken;
        for (const ui::ActionSpec &spec : ui::actionTable()) {
            QVERIFY2(m_window->actions()[spec.id], spec.text);
            for (const QKeySequence &sequence : ui::Actions::keys(spec)) {
                QVERIFY2(!sequence.isEmpty(), spec.text);
                QVERIFY2(!taken.contains(sequence), qPrintable(sequence.toString() + u" of "_s + QString::fromLatin1(spec.text)));
                taken.insert(sequence, QString::fromLatin1(spec.text));
            }
        }
        QVERIFY(taken.size() > 30);
    }
};

RIJIAN_UI_TEST_MAIN(TestJourneys)
#include "tst_journeys.moc"
