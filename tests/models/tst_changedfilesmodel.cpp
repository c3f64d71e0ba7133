// The list of a commit's files.

#include "models/changedfilesmodel.h"
#include "models/filelabels.h"
#include "support/patchbuilder.h"
#include "support/testkit.h"

#include <QAbstractItemModelTester>
#include <QColor>
#include <QSortFilterProxyModel>

using namespace rijian;
using namespace Qt::StringLiterals;
using models::ChangedFilesModel;

class TestChangedFilesModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// The model tester asks for pictures and colours, which only QtGui can make: without a use of it the linker leaves it out.
    void initTestCase() { QVERIFY(QColor(u"red"_s).isValid()); }

    void rowsAreTheCommitsFiles()
    {
        ChangedFilesModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 0);
        model.setPatch(std::make_shared<const CommitPatch>(testkit::commitPatch(u"x"_s,
            QByteArray(testkit::fileDiff("src/a.c", "+new\n-old\n+newer\n") + testkit::fileDiff("top.txt", "-gone\n")
                + "diff --git a/b b/c\nold mode 100644\nnew mode 100755\nrename from lib/old.h\nrename to lib/new.h\n"))));
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.insertions(), 2);
        QCOMPARE(model.deletions(), 2);
        const auto at = [&model](int row, int role) { return model.index(row, 0).data(role); };
        QCOMPARE(at(0, ChangedFilesModel::FolderRole).toString(), u"src/"_s);
        QCOMPARE(at(0, ChangedFilesModel::NameRole).toString(), u"a.c"_s);
        QCOMPARE(at(1, ChangedFilesModel::FolderRole).toString(), u""_s);
        QCOMPARE(at(2, Qt::DisplayRole).toString(), u"lib/old.h → lib/new.h"_s);
        QCOMPARE(at(2, ChangedFilesModel::StatusRole).toInt(), int(FileStatus::Renamed));
        QCOMPARE(at(2, ChangedFilesModel::NotesRole).toStringList(), QStringList(u"now executable"_s));
        QCOMPARE(at(0, Qt::AccessibleTextRole).toString(), u"src/a.c, modified, lines added: 2, lines removed: 1"_s);
        QCOMPARE(model.file(3), nullptr);
        model.setPatch(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    void filtering()
    {
        ChangedFilesModel model;
        model.setPatch(std::make_shared<const CommitPatch>(testkit::commitPatch(u"x"_s, QByteArray(testkit::fileDiff("src/a.c", "+n\n") + testkit::fileDiff("doc/b.md", "+n\n")))));
        QSortFilterProxyModel proxy;
        const QAbstractItemModelTester tester(&proxy, QAbstractItemModelTester::FailureReportingMode::QtTest);
        proxy.setSourceModel(&model);
        proxy.setFilterRole(ChangedFilesModel::PathRole);
        proxy.setFilterFixedString(u"doc"_s);
        QCOMPARE(proxy.rowCount(), 1);
    }

    void namesCannotDeceive()
    {
        FileChange change;
        change.path = u"safe\u202Egpj.exe"_s;
        QCOMPARE(models::shownPath(change), u"safe⟨U+202E⟩gpj.exe"_s);
    }
};

RIJIAN_TEST_MAIN(TestChangedFilesModel)
#include "tst_changedfilesmodel.moc"
