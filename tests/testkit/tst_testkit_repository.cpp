// The tests' own tools: repositories and the strict message handler.

#include "support/sampleday.h"
#include "support/testkit.h"
#include "support/testrepository.h"

#include <QThread>

#include <memory>

using namespace Qt::StringLiterals;
using namespace rijian::testkit;

class TestKitRepository : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsEveryByte();
    void sameCallsGiveSameShas();
    void makesAllKindsOfChanges();
    void makesMergesAndRoots();
    void makesManyCommitsQuickly();
    void movesBranchesAndHead();
    void takesWrongObjects();
    void makesTheSampleDay();
    void expectedWarningsPass();
    void unexpectedWarningsFail();
};

void TestKitRepository::keepsEveryByte()
{
    TestRepository repository;
    CommitSpec spec;
    spec.author = {"\xd5\xc5\xc8\xfd", "zhang@example.org", 1'767'717'172, "+0545"};
    spec.committer = Signature{"C", "", -1, "-1130"};
    spec.encoding = "GB18030";
    spec.message = "\xb2\xe2\xca\xd4\n\n  trailing blanks  \nno line end";
    const QString sha = repository.commit(spec);
    const QByteArray object = repository.git({u"cat-file"_s, u"commit"_s, sha});
    const QByteArray tree = repository.git({u"rev-parse"_s, sha + u"^{tree}"_s}).trimmed();
    QCOMPARE(object,
        "tree " + tree
            + "\nauthor \xd5\xc5\xc8\xfd <zhang@example.org> 1767717172 +0545\ncommitter C <> -1 -1130\nencoding GB18030\n\n"
            + spec.message);
}

void TestKitRepository::sameCallsGiveSameShas()
{
    TestRepository repository;
    QCOMPARE(repository.commit("one\n", "a.txt", "a\n"), u"3adec03ea52de4e92bcaa9aca6ad27c246d67ec5"_s);
}

void TestKitRepository::makesAllKindsOfChanges()
{
    TestRepository repository;
    repository.commit({.writes = {{"a", "1\n"}, {"b b", "2\n"}, {"dir/c", "3\n"}, {"dir/d", "4\n"}, {"run", "x\n", 0100755}}});
    const QByteArray gitlink(40, '1');
    repository.commit({.moves = {{"b b", "new\tname"}},
        .deletes = {"dir", "run"},
        .writes = {{"a", "a", 0120000}, {"lib", gitlink, 0160000}, {"\xe6\x97\xa5.txt", "5\n"}}});
    QCOMPARE(repository.git({u"-c"_s, u"core.quotePath=false"_s, u"ls-tree"_s, u"-r"_s, u"-z"_s, u"--format=%(objectmode) %(path)"_s, u"HEAD"_s})
                 .split('\0'),
        QByteArrayList({"120000 a", "160000 lib", "100644 \"new\\tname\"", "100644 \xe6\x97\xa5.txt", ""}));
}

void TestKitRepository::makesMergesAndRoots()
{
    TestRepository repository;
    const auto base = repository.commit("base\n", "a", "1\n");
    repository.branch(u"side"_s, base);
    const auto side = repository.commit({.message = "side\n", .writes = {{"s", "s\n"}}, .branch = u"side"_s});
    const auto head = repository.commit("main\n", "a", "2\n");
    const auto merge = repository.merge({side}, {.message = "merge\n", .writes = {{"s", "s\n"}}});
    QCOMPARE(repository.git({u"log"_s, u"-1"_s, u"--format=%P"_s, merge}).trimmed(), QString(head + u' ' + side).toLatin1());
    const auto root = repository.commit({.message = "root\n", .parents = QStringList()});
    QCOMPARE(repository.git({u"rev-list"_s, u"--count"_s, root}).trimmed(), "1");
    QCOMPARE(repository.resolve(u"main"_s), root);
    QCOMPARE(repository.resolve(u"none"_s), QString());
}

void TestKitRepository::makesManyCommitsQuickly()
{
    TestRepository repository;
    repository.commit("first\n", "a", "0\n");
    const auto shas = repository.commitMany(500, [](int i) {
        CommitSpec spec;
        spec.message = "change " + QByteArray::number(i) + '\n';
        spec.author.seconds += i;
        spec.writes = {{"file" + QByteArray::number(i % 7), QByteArray::number(i) + '\n'}};
        if (i == 499)
            spec.parents = QStringList{u":499"_s, u":250"_s};
        return spec;
    });
    QCOMPARE(shas.size(), 500);
    QCOMPARE(repository.git({u"rev-list"_s, u"--count"_s, u"main"_s}).trimmed(), "501");
    QCOMPARE(repository.resolve(u"main^2"_s), shas.at(249));
    repository.pack();
    QCOMPARE(repository.resolve(u"main"_s), shas.constLast());
}

void TestKitRepository::movesBranchesAndHead()
{
    TestRepository repository;
    const auto one = repository.commit("one\n", "a", "1\n");
    repository.commit("two\n", "a", "2\n");
    repository.reset(u"main"_s, one);
    QCOMPARE(repository.resolve(u"main"_s), one);
    repository.branch(u"trunk"_s, one);
    repository.setHead(u"trunk"_s);
    repository.deleteBranch(u"main"_s);
    QCOMPARE(repository.resolve(u"HEAD"_s), one);
    repository.tag(u"v1"_s, one);
    repository.tag(u"v2"_s, one, "with a message\n");
    QCOMPARE(repository.git({u"cat-file"_s, u"-t"_s, u"v2"_s}).trimmed(), "tag");
    QVERIFY_THROWS_EXCEPTION(std::runtime_error, repository.branch(u"trunk"_s, one));
}

void TestKitRepository::takesWrongObjects()
{
    TestRepository repository;
    const auto sha = repository.rawObject("commit", "tree nonsense\n");
    QCOMPARE(repository.git({u"cat-file"_s, u"-s"_s, sha}).trimmed(), "14");
}

void TestKitRepository::makesTheSampleDay()
{
    TestRepository repository;
    const auto shas = makeSampleDay(repository);
    QCOMPARE(shas.size(), 15);
    QCOMPARE(repository.resolve(u"main"_s), shas.constFirst());
    // The table of the report, line by line.
    QFile file(QStringLiteral(RIJIAN_TEST_DATA "/report-2026-01-07.md"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QByteArrayList table;
    for (const auto &line : file.readAll().split('\n')) {
        if (line.startsWith("| 2026-"))
            table << line;
    }
    auto git = repository.environment();
    git.insert(u"TZ"_s, u"Asia/Shanghai"_s);
    const auto log = runGit({u"log"_s, u"-15"_s, u"--date=format-local:%Y-%m-%d %H:%M:%S"_s, u"--format=| %ad | %an | %s |"_s}, git, repository.path());
    QCOMPARE(log.out.trimmed().split('\n'), table);
    // Every commit changes something, and the day before is outside the day.
    QCOMPARE(repository.git({u"log"_s, u"--format=x%h"_s, u"--shortstat"_s}).count("changed"), 16);
    QCOMPARE(repository.git({u"log"_s, u"-1"_s, u"--format=%ad"_s, u"--date=iso"_s, u"main~15"_s}).trimmed(), "2026-01-06 22:30:00 +0800");
}

void TestKitRepository::expectedWarningsPass()
{
    ExpectWarning two(u"planned"_s, 2);
    qWarning("planned");
    std::unique_ptr<QThread> thread(QThread::create([] { qCritical("planned, elsewhere"); }));
    thread->start();
    thread->wait();
    QCOMPARE(two.count(), 2);
}

void TestKitRepository::unexpectedWarningsFail()
{
    QEXPECT_FAIL("", "this is what shall fail", Continue);
    qWarning("not planned");
}

RIJIAN_TEST_MAIN(TestKitRepository)
#include "tst_testkit_repository.moc"
