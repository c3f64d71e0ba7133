// Which files of a commit were viewed.

#include "core/patch.h"
#include "core/text.h"
#include "core/viewedkey.h"
#include "storage/database.h"
#include "storage/repositorystore.h"
#include "storage/viewedstore.h"
#include "support/outcome.h"
#include "support/testkit.h"

#include <QTemporaryDir>
#include <QTest>

using namespace rijian;
using namespace rijian::storage;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

class TestViewed : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Bytes that are not UTF-8 are read as some text, and so may be others.
    void aFileHasAKeyOfItsOwn()
    {
        const auto file = [](const QByteArray &bytes, FileStatus status = FileStatus::Modified) {
            FilePatch patch;
            patch.change.path = decodeText(bytes);
            patch.change.status = status;
            if (patch.change.path.toUtf8() != bytes)
                (status == FileStatus::Deleted ? patch.oldSide : patch.newSide).path = bytes;
            return patch;
        };
        const FilePatch latin = file("d/\xe9.c"), same = file("d/\xc3\xa9.c");
        QCOMPARE(latin.change.path, same.change.path);
        QCOMPARE(viewedKey(same), u"d/é.c"_s);
        QCOMPARE(viewedKey(latin), u"/d/%E9.c"_s);
        QCOMPARE(viewedKey(file("d/\xe9.c", FileStatus::Deleted)), u"/d/%E9.c"_s);
        QCOMPARE(viewedKey(file("d/%E9.c")), u"d/%E9.c"_s);
        QVERIFY(viewedKey(file("\xe9%41")) != viewedKey(file("\xe9" "A")));
    }
    void ticksComeAndGo()
    {
        QTemporaryDir folder;
        const auto database = Database::open(folder.path());
        VERIFY_OK(database);
        RepositoryStore repositories(**database);
        Repository wanted;
        wanted.name = u"a/b"_s;
        wanted.address = u"https://example.org/a/b"_s;
        const auto repository = repositories.add(wanted, u"https://example.org/a/b"_s);
        VERIFY_OK(repository);
        ViewedStore store(**database);
        const QString sha(40, u'a'), other(40, u'b');
        VERIFY_OK(store.set(repository->id, sha, {u"one"_s, u"two 二"_s}, true));
        VERIFY_OK(store.set(repository->id, sha, {u"one"_s}, true)); // twice is once
        QCOMPARE(*store.get(repository->id, sha), (QSet<QString>{u"one"_s, u"two 二"_s}));
        QCOMPARE(*store.get(repository->id, other), QSet<QString>());
        VERIFY_OK(store.set(repository->id, sha, {u"one"_s, u"three"_s}, false));
        QCOMPARE(*store.get(repository->id, sha), QSet<QString>{u"two 二"_s});
        VERIFY_FAILS(store.set(repository->id + 1, sha, {u"one"_s}, true), ErrorKind::NotFound);
    }
};

RIJIAN_TEST_MAIN(TestViewed)
#include "tst_viewed.moc"
