// Commits that have to do with one another.

#include "core/references.h"
#include "storage/commitstore.h"
#include "storage/database.h"
#include "storage/relatedstore.h"
#include "storage/repositorystore.h"
#include "storage/searchstore.h"
#include "support/outcome.h"
#include "support/testkit.h"

#include <QTemporaryDir>

using namespace rijian;
using namespace rijian::storage;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

class TestRelatedStore : public QObject
{
    Q_OBJECT

    static QString sha(qint64 i) { return QString::number(i * 1'000'003 + 0x1000000, 16).leftJustified(40, u'e'); }

private Q_SLOTS:
    void messagesTellOfOthers_data()
    {
        QTest::addColumn<QString>("message");
        QTest::addColumn<QStringList>("reverts");
        QTest::addColumn<QStringList>("fixes");
        QTest::addColumn<QStringList>("issues");
        const QStringList none;
        QTest::newRow("git revert") << u"Revert \"x\"\n\nThis reverts commit 1A2b3c4d5e6f."_s << QStringList{u"1a2b3c4d5e6f"_s} << none << none;
        QTest::newRow("fixes") << u"y\n\nFixes: abcdef123456 (\"x\")\nFixes #77"_s << none << QStringList{u"abcdef123456"_s} << QStringList{u"77"_s};
        QTest::newRow("issues") << u"[Bug] z (#12) see GH-34, https://github.com/a/b/pull/56 and o/r!78 &#90;"_s << none << none << QStringList({u"12"_s, u"34"_s, u"56"_s});
        QTest::newRow("numbers") << u"fixes 12345678 things, reverted 2 times"_s << none << none << none;
        QTest::newRow("nothing") << u"Refactor"_s << none << none << none;
    }
    void messagesTellOfOthers()
    {
        QFETCH(QString, message);
        const References references = referencesOf(message);
        QTEST(references.reverts, "reverts");
        QTEST(references.fixes, "fixes");
        QTEST(references.issues, "issues");
    }

    void manyAreBounded()
    {
        QString hostile;
        for (int i = 0; i < 5'000; ++i)
            hostile += u"#%1 reverts commit %2 "_s.arg(i).arg(sha(i));
        const References references = referencesOf(hostile);
        QCOMPARE(references.issues.size(), 32);
        QCOMPARE(references.reverts.size(), 32);
    }

    void relationsAreFoundBothWays()
    {
        const QTemporaryDir folder;
        const auto database = Database::open(folder.path());
        VERIFY_OK(database);
        const qint64 one = RepositoryStore(**database).add({.name = u"one"_s, .address = u"a"_s}, u"a"_s).value().id;
        const qint64 two = RepositoryStore(**database).add({.name = u"two"_s, .address = u"b"_s}, u"b"_s).value().id;
        const auto commit = [](int i, const QString &message, const QStringList &paths) {
            Commit made{.sha = sha(i), .author = {u"A"_s, u"a@x"_s}, .committer = {u"A"_s, u"a@x"_s}, .authorTime = {1'000'000 + i * 3'600, 0}, .committerTime = {1'000'000 + i * 3'600, 0}, .message = message, .parents = {sha(999)}};
            for (const QString &path : paths)
                made.files.append({.path = path, .insertions = 1});
            return made;
        };
        const QList<Commit> commits{commit(1, u"add x (#12)"_s, {u"x.c"_s, u"y.c"_s}), commit(2, u"Revert \"add x\"\n\nThis reverts commit %1."_s.arg(sha(1)), {u"x.c"_s}),
                                    commit(3, u"mend x\n\nFixes: %1 (\"add x\")"_s.arg(sha(1).first(12)), {u"z.c"_s}), commit(4, u"more for #12"_s, {u"w.c"_s}),
                                    commit(5, u"12 monkeys"_s, {u"v.c"_s}), commit(6, u"both"_s, {u"x.c"_s, u"y.c"_s}), commit(7, u"unlisted, #12"_s, {u"x.c"_s})};
        CommitStore store(**database);
        VERIFY_OK(store.add(one, commits));
        QStringList shas;
        for (const Commit &made : commits.first(6))
            shas.prepend(made.sha);
        VERIFY_OK(store.setListing(one, 0, 9'000'000, shas));
        VERIFY_OK(store.add(two, {commit(8, u"elsewhere (#12)"_s, {u"x.c"_s})}));
        VERIFY_OK(store.setListing(two, 0, 9'000'000, {sha(8)}));
        while (SearchStore(**database).index().value()) { }

        const auto of = [&](int i) {
            QStringList found;
            const auto all = RelatedStore(**database).of(one, sha(i));
            for (const RelatedCommit &related : all.value_or(QList<RelatedCommit>())) {
                for (int k = 1; k <= 8; ++k) {
                    if (related.row.sha == sha(k))
                        found.append(u"%1:%2%3"_s.arg(int(related.relation)).arg(k).arg(related.what.isEmpty() ? QString() : QString(u'(' + related.what + u')')));
                }
            }
            return found;
        };
        QCOMPARE(of(1), QStringList({u"1:2"_s, u"3:3"_s, u"4:4(#12)"_s, u"5:6(2)"_s}));
        QCOMPARE(of(2), QStringList({u"0:1"_s, u"5:6(1)"_s}));
        QCOMPARE(of(3), QStringList{u"2:1"_s});
        QCOMPARE(of(4), QStringList{u"4:1(#12)"_s});
        QCOMPARE(of(5), QStringList());
        QVERIFY(RelatedStore(**database).of(one, sha(77)).value().isEmpty());
    }
};

RIJIAN_TEST_MAIN(TestRelatedStore)
#include "tst_relatedstore.moc"
