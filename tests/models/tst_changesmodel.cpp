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
