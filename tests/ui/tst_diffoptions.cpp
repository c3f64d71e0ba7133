// How a diff is read: white space, context, moved lines, files that were cut.

#include "support/patchbuilder.h"
#include "support/uitest.h"
#include "ui/diff/changedfiles.h"
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
        view().setCollapsed(0, true);
        view().scrollToFile(1);
        QVERIFY(view().goToLine(1, 12));
        const auto line = [this] { return view().lineRect({1, 12}); };
        const QRect before = line();
        QVERIFY(before.isValid());
        const auto kept = view().scene().files[0].document;

        m_pane->setPatch(std::make_shared<const CommitPatch>(whole));
        QCOMPARE(view().state(), DiffView::State::Ready); // never a blank in between
        QTRY_COMPARE(view().scene().document(2).note(), diff::FileNote::None);
        QCOMPARE(view().scene().document(1).patch().lines.size(), 60U);
        QVERIFY(view().scene().files[0].document == kept);
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

    std::unique_ptr<DiffPane> m_pane;
};

RIJIAN_UI_TEST_MAIN(TestDiffOptions)
#include "tst_diffoptions.moc"
