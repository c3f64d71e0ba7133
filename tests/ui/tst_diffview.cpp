// The diff view as its users meet it: real widgets, real input.

#include "diff/highlighter.h"
#include "models/changedfilesmodel.h"
#include "support/patchbuilder.h"
#include "support/uitest.h"
#include "ui/diff/changedfiles.h"
#include "ui/diff/diffloader.h"
#include "ui/diff/diffpane.h"
#include "ui/diff/linelayout.h"

#include <QAccessible>
#include <QClipboard>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QMenu>
#include <QTreeView>
#include <QScrollBar>
#include <QSemaphore>
#include <QSignalSpy>
#include <QThreadPool>
#include <QTimer>

#include <limits>

using namespace rijian;
using namespace rijian::ui;
using namespace Qt::StringLiterals;
using diff::DiffMode;

namespace {

std::shared_ptr<const CommitPatch> patchOf(const QByteArray &text)
{
    return std::make_shared<const CommitPatch>(testkit::commitPatch(u"subject"_s, text));
}

QByteArray lines(char sign, int count, const QByteArray &text = "line ")
{
    QByteArray body;
    for (int i = 0; i < count; ++i)
        body += sign + text + QByteArray::number(i) + '\n';
    return body;
}

/// Two files, the first long.
QByteArray longDiff()
{
    return testkit::fileDiff("src/long.c", "@@ int main()\n" + lines('+', 200, "int value") + " context\n-old word here\n+new word here\n")
        + testkit::fileDiff("doc/second.md", " a\n-b\n+c\n") + testkit::fileDiff("third.txt", "+x\n");
}

/// One of a line, without anything around it.
QByteArray newFile(const QByteArray &name, const QByteArray &line)
{
    return "diff --git a/" + name + " b/" + name + "\nnew file mode 100644\n--- /dev/null\n+++ b/" + name + "\n@@ -0,0 +1 @@\n+" + line;
}

/// The middle of a place in the view, `x` pixels into the text of a side.
QPoint pointAt(const DiffView &view, Place place, double columns, diff::Side side = diff::Side::New)
{
    const DiffMetrics &metrics = view.scene().metrics();
    const SideBox box = metrics.side(view.mode(), side, view.viewport()->width());
    const qint64 y = view.scene().geometry().top(place) - view.verticalScrollBar()->value() + metrics.rowHeight / 2;
    return {int(box.text + columns * metrics.cell), int(y)};
}

void drag(DiffView &view, QPoint from, QPoint to)
{
    QTest::mousePress(view.viewport(), Qt::LeftButton, {}, from);
    QTest::mouseMove(view.viewport(), to);
    QMouseEvent move(QEvent::MouseMove, to, view.viewport()->mapToGlobal(to), Qt::LeftButton, Qt::LeftButton, {});
    QApplication::sendEvent(view.viewport(), &move);
    QTest::mouseRelease(view.viewport(), Qt::LeftButton, {}, to);
}

/// The longest time the event loop did not come round.
class Watchdog : public QObject
{
public:
    Watchdog()
    {
        m_clock.start();
        m_timer.setInterval(1);
        connect(&m_timer, &QTimer::timeout, this, [this] { look(); });
        m_timer.start();
    }
    qint64 longest()
    {
        look();
        return m_longest;
    }

private:
    void look()
    {
        m_longest = std::max(m_longest, m_clock.restart());
    }
    QTimer m_timer;
    QElapsedTimer m_clock;
    qint64 m_longest = 0;
};

} // namespace

class TestDiffView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_view = std::make_unique<DiffView>();
        m_view->resize(900, 600);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get(), 30'000));
    }

    void cleanup() { m_view.reset(); }

    void states()
    {
        QCOMPARE(m_view->state(), DiffView::State::Empty);
        m_view->setPatch(patchOf({}));
        QTRY_COMPARE(m_view->state(), DiffView::State::NoChanges);
        m_view->setError({ErrorKind::NotFound, u"Fetch the repository again."_s, {}});
        QCOMPARE(m_view->state(), DiffView::State::Failed);
        QVERIFY(!m_view->grab().isNull());
        show(longDiff());
        m_view->setLoading();
        QVERIFY(!m_view->scene().files.empty()); // the last commit stays for a moment
        QTRY_VERIFY(m_view->scene().files.empty());
        m_view->clear();
        QCOMPARE(m_view->state(), DiffView::State::Empty);
        QCOMPARE(m_view->currentFile(), -1);
    }

    void aLateResultIsDropped()
    {
        m_view->setPatch(patchOf(longDiff()));
        m_view->setPatch(patchOf(testkit::fileDiff("other.txt", "+x\n")));
        QTRY_COMPARE(m_view->state(), DiffView::State::Ready);
        QThreadPool::globalInstance()->waitForDone();
        QTest::qWait(20);
        QCOMPARE(m_view->scene().files.size(), 1U);
        m_view->setPatch(patchOf(longDiff()));
        m_view->clear();
        QThreadPool::globalInstance()->waitForDone();
        QTest::qWait(20);
        QCOMPARE(m_view->state(), DiffView::State::Empty);
    }

    /// Colours take long, and have threads of their own: neither do they wait for other work, nor that for them.
    void colorsHaveTheirOwnThreads()
    {
        QThreadPool &shared = *QThreadPool::globalInstance();
        shared.waitForDone();
        QSemaphore let;
        const auto open = qScopeGuard([&] {
            let.release(shared.maxThreadCount());
            shared.waitForDone();
        });
        for (int i = 0; i < shared.maxThreadCount(); ++i)
            shared.start([&let] { let.acquire(); });
        diff::PairingBudget budget;
        const auto patch = std::make_shared<const FilePatch>(testkit::patchFromDiff(testkit::fileDiff("a.c", "-int a;\n+int b;\n")).first());
        DiffLoader loader(nullptr, nullptr);
        QSignalSpy colored(&loader, &DiffLoader::colored);
        loader.color(0, std::make_shared<const diff::Document>(patch, diff::DocumentOptions(), budget), {.backgrounds = {Qt::white}}, 0, {});
        QTRY_COMPARE(colored.size(), 1);
    }

    void textIsCopiedExactly()
    {
        show(testkit::fileDiff("a.c", " \tindented\n-old 中文 text\n+new 中文 text\n+\x1b[1m bell\n end\n"));
        drag(*m_view, pointAt(*m_view, {0, 0}, 4), pointAt(*m_view, {0, 3}, 8));
        QCOMPARE(m_view->selectedText(), u"indented\nold 中文 text\nnew 中文 text\n\x1b[1m"_s);
        QTest::keyClick(m_view.get(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), m_view->selectedText());
        QTest::keyClick(m_view.get(), Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(m_view->selectedText(), u"\tindented\nold 中文 text\nnew 中文 text\n\x1b[1m bell\nend"_s);
        QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, pointAt(*m_view, {0, 1}, 1.4));
        QCOMPARE(m_view->selectedText(), u"old"_s);
    }

    /// From where it was clicked last.
    void shiftMarksFromTheCaret()
    {
        show(longDiff());
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, pointAt(*m_view, {0, 2}, 4.2));
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, Qt::ShiftModifier, pointAt(*m_view, {0, 4}, 3.2));
        QCOMPARE(m_view->selectedText(), u"value1\nint value2\nint"_s);
    }

    /// A word is what it is at any place of a long line, and however long it is.
    void aWordOfALongLineIsSelected()
    {
        const QByteArray longWord(5'000, 'w');
        show(newFile("a.c", QByteArray("one.").repeated(3'000) + "two " + longWord + " three\n"));
        const auto select = [this](int column) {
            m_view->horizontalScrollBar()->setValue(int((column - 5) * m_view->scene().metrics().cell));
            QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, pointAt(*m_view, {0, 0}, column + 0.2) - QPoint(m_view->horizontalScrollBar()->value(), 0));
            return m_view->selectedText();
        };
        m_view->viewport()->repaint(); // long lines are measured as they are painted
        QTRY_VERIFY(m_view->horizontalScrollBar()->maximum() > 16'000 * int(m_view->scene().metrics().cell));
        QCOMPARE(select(4 * 2'900 + 1), u"one"_s);
        QCOMPARE(select(12'001), u"two"_s);
        QCOMPARE(select(12'004 + 2'500), QString::fromLatin1(longWord));
    }

    void aSideIsSelectedAlone()
    {
        show(testkit::fileDiff("a.c", " before\n-old line\n+new line\n+more\n after\n"));
        m_view->setMode(DiffMode::SideBySide);
        drag(*m_view, pointAt(*m_view, {0, 0}, 0, diff::Side::Old), pointAt(*m_view, {0, 3}, 5, diff::Side::Old));
        QCOMPARE(m_view->selectedText(), u"before\nold line\nafter"_s);
        drag(*m_view, pointAt(*m_view, {0, 0}, 0), pointAt(*m_view, {0, 3}, 5));
        QCOMPARE(m_view->selectedText(), u"before\nnew line\nmore\nafter"_s);
    }

    void aPatchIsCopied()
    {
        show(testkit::fileDiff("a.c", "@@ f()\n a\n-b\n+c\n@@ g()\n+d\n") + testkit::fileDiff("b.c", "-e\n"));
        m_view->copyAsPatch();
        QCOMPARE(QApplication::clipboard()->text(),
                 u"diff --git a/a.c b/a.c\n--- a/a.c\n+++ b/a.c\n@@ -11,2 +11,2 @@ f()\n a\n-b\n+c\n@@ -23,0 +23,1 @@ g()\n+d\n"_s);
        m_view->selectAll();
        m_view->copyAsPatch();
        QVERIFY(QApplication::clipboard()->text().endsWith(u"--- a/b.c\n+++ b/b.c\n@@ -1,1 +1,0 @@\n-e\n"_s));
    }

    void theHeaderStaysWhileItsFileIsRead()
    {
        show(longDiff());
        const int header = m_view->scene().metrics().headerHeight;
        const auto top = [this, header] { return m_view->viewport()->grab(QRect(0, 1, m_view->viewport()->width(), header - 2)).toImage(); };
        const auto before = top();
        m_view->verticalScrollBar()->setValue(1'000);
        QCOMPARE(top(), before);
        // A click on it folds the file away, and the header stays where it was.
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, {200, header / 2});
        QVERIFY(m_view->isCollapsed(0));
        QCOMPARE(m_view->verticalScrollBar()->value(), 0);
        QTest::keyClick(m_view.get(), Qt::Key_Return);
        QVERIFY(!m_view->isCollapsed(0));
    }

    void theModeKeepsThePlace()
    {
        show(longDiff());
        m_view->verticalScrollBar()->setValue(1'500);
        const auto lineOnTop = [this] { return m_view->scene().anchorAt(m_view->verticalScrollBar()->value() + m_view->scene().metrics().headerHeight).number; };
        const int before = lineOnTop();
        QVERIFY(before > 20);
        m_view->setMode(DiffMode::SideBySide);
        QCOMPARE(lineOnTop(), before);
        m_view->setWraps(true);
        QTRY_VERIFY(m_view->scene().files[0].lines);
        QCOMPARE(lineOnTop(), before);
        m_view->setZoom(4);
        QCOMPARE(lineOnTop(), before);
        m_view->setMode(DiffMode::Unified);
        QCOMPARE(lineOnTop(), before);
    }

    void wrappedLinesShowAllOfTheText()
    {
        show(testkit::fileDiff("a.txt", ' ' + QByteArray("中文 and words, ").repeated(60) + "\n+short\n"));
        const auto rowTop = [this](int row) { return m_view->scene().geometry().top({0, row}); };
        QCOMPARE(rowTop(1) - rowTop(0), m_view->scene().metrics().rowHeight);
        QVERIFY(m_view->horizontalScrollBar()->maximum() > 0);
        m_view->setWraps(true);
        QTRY_VERIFY(rowTop(1) - rowTop(0) > 5 * m_view->scene().metrics().rowHeight);
        QCOMPARE(m_view->horizontalScrollBar()->maximum(), 0);
        const QPoint end = pointAt(*m_view, {0, 1}, 5);
        drag(*m_view, pointAt(*m_view, {0, 0}, 0), end);
        QCOMPARE(m_view->selectedText().size(), 60 * QString(u"中文 and words, "_s).size() + 6);
    }

    void foldsAskForTheFileOnce()
    {
        const QByteArray start = "diff --git a/x b/x\n--- a/x\n+++ b/x\n";
        show(start + "@@ -51,7 +51,7 @@ f()\n" + lines(' ', 3) + "-a\n+b\n" + lines(' ', 3));
        QSignalSpy wanted(m_view.get(), &DiffView::wholeFileWanted);
        const auto rows = [this] { return m_view->scene().document(0).rowCount(DiffMode::Unified); };
        QCOMPARE(rows(), 10);
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, {10, pointAt(*m_view, {0, 0}, 0).y()}); // the arrow: 20 lines
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, {10, pointAt(*m_view, {0, 0}, 0).y()});
        QCOMPARE(wanted.count(), 1);
        m_view->setWholeFile(0, testkit::patchFromDiff(QByteArray(start + "@@ -1,80 +1,80 @@\n" + lines(' ', 53) + "-a\n+b\n" + lines(' ', 26))).constFirst());
        QTRY_COMPARE(rows(), 8 + 40 + 2);
        QCOMPARE(m_view->scene().document(0).folds().size(), 2U);
        QCOMPARE(m_view->scene().document(0).folds()[0].context, QByteArray("f()")); // what it said before
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, pointAt(*m_view, {0, 0}, 3)); // the text: all
        QTRY_COMPARE(m_view->scene().document(0).folds().size(), 1U);
        QCOMPARE(wanted.count(), 1);
    }

    /// What is asked of "the line" is asked of one in sight.
    void theLineIsInSight()
    {
        show(longDiff());
        QVERIFY(m_view->goToLine(2, 0));
        QVERIFY(m_view->goToLine(0, 2));
        QCOMPARE(m_view->caretLine().line, 2);
        m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->maximum());
        QVERIFY(m_view->caretLine().line > 100 || m_view->caretLine().file > 0);
        m_view->verticalScrollBar()->setValue(0);
        QCOMPARE(m_view->caretLine().line, 2); // back in sight
    }

    /// A fold that opens above the change leaves it the change that was gone to.
    void theChangeStaysWhenAFoldOpens()
    {
        const QByteArray start = "diff --git a/x b/x\n--- a/x\n+++ b/x\n";
        show(start + "@@ -51,7 +51,7 @@\n" + lines(' ', 3) + "-a\n+b\n" + lines(' ', 3) + "@@ -71,7 +71,7 @@\n" + lines(' ', 3) + "-c\n+d\n" + lines(' ', 3));
        QVERIFY(m_view->nextChange());
        const auto lineOf = [this](DiffView::LineRef ref) { return m_view->scene().document(ref.file).patch().lines[std::size_t(ref.line)].oldNumber; };
        QCOMPARE(lineOf(m_view->readingLine()), 54);
        m_view->openFold(0, 0, -1);
        m_view->setWholeFile(0, testkit::patchFromDiff(QByteArray(start + "@@ -1,80 +1,80 @@\n" + lines(' ', 53) + "-a\n+b\n" + lines(' ', 19) + "-c\n+d\n" + lines(' ', 6))).constFirst());
        QTRY_VERIFY(m_view->scene().files[0].document->patch().lines.size() > 20);
        QCOMPARE(lineOf(m_view->readingLine()), 54);
        QCOMPARE(lineOf(m_view->caretLine()), 54);
        QVERIFY(m_view->nextChange());
        QCOMPARE(lineOf(m_view->readingLine()), 74);

        // What is copied as a patch are the marked changes, not all of the file that is shown now.
        const auto row = [this](int line) { return m_view->scene().document(0).rowOfLine(m_view->mode(), line); };
        drag(*m_view, pointAt(*m_view, {0, row(74)}, 0), pointAt(*m_view, {0, row(75)}, 1));
        m_view->copyAsPatch();
        const QString patch = QApplication::clipboard()->text();
        QVERIFY2(patch.contains(u"@@ -71,7 +71,7 @@\n line 16\n line 17\n line 18\n-c\n+d\n line 0\n line 1\n line 2\n"_s) && !patch.contains(u"-a\n"_s), qPrintable(patch));
    }

    /// Lines are marked by the keyboard, from the caret on.
    void linesAreMarkedByKey()
    {
        show(testkit::fileDiff("a.c", "@@ f()\n first\n-old\n+new\n last\n") + testkit::fileDiff("b.c", "+other\n"));
        m_view->setFocus();
        QVERIFY(m_view->nextChange());
        QTest::keyClick(m_view.get(), Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(m_view->selectedText(), u"old\n"_s);
        QTest::keyClick(m_view.get(), Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(m_view->selectedText(), u"old\nnew\n"_s);
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(m_view.get(), Qt::Key_Up, Qt::ShiftModifier);
        QCOMPARE(m_view->selectedText(), u"first\n"_s);
        QTest::keyClick(m_view.get(), Qt::Key_Up, Qt::ShiftModifier); // no further
        QCOMPARE(m_view->selectedText(), u"first\n"_s);
        for (int i = 0; i < 9; ++i)
            QTest::keyClick(m_view.get(), Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(m_view->selectedText(), u"old\nnew\nlast\nother"_s); // to the end of the last file
    }

    /// The menu key means the caret's line, wherever the middle of the view is.
    void theMenuKeyMeansTheCaretsLine()
    {
        show(longDiff());
        QVERIFY(m_view->goToLine(0, 100));
        QSignalSpy blame(m_view.get(), &DiffView::blameWanted);
        QContextMenuEvent event(QContextMenuEvent::Keyboard, m_view->rect().center(), m_view->mapToGlobal(m_view->rect().center()));
        QApplication::sendEvent(m_view.get(), &event);
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu);
        for (QAction *action : menu->actions()) {
            if (action->text().contains(u"Blame"_s))
                action->trigger();
        }
        menu->close();
        QCOMPARE(blame.count(), 1);
        QCOMPARE(blame[0][1].toInt(), 100);
    }

    void coloursGoByWhatStandsAbove()
    {
        const QByteArray start = "diff --git a/x.c b/x.c\n--- a/x.c\n+++ b/x.c\n";
        const QByteArray hunk = " int a;\n int b;\n int c;\n-int d;\n+int e;\n int f;\n";
        QSignalSpy wanted(m_view.get(), &DiffView::surroundingsWanted);
        show(start + "@@ -10,5 +10,5 @@\n" + hunk);
        QTRY_COMPARE(wanted.count(), 1);
        QCOMPARE(wanted.first().first().toInt(), 0);
        const auto spans = [this](diff::Side side) {
            const auto &colors = m_view->scene().files[0].colors;
            return colors.empty() ? std::vector<diff::Span>() : colors.first()->syntax(0, side);
        };
        const auto alone = spans(diff::Side::New);
        QVERIFY(!alone.empty());
        QByteArray above = " /* opened\n";
        for (int i = 0; i < 8; ++i)
            above += " text\n";
        m_view->setSurroundings(0, testkit::patchFromDiff(QByteArray(start + "@@ -1,14 +1,14 @@\n" + above + hunk)).constFirst());
        QTRY_VERIFY(spans(diff::Side::New) != alone); // a comment now
        QCOMPARE(spans(diff::Side::New).size(), 1U);
        QCOMPARE(spans(diff::Side::New).front().length, 6);
        QCOMPARE(spans(diff::Side::Old), spans(diff::Side::New));
        // Not asked for again, whatever is shown of it.
        m_view->setMode(DiffMode::SideBySide);
        QCoreApplication::processEvents();
        QCOMPARE(wanted.count(), 1);
    }

    void keysScrollAndSpaceIsTheWindows()
    {
        show(longDiff());
        QScrollBar *bar = m_view->verticalScrollBar();
        m_view->setFocus();
        QTest::keyClick(m_view.get(), Qt::Key_Down);
        QCOMPARE(bar->value(), m_view->scene().metrics().rowHeight);
        QTest::keyClick(m_view.get(), Qt::Key_PageDown);
        QVERIFY(bar->value() > 300);
        QTest::keyClick(m_view.get(), Qt::Key_End);
        QCOMPARE(bar->value(), bar->maximum());
        QVERIFY(!m_view->pageDownOrEnd());
        QTest::keyClick(m_view.get(), Qt::Key_Home);
        QCOMPARE(bar->value(), 0);
        int pages = 0;
        while (m_view->pageDownOrEnd())
            ++pages;
        QVERIFY(pages > 2 && pages < 20);
        QKeyEvent space(QEvent::KeyPress, Qt::Key_Space, {}, u" "_s);
        space.setAccepted(true);
        QApplication::sendEvent(m_view.get(), &space);
        QVERIFY(!space.isAccepted());
        m_view->setLoading(); // a commit that is still read is not passed over unseen
        QVERIFY(m_view->pageDownOrEnd());
        m_view->clear();
        QVERIFY(!m_view->pageDownOrEnd());
    }

    void changesAndFilesOneAfterTheOther()
    {
        show(longDiff());
        QSignalSpy current(m_view.get(), &DiffView::currentFileChanged);
        int changes = 0;
        while (m_view->nextChange())
            ++changes;
        QCOMPARE(changes, 4); // two blocks, and one in each of the others
        int back = 0;
        while (m_view->previousChange())
            ++back;
        QCOMPARE(back, 3);
        m_view->verticalScrollBar()->setValue(0);
        QVERIFY(m_view->nextFile());
        QVERIFY(m_view->nextFile());
        QCOMPARE(m_view->currentFile(), 2); // though it cannot reach the top
        QVERIFY(!m_view->nextFile());
        QVERIFY(m_view->previousFile());
        QCOMPARE(current.last().first().toInt(), 1);
    }

    /// A change in a file's first line is one, too; and a file that was chosen is what keys are about, though another stands above it.
    void allFilesInSight()
    {
        show(newFile("a.c", "a\n") + newFile("b.c", "b\n") + newFile("c.c", "c\n"));
        QCOMPARE(m_view->verticalScrollBar()->maximum(), 0);
        int changes = 0;
        while (m_view->nextChange())
            QCOMPARE(m_view->readingLine().file, changes++);
        QCOMPARE(changes, 3);
        QCOMPARE(m_view->currentFile(), 2);
        QVERIFY(m_view->previousChange());
        QCOMPARE(m_view->currentFile(), 1);

        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, pointAt(*m_view, {0, 0}, 0.5));
        QCOMPARE(m_view->caretLine().file, 0);
        m_view->scrollToFile(2);
        QCOMPARE(m_view->currentFile(), 2);
        QCOMPARE(m_view->caretLine().file, 2);
        QVERIFY2(m_view->accessibleDescription().startsWith(u"File 3 of 3: c.c"_s), qPrintable(m_view->accessibleDescription()));
        QVERIFY(m_view->accessibleDescription().endsWith(u"line 1"_s));
        QSignalSpy blame(m_view.get(), &DiffView::blameWanted);
        m_view->askBlame();
        QCOMPARE(blame.last().first().toInt(), 2);
        QVERIFY(m_view->nextChange());
        QCOMPARE(m_view->readingLine().file, 2);
        m_view->scrollToFile(1);
        QVERIFY(m_view->nextChange());
        QCOMPARE(m_view->readingLine().file, 1);
    }

    /// The line that the keys are about is seen, also where nothing scrolls.
    void theLineGoneToIsMarked()
    {
        for (const auto mode : {diff::DiffMode::Unified, diff::DiffMode::SideBySide}) {
            show(testkit::fileDiff("a.c", " int a;\n-int b;\n+int c;\n int d;\n+int e;\n"));
            m_view->setMode(mode);
            QCOMPARE(m_view->verticalScrollBar()->maximum(), 0);
            const auto gutter = [this](int line) { // above the digits
                const QRect rect = m_view->lineRect({0, line});
                const bool removed = m_view->scene().document(0).patch().lines[std::size_t(line)].kind == LineKind::Removed;
                const SideBox box = m_view->scene().metrics().side(m_view->mode(), removed ? diff::Side::Old : diff::Side::New, m_view->viewport()->width());
                return m_view->viewport()->grab().toImage().pixelColor(box.left + 8, rect.top() + 1);
            };
            const QColor removed = gutter(1), added = gutter(4);
            QCOMPARE(gutter(2), added);
            QVERIFY(m_view->nextChange());
            QVERIFY(gutter(mode == diff::DiffMode::Unified ? 1 : 2) != (mode == diff::DiffMode::Unified ? removed : added));
            QVERIFY(m_view->nextChange());
            QCOMPARE(gutter(1), removed);
            QCOMPARE(gutter(2), added);
            QVERIFY(gutter(4) != added);
        }
    }

    void zooming()
    {
        show(longDiff());
        const int before = m_view->scene().metrics().rowHeight;
        const QPoint middle = m_view->viewport()->rect().center();
        QWheelEvent wheel(middle, m_view->viewport()->mapToGlobal(middle), {}, {0, 120}, Qt::NoButton, Qt::ControlModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(m_view->viewport(), &wheel);
        QCOMPARE(m_view->zoom(), 1);
        m_view->setZoom(5);
        QVERIFY(m_view->scene().metrics().rowHeight > before);
        QTest::keyClick(m_view.get(), Qt::Key_0, Qt::ControlModifier);
        QCOMPARE(m_view->scene().metrics().rowHeight, before);
    }

    void screenReadersAreToldThePlace()
    {
        show(longDiff());
        QAccessibleInterface *view = QAccessible::queryAccessibleInterface(m_view.get());
        QVERIFY(view);
        QCOMPARE(view->role(), QAccessible::Document);
        m_view->verticalScrollBar()->setValue(500);
        QVERIFY2(view->text(QAccessible::Value).startsWith(u"File 1 of 3: src/long.c, modified"_s), qPrintable(view->text(QAccessible::Value)));
        QVERIFY(view->text(QAccessible::Value).contains(u"; line "_s));
    }

    void colorsFollowAndAreReadable_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void colorsFollowAndAreReadable()
    {
        QFETCH(const bool, dark);
        applyScheme(*qApp, dark ? Scheme::Dark : Scheme::Light);
        show(testkit::fileDiff("a.cpp", "-static int a = 1; // note\n+static long a = \"text\"; /* note */\n #include <x>\n"));
        QTRY_VERIFY(!m_view->scene().files[0].colors.empty());
        const auto colored = m_view->scene().files[0].colors.first();
        QVERIFY(!colored->words(0).empty());
        for (int line = 0; line < 3; ++line) {
            const auto spans = colored->syntax(line, diff::Side::New);
            QVERIFY(!spans.empty());
            for (const diff::Span &span : spans) {
                for (const QColor &tint : {colors().base, colors().addedLine, colors().removedLine})
                    QVERIFY(diff::contrastRatio(QColor(span.color), tint) >= 4.5);
            }
        }
        applyScheme(*qApp, Scheme::Light);
    }

    void aMillionRowsDoNotBlock()
    {
        auto patch = std::make_shared<CommitPatch>();
        for (int f = 0; f < 5; ++f) {
            FilePatch file{.change = {.path = u"big%1.c"_s.arg(f), .insertions = 200'000}};
            file.hunks.push_back({.oldStart = 1, .oldCount = 1, .newStart = 1, .newCount = 200'001, .lineCount = 200'000});
            for (int i = 0; i < 200'000; ++i) {
                file.lines.push_back({file.text.size(), 14, -1, i + 1, LineKind::Added});
                file.text += "int value = 1;";
            }
            patch->files.append(std::move(file));
        }
        // A busy machine makes pauses of its own: one run of three without is enough.
        qint64 shortest = std::numeric_limits<qint64>::max();
        for (int run = 0; run < 3 && shortest >= 50; ++run)
            shortest = std::min(shortest, longestPause(patch));
        QVERIFY2(shortest < 50, qPrintable(QString::number(shortest)));
    }

    void aLineOfAMegabyteIsPainted()
    {
        show(testkit::fileDiff("a.js", '+' + QByteArray("let 变量 = 1;").repeated(80'000) + "\n"));
        QElapsedTimer clock;
        m_view->horizontalScrollBar()->setValue(m_view->horizontalScrollBar()->maximum() / 2);
        clock.start();
        m_view->viewport()->grab();
        m_view->viewport()->grab();
        qInfo("two paintings: %lld ms", clock.elapsed());
        QVERIFY(m_view->horizontalScrollBar()->maximum() > 1'000'000);
    }

    /// Selecting and searching lay out no more of a huge line than is visible.
    void marksInAHugeLineCostWhatIsVisible_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("wraps");
        QTest::newRow("plain") << QByteArray("let a = 1;") << false;
        QTest::newRow("plain, wrapped") << QByteArray("let a = 1;") << true;
        QTest::newRow("Chinese") << QByteArray("let 变量 = 1;") << false;
        QTest::newRow("Chinese, wrapped") << QByteArray("let 变量 = 1;") << true;
    }
    void marksInAHugeLineCostWhatIsVisible()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, wraps);
        show(testkit::fileDiff("a.js", '+' + text.repeated(50'000) + '\n'));
        m_view->setWraps(wraps);
        if (wraps)
            QTRY_VERIFY(m_view->scene().wrapColumns() > 0);
        m_view->find(u"l"_s);
        QTRY_COMPARE(m_view->scene().matches.size(), 50'000U);
        m_view->selectAll();
        m_view->viewport()->grab();
        DiffScene &scene = const_cast<DiffScene &>(m_view->scene());
        const LineLayout &layout = scene.layoutOf(0, 0, diff::Side::New);
        QVERIFY(layout.isLong());
        QVERIFY2(layout.laidOut() > 0 && layout.laidOut() < 70, qPrintable(QString::number(layout.laidOut())));
        for (int i = 0; i < 100; ++i) { // nor does what was passed stay
            QScrollBar *bar = wraps ? m_view->verticalScrollBar() : m_view->horizontalScrollBar();
            bar->setValue(bar->maximum() / 100 * i);
            m_view->viewport()->grab();
        }
        QVERIFY2(layout.laidOut() < 110, qPrintable(QString::number(layout.laidOut())));
        scene.dropColors(); // colours come in parts: the text is not read again for each
        QCOMPARE(&scene.layoutOf(0, 0, diff::Side::New), &layout);
        QCOMPARE(layout.laidOut(), 0);
    }

    /// A piece of a long line begins where the one before ends, in any script.
    void piecesOfALongLineTouch()
    {
        const DiffMetrics &metrics = m_view->scene().metrics();
        for (const QString &text : {u"汉字"_s.repeated(2'500), u"a汉😀é"_s.repeated(1'000), u"x"_s.repeated(5'000)}) {
            const QByteArray bytes = text.toUtf8(); // the layout borrows them
            const LineLayout layout(bytes, {}, metrics, 0);
            QVERIFY(layout.isLong());
            const double step = layout.positionOf(990).x() - layout.positionOf(980).x();
            for (const int piece : {1'000, 2'000, 3'000}) {
                const double across = layout.positionOf(piece + 5).x() - layout.positionOf(piece - 5).x();
                QVERIFY2(std::abs(across - step) <= step / 2, qPrintable(u"%1 %2 %3"_s.arg(text.first(4)).arg(across).arg(step)));
            }
            QVERIFY(std::abs(layout.width() - layout.positionOf(int(text.size())).x()) <= 0.01 * layout.width());
        }
    }

    /// All that is painted can be scrolled to.
    void whatIsPaintedIsReached_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("hidden") << QByteArray(QByteArray("\u200B").repeated(60) + "system(payload)\n");
        QTest::newRow("escapes") << QByteArray(QByteArray(120, '\x1b') + "end\n");
        QTest::newRow("emoji") << QByteArray(QByteArray("😀").repeated(200) + "end\n");
        QTest::newRow("note") << QByteArray(QByteArray(150, 'x') + "\n\\ No newline at end of file\n");
    }
    void whatIsPaintedIsReached()
    {
        QFETCH(QByteArray, line);
        show(testkit::fileDiff("a.c", '+' + line));
        m_view->viewport()->grab();
        const DiffMetrics &metrics = m_view->scene().metrics();
        const SideBox box = metrics.side(m_view->mode(), diff::Side::New, m_view->viewport()->width());
        DiffScene &scene = const_cast<DiffScene &>(m_view->scene());
        const double end = scene.layoutOf(0, 0, diff::Side::New).width();
        QVERIFY(end > box.right - box.text);
        QTRY_VERIFY(m_view->horizontalScrollBar()->maximum() + box.right - box.text >= end);
    }

    void aNoteAfterTheTextIsNoTextOfIt()
    {
        const DiffMetrics metrics = DiffMetrics::of(m_view->font(), m_view->font(), 3, 4);
        const QByteArray plain(5'000, 'x');
        const QByteArray wide = QStringView(u"中\t").toUtf8() + plain;
        for (const QByteArray &bytes : {QByteArray("ab"), QByteArray(), plain, wide}) {
            for (const int wrap : {0, 80}) {
                const int length = int(QString::fromUtf8(bytes).size());
                const LineLayout bare(bytes, {}, metrics, wrap);
                const LineLayout noted(bytes, {}, metrics, wrap, u"  ⊘ no newline"_s);
                QCOMPARE(noted.textLength(), length);
                QCOMPARE(noted.positionOf(length), bare.positionOf(length));
                QCOMPARE(noted.offsetAt(QPointF(1e6, 1e6)), length);
                for (const int offset : {0, 1, 2, 1'200, 4'999}) {
                    const QPointF at = noted.positionOf(std::min(offset, length));
                    QCOMPARE(at, bare.positionOf(std::min(offset, length)));
                    if (wrap == 0)
                        QCOMPARE(noted.offsetAt(at), std::min(offset, length));
                }
            }
        }
    }

    void thePaneTiesListAndDiff()
    {
        DiffPane pane;
        pane.resize(1'000, 600);
        pane.show();
        pane.setPatch(patchOf(longDiff()));
        QTRY_COMPARE(pane.view()->state(), DiffView::State::Ready);
        QCOMPARE(pane.files()->currentFile(), 0);
        QVERIFY(pane.files()->isVisible());
        pane.files()->list()->setCurrentIndex(pane.files()->list()->model()->index(2, 0));
        QCOMPARE(pane.view()->currentFile(), 2);
        pane.view()->verticalScrollBar()->setValue(0);
        QCOMPARE(pane.files()->currentFile(), 0);
        QTest::keyClicks(pane.files()->filter(), u"second"_s);
        QCOMPARE(pane.files()->list()->model()->rowCount(), 1);
        QTest::keyClick(pane.files()->filter(), Qt::Key_Down);
        QCOMPARE(pane.view()->currentFile(), 1);
        pane.resize(600, 600);
        QVERIFY(!pane.files()->isVisible());
        pane.setMode(DiffMode::SideBySide);
        DiffPane other;
        QVERIFY(other.restoreState(pane.saveState()));
        QCOMPARE(other.view()->mode(), DiffMode::SideBySide);
        QVERIFY(!other.restoreState("nonsense"));
        QCOMPARE(other.view()->mode(), DiffMode::SideBySide);
    }

private:
    /// In milliseconds, while a patch is shown, scrolled, shown in the other mode and taken away.
    qint64 longestPause(const std::shared_ptr<const CommitPatch> &patch)
    {
        Watchdog watchdog;
        QTest::qWait(20);
        QElapsedTimer clock;
        clock.start();
        m_view->setPatch(patch);
        while (m_view->state() != DiffView::State::Ready && clock.elapsed() < 20'000)
            QTest::qWait(1);
        qInfo("rows shown after %lld ms", clock.elapsed());
        QTest::qWait(100);
        m_view->setMode(m_view->mode() == DiffMode::Unified ? DiffMode::SideBySide : DiffMode::Unified);
        QTest::qWait(50);
        for (const int percent : {30, 60, 99, 5}) {
            m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->maximum() / 100 * percent);
            QTest::qWait(50);
        }
        m_view->clear();
        QTest::qWait(20);
        qInfo("longest pause of the event loop: %lld ms", watchdog.longest());
        return watchdog.longest();
    }

    void show(const QByteArray &text)
    {
        m_view->setPatch(patchOf(text));
        QTRY_COMPARE(m_view->state(), DiffView::State::Ready);
    }

    std::unique_ptr<DiffView> m_view;
};

RIJIAN_UI_TEST_MAIN(TestDiffView)
#include "tst_diffview.moc"
