// The day's table: what it shows, sorts and filters, and that 100,000 rows do not hold up the window.

#include "models/commitsmodel.h"
#include "support/blockwatch.h"
#include "support/testkit.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace rijian;
using namespace rijian::models;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

namespace {

CommitRow row(int i)
{
    CommitRow one;
    one.repository = 1 + i % 3;
    one.sha = QString::number(i, 16).rightJustified(40, u'0');
    one.author = {u"Author %1"_s.arg(i % 17), u"a%1@x"_s.arg(i % 17)};
    one.authorTime = one.committerTime = {1'767'758'400 - i, 0};
    one.message = u"fix: thing %1 in the Scheduler\n\nBody <b>%1</b>"_s.arg(i);
    one.insertions = i % 1000;
    one.deletions = i % 7;
    one.cardImportance = static_cast<Importance>(1 + i % 3);
    one.types = {static_cast<ChangeType>(i % 10)};
    return one;
}

QList<CommitRow> rows(int count)
{
    QList<CommitRow> all;
    for (int i = 0; i < count; ++i)
        all.append(row(i));
    return all;
}

const QHash<qint64, QString> names{{1, u"vllm"_s}, {2, u"sglang"_s}, {3, u"dynamo"_s}};

} // namespace

/// The signal may have come already: what is quick enough arrives at once.
#define CAME(spy)                                    \
    do {                                             \
        QTRY_VERIFY_WITH_TIMEOUT(!(spy).isEmpty(), 20'000); \
        (spy).clear();                               \
    } while (false)

class TestCommitsModel : public QObject
{
    Q_OBJECT

    static void load(CommitsModel &model, const QList<CommitRow> &all)
    {
        QSignalSpy loaded(&model, &CommitsModel::loaded);
        model.setRows(all, names);
        QTRY_VERIFY(!loaded.isEmpty());
    }

    static QStringList shas(const CommitsModel &model)
    {
        QStringList all;
        for (int i = 0; i < model.rowCount(); ++i)
            all << model.row(i).sha.right(2);
        return all;
    }

private Q_SLOTS:
    void whatIsHiddenIsFoundAsItIsNow()
    {
        CommitsModel model;
        load(model, rows(5));
        QSignalSpy arranged(&model, &CommitsModel::arranged);
        model.setFilter({.text = u"nothing has that"_s});
        CAME(arranged);
        QCOMPARE(model.rowCount(), 0);
        CommitRow changed = row(3);
        changed.triage.note = u"mine"_s;
        model.updateRows({changed});
        QVERIFY(model.find(changed.repository, changed.sha));
        QCOMPARE(model.find(changed.repository, changed.sha)->triage.note, u"mine"_s);
        QVERIFY(!model.find(99, changed.sha) && !model.lists(99, changed.sha));
        QVERIFY(model.lists(changed.repository, changed.sha));
        model.setList(TriageList::Open, QDate(2026, 1, 7));
        CAME(arranged);
        QVERIFY(model.lists(changed.repository, changed.sha)); // still to review
        changed.triage.state = TriageState::Seen;
        model.updateRows({changed});
        QVERIFY(!model.lists(changed.repository, changed.sha));
    }

    void showsWhatThereIs()
    {
        CommitsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        load(model, rows(5));
        QCOMPARE(model.rowCount(), 5);
        const auto text = [&](CommitColumn column) { return model.index(0, int(column)).data().toString(); };
        QCOMPARE(text(CommitColumn::Repository), u"vllm"_s);
        QCOMPARE(text(CommitColumn::Message), u"fix: thing 0 in the Scheduler"_s);
        QCOMPARE(text(CommitColumn::Changes), QString());
        QCOMPARE(text(CommitColumn::Importance), u"Low"_s);
        const QString tip = model.index(0, int(CommitColumn::Message)).data(Qt::ToolTipRole).toString();
        QVERIFY2(tip.contains(u"&lt;b&gt;0&lt;/b&gt;"_s), qPrintable(tip)); // plain text, not markup
    }

    /// Who asks for another list and acts on its first loaded() must not be told of the one before.
    void whatIsNoLongerAskedForIsNotShown()
    {
        CommitsModel model;
        load(model, rows(5));
        QSignalSpy loaded(&model, &CommitsModel::loaded);
        QSignalSpy arranged(&model, &CommitsModel::arranged);
        model.setRows(rows(50'000), names);
        model.dropPending();
        model.sort(int(CommitColumn::Author), Qt::DescendingOrder); // what was dropped is not arranged either
        CAME(arranged);
        QCOMPARE(model.rowCount(), 5);
        model.setRows(rows(7), names);
        CAME(arranged);
        QCOMPARE(model.rowCount(), 7);
        QCOMPARE(loaded.size(), 1);
        model.dropPending(); // nothing is pending
        QCOMPARE(model.rowCount(), 7);
    }

    void sortsByEachColumn()
    {
        CommitsModel model;
        load(model, rows(200));
        QSignalSpy arranged(&model, &CommitsModel::arranged);
        for (int column = 0; column < commitColumnCount; ++column) {
            for (const auto order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
                if (model.order() == CommitOrder{CommitColumn(column), order == Qt::DescendingOrder})
                    continue;
                model.sort(column, order);
                CAME(arranged);
                QCOMPARE(model.rowCount(), 200);
                for (int i = 1; i < 200; ++i) {
                    const CommitRow &above = model.row(order == Qt::AscendingOrder ? i - 1 : i), &below = model.row(order == Qt::AscendingOrder ? i : i - 1);
                    switch (CommitColumn(column)) {
                    case CommitColumn::Importance:
                        QVERIFY(above.importance() <= below.importance());
                        break;
                    case CommitColumn::Time:
                        QVERIFY(above.authorTime.seconds <= below.authorTime.seconds);
                        break;
                    case CommitColumn::Repository:
                        QVERIFY(names.value(above.repository) <= names.value(below.repository));
                        break;
                    case CommitColumn::Author:
                        QVERIFY(QString::localeAwareCompare(above.author.name, below.author.name) <= 0);
                        break;
                    case CommitColumn::Type:
                        QVERIFY(above.types.first() <= below.types.first());
                        break;
                    case CommitColumn::Message:
                        QVERIFY(above.message.toCaseFolded() <= below.message.toCaseFolded());
                        break;
                    case CommitColumn::Changes:
                        QVERIFY(above.insertions + above.deletions <= below.insertions + below.deletions);
                        break;
                    case CommitColumn::State:
                        QVERIFY(above.triage.state <= below.triage.state);
                        break;
                    }
                }
            }
        }
    }

    void filtersByEachPart()
    {
        CommitsModel model;
        load(model, rows(300));
        QSignalSpy arranged(&model, &CommitsModel::arranged);
        const auto shown = [&](const CommitFilter &filter) {
            model.setFilter(filter);
            if (arranged.isEmpty() && !arranged.wait())
                return -1;
            arranged.clear();
            return model.rowCount();
        };
        QCOMPARE(shown({.text = u"THING 290"_s}), 1);
        QCOMPARE(shown({.text = u"sglang thing"_s}), 100);
        QCOMPARE(shown({.text = row(42).sha.right(12)}), 1);
        QCOMPARE(shown({.author = u"Author 3"_s}), 18);
        QCOMPARE(shown({.importances = {Importance::High}}), 100);
        QCOMPARE(shown({.importances = {Importance::High, Importance::Low}}), 200);
        QCOMPARE(shown({.types = {ChangeType::Security}}), 30);
        QCOMPARE(shown({.states = {TriageState::Seen}}), 0);
        QCOMPARE(shown({}), 300);
    }

    void whereRulesAndModelDiffer()
    {
        QList<CommitRow> all = rows(60); // cards of a model: medium, high, low, medium, …
        for (int i = 0; i < all.size(); ++i) {
            all[i].rulesImportance = i < 40 ? Importance::High : Importance::Unknown;
            all[i].byRules = i % 2 == 0;
        }
        const auto differing = std::ranges::count_if(all, [](const CommitRow &one) { return one.disagrees(); });
        QVERIFY(differing > 0 && differing < 20);
        CommitsModel model;
        load(model, all);
        QCOMPARE(model.summary().disagreeing, differing);
        QSignalSpy arranged(&model, &CommitsModel::arranged);
        model.setFilter({.disagreeing = true});
        CAME(arranged);
        QCOMPARE(model.rowCount(), differing);
        for (int i = 0; i < model.rowCount(); ++i) {
            const QModelIndex cell = model.index(i, int(CommitColumn::Importance));
            QCOMPARE(cell.data(CommitsModel::OtherImportanceRole).toInt(), int(Importance::High));
            QVERIFY2(cell.data(Qt::ToolTipRole).toString().contains(u"rules: 🔴 High"_s), qPrintable(cell.data(Qt::ToolTipRole).toString()));
            QVERIFY(cell.data(Qt::AccessibleTextRole).toString().contains(u"rules: 🔴 High"_s));
        }
        // The model thinks again: it counts at once.
        CommitRow changed = model.row(0);
        changed.cardImportance = Importance::High;
        model.updateRows({changed});
        QCOMPARE(model.summary().disagreeing, differing - 1);
        QCOMPARE(model.index(0, int(CommitColumn::Importance)).data(CommitsModel::OtherImportanceRole).toInt(), 0);
    }

    void whatACardIsMadeOfIsSaid()
    {
        CommitRow one = row(1);
        CommitsModel model;
        load(model, {one});
        const QModelIndex cell = model.index(0, int(CommitColumn::Importance));
        QVERIFY(cell.data(Qt::ToolTipRole).toString().isEmpty());
        QVERIFY(!cell.data(CommitsModel::PartialRole).toBool() && !cell.data(CommitsModel::ModelFailedRole).toBool());
        one.partial = true;
        model.updateRows({one});
        QVERIFY(cell.data(CommitsModel::PartialRole).toBool());
        QVERIFY(cell.data(Qt::ToolTipRole).toString().contains(u"a part of the commit"_s));
        one.partial = false;
        one.modelFailed = true;
        model.updateRows({one});
        QVERIFY(cell.data(CommitsModel::ModelFailedRole).toBool() && !cell.data(CommitsModel::PartialRole).toBool());
        QVERIFY(cell.data(Qt::ToolTipRole).toString().contains(u"made no card"_s));
    }

    void aChangedRowStaysUntilTheNextArrangement()
    {
        CommitsModel model;
        load(model, rows(9));
        QSignalSpy arranged(&model, &CommitsModel::arranged);
        model.setFilter({.states = {TriageState::Unseen}});
        CAME(arranged);
        CommitRow changed = model.row(4);
        changed.triage.state = TriageState::Seen;
        QSignalSpy dataChanged(&model, &QAbstractItemModel::dataChanged);
        model.updateRows({changed, row(999)});
        QCOMPARE(dataChanged.size(), 1);
        QCOMPARE(model.rowCount(), 9);
        QCOMPARE(model.row(4).triage.state, TriageState::Seen);
        model.sort(int(CommitColumn::Author), Qt::AscendingOrder);
        CAME(arranged);
        QCOMPARE(model.rowCount(), 8);
        QCOMPARE(model.rowOf(changed.repository, changed.sha), -1);
    }

    void whatLeavesTheListIsNotCountedInIt()
    {
        CommitsModel model;
        load(model, rows(9));
        QSignalSpy arranged(&model, &CommitsModel::arranged);
        model.setList(TriageList::Open, QDate(2026, 1, 7));
        CAME(arranged);
        CommitRow row = model.row(4);
        const Importance importance = row.importance();
        const int before = model.summary().importances.value(importance);
        row.triage.state = TriageState::FollowUp;
        model.updateRows({row});
        QCOMPARE(model.summary().importances.value(importance), before - 1);
        CAME(arranged);
        QCOMPARE(model.rowCount(), 8);
        QCOMPARE(model.summary().importances.value(importance), before - 1);
        row.triage.due = QDate(2026, 1, 7); // it is due: the list has it again
        model.updateRows({row});
        CAME(arranged);
        QCOMPARE(model.rowCount(), 9);
        QCOMPARE(model.summary().importances.value(importance), before);
    }

    void updatesWhileRowsArriveAreKept()
    {
        CommitsModel model;
        load(model, rows(50));
        CommitRow changed = row(7);
        changed.triage.state = TriageState::FollowUp;
        QSignalSpy arranged(&model, &CommitsModel::arranged);
        model.setRows(rows(50), names); // read before the change was stored
        model.updateRows({changed});
        CAME(arranged);
        QCOMPARE(model.row(model.rowOf(changed.repository, changed.sha)).triage.state, TriageState::FollowUp);
    }

    /// A filter that changes before the rows are there takes no update away.
    void updatesOutliveAFilterThatChanges()
    {
        CommitsModel model;
        load(model, rows(50));
        CommitRow changed = row(7);
        changed.triage.note = u"ask Ann"_s;
        QSignalSpy arranged(&model, &CommitsModel::arranged);
        model.setRows(rows(5000), names);
        model.updateRows({changed});
        model.setFilter({.text = u"thing"_s});
        CAME(arranged);
        QCOMPARE(model.total(), 5000);
        QCOMPARE(model.row(model.rowOf(changed.repository, changed.sha)).triage.note, u"ask Ann"_s);
    }

    /// What a search found is of any year, and stands as the search goes on: by the committer's time.
    void whatWasFoundIsByCommitterTime()
    {
        QList<CommitRow> found = rows(3);
        for (int i = 0; i < 3; ++i) {
            found[i].authorTime.seconds = 1'767'700'800 + i * 1'000; // 2026-01-06
            found[i].committerTime.seconds = 1'735'689'600 + (3 - i) * 3'600; // 2025-01-01
        }
        CommitsModel model;
        model.setList(TriageList::Found, {});
        load(model, found);
        QCOMPARE(shas(model), (QStringList{row(0).sha.right(2), row(1).sha.right(2), row(2).sha.right(2)}));
        QCOMPARE(model.index(0, int(CommitColumn::Time)).data().toString(), u"2025-01-01 03:00"_s);
        model.setList(TriageList::All, {});
        QTRY_COMPARE(shas(model).first(), row(2).sha.right(2));
    }

    void theLastFilterWins()
    {
        CommitsModel model;
        QSignalSpy loaded(&model, &CommitsModel::loaded);
        model.setRows(rows(5000), names);
        for (const QString &text : {u"t"_s, u"th"_s, u"thing 4"_s, u"thing 4242"_s})
            model.setFilter({.text = text});
        QTRY_VERIFY(!loaded.isEmpty());
        QTRY_COMPARE(model.rowCount(), 1);
    }

    void aHundredThousandRowsDoNotHoldUpTheWindow()
    {
        CommitsModel model;
        const QList<CommitRow> all = rows(100'000);
        QSignalSpy arranged(&model, &CommitsModel::arranged);
        const BlockWatch watch;
        model.setRows(all, names);
        CAME(arranged);
        for (const auto column : {CommitColumn::Author, CommitColumn::Message, CommitColumn::Importance}) {
            model.sort(int(column), Qt::AscendingOrder);
            CAME(arranged);
        }
        model.setFilter({.text = u"scheduler 99"_s});
        CAME(arranged);
        qInfo("longest pause with 100,000 rows: %lld ms", static_cast<long long>(watch.longest().count()));
    }
};

RIJIAN_TEST_MAIN(TestCommitsModel)
#include "tst_commitsmodel.moc"
