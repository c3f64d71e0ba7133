// What the diff view keeps while a commit gives way to another, and while files come whole: places, marks, matches, menus.

#include "support/patchbuilder.h"
#include "support/uitest.h"
#include "ui/diff/diffview.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QScrollBar>
#include <QSignalSpy>
#include <QWheelEvent>

#include <algorithm>

using namespace rijian;
using namespace rijian::ui;
using namespace Qt::StringLiterals;

namespace {

std::shared_ptr<const CommitPatch> patchOf(const QByteArray &text)
{
    return std::make_shared<const CommitPatch>(testkit::commitPatch(u"subject"_s, text));
}

QByteArray someFiles(int count)
{
    QByteArray text;
    for (int i = 0; i < count; ++i)
        text += testkit::fileDiff("f" + QByteArray::number(i) + ".txt", "-old\n+new\n");
    return text;
}

QByteArray header(const QByteArray &name)
{
    return "diff --git a/" + name + " b/" + name + "\n--- a/" + name + "\n+++ b/" + name + '\n';
}

/// A change in the middle of a file, with three lines around it and with all of them.
QByteArray shortDiff(const QByteArray &name, const QByteArray &context = "line")
{
    const QByteArray around = QByteArray(' ' + context + '\n').repeated(3);
    return header(name) + "@@ -51,7 +51,7 @@ f()\n" + around + "-old word\n+new word\n" + around;
}
FilePatch wholeFile(const QByteArray &name, const QByteArray &context = "line")
{
    const QByteArray line = ' ' + context + '\n';
    return testkit::patchFromDiff(QByteArray(header(name) + "@@ -1,80 +1,80 @@\n" + line.repeated(53) + "-old word\n+new word\n" + line.repeated(26))).constFirst();
}

/// In the middle of a row, so many columns into its text.
QPoint pointAt(const DiffView &view, Place place, double columns)
{
    const DiffMetrics &metrics = view.scene().metrics();
    const SideBox box = metrics.side(view.mode(), diff::Side::New, view.viewport()->width());
    const qint64 y = view.scene().geometry().top(place) - view.verticalScrollBar()->value() + metrics.rowHeight / 2;
    return {int(box.text + columns * metrics.cell), int(y)};
}

void moveTo(const DiffView &view, QPoint point)
{
    QMouseEvent move(QEvent::MouseMove, point, view.viewport()->mapToGlobal(point), Qt::LeftButton, Qt::LeftButton, {});
    QApplication::sendEvent(view.viewport(), &move);
}

void turnWheel(const DiffView &view, int angle)
{
    const QPoint middle = view.viewport()->rect().center();
    QWheelEvent wheel(middle, view.viewport()->mapToGlobal(middle), {}, {0, angle}, Qt::NoButton, Qt::ControlModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(view.viewport(), &wheel);
}

} // namespace

class TestDiffViewKeeps : public QObject
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

    /// A row that is clicked in a list of files that is out of date leads nowhere; one of the commit that comes does.
    void aRowOfTheLastCommitIsPassedOver()
    {
        show(someFiles(12));
        m_view->setLoading();
        m_view->scrollToFile(9);
        m_view->setPatch(patchOf(someFiles(3)));
        QTRY_COMPARE(m_view->state(), DiffView::State::Ready);
        QCOMPARE(m_view->currentFile(), 0);
        m_view->scrollToFile(7);
        QCOMPARE(m_view->currentFile(), 0);
        m_view->setLoading();
        m_view->scrollToFile(1); // a file that the next one has, too, but another
        m_view->setPatch(patchOf(someFiles(12)));
        m_view->scrollToFile(12);
        QTRY_COMPARE(m_view->state(), DiffView::State::Ready);
        QCOMPARE(m_view->currentFile(), 0);
        m_view->setLoading();
        m_view->setPatch(patchOf(someFiles(3)));
        m_view->scrollToFile(2);
        QTRY_COMPARE(m_view->state(), DiffView::State::Ready);
        QCOMPARE(m_view->currentFile(), 2);
    }

    /// A drag goes on from the line where it began, though lines have come above it.
    void aDragStaysWithItsLines()
    {
        show(shortDiff("a.c") + shortDiff("b.c"));
        QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, pointAt(*m_view, {0, 4}, 0));
        moveTo(*m_view, pointAt(*m_view, {0, 5}, 3));
        QCOMPARE(m_view->selectedText(), u"old word\nnew"_s);
        openWhole(1, "b.c"); // another file
        QCOMPARE(m_view->selectedText(), u"old word\nnew"_s);
        openWhole(0, "a.c");
        QCOMPARE(m_view->selectedText(), u"old word\nnew"_s);
        const int row = m_view->scene().document(0).rowOfLine(m_view->mode(), 54);
        m_view->verticalScrollBar()->setValue(int(m_view->scene().geometry().top({0, row})) - 200);
        moveTo(*m_view, pointAt(*m_view, {0, row + 1}, 4));
        QCOMPARE(m_view->selectedText(), u"old word\nnew word\nline"_s);
        QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, pointAt(*m_view, {0, row + 1}, 4));
        m_view->copyAsPatch();
        QVERIFY(QApplication::clipboard()->text().contains(u"-old word\n+new word\n"_s));
    }

    /// A drag in a commit that is gone marks nothing in the next.
    void aDragEndsWithItsCommit()
    {
        show(someFiles(3));
        QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, pointAt(*m_view, {1, 0}, 0));
        moveTo(*m_view, pointAt(*m_view, {1, 1}, 2));
        m_view->setLoading();
        show(someFiles(2));
        moveTo(*m_view, pointAt(*m_view, {1, 1}, 2));
        QCOMPARE(m_view->selectedText(), QString());
        m_view->copyAsPatch(); // of the current file
        QVERIFY(QApplication::clipboard()->text().contains(u"+++ b/f0.txt\n"_s));
        // So does one whose file is folded away.
        QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, pointAt(*m_view, {1, 0}, 0));
        m_view->setCollapsed(0, true);
        moveTo(*m_view, pointAt(*m_view, {1, 1}, 2));
        QCOMPARE(m_view->selectedText(), QString());
        QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, pointAt(*m_view, {1, 1}, 2));
    }

    /// A drag that leaves the text at its side goes on there.
    void aDragGoesOnInALongLine()
    {
        show(testkit::fileDiff("a.c", "+" + QByteArray(400, 'x') + "\n+short\n"));
        QScrollBar *bar = m_view->horizontalScrollBar();
        QTRY_VERIFY(bar->maximum() > 0);
        QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, pointAt(*m_view, {0, 1}, 1));
        const QPoint outside(m_view->viewport()->width() + 30, pointAt(*m_view, {0, 1}, 1).y());
        QCursor::setPos(m_view->viewport()->mapToGlobal(outside));
        moveTo(*m_view, outside);
        QTRY_COMPARE(bar->value(), bar->maximum());
        QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, outside);
        QCOMPARE(m_view->selectedText(), QString(399, u'x'));
    }

    /// What is marked outlives that the rest of a commit comes.
    void theMarksOutliveTheBeginning()
    {
        const CommitPatch whole = testkit::commitPatch(u"subject"_s, someFiles(3));
        CommitPatch beginning = whole;
        beginning.partial = true;
        beginning.files[2].gap = PatchGap::Later;
        beginning.files[2].lines.clear();
        beginning.files[2].hunks.clear();
        auto shown = std::make_shared<const CommitPatch>(beginning);
        const std::weak_ptr<const CommitPatch> kept = shown;
        m_view->setPatch(std::move(shown));
        QTRY_COMPARE(m_view->state(), DiffView::State::Ready);
        QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, pointAt(*m_view, {1, 0}, 0));
        moveTo(*m_view, pointAt(*m_view, {1, 1}, 3));
        m_view->setPatch(std::make_shared<const CommitPatch>(whole));
        QTRY_COMPARE(m_view->scene().document(2).note(), diff::FileNote::None);
        QCOMPARE(m_view->selectedText(), u"old\nnew"_s);
        m_view->viewport()->repaint();
        QTRY_VERIFY2(kept.expired(), "the beginning's files take their memory a second time");
    }

    /// A fold that opens as a whole, and is asked for some lines more before these are there, opens as a whole.
    void allAndSomeMoreIsAll()
    {
        show(shortDiff("a.c"));
        m_view->openFold(0, 0, 0);
        m_view->openFold(0, 0, 1);
        m_view->setWholeFile(0, wholeFile("a.c"));
        QTRY_COMPARE(m_view->scene().document(0).patch().lines.size(), 81U);
        QCOMPARE(m_view->scene().document(0).folds().size(), 1U);
        QVERIFY(m_view->scene().document(0).folds()[0].last);
    }

    /// An answer for a file that nobody waits for leaves the wait for another one.
    void aStrayAnswerChangesNothing()
    {
        QSignalSpy around(m_view.get(), &DiffView::surroundingsWanted);
        const QByteArray hunk = "@@ -100,20 +100,20 @@\n" + QByteArray("-int a;\n+int b;\n").repeated(20);
        show(header("a.c") + hunk + header("b.c") + hunk);
        QTRY_COMPARE(around.count(), 1);
        const int asked = around[0][0].toInt();
        m_view->setSurroundings(1 - asked, std::nullopt);
        QCOMPARE(around.count(), 1);
        m_view->setSurroundings(asked, m_view->scene().document(asked).patch());
        QVERIFY(m_view->scene().files[std::size_t(asked)].around);

        CommitPatch cut = testkit::commitPatch(u"subject"_s, someFiles(2));
        for (FilePatch &file : cut.files)
            file.gap = PatchGap::Cut;
        QSignalSpy rest(m_view.get(), &DiffView::restWanted);
        m_view->setPatch(std::make_shared<const CommitPatch>(cut));
        QTRY_COMPARE(rest.count(), 1);
        QCOMPARE(rest[0][0].toInt(), 0);
        m_view->setRest(1, std::nullopt);
        m_view->setRest(0, testkit::commitPatch(u"subject"_s, someFiles(1)).files[0]);
        QTRY_COMPARE(m_view->scene().document(0).note(), diff::FileNote::None);
    }

    /// A menu that is open while another commit comes does nothing to that one.
    void aMenuIsOfItsCommit()
    {
        show(someFiles(12));
        QMenu menu;
        m_view->addFileActions(&menu, 9);
        QSignalSpy viewed(m_view.get(), &DiffView::viewedChanged), patches(m_view.get(), &DiffView::patchWanted), web(m_view.get(), &DiffView::webWanted);
        m_view->setLoading();
        show(someFiles(1));
        for (QAction *action : menu.actions())
            action->trigger();
        QCOMPARE(viewed.count() + patches.count() + web.count(), 0);
        QMenu other;
        m_view->addFileActions(&other, 0);
        other.actions().first()->trigger();
        QCOMPARE(viewed.count(), 1);
        QVERIFY(m_view->isViewed(0));
    }

    /// A menu that is open while its file comes whole still means its line.
    void aMenuIsOfItsLine()
    {
        show(shortDiff("a.c"));
        QVERIFY(m_view->goToLine(0, 3));
        QContextMenuEvent event(QContextMenuEvent::Keyboard, m_view->rect().center(), m_view->mapToGlobal(m_view->rect().center()));
        QApplication::sendEvent(m_view.get(), &event);
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu);
        openWhole(0, "a.c");
        QSignalSpy blame(m_view.get(), &DiffView::blameWanted);
        for (QAction *action : menu->actions()) {
            if (action->text().contains(u"Blame"_s))
                action->trigger();
        }
        menu->close();
        QCOMPARE(blame.count(), 1);
        QCOMPARE(m_view->scene().document(0).patch().lines[blame[0][1].toUInt()].kind, LineKind::Removed);
    }

    /// The current match is still the same when lines come that hold the text, too.
    void theMatchStaysWithItsLine()
    {
        show(shortDiff("a.c", "a word"));
        m_view->find(u"word"_s);
        QTRY_COMPARE(m_view->scene().matches.size(), 8U);
        for (int i = 0; i < 4; ++i)
            QVERIFY(m_view->nextMatch());
        const auto kind = [this] {
            const diff::SearchMatch &match = m_view->scene().matches[std::size_t(m_view->scene().currentMatch)];
            return m_view->scene().document(0).patch().lines[std::size_t(match.line)].kind;
        };
        QCOMPARE(kind(), LineKind::Added);
        openWhole(0, "a.c", "a word");
        QCOMPARE(kind(), LineKind::Added); // before it was searched again
        QTRY_COMPARE(m_view->scene().matches.size(), 81U);
        QCOMPARE(kind(), LineKind::Added);
        QVERIFY(m_view->nextMatch()); // it was gone to: the next is another
        QCOMPARE(kind(), LineKind::Context);
    }

    /// One file at a time, or all of them: the line that is read stays where it is.
    void oneFileAtATimeKeepsTheLine()
    {
        QByteArray text;
        for (const char *name : {"a.c", "b.c", "c.c"})
            text += testkit::fileDiff(name, QByteArray("+line\n").repeated(80));
        show(text);
        QVERIFY(m_view->goToLine(1, 40));
        const int before = m_view->lineRect({1, 40}).top();
        m_view->setSingleFile(true);
        QCOMPARE(m_view->currentFile(), 1);
        QCOMPARE(m_view->lineRect({1, 40}).top(), before);
        m_view->setSingleFile(false);
        QCOMPARE(m_view->currentFile(), 1);
        QCOMPARE(m_view->lineRect({1, 40}).top(), before);
        m_view->scrollToFile(2);
        m_view->setSingleFile(true);
        QCOMPARE(m_view->currentFile(), 2);
        QCOMPARE(m_view->verticalScrollBar()->value(), 0);
        m_view->setSingleFile(false);
        QCOMPARE(m_view->currentFile(), 2);
    }

    /// A file whose fold opens is wrapped from the first moment on.
    void aFoldComesWrapped()
    {
        const QByteArray words = QByteArray("some words ").repeated(40);
        show(shortDiff("a.c", words) + testkit::fileDiff("b.c", QByteArray("+line\n").repeated(100))); // too tall from the beginning: the width stays
        m_view->setWraps(true);
        QTRY_VERIFY(m_view->scene().files[0].lines);
        bool wrapped = false;
        connect(m_view.get(), &DiffView::documentsShown, this, [this, &wrapped] {
            const LineTops &tops = m_view->scene().files[0].lines;
            wrapped = tops && int(tops->size()) == m_view->scene().document(0).rowCount(m_view->mode()) + 1 && tops->back() > 2 * int(tops->size());
        });
        openWhole(0, "a.c", words);
        QVERIFY(wrapped);
    }

    /// What is known of a long line outlives that another file is folded away.
    void aLongLineStaysLaidOut()
    {
        show(testkit::fileDiff("a.js", '+' + QByteArray("let 变量 = 1;").repeated(5'000) + '\n') + testkit::fileDiff("b.js", "+x\n"));
        m_view->viewport()->grab();
        DiffScene &scene = const_cast<DiffScene &>(m_view->scene());
        QVERIFY(scene.layoutOf(0, 0, diff::Side::New).laidOut() > 0);
        m_view->setCollapsed(1, true);
        QVERIFY(scene.layoutOf(0, 0, diff::Side::New).laidOut() > 0);
        m_view->setZoom(1); // but not other fonts
        QCOMPARE(scene.layoutOf(0, 0, diff::Side::New).laidOut(), 0);
    }

    /// Who asks what is marked does not wait for megabytes; who copies gets all of it.
    void theMarkedTextIsLimited()
    {
        show(testkit::fileDiff("a.txt", QByteArray('+' + QByteArray(9'999, 'x') + '\n').repeated(200)));
        m_view->selectAll();
        QCOMPARE(m_view->selectedText().size(), 1'000'000);
        m_view->copy();
        QCOMPARE(QApplication::clipboard()->text().size(), 200 * 10'000 - 1);
    }

    /// A patch that lacks changes, or that git will not take as it is, is not copied without a word.
    void aLossyPatchIsWarnedOf()
    {
        QSignalSpy told(m_view.get(), &DiffView::told);
        show(shortDiff("a.c"));
        m_view->copyAsPatch();
        QCOMPARE(told.count(), 0);
        m_view->setWhitespace(Whitespace::IgnoreAll);
        m_view->copyAsPatch();
        QCOMPARE(told.count(), 1);
        m_view->setWhitespace(Whitespace::Keep);
        show(header("a.c") + "@@ -1,2 +1,2 @@\n a\n-b\n+c\n@@ -20,2 +21,2 @@\n a\n-b\n+c\n"); // a blank line came between them
        m_view->selectAll();
        m_view->copyAsPatch();
        QCOMPARE(told.count(), 2);
        m_view->setContextLines(0);
        show(header("a.c") + "@@ -5,1 +5,1 @@\n-b\n+c\n");
        m_view->copyAsPatch();
        QCOMPARE(told.count(), 3);
        QVERIFY2(told[2][0].toString().contains(u"unidiff"_s), qPrintable(told[2][0].toString()));
        m_view->setContextLines(3);
        for (const PatchGap gap : {PatchGap::Cut, PatchGap::Later}) {
            CommitPatch cut = *patchOf(shortDiff("a.c"));
            cut.files[0].gap = gap;
            m_view->setPatch(std::make_shared<const CommitPatch>(cut));
            QTRY_VERIFY(m_view->state() == DiffView::State::Ready && m_view->scene().document(0).patch().gap == gap);
            told.clear();
            m_view->copyAsPatch();
            QCOMPARE(told.count(), 1);
        }
        show(shortDiff("b.c")); // most of it in UTF-8
        CommitPatch broken = *patchOf(header("b.c") + "@@ -1,1 +1,1 @@\n-b\n+\xe4\xbd\xa0 \xff\n");
        broken.files[0].newSide.encoding = TextEncoding::Utf8;
        m_view->setPatch(std::make_shared<const CommitPatch>(broken));
        QTRY_COMPARE(m_view->scene().document(0).patch().lines.size(), 2U);
        told.clear();
        m_view->copyAsPatch();
        QCOMPARE(told.count(), 1);
    }

    /// What a large commit had no time for is done for the files that are looked at.
    void aFileInSightGetsItsPairs()
    {
        constexpr int lines = 49'995; // to read them takes all but a few of the comparisons
        const QByteArray block = "-alpha beta gamma\n-delta epsilon zeta\n+one two three\n+four five six\n+alpha beta gamma!\n+delta epsilon zeta!\n";
        show(testkit::fileDiff("a.c", QByteArray("-a\n").repeated(lines) + QByteArray("+b\n").repeated(lines)) + shortDiff("next.c") + testkit::fileDiff("b.c", block + " \n" + block + " \n" + block + " \n" + block));
        m_view->setMode(diff::DiffMode::SideBySide);
        QVERIFY(m_view->scene().document(2).lacksPairs());
        QCOMPARE(m_view->scene().document(2).rowCount(diff::DiffMode::SideBySide), 4 * 4 + 3);
        m_view->scrollToFile(2);
        QTRY_VERIFY(!m_view->scene().document(2).lacksPairs());
        const diff::Document &now = m_view->scene().document(2);
        const diff::Row row = now.row(diff::DiffMode::SideBySide, now.rowOfLine(diff::DiffMode::SideBySide, 0));
        QCOMPARE(row.oldLine, 0);
        QCOMPARE(row.newLine, 4); // its like, not the one at its place
        QTRY_VERIFY(!m_view->scene().wordsOf(2, 4).empty());
        QCOMPARE(m_view->currentFile(), 2);
    }

    /// A touchpad's turns come in parts: a step of zoom is what a wheel's notch is.
    void zoomGoesByNotches()
    {
        show(someFiles(1));
        turnWheel(*m_view, 40);
        QCOMPARE(m_view->zoom(), 0);
        turnWheel(*m_view, 80);
        QCOMPARE(m_view->zoom(), 1);
        turnWheel(*m_view, 240);
        QCOMPARE(m_view->zoom(), 3);
        turnWheel(*m_view, 60);
        turnWheel(*m_view, -60); // the other way
        turnWheel(*m_view, -60);
        QCOMPARE(m_view->zoom(), 2);
    }

private:
    /// Another document: the last one may be on the screen for a moment.
    void show(const QByteArray &text)
    {
        m_view->setPatch(patchOf(text));
        QTRY_COMPARE(m_view->state(), DiffView::State::Ready);
    }
    /// Opens the fold above a file's change.
    void openWhole(int file, const QByteArray &name, const QByteArray &context = "line")
    {
        m_view->openFold(file, 0, 0);
        m_view->setWholeFile(file, wholeFile(name, context));
        QTRY_COMPARE(m_view->scene().document(file).patch().lines.size(), 81U);
    }

    std::unique_ptr<DiffView> m_view;
};

RIJIAN_UI_TEST_MAIN(TestDiffViewKeeps)
#include "tst_diffviewkeeps.moc"
