// A commit's files in their folders.

#include "models/filetreemodel.h"
#include "support/patchbuilder.h"
#include "support/testkit.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace rijian;
using namespace rijian::models;
using namespace Qt::StringLiterals;

namespace {

std::shared_ptr<const CommitPatch> commitOf(const QList<QByteArray> &paths)
{
    QByteArray text;
    for (const QByteArray &path : paths)
        text += testkit::fileDiff(path, "+one\n+two\n-three\n");
    return std::make_shared<const CommitPatch>(testkit::commitPatch(u"subject"_s, text));
}

/// "src/net{url.c http{get.c}} README": names, folders with what they hold.
QString outline(const QAbstractItemModel &model, const QModelIndex &parent = {})
{
    QStringList parts;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        const QString inside = outline(model, index);
        parts += index.data(ChangedFilesModel::NameRole).toString() + (inside.isEmpty() ? QString() : u'{' + inside + u'}');
    }
    return parts.join(u' ');
}

} // namespace

class TestFileTreeModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void foldersHoldTheirFiles()
    {
        ChangedFilesModel files;
        FileTreeModel tree(&files);
        const QAbstractItemModelTester tester(&tree, QAbstractItemModelTester::FailureReportingMode::QtTest);
        files.setPatch(commitOf({"README", "src/net/http/get.c", "src/net/url.c", "docs/a/b/c.md"}));
        QCOMPARE(outline(tree), u"README get.c url.c c.md"_s);
        QCOMPARE(tree.index(1, 0).data(ChangedFilesModel::FolderRole).toString(), u"src/net/http/"_s);
        tree.setTree(true);
        QCOMPARE(outline(tree), u"README src/net{http{get.c} url.c} docs/a/b{c.md}"_s);
        const QModelIndex folder = tree.index(1, 0);
        QCOMPARE(folder.data(FileTreeModel::FileRole).toInt(), -1);
        QCOMPARE(folder.data(ChangedFilesModel::InsertionsRole).toInt(), 4);
        QCOMPARE(folder.data(ChangedFilesModel::DeletionsRole).toInt(), 2);
        for (int file = 0; file < files.rowCount(); ++file) {
            QCOMPARE(tree.indexOf(file).data(FileTreeModel::FileRole).toInt(), file);
            for (int role = ChangedFilesModel::PathRole; role < ChangedFilesModel::PathRole + 20; ++role) { // none of the list's is the tree's own
                if (role != ChangedFilesModel::FolderRole)
                    QCOMPARE(tree.indexOf(file).data(role), files.index(file).data(role));
            }
        }
        QVERIFY(tree.indexOf(1).data(ChangedFilesModel::FolderRole).toString().isEmpty());
        QVERIFY(!tree.indexOf(9).isValid());
        files.setPatch(nullptr);
        QCOMPARE(tree.rowCount(), 0);
    }

    void aFolderIsViewedWhenAllInItIs()
    {
        ChangedFilesModel files;
        FileTreeModel tree(&files);
        tree.setTree(true);
        files.setPatch(commitOf({"src/a.c", "src/b.c"}));
        QSignalSpy changed(&tree, &QAbstractItemModel::dataChanged);
        files.setViewed({u"src/a.c"_s});
        QVERIFY(!tree.index(0, 0).data(ChangedFilesModel::ViewedRole).toBool());
        files.setViewed({u"src/a.c"_s, u"src/b.c"_s});
        QVERIFY(tree.index(0, 0).data(ChangedFilesModel::ViewedRole).toBool());
        QVERIFY(!changed.isEmpty());
    }

    /// Thousands of folders within each other, in many files: the tree stays small.
    void hostilePathsAreBounded()
    {
        ChangedFilesModel files;
        FileTreeModel tree(&files);
        tree.setTree(true);
        QList<QByteArray> paths;
        for (int i = 0; i < 50; ++i)
            paths += QByteArray::number(i) + '/' + QByteArray("d/").repeated(2'000) + "f";
        files.setPatch(commitOf(paths));
        int depth = 0;
        for (QModelIndex index = tree.indexOf(49); index.isValid(); index = index.parent())
            ++depth;
        QVERIFY2(depth <= 33, qPrintable(QString::number(depth)));
        QCOMPARE(tree.rowCount(), 50);
    }
};

RIJIAN_TEST_MAIN(TestFileTreeModel)
#include "tst_filetreemodel.moc"
