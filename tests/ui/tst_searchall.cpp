// The search over all commits, by keyboard alone, in the window: results while one types, filters, kept searches, and back to where one was.

#include "models/commitsmodel.h"
#include "storage/analysisstore.h"
#include "storage/commitstore.h"
#include "storage/repositorystore.h"
#include "storage/settingsstore.h"
#include "support/outcome.h"
#include "support/uitest.h"
#include "ui/card/cardview.h"
#include "ui/actions.h"
#include "ui/commits/committable.h"
#include "ui/commits/filterbar.h"
#include "ui/commits/searchbar.h"
#include "ui/emptystate.h"
#include "ui/panel/savedsearches.h"
#include "ui/window/mainwindow.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QCompleter>
#include <QDesktopServices>
#include <QInputDialog>
#include <QInputMethodEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScopeGuard>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace rijian;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

namespace {

constexpr int commitCount = 400;
constexpr int patience = 30'000;

QString sha(int i)
{
    return u'd' + QString::number(i + 1, 16).rightJustified(39, u'0');
}

} // namespace

class TestSearchAll : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<jobs::Workspace> m_workspace;
    std::unique_ptr<ui::MainWindow> m_window;
    QUrl m_address; ///< that was opened
    QDate m_today;
    ExpectWarning m_noGpu{QRegularExpression(u"Vulkan|GPU vendor"_s), 0}; ///< the browser engine looks for one; a virtual screen has none

    template<typename T>
    T *find(const QString &name = {}) const { return m_window->findChild<T *>(name); }
    ui::CommitTable *table() const { return find<ui::CommitTable>(); }
    models::CommitsModel *commits() const { return find<models::CommitsModel>(); }
    QLineEdit *field() const { return find<QLineEdit>(u"searchText"_s); }
    void key(int which, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(m_window->focusWidget() ? m_window->focusWidget() : m_window.get(), Qt::Key(which), modifiers); }

    /// Two repositories, ten commits a day.
    Result<void> fill(storage::Database &database)
    {
        const QDateTime noon = m_today.startOfDay(defaultTimeZone()).addSecs(60);
        QList<qint64> ids;
        for (const QString &name : {u"vllm-project/vllm"_s, u"curl/curl"_s}) {
            auto added = storage::RepositoryStore(database).add({.name = name, .address = u"http://h.invalid/"_s + name}, name);
            if (!added)
                return std::unexpected(added.error());
            ids << added->id;
        }
        QHash<qint64, QList<Commit>> made;
        QList<Analysis> cards;
        for (int i = 0; i < commitCount; ++i) {
            const qint64 seconds = noon.addDays(-(i / 10)).toSecsSinceEpoch() + i % 10;
            made[ids[i % 2]].append({.sha = sha(i), .author = {i % 5 ? u"Ann"_s : u"Bob"_s, u"a@x"_s}, .committer = {u"Ann"_s, u"a@x"_s}, .authorTime = {seconds, 0}, .committerTime = {seconds, 0},
                                     .message = u"change number%1\n\nthe scheduler"_s.arg(i), .parents = {sha(9999)}, .files = {{.path = u"src/auth/file%1.cpp"_s.arg(i % 7), .insertions = 1}}});
            Analysis card{.sha = sha(i), .analyzer = u"rules"_s, .createdAt = noon};
            card.card.importance = i % 40 == 0 ? Importance::High : Importance::Low;
            card.card.summary = i % 25 == 0 ? u"修复缓存的并发缺陷"_s : u"调整日志"_s;
            card.markdown = card.card.summary;
            cards << card;
        }
        storage::CommitStore commits(database);
        for (const auto &[repository, list] : made.asKeyValueRange()) {
            if (auto stored = commits.add(repository, list); !stored)
                return stored;
            for (int day = 0; day <= commitCount / 10; ++day) {
                const DaySpan span{m_today.addDays(-day), m_today.addDays(-day), defaultTimeZone()};
                QStringList shas;
                for (const Commit &commit : list) {
                    if (span.contains(commit.committerTime.seconds))
                        shas.prepend(commit.sha);
                }
                if (auto listed = commits.setListing(repository, span.beginSeconds(), span.endSeconds(), shas); !listed)
                    return listed;
            }
        }
        return storage::AnalysisStore(database).add(cards);
    }
    /// What stands in the table's place; empty: the table itself.
    QString empty() const
    {
        for (const auto *state : m_window->findChildren<ui::EmptyState *>()) {
            if (state->isVisible())
                return state->title();
        }
        return {};
    }
    /// As an input method writes.
    void type(const QString &text)
    {
        field()->clear();
        QInputMethodEvent event;
        event.setCommitString(text);
        QCoreApplication::sendEvent(field(), &event);
    }
    bool finds(int commits)
    {
        const auto *count = find<QLabel>(u"searchCount"_s);
        return QTest::qWaitFor([&] { return this->commits()->rowCount() == commits && (commits == 0 || count->text().contains(QString::number(commits))); }, patience);
    }

public Q_SLOTS:
    void openAddress(const QUrl &address) { m_address = address; }

private Q_SLOTS:
    void init()
    {
        cleanup();
        m_folder = std::make_unique<QTemporaryDir>();
        m_today = QDateTime::currentDateTimeUtc().toTimeZone(defaultTimeZone()).date();
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
        QSignalSpy indexed(m_workspace.get(), &jobs::Workspace::indexing);
        m_workspace->open();
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get(), 30'000));
        m_window->activateWindow(); // there is no window manager here
        QVERIFY(QTest::qWaitForWindowActive(m_window.get(), 30'000));
        QTRY_VERIFY(!opened.isEmpty());
        m_window->begin(m_today);
        QTRY_COMPARE_WITH_TIMEOUT(commits()->rowCount(), 10, patience);
        QTRY_VERIFY_WITH_TIMEOUT(!indexed.isEmpty() && indexed.last()[0].toInt() == 0, patience); // behind the scenes, without being asked
        table()->setFocus();
        key(Qt::Key_Slash);
        QTRY_VERIFY(field()->hasFocus());
    }
    void cleanup()
    {
        m_window.reset();
        m_workspace.reset();
    }

    /// Also at a host without encryption.
    void aCommitsPageIsOpened()
    {
        QDesktopServices::setUrlHandler(u"http"_s, this, "openAddress");
        const auto reset = qScopeGuard([] { QDesktopServices::unsetUrlHandler(u"http"_s); });
        type(u"number399"_s);
        QVERIFY(finds(1));
        key(Qt::Key_Down);
        QTRY_VERIFY(table()->hasFocus());
        const auto open = [this] {
            m_window->actions()[ui::Do::OpenOnWeb]->trigger();
            return !m_address.isEmpty();
        };
        QTRY_VERIFY_WITH_TIMEOUT(open(), patience); // once it was read
        QCOMPARE(m_address, QUrl(u"http://h.invalid/curl/curl"_s));
    }

    void resultsComeWhileOneTypes()
    {
        QTRY_COMPARE(empty(), u"Search all commits"_s);
        QVERIFY(!find<ui::FilterBar>()->isVisible());
        type(u"number39"_s);
        QVERIFY(finds(11)); // 39, 390 to 399
        type(u"并发"_s);
        QVERIFY(finds(commitCount / 25));
        QVERIFY(commits()->row(0).snippet.contains(u"并发缺陷"_s));
        type(u"并发 importance:high repo:vllm"_s);
        QVERIFY(finds(2));
        type(u"nothingofthekind"_s);
        QVERIFY(finds(0));
        QTRY_COMPARE(empty(), u"Nothing was found"_s);
        type(u"number399 importance:huge"_s);
        QVERIFY(finds(1));
        QTRY_VERIFY(find<QLabel>(u"searchAdvice"_s)->text().contains(u"huge"_s));

        // Triage works on what was found, and undo.
        key(Qt::Key_Down);
        QTRY_VERIFY(table()->hasFocus());
        key(Qt::Key_R);
        QTRY_COMPARE(commits()->row(0).triage.state, TriageState::Seen);
        key(Qt::Key_Slash);
        type(u"number399 state:seen"_s); // what was just decided is known
        QVERIFY(finds(1));
    }

    void whatWasFoundOpensInItsDay()
    {
        type(u"number123"_s);
        QVERIFY(finds(1));
        key(Qt::Key_Return);
        QTRY_VERIFY(table()->hasFocus());
        key(Qt::Key_Return);
        QTRY_COMPARE(m_workspace->span().first, m_today.addDays(-12));
        QTRY_COMPARE_WITH_TIMEOUT(commits()->rowCount(), 10, patience);
        QTRY_VERIFY(table()->currentCommit() && table()->currentCommit()->sha == sha(123));
        QVERIFY(!find<ui::SearchBar>()->isVisible() && find<ui::FilterBar>()->isVisible());
        key(Qt::Key_Slash); // what was looked for is offered again
        QTRY_COMPARE(empty(), u"Search all commits"_s);
        QVERIFY(m_workspace->settings().recentSearches.contains(u"number123"_s));
    }

    /// What has to do with a commit stands beneath its card, and leads there: here one of the day before that changed the same file.
    void relatedCommitsLeadOn()
    {
        QSignalSpy loaded(m_workspace.get(), &jobs::Workspace::rowsLoaded);
        QTest::keyClick(field(), Qt::Key_Escape);
        QTRY_VERIFY_WITH_TIMEOUT(m_workspace->list() == jobs::Workspace::List::Days && !loaded.isEmpty() && table()->hasFocus(), patience);
        QTRY_COMPARE_WITH_TIMEOUT(commits()->rowCount(), 10, patience);
        table()->choose({commits()->row(commits()->rowOf(m_workspace->allIds().first(), sha(0))).repository, sha(0)});
        QTRY_VERIFY(table()->currentCommit() && table()->currentCommit()->sha == sha(0));
        const auto follow = [this] {
            Q_EMIT find<ui::CardView>()->commitActivated(sha(14)); // nothing happens until it is known
            return m_workspace->span().first == m_today.addDays(-1);
        };
        QTRY_VERIFY_WITH_TIMEOUT(follow(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(table()->currentCommit() && table()->currentCommit()->sha == sha(14), patience);
    }

    void escapeLeadsBack()
    {
        type(u"scheduler"_s);
        QTRY_COMPARE_WITH_TIMEOUT(commits()->rowCount(), 100, patience); // the first page of many
        QTest::keyClick(field(), Qt::Key_Escape);
        QTRY_COMPARE_WITH_TIMEOUT(commits()->rowCount(), 10, patience);
        QCOMPARE(m_workspace->span().first, m_today);
        QTRY_VERIFY(table()->hasFocus());
    }

    void moreComesAtTheEnd()
    {
        type(u"scheduler"_s);
        QTRY_COMPARE_WITH_TIMEOUT(commits()->rowCount(), 100, patience);
        QTRY_VERIFY_WITH_TIMEOUT(find<QLabel>(u"searchCount"_s)->text().contains(u"400"_s), patience); // rows come first
        key(Qt::Key_Down);
        for (const int rows : {200, 400}) {
            table()->verticalScrollBar()->setValue(table()->verticalScrollBar()->maximum());
            const int top = table()->rowAt(0);
            QTRY_COMPARE_WITH_TIMEOUT(commits()->rowCount(), rows, patience);
            QCOMPARE(table()->rowAt(0), top); // whoever reads there goes on there
        }
        table()->verticalScrollBar()->setValue(0);
        table()->verticalScrollBar()->setValue(table()->verticalScrollBar()->maximum()); // nothing more is asked for
        QTest::qWait(0);
        QCOMPARE(commits()->rowCount(), 400);
    }

    void filtersCompleteThemselves()
    {
        type(u"impo"_s);
        auto *popup = find<ui::SearchBar>()->findChild<QCompleter *>()->popup();
        QTRY_VERIFY(popup->isVisible());
        QTest::keyClick(popup, Qt::Key_Down);
        QTest::keyClick(popup, Qt::Key_Return);
        QCOMPARE(field()->text(), u"importance:"_s);
        QTest::keyClicks(field(), u"h"_s);
        QTRY_VERIFY(popup->isVisible());
        QTest::keyClick(popup, Qt::Key_Down);
        QTest::keyClick(popup, Qt::Key_Return);
        QCOMPARE(field()->text(), u"importance:high "_s);
        QVERIFY(finds(commitCount / 40));
    }

    void searchesAreKept()
    {
        type(u"author:bob importance:high"_s);
        QVERIFY(finds(commitCount / 40));
        find<ui::SearchBar>()->saveWanted(find<ui::SearchBar>()->text());
        QTRY_VERIFY(find<QInputDialog>(u"keepSearch"_s));
        find<QInputDialog>(u"keepSearch"_s)->setTextValue(u"Bob's"_s);
        QSignalSpy counted(m_workspace.get(), &jobs::Workspace::savedSearchesCounted);
        find<QInputDialog>(u"keepSearch"_s)->accept();
        QTRY_VERIFY_WITH_TIMEOUT(!counted.isEmpty(), patience);
        QCOMPARE(counted.last()[0].value<QList<int>>(), QList<int>{commitCount / 40});
        QTest::keyClick(field(), Qt::Key_Escape);
        QTRY_COMPARE_WITH_TIMEOUT(commits()->rowCount(), 10, patience);
        auto *saved = find<ui::SavedSearches>();
        const QPointer button = saved->findChild<QAbstractButton *>(u"savedSearch"_s);
        QVERIFY(button && button->isVisible());
        button->click();
        QVERIFY(finds(commitCount / 40));
        QTRY_VERIFY(button->isChecked());
        QSignalSpy kept(m_workspace.get(), &jobs::Workspace::savedSearchesChanged);
        m_workspace->saveSearches({{u"Bob's"_s, u"author:bob importance:high"_s}});
        QTRY_VERIFY(!kept.isEmpty());
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY2(button, "the same searches were kept again and made another button");
        // Another one beside it, moved, and given something else to look for.
        m_workspace->saveSearches({{u"Bob's"_s, u"author:bob importance:high"_s}, {u"Mine"_s, u"nobody"_s}});
        const auto names = [saved] {
            QStringList list;
            for (const storage::SavedSearch &one : saved->searches())
                list.append(one.name);
            return list.join(u' ');
        };
        QTRY_COMPARE(names(), u"Bob's Mine"_s);
        const auto choose = [saved](int row, qsizetype item) {
            Q_EMIT saved->findChildren<QAbstractButton *>(u"savedSearch"_s)[row]->customContextMenuRequested({1, 1});
            auto *menu = saved->findChild<QMenu *>();
            QList<QAction *> actions = menu->actions();
            actions.removeIf([](const QAction *one) { return one->isSeparator(); });
            const bool enabled = actions[item]->isEnabled();
            actions[item]->trigger();
            menu->close();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
            return enabled;
        };
        enum { Rename, Edit, Remove, Up, Down };
        QVERIFY(!choose(0, Up) && !choose(1, Down));
        QVERIFY(choose(0, Down));
        QTRY_COMPARE(names(), u"Mine Bob's"_s);
        QVERIFY(choose(1, Up));
        QTRY_COMPARE(names(), u"Bob's Mine"_s);
        QVERIFY(choose(1, Edit));
        auto *dialog = saved->findChild<QInputDialog *>();
        QCOMPARE(dialog->textValue(), u"nobody"_s);
        dialog->setTextValue(u" author:bob "_s);
        dialog->accept();
        QTRY_COMPARE(saved->searches().last(), (storage::SavedSearch{u"Mine"_s, u"author:bob"_s}));
        QTRY_VERIFY_WITH_TIMEOUT(counted.last()[0].value<QList<int>>().size() == 2 && counted.last()[0].value<QList<int>>()[1] > commitCount / 40, patience);
        QVERIFY(choose(0, Remove));
        QTRY_COMPARE(names(), u"Mine"_s);
        Q_EMIT saved->changed({}); // removed
        QTRY_VERIFY(!saved->isVisible());
    }
};

RIJIAN_UI_TEST_MAIN(TestSearchAll)
#include "tst_searchall.moc"
