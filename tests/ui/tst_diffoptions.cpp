// How a diff is read: white space, context, moved lines, files that were cut.

#include "support/patchbuilder.h"
#include "support/uitest.h"
#include "ui/diff/diffpane.h"

#include <QSignalSpy>

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
        QVERIFY(QTest::qWaitForWindowExposed(m_pane.get()));
    }
    void cleanup() { m_pane.reset(); }

    void choicesAreTakenAndKept()
    {
        QSignalSpy changed(m_pane.get(), &DiffPane::readingChanged);
        const jobs::ReadingOptions reading{Whitespace::IgnoreAmount, true, 10};
        m_pane->setReadingOptions(reading);
        m_pane->setReadingOptions(reading);
        QCOMPARE(changed.count(), 1);
        view().setMarksMoves(false);
        view().setTabWidth(8);
        DiffPane other;
        QVERIFY(other.restoreState(m_pane->saveState()));
        QVERIFY(other.reading() == reading);
        QVERIFY(!other.view()->marksMoves());
        QCOMPARE(other.view()->tabWidth(), 8);
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
        view().setMarksMoves(false);
        QVERIFY(!view().scene().moveOf(0, 1));
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

private:
    void show(const CommitPatch &patch)
    {
        m_pane->setPatch(std::make_shared<const CommitPatch>(patch));
        QTRY_COMPARE(view().state(), DiffView::State::Ready);
    }
    DiffView &view() { return *m_pane->view(); }

    std::unique_ptr<DiffPane> m_pane;
};

RIJIAN_UI_TEST_MAIN(TestDiffOptions)
#include "tst_diffoptions.moc"
