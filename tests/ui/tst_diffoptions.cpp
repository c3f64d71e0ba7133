// How a diff is read: white space, context, moved lines, files that were cut.

#include "support/patchbuilder.h"
#include "support/uitest.h"
#include "models/changedfilesmodel.h"
#include "ui/diff/changedfiles.h"
#include "ui/diff/changeruler.h"
#include "ui/diff/diffpane.h"
#include "ui/diff/filedelegate.h"
#include "ui/diff/findbar.h"
#include "ui/theme.h"

#include <QAccessible>
#include <QLabel>
#include <QPainter>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QToolButton>
#include <QTreeView>

using namespace rijian;
using namespace rijian::ui;
using namespace Qt::StringLiterals;

class TestDiffOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_pane = std::make_unique<DiffPane>();
        m_pane->resize(1'200, 600);
        m_pane->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_pane.get(), 30'000));
    }
    void cleanup()
    {
        m_wanted.reset();
        m_pane.reset();
    }

    void choicesAreTakenAndKept()
    {
        QSignalSpy changed(m_pane.get(), &DiffPane::readingChanged);
        const jobs::ReadingOptions reading{Whitespace::IgnoreAmount, true, 10, false, true, git::DiffAlgorithm::Patience, false};
        m_pane->setReadingOptions(reading);
        m_pane->setReadingOptions(reading);
        QCOMPARE(changed.count(), 1);
        view().setMarksMoves(false);
        view().setTabWidth(8);
        view().setZoom(3);
        m_pane->setWraps(true);
        m_pane->findBar()->setOptions(true, true);
        DiffPane other;
        QVERIFY(other.restoreState(m_pane->saveState()));
        QVERIFY(other.reading() == reading);
        QVERIFY(!other.view()->marksMoves());
        QCOMPARE(other.view()->tabWidth(), 8);
        QCOMPARE(other.view()->zoom(), 3);
        QVERIFY(other.view()->wraps());
        QCOMPARE(other.findBar()->options(), std::pair(true, true));
    }

    void theMenuSaysHowToCompare()
    {
        const auto choose = [this](const QString &group, const QString &text) {
            m_pane->showOptions();
            auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
            QVERIFY(menu);
            const auto named = [](QMenu *in, const QString &name) -> QAction * {
                for (QAction *action : in->actions()) {
                    if (action->text().remove(u'&') == name)
                        return action;
                }
                return nullptr;
            };
            if (!group.isEmpty()) {
                QVERIFY(named(menu, group));
                menu->hide();
                menu = named(menu, group)->menu();
                menu->popup({});
            }
            QAction *action = named(menu, text);
            QVERIFY2(action, qPrintable(text));
            action->trigger();
            menu->hide();
        };
        choose({}, u"Ignore All"_s);
        choose({}, u"Ignore Blank Lines"_s);
        choose(u"Lines Around Changes"_s, u"10"_s);
        choose(u"Comparing"_s, u"Find Renames and Copies"_s);
        choose(u"Comparing"_s, u"Patience"_s);
        choose(u"Comparing"_s, u"Go by Indentation"_s);
        QVERIFY(m_pane->reading() == (jobs::ReadingOptions{Whitespace::IgnoreAll, true, 10, true, true, git::DiffAlgorithm::Patience, false}));
        choose(u"Comparing"_s, u"Do Not Look For"_s);
        QVERIFY(!m_pane->reading().renames && !m_pane->reading().copies);
        choose(u"Tab Width"_s, u"8"_s);
        QCOMPARE(view().tabWidth(), 8);
        m_pane->nextTabWidth(); // round
        QCOMPARE(view().tabWidth(), 2);
    }

    /// A choice that hides changes is said as long as it holds, in the narrowest pane, too, and ends with a click.
    void whatIsIgnoredIsSaid()
    {
        auto *ignored = m_pane->findChild<QToolButton *>(u"ignored"_s);
        QVERIFY(ignored && !ignored->isVisible());
        m_pane->setReadingOptions({.ignoreBlankLines = true});
        QVERIFY(!ignored->isVisible()); // of no commit
        show(testkit::commitPatch(u"subject"_s, testkit::fileDiff("a.c", "+one\n")));
        QVERIFY(ignored->isVisible());
        QCOMPARE(ignored->text(), u"Blank lines ignored"_s);
        DiffPane other; // days later
        QVERIFY(other.restoreState(m_pane->saveState()));
        other.setPatch(std::make_shared<const CommitPatch>(testkit::commitPatch(u"subject"_s, testkit::fileDiff("a.c", "+one\n"))));
        QTRY_VERIFY(!other.findChild<QToolButton *>(u"ignored"_s)->isHidden());
        for (const Whitespace whitespace : {Whitespace::IgnoreAtEnd, Whitespace::IgnoreAmount, Whitespace::IgnoreAll}) {
            m_pane->setReadingOptions({.whitespace = whitespace, .contextLines = 10});
            QCOMPARE(ignored->text(), u"White space ignored"_s);
        }
        for (const int width : {1'200, 950, 800, 650, 500}) {
            m_pane->resize(width, 600);
            QCoreApplication::processEvents();
            QVERIFY(ignored->isVisible());
            QVERIFY2(ignored->width() >= ignored->sizeHint().width() && ignored->parentWidget()->rect().contains(ignored->geometry()), qPrintable(QString::number(width)));
        }
        const QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(ignored);
        QCOMPARE(spoken->text(QAccessible::Name), u"White space ignored"_s);
        QVERIFY(spoken->text(QAccessible::Description).contains(u"show all changes"_s));
        QSignalSpy changed(m_pane.get(), &DiffPane::readingChanged);
        QTest::mouseClick(ignored, Qt::LeftButton);
        QCOMPARE(changed.count(), 1);
        QVERIFY(m_pane->reading() == jobs::ReadingOptions{.contextLines = 10});
        QVERIFY(!ignored->isVisible());
    }

    /// Each choice that is kept says so at once: the window need not end for it.
    void choicesAreToldAsTheyAreMade()
    {
        QSignalSpy told(m_pane.get(), &DiffPane::stateToSave);
        QByteArray before = m_pane->saveState();
        const auto differs = [&] {
            const bool both = told.count() > 0 && m_pane->saveState() != before;
            told.clear();
            before = m_pane->saveState();
            return both;
        };
        m_pane->setMode(diff::DiffMode::SideBySide);
        QVERIFY(differs());
        m_pane->setMode(diff::DiffMode::SideBySide);
        QVERIFY(told.isEmpty());
        m_pane->setWraps(true);
        QVERIFY(differs());
        m_pane->setSingleFile(true);
        QVERIFY(differs());
        view().setMarksMoves(false);
        QVERIFY(differs());
        view().zoomIn();
        QVERIFY(differs());
        m_pane->nextTabWidth();
        QVERIFY(differs());
        m_pane->setReadingOptions({.contextLines = 10});
        QVERIFY(differs());
        m_pane->files()->setTree(true);
        QVERIFY(differs());
        m_pane->findBar()->setOptions(true, true);
        QVERIFY(differs());
    }

    /// In the tree a chosen row begins at the left edge, in one colour.
    void aChosenFileHasOneColour()
    {
        m_pane->files()->setTree(true);
        show(testkit::commitPatch(u"subject"_s, QByteArray(testkit::fileDiff("lib/a.c", "+one\n") + testkit::fileDiff("src/b.c", "+one\n"))));
        m_pane->files()->setCurrentFile(1);
        auto *list = m_pane->files()->list();
        const QRect row = list->visualRect(list->currentIndex());
        QVERIFY(row.left() > 12);
        const QImage painted = list->viewport()->grab().toImage();
        QCOMPARE(painted.pixel(row.left() - 10, row.top() + 2), FileDelegate::chosenTint().rgb());
        QCOMPARE(painted.pixel(row.left() + 5, row.top() + 2), FileDelegate::chosenTint().rgb());
    }

    /// A commit that takes long: nothing of the one before is said once it is off the screen. The same commit read again stays in the list.
    void theListDoesNotSpeakOfTheCommitBefore()
    {
        const auto patch = std::make_shared<const CommitPatch>(testkit::commitPatch(u"subject"_s, testkit::fileDiff("a.c", "+one\n")));
        show(*patch);
        m_pane->setViewed({u"a.c"_s});
        auto *list = m_pane->files()->list();
        m_pane->setReloading();
        QTRY_VERIFY(view().scene().files.empty());
        QCOMPARE(list->model()->rowCount(), 1);
        show(*patch);
        m_pane->setViewed({u"a.c"_s});
        QSignalSpy emptied(list->model(), &QAbstractItemModel::modelReset);
        m_pane->setLoading();
        QCOMPARE(list->model()->rowCount(), 1); // quick answers do not flicker
        QTRY_COMPARE(list->model()->rowCount(), 0);
        QVERIFY(!emptied.isEmpty() && !m_pane->patch());
        QVERIFY(m_pane->files()->isVisible()); // its place is kept
        for (const QLabel *label : m_pane->findChildren<QLabel *>())
            QVERIFY2(!label->isVisible() || !label->text().contains(u"viewed"_s), qPrintable(label->text()));
        show(*patch);
        QCOMPARE(list->model()->rowCount(), 1);
        QVERIFY(m_pane->patch() != nullptr);
    }

    /// The end is told, and what was passed over on the way.
    void theEndIsTold()
    {
        show(testkit::commitPatch(u"subject"_s, QByteArray("diff --git a/b.png b/b.png\nindex 1111111..2222222 100644\nBinary files a/b.png and b/b.png differ\n"
                                                            + testkit::fileDiff("a.c", "+one\n") + testkit::fileDiff("b.c", "+two\n") + testkit::fileDiff("c.c", "+three\n"))));
        QSignalSpy told(&view(), &DiffView::told);
        QVERIFY(view().goToLine(1, 0));
        m_pane->goToNextChange();
        QCOMPARE(view().readingLine().file, 2);
        QCOMPARE(told.count(), 0);
        view().setCollapsed(3, true);
        m_pane->goToNextChange();
        QCOMPARE(told.takeFirst()[0].toString(), u"No more changes below, but in 1 collapsed file(s)."_s);
        view().setCollapsed(3, false);
        m_pane->goToNextChange();
        m_pane->goToNextChange();
        QCOMPARE(told.takeFirst()[0].toString(), u"No more changes below."_s);
        QVERIFY(view().goToLine(1, 0));
        m_pane->goToPreviousChange();
        QCOMPARE(told.takeFirst()[0].toString(), u"No more changed lines above, but 1 file(s) without lines to show."_s);
        m_pane->clear();
        m_pane->goToNextChange();
        QVERIFY(told.isEmpty());
    }

    /// All files at once, and where the reader was stays in sight.
    void allFilesCollapse()
    {
        const auto file = [](const char *name) { return testkit::fileDiff(name, QByteArray("+line\n").repeated(80)); };
        show(testkit::commitPatch(u"subject"_s, QByteArray(file("a.c") + file("b.c") + file("c.c"))));
        view().scrollToFile(1);
        view().setAllCollapsed(true);
        QVERIFY(view().isCollapsed(0) && view().isCollapsed(1) && view().isCollapsed(2));
        QCOMPARE(view().verticalScrollBar()->maximum(), 0);
        view().setAllCollapsed(false);
        QVERIFY(!view().isCollapsed(0) && !view().isCollapsed(1) && !view().isCollapsed(2));
        QVERIFY(!view().isViewed(0) && view().verticalScrollBar()->maximum() > 0);
        m_pane->clear();
        view().setAllCollapsed(true);
        QCOMPARE(view().state(), DiffView::State::Empty);
    }

    /// The commit read another way: the reader stays where they were, by path and line.
    void anotherWayOfReadingKeepsThePlace()
    {
        const auto file = [](const char *name) { return testkit::fileDiff(name, QByteArray("+line\n").repeated(80)); };
        const CommitPatch patch = testkit::commitPatch(u"subject"_s, QByteArray(file("a.c") + file("b.c") + file("c.c")));
        show(patch);
        m_pane->setViewed({u"c.c"_s});
        m_pane->setReading({{.path = u"b.c"_s, .depth = ReadDepth::Unread}});
        view().setCollapsed(0, true);
        QVERIFY(view().goToLine(1, 40));
        const int before = view().lineRect({1, 40}).top();
        const auto again = [&](const CommitPatch &other) {
            m_pane->setReloading();
            const auto shown = view().scene().files.front().document;
            m_pane->setPatch(std::make_shared<const CommitPatch>(other));
            m_pane->setViewed({u"c.c"_s});
            QTRY_VERIFY(view().state() == DiffView::State::Ready && view().scene().files.front().document != shown);
        };
        CommitPatch less = patch;
        less.files.removeFirst(); // what was a rename, say
        again(less);
        QCOMPARE(view().currentFile(), 0);
        QCOMPARE(view().lineRect({0, 40}).top(), before);
        QVERIFY(view().isCollapsed(1) && view().isViewed(1) && !view().isCollapsed(0));
        QCOMPARE(view().scene().depthOf(0, 40), ReadDepth::Unread);
        const auto shown = view().scene().files.front().document;
        m_pane->nextTabWidth();
        QTRY_VERIFY(view().state() == DiffView::State::Ready && view().scene().files.front().document != shown);
        QCOMPARE(view().lineRect({0, 40}).top(), before);
        QCOMPARE(view().scene().depthOf(0, 40), ReadDepth::Unread);
        QVERIFY(view().isViewed(1));
        m_pane->setLoading(); // another commit begins at its top
        m_pane->setPatch(std::make_shared<const CommitPatch>(patch));
        QTRY_COMPARE(view().scene().files.size(), 3U);
        QCOMPARE(view().verticalScrollBar()->value(), 0);
        QVERIFY(!view().isCollapsed(0));
    }

    /// So do the folds that were open, and a place within them.
    void openFoldsOpenAgain()
    {
        showFolded();
        view().setAllLines(0, true);
        QCOMPARE(m_wanted->count(), 1);
        view().setWholeFile(0, whole());
        QTRY_VERIFY(view().scene().document(0).folds().empty());
        QVERIFY(view().goToLine(0, 70));
        const int before = view().lineRect({0, 70}).top();
        m_pane->setReloading();
        showFolded();
        QTRY_COMPARE(m_wanted->count(), 1); // a new spy
        view().setWholeFile(0, whole());
        QTRY_VERIFY(view().scene().document(0).folds().empty());
        QCOMPARE(view().lineRect({0, 70}).top(), before);
    }

    /// A whole file that lacks lines does not take the place of the changes: these may be among them.
    void aCutFileIsNotShownWhole()
    {
        showFolded();
        QSignalSpy told(&view(), &DiffView::told);
        const auto before = view().scene().document(0).sharedPatch();
        view().openFold(0, 0, 0);
        QCOMPARE(m_wanted->count(), 1);
        FilePatch cut = whole();
        cut.gap = PatchGap::Cut;
        cut.lines.resize(10);
        cut.hunks[0].lineCount = 10;
        view().setWholeFile(0, cut);
        QCOMPARE(told.count(), 1);
        QVERIFY(told[0][0].toString().contains(u"a.c"_s));
        QVERIFY(view().scene().document(0).sharedPatch() == before && !view().scene().files[0].wholeWanted);
        view().openFold(0, 0, 0); // said again, but not read again
        QCOMPARE(told.count(), 2);
        QCOMPARE(m_wanted->count(), 1);
        view().setAllLines(true); // of the other one
        QCOMPARE(m_wanted->count(), 2);
        QCOMPARE(m_wanted->last()[0].toInt(), 1);
        // One that cannot be read can be asked for again.
        showFolded();
        view().openFold(0, 0, 0);
        view().setWholeFileFailed(0);
        view().openFold(0, 0, 0);
        QCOMPARE(m_wanted->count(), 2);
    }

    /// By the keyboard: some lines above and below the caret, all of the file, all of all.
    void linesOpenByKey()
    {
        showFolded();
        QVERIFY(view().goToLine(0, 3));
        view().openBelow();
        QCOMPARE(m_wanted->count(), 1);
        view().setWholeFile(0, whole());
        const auto hidden = [this] {
            QList<int> all;
            for (const diff::FoldRow &fold : view().scene().document(0).folds())
                all.append(fold.hidden);
            return all;
        };
        QTRY_COMPARE(hidden(), (QList{47, 27})); // 47 above, 47 below but for 20
        QCOMPARE(view().caretLine().line, 50); // still at the change
        view().openAbove();
        QTRY_COMPARE(hidden(), (QList{27, 27}));
        QCOMPARE(view().caretLine().line, 50);
        view().openAbove();
        QTRY_COMPARE(hidden(), (QList{7, 27}));
        view().toggleAllLines();
        QTRY_COMPARE(hidden(), QList<int>());
        view().toggleAllLines();
        QTRY_COMPARE(hidden(), (QList{47, 47}));
        view().toggleAllLinesOfAll();
        QTRY_COMPARE(hidden(), QList<int>());
        QCOMPARE(m_wanted->count(), 2); // the second file is on the screen
        view().toggleAllLinesOfAll();
        QTRY_COMPARE(hidden(), (QList{47, 47}));
    }

    /// A path that looks the same is another file.
    void namesThatLookTheSameAreDifferent()
    {
        showFolded();
        view().openFold(0, 0, 0);
        FilePatch other = whole();
        other.newSide.path = "\xc8\xd5.c";
        view().setWholeFile(0, other);
        QVERIFY(view().scene().files[0].wholeWanted && !view().scene().files[0].whole);
        view().setWholeFile(0, whole());
        QVERIFY(view().scene().files[0].whole);
    }

    /// What the colours go by is kept for the files seen last, not for all.
    void surroundingsOfFilesScrolledPastAreForgotten()
    {
        QByteArray text;
        for (int i = 0; i < 5; ++i)
            text += "diff --git a/f" + QByteArray::number(i) + ".c b/f" + QByteArray::number(i) + ".c\n--- a/f" + QByteArray::number(i) + ".c\n+++ b/f" + QByteArray::number(i)
                + ".c\n@@ -100,40 +100,40 @@\n" + QByteArray("-int a;\n+int b;\n").repeated(40);
        QSignalSpy around(&view(), &DiffView::surroundingsWanted);
        show(testkit::commitPatch(u"subject"_s, text));
        const auto kept = [this] { return std::ranges::count_if(view().scene().files, [](const DiffFile &file) { return file.around != nullptr; }); };
        for (int file = 0; file < 5; ++file) {
            view().scrollToFile(file);
            for (int answered = 0; !view().scene().files[std::size_t(file)].around; ++answered) {
                QTRY_VERIFY(around.count() > 0);
                const int asked = around.takeFirst()[0].toInt();
                FilePatch large = view().scene().document(asked).patch();
                large.text += QByteArray(30 << 20, ' ');
                view().setSurroundings(asked, large);
                QVERIFY(answered < 5);
            }
        }
        QVERIFY(kept() <= 3);
        QVERIFY(view().scene().files[0].aroundState == DiffFile::Around::Missing && view().scene().files[0].colors.empty());
        view().scrollToFile(0);
        QTRY_VERIFY(around.count() > 0); // and comes again when it is seen
    }

    void movedLinesKnowWhereTheyStand()
    {
        const QByteArray block = "void aFunctionThatMoves(int first)\n";
        show(testkit::commitPatch(u"subject"_s, QByteArray(testkit::fileDiff("a.c", " x\n-" + block + "-gone\n") + testkit::fileDiff("b.c", " y\n+" + block + "+new\n"))));
        QTRY_VERIFY(view().scene().moveOf(0, 1));
        const MovedLines from = *view().scene().moveOf(0, 1);
        QVERIFY(!from.added && from.otherFile == 1 && from.otherAdded && from.otherFirst == 2);
        QVERIFY(view().scene().moveOf(1, 1) && view().scene().moveOf(1, 1)->otherFile == 0);
        QVERIFY(!view().scene().moveOf(0, 2) && !view().scene().moveOf(0, 0));
        QVERIFY(!m_pane->grab().isNull());
        QVERIFY(view().goToLine(0, 1));
        view().followMove();
        QCOMPARE(view().caretLine().file, 1);
        QCOMPARE(view().caretLine().line, 1);
        view().followMove(); // and back
        QCOMPARE(view().caretLine().file, 0);
        view().setMarksMoves(false);
        QVERIFY(!view().scene().moveOf(0, 1));
    }

    /// A block that was indented on its way is found where white space does not count.
    void movesHonourTheWhiteSpace()
    {
        const QByteArray block = "void aFunctionThatMoves(int first)\n";
        const CommitPatch patch = testkit::commitPatch(u"subject"_s, QByteArray(testkit::fileDiff("a.c", " x\n-" + block) + testkit::fileDiff("b.c", " y\n+    " + block)));
        m_pane->setReadingOptions({.whitespace = Whitespace::IgnoreAll});
        show(patch);
        QTRY_VERIFY(view().scene().moveOf(0, 1));
        QVERIFY(view().scene().moveOf(1, 1)->added);
    }

    /// What a model did not read is marked at the left edge, side by side, too, where the left side is empty.
    void coverageIsDrawnOnBothSides()
    {
        show(testkit::commitPatch(u"subject"_s, testkit::fileDiff("a.c", "+one\n+two\n")));
        view().setReading({FileReading{.path = u"a.c"_s, .depth = ReadDepth::Unread}});
        for (const diff::DiffMode mode : {diff::DiffMode::Unified, diff::DiffMode::SideBySide}) {
            view().setMode(mode);
            const QRect line = view().lineRect({0, 1});
            const QImage image = view().viewport()->grab().toImage();
            QCOMPARE(image.pixelColor(2, line.center().y()), colors().muted);
        }
    }

    /// Hunk by hunk: whole, in summary, not at all.
    void eachHunkSaysHowItWasRead()
    {
        show(testkit::commitPatch(u"subject"_s, "diff --git a/a.c b/a.c\n--- a/a.c\n+++ b/a.c\n@@ -1,1 +1,1 @@\n-a\n+b\n@@ -10,1 +10,1 @@\n-c\n+d\n@@ -20,1 +20,1 @@\n-e\n+f\n"));
        view().setReading({FileReading{.path = u"a.c"_s, .depth = ReadDepth::Summary, .hunks = {{1, 1, 1, 1, ReadDepth::Whole}, {10, 1, 10, 1, ReadDepth::Summary}, {20, 1, 20, 1, ReadDepth::Unread}}}});
        const QImage image = view().viewport()->grab().toImage();
        const auto share = [&](int line, const QColor &color) { // of the bar beside a line
            const QRect row = view().lineRect({0, line});
            int found = 0;
            for (int y = row.top(); y < row.top() + row.height(); ++y) {
                for (int x = 0; x < 4; ++x)
                    found += image.pixel(x, y) == color.rgb();
            }
            return double(found) / (4 * row.height());
        };
        for (const int line : {0, 1})
            QVERIFY(share(line, colors().muted) == 0 && share(line, colors().medium) == 0);
        for (const int line : {2, 3})
            QVERIFY2(share(line, colors().medium) > 0.3 && share(line, colors().medium) < 0.9, qPrintable(QString::number(share(line, colors().medium))));
        for (const int line : {4, 5})
            QCOMPARE(share(line, colors().muted), 1.0);
    }

    /// Characters that paint as nothing are shown in the file list and the ruler, wherever in the file they are.
    void invisibleCharactersAreWarnedOf()
    {
        show(testkit::commitPatch(u"subject"_s, QByteArray(testkit::fileDiff("a.c", "+plain\n") + testkit::fileDiff("b.c", "+" + QByteArray("line\n+").repeated(300) + "if (a\u202E)\n"))));
        QCOMPARE(view().filesWithInvisibles(), QSet<int>{1});
        auto *list = m_pane->findChild<QTreeView *>();
        QVERIFY(!list->model()->index(0, 0).data(models::ChangedFilesModel::InvisiblesRole).toBool());
        QVERIFY(list->model()->index(1, 0).data(models::ChangedFilesModel::InvisiblesRole).toBool());
        QVERIFY(list->model()->index(1, 0).data(Qt::ToolTipRole).toString().contains(u"invisible characters"_s));
        const auto *ruler = view().findChild<ChangeRuler *>();
        const auto marked = [ruler] { return std::ranges::count_if(ruler->marks(), [](quint8 mark) { return (mark & ChangeRuler::Invisibles) != 0; }); };
        QCOMPARE(marked(), 2);
        view().setCollapsed(1, true);
        QCOMPARE(marked(), 2); // at its header
    }

    /// The bars of lines added and removed are there at the width that the list has by itself.
    void theListHasItsBars()
    {
        models::ChangedFilesModel model;
        model.setPatch(std::make_shared<const CommitPatch>(testkit::commitPatch(u"subject"_s, testkit::fileDiff("a.c", "+one\n+two\n"))));
        QStyleOptionViewItem option;
        option.rect = QRect(0, 0, 270, 30);
        option.font = m_pane->font();
        QImage image(270, 30, QImage::Format_ARGB32);
        image.fill(colors().base);
        QPainter painter(&image);
        FileDelegate().paint(&painter, option, model.index(0, 0));
        painter.end();
        QCOMPARE(image.pixelColor(270 - 10 - 5 * 9 + 2 + 3, 15), colors().added);
    }

    /// A commit too large to be read at once: its cut files come by themselves, one after the other, when they are seen.
    void cutFilesAreAskedFor()
    {
        CommitPatch cut = testkit::commitPatch(u"subject"_s, QByteArray(testkit::fileDiff("a.c", "+one\n") + testkit::fileDiff("b.c", "+one\n")));
        const QList<FilePatch> whole = testkit::commitPatch(u"subject"_s, QByteArray(testkit::fileDiff("a.c", "+one\n+two\n") + testkit::fileDiff("b.c", "+one\n+two\n"))).files;
        for (FilePatch &file : cut.files)
            file.gap = PatchGap::Cut;
        QSignalSpy wanted(m_pane.get(), &DiffPane::restWanted);
        show(cut);
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted[0][0].toInt(), 0);
        view().setRest(0, whole[0]);
        QTRY_COMPARE(view().scene().document(0).note(), diff::FileNote::None);
        QCOMPARE(view().scene().document(0).patch().lines.size(), 2U);
        QCOMPARE(wanted.count(), 2);
        view().setRest(1, std::nullopt); // it could not be read: said so, and not asked for again and again
        QVERIFY(!view().scene().files[1].restUnderWay);
        QVERIFY(!m_pane->grab().isNull());
        QCOMPARE(wanted.count(), 2);
        view().setRest(0, whole[1]); // an answer that nobody waits for
        QCOMPARE(view().scene().document(0).patch().change.path, u"a.c"_s);
    }

    /// A file that is too large by itself goes on, part by part: the row at its end asks for the next. All stays where it is.
    void cutFilesAreReadOn()
    {
        QByteArray text;
        for (int i = 0; i < 60; ++i)
            text += i % 20 == 19 ? "+needle\n" : "+line\n";
        const CommitPatch whole = testkit::commitPatch(u"subject"_s, QByteArray(testkit::fileDiff("a.c", text) + testkit::fileDiff("b.c", "+one\n")));
        const auto part = [&](int skip) { return partOf(whole.files[0], skip, 20); };
        CommitPatch cut = whole;
        cut.files[0] = part(0);
        m_pane->resize(1'200, 300);
        show(cut);
        QVERIFY(view().scene().files[0].restUnderWay);
        view().readOn(); // its rest is on the way
        QSignalSpy wanted(&view(), &DiffView::partWanted), unwanted(&view(), &DiffView::partsUnwanted), told(&view(), &DiffView::told);
        view().setRest(0, part(0));
        const auto lines = [this] { return int(view().scene().document(0).patch().lines.size()); };
        const auto words = [this] { return noteWords(view().scene(), 0); };
        const auto spoken = [this] { return QAccessible::queryAccessibleInterface(&view())->text(QAccessible::Value); };
        QTRY_VERIFY(view().scene().goesOn(0));
        m_pane->setViewed({u"b.c"_s});
        view().find(u"needle"_s);
        QTRY_COMPARE(view().scene().matches.size(), 1U);
        QVERIFY(view().isSearchedInPart());
        QVERIFY2(words().startsWith(u"40 more changed line"_s) && words().endsWith(u"Read on"_s), qPrintable(words()));
        QVERIFY2(spoken().endsWith(words()), qPrintable(spoken()));

        const auto row = [this] { // in the middle of the view
            const Place place{0, view().scene().document(0).rowCount(view().mode()) - 1};
            view().verticalScrollBar()->setValue(int(view().scene().geometry().top(place)) - 150);
            return QPoint(300, int(view().scene().geometry().top(place)) - view().verticalScrollBar()->value() + 5);
        };
        const QPoint point = row();
        QTest::mouseMove(view().viewport(), point);
        QTRY_COMPARE(view().viewport()->cursor().shape(), Qt::PointingHandCursor);
        const QRect before = view().lineRect({0, 18});
        QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, point);
        QCOMPARE(wanted, (QList<QVariantList>{{0, 20}}));
        QCOMPARE(words(), u"The rest of this file is being read…"_s);
        QVERIFY(spoken().endsWith(words()));
        QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, point); // one at a time
        QCOMPARE(wanted.count(), 1);
        view().setPart(0, 20, part(20));
        QTRY_COMPARE(lines(), 40);
        QCOMPARE(view().scene().document(0).patch().hunks.size(), 1U);
        QCOMPARE(view().lineRect({0, 18}).topLeft(), before.topLeft());
        QVERIFY(view().isViewed(1) && view().isCollapsed(1));
        QTRY_COMPARE(view().scene().matches.size(), 2U);
        QVERIFY(words().startsWith(u"20 more"_s));
        view().setPart(0, 20, part(20)); // nobody waits for that one
        QVERIFY(view().scene().goesOn(0));

        view().setFocus();
        QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, row());
        QTest::keyClick(&view(), Qt::Key_Escape);
        QCOMPARE(unwanted.count(), 1);
        QVERIFY(words().startsWith(u"20 more"_s));
        QTest::keyClick(&view(), Qt::Key_Escape); // nothing to stop
        QCOMPARE(unwanted.count(), 1);
        view().setPart(0, 40, part(40)); // too late
        QVERIFY(view().scene().goesOn(0));

        view().scrollToFile(0);
        view().readOn();
        QCOMPARE(wanted.last(), (QVariantList{0, 40}));
        view().setPart(0, 40, std::nullopt);
        QCOMPARE(told, (QList<QVariantList>{{u"What follows in a.c cannot be read."_s}}));
        view().readOn(); // once more
        view().setPart(0, 40, part(0)); // not what follows
        QTRY_COMPARE(told.count(), 2);
        FilePatch none = part(40);
        none.lines.clear();
        none.gap = PatchGap::Cut; // a line that is too long by itself
        view().readOn();
        view().setPart(0, 40, none);
        QTRY_COMPARE(told.count(), 3);
        QCOMPARE(lines(), 40);
        view().readOn();
        view().setPart(0, 40, part(40));
        QTRY_COMPARE(view().scene().document(0).note(), diff::FileNote::None);
        QCOMPARE(lines(), 60);
        QTRY_COMPARE(view().scene().matches.size(), 3U);
        QVERIFY(!view().isSearchedInPart());
        const int asked = int(wanted.count());
        view().readOn();
        QCOMPARE(wanted.count(), asked);
    }

    /// By the keyboard, where the row is the current line; a change of the commit ends it.
    void enterReadsOnAtTheRow()
    {
        const CommitPatch whole = testkit::commitPatch(u"subject"_s, testkit::fileDiff("a.c", "+one\n+two\n+three\n"));
        CommitPatch cut = whole;
        cut.files[0] = partOf(whole.files[0], 0, 1);
        show(cut);
        view().setRest(0, std::nullopt); // read on all the same
        QSignalSpy wanted(&view(), &DiffView::partWanted);
        view().setFocus();
        const Place row{0, view().scene().document(0).rowCount(view().mode()) - 1};
        const QPoint point(300, int(view().scene().geometry().top(row)) + 5);
        QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, point);
        QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, point + QPoint(300, 0)); // under way: a place for the caret
        QTest::keyClick(&view(), Qt::Key_Escape);
        QTest::keyClick(&view(), Qt::Key_Return);
        QVERIFY(!view().isCollapsed(0));
        QCOMPARE(wanted.count(), 2);
        m_pane->setLoading();
        view().setPart(0, 1, partOf(whole.files[0], 1, 9)); // too late
        show(whole);
        QCOMPARE(view().scene().document(0).note(), diff::FileNote::None);
        QTest::keyClick(&view(), Qt::Key_Return);
        QVERIFY(view().isCollapsed(0));
    }

    /// The beginning of a large commit is filled in: what was there stays as it is, and where it is.
    void aBeginningIsFilledIn()
    {
        const auto file = [](const char *name, int lines) {
            QByteArray text;
            for (int i = 0; i < lines; ++i)
                text += "+line " + QByteArray::number(i) + '\n';
            return testkit::fileDiff(name, text);
        };
        const CommitPatch whole = testkit::commitPatch(u"subject"_s, QByteArray(file("a.c", 30) + file("b.c", 60) + file("c.c", 60)));
        CommitPatch beginning = whole;
        beginning.partial = true;
        beginning.files[1] = testkit::commitPatch(u"subject"_s, file("b.c", 20)).files[0];
        beginning.files[2].lines.clear();
        beginning.files[2].hunks.clear();
        for (const int i : {1, 2}) {
            beginning.files[i].gap = PatchGap::Later;
            beginning.files[i].change.insertions = 0;
        }
        QSignalSpy rest(m_pane.get(), &DiffPane::restWanted);
        show(beginning);
        QVERIFY(!m_pane->grab().isNull());
        QCOMPARE(view().scene().document(2).note(), diff::FileNote::Later);
        QTRY_VERIFY(!view().scene().files[0].colors.isEmpty());
        view().setCollapsed(0, true);
        view().scrollToFile(1);
        QVERIFY(view().goToLine(1, 12));
        const auto line = [this] { return view().lineRect({1, 12}); };
        const QRect before = line();
        QVERIFY(before.isValid());
        const auto colors = view().scene().files[0].colors;

        m_pane->setPatch(std::make_shared<const CommitPatch>(whole));
        QCOMPARE(view().state(), DiffView::State::Ready); // never a blank in between
        QTRY_COMPARE(view().scene().document(2).note(), diff::FileNote::None);
        QCOMPARE(view().scene().document(1).patch().lines.size(), 60U);
        QCOMPARE(view().scene().files[0].colors, colors);
        QCOMPARE(view().scene().document(0).patch().lines.size(), 30U);
        QVERIFY(view().isCollapsed(0) && !view().isCollapsed(1));
        QCOMPARE(line().topLeft(), before.topLeft()); // though a scroll bar has come
        QCOMPARE(rest.count(), 0); // nothing was cut
        QCOMPARE(m_pane->files()->currentFile(), view().currentFile());
    }

    /// A beginning is replaced by another commit as any patch is.
    void aBeginningGivesWay()
    {
        CommitPatch beginning = testkit::commitPatch(u"subject"_s, testkit::fileDiff("a.c", "+one\n"));
        beginning.partial = true;
        beginning.files[0].gap = PatchGap::Later;
        show(beginning);
        CommitPatch other = testkit::commitPatch(u"other"_s, testkit::fileDiff("b.c", "+one\n+two\n"));
        other.commit.sha = QString(40, u'b');
        m_pane->setPatch(std::make_shared<const CommitPatch>(other));
        QTRY_COMPARE(view().scene().document(0).patch().change.path, u"b.c"_s);
    }

private:
    void show(const CommitPatch &patch)
    {
        m_pane->setPatch(std::make_shared<const CommitPatch>(patch));
        QTRY_COMPARE(view().state(), DiffView::State::Ready);
    }
    DiffView &view() { return *m_pane->view(); }

    /// As it is read: so many lines of a file of one hunk.
    static FilePatch partOf(const FilePatch &whole, std::size_t skip, std::size_t count)
    {
        FilePatch part = whole;
        count = std::min(count, whole.lines.size() - skip);
        part.lines.assign(whole.lines.begin() + qsizetype(skip), whole.lines.begin() + qsizetype(skip + count));
        part.hunks[0].lineCount = count;
        part.gap = skip + count < whole.lines.size() ? PatchGap::Cut : PatchGap::None;
        return part;
    }

    /// Two files with a change in the middle of a hundred lines.
    void showFolded()
    {
        m_wanted = std::make_unique<QSignalSpy>(m_pane.get(), &DiffPane::wholeFileWanted);
        QByteArray text;
        for (const QByteArray name : {"a.c", "b.c"})
            text += "diff --git a/" + name + " b/" + name + "\n--- a/" + name + "\n+++ b/" + name + "\n@@ -48,7 +48,7 @@\n" + QByteArray(" line\n").repeated(3) + "-old\n+new\n"
                + QByteArray(" line\n").repeated(3);
        show(testkit::commitPatch(u"subject"_s, text));
    }
    static FilePatch whole()
    {
        return testkit::patchFromDiff(QByteArray("diff --git a/a.c b/a.c\n--- a/a.c\n+++ b/a.c\n@@ -1,101 +1,101 @@\n" + QByteArray(" line\n").repeated(50) + "-old\n+new\n"
                                                 + QByteArray(" line\n").repeated(50))).constFirst();
    }

    std::unique_ptr<QSignalSpy> m_wanted;
    std::unique_ptr<DiffPane> m_pane;
};

RIJIAN_UI_TEST_MAIN(TestDiffOptions)
#include "tst_diffoptions.moc"
