// What can be asked about a line and a file: where it comes from, by key and menu, and its patch.

#include "git/localbackend.h"
#include "storage/settingsstore.h"
#include "support/outcome.h"
#include "support/patchcheck.h"
#include "support/testrepository.h"
#include "support/uitest.h"
#include "ui/card/cardview.h"
#include "ui/diff/blamepopup.h"
#include "ui/diff/diffpane.h"
#include "ui/messagebar.h"
#include "ui/window/blamecontroller.h"
#include "ui/window/patchcontroller.h"
#include "ui/window/reader.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDesktopServices>
#include <QDir>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <atomic>
#include <functional>

using namespace rijian;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

namespace {

const QDate theDate(2026, 1, 7);
constexpr qint64 noon = 1'767'758'400; // of that day
constexpr int patience = 30'000;

/// Blames when it may, and until it is stopped.
class SlowBackend : public git::LocalBackend
{
public:
    SlowBackend(QSemaphore &gate, std::atomic<int> &begun, std::atomic<int> &stopped)
        : m_gate(gate)
        , m_begun(begun)
        , m_stopped(stopped)
    {
    }
    Result<QList<git::LineOrigin>> blame(const git::Location &location, const git::BlameQuery &query, std::stop_token stop) override
    {
        ++m_begun;
        while (!m_gate.tryAcquire(1, 10)) {
            if (!stop.stop_requested())
                continue;
            ++m_stopped;
            return failure(ErrorKind::Cancelled, u"Stopped."_s);
        }
        return LocalBackend::blame(location, query, std::move(stop));
    }

private:
    QSemaphore &m_gate;
    std::atomic<int> &m_begun;
    std::atomic<int> &m_stopped;
};

} // namespace

class TestBlameLine : public QObject
{
    Q_OBJECT

    ExpectWarning m_noGpu{QRegularExpression(u"Vulkan|GPU vendor"_s), 0}; ///< the browser engine looks for one; a virtual screen has none
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<jobs::Workspace> m_workspace;
    std::unique_ptr<QWidget> m_window;
    ui::DiffPane *m_diff = nullptr;
    ui::Reader *m_reader = nullptr;
    ui::BlameController *m_controller = nullptr;
    ui::PatchController *m_patches = nullptr;
    ui::MessageBar *m_messages = nullptr;
    QStringList m_shas; ///< oldest first; the first is of an earlier year
    QList<CommitRow> m_rows;
    QStringList m_addresses; ///< that were opened
    QSemaphore m_gate;
    std::atomic<int> m_begun = 0;
    std::atomic<int> m_stopped = 0;

    /// `prepare`: the repository, beyond its three commits. The last one is shown.
    void open(const std::function<void(TestRepository &)> &prepare = {})
    {
        QDir().mkpath(m_folder->filePath(u"data"_s));
        TestRepository repository(m_folder->filePath(u"one"_s));
        const Signature long_ago{.name = "韩梅梅", .email = "han@example.org", .seconds = noon - 86'400 * 400};
        m_shas << repository.commit({.message = "first\n", .author = long_ago, .writes = {{"old.txt", "one\ntwo\nthree\nfour\nfive\n"}}});
        m_shas << repository.commit({.message = "<b>second</b>\n", .author = {.seconds = noon}, .moves = {{"old.txt", "new.txt"}},
                                     .writes = {{"new.txt", "one\ntwo\nthree\nfour\nfive\nsix\n"}, {"t.txt", QByteArray::fromHex("c163c5e9a4a4a4e50a")}}}); // 繁體中文 in Big5
        m_shas << repository.commit({.message = "third\n", .author = {.seconds = noon + 60}, .writes = {{"new.txt", "zero\none\nTWO\nthree\nfour\nfive\nsix\n"}}});
        if (prepare)
            prepare(repository);
        {
            const auto database = storage::Database::open(m_folder->filePath(u"data"_s));
            VERIFY_OK(database);
            Settings settings;
            settings.fetchOnStart = false;
            VERIFY_OK(storage::SettingsStore(**database).save(settings));
            VERIFY_OK(storage::RepositoryStore(**database).add({.name = u"one"_s, .address = repository.path()}, repository.path()));
        }
        jobs::WorkspaceOptions options{.dataFolder = m_folder->filePath(u"data"_s)};
        options.backend = [this] { return std::make_shared<SlowBackend>(m_gate, m_begun, m_stopped); };
        m_workspace = std::make_unique<jobs::Workspace>(std::move(options));
        QSignalSpy opened(m_workspace.get(), &jobs::Workspace::opened);
        connect(m_workspace.get(), &jobs::Workspace::rowsLoaded, this, [this](const QList<CommitRow> &rows) { m_rows = rows; });
        m_workspace->open();
        QTRY_VERIFY_WITH_TIMEOUT(!opened.isEmpty(), patience);
        m_workspace->show({theDate, theDate, defaultTimeZone()}, m_workspace->allIds());
        m_workspace->fetch(m_workspace->allIds());
        QTRY_COMPARE_WITH_TIMEOUT(m_rows.size(), m_shas.size() - 1, patience);
        m_window = std::make_unique<QWidget>();
        auto *card = new ui::CardView(m_window.get());
        card->hide();
        m_diff = new ui::DiffPane(m_window.get());
        m_diff->resize(900, 500);
        m_reader = new ui::Reader(*m_workspace, m_diff, card, m_window.get());
        m_controller = new ui::BlameController(*m_workspace, m_diff, m_reader, m_window.get());
        m_messages = new ui::MessageBar(m_window.get());
        m_patches = new ui::PatchController(*m_workspace, m_diff, m_reader, m_messages, m_window.get());
        m_window->resize(900, 500);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get(), 30'000));
        const auto newest = std::ranges::find(m_rows, m_shas.last(), &CommitRow::sha);
        QVERIFY(newest != m_rows.end());
        const QSignalSpy shown(card, &ui::CardView::shown);
        m_reader->show(*newest);
        QTRY_COMPARE_WITH_TIMEOUT(m_diff->view()->state(), ui::DiffView::State::Ready, patience);
        QTRY_VERIFY_WITH_TIMEOUT(!shown.isEmpty(), patience); // the engine's first page closes a popup
    }

    ui::BlamePopup *popup() const { return m_controller->popup(); }
    QPushButton *button(const char *name) const { return popup()->findChild<QPushButton *>(QLatin1StringView(name)); }
    int line(QByteArrayView text) const
    {
        const FilePatch &patch = m_diff->patch()->files.first();
        for (std::size_t i = 0; i < patch.lines.size(); ++i) {
            if (patch.lineText(patch.lines[i]) == text)
                return int(i);
        }
        return -1;
    }
    void ask(QByteArrayView text) { Q_EMIT m_diff->view()->blameWanted(0, line(text)); }

public Q_SLOTS:
    void openAddress(const QUrl &address) { m_addresses << address.toString(QUrl::FullyEncoded); }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_rows.clear();
        m_shas.clear();
        m_begun = m_stopped = 0;
        open();
    }
    void cleanup()
    {
        m_window.reset();
        m_workspace.reset();
        m_gate.tryAcquire(m_gate.available());
    }

    void everyKindOfLineHasAnAnswer()
    {
        m_gate.release(10);
        ask("three"); // unchanged: from long ago, under another name
        QTRY_VERIFY_WITH_TIMEOUT(popup() && popup()->words().contains(u"韩梅梅"_s), patience);
        QVERIFY2(popup()->words().contains(m_shas[0].first(10)) && popup()->words().contains(u"old.txt"_s), qPrintable(popup()->words()));
        QCOMPARE(popup()->accessibleName(), popup()->words());
        QVERIFY(!button("blameGo")->isHidden()); // never listed: its day is when it is gone to
        QVERIFY(button("blameWeb")->isHidden());
        QTest::keyClick(popup(), Qt::Key_Escape);
        QTRY_VERIFY(!popup());

        ask("two"); // removed: who wrote what is gone
        QTRY_VERIFY_WITH_TIMEOUT(popup() && popup()->words().contains(m_shas[0].first(10)), patience);
        popup()->close();
        ask("TWO"); // added here
        QTRY_VERIFY_WITH_TIMEOUT(popup() && popup()->words().contains(m_shas[2].first(10)), patience);
        QVERIFY(button("blameGo")->isHidden());
        QVERIFY(popup()->words().contains(u"reading"_s));
        button("blameCopy")->click();
        QCOMPARE(QApplication::clipboard()->text(), m_shas[2]);
    }

    void theKeyAsksForTheClickedLine()
    {
        QSignalSpy asked(m_diff->view(), &ui::DiffView::blameWanted);
        const QRect place = m_diff->view()->lineRect({0, line("four")});
        QVERIFY(!place.isEmpty());
        QTest::mouseClick(m_diff->view()->viewport(), Qt::LeftButton, {}, place.topLeft() + QPoint(4, 4));
        m_diff->view()->askBlame();
        QCOMPARE(asked.value(0), (QVariantList{0, line("four")}));
        QTRY_VERIFY(popup());
        popup()->close();

        QContextMenuEvent event(QContextMenuEvent::Mouse, {}, m_diff->view()->viewport()->mapToGlobal(m_diff->view()->lineRect({0, line("TWO")}).topLeft() + QPoint(4, 4)));
        QApplication::sendEvent(m_diff->view()->viewport(), &event);
        auto *menu = m_diff->view()->findChild<QMenu *>();
        QVERIFY(menu);
        const auto actions = menu->actions();
        const auto found = std::ranges::find_if(actions, [](QAction *action) { return action->shortcut() == QKeySequence(Qt::Key_B); });
        QVERIFY(found != actions.end());
        (*found)->trigger();
        QCOMPARE(asked.value(1), (QVariantList{0, line("TWO")}));
        menu->close();
    }

    /// A commit of the store can be gone to. Its subject is text, not markup.
    void theCommitCanBeGoneTo()
    {
        m_gate.release(10);
        m_diff->setReadingOptions({.contextLines = 10});
        QTRY_VERIFY_WITH_TIMEOUT(m_diff->view()->state() == ui::DiffView::State::Ready && line("six") >= 0, patience);
        QSignalSpy gone(m_controller, &ui::BlameController::commitWanted);
        ask("six");
        QTRY_VERIFY_WITH_TIMEOUT(popup() && !popup()->words().isEmpty() && !button("blameGo")->isHidden(), patience);
        button("blameGo")->click();
        QTRY_COMPARE(gone.count(), 1);
        const auto row = gone.first().first().value<CommitRow>();
        QVERIFY(row.sha == m_shas[1] && row.committerTime.seconds == noon && row.repository == m_rows.first().repository);
        QTRY_VERIFY(!popup());
        ui::BlamePopup::Answer answer{.origin = {.line = 1, .sha = m_shas[1], .author = {u"A"_s, u"a"_s}, .subject = u"<b>second</b>\u202e"_s, .path = "new.txt", .lineThere = 1, .edge = true},
                                      .zone = defaultTimeZone(), .path = "new.txt", .stored = true, .webAddress = u"https://example.org/x"_s};
        auto *shown = new ui::BlamePopup({100, 100, 300, 20}, m_diff);
        QSignalSpy wanted(shown, &ui::BlamePopup::goToWanted);
        shown->showAnswer(answer);
        QVERIFY2(shown->words().contains(u"<b>second</b>⟨U+202E⟩"_s) && shown->words().contains(u"not fetched"_s), qPrintable(shown->words()));
        QCOMPARE(shown->findChild<QLabel *>(u"blameSubject"_s)->textFormat(), Qt::PlainText);
        QVERIFY(!shown->findChild<QPushButton *>(u"blameWeb"_s)->isHidden());
        QTest::keyClick(shown->findChild<QPushButton *>(u"blameGo"_s), Qt::Key_Return);
        QCOMPARE(wanted.value(0), (QVariantList{m_shas[1]}));
    }

    /// One of a day that nobody looked at can be gone to as well: whoever shows it is told the day.
    void aCommitThatWasNeverListedCanBeGoneTo()
    {
        m_gate.release(10);
        QSignalSpy gone(m_controller, &ui::BlameController::commitWanted);
        ask("three");
        QTRY_VERIFY_WITH_TIMEOUT(popup() && popup()->words().contains(m_shas[0].first(10)), patience);
        QVERIFY2(popup()->words().contains(u"not listed yet"_s), qPrintable(popup()->words()));
        button("blameGo")->click();
        QTRY_COMPARE_WITH_TIMEOUT(gone.count(), 1, patience);
        const auto row = gone.first().first().value<CommitRow>();
        QVERIFY(row.sha == m_shas[0] && row.repository == m_rows.first().repository);
        QCOMPARE(row.committerTime.seconds, noon - 86'400 * 400);
    }

    /// Chosen in the diff's menu, kept, and what is shown is read again.
    void theEncodingIsTheRepositorys()
    {
        m_reader->show(*std::ranges::find(m_rows, m_shas[1], &CommitRow::sha));
        const auto text = [this] {
            const auto &patch = m_diff->patch();
            return !patch || patch->files.size() != 2 ? QString() : QString::fromUtf8(patch->files[1].lineText(patch->files[1].lines[0]));
        };
        QTRY_VERIFY_WITH_TIMEOUT(!text().isEmpty(), patience);
        QVERIFY(text() != u"繁體中文"_s);
        Q_EMIT m_diff->encodingChosen(TextEncoding::Big5);
        QTRY_COMPARE_WITH_TIMEOUT(text(), u"繁體中文"_s, patience);
        QCOMPARE(m_workspace->repositories().first().encoding, TextEncoding::Big5);
        Q_EMIT m_diff->encodingChosen(TextEncoding::Unknown);
        QTRY_VERIFY_WITH_TIMEOUT(text() != u"繁體中文"_s, patience);
    }

    void closingStopsTheWork()
    {
        ask("one");
        QTRY_VERIFY(popup() && popup()->isVisible());
        QVERIFY(!button("blameCancel")->isHidden() && button("blameCopy")->isHidden());
        QTRY_COMPARE_WITH_TIMEOUT(m_begun.load(), 1, patience); // what waits is dropped without a word
        button("blameCancel")->click();
        QTRY_VERIFY(!popup());
        QTRY_COMPARE_WITH_TIMEOUT(m_stopped.load(), 1, patience);
        m_gate.release(1); // the thread is free again: the next question has an answer
        ask("one");
        QTRY_VERIFY_WITH_TIMEOUT(popup() && popup()->words().contains(m_shas[0].first(10)), patience);
    }

    void thePatchIsWhatGitApplies()
    {
        const PatchApplier applier(m_folder->filePath(u"one"_s));
        QSignalSpy done(m_patches, &ui::PatchController::done);
        Q_EMIT m_diff->view()->patchWanted(-1, false);
        QTRY_COMPARE_WITH_TIMEOUT(done.count(), 1, patience);
        QCOMPARE(applier.apply(m_shas[1], m_shas[2], QApplication::clipboard()->text().toUtf8()), QString());
        QCOMPARE(applier.apply(m_shas[1], m_shas[2], QApplication::clipboard()->mimeData()->data(u"text/x-patch"_s)), QString());
        QVERIFY(m_messages->text().contains(u"clipboard"_s));
        Q_EMIT m_diff->view()->patchWanted(0, false);
        QTRY_COMPARE_WITH_TIMEOUT(done.count(), 2, patience);
        QCOMPARE(QApplication::clipboard()->text().count(u"diff --git"_s), 1);

        const QString name = m_folder->filePath(u"a.patch"_s);
        m_patches->save(-1, name);
        QTRY_COMPARE_WITH_TIMEOUT(done.count(), 3, patience);
        QFile file(name);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(applier.apply(m_shas[1], m_shas[2], file.readAll()), QString());
        m_patches->save(-1, m_folder->filePath(u"no/such/folder/a.patch"_s));
        QTRY_VERIFY_WITH_TIMEOUT(m_messages->text().contains(u"cannot be written"_s), patience);
        QCOMPARE(done.count(), 3);
        Q_EMIT m_diff->view()->webWanted(0, 0); // a folder has no host
        QVERIFY(m_messages->text().contains(u"not known"_s));
    }

    /// At the host, also one without encryption: the line as it is after the commit, or as it was before where it is gone.
    void aLineIsOpenedAtTheHost()
    {
        cleanup();
        m_folder = std::make_unique<QTemporaryDir>();
        m_rows.clear();
        m_shas.clear();
        open([this](TestRepository &repository) {
            repository.git({u"remote"_s, u"add"_s, u"origin"_s, u"http://gitlab.intra/team/app.git"_s});
            m_shas << repository.commit({.message = "fourth\n", .author = {.seconds = noon + 120}, .moves = {{"new.txt", "b/newer.txt"}},
                                         .writes = {{"b/newer.txt", "zero\none\nTWO\nfour\nfive\nsix\nseven\n"}}});
        });
        QDesktopServices::setUrlHandler(u"http"_s, this, "openAddress");
        const auto reset = qScopeGuard([] { QDesktopServices::unsetUrlHandler(u"http"_s); });
        const QString page = u"http://gitlab.intra/team/app/-/"_s;
        for (const char *text : {"three", "seven", "TWO"}) {
            QVERIFY(line(text) >= 0);
            Q_EMIT m_diff->view()->webWanted(0, line(text));
        }
        Q_EMIT m_diff->view()->webWanted(0, -1);
        QCOMPARE(m_addresses, (QStringList{page + u"blob/"_s + m_shas[2] + u"/new.txt#L4"_s, page + u"blob/"_s + m_shas[3] + u"/b/newer.txt#L7"_s,
                                           page + u"blob/"_s + m_shas[3] + u"/b/newer.txt#L3"_s, page + u"blob/"_s + m_shas[3] + u"/b/newer.txt"_s}));
        m_addresses.clear();
        m_gate.release(10);
        ask("TWO"); // who wrote it is there, too
        QTRY_VERIFY_WITH_TIMEOUT(popup() && popup()->words().contains(m_shas[2].first(10)), patience);
        QVERIFY(!button("blameWeb")->isHidden());
        button("blameWeb")->click();
        QCOMPARE(m_addresses, QStringList{page + u"commit/"_s + m_shas[2]});
    }

    void anErrorIsSaidAndCanBeTriedAgain()
    {
        ask("one");
        QTRY_VERIFY(popup() && popup()->isVisible());
        popup()->showError({ErrorKind::BadData, u"damaged"_s, {}});
        QVERIFY(popup()->words().contains(u"damaged"_s));
        m_gate.release(10);
        QTest::keyClick(button("blameAgain"), Qt::Key_Return);
        QTRY_VERIFY2_WITH_TIMEOUT(popup() && popup()->words().contains(m_shas[0].first(10)), qPrintable(popup() ? popup()->words() : u"closed"_s), patience);
    }
};

RIJIAN_UI_TEST_MAIN(TestBlameLine)
#include "tst_blameline.moc"
