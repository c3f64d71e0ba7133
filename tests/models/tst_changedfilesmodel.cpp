// The list of a commit's files.

#include "models/changedfilesmodel.h"
#include "models/filelabels.h"
#include "support/patchbuilder.h"
#include "support/screenreader.h"
#include "support/testkit.h"

#include <QAbstractItemModelTester>
#include <QColor>
#include <QSortFilterProxyModel>

using namespace rijian;
using namespace Qt::StringLiterals;
using models::ChangedFilesModel;

namespace {

ObjectId id(char digit)
{
    return ObjectId(QByteArray(ObjectId::size, digit));
}

} // namespace

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

    /// As the language punctuates.
    void aViewedFileIsSaidToBe()
    {
        testkit::OtherPunctuation chinese;
        ChangedFilesModel model;
        model.setPatch(std::make_shared<const CommitPatch>(testkit::commitPatch(u"x"_s, testkit::fileDiff("a.c", "+n\n"))));
        model.setViewed({u"a.c"_s});
        QCOMPARE(model.index(0, 0).data(Qt::AccessibleTextRole).toString(), u"a.c, modified, lines added: 1, viewed"_s);
        QCoreApplication::installTranslator(&chinese);
        QCOMPARE(model.index(0, 0).data(Qt::AccessibleTextRole).toString(), u"a.c，modified，lines added: 1，viewed"_s);
        QCoreApplication::removeTranslator(&chinese);
    }

    /// What is not plain about a file's text.
    void notesOfText()
    {
        FilePatch file{.change = {.path = u"a.txt"_s, .oldPath = u"a.txt"_s}, .oldSide = {.id = id(1), .encoding = TextEncoding::Utf8, .lineEnds = LineEnds::Lf},
                       .newSide = {.id = id(2), .encoding = TextEncoding::Utf8, .lineEnds = LineEnds::Lf}};
        QCOMPARE(models::fileNotes(file), QStringList());
        file.newSide.encoding = file.oldSide.encoding = TextEncoding::Gb18030;
        QCOMPARE(models::fileNotes(file), QStringList{u"GB18030"_s});
        file.newSide.encoding = TextEncoding::Utf8;
        file.newSide.lineEnds = LineEnds::CrLf;
        QCOMPARE(models::fileNotes(file), (QStringList{u"GB18030 → UTF-8"_s, u"LF → CRLF"_s}));
        file.oldSide = {};
        file.newSide = {.id = id(2), .encoding = TextEncoding::Utf8Bom, .lineEnds = LineEnds::Mixed, .lfs = LfsPointer{.oid = {}, .size = 3'000'000}};
        QCOMPARE(models::fileNotes(file), (QStringList{u"UTF-8 BOM"_s, u"mixed line endings"_s, u"Git LFS pointer (2.9 MB)"_s}));
        file.oldSide.lfs = LfsPointer{.oid = {}, .size = 1'500};
        QCOMPARE(models::fileNotes(file).last(), u"Git LFS pointer (1.5 kB → 2.9 MB)"_s);
        std::swap(file.oldSide, file.newSide); // deleted: what it was
        QCOMPARE(models::fileNotes(file).first(), u"UTF-8 BOM"_s);
        file.oldSide = file.newSide = {.id = id(1), .encoding = TextEncoding::Utf8};
        file.text = "ab";
        file.lines = {{0, 1, 1, -1, LineKind::Removed, true}, {1, 1, -1, 1, LineKind::Added, true}};
        QCOMPARE(models::fileNotes(file), QStringList{u"no newline at end of file"_s});
        QCOMPARE(models::fileNotes({.gap = PatchGap::Unreadable}), QStringList{u"content missing or damaged"_s});
        file.lines.back().noLineEnd = false;
        QCOMPARE(models::fileNotes(file), QStringList());
    }

    void sizesOfABinaryFile()
    {
        FilePatch file{.change = {.path = u"a.bin"_s, .oldPath = u"a.bin"_s, .binary = true}, .gap = PatchGap::Binary, .oldSide = {.id = id(1), .size = 12'300}, .newSide = {.id = id(2), .size = 15'700}};
        QCOMPARE(models::fileNotes(file), (QStringList{u"binary"_s, u"12.0 kB → 15.3 kB"_s}));
        file.oldSide.size = 15'700;
        QCOMPARE(models::fileNotes(file), (QStringList{u"binary"_s, u"15.3 kB"_s}));
        file.oldSide = {}; // added
        QCOMPARE(models::fileNotes(file), (QStringList{u"binary"_s, u"15.3 kB"_s}));
        std::swap(file.oldSide, file.newSide); // deleted
        QCOMPARE(models::fileNotes(file), (QStringList{u"binary"_s, u"15.3 kB"_s}));
        file.oldSide.size = -1; // not known
        QCOMPARE(models::fileNotes(file), QStringList{u"binary"_s});
        file.newSide = {.id = id(2), .size = 130, .lfs = LfsPointer{.oid = {}, .size = 1'500}}; // that one's own size says nothing
        QCOMPARE(models::fileNotes(file), (QStringList{u"binary"_s, u"Git LFS pointer (1.5 kB)"_s}));
        file.notCompared = true;
        QCOMPARE(models::fileNotes(file).first(), u"not compared"_s);
        file.gap = PatchGap::TooLarge;
        file.newSide = {.id = id(2), .size = 15'700};
        QCOMPARE(models::fileNotes(file), QStringList{u"too large"_s});
    }

    void invisibleCharactersAreSaid()
    {
        ChangedFilesModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setPatch(std::make_shared<const CommitPatch>(testkit::commitPatch(u"x"_s, QByteArray(testkit::fileDiff("a.c", "+n\n") + testkit::fileDiff("b.c", "+n\n")))));
        model.setWithInvisibles({1});
        QVERIFY(!model.index(0, 0).data(ChangedFilesModel::InvisiblesRole).toBool() && model.index(1, 0).data(ChangedFilesModel::InvisiblesRole).toBool());
        QCOMPARE(model.index(1, 0).data(ChangedFilesModel::NotesRole).toStringList().first(), u"⚠ invisible characters"_s);
        QVERIFY(model.index(1, 0).data(Qt::AccessibleTextRole).toString().contains(u"invisible characters"_s));
        QVERIFY(!model.index(0, 0).data(Qt::ToolTipRole).toString().contains(u"invisible characters"_s));
        model.setPatch({});
        model.setPatch(std::make_shared<const CommitPatch>(testkit::commitPatch(u"x"_s, testkit::fileDiff("a.c", "+n\n"))));
        QVERIFY(!model.index(0, 0).data(ChangedFilesModel::InvisiblesRole).toBool());
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
