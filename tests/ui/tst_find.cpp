// Searching in the diff: real widgets, real keys.

#include "support/patchbuilder.h"
#include "support/uitest.h"
#include "ui/diff/changeruler.h"
#include "ui/diff/diffpane.h"
#include "ui/diff/findbar.h"

#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QToolButton>

using namespace rijian;
using namespace rijian::ui;
using namespace Qt::StringLiterals;

namespace {

QByteArray lines(char sign, int count)
{
    QByteArray body;
    for (int i = 0; i < count; ++i)
        body += sign + QByteArray("line ") + QByteArray::number(i) + '\n';
    return body;
}

/// "needle" in the middle of the first file, in a line of the second that is far to the right, and twice in the third.
QByteArray haystack()
{
    return testkit::fileDiff("a.c", lines('+', 200) + "+a needle\n" + lines('+', 200))
        + testkit::fileDiff("b.c", '-' + QByteArray(600, 'x') + "Needle\n+short\n") + testkit::fileDiff("c.c", " needle\n-a needle\n+none\n");
}

} // namespace

class TestFind : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_pane = std::make_unique<DiffPane>();
        m_pane->resize(1'000, 600);
        m_pane->show();
        m_pane->activateWindow(); // there is no window manager
        QVERIFY(QTest::qWaitForWindowActive(m_pane.get(), 30'000));
        show(haystack());
        m_pane->view()->setFocus();
    }
    void cleanup() { m_pane.reset(); }

    void typingGoesToTheFirstMatchAndKeysToTheOthers()
    {
        QTest::keyClick(m_pane->view(), Qt::Key_F, Qt::ControlModifier);
        QVERIFY(bar().isVisible());
        QVERIFY(bar().field()->hasFocus());
        QTest::keyClicks(bar().field(), u"needle"_s);
        QTRY_COMPARE(count(), u"1 of 4"_s);
        QVERIFY(inSight());
        QTest::keyClick(bar().field(), Qt::Key_Return);
        QCOMPARE(count(), u"2 of 4"_s);
        QVERIFY(inSight());
        QVERIFY(m_pane->view()->horizontalScrollBar()->value() > 0); // it stands far to the right
        QVERIFY(m_pane->view()->nextMatch());
        QVERIFY(inSight());
        QCOMPARE(m_pane->view()->horizontalScrollBar()->value(), 0);
        QVERIFY(m_pane->view()->nextMatch());
        QVERIFY(m_pane->view()->nextMatch()); // round to the first
        QCOMPARE(count(), u"1 of 4"_s);
        QTest::keyClick(bar().field(), Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(count(), u"4 of 4"_s);
        QTest::keyClick(bar().field(), Qt::Key_Escape);
        QVERIFY(!bar().isVisible());
        QVERIFY(m_pane->view()->hasFocus());
        QVERIFY(m_pane->view()->scene().matches.empty());
    }

    void caseAndFileNarrowTheSearch()
    {
        find(u"Needle"_s, true);
        QTRY_COMPARE(matches(), 1U);
        find(u"needle"_s, false, true); // it went to the second file for the match before
        QTRY_COMPARE(matches(), 1U);
        m_pane->view()->scrollToFile(2);
        QTRY_COMPARE(matches(), 2U);
        find(u"nowhere"_s);
        QTRY_COMPARE(matches(), 0U);
        QVERIFY(!m_pane->view()->nextMatch());
    }

    /// In the file that is searched alone the match stays in it: the file above, which passes the top, is not searched meanwhile.
    void aMatchOfOneFileStaysInIt()
    {
        show(testkit::fileDiff("a.c", lines('+', 200)) + testkit::fileDiff("b.c", "+a needle\n" + lines('+', 200) + "+a needle\n"));
        m_pane->view()->scrollToFile(1);
        find(u"needle"_s, false, true);
        QTRY_COMPARE(matches(), 2U);
        const QSignalSpy others(m_pane->view(), &DiffView::currentFileChanged);
        for (const int match : {1, 0, 1}) { // the first stands below the end of the file above
            QVERIFY(m_pane->view()->nextMatch());
            QVERIFY(!m_pane->view()->isSearching());
            QCOMPARE(m_pane->view()->scene().currentMatch, match);
            QVERIFY(inSight());
        }
        QCOMPARE(others.count(), 0);
    }

    void theBarSaysWhatWasFound()
    {
        bar().open();
        bar().field()->setText(u"nowhere"_s);
        QTRY_COMPARE(count(), u"Not found"_s);
        bar().field()->clear();
        QTRY_COMPARE(count(), QString());
    }

    /// Lines that were cut, and not read since, could not be searched.
    void theBarSaysThatNotAllWasRead()
    {
        CommitPatch cut = testkit::commitPatch(u"subject"_s, QByteArray(testkit::fileDiff("a.c", "+needle\n") + testkit::fileDiff("b.c", "+other\n")));
        cut.files[1].gap = PatchGap::Cut;
        m_pane->setPatch(std::make_shared<const CommitPatch>(cut));
        QTRY_COMPARE(m_pane->view()->state(), DiffView::State::Ready);
        bar().open();
        bar().field()->setText(u"needle"_s);
        QTRY_COMPARE(count(), u"1 of 1, not all lines read"_s);
        bar().setOptions(false, true); // in the first file alone, which is there
        QTRY_COMPARE(count(), u"1 of 1"_s);
        bar().setOptions(false, false);
        QTRY_COMPARE(count(), u"1 of 1, not all lines read"_s);
        m_pane->view()->setRest(1, testkit::commitPatch(u"subject"_s, testkit::fileDiff("b.c", "+other\n+needle\n")).files[0]);
        QTRY_COMPARE(count(), u"1 of 2"_s);
    }

    /// A card's name is searched as it stands, in all files, whatever the user chose for what they type. That holds again afterwards.
    void aNameIsSearchedByItself()
    {
        show(testkit::fileDiff("a.c", "+int width;\n+int ID;\n") + testkit::fileDiff("b.c", "+int id;\n"));
        bar().setOptions(false, true);
        m_pane->goToName(u"id()"_s);
        QTRY_COMPARE(count(), u"1 of 1"_s);
        QCOMPARE(m_pane->view()->scene().matches[0].file, 1);
        QVERIFY(bar().isVisible());
        QCOMPARE(bar().options(), std::pair(false, true));
        const QByteArray kept = m_pane->saveState();
        const auto choice = [this](const QString &text) {
            for (QToolButton *button : bar().findChildren<QToolButton *>()) {
                if (button->text() == text)
                    return button;
            }
            return static_cast<QToolButton *>(nullptr);
        };
        QVERIFY(choice(u"Whole word"_s)->isVisible() && choice(u"Aa"_s)->isChecked() && !choice(u"This file"_s)->isChecked());
        QTest::keyClicks(bar().field(), u"i"_s); // over it: in this file alone, as chosen
        QTRY_COMPARE(matches(), 2U);
        QVERIFY(!choice(u"Whole word"_s)->isVisible() && !choice(u"Aa"_s)->isChecked() && choice(u"This file"_s)->isChecked());
        QCOMPARE(m_pane->saveState(), kept);
        m_pane->goToName(u"id"_s);
        QTRY_COMPARE(count(), u"1 of 1"_s);
        choice(u"Aa"_s)->click(); // the user's word
        QCOMPARE(bar().options(), std::pair(false, true));
        QTRY_COMPARE(matches(), 1U);
        bar().setOptions(false, false);
        QTRY_COMPARE(matches(), 3U);
    }

    void aCollapsedFileOpens()
    {
        m_pane->view()->setCollapsed(0, true);
        find(u"line 100"_s);
        QTRY_COMPARE(matches(), 2U);
        QVERIFY(!m_pane->view()->isCollapsed(0));
        QVERIFY(inSight());
    }

    /// Where the match is, the user reads: not where they jumped to before.
    void theListFollowsTheMatch()
    {
        show(testkit::fileDiff("a.c", "+needle\n") + testkit::fileDiff("b.c", "+other\n"));
        m_pane->view()->scrollToFile(1); // all fits: nothing scrolls
        QCOMPARE(m_pane->view()->currentFile(), 1);
        find(u"needle"_s);
        QTRY_COMPARE(matches(), 1U);
        QCOMPARE(m_pane->view()->currentFile(), 0);
    }

    /// The whole file is there, but folded: the match's fold opens, and only that.
    void aFoldOpensForItsMatch()
    {
        show(testkit::fileDiff("a.c", lines(' ', 100) + "-old\n+new\n" + lines(' ', 100)));
        DiffView *view = m_pane->view();
        find(u"line 30"_s);
        QTRY_COMPARE(matches(), 2U);
        QTRY_VERIFY(inSight());
        QCOMPARE(view->scene().document(0).folds().size(), 1U);
    }

    /// Another commit is searched for the same, as long as the bar is open.
    void theNextCommitIsSearchedToo()
    {
        bar().open();
        bar().field()->setText(u"needle"_s);
        QTRY_COMPARE(matches(), 4U);
        show(testkit::fileDiff("c.c", lines('+', 100)) + testkit::fileDiff("d.c", "+another needle\n"));
        QTRY_COMPARE(matches(), 1U);
        QCOMPARE(m_pane->view()->verticalScrollBar()->value(), 0); // but begins at its top
        QCOMPARE(count(), u"1 of 1"_s);
        QVERIFY(m_pane->view()->nextMatch());
        QVERIFY(inSight());
        m_pane->clear();
        QTRY_COMPARE(matches(), 0U);
    }

    void whatIsMarkedIsWhatIsSearched()
    {
        show(testkit::fileDiff("d.c", "+one\n+one\n"));
        m_pane->view()->selectAll();
        bar().open();
        QVERIFY(bar().field()->text().isEmpty()); // of several lines
        show(testkit::fileDiff("d.c", "+one\n"));
        m_pane->view()->selectAll();
        bar().open();
        QCOMPARE(bar().field()->text(), u"one"_s);
    }

    /// Beside the scroll bar: where what stands, and the way there.
    void theRulerShowsChangesFilesAndMatches()
    {
        DiffView *view = m_pane->view();
        ChangeRuler *ruler = view->ruler();
        show(testkit::fileDiff("a.c", lines('+', 100)) + testkit::fileDiff("b.c", lines('-', 100)) + testkit::fileDiff("c.c", lines(' ', 4) + "-needle\n+other\n"));
        const auto at = [&](int file, int row) {
            const DiffGeometry &geometry = view->scene().geometry();
            return ruler->marks()[std::size_t(double(geometry.top({file, row})) / double(geometry.height()) * ruler->height())];
        };
        QVERIFY(at(0, 50) == ChangeRuler::Added && at(1, 50) == ChangeRuler::Removed);
        QVERIFY(at(1, -1) & ChangeRuler::FileStart);
        QVERIFY(std::ranges::none_of(ruler->marks(), [](quint8 mark) { return mark & ChangeRuler::Found; }));
        find(u"needle"_s);
        QTRY_COMPARE(matches(), 1U);
        QVERIFY(at(2, view->scene().document(2).rowOfLine(view->mode(), 4)) & ChangeRuler::Found);
        view->verticalScrollBar()->setValue(0);
        QTest::mouseClick(ruler, Qt::LeftButton, {}, {5, ruler->height() / 2});
        QCOMPARE(view->currentFile(), 0);
        QTest::mouseClick(ruler, Qt::LeftButton, {}, {5, ruler->height() - 2});
        QCOMPARE(view->verticalScrollBar()->value(), view->verticalScrollBar()->maximum());
        view->setCollapsed(0, true);
        QVERIFY(!(at(0, -1) & ChangeRuler::Added));
    }

private:
    FindBar &bar() { return *m_pane->findBar(); }
    QString count() { return bar().count()->text(); }
    std::size_t matches() { return m_pane->view()->scene().matches.size(); }
    void find(const QString &text, bool caseSensitive = false, bool inFile = false) { m_pane->view()->find(text, caseSensitive, inFile); }

    void show(const QByteArray &text)
    {
        m_pane->setPatch(std::make_shared<const CommitPatch>(testkit::commitPatch(u"subject"_s, text)));
        QTRY_COMPARE(m_pane->view()->state(), DiffView::State::Ready);
    }

    /// The current match's row is between the header and the view's end.
    bool inSight()
    {
        const DiffView *view = m_pane->view();
        const DiffScene &scene = view->scene();
        if (scene.currentMatch < 0)
            return false;
        const diff::SearchMatch match = scene.matches[std::size_t(scene.currentMatch)];
        const Place place{match.file, scene.document(match.file).rowOfLine(view->mode(), match.line)};
        const qint64 y = scene.geometry().top(place) - view->verticalScrollBar()->value();
        return scene.isRow(place) && scene.rowAt(place).kind == diff::RowKind::Line && y >= scene.metrics().headerHeight
            && y + scene.metrics().rowHeight <= view->viewport()->height();
    }

    std::unique_ptr<DiffPane> m_pane;
};

RIJIAN_UI_TEST_MAIN(TestFind)
#include "tst_find.moc"
