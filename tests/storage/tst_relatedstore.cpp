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

    /// Without a sha: by the number of a pull request, or by the subject.
    void messagesTellOfOthersBySubject()
    {
        const References github = referencesOf(u"Revert \"[Core] x (#27614)\" (#28126)\n\nReverts vllm-project/vllm#27614");
        QCOMPARE(github.revertedSubject, u"[Core] x (#27614)"_s);
        QCOMPARE(github.revertedIssues, QStringList{u"27614"_s});
        QCOMPARE(github.issues, QStringList({u"27614"_s, u"28126"_s}));
        QCOMPARE(github.ownIssue, u"28126"_s);
        QVERIFY(github.reverts.isEmpty());
        QCOMPARE(referencesOf(u"Revert \"Revert \"x\"\"").revertedSubject, u"Revert \"x\""_s);
        QCOMPARE(referencesOf(u"reverts o/r!7").revertedIssues, QStringList{u"7"_s});
        QCOMPARE(referencesOf(u"Merge pull request #12 from a/b\n\nx (#13)").ownIssue, u"12"_s);
        QCOMPARE(referencesOf(u"see (#13) for more").ownIssue, QString());
        QCOMPARE(referencesOf(u"fixup! squash! add x").mendedSubject, u"add x"_s);
        QCOMPARE(referencesOf(u"amend! add x").mendedSubject, u"add x"_s);
        QCOMPARE(referencesOf(u"fixup! 1a2b3c4d5e").fixes, QStringList{u"1a2b3c4d5e"_s});
        QVERIFY(referencesOf(u"Reverts the change of 7 tests, \"x\"").isEmpty());
        (void)referencesOf(QString(u"Revert \"fixup! reverts a/b#1 (#"_s).repeated(2'000));
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

    /// As they say it at hosts that squash pull requests: no sha in sight.
    void relationsAreFoundWithoutShas()
    {
        const QTemporaryDir folder;
        const auto database = Database::open(folder.path());
        VERIFY_OK(database);
        const qint64 one = RepositoryStore(**database).add({.name = u"one"_s, .address = u"a"_s}, u"a"_s).value().id;
        const auto commit = [](int i, const QString &message) {
            return Commit{.sha = sha(i), .author = {u"A"_s, u"a@x"_s}, .committer = {u"A"_s, u"a@x"_s}, .authorTime = {1'000'000 + i * 3'600, 0}, .committerTime = {1'000'000 + i * 3'600, 0}, .message = message,
                          .parents = {sha(999)}};
        };
        const QList<Commit> commits{commit(1, u"Speed up y (#50)"_s), commit(2, u"Speed up y (#50)"_s), commit(3, u"Revert \"Speed up y (#50)\" (#52)\n\nMore words."_s),
                                    commit(4, u"提高调度器的性能"_s), commit(5, u"fixup! 提高调度器的性能"_s), commit(6, u"Add the thing (#60)"_s), commit(7, u"Take it out (#61)\n\nReverts o/one#60"_s),
                                    commit(8, u"Speed up y (#50)"_s), commit(9, u"mend\n\nFixes: %1 (\"gone\")\nThis reverts commit %2."_s.arg(sha(90).first(12), sha(91)))};
        CommitStore store(**database);
        VERIFY_OK(store.add(one, commits));
        QStringList shas;
        for (const Commit &made : commits)
            shas.prepend(made.sha);
        VERIFY_OK(store.setListing(one, 0, 9'000'000, shas));
        while (SearchStore(**database).index().value()) { }
        const auto of = [&](int i, Relation relation) {
            QStringList found;
            const auto all = RelatedStore(**database).of(one, sha(i));
            for (const RelatedCommit &related : all.value_or(QList<RelatedCommit>())) {
                if (related.relation == relation)
                    found.append(related.stored ? related.row.subject() + u'@' + QString::number((related.row.committerTime.seconds - 1'000'000) / 3'600) : related.row.sha);
            }
            return found;
        };
        QCOMPARE(of(3, Relation::Reverts), QStringList{u"Speed up y (#50)@2"_s}); // the newest before it
        QCOMPARE(of(2, Relation::RevertedBy), QStringList{u"Revert \"Speed up y (#50)\" (#52)@3"_s});
        QCOMPARE(of(1, Relation::RevertedBy), QStringList());
        QCOMPARE(of(8, Relation::RevertedBy), QStringList());
        QCOMPARE(of(5, Relation::Fixes), QStringList{u"提高调度器的性能@4"_s});
        QCOMPARE(of(4, Relation::FixedBy), QStringList{u"fixup! 提高调度器的性能@5"_s});
        QCOMPARE(of(7, Relation::Reverts), QStringList{u"Add the thing (#60)@6"_s});
        QCOMPARE(of(6, Relation::RevertedBy), QStringList{u"Take it out (#61)@7"_s});
        QCOMPARE(of(9, Relation::Fixes), QStringList{sha(90).first(12)}); // older than what is stored
        QCOMPARE(of(9, Relation::Reverts), QStringList{sha(91)});
    }
};

RIJIAN_TEST_MAIN(TestRelatedStore)
#include "tst_relatedstore.moc"
