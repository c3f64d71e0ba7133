// Files that the user ticks as viewed: in the diff's headers, by key, in the list.

#include "models/changedfilesmodel.h"
#include "support/patchbuilder.h"
#include "support/screenreader.h"
#include "support/uitest.h"
#include "ui/diff/changedfiles.h"
#include "ui/diff/changesdialog.h"
#include "ui/diff/diffpane.h"
#include "ui/diff/filedelegate.h"
#include "ui/diff/filesbutton.h"
#include "ui/diff/filesdrop.h"
#include "ui/diff/findbar.h"
#include "ui/emptystate.h"
#include "ui/theme.h"

#include <QTreeView>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>

using namespace rijian;
using namespace rijian::ui;
using testkit::Heard;
using namespace Qt::StringLiterals;

class TestViewedFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_pane = std::make_unique<DiffPane>();
        m_pane->resize(1'200, 600);
        m_pane->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_pane.get(), 30'000));
        show();
    }
    void cleanup() { m_pane.reset(); }

    void theKeyTicksAndGoesOn()
    {
        QSignalSpy kept(m_pane.get(), &DiffPane::viewedChanged);
        view().toggleViewed();
        QVERIFY(view().isViewed(0) && view().isCollapsed(0));
        QCOMPARE(view().currentFile(), 1);
        view().toggleViewed();
        QCOMPARE(view().currentFile(), 2);
        QCOMPARE(kept.count(), 2);
        QCOMPARE(kept.last(), (QVariantList{QVariant::fromValue(QSet<QString>{u"b.c"_s}), true}));
        view().scrollToFile(0);
        view().toggleViewed(); // once more takes it back, and stays
        QVERIFY(!view().isViewed(0) && !view().isCollapsed(0));
        QCOMPARE(view().currentFile(), 0);
        QVERIFY(!kept.last()[1].toBool());
        QVERIFY(!inList(0) && inList(1) && !inList(2));
    }

    void theHeaderTakesClicks()
    {
        const QRect zone = tickZone(view().scene().metrics(), view().viewport()->width());
        QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, zone.center());
        QVERIFY(view().isViewed(0) && view().isCollapsed(0));
        QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, {60, zone.center().y()}); // the rest of the header opens it, and leaves the tick
        QVERIFY(view().isViewed(0) && !view().isCollapsed(0));
    }

    void whatWasKeptIsShown()
    {
        m_pane->setViewed({u"a.c"_s, u"gone.c"_s});
        QVERIFY(view().isViewed(0) && view().isCollapsed(0) && !view().isViewed(1));
        QVERIFY(inList(0) && !inList(1));
        view().setCollapsed(0, false);
        m_pane->setViewed({u"a.c"_s, u"b.c"_s}); // what the user opened again stays open
        QVERIFY(!view().isCollapsed(0) && view().isCollapsed(1));
        show();
        QVERIFY(!view().isViewed(0) && !inList(0)); // another commit
    }

    /// The ticks are known before the diff is.
    void ticksMayComeFirst()
    {
        m_pane->setPatch(patch());
        m_pane->setViewed({u"c.c"_s});
        QTRY_COMPARE(view().state(), DiffView::State::Ready);
        QVERIFY(view().isViewed(2) && view().isCollapsed(2));
    }

    /// One file at a time: the others take no room, and every way through the commit goes on to them.
    void oneFileAtATime()
    {
        const int all = view().verticalScrollBar()->maximum();
        view().scrollToFile(1);
        view().setSingleFile(true);
        QCOMPARE(view().currentFile(), 1);
        QVERIFY(view().verticalScrollBar()->maximum() < all / 2 + 100);
        QVERIFY(view().nextFile());
        QCOMPARE(view().currentFile(), 2);
        QVERIFY(!view().nextFile());
        QVERIFY(view().previousChange()); // in the file before
        QCOMPARE(view().currentFile(), 1);
        view().find(u"c"_s);
        QTRY_COMPARE(view().scene().matches.size(), 1U);
        QCOMPARE(view().currentFile(), 2);
        view().scrollToFile(0);
        while (view().currentFile() == 0)
            QVERIFY(view().pageDownOrEnd()); // to the next file at the end
        QCOMPARE(view().currentFile(), 1);
        view().toggleViewed();
        QCOMPARE(view().currentFile(), 2);
        DiffPane other;
        QVERIFY(other.restoreState(m_pane->saveState()));
        QVERIFY(other.view()->singleFile());
        show(); // another commit begins with its first file
        QCOMPARE(view().currentFile(), 0);
        view().setSingleFile(false);
        QCOMPARE(view().verticalScrollBar()->maximum(), all);
    }

    /// Nothing of the files that are not shown is painted: below the one that is stands the window's ground.
    void oneFileIsPaintedAlone()
    {
        m_pane->setPatch(std::make_shared<const CommitPatch>(testkit::commitPatch(
            u"subject"_s, QByteArray(testkit::fileDiff("a.c", "+a\n") + testkit::fileDiff("b.c", "+b\n") + testkit::fileDiff("c.c", "+c\n")))));
        QTRY_COMPARE(view().scene().documents()[0]->patch().lines.size(), 1U);
        view().setSingleFile(true);
        view().scrollToFile(1);
        const auto &geometry = view().scene().geometry();
        const QImage image = view().viewport()->grab().toImage();
        const double ratio = image.devicePixelRatio();
        const int below = int(geometry.bottom(1) - geometry.top({1, -1})) + 3;
        QVERIFY(below + 40 < view().viewport()->height());
        for (int y = below; y < view().viewport()->height(); y += 4)
            QCOMPARE(image.pixelColor(int(200 * ratio), int(y * ratio)), colors().window);
    }

    void theTableLeadsToTheChanges()
    {
        ChangesDialog dialog(m_pane->view());
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        QCOMPARE(dialog.table()->model()->rowCount(), 3);
        QCOMPARE(dialog.table()->currentIndex().row(), 0);
        view().setCollapsed(1, true);
        dialog.table()->selectRow(1);
        QTest::keyClick(dialog.table(), Qt::Key_Return);
        QVERIFY(!view().isCollapsed(1));
        QCOMPARE(view().readingLine().file, 1);
        m_pane->clear();
        QCOMPARE(dialog.table()->model()->rowCount(), 0);
    }

    /// A commit of renames alone has its rows, which lead to the files; one without files says so.
    void theTableTellsOfFilesWithoutLines()
    {
        m_pane->setPatch(std::make_shared<const CommitPatch>(
            testkit::commitPatch(u"subject"_s, "diff --git a/one.c b/two.c\nsimilarity index 100%\nrename from one.c\nrename to two.c\n"
                                               "diff --git a/three.c b/four.c\nsimilarity index 100%\nrename from three.c\nrename to four.c\n")));
        QTRY_COMPARE(view().scene().files.size(), 2U);
        ChangesDialog dialog(m_pane->view());
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        QCOMPARE(dialog.table()->model()->rowCount(), 2);
        QVERIFY(dialog.table()->isVisible() && dialog.goButton()->isEnabled());
        QCOMPARE(dialog.table()->columnSpan(1, 2), 2);
        QVERIFY(dialog.table()->model()->index(1, 2).data().toString().startsWith(u"renamed; "_s));
        view().setCollapsed(1, true);
        dialog.table()->selectRow(1);
        dialog.goButton()->click();
        QCOMPARE(view().currentFile(), 1);
        QVERIFY(!view().isCollapsed(1));
        m_pane->setPatch(std::make_shared<const CommitPatch>(testkit::commitPatch(u"subject"_s, "")));
        QTRY_COMPARE(view().state(), DiffView::State::NoChanges);
        QVERIFY(!dialog.table()->isVisible() && !dialog.goButton()->isEnabled());
        QVERIFY(dialog.empty()->isVisible());
        QCOMPARE(dialog.empty()->title(), u"This commit changes no files"_s);
        show();
        QVERIFY(dialog.table()->isVisible() && dialog.goButton()->isEnabled());
    }

    /// A fold that opens makes other lines of the file's patch: the table goes on with the same changes.
    void theTableFollowsAFold()
    {
        const QByteArray start = "diff --git a/x b/x\n--- a/x\n+++ b/x\n";
        const auto context = [](int count) { return QByteArray(" line\n").repeated(count); };
        m_pane->setPatch(std::make_shared<const CommitPatch>(testkit::commitPatch(
            u"subject"_s, QByteArray(start + "@@ -51,7 +51,7 @@\n" + context(3) + "-a\n+b\n" + context(3) + "@@ -71,7 +71,7 @@\n" + context(3) + "-c\n+d\n" + context(3)))));
        QTRY_COMPARE(view().state(), DiffView::State::Ready);
        ChangesDialog dialog(m_pane->view());
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        dialog.table()->selectRow(1);
        view().openFold(0, 0, 0);
        view().setWholeFile(0, testkit::patchFromDiff(QByteArray(start + "@@ -1,80 +1,80 @@\n" + context(53) + "-a\n+b\n" + context(19) + "-c\n+d\n" + context(6))).constFirst());
        QTRY_VERIFY(view().scene().files[0].document->patch().lines.size() > 20);
        QCOMPARE(dialog.table()->currentIndex().row(), 1);
        QTest::keyClick(dialog.table(), Qt::Key_Return);
        QCOMPARE(view().readingLine().line, 74); // the removed "c"
    }

    /// The rest of a large commit, and the other mode, leave the row where it is.
    void theTableFollowsTheRest()
    {
        CommitPatch beginning = *patch();
        beginning.partial = true;
        beginning.files[2].gap = PatchGap::Later;
        beginning.files[2].lines.clear();
        beginning.files[2].hunks.clear();
        m_pane->setPatch(std::make_shared<const CommitPatch>(beginning));
        QTRY_COMPARE(view().scene().document(2).note(), diff::FileNote::Later);
        ChangesDialog dialog(m_pane->view());
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        dialog.table()->selectRow(1);
        m_pane->setPatch(patch());
        QTRY_COMPARE(view().scene().document(2).note(), diff::FileNote::None);
        QCOMPARE(dialog.table()->currentIndex().row(), 1);
        m_pane->setMode(diff::DiffMode::SideBySide);
        QCOMPARE(dialog.table()->currentIndex().row(), 1);
        m_pane->setMode(diff::DiffMode::Unified);
    }

    /// In the list: a tick takes clicks, and each file has a menu.
    void theListTicksAndAsks()
    {
        QTreeView *list = m_pane->files()->list();
        const QModelIndex second = list->model()->index(1, 0);
        const QPoint tick = FileDelegate::tickZone(list->visualRect(second)).center().toPoint();
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, tick);
        QVERIFY(view().isViewed(1) && inList(1));
        QCOMPARE(view().currentFile(), 0); // that was all
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, tick);
        QVERIFY(!view().isViewed(1) && !inList(1));
        QSignalSpy asked(m_pane->view(), &DiffView::patchWanted);
        list->setCurrentIndex(second);
        QContextMenuEvent event(QContextMenuEvent::Keyboard, list->rect().center(), list->mapToGlobal(list->rect().center()));
        QApplication::sendEvent(list, &event);
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu);
        const auto choose = [menu](const QString &text) {
            for (QAction *action : menu->actions()) {
                if (action->text().remove(u'&') == text)
                    return action->trigger();
            }
            QFAIL(qPrintable(text));
        };
        choose(u"Copy Path"_s);
        QCOMPARE(QApplication::clipboard()->text(), u"b.c"_s);
        choose(u"Copy File as Patch"_s);
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked[0][0].toInt(), 1);
        choose(u"Collapsed"_s);
        QVERIFY(view().isCollapsed(1) && !view().isViewed(1));
        choose(u"File Viewed"_s);
        QVERIFY(view().isViewed(1));
        menu->close();
    }

    /// What git has as other bytes is another file, though it reads alike.
    void whatReadsAlikeIsTickedAlone()
    {
        CommitPatch both = *patch();
        both.files.resize(2);
        for (FilePatch &file : both.files)
            file.change.path = file.change.oldPath = u"é.c"_s;
        both.files[0].oldSide.path = both.files[0].newSide.path = "\xe9.c"_ba;
        m_pane->setPatch(std::make_shared<const CommitPatch>(both));
        QTRY_COMPARE(view().state(), DiffView::State::Ready);
        QSignalSpy kept(m_pane.get(), &DiffPane::viewedChanged);
        view().toggleViewed();
        QVERIFY(view().isViewed(0) && !view().isViewed(1) && inList(0) && !inList(1));
        const auto keys = kept[0][0].value<QSet<QString>>();
        m_pane->setViewed({});
        QVERIFY(!view().isViewed(0));
        m_pane->setViewed(keys); // as they are read again
        QVERIFY(view().isViewed(0) && !view().isViewed(1) && inList(0) && !inList(1));
    }

    /// By the keyboard to the list, and from there to its filter.
    void theListIsReached()
    {
        m_pane->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_pane.get(), 30'000));
        m_pane->focusFiles();
        QVERIFY(m_pane->files()->list()->hasFocus());
        m_pane->focusFiles();
        QVERIFY(m_pane->files()->filter()->hasFocus());
    }

    /// A filter that nothing passes says so; it is for one commit, however that is read.
    void theFilterIsOfOneCommit()
    {
        ChangedFiles *files = m_pane->files();
        files->filter()->setText(u"nowhere"_s);
        QCOMPARE(files->list()->model()->rowCount(), 0);
        QVERIFY(files->none()->isVisible());
        QCOMPARE(files->filter()->accessibleDescription(), files->none()->text());
        m_pane->setReloading();
        show(); // the same
        QCOMPARE(files->filter()->text(), u"nowhere"_s);
        QVERIFY(files->none()->isVisible());
        CommitPatch other = *patch();
        other.commit.sha = QString(40, u'b');
        m_pane->setLoading();
        m_pane->setPatch(std::make_shared<const CommitPatch>(other));
        QVERIFY(files->filter()->text().isEmpty() && !files->none()->isVisible());
        QCOMPARE(files->list()->model()->rowCount(), 3);
        QVERIFY(files->filter()->accessibleDescription().isEmpty());
        m_pane->clear();
        QVERIFY(files->none()->isHidden()); // nothing is filtered
    }

    /// Where there is no room beside the diff, the same list drops over it.
    void theListDropsWhereThePaneIsNarrow()
    {
        auto *button = m_pane->findChild<FilesButton *>();
        auto *drop = m_pane->findChild<FilesDrop *>();
        QVERIFY(!button->isVisible());
        makeNarrow();
        ChangedFiles *files = m_pane->files();
        QVERIFY(button->isVisible() && !files->isVisible());
        QCOMPARE(button->text(), u"a.c"_s);
        QCOMPARE(button->accessibleDescription(), u"a.c, file 1 of 3"_s);
        m_pane->focusFiles();
        QVERIFY(drop->isOpen() && button->isChecked() && files->list()->hasFocus() && files->isVisible());
        QVERIFY(m_pane->rect().contains(drop->geometry()) && files->list()->viewport()->height() >= 3 * files->list()->sizeHintForRow(0));
        m_pane->focusFiles();
        QVERIFY(files->filter()->hasFocus());
        QTest::keyClicks(files->filter(), u"b"_s);
        QCOMPARE(files->list()->model()->rowCount(), 1);
        QTest::keyClick(files->filter(), Qt::Key_Escape); // clears, and no more
        QVERIFY(drop->isOpen() && files->filter()->text().isEmpty());
        QTest::keyClick(files->filter(), Qt::Key_Down);
        QTest::keyClick(files->list(), Qt::Key_Down);
        QCOMPARE(view().currentFile(), 1);
        QCOMPARE(button->text(), u"b.c"_s);
        const QPoint tick = FileDelegate::tickZone(files->list()->visualRect(files->list()->model()->index(2, 0))).center().toPoint();
        QTest::mouseClick(files->list()->viewport(), Qt::LeftButton, {}, tick);
        QVERIFY(view().isViewed(2) && inList(2) && drop->isOpen());
        QCOMPARE(view().currentFile(), 1);
        QTest::keyClick(files->list(), Qt::Key_Return);
        QVERIFY(!drop->isOpen() && !button->isChecked() && !files->isVisible() && view().hasFocus());
        QCOMPARE(view().currentFile(), 1);
        m_pane->resize(1'200, 600); // at its side again
        QVERIFY(files->isVisible() && !button->isVisible());
        QVERIFY(files->list()->viewport()->height() > 400);
    }

    void theDroppedListIsLeft()
    {
        QLineEdit other(m_pane.get()); // whatever else has the keyboard
        other.move(300, 4);
        other.show();
        makeNarrow();
        auto *button = m_pane->findChild<FilesButton *>();
        auto *drop = m_pane->findChild<FilesDrop *>();
        ChangedFiles *files = m_pane->files();
        other.setFocus();
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(drop->isOpen() && files->list()->hasFocus());
        QTest::keyClick(files->list(), Qt::Key_Escape);
        QVERIFY(!drop->isOpen() && other.hasFocus());
        m_pane->focusFiles();
        QTest::keyClick(files->filter(), Qt::Key_Escape);
        QVERIFY(!drop->isOpen() && other.hasFocus());
        m_pane->focusFiles();
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(!drop->isOpen() && other.hasFocus());
        m_pane->focusFiles();
        QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, {60, 10}); // on a header, which stays as it is
        QVERIFY(!drop->isOpen() && other.hasFocus() && !view().isCollapsed(0));
        m_pane->focusFiles();
        view().setFocus();
        QTRY_VERIFY(!drop->isOpen() && view().hasFocus());
        other.setFocus();
        m_pane->focusFiles();
        QTest::mouseClick(drop, Qt::LeftButton, {}, {drop->width() / 2, 3}); // beside the rows
        QVERIFY(drop->isOpen());
        QTest::mouseClick(files->list()->viewport(), Qt::LeftButton, {}, files->list()->visualRect(files->list()->model()->index(1, 0)).center() - QPoint(20, 0));
        QVERIFY(!drop->isOpen() && view().hasFocus());
        QCOMPARE(view().currentFile(), 1);
        other.setFocus();
        m_pane->focusFiles();
        m_pane->resize(1'200, 600);
        QVERIFY(!drop->isOpen() && files->isVisible() && files->list()->hasFocus()); // it is the same list
        m_pane->resize(500, 600);
        m_pane->focusFiles();
        QVERIFY(drop->isOpen());
        m_pane->clear();
        QVERIFY(!drop->isOpen() && !button->isVisible());
    }

    /// A panel for few files is small; one that the filter empties stays as it is, and never is it larger than the pane.
    void theDroppedListIsAsTallAsItNeeds()
    {
        makeNarrow();
        auto *drop = m_pane->findChild<FilesDrop *>();
        m_pane->focusFiles();
        const int few = drop->height();
        QVERIFY(few < 250);
        m_pane->files()->filter()->setText(u"b"_s);
        QCoreApplication::processEvents();
        QCOMPARE(drop->height(), few);
        m_pane->files()->filter()->clear();
        QTest::keyClick(m_pane->files()->list(), Qt::Key_Escape);
        CommitPatch many = *patch();
        for (int i = 0; i < 100; ++i) {
            many.files.append(many.files.last());
            many.files.last().change.path = many.files.last().change.oldPath = u"d/%1.c"_s.arg(i);
        }
        m_pane->setPatch(std::make_shared<const CommitPatch>(many));
        QTRY_COMPARE(view().scene().files.size(), 103U);
        m_pane->focusFiles();
        QVERIFY(drop->height() > 400 && m_pane->rect().contains(drop->geometry()));
        m_pane->resize(400, 300);
        QVERIFY(m_pane->rect().contains(drop->geometry()));
    }

    /// Rows that come back in thousands of stretches are laid out once.
    void theFilterIsQuickWithManyFiles()
    {
        CommitPatch many = *patch();
        const FilePatch one = many.files.first();
        many.files.clear();
        for (int i = 0; i < 10'000; ++i) {
            FilePatch file = one;
            file.lines.resize(1);
            file.hunks[0].lineCount = 1;
            file.change.path = file.change.oldPath = u"d%1/f%2.c"_s.arg(i / 100).arg(i);
            many.files.append(file);
        }
        m_pane->setPatch(std::make_shared<const CommitPatch>(many));
        QTRY_COMPARE_WITH_TIMEOUT(view().scene().files.size(), 10'000U, 30'000);
        for (const bool tree : {false, true}) {
            m_pane->files()->setTree(tree);
            QElapsedTimer clock;
            clock.start();
            m_pane->files()->filter()->setText(u"7"_s);
            QCoreApplication::processEvents();
            m_pane->files()->filter()->clear();
            QCoreApplication::processEvents();
            qInfo("filtered and back in %lld ms", clock.elapsed());
            QVERIFY(clock.elapsed() < 1'000);
            QVERIFY(m_pane->files()->list()->model()->rowCount() == (tree ? 100 : 10'000));
        }
    }

    /// A screen reader hears the change that the view goes to.
    void changesAreReadOut()
    {
        const Heard heard;
        QVERIFY(view().goToLine(2, 0));
        QCOMPARE(heard.words, QStringList{u"c.c, line 1; added: c"_s});
        // All of a change, though its first row side by side is of an added line alone; and only that change where hunks touch.
        heard.take();
        m_pane->setMode(diff::DiffMode::SideBySide);
        m_pane->setPatch(std::make_shared<const CommitPatch>(testkit::commitPatch(
            u"subject"_s, "diff --git a/a.c b/a.c\n--- a/a.c\n+++ b/a.c\n@@ -1,1 +1,2 @@\n-int value = first(argument);\n+// a comment\n+int value = first(other);\n@@ -2,1 +3,1 @@\n-two\n+three\n")));
        QTRY_COMPARE(view().state(), DiffView::State::Ready);
        QVERIFY(view().goToLine(0, 1)); // the added line above the pair
        QCOMPARE(heard.words, QStringList{u"a.c, line 1; removed: int value = first(argument);; added: // a comment\nint value = first(other);"_s});
    }

    /// So are the marks beside it: where its lines moved, and that a model did not read them.
    void marksOfAChangeAreReadOut()
    {
        const QByteArray block = "void aFunctionThatMoves(int first)\n";
        m_pane->setPatch(std::make_shared<const CommitPatch>(
            testkit::commitPatch(u"subject"_s, QByteArray(testkit::fileDiff("a.c", " x\n-" + block) + testkit::fileDiff("b.c", " y\n+" + block + " z\n+new\n")))));
        QTRY_VERIFY(view().scene().files.size() == 2 && view().scene().moveOf(0, 1));
        view().setReading({FileReading{.path = u"b.c"_s, .depth = ReadDepth::Unread}});
        const Heard heard;
        view().goToLine(0, 1);
        view().goToLine(1, 1);
        view().goToLine(1, 3);
        QCOMPARE(heard.words, (QStringList{u"a.c, line 2; removed: void aFunctionThatMoves(int first); Moved to b.c, line 2"_s,
                                    u"b.c, line 2; added: void aFunctionThatMoves(int first); Moved here from a.c, line 2; The model did not read this."_s,
                                    u"b.c, line 4; added: new; The model did not read this."_s}));
    }

    /// The keys that go from file to file are answered with the file.
    void filesAreReadOut()
    {
        const Heard heard;
        QTest::keyClick(&view(), Qt::Key_PageDown, Qt::ControlModifier);
        QCOMPARE(heard.take(), QStringList{u"File 2 of 3: b.c, modified, lines added: 100"_s});
        view().setViewed({u"a.c"_s});
        QTest::keyClick(&view(), Qt::Key_PageUp, Qt::ControlModifier);
        QCOMPARE(heard.take(), QStringList{u"File 1 of 3: a.c, modified, lines added: 100; Viewed; Collapsed"_s});
        QVERIFY(view().accessibleDescription().contains(u"; Viewed; Collapsed"_s));
        QVERIFY(!view().previousFile());
        QCOMPARE(heard.take(), QStringList());
        view().nextFile();
        view().toggleViewed(); // goes on
        QCOMPARE(heard.take().last(), u"File 3 of 3: c.c, modified, lines added: 1"_s);
        view().toggleViewed(); // no other is left
        QCOMPARE(heard.take(), QStringList{u"Viewed: c.c"_s});
        view().toggleViewed();
        QCOMPARE(heard.take(), QStringList{u"No longer viewed: c.c"_s});
    }

    /// The last file stays the current one when it is collapsed and there is less to scroll over.
    void theLastFileStaysCurrent()
    {
        m_pane->setPatch(std::make_shared<const CommitPatch>(testkit::commitPatch(
            u"subject"_s, QByteArray(testkit::fileDiff("a.c", "+a\n") + testkit::fileDiff("b.c", "+b\n") + testkit::fileDiff("c.c", QByteArray("+line\n").repeated(100))))));
        QTRY_COMPARE(view().scene().document(2).patch().lines.size(), 100U);
        view().toggleViewed();
        view().toggleViewed();
        QCOMPARE(view().currentFile(), 2);
        view().verticalScrollBar()->setValue(view().verticalScrollBar()->maximum());
        const Heard heard;
        view().toggleViewed();
        QCOMPARE(view().currentFile(), 2);
        QCOMPARE(heard.words.last(), u"Viewed: c.c"_s);
        view().toggleViewed();
        QVERIFY(view().isViewed(0) && view().isViewed(1) && !view().isViewed(2));
        view().verticalScrollBar()->setValue(view().verticalScrollBar()->maximum());
        QTest::keyClick(&view(), Qt::Key_Return);
        QVERIFY(view().isCollapsed(2));
        QVERIFY2(heard.words.last().startsWith(u"File 3 of 3: c.c"_s) && heard.words.last().endsWith(u"; Collapsed"_s), qPrintable(heard.words.last()));
    }

    /// So are the keys that change what is shown of a file, and those that mark lines.
    void whatKeysDoIsReadOut()
    {
        const Heard heard;
        QTest::keyClick(&view(), Qt::Key_Return);
        QCOMPARE(heard.take(), QStringList{u"File 1 of 3: a.c, modified, lines added: 100; Collapsed"_s});
        QTest::keyClick(&view(), Qt::Key_Return);
        QCOMPARE(heard.take(), QStringList{u"File 1 of 3: a.c, modified, lines added: 100"_s});
        QTest::keyClick(&view(), Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(heard.take(), QStringList{u"a.c, line 1: line"_s});
        view().toggleAllLines();
        QCOMPARE(heard.take(), QStringList{u"All lines of the file"_s});
        m_pane->goToName(u"c.c"_s);
        QCOMPARE(heard.take(), QStringList{u"File 3 of 3: c.c, modified, lines added: 1"_s});
        m_pane->setPatch(std::make_shared<const CommitPatch>(testkit::commitPatch(u"subject"_s, "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -51,2 +51,2 @@\n a\n-b\n+c\n")));
        QTRY_COMPARE(view().scene().files.size(), 1U);
        view().openAbove();
        QCOMPARE(heard.take(), QStringList{u"Opens unchanged lines"_s});
        view().goToLine(0, 1);
        heard.take();
        view().openBelow();
        QCOMPARE(heard.take(), QStringList{u"No unchanged lines to open below"_s});
    }

    void thePlaceIsPunctuatedAsTheLanguageDoes()
    {
        testkit::OtherPunctuation other;
        QCoreApplication::installTranslator(&other);
        CommitPatch cut = *patch();
        cut.files.first().gap = PatchGap::Cut;
        m_pane->setPatch(std::make_shared<const CommitPatch>(cut));
        QTRY_COMPARE(view().scene().document(0).note(), diff::FileNote::Cut);
        view().goToLine(0, 50);
        QVERIFY2(view().accessibleDescription().contains(u"lines added: 100；line 48；"_s), qPrintable(view().accessibleDescription()));
        QCoreApplication::removeTranslator(&other);
    }

    /// Text that is marked as not to be compared is no binary file, and no picture whatever its name is.
    void whatIsMarkedIsNotCalledBinary()
    {
        CommitPatch marked;
        for (const bool notCompared : {true, false})
            marked.files.append({.change = {.path = u"a.png"_s, .oldPath = u"a.png"_s, .binary = true}, .gap = PatchGap::Binary, .notCompared = notCompared});
        marked.files.append({.change = {.path = u"a.bin"_s, .oldPath = u"a.bin"_s, .binary = true}, .gap = PatchGap::Binary});
        m_pane->setPatch(std::make_shared<const CommitPatch>(marked));
        QTRY_COMPARE(view().scene().document(2).note(), diff::FileNote::Binary);
        QVERIFY(noteWords(view().scene(), 0).contains(u".gitattributes"_s) && !view().scene().isPicture(0));
        QVERIFY(view().scene().isPicture(1));
        QVERIFY(noteWords(view().scene(), 2).contains(u"binary"_s));
    }

    /// A search says how many there are, or that there is none, and each match where it stands.
    void matchesAreReadOut()
    {
        const QByteArray far = QByteArray(600, 'x') + " needle " + QByteArray(600, 'y');
        m_pane->setPatch(std::make_shared<const CommitPatch>(testkit::commitPatch(
            u"subject"_s, QByteArray(testkit::fileDiff("a.c", "-the needle\n+other\n") + testkit::fileDiff("b.c", " one\n+\tNeedle\n+" + far + "\n")))));
        QTRY_COMPARE(view().scene().files.size(), 2U);
        const Heard heard;
        m_pane->findBar()->open(u"needle"_s);
        QTRY_COMPARE(heard.words, QStringList{u"Match 1 of 3: a.c, removed line 1: the needle"_s});
        heard.take();
        QTest::keyClick(m_pane->findBar()->field(), Qt::Key_Return);
        QCOMPARE(heard.take(), QStringList{u"Match 2 of 3: b.c, line 2: Needle"_s});
        view().nextMatch();
        QCOMPARE(heard.words.size(), 1);
        QVERIFY2(heard.words[0].startsWith(u"Match 3 of 3: b.c, line 3: …xxx"_s) && heard.words[0].contains(u" needle yy"_s) && heard.words[0].size() < 350, qPrintable(heard.words[0]));
        heard.take();
        view().previousMatch();
        QCOMPARE(heard.take(), QStringList{u"Match 2 of 3: b.c, line 2: Needle"_s});
        m_pane->findBar()->field()->setText(u"nowhere"_s);
        QTRY_COMPARE(heard.words, QStringList{u"Not found"_s});
        heard.take();
        m_pane->findBar()->field()->setText(u"line"_s);
        QTRY_COMPARE(heard.words, QStringList{u"Not found"_s});
        heard.take();
        CommitPatch next = *patch(); // of another commit nothing is gone to
        next.files.last().gap = PatchGap::Cut;
        m_pane->setPatch(std::make_shared<const CommitPatch>(next));
        QTRY_COMPARE(heard.words, QStringList{u"Matches: 200, not all lines read"_s});
        heard.take();
        m_pane->findBar()->close();
        QCoreApplication::processEvents();
        QCOMPARE(heard.take(), QStringList());
    }

private:
    static std::shared_ptr<const CommitPatch> patch()
    {
        return std::make_shared<const CommitPatch>(testkit::commitPatch(
            u"subject"_s, QByteArray(testkit::fileDiff("a.c", QByteArray("+line\n").repeated(100)) + testkit::fileDiff("b.c", QByteArray("+line\n").repeated(100))
                                     + testkit::fileDiff("c.c", "+c\n"))));
    }
    void makeNarrow()
    {
        m_pane->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_pane.get(), 30'000));
        m_pane->resize(500, 600);
    }
    void show()
    {
        m_pane->setPatch(patch());
        QTRY_COMPARE(view().state(), DiffView::State::Ready);
    }
    DiffView &view() { return *m_pane->view(); }
    bool inList(int row) { return m_pane->files()->list()->model()->index(row, 0).data(models::ChangedFilesModel::ViewedRole).toBool(); }

    std::unique_ptr<DiffPane> m_pane;
};

RIJIAN_UI_TEST_MAIN(TestViewedFiles)
#include "tst_viewedfiles.moc"
