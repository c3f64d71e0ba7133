// The changes of a commit, one by one.

#include "models/changesmodel.h"
#include "support/patchbuilder.h"
#include "support/testkit.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace rijian;
using namespace rijian::models;
using namespace Qt::StringLiterals;

class TestChangesModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyBlockIsARow()
    {
        ChangesModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setFiles(files(QByteArray(testkit::fileDiff("a.c", " x\n-one\n-two\n+three\n y\n+four\n") + testkit::fileDiff("b.c", "+only\n") + testkit::fileDiff("c.c", " same\n"))));
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.change(0), (Change{0, 1, 3}));
        QCOMPARE(row(model, 0), (QStringList{u"a.c"_s, u"2"_s, u"one  ⋯ and 1 more line(s)"_s, u"three"_s}));
        QCOMPARE(row(model, 1), (QStringList{u"a.c"_s, u"4"_s, QString(), u"four"_s}));
        QCOMPARE(row(model, 2), (QStringList{u"b.c"_s, u"1"_s, QString(), u"only"_s}));
        QCOMPARE(model.rowOf(0, 0), 0);
        QCOMPARE(model.rowOf(0, 3), 0);
        QCOMPARE(model.rowOf(0, 4), 1);
        QCOMPARE(model.rowOf(1, 0), 2);
        QCOMPARE(model.rowOf(2, 0), 2);
        model.setFiles({});
        QCOMPARE(model.rowOf(0, 0), -1);
    }

    /// Files without lines, and what is missing of those that were cut, have rows that say so.
    void filesWithoutLinesAreRows()
    {
        ChangesModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QByteArray renamed = "diff --git a/old.c b/new.c\nsimilarity index 100%\nrename from old.c\nrename to new.c\n";
        const QByteArray binary = "diff --git a/b.png b/b.png\nindex 1111111..2222222 100644\nBinary files a/b.png and b/b.png differ\n";
        const QByteArray mode = "diff --git a/run b/run\nold mode 100644\nnew mode 100755\n";
        model.setFiles(files(renamed + testkit::fileDiff("a.c", "+one\n") + binary + mode), {u"The content did not change."_s, u"9 more changed lines."_s});
        QCOMPARE(model.rowCount(), 5);
        QCOMPARE(row(model, 0), (QStringList{u"old.c → new.c"_s, QString(), u"renamed; The content did not change."_s, QString()}));
        QCOMPARE(row(model, 1), (QStringList{u"a.c"_s, u"1"_s, QString(), u"one"_s}));
        QCOMPARE(row(model, 2), (QStringList{u"a.c"_s, QString(), u"9 more changed lines."_s, QString()}));
        QCOMPARE(row(model, 3)[2], u"modified, binary"_s);
        QCOMPARE(row(model, 4)[2], u"modified, now executable"_s);
        QVERIFY(model.isOfFile(0) && !model.isOfFile(1) && model.isOfFile(2));
        QCOMPARE(model.describe(1), u"a.c, line 1; added: one"_s);
        QCOMPARE(model.describe(2), u"a.c; 9 more changed lines."_s);
        QCOMPARE(model.describe(4), u"run; modified, now executable"_s);
        QCOMPARE(model.rowOf(0, 0), 0);
        QCOMPARE(model.rowOf(1, 0), 1);
        QCOMPARE(model.rowOf(1, 1), 2);
        QCOMPARE(model.rowOf(2, 0), 3);
        QCOMPARE(model.rowOf(9, 0), 4);
    }

    void aSentenceSaysAllOfIt()
    {
        const FilePatch patch = testkit::patchFromDiff(testkit::fileDiff("src/a.c", " x\n-int a;\n+int b;\n+int c;\n")).first();
        QCOMPARE(describeChange(patch, {0, 1, 3}), u"src/a.c, line 2; removed: int a;; added: int b;\nint c;"_s);
    }

    void hostileLinesAreShortAndVisible()
    {
        const FilePatch patch = testkit::patchFromDiff(testkit::fileDiff("a", '+' + QByteArray("\xE2\x80\xAE") + QByteArray(5'000'000, 'x') + '\n')).first();
        const QString text = changeText(patch, {0, 0, 1}, LineKind::Added, 1);
        QVERIFY(text.startsWith(u"⟨U+202E⟩"_s));
        QVERIFY(text.size() < 320);
    }

private:
    static ChangesModel::Files files(const QByteArray &diff)
    {
        ChangesModel::Files files;
        for (const FilePatch &file : testkit::patchFromDiff(diff))
            files.push_back(std::make_shared<const FilePatch>(file));
        return files;
    }
    static QStringList row(const ChangesModel &model, int row)
    {
        QStringList cells;
        for (int column = 0; column < ChangesModel::ColumnCount; ++column)
            cells += model.index(row, column).data().toString();
        return cells;
    }
};

RIJIAN_TEST_MAIN(TestChangesModel)
#include "tst_changesmodel.moc"
