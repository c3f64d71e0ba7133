// The history: a calendar that is walked by keyboard, pictures and tables that are saved, spans and repositories that are chosen.

#include "models/commitsmodel.h"
#include "storage/analysisstore.h"
#include "storage/commitstore.h"
#include "storage/repositorystore.h"
#include "storage/settingsstore.h"
#include "storage/triagestore.h"
#include "support/outcome.h"
#include "support/uitest.h"
#include "ui/actions.h"
#include "ui/history/heatmap.h"
#include "ui/history/historydialog.h"
#include "ui/history/historypage.h"
#include "ui/history/sheet.h"
#include "ui/messagebar.h"
#include "ui/window/mainwindow.h"

#include <QAction>
#include <QChart>
#include <QChartView>
#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QGraphicsScene>
#include <QGraphicsTextItem>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QSignalSpy>
#include <QSvgRenderer>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QToolButton>

using namespace rijian;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

namespace {

constexpr int knownDays = 40;
constexpr int patience = 30'000;

QString sha(int i)
{
    return u'e' + QString::number(i + 1, 16).rightJustified(39, u'0');
}

} // namespace

class TestHistory : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<jobs::Workspace> m_workspace;
    QDate m_today;
    ExpectWarning m_noGpu{QRegularExpression(u"Vulkan|GPU vendor"_s), 0}; ///< the browser engine looks for one; a virtual screen has none

    /// Two repositories: one with a commit on each known day, one with two on every fourth of them.
    Result<void> fill(storage::Database &database)
    {
        const QTimeZone zone = defaultTimeZone();
        for (int which = 0; which < 2; ++which) {
            const QString name = which ? u"<b>two</b>"_s : u"one"_s;
            auto added = storage::RepositoryStore(database).add({.name = name, .address = u"https://h.invalid/"_s + QString::number(which)}, name);
            if (!added)
                return std::unexpected(added.error());
            QList<Commit> list;
            QList<Analysis> cards;
            QStringList shas;
            for (int day = 0; day < knownDays; ++day) {
                for (int i = 0; i < (which == 0 ? 1 : day % 4 ? 0 : 2); ++i) {
                    const qint64 seconds = m_today.addDays(-day).startOfDay(zone).toSecsSinceEpoch() + 60 + i;
                    const QString id = sha(which * 1'000 + day * 10 + i);
                    list.append({.sha = id, .author = {u"<i>Ann</i> & Bob"_s, u"a@x"_s}, .committer = {u"A"_s, u"a@x"_s}, .authorTime = {seconds, 0}, .committerTime = {seconds, 0}, .message = u"change"_s,
                                 .parents = {sha(99'999)}, .files = {{.path = u"src/a.c"_s, .insertions = 3, .deletions = 1}, {.path = u"docs/b.md"_s, .insertions = 1}}});
                    Analysis card{.sha = id, .analyzer = u"rules"_s, .createdAt = QDateTime::fromSecsSinceEpoch(seconds)};
                    card.card.importance = day == 4 ? Importance::High : Importance::Low;
                    card.markdown = u"card"_s;
                    cards.append(card);
                    shas.append(id);
                }
            }
            storage::CommitStore commits(database);
            const DaySpan span{m_today.addDays(1 - knownDays), m_today, zone};
            for (const auto &done : {commits.add(added->id, list), commits.setListing(added->id, span.beginSeconds(), span.endSeconds(), shas), storage::AnalysisStore(database).add(cards)}) {
                if (!done)
                    return done;
            }
        }
        return {};
    }

    void open(bool filled)
    {
        m_workspace.reset();
        m_folder = std::make_unique<QTemporaryDir>();
        m_today = testkit::steadyToday(defaultTimeZone());
        {
            const auto database = storage::Database::open(m_folder->path());
            VERIFY_OK(database);
            if (filled)
                VERIFY_OK((*database)->transaction([&] { return fill(**database); }));
            Settings settings;
            settings.fetchOnStart = false;
            settings.exportFolder = m_folder->path();
            VERIFY_OK(storage::SettingsStore(**database).save(settings));
        }
        m_workspace = std::make_unique<jobs::Workspace>(jobs::WorkspaceOptions{.dataFolder = m_folder->path()});
        QSignalSpy opened(m_workspace.get(), &jobs::Workspace::opened);
        m_workspace->open();
        QTRY_VERIFY(!opened.isEmpty());
    }
    static bool reads(const ui::HistoryDialog &dialog, const QString &summary)
    {
        const auto *label = dialog.findChild<QLabel *>(u"historySummary"_s);
        return QTest::qWaitFor([&] { return label->text() == summary; }, patience);
    }
    static ui::HistoryPage *page(const ui::HistoryDialog &dialog, int index)
    {
        auto *tabs = dialog.findChild<QTabWidget *>();
        tabs->setCurrentIndex(index);
        return static_cast<ui::HistoryPage *>(tabs->currentWidget());
    }
    /// Chooses an item of the export menu and a file.
    static bool save(const ui::HistoryDialog &dialog, int item, const QString &file)
    {
        dialog.findChild<QToolButton *>(u"historyExport"_s)->menu()->actions()[item]->trigger();
        auto *chooser = dialog.findChild<QFileDialog *>();
        if (!chooser)
            return false;
        Q_EMIT chooser->fileSelected(file);
        chooser->close();
        QCoreApplication::sendPostedEvents(chooser, QEvent::DeferredDelete);
        const auto *bar = dialog.findChild<ui::MessageBar *>();
        return QTest::qWaitFor([&] { return bar->text().contains(QFileInfo(file).fileName()); }, patience);
    }
    static QByteArray contents(const QString &file)
    {
        QFile read(file);
        return read.open(QIODevice::ReadOnly) ? read.readAll() : QByteArray();
    }

private Q_SLOTS:
    void cleanup() { m_workspace.reset(); }

    void theCalendarIsWalkedByKeyboard()
    {
        open(true);
        ui::HistoryDialog dialog(*m_workspace, nullptr);
        dialog.show();
        dialog.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&dialog, 30'000));
        QVERIFY2(reads(dialog, u"60 commit(s), 3 of high importance; 40 of 365 days were read"_s), qPrintable(dialog.findChild<QLabel *>(u"historySummary"_s)->text()));
        auto *map = dialog.findChild<ui::HeatMap *>();
        QVERIFY(map->hasFocus());
        QCOMPARE(map->current(), m_today);
        QSignalSpy told(map, &ui::HeatMap::told), wanted(&dialog, &ui::HistoryDialog::dayWanted);
        QTest::keyClick(map, Qt::Key_Left);
        QCOMPARE(map->current(), m_today.addDays(-7));
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(map, Qt::Key_Down);
        QCOMPARE(map->current(), m_today.addDays(-4));
        QVERIFY2(told.last().first().toString().endsWith(u": 3 commit(s), 3 of high importance"_s), qPrintable(told.last().first().toString()));
        QCOMPARE(map->accessibleDescription(), told.last().first().toString());
        QTest::keyClick(map, Qt::Key_Home);
        QCOMPARE(map->current(), m_today.addDays(-364));
        QVERIFY(told.last().first().toString().contains(u"this day has not been read"_s));
        QTest::keyClick(map, Qt::Key_Up); // no further
        QCOMPARE(map->current(), m_today.addDays(-364));
        QTest::keyClick(map, Qt::Key_Return);
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.first().first().toDate(), m_today.addDays(-364));
    }

    /// "Read of n of m": a repository that nobody can fetch is none of m.
    void whatCameWithAReportIsNotMissing()
    {
        storage::HistoryDay day{.date = QDate(2026, 1, 7), .counts = {0, 3, 0, 1}, .listed = 2, .unread = 0};
        QVERIFY2(ui::wordsOf(day).endsWith(u": 4 commit(s), 1 of high importance"_s), qPrintable(ui::wordsOf(day)));
        day.unread = 1;
        QVERIFY2(ui::wordsOf(day).endsWith(u"; read of 2 of 3 repositories"_s), qPrintable(ui::wordsOf(day)));
        open(true);
        {
            const auto database = storage::Database::open(m_folder->path());
            VERIFY_OK(database);
            VERIFY_OK(storage::RepositoryStore(**database).add({.name = u"told"_s, .imported = true}, u"told"_s));
        }
        m_workspace = std::make_unique<jobs::Workspace>(jobs::WorkspaceOptions{.dataFolder = m_folder->path()});
        QSignalSpy opened(m_workspace.get(), &jobs::Workspace::opened);
        m_workspace->open();
        QTRY_VERIFY(!opened.isEmpty());
        QCOMPARE(m_workspace->allIds().size(), 3);
        ui::HistoryDialog dialog(*m_workspace, nullptr);
        dialog.show();
        QVERIFY(reads(dialog, u"60 commit(s), 3 of high importance; 40 of 365 days were read"_s));
        auto *map = dialog.findChild<ui::HeatMap *>();
        QTest::keyClick(map, Qt::Key_Left);
        QVERIFY2(map->accessibleDescription().endsWith(u": 1 commit(s)"_s), qPrintable(map->accessibleDescription())); // no more to be said
    }

    void whatIsChosenIsShownAndRemembered()
    {
        open(true);
        {
            ui::HistoryDialog dialog(*m_workspace, nullptr);
            dialog.show();
            auto *repository = dialog.findChild<QComboBox *>(u"historyRepository"_s), *span = dialog.findChild<QComboBox *>(u"historySpan"_s);
            repository->setCurrentIndex(1);
            span->setCurrentIndex(0);
            QVERIFY(reads(dialog, u"30 commit(s), 1 of high importance; 30 of 30 days were read"_s)); // and no answer of what was chosen before
            QCOMPARE(page(dialog, 0)->shownSheet().rows.size(), 30);
            QCOMPARE(page(dialog, 1)->shownSheet().rows.size(), 30); // days, as they are few
            repository->setCurrentIndex(0);
            span->setCurrentIndex(1);
            QVERIFY(reads(dialog, u"60 commit(s), 3 of high importance; 40 of 90 days were read"_s));
            QVERIFY(page(dialog, 1)->shownSheet().rows.size() <= 14); // weeks
        }
        ui::HistoryDialog again(*m_workspace, nullptr);
        QCOMPARE(again.findChild<QComboBox *>(u"historySpan"_s)->currentData().toInt(), 90);
    }

    void picturesAndTablesAreSaved()
    {
        open(true);
        ui::HistoryDialog dialog(*m_workspace, nullptr);
        dialog.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog, 30'000));
        QVERIFY(reads(dialog, u"60 commit(s), 3 of high importance; 40 of 365 days were read"_s));
        for (int i = 0; i < 5; ++i) {
            ui::HistoryPage *one = page(dialog, i);
            QVERIFY(!one->isEmpty());
            const QString file = m_folder->filePath(u"p%1"_s.arg(i));
            QVERIFY(save(dialog, 0, file + u".svg"_s));
            QSvgRenderer svg;
            QVERIFY2(svg.load(file + u".svg"_s), qPrintable(one->name()));
            QVERIFY(svg.defaultSize().width() > 200 && contents(file + u".svg"_s).contains("<text") && !contents(file + u".svg"_s).contains("<image"));
            QVERIFY(save(dialog, 1, file + u".png"_s));
            const QImage png(file + u".png"_s);
            QCOMPARE(png.width(), 2 * svg.viewBox().width());
            QSet<QRgb> seen;
            for (int x = 0; x < png.width(); x += 3) {
                for (int y = 0; y < png.height(); y += 3)
                    seen.insert(png.pixel(x, y));
            }
            QVERIFY2(seen.size() > 4, qPrintable(one->name())); // something is drawn
        }
        page(dialog, 4);
        QVERIFY(save(dialog, 2, m_folder->filePath(u"authors.csv"_s)));
        QCOMPARE(contents(m_folder->filePath(u"authors.csv"_s)), "\xef\xbb\xbf\"Author\",\"Commits\",\"Lines Added\",\"Lines Removed\"\r\n\"<i>Ann</i> & Bob\",\"60\",\"240\",\"60\"\r\n"_ba);
        QVERIFY(save(dialog, 5, m_folder->filePath(u"week.md"_s)));
        QVERIFY(contents(m_folder->filePath(u"week.md"_s)).startsWith("# 每周更新摘要"));
        QVERIFY(save(dialog, 6, m_folder->filePath(u"month.md"_s)));
        QVERIFY(contents(m_folder->filePath(u"month.md"_s)).startsWith("# 每月更新摘要"));
    }

    void tablesSortAndCopy()
    {
        open(true);
        ui::HistoryDialog dialog(*m_workspace, nullptr);
        dialog.show();
        QVERIFY(reads(dialog, u"60 commit(s), 3 of high importance; 40 of 365 days were read"_s));
        ui::HistoryPage *folders = page(dialog, 3);
        auto *table = folders->findChild<QTableView *>();
        table->sortByColumn(1, Qt::AscendingOrder);
        QStringList names;
        for (const QVariantList &row : folders->shownSheet().rows)
            names.append(row[1].toString());
        QVERIFY(std::ranges::is_sorted(names) && names.contains(u"src/"_s) && names.contains(u"docs/"_s));
        table->sortByColumn(2, Qt::DescendingOrder); // by number, not by digit
        QCOMPARE(folders->shownSheet().rows.first()[2].toInt(), 120);
        table->selectRow(0);
        table->setFocus();
        folders->copyTable();
        const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n');
        QCOMPARE(lines[0], u"Repository\tFolder\tLines Added\tLines Removed\tChanges of Files"_s);
        QCOMPARE(lines.size(), folders->shownSheet().rows.size() + 2); // one chosen row is where the cursor is, not what is wanted
    }

    void hostileNamesAreText()
    {
        open(true);
        ui::HistoryDialog dialog(*m_workspace, nullptr);
        QVERIFY(reads(dialog, u"60 commit(s), 3 of high importance; 40 of 365 days were read"_s));
        for (const int index : {2, 3, 4}) {
            const auto axes = page(dialog, index)->findChild<QChartView *>()->chart()->axes(Qt::Vertical);
            QCOMPARE(axes.size(), 1);
            const QStringList labels = axes.first()->property("categories").toStringList();
            QVERIFY(!labels.isEmpty() && !labels.join(u' ').contains(u'<') && labels.join(u' ').contains(u'‹')); // the chart takes them for HTML
        }
    }

    void countsStandBesideTheBars()
    {
        open(true);
        ui::HistoryDialog dialog(*m_workspace, nullptr);
        dialog.show();
        QVERIFY(reads(dialog, u"60 commit(s), 3 of high importance; 40 of 365 days were read"_s));
        auto *tabs = dialog.findChild<QTabWidget *>();
        for (const int index : {1, 2, 3, 4}) {
            tabs->setCurrentIndex(index);
            auto *view = page(dialog, index)->findChild<QChartView *>();
            view->grab();
            QStringList texts;
            for (const QGraphicsItem *item : view->scene()->items()) {
                if (const auto *text = qgraphicsitem_cast<const QGraphicsTextItem *>(item))
                    texts << text->toPlainText();
            }
            QVERIFY2(texts.contains(u"0"_s), qPrintable(u"page %1: %2"_s.arg(QString::number(index), texts.join(u' '))));
        }
    }

    void repositoriesStandBesideOneAnother()
    {
        open(true);
        ui::HistoryDialog dialog(*m_workspace, nullptr);
        QVERIFY(reads(dialog, u"60 commit(s), 3 of high importance; 40 of 365 days were read"_s));
        const Sheet sheet = page(dialog, 2)->shownSheet();
        QCOMPARE(sheet.heads.first(), u"Repository"_s);
        QCOMPARE(sheet.rows, (QList<QVariantList>{{u"one"_s, 40, 1, 0, 39, 0}, {u"<b>two</b>"_s, 20, 2, 0, 18, 0}}));
    }

    void agreementShowsWhatWasJudged()
    {
        open(true);
        ui::HistoryDialog dialog(*m_workspace, nullptr);
        QVERIFY(reads(dialog, u"60 commit(s), 3 of high importance; 40 of 365 days were read"_s));
        QVERIFY(page(dialog, 5)->isEmpty());
        m_workspace->show({m_today, m_today, defaultTimeZone()}, m_workspace->allIds()); // as a window does
        const auto rows = m_workspace->highToReview(0);
        QTRY_VERIFY(rows.isFinished());
        m_workspace->triage(*rows.result(), [](Triage &triage) { triage.importance = Importance::Low; }, u"x"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!page(dialog, 5)->isEmpty(), patience); // the dialog follows
        const Sheet sheet = page(dialog, 5)->shownSheet();
        QCOMPARE(sheet.rows, QList<QVariantList>({{u"one"_s, u"Rules"_s, 0, 0, 0, 1}, {u"<b>two</b>"_s, u"Rules"_s, 0, 0, 0, 2}}));
    }

    void nothingKnownIsSaid()
    {
        open(false);
        ui::HistoryDialog dialog(*m_workspace, nullptr);
        QVERIFY(reads(dialog, u"0 commit(s), 0 of high importance; 0 of 365 days were read"_s));
        for (const int index : {2, 3, 4, 5})
            QVERIFY(page(dialog, index)->isEmpty());
    }

    void aDayOpensInTheWindow()
    {
        open(true);
        ui::MainWindow window(*m_workspace);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window, 30'000));
        window.begin(m_today);
        const auto *commits = window.findChild<models::CommitsModel *>();
        QTRY_COMPARE_WITH_TIMEOUT(commits->rowCount(), 3, patience);
        window.actions()[ui::Do::History]->trigger();
        auto *dialog = window.findChild<ui::HistoryDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        window.actions()[ui::Do::History]->trigger(); // the same one
        QCOMPARE(window.findChildren<ui::HistoryDialog *>().size(), 1);
        QVERIFY(reads(*dialog, u"60 commit(s), 3 of high importance; 40 of 365 days were read"_s));
        auto *map = dialog->findChild<ui::HeatMap *>();
        QTest::keyClick(map, Qt::Key_Up);
        QTest::keyClick(map, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(commits->rowCount(), 1, patience);
        QCOMPARE(m_workspace->span().first, m_today.addDays(-1));
        QTRY_VERIFY(!window.findChild<ui::HistoryDialog *>());
    }

private:
    using Sheet = ui::Sheet;
};

RIJIAN_UI_TEST_MAIN(TestHistory)
#include "tst_history.moc"
