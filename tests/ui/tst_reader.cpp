// The card of the current commit while a model writes it, and whatever becomes of it.

#include "git/localbackend.h"
#include "storage/settingsstore.h"
#include "support/outcome.h"
#include "support/scriptedmodel.h"
#include "support/testrepository.h"
#include "support/uitest.h"
#include "ui/card/cardview.h"
#include "ui/diff/diffpane.h"
#include "ui/diff/findbar.h"
#include "ui/diff/imagediff.h"
#include "ui/window/reader.h"

#include <QAction>
#include <QDir>
#include <QElapsedTimer>
#include <QJsonObject>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <utility>

using namespace rijian;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

namespace {

const QDate theDate(2026, 1, 7);
constexpr qint64 noon = 1'767'758'400; // of that day
constexpr int patience = 30'000;

/// Gives a commit's beginning, and the rest when it is let; of a file so many lines at once.
class HaltingBackend : public git::LocalBackend
{
public:
    HaltingBackend(QSemaphore &let, int mostLines)
        : m_let(let)
        , m_mostLines(mostLines)
    {
    }
    Result<void> readCommits(const git::Location &location, const QStringList &shas, const git::DiffOptions &options, int threads, const git::Deliver &deliver,
                             std::stop_token stop) override
    {
        bool begun = false;
        git::DiffOptions limited = options;
        limited.maxFileLines = std::min(options.maxFileLines, m_mostLines);
        const auto halt = [&](qsizetype index, Result<CommitPatch> &&patch) {
            if (patch && patch->partial)
                begun = true;
            else if (begun)
                m_let.acquire();
            deliver(index, std::move(patch));
        };
        return LocalBackend::readCommits(location, shas, limited, threads, halt, stop);
    }

private:
    QSemaphore &m_let;
    const int m_mostLines;
};

} // namespace

class TestReader : public QObject
{
    Q_OBJECT

    ExpectWarning m_noGpu{QRegularExpression(u"Vulkan|GPU vendor"_s), 0}; ///< the browser engine looks for one; a virtual screen has none
    std::unique_ptr<QTemporaryDir> m_folder;
    std::shared_ptr<ScriptedModelSource> m_source;
    std::unique_ptr<jobs::Workspace> m_workspace;
    std::unique_ptr<QWidget> m_window;
    ui::CardView *m_card = nullptr;
    ui::DiffPane *m_diff = nullptr;
    ui::Reader *m_reader = nullptr;
    QList<CommitRow> m_rows;
    QByteArray m_large; ///< in files of the last commit, beside the small one; empty: none
    int m_mostLines = 1'000'000; ///< of a file, where there are large ones
    bool m_withCode = false; ///< the last commit changes the middle of a source file
    QSemaphore m_rest;
    QSemaphore m_goOn; ///< a model that has begun to write waits for it

    /// As Ctrl+R does.
    void reanalyze(const QJsonObject &model = {})
    {
        const QList<jobs::CommitKey> keys{{m_reader->current()->repository, m_reader->current()->sha}};
        m_reader->expect(keys);
        m_workspace->analyzeCommits(keys, model);
    }

    void open()
    {
        QDir().mkpath(m_folder->filePath(u"data"_s));
        TestRepository repository(m_folder->filePath(u"one"_s));
        repository.commitMany(3, [&](int i) {
            CommitSpec commit;
            commit.message = "docs: explain " + QByteArray::number(i) + '\n';
            commit.author.seconds = noon + i * 60;
            commit.writes = {{"a.py", "value = " + QByteArray::number(i) + '\n'}};
            for (char name = 'b'; i == 2 && !m_large.isEmpty() && name < 'h'; ++name)
                commit.writes.append({QByteArray(1, name) + ".txt", m_large});
            if (i > 0 && m_withCode)
                commit.writes.append({"m.c", QByteArray("int a;\n").repeated(50) + "int value" + QByteArray::number(i) + ";\n" + QByteArray("int b;\n").repeated(50)});
            return commit;
        });
        {
            const auto database = storage::Database::open(m_folder->filePath(u"data"_s));
            VERIFY_OK(database);
            Settings settings;
            settings.fetchOnStart = false;
            settings.analyzeAfterFetch = false;
            VERIFY_OK(storage::SettingsStore(**database).save(settings));
            const auto added = storage::RepositoryStore(**database).add({.name = u"one"_s, .address = repository.path()}, repository.path());
            VERIFY_OK(added);
            VERIFY_OK(storage::RepositoryStore(**database).setShared(added->id, true));
        }
        jobs::WorkspaceOptions options{.dataFolder = m_folder->filePath(u"data"_s)};
        options.models = m_source;
        if (!m_large.isEmpty())
            options.backend = [this, most = m_mostLines] { return std::make_shared<HaltingBackend>(m_rest, most); };
        m_workspace = std::make_unique<jobs::Workspace>(std::move(options));
        QSignalSpy ready(m_workspace.get(), &jobs::Workspace::modelChanged);
        connect(m_workspace.get(), &jobs::Workspace::rowsLoaded, this, [this](const QList<CommitRow> &rows) { m_rows = rows; });
        m_workspace->open();
        QTRY_VERIFY(!ready.isEmpty());
        m_workspace->show({theDate, theDate, defaultTimeZone()}, m_workspace->allIds());
        m_workspace->fetch(m_workspace->allIds());
        QTRY_COMPARE_WITH_TIMEOUT(m_rows.size(), 3, patience);
        m_window = std::make_unique<QWidget>();
        m_card = new ui::CardView(m_window.get());
        m_diff = new ui::DiffPane(m_window.get());
        m_diff->resize(900, 500);
        m_reader = new ui::Reader(*m_workspace, m_diff, m_card, m_window.get());
    }

    /// As the window does.
    void takeJobs()
    {
        const auto jobs = m_workspace->jobs();
        QTRY_VERIFY_WITH_TIMEOUT(jobs.isFinished(), patience);
        VERIFY_OK(jobs.result());
        m_reader->setJobs(*jobs.result());
    }

    void show(int row)
    {
        m_reader->show(m_rows[row]);
        QTRY_COMPARE_WITH_TIMEOUT(m_card->sha(), m_rows[row].sha, patience);
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_source = std::make_shared<ScriptedModelSource>();
        m_source->model->onAnalyze = [this](const analysis::Task &task, Analysis &) {
            if (task.growing)
                task.growing(u"**📋 变更摘要**：\n正在写"_s);
            m_goOn.acquire();
        };
        m_rows.clear();
        open();
    }

    void cleanup()
    {
        m_goOn.release(100);
        m_window.reset();
        m_workspace.reset();
        m_goOn.tryAcquire(m_goOn.available());
    }

    void aCardGrowsAndIsFinished()
    {
        show(0);
        reanalyze();
        QTRY_VERIFY_WITH_TIMEOUT(m_card->markdown().contains(u"正在写"_s), patience);
        QVERIFY(!m_card->analyzeAction()->isEnabled());
        show(1);
        QVERIFY(!m_card->markdown().contains(u"正在写"_s));
        show(0); // and back: it still grows
        QTRY_VERIFY_WITH_TIMEOUT(m_card->markdown().contains(u"正在写"_s), patience);
        m_goOn.release();
        QTRY_VERIFY_WITH_TIMEOUT(m_card->markdown().contains(u"模型的话"_s), patience);
        QVERIFY(m_card->analyzeAction()->isEnabled());
    }

    /// What the card names leads to the diff, and what the model did not read is marked there.
    void theCardAndTheDiffKnowEachOther()
    {
        m_source->model->onAnalyze = [](const analysis::Task &task, Analysis &made) {
            made.markdown = u"**⚡ 重要程度**：🟢 低\n\n**📋 变更摘要**：\n1. 修改 `a.py` 的 `value`，与 `other()` 无关。"_s;
            made.state = AnalysisState::Partial;
            made.reading = {{task.patch.files.first().change.path, ReadDepth::Unread, u"超出预算"_s, {}}};
        };
        show(0);
        QTRY_COMPARE(m_diff->view()->state(), ui::DiffView::State::Ready);
        reanalyze();
        QTRY_COMPARE_WITH_TIMEOUT(m_reader->occurring(), (QSet<QString>{u"a.py"_s, u"value"_s}), patience);
        QCOMPARE(m_diff->view()->scene().depthOf(0, 0), ReadDepth::Unread);
        Q_EMIT m_card->nameActivated(u"value"_s);
        QVERIFY(m_diff->findBar()->isVisibleTo(m_diff));
        QCOMPARE(m_diff->findBar()->field()->text(), u"value"_s);
        QTRY_VERIFY(!m_diff->view()->scene().matches.empty());
        m_diff->view()->setCollapsed(0, true);
        Q_EMIT m_card->nameActivated(u"a.py"_s);
        QVERIFY(!m_diff->view()->isCollapsed(0));
        show(1); // a commit that no model read
        QTRY_COMPARE(m_diff->view()->state(), ui::DiffView::State::Ready);
        QCOMPARE(m_diff->view()->scene().depthOf(0, 0), ReadDepth::Whole);
    }

    /// Another context reads the commit again; the ticks stay.
    void anotherWayOfReadingReadsAgain()
    {
        show(0);
        QTRY_COMPARE(m_diff->view()->state(), ui::DiffView::State::Ready);
        m_diff->view()->toggleViewed();
        const auto before = m_diff->view()->scene().document(0).sharedPatch();
        m_diff->setReadingOptions({.whitespace = Whitespace::IgnoreAll, .contextLines = 10});
        QTRY_VERIFY(m_diff->view()->state() == ui::DiffView::State::Ready && m_diff->view()->scene().document(0).sharedPatch() != before);
        QVERIFY(m_diff->view()->isViewed(0));
    }

    /// A tick that is made while a large commit is read stays when the rest of it comes.
    void ticksOutliveTheBeginning()
    {
        m_window.reset();
        m_workspace.reset();
        m_folder = std::make_unique<QTemporaryDir>();
        m_rows.clear();
        m_large = QByteArray("a line\n").repeated(1'000);
        open();
        m_large.clear();
        const auto large = std::ranges::find(m_rows, u"docs: explain 2"_s, &CommitRow::subject);
        QVERIFY(large != m_rows.end());
        m_reader->show(*large);
        QTRY_VERIFY_WITH_TIMEOUT(m_diff->view()->state() == ui::DiffView::State::Ready && m_diff->patch()->partial, patience);
        m_diff->view()->toggleTick(0);
        m_rest.release(10);
        QTRY_VERIFY_WITH_TIMEOUT(!m_diff->patch()->partial && m_diff->view()->scene().document(6).note() == diff::FileNote::None, patience);
        QVERIFY(m_diff->view()->isViewed(0) && !m_diff->view()->isViewed(1));
        m_rest.tryAcquire(m_rest.available());
    }

    /// A file that is too large to be read at once comes part by part, as it is read on.
    void aLargeFileIsReadOn()
    {
        m_window.reset();
        m_workspace.reset();
        m_folder = std::make_unique<QTemporaryDir>();
        m_rows.clear();
        m_large = QByteArray("a line\n").repeated(100);
        m_mostLines = 40;
        open();
        m_large.clear();
        m_mostLines = 1'000'000;
        ui::DiffView *view = m_diff->view();
        const auto large = std::ranges::find(m_rows, u"docs: explain 2"_s, &CommitRow::subject);
        QVERIFY(large != m_rows.end());
        m_reader->show(*large);
        QTRY_VERIFY_WITH_TIMEOUT(view->state() == ui::DiffView::State::Ready && view->scene().files.size() == 7, patience);
        view->scrollToFile(1);
        for (const int lines : {40, 80, 100}) {
            QTRY_COMPARE_WITH_TIMEOUT(int(view->scene().document(1).patch().lines.size()), lines, patience);
            QCOMPARE(view->scene().document(1).patch().lines.back().newNumber, lines);
            if (lines < 100)
                QTRY_VERIFY_WITH_TIMEOUT(view->scene().goesOn(1), patience); // not by itself any further
            view->readOn();
        }
        QCOMPARE(view->scene().document(1).note(), diff::FileNote::None);
        QCOMPARE(view->scene().document(2).note(), diff::FileNote::Cut);
        view->scrollToFile(2);
        QTRY_VERIFY_WITH_TIMEOUT(view->scene().goesOn(2), patience);
        view->readOn();
        show(0); // another commit ends it
        QTRY_COMPARE(view->state(), ui::DiffView::State::Ready);
        QCOMPARE(view->scene().document(0).patch().change.path, u"a.py"_s);
    }

    /// What stands around changes comes, though a newer request for the same has overtaken the first.
    void surroundingsThatAreOvertakenCome()
    {
        m_window.reset();
        m_workspace.reset();
        m_folder = std::make_unique<QTemporaryDir>();
        m_rows.clear();
        m_withCode = true;
        open();
        m_withCode = false;
        ui::DiffView *view = m_diff->view();
        bool again = false;
        connect(view, &ui::DiffView::surroundingsWanted, view, [view, &again](int file) {
            if (!std::exchange(again, true))
                Q_EMIT view->surroundingsWanted(file);
        });
        const auto last = std::ranges::find(m_rows, u"docs: explain 2"_s, &CommitRow::subject);
        QVERIFY(last != m_rows.end());
        m_reader->show(*last);
        QTRY_VERIFY_WITH_TIMEOUT(view->state() == ui::DiffView::State::Ready && view->scene().files.size() == 2, patience);
        QCOMPARE(view->scene().document(1).patch().change.path, u"m.c"_s);
        view->scrollToFile(1);
        QTRY_VERIFY_WITH_TIMEOUT(view->scene().files[1].around, patience);
        QVERIFY(again);
    }

    /// One window for pictures, whatever is looked at in it.
    void picturesShareAWindow()
    {
        show(0);
        QTRY_COMPARE(m_diff->view()->state(), ui::DiffView::State::Ready);
        Q_EMIT m_diff->view()->picturesWanted(0);
        Q_EMIT m_diff->view()->picturesWanted(0);
        QCOMPARE(m_diff->findChildren<ui::ImageDiff *>().size(), 1);
    }

    /// Ticks of a commit come back with it.
    void viewedFilesAreKept()
    {
        show(0);
        QTRY_COMPARE(m_diff->view()->state(), ui::DiffView::State::Ready);
        m_diff->view()->toggleViewed();
        show(1);
        QTRY_COMPARE(m_diff->view()->state(), ui::DiffView::State::Ready);
        QVERIFY(!m_diff->view()->isViewed(0));
        show(0);
        QTRY_VERIFY(m_diff->view()->state() == ui::DiffView::State::Ready && m_diff->view()->isViewed(0));
    }

    /// Ticks of a commit are not those of the next that changes the same file, though that is read another way before it is there; and what it has itself comes.
    void ticksAreOfTheirCommit()
    {
        const auto showAndReadAgain = [this](int row, int contextLines) {
            QElapsedTimer calm;
            calm.start();
            QTRY_VERIFY(calm.elapsed() > 200); // a key that is held down is something else
            m_reader->show(m_rows[row]);
            m_diff->setReadingOptions({.contextLines = contextLines});
            QTRY_COMPARE(m_diff->view()->state(), ui::DiffView::State::Ready);
            QTRY_COMPARE(m_card->sha(), m_rows[row].sha);
        };
        show(0);
        QTRY_COMPARE(m_diff->view()->state(), ui::DiffView::State::Ready);
        m_diff->view()->toggleViewed();
        showAndReadAgain(1, 10);
        QVERIFY(!m_diff->view()->isViewed(0));
        showAndReadAgain(0, 3);
        QTRY_VERIFY(m_diff->view()->isViewed(0));
    }

    void aCardThatWaitsForItsTurnSaysSo()
    {
        show(0);
        reanalyze();
        QTRY_VERIFY_WITH_TIMEOUT(m_card->markdown().contains(u"正在写"_s), patience);
        // Asked for from elsewhere, while the first one holds the queue.
        const jobs::CommitKey next{m_rows[1].repository, m_rows[1].sha};
        m_reader->expect({next});
        m_workspace->analyzeCommits({next});
        show(1);
        QVERIFY(!m_card->analyzeAction()->isEnabled()); // it is being analysed
        takeJobs();
        show(0);
        show(1); // the queue alone knows now
        QVERIFY(!m_card->analyzeAction()->isEnabled());
        m_goOn.release(2);
        QTRY_VERIFY_WITH_TIMEOUT(m_card->markdown().contains(u"模型的话"_s), patience);
        QVERIFY(m_card->analyzeAction()->isEnabled());
        takeJobs();
        show(0);
        QTRY_VERIFY_WITH_TIMEOUT(m_card->analyzeAction()->isEnabled(), patience);
    }

    void oneOfSeveralIsFinishedBeforeTheirJob()
    {
        show(0);
        QList<jobs::CommitKey> keys;
        for (const CommitRow &row : std::as_const(m_rows))
            keys.append({row.repository, row.sha});
        QSignalSpy stored(m_workspace.get(), &jobs::Workspace::cardsStored);
        m_reader->expect(keys);
        m_workspace->analyzeCommits(keys);
        QVERIFY(!m_card->analyzeAction()->isEnabled());
        m_goOn.release();
        QTRY_VERIFY_WITH_TIMEOUT(!stored.isEmpty(), patience);
        const auto done = stored.first().first().value<QList<jobs::CommitKey>>().first();
        takeJobs(); // in which the commit still stands
        const auto row = std::ranges::find(m_rows, done.sha, &CommitRow::sha);
        QVERIFY(row != m_rows.end());
        m_reader->show(*row);
        QTRY_VERIFY_WITH_TIMEOUT(m_card->sha() == done.sha && m_card->markdown().contains(u"模型的话"_s), patience);
        QVERIFY(m_card->analyzeAction()->isEnabled());
        m_goOn.release(2);
    }

    void aJobThatFailsSaysWhy()
    {
        show(0);
        m_source->breakWith(Error{ErrorKind::Usage, u"There is no such model."_s, {}});
        reanalyze({{u"provider"_s, u"nobody"_s}});
        QTRY_VERIFY_WITH_TIMEOUT(m_card->failure().contains(u"no such model"_s), patience);
        QVERIFY(m_card->analyzeAction()->isEnabled());
        show(1);
        QVERIFY(m_card->failure().isEmpty());
        show(0);
        QVERIFY(!m_card->failure().isEmpty());
        m_source->breakWith({});
        reanalyze(); // asked anew
        QVERIFY(m_card->failure().isEmpty());
        m_goOn.release();
        QTRY_VERIFY_WITH_TIMEOUT(m_card->markdown().contains(u"模型的话"_s), patience);
    }

    void anotherModelForgetsWhatTheOldOneWrote()
    {
        show(0);
        reanalyze();
        QTRY_VERIFY_WITH_TIMEOUT(m_card->markdown().contains(u"正在写"_s), patience);
        m_workspace->reloadModel();
        QTRY_VERIFY_WITH_TIMEOUT(!m_card->markdown().contains(u"正在写"_s), patience);
    }

    void aCardThatIsGivenUpLeavesNoPageThatWaits()
    {
        show(0);
        reanalyze();
        QTRY_VERIFY_WITH_TIMEOUT(m_card->markdown().contains(u"正在写"_s), patience);
        m_workspace->scheduler().cancelAll();
        m_goOn.release(10);
        QTRY_VERIFY_WITH_TIMEOUT(m_card->analyzeAction()->isEnabled(), patience);
        QVERIFY(!m_card->markdown().contains(u"正在写"_s));
    }
};

RIJIAN_UI_TEST_MAIN(TestReader)
#include "tst_reader.moc"
