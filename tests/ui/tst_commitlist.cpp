// The filter bar and the table's marks about a model: seen when there is something to say, and quick with a day of 100,000 rows.

#include "models/commitsmodel.h"
#include "support/blockwatch.h"
#include "support/uitest.h"
#include "ui/commits/committable.h"
#include "ui/commits/filterbar.h"

#include <QItemSelectionModel>
#include <QSet>
#include <QSignalSpy>
#include <QToolButton>

using namespace rijian;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;
using models::CommitColumn;

namespace {

CommitRow row(int i)
{
    CommitRow one;
    one.repository = 1;
    one.sha = QString::number(i, 16).rightJustified(40, u'0');
    one.author = {u"Ann"_s, u"a@x"_s};
    one.authorTime = one.committerTime = {1'767'758'400 - i, 0};
    one.message = u"fix: thing %1"_s.arg(i);
    one.cardImportance = one.rulesImportance = Importance::Low;
    one.types = {ChangeType::Security};
    return one;
}

QList<CommitRow> rows(int count)
{
    QList<CommitRow> all;
    for (int i = 0; i < count; ++i)
        all.append(row(i));
    return all;
}

} // namespace

class TestCommitList : public QObject
{
    Q_OBJECT

    static void load(models::CommitsModel &model, const QList<CommitRow> &all)
    {
        QSignalSpy loaded(&model, &models::CommitsModel::loaded);
        model.setRows(all, {{1, u"vllm"_s}});
        QTRY_VERIFY_WITH_TIMEOUT(!loaded.isEmpty(), 20'000);
    }

    /// The pixels of the first row's importance.
    static QImage cellOf(ui::CommitTable &table)
    {
        const QRect cell = table.visualRect(table.model()->index(0, int(CommitColumn::Importance)));
        return table.viewport()->grab(cell).toImage();
    }

private Q_SLOTS:
    void differsIsOfferedWhenSomethingDoes()
    {
        models::CommitsModel model;
        ui::FilterBar bar(&model);
        auto *differing = bar.findChild<QToolButton *>(u"differing"_s);
        load(model, rows(9));
        QVERIFY(differing->isHidden());
        bar.toggleDiffering();
        QVERIFY(!differing->isChecked()); // there is nothing of that kind
        QList<CommitRow> some = rows(9);
        some[3].rulesImportance = some[5].rulesImportance = Importance::High;
        load(model, some);
        QVERIFY(!differing->isHidden());
        QVERIFY2(differing->text().contains(u'2'), qPrintable(differing->text()));
        bar.toggleDiffering();
        QTRY_COMPARE(model.rowCount(), 2);
        // Still seen when the last of them agrees: else it could not be switched off.
        load(model, rows(9));
        QTRY_COMPARE(model.rowCount(), 0);
        QVERIFY(!differing->isHidden());
        bar.clear();
        QTRY_COMPARE(model.rowCount(), 9);
        QVERIFY(differing->isHidden());
    }

    void eachMarkIsSeen()
    {
        models::CommitsModel model;
        ui::CommitTable table(&model);
        table.resize(900, 200);
        table.show();
        QVERIFY(QTest::qWaitForWindowExposed(&table, 30'000));
        load(model, rows(1));
        QList<QImage> pictures{cellOf(table)};
        CommitRow one = row(0);
        one.rulesImportance = Importance::High;
        model.updateRows({one});
        pictures << cellOf(table);
        one.rulesImportance = Importance::Medium;
        model.updateRows({one});
        pictures << cellOf(table);
        one.partial = true;
        model.updateRows({one});
        pictures << cellOf(table);
        one.modelFailed = true;
        model.updateRows({one});
        pictures << cellOf(table);
        for (int i = 0; i < pictures.size(); ++i) {
            for (int k = 0; k < i; ++k)
                QVERIFY2(pictures[i] != pictures[k], qPrintable(u"%1 looks like %2"_s.arg(i).arg(k)));
        }
    }

    /// One that is not there becomes current when it comes, but not under the hands of a user who has moved on.
    void whatWasWantedIsForgottenWhenTheUserMovesOn()
    {
        models::CommitsModel model;
        ui::CommitTable table(&model);
        load(model, rows(3));
        table.choose({1, row(7).sha});
        load(model, rows(9));
        QCOMPARE(table.currentCommit()->sha, row(7).sha);
        table.choose({1, row(12).sha});
        table.selectRow(2);
        load(model, rows(20));
        QCOMPARE(table.currentCommit()->sha, row(2).sha);
    }

    /// When several go, the next below them is current; at the end, the last above.
    void whereSeveralWentTheNearestIsCurrent()
    {
        models::CommitsModel model;
        ui::CommitTable table(&model);
        const auto loadWithout = [&](const QSet<int> &gone) {
            QList<CommitRow> some;
            for (int i = 0; i < 9; ++i) {
                if (!gone.contains(i))
                    some.append(row(i));
            }
            load(model, some);
        };
        const auto select = [&](int first, int last) {
            table.setCurrentIndex(model.index(last, 0));
            table.selectionModel()->select(QItemSelection(model.index(first, 0), model.index(last, models::commitColumnCount - 1)), QItemSelectionModel::ClearAndSelect);
        };
        loadWithout({});
        select(2, 4);
        loadWithout({2, 3, 4});
        QCOMPARE(table.currentCommit()->sha, row(5).sha);
        select(4, 5); // of the rows 0, 1, 5, 6, 7, 8
        loadWithout({2, 3, 4, 7, 8});
        QCOMPARE(table.currentCommit()->sha, row(6).sha);
        // Where others are still selected no row joins them.
        loadWithout({});
        select(2, 4);
        loadWithout({4});
        QCOMPARE(table.currentCommit()->sha, row(2).sha);
        QCOMPARE(table.selectedCommits().size(), 2);
    }

    void aHundredThousandMarkedRowsAreScrolledAtOnce()
    {
        QList<CommitRow> all = rows(100'000);
        for (CommitRow &one : all) {
            one.rulesImportance = Importance::High;
            one.partial = one.modelFailed = true;
        }
        models::CommitsModel model;
        ui::FilterBar bar(&model);
        ui::CommitTable table(&model);
        table.resize(900, 500);
        table.show();
        QVERIFY(QTest::qWaitForWindowExposed(&table, 30'000));
        load(model, all);
        table.repaint();
        const BlockWatch watch;
        for (int i = 0; i < 40; ++i) {
            table.scrollTo(model.index(i * 2'400, 0));
            QCoreApplication::processEvents();
        }
        QTRY_VERIFY_WITH_TIMEOUT(model.summary().disagreeing > 0, 20'000); // the rows are counted beside
        QSignalSpy arranged(&model, &models::CommitsModel::arranged);
        bar.toggleDiffering();
        QTRY_VERIFY_WITH_TIMEOUT(!arranged.isEmpty(), 20'000);
        qInfo("longest pause: %lld ms", static_cast<long long>(watch.longest().count()));
        QVERIFY(watch.longest() < std::chrono::milliseconds(200)); // a user feels 50; a busy machine is given room
        QCOMPARE(model.rowCount(), 100'000);
    }
};

RIJIAN_UI_TEST_MAIN(TestCommitList)
#include "tst_commitlist.moc"
