// Files that the user ticks as viewed: in the diff's headers, by key, in the list.

#include "models/changedfilesmodel.h"
#include "support/patchbuilder.h"
#include "support/uitest.h"
#include "ui/diff/changedfiles.h"
#include "ui/diff/changesdialog.h"
#include "ui/diff/diffpane.h"

#include <QTreeView>
#include <QAccessible>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>

using namespace rijian;
using namespace rijian::ui;
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
        QVERIFY(QTest::qWaitForWindowExposed(m_pane.get()));
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

    /// A screen reader hears the change that the view goes to.
    void changesAreReadOut()
    {
        static QStringList heard;
        heard.clear();
        QAccessible::setActive(true);
        const auto before = QAccessible::installUpdateHandler([](QAccessibleEvent *event) {
            if (event->type() == QAccessible::Announcement)
                heard += static_cast<QAccessibleAnnouncementEvent *>(event)->message();
        });
        QVERIFY(view().goToLine(2, 0));
        QAccessible::installUpdateHandler(before);
        QCOMPARE(heard, QStringList{u"c.c, line 1; added: c"_s});
    }

private:
    static std::shared_ptr<const CommitPatch> patch()
    {
        return std::make_shared<const CommitPatch>(testkit::commitPatch(
            u"subject"_s, QByteArray(testkit::fileDiff("a.c", QByteArray("+line\n").repeated(100)) + testkit::fileDiff("b.c", QByteArray("+line\n").repeated(100))
                                     + testkit::fileDiff("c.c", "+c\n"))));
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
