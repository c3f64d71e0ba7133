// What is to be dealt with, by keyboard alone: 500 commits of 20 repositories, until nothing is left.

#include "jobs/workspace.h"
#include "models/commitsmodel.h"
#include "storage/analysisstore.h"
#include "storage/commitstore.h"
#include "storage/database.h"
#include "storage/repositorystore.h"
#include "storage/settingsstore.h"
#include "storage/triagestore.h"
#include "support/outcome.h"
#include "support/testkit.h"
#include "support/uitest.h"
#include "ui/actions.h"
#include "ui/commits/committable.h"
#include "ui/commits/filterbar.h"
#include "ui/dialogs/followupdialog.h"
#include "ui/emptystate.h"
#include "ui/panel/queuebar.h"
#include "ui/panel/repositorypanel.h"
#include "ui/card/cardbrowser.h"
#include "ui/card/cardview.h"
#include "ui/window/mainwindow.h"
#include "ui/window/reader.h"

#include "ui/dialogs/ownrulesdialog.h"

#include <QAbstractButton>
#include <QAction>
#include <QDateEdit>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTreeView>
#include <QWebEnginePage>
#include <QWebEngineView>

using namespace rijian;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

namespace {

constexpr int repositories = 20;
constexpr int each = 25;
constexpr int patience = 30'000;

QString sha(int i)
{
    return u'b' + QString::number(i + 1, 16).rightJustified(39, u'0');
}

Importance importanceOf(int i)
{
    return i % 9 == 0 ? Importance::High : i % 3 == 0 ? Importance::Medium : Importance::Low;
}

} // namespace

class TestTriageQueue : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<jobs::Workspace> m_workspace;
    std::unique_ptr<ui::MainWindow> m_window;
    QList<qint64> m_ids;
    QDate m_today;
    ExpectWarning m_noGpu{QRegularExpression(u"Vulkan|GPU vendor"_s), 0}; ///< the browser engine looks for one; a virtual screen has none

    template<typename T>
    T *find(const QString &name = {}) const { return m_window->findChild<T *>(name); }
    ui::CommitTable *table() const { return find<ui::CommitTable>(); }
    models::CommitsModel *commits() const { return find<models::CommitsModel>(); }
    /// To its first row.
    void openQueue()
    {
        const QSignalSpy loaded(commits(), &models::CommitsModel::loaded);
        key(Qt::Key_Q);
        QTRY_COMPARE_WITH_TIMEOUT(loaded.size(), 1, patience);
        QTRY_COMPARE(table()->currentIndex().row(), 0);
    }
    void key(int which, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(m_window->focusWidget() ? m_window->focusWidget() : m_window.get(), Qt::Key(which), modifiers); }

    /// Commits of the last five days, a hundred a day, over the repositories.
    Result<void> fill(storage::Database &database)
    {
        const QDateTime noon = m_today.startOfDay(defaultTimeZone()).addSecs(60);
        storage::RepositoryStore store(database);
        QHash<qint64, QList<Commit>> made;
        QList<Analysis> cards;
        for (int i = 0; i < repositories; ++i) {
            const QString address = u"https://h.invalid/owner/name%1"_s.arg(i);
            auto added = store.add({.name = u"owner/name%1"_s.arg(i), .address = address}, address);
            if (!added)
                return std::unexpected(added.error());
            m_ids << added->id;
            if (auto fetched = store.noteFetch(added->id, {}); !fetched)
                return fetched;
        }
        for (int i = 0; i < repositories * each; ++i) {
            const qint64 seconds = noon.addDays(-(i % 5)).toSecsSinceEpoch() + i;
            made[m_ids[i % repositories]].prepend({.sha = sha(i), .author = {u"Ann"_s, u"a@x"_s}, .committer = {u"Ann"_s, u"a@x"_s}, .authorTime = {seconds, 0}, .committerTime = {seconds, 0},
                                                   .message = u"change %1"_s.arg(i), .parents = {sha(9999)}, .files = {{.path = u"a"_s, .insertions = 1}}});
            Analysis card{.sha = sha(i), .analyzer = u"rules"_s, .createdAt = noon, .state = AnalysisState::Whole, .score = i % 7};
            card.card.importance = importanceOf(i);
            card.markdown = u"**📋 变更摘要**：x"_s;
            cards << card;
        }
        storage::CommitStore commits(database);
        for (const auto &[repository, list] : made.asKeyValueRange()) {
            if (auto stored = commits.add(repository, list); !stored)
                return stored;
            for (int day = 0; day < 5; ++day) {
                const DaySpan span{m_today.addDays(-day), m_today.addDays(-day), defaultTimeZone()};
                QStringList shas;
                for (const Commit &commit : list) {
                    if (span.contains(commit.committerTime.seconds))
                        shas << commit.sha;
                }
                if (auto listed = commits.setListing(repository, span.beginSeconds(), span.endSeconds(), shas); !listed)
                    return listed;
            }
        }
        return storage::AnalysisStore(database).add(cards);
    }

    /// Ann's commits become hers to raise: written, counted and kept by keyboard.
    /// There is no window manager here to hand the keyboard on.
    static void enter(QWidget *window)
    {
        window->activateWindow();
        QTRY_VERIFY(window->isActiveWindow());
    }

    /// By the keyboard alone.
    static void tabTo(QWidget *dialog, const QString &name)
    {
        for (int i = 0; i < 30 && dialog->focusWidget()->objectName() != name; ++i)
            QTest::keyClick(dialog->focusWidget(), Qt::Key_Tab);
        QCOMPARE(dialog->focusWidget()->objectName(), name);
    }

    void writeRule(const QString &text)
    {
        key(Qt::Key_L, Qt::ControlModifier);
        QTRY_VERIFY(find<ui::OwnRulesDialog>());
        auto *dialog = find<ui::OwnRulesDialog>();
        enter(dialog);
        QTest::keyClick(dialog, Qt::Key_N, Qt::AltModifier);
        QTRY_VERIFY(qobject_cast<QLineEdit *>(dialog->focusWidget())); // the button is seen pressed before it acts
        tabTo(dialog, u"text"_s);
        QTest::keyClicks(dialog->focusWidget(), text);
        tabTo(dialog, u"tag"_s);
        QTest::keyClicks(dialog->focusWidget(), u"mine"_s);
        auto *message = dialog->findChild<QLabel *>(u"message"_s);
        QTRY_VERIFY2(message->text().contains(u"500"_s), qPrintable(message->text())); // of so many
        QTest::keyClick(dialog, Qt::Key_Return);
        QTRY_VERIFY(!find<ui::OwnRulesDialog>());
        enter(m_window.get());
    }

private Q_SLOTS:
    void init()
    {
        cleanup();
        m_folder = std::make_unique<QTemporaryDir>();
        m_today = testkit::steadyToday(defaultTimeZone());
        m_ids.clear();
        {
            const auto database = storage::Database::open(m_folder->path());
            VERIFY_OK(database);
            VERIFY_OK((*database)->transaction([&] { return fill(**database); }));
            Settings settings;
            settings.fetchOnStart = false;
            VERIFY_OK(storage::SettingsStore(**database).save(settings));
        }
        m_workspace = std::make_unique<jobs::Workspace>(jobs::WorkspaceOptions{.dataFolder = m_folder->path()});
        m_window = std::make_unique<ui::MainWindow>(*m_workspace);
        QSignalSpy opened(m_workspace.get(), &jobs::Workspace::opened);
        m_workspace->open();
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get(), 30'000));
        m_window->activateWindow(); // there is no window manager here
        QVERIFY(QTest::qWaitForWindowActive(m_window.get(), 30'000));
        QTRY_VERIFY(!opened.isEmpty());
        m_window->begin(m_today);
        QTRY_COMPARE_WITH_TIMEOUT(commits()->rowCount(), repositories * each / 5, patience);
        table()->setFocus();
    }

    void cleanup()
    {
        if (m_window)
            m_window->close();
        m_window.reset();
        m_workspace.reset();
    }

    void everythingIsDealtWithByKeyboard()
    {
        int high = 0, earlier = 0;
        for (int i = 0; i < repositories * each; ++i) {
            high += importanceOf(i) == Importance::High;
            earlier += importanceOf(i) == Importance::High && i % 5 != 0;
        }
        QTRY_COMPARE_WITH_TIMEOUT(m_workspace->queueCounts().high, high, patience);
        QTRY_VERIFY(m_window->windowTitle().contains(QString::number(high)));
        QCOMPARE(m_workspace->queueCounts().earlier, earlier);
        key(Qt::Key_Q);
        QTRY_COMPARE_WITH_TIMEOUT(commits()->rowCount(), high, patience);
        QTRY_VERIFY(find<QAbstractButton>(u"queue"_s)->isChecked());
        for (int row = 1; row < commits()->rowCount(); ++row) // by score, then by age; all are 🔴
            QVERIFY(commits()->row(row).importance() == Importance::High);
        const QString first = table()->currentCommit()->sha;
        QCOMPARE(table()->currentIndex().row(), 0);
        const QString second = commits()->row(1).sha;

        // One key deals with one, and the next appears.
        key(Qt::Key_R);
        QTRY_COMPARE(commits()->rowCount(), high - 1);
        QCOMPARE(table()->currentCommit()->sha, second);
        QCOMPARE(table()->currentIndex().row(), 0);
        QTRY_COMPARE(m_workspace->queueCounts().high, high - 1);
        // Undone, it is back and current.
        key(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(commits()->rowCount(), high);
        QTRY_COMPARE(table()->currentCommit()->sha, first);
        QTRY_COMPARE(m_workspace->queueCounts().high, high);

        // What is put off leaves, and is in the list of what to follow up.
        key(Qt::Key_F, Qt::ShiftModifier);
        auto *dialog = find<ui::FollowUpDialog>();
        QVERIFY(dialog);
        enter(dialog);
        tabTo(dialog, u"in14"_s);
        QTest::keyClick(dialog->focusWidget(), Qt::Key_Space);
        QCOMPARE(dialog->due(), m_today.addDays(14));
        tabTo(dialog, u"note"_s);
        QTest::keyClicks(dialog->focusWidget(), u"ask the author"_s);
        QTest::keyClick(dialog->focusWidget(), Qt::Key_Return, Qt::ControlModifier);
        enter(m_window.get());
        QTRY_COMPARE(commits()->rowCount(), high - 1);
        QTRY_COMPARE(m_workspace->queueCounts().followUps, 1);
        // Several at once.
        key(Qt::Key_Down, Qt::ShiftModifier);
        key(Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(table()->selectedCommits().size(), 3);
        key(Qt::Key_I);
        QTRY_COMPARE(commits()->rowCount(), high - 4);
        // The user's own word: what is not high is not to do any more, at the next look.
        key(Qt::Key_3);
        key(Qt::Key_R);
        QTRY_COMPARE(commits()->rowCount(), high - 5);
        for (int left = high - 5; left > 0; --left) {
            key(Qt::Key_R);
            QTRY_COMPARE(commits()->rowCount(), left - 1);
        }
        QTRY_VERIFY(find<ui::EmptyState>() && table()->isHidden());
        QTRY_COMPARE(m_workspace->queueCounts().open, 0);
        QTRY_COMPARE(m_window->windowTitle(), u"Rijian"_s);

        key(Qt::Key_Q, Qt::ShiftModifier);
        QTRY_COMPARE(commits()->rowCount(), 1);
        QTRY_COMPARE(table()->currentCommit()->sha, first);
        QCOMPARE(table()->currentCommit()->triage.due, m_today.addDays(14));
        QCOMPARE(table()->currentCommit()->triage.note, u"ask the author"_s);
        key(Qt::Key_T);
        QTRY_COMPARE(commits()->rowCount(), repositories * each / 5);
        QVERIFY(!find<QAbstractButton>(u"followUps"_s)->isChecked());

        const auto database = storage::Database::open(m_folder->path());
        VERIFY_OK(database);
        int kept = 0;
        for (const qint64 id : m_ids) {
            const auto counts = storage::TriageStore(**database).counts(id);
            VERIFY_OK(counts);
            kept += counts->value(TriageState::Seen) + counts->value(TriageState::Ignored) + counts->value(TriageState::FollowUp);
        }
        QCOMPARE(kept, high);
    }

    /// What was undone comes back, though the list was read anew since: as a fetch in the background does.
    void undoneAfterAReloadItIsBack()
    {
        openQueue();
        const int all = commits()->rowCount();
        const QString first = table()->currentCommit()->sha;
        key(Qt::Key_R);
        QTRY_COMPARE(commits()->rowCount(), all - 1);
        QSignalSpy loaded(commits(), &models::CommitsModel::loaded);
        m_workspace->reload();
        QTRY_COMPARE_WITH_TIMEOUT(loaded.size(), 1, patience);
        key(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(commits()->rowCount(), all, patience);
        QTRY_COMPARE(table()->currentCommit()->sha, first);
    }

    /// Where several were dealt with at once, the next row that was not is current.
    void afterSeveralTheNextOneIsCurrent()
    {
        openQueue();
        const int all = commits()->rowCount();
        table()->setCurrentIndex(commits()->index(2, 0));
        key(Qt::Key_Down, Qt::ShiftModifier);
        key(Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(table()->selectedCommits().size(), 3);
        const QString next = commits()->row(5).sha;
        key(Qt::Key_I);
        QTRY_COMPARE(commits()->rowCount(), all - 3);
        QCOMPARE(table()->currentCommit()->sha, next);
    }

    /// What is undone is gone to, wherever it was decided.
    void undoneOnAnotherDayItIsGoneTo()
    {
        QSignalSpy loaded(commits(), &models::CommitsModel::loaded);
        table()->selectRow(3);
        const QString decided = table()->currentCommit()->sha;
        key(Qt::Key_R);
        m_window->showDay(m_today.addDays(-1));
        QTRY_COMPARE_WITH_TIMEOUT(loaded.size(), 1, patience);
        table()->setFocus();
        key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(m_workspace->span().first, m_today);
        QTRY_VERIFY_WITH_TIMEOUT(table()->currentCommit() && table()->currentCommit()->sha == decided, patience);
        QCOMPARE(table()->currentCommit()->triage.state, TriageState::Unseen);
    }

    /// A window that is closed while a list is shown, and opened again from the tray, shows the day.
    void closedInAListItIsTheDaysAgain()
    {
        QSignalSpy loaded(commits(), &models::CommitsModel::loaded);
        key(Qt::Key_Q);
        QTRY_COMPARE_WITH_TIMEOUT(loaded.size(), 1, patience);
        QVERIFY(commits()->rowCount() != repositories * each / 5);
        m_window->close();
        m_window->show();
        QTRY_COMPARE_WITH_TIMEOUT(commits()->rowCount(), repositories * each / 5, patience);
        QCOMPARE(m_workspace->list(), jobs::Workspace::List::Days);
        QVERIFY(!find<QAbstractButton>(u"queue"_s)->isChecked());
    }

    /// A row may get its card while its note is written: the note does not bring the old row back.
    void aCardThatComesMeanwhileStays()
    {
        table()->selectRow(0);
        key(Qt::Key_E);
        QTRY_VERIFY(find<QInputDialog>());
        auto *dialog = find<QInputDialog>();
        enter(dialog);
        CommitRow fresh = *table()->currentCommit();
        fresh.cardImportance = fresh.cardImportance == Importance::High ? Importance::Low : Importance::High;
        Q_EMIT m_workspace->rowsUpdated({fresh});
        QTest::keyClicks(dialog->focusWidget(), u"mine"_s);
        QTest::keyClick(dialog->focusWidget(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(!find<QInputDialog>());
        QCOMPARE(table()->currentCommit()->triage.note, u"mine"_s);
        QCOMPARE(table()->currentCommit()->cardImportance, fresh.cardImportance);
    }

    /// The next high one may be hidden by the filter: it is shown in the list all the same.
    void theNextHighOneStaysInAFilteredList()
    {
        openQueue();
        const int all = commits()->rowCount();
        const QString first = table()->currentCommit()->sha;
        find<ui::FilterBar>()->findChild<QLineEdit *>()->setText(first);
        QTRY_COMPARE(commits()->rowCount(), 1);
        m_window->actions()[ui::Do::NextHigh]->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(commits()->rowCount(), all, patience);
        QTRY_VERIFY_WITH_TIMEOUT(table()->currentCommit()->sha != first, patience);
        QCOMPARE(m_workspace->list(), jobs::Workspace::List::Queue);
    }

    /// What is done to a repository is done where its own row is selected: "all" and a group are many.
    void aCommandOnOneNeedsItsOwnRow()
    {
        auto *panel = find<ui::RepositoryPanel>();
        QAction *edit = m_window->actions()[ui::Do::EditRepository];
        QAction *remove = m_window->actions()[ui::Do::RemoveRepository];
        panel->view()->setCurrentIndex(panel->view()->model()->index(0, 0));
        QCOMPARE(panel->selected().size(), repositories);
        QVERIFY(panel->ownRows().isEmpty());
        QVERIFY(!edit->isEnabled() && !remove->isEnabled());
        panel->choose({m_ids.first()});
        QVERIFY(edit->isEnabled() && remove->isEnabled());
        panel->choose(m_ids.first(2));
        QVERIFY(!edit->isEnabled() && remove->isEnabled());
    }

    /// A key's word is on the card at once.
    void theCardShowsWhatWasDecided()
    {
        const auto page = [this] {
            const auto *view = find<ui::CardView>()->browser() ? find<ui::CardView>()->browser()->findChild<QWebEngineView *>() : nullptr;
            if (!view)
                return QString();
            const auto text = std::make_shared<std::optional<QString>>();
            view->page()->toPlainText([text](const QString &now) { *text = now; });
            std::ignore = QTest::qWaitFor([&] { return text->has_value(); }, patience);
            return text->value_or(QString());
        };
        QTRY_VERIFY_WITH_TIMEOUT(page().contains(u"Ann"_s), patience);
        const QString before = page();
        key(Qt::Key_2);
        const Triage decided = table()->currentCommit()->triage;
        QCOMPARE(decided.importance, Importance::Medium);
        QTRY_VERIFY2_WITH_TIMEOUT(page().contains(u"set by you"_s), qPrintable(page()), patience);
        QVERIFY(!before.contains(u"set by you"_s));
        key(Qt::Key_0);
        QTRY_VERIFY_WITH_TIMEOUT(!page().contains(u"set by you"_s), patience);
    }

    /// From the queue to a commit that has to do with the current one: of a repository that is not selected, on another day.
    void aCommitOfAnotherRepositoryIsShown()
    {
        auto *panel = find<ui::RepositoryPanel>();
        panel->choose({m_ids.first()});
        QTRY_COMPARE(commits()->rowCount(), each);
        key(Qt::Key_Q);
        QTRY_VERIFY_WITH_TIMEOUT(m_workspace->list() == jobs::Workspace::List::Queue && commits()->rowCount() > each, patience);
        const qint64 seconds = m_today.addDays(-1).startOfDay(defaultTimeZone()).addSecs(61).toSecsSinceEpoch();
        Q_EMIT find<ui::Reader>()->commitWanted({.repository = m_ids[1], .sha = sha(1), .committerTime = {seconds, 0}});
        QTRY_VERIFY_WITH_TIMEOUT(table()->currentCommit() && table()->currentCommit()->sha == sha(1), patience);
        QCOMPARE(panel->selected(), QList<qint64>{m_ids[1]});
        QCOMPARE(m_workspace->span().first, m_today.addDays(-1));
    }

    /// A list begins at its first row; of one left before it was there, nothing stays behind that would move another's.
    void aListLeftAtOnceMovesNothing()
    {
        const qint64 seconds = m_today.addDays(-1).startOfDay(defaultTimeZone()).addSecs(61).toSecsSinceEpoch();
        QSignalSpy loaded(commits(), &models::CommitsModel::loaded);
        key(Qt::Key_Q);
        QCOMPARE(m_workspace->list(), jobs::Workspace::List::Queue);
        Q_EMIT find<ui::Reader>()->commitWanted({.repository = m_ids[1], .sha = sha(1), .committerTime = {seconds, 0}});
        QTRY_COMPARE_WITH_TIMEOUT(loaded.size(), 1, patience);
        QCOMPARE(m_workspace->list(), jobs::Workspace::List::Days);
        QVERIFY(table()->currentCommit());
        QCOMPARE(table()->currentCommit()->sha, sha(1));
        QVERIFY(table()->currentIndex().row() > 0);
    }

    void mediumImportanceBySettingAndCarriedOver()
    {
        Settings settings = m_workspace->settings();
        settings.queueLeast = int(Importance::Medium);
        m_workspace->setSettings(settings);
        int open = 0, earlier = 0;
        for (int i = 0; i < repositories * each; ++i) {
            open += importanceOf(i) >= Importance::Medium;
            earlier += importanceOf(i) == Importance::High && i % 5 != 0;
        }
        QTRY_COMPARE_WITH_TIMEOUT(m_workspace->queueCounts().open, open, patience);
        QCOMPARE(m_workspace->queueCounts().earlier, earlier);
        QVERIFY(m_window->actions()[ui::Do::QueueMedium]->isChecked());
        key(Qt::Key_Q);
        QTRY_COMPARE_WITH_TIMEOUT(commits()->rowCount(), open, patience);
        QCOMPARE(commits()->row(0).importance(), Importance::High);
        QCOMPARE(commits()->row(open - 1).importance(), Importance::Medium);
        // What the panel shows anew, as after a fetch, does not lead away; a repository does, and a day.
        auto *panel = find<ui::RepositoryPanel>();
        QVERIFY(panel->selected().isEmpty());
        Q_EMIT m_workspace->repositoriesChanged();
        QCoreApplication::processEvents();
        QCOMPARE(m_workspace->list(), jobs::Workspace::List::Queue);
        panel->choose({m_ids.first()});
        QTRY_COMPARE(commits()->rowCount(), each); // all of today
        QCOMPARE(m_workspace->list(), jobs::Workspace::List::Days);
        key(Qt::Key_Q);
        QTRY_COMPARE_WITH_TIMEOUT(commits()->rowCount(), open, patience);
        m_window->showDay(m_today);
        QTRY_COMPARE(panel->selected(), QList<qint64>{m_ids.first()});
        QTest::keyClick(panel->view(), Qt::Key_Home);
        QTRY_COMPARE(commits()->rowCount(), repositories * each / 5);
        m_window->showDay(m_today.addDays(-1));
        QTRY_COMPARE(commits()->rowCount(), repositories * each / 5);
        QCOMPARE(m_workspace->list(), jobs::Workspace::List::Days);
        QVERIFY(commits()->row(0).authorTime.seconds > commits()->row(1).authorTime.seconds);
    }

    /// A rule of the user's own raises what it describes, everywhere; undone, all is as before.
    void theUsersRulesDecide()
    {
        const auto high = [this] {
            int found = 0;
            for (int i = 0; i < commits()->rowCount(); ++i)
                found += commits()->row(i).importance() == Importance::High;
            return found;
        };
        const int before = high();
        QSignalSpy applied(m_workspace.get(), &jobs::Workspace::ownRulesApplied);
        writeRule(u"change 1"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!applied.isEmpty(), patience);
        QTRY_VERIFY(high() > before);
        const auto tagged = [this] {
            for (int i = 0; i < commits()->rowCount(); ++i) {
                if (commits()->row(i).mark.tags == QStringList{u"mine"_s} && !commits()->row(i).message.contains(u"change 1"_s))
                    return false;
            }
            return true;
        };
        QVERIFY(tagged());
        applied.clear();
        for (auto *button : m_window->findChildren<QAbstractButton *>()) {
            if (button->text() == u"Undo"_s && button->window() == m_window.get())
                button->click(); // the message may have gone by now: it hides itself
        }
        QTRY_VERIFY_WITH_TIMEOUT(!applied.isEmpty(), patience);
        QTRY_COMPARE(high(), before);
    }

    /// Following up several at once leaves each its note, unless one is written for all; so does looking at their notes.
    void notesOfSeveralStay()
    {
        const auto noted = [this] {
            QStringList notes;
            for (const CommitRow &row : table()->selectedCommits())
                notes << row.triage.note;
            return notes;
        };
        const auto note = [this](const QString &text) {
            key(Qt::Key_E);
            QTRY_VERIFY(find<QInputDialog>());
            auto *dialog = find<QInputDialog>();
            enter(dialog);
            if (!text.isEmpty())
                QTest::keyClicks(dialog->focusWidget(), text);
            QTest::keyClick(dialog->focusWidget(), Qt::Key_Return, Qt::ControlModifier);
            QTRY_VERIFY(!find<QInputDialog>());
            enter(m_window.get());
        };
        table()->selectRow(0);
        note(u"first"_s);
        table()->selectRow(0);
        key(Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(noted(), (QStringList{u"first"_s, QString()}));
        note({});
        QCOMPARE(noted(), (QStringList{u"first"_s, QString()}));
        key(Qt::Key_F, Qt::ShiftModifier);
        QTRY_VERIFY(find<ui::FollowUpDialog>());
        auto *dialog = find<ui::FollowUpDialog>();
        enter(dialog);
        QTest::keyClick(dialog->focusWidget(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(!find<ui::FollowUpDialog>());
        enter(m_window.get());
        QCOMPARE(noted(), (QStringList{u"first"_s, QString()}));
        for (const CommitRow &row : table()->selectedCommits())
            QCOMPARE(row.triage.state, TriageState::FollowUp);
        // Done with, they are due no more.
        key(Qt::Key_R);
        for (const CommitRow &row : table()->selectedCommits())
            QVERIFY(!row.triage.due.isValid());
    }
};

RIJIAN_UI_TEST_MAIN(TestTriageQueue)
#include "tst_triagequeue.moc"
