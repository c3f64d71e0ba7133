// What is stored comes back: repositories, commits with their files, analyses.

#include "storage/analysisstore.h"
#include "storage/commitstore.h"
#include "storage/database.h"
#include "storage/repositorystore.h"
#include "support/outcome.h"
#include "support/testkit.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTimeZone>

using namespace rijian;
using namespace rijian::storage;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 noon = 1'767'758'400;

QString sha(int i)
{
    return QString::number(i, 16).rightJustified(40, u'0');
}

Commit commit(int i, qint64 seconds = noon)
{
    Commit commit;
    commit.sha = sha(i);
    commit.author = {u"A U Thor"_s, u"author@example.org"_s};
    commit.committer = {u"C O Mitter"_s, u"committer@example.org"_s};
    commit.authorTime = {seconds - 60, 28'800};
    commit.committerTime = {seconds, -12'600};
    commit.message = u"commit %1\n"_s.arg(i);
    return commit;
}

QStringList shasOf(const Result<QList<Commit>> &commits)
{
    if (!commits)
        return {words(commits)};
    QStringList shas;
    for (const Commit &commit : *commits)
        shas.append(commit.sha);
    return shas;
}

Analysis analysis(const QString &sha, const QString &analyzer = u"rules"_s, const QString &model = {}, const QString &version = u"1"_s)
{
    Analysis analysis;
    analysis.sha = sha;
    analysis.analyzer = analyzer;
    analysis.model = model;
    analysis.promptVersion = version;
    analysis.createdAt = QDateTime::fromSecsSinceEpoch(noon, QTimeZone::UTC);
    analysis.markdown = u"card"_s;
    return analysis;
}

} // namespace

class TestStorage : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Database> m_database;
    qint64 m_repository = 0;

    Result<Repository> add(const QString &name, const QString &key, const QString &branches = {})
    {
        return RepositoryStore(*m_database).add({.name = name, .address = u"https://"_s + key, .branch = branches}, key);
    }

    QStringList names()
    {
        QStringList names;
        const auto repositories = RepositoryStore(*m_database).all();
        for (const Repository &repository : *repositories)
            names.append(repository.name);
        return names;
    }

    int count(const QString &table)
    {
        auto query = m_database->run(u"SELECT COUNT(*) FROM "_s + table);
        return query && query->next() ? query->value(0).toInt() : -1;
    }

private Q_SLOTS:
    void init()
    {
        m_database.reset();
        m_folder = std::make_unique<QTemporaryDir>();
        auto database = Database::open(m_folder->path());
        VERIFY_OK(database);
        m_database = std::move(*database);
        const auto repository = add(u"first/one"_s, u"github.com/first/one"_s);
        VERIFY_OK(repository);
        m_repository = repository->id;
    }

    void repositoriesKeepTheirOrder()
    {
        for (const QString &name : {u"z/z"_s, u"a/a"_s, u"m/m"_s})
            VERIFY_OK(add(name, u"host/"_s + name));
        QCOMPARE(names(), (QStringList{u"first/one"_s, u"z/z"_s, u"a/a"_s, u"m/m"_s}));
        RepositoryStore store(*m_database);
        VERIFY_OK(store.remove(store.byName(u"a/a"_s)->id));
        VERIFY_OK(add(u"a/a"_s, u"host/a/a"_s)); // the name is free again, and comes last
        QCOMPARE(names(), (QStringList{u"first/one"_s, u"z/z"_s, u"m/m"_s, u"a/a"_s}));
    }

    void aRepositoryComesBack()
    {
        RepositoryStore store(*m_database);
        const auto added = add(u"日鉴/😀"_s, u"host/x"_s, u"main release/1.0"_s);
        VERIFY_OK(added);
        QVERIFY(added->id > 0);
        const auto found = store.byName(u"日鉴/😀"_s);
        VERIFY_OK(found);
        QCOMPARE(*found, *added);
        QVERIFY(!found->lastFetch.isValid());
        const auto keyed = store.byAddressKey(u"host/x"_s);
        QVERIFY(keyed && keyed->has_value());
        QCOMPARE(**keyed, *added);
        QVERIFY(!store.byAddressKey(u"host/y"_s)->has_value());
        QCOMPARE(store.byName(u"FIRST/One"_s)->id, m_repository); // case does not count
    }

    void aTakenNameOrAddressIsRefused()
    {
        const auto address = add(u"other"_s, u"github.com/first/one"_s);
        VERIFY_FAILS(address, ErrorKind::Usage);
        QVERIFY2(address.error().message.contains(u"“first/one”"_s), qPrintable(words(address)));
        const auto name = add(u"First/ONE"_s, u"elsewhere"_s);
        VERIFY_FAILS(name, ErrorKind::Usage);
        QVERIFY2(name.error().message.contains(u"--name"_s), qPrintable(words(name)));
        QCOMPARE(names().size(), 1);
    }

    void anUnknownNameIsToldWhichThereAre()
    {
        RepositoryStore store(*m_database);
        const auto unknown = store.byName(u"nobody/knows\x1b[31m"_s);
        VERIFY_FAILS(unknown, ErrorKind::NotFound);
        QVERIFY(unknown.error().message.contains(u"first/one"_s) && !unknown.error().message.contains(u'\x1b'));
        VERIFY_OK(store.remove(m_repository));
        const auto none = store.byName(u"x"_s);
        VERIFY_FAILS(none, ErrorKind::NotFound);
        QVERIFY(none.error().message.contains(u"repo add"_s));
    }

    void renaming()
    {
        RepositoryStore store(*m_database);
        const auto second = add(u"second"_s, u"k"_s);
        VERIFY_OK(second);
        VERIFY_FAILS(store.rename(second->id, u"FIRST/one"_s), ErrorKind::Usage);
        VERIFY_OK(store.rename(second->id, u"SECOND"_s)); // its own name in another case
        VERIFY_OK(store.setBranches(second->id, u"dev"_s));
        QCOMPARE(names(), (QStringList{u"first/one"_s, u"SECOND"_s}));
        QCOMPARE(store.byName(u"second"_s)->branch, u"dev"_s);
    }

    void otherBranchesAreListedAnew()
    {
        RepositoryStore store(*m_database);
        CommitStore commits(*m_database);
        const DaySpan day{QDate(2026, 1, 7), QDate(2026, 1, 7), QTimeZone(QTimeZone::UTC)}, next{QDate(2026, 1, 8), QDate(2026, 1, 8), QTimeZone(QTimeZone::UTC)};
        const auto isListed = [&](const DaySpan &span) { return commits.isSpanListed(m_repository, span.beginSeconds(), span.endSeconds()).value_or(false); };
        VERIFY_OK(commits.setListing(m_repository, day.beginSeconds(), day.endSeconds(), {}));
        VERIFY_OK(commits.addListing(m_repository, next.beginSeconds(), next.endSeconds(), {})); // of a report, which knows no branches
        VERIFY_OK(store.setBranches(m_repository, {})); // as they were
        QVERIFY(isListed(day) && isListed(next));
        VERIFY_OK(store.setBranches(m_repository, u"dev"_s));
        QVERIFY(!isListed(day) && isListed(next));
        QCOMPARE(commits.gaps(m_repository, day)->size(), 1); // and are listed with the next fetch
        VERIFY_OK(commits.setListing(m_repository, day.beginSeconds(), day.endSeconds(), {}));
        QVERIFY(isListed(day));
    }

    void howAFetchEnded()
    {
        RepositoryStore store(*m_database);
        VERIFY_OK(store.noteFetch(m_repository, {}));
        const QDateTime when = store.byName(u"first/one"_s)->lastFetch;
        QVERIFY(qAbs(when.secsTo(QDateTime::currentDateTimeUtc())) < 300);
        VERIFY_OK(store.noteFetch(m_repository, u"no route"_s));
        QCOMPARE(store.byName(u"first/one"_s)->lastError, u"no route"_s);
        QCOMPARE(store.byName(u"first/one"_s)->lastFetch, when); // of the last one that went well
        VERIFY_OK(store.noteFetch(m_repository, {}));
        QCOMPARE(store.byName(u"first/one"_s)->lastError, QString());
    }

    void removingTakesWhatBelongsToIt()
    {
        const auto other = add(u"other"_s, u"k"_s);
        VERIFY_OK(other);
        Commit changed = commit(1);
        changed.files = {{.path = u"a"_s}, {.path = u"b"_s}};
        CommitStore commits(*m_database);
        VERIFY_OK(commits.add(m_repository, {changed}));
        VERIFY_OK(commits.add(other->id, {changed}));
        VERIFY_OK(AnalysisStore(*m_database).add({analysis(sha(1))}));
        for (const qint64 id : {m_repository, other->id}) {
            VERIFY_OK(m_database->run(u"INSERT INTO job (kind, repository_id, created_at, updated_at) VALUES ('fetch', ?, 0, 0)"_s, {id}));
            VERIFY_OK(m_database->run(u"INSERT INTO triage (repository_id, sha, updated_at) VALUES (?, ?, 0)"_s, {id, sha(1)}));
        }
        VERIFY_OK(RepositoryStore(*m_database).remove(m_repository));
        QCOMPARE(count(u"commits"_s), 1);
        QCOMPARE(count(u"changed_file"_s), 2);
        QCOMPARE(count(u"touched"_s), 2);
        QCOMPARE(count(u"job"_s), 1);
        QCOMPARE(count(u"triage"_s), 1);
        QCOMPARE(count(u"analysis"_s), 1); // belongs to the commit
    }

    void everyFieldOfACommitComesBack_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("plain") << u"fix: a thing\n\nBody.\n"_s;
        QTest::newRow("empty") << u""_s;
        QTest::newRow("null") << QString();
        QTest::newRow("quotes and SQL") << u"'); DROP TABLE commits; -- \" ` ? :a @b $c\\"_s;
        QTest::newRow("four bytes") << u"😀🧨 日鉴 \U0010FFFF"_s;
        QTest::newRow("controls") << u"\x1b[2J\r\n\t\x01\x7f\u202e\ufeff\u2028"_s;
        QTest::newRow("blanks around") << u"  \n x \n\n"_s;
        QTest::newRow("large") << QString(2'000'000, u'大');
    }

    void everyFieldOfACommitComesBack()
    {
        QFETCH(QString, text);
        Commit hostile = commit(7);
        hostile.author = {text, text};
        hostile.committer = {text, text};
        hostile.message = text;
        hostile.authorTime = {-5, -43'200};
        hostile.parents = {sha(1), sha(2), sha(3)};
        for (const FileStatus status : {FileStatus::Added, FileStatus::Modified, FileStatus::Deleted, FileStatus::Renamed, FileStatus::Copied, FileStatus::TypeChanged}) {
            const QString path = text.left(1000) + QString::number(int(status));
            hostile.files.append({.path = path, .oldPath = status == FileStatus::Renamed ? text.left(1000) : QString(), .status = status,
                                  .insertions = 2'000'000'000, .deletions = int(status), .binary = status == FileStatus::Added,
                                  .submodule = status == FileStatus::Copied, .oldMode = 0100644, .newMode = 0160000});
        }
        CommitStore store(*m_database);
        VERIFY_OK(store.add(m_repository, {hostile}));
        const auto found = store.bySha(m_repository, {hostile.sha});
        VERIFY_OK(found);
        QCOMPARE(found->size(), 1);
        QVERIFY(found->first() == hostile);
    }

    void addingTwiceKeepsTheFirst()
    {
        CommitStore store(*m_database);
        Commit first = commit(1);
        first.files = {{.path = u"a"_s}};
        Commit second = first;
        second.message = u"another"_s;
        second.files = {{.path = u"b"_s}, {.path = u"c"_s}};
        VERIFY_OK(store.add(m_repository, {first}));
        VERIFY_OK(store.add(m_repository, {second, commit(2)}));
        QCOMPARE(store.bySha(m_repository, {sha(1)})->first(), first);
        QCOMPARE(count(u"commits"_s), 2);
        QCOMPARE(count(u"changed_file"_s), 1);
    }

    void repositoriesDoNotShareCommits()
    {
        const auto other = add(u"other"_s, u"k"_s);
        VERIFY_OK(other);
        CommitStore store(*m_database);
        VERIFY_OK(store.add(m_repository, {commit(1)}));
        QVERIFY(store.known(other->id, {sha(1)})->isEmpty());
        QVERIFY(store.listed(other->id, 0, 2 * noon)->isEmpty());
        VERIFY_OK(store.add(other->id, {commit(1)}));
        QCOMPARE(count(u"commits"_s), 2);
        QVERIFY(!store.add(999, {commit(1)})); // no such repository
    }

    void aFailedBatchLeavesNothing()
    {
        CommitStore store(*m_database);
        Commit twice = commit(2);
        twice.files = {{.path = QString()}}; // a file without a path cannot be
        QVERIFY(!store.add(m_repository, {commit(1), twice}));
        QCOMPARE(count(u"commits"_s), 0);
    }

    void moreThanOneStatementHolds()
    {
        QList<Commit> many;
        QStringList shas;
        for (int i = 0; i < 1200; ++i) {
            many.append(commit(i, noon - i));
            many.last().files = {{.path = u"file %1"_s.arg(i)}};
            shas.append(sha(i));
        }
        CommitStore store(*m_database);
        VERIFY_OK(store.add(m_repository, many));
        QCOMPARE(store.known(m_repository, shas + QStringList{sha(5000)})->size(), 1200);
        QCOMPARE(shasOf(store.listed(m_repository, 0, 2 * noon)), shas);
        std::ranges::reverse(shas);
        std::ranges::reverse(many);
        const auto found = store.bySha(m_repository, shas);
        VERIFY_OK(found);
        QCOMPARE(*found, many); // in the order asked for
        QVERIFY(store.bySha(m_repository, {})->isEmpty());
        QVERIFY(store.known(m_repository, {})->isEmpty());
    }

    void listingsAreHalfOpenSpans()
    {
        CommitStore store(*m_database);
        VERIFY_OK(store.add(m_repository, {commit(1, noon - 1), commit(2, noon), commit(3, noon + 9), commit(4, noon + 10)}));
        QCOMPARE(shasOf(store.listed(m_repository, noon, noon + 10)), (QStringList{sha(3), sha(2)}));
    }

    void equalTimesKeepTheListingsOrder_data()
    {
        QTest::addColumn<QStringList>("order");
        QTest::newRow("another order") << QStringList{sha(2), sha(4), sha(1), sha(3)};
        QTest::newRow("as they were added") << QStringList{sha(1), sha(2), sha(3), sha(4)};
        QTest::newRow("the other way round") << QStringList{sha(4), sha(3), sha(2), sha(1)};
    }

    void equalTimesKeepTheListingsOrder()
    {
        QFETCH(QStringList, order);
        CommitStore store(*m_database);
        VERIFY_OK(store.add(m_repository, {commit(1), commit(2), commit(3), commit(4)}));
        VERIFY_OK(store.setListing(m_repository, noon, noon + 1, order));
        QCOMPARE(shasOf(store.listed(m_repository, noon, noon + 1)), order);
    }

    void aForcedPushTakesCommitsFromTheListing()
    {
        CommitStore store(*m_database);
        VERIFY_OK(store.add(m_repository, {commit(1), commit(2, noon + 1), commit(3, noon + 2), commit(9, noon + 86'400)}));
        VERIFY_OK(store.setListing(m_repository, noon, noon + 100, {sha(3), sha(1)}));
        QCOMPARE(shasOf(store.listed(m_repository, noon, noon + 100)), (QStringList{sha(3), sha(1)}));
        QCOMPARE(shasOf(store.bySha(m_repository, {sha(2)})), QStringList{sha(2)}); // kept
        QCOMPARE(store.listed(m_repository, noon, 2 * noon)->size(), 3);            // other days are as they were
        VERIFY_OK(store.setListing(m_repository, noon, noon + 100, {sha(3), sha(2), sha(1)})); // and pushed back
        QCOMPARE(store.listed(m_repository, noon, noon + 100)->size(), 3);
    }

    void earlierCommitsThatTouchedAFile()
    {
        CommitStore store(*m_database);
        const auto touching = [&](const QStringList &paths, qint64 before = noon + 1'000, int most = 5) {
            const auto subjects = store.subjectsTouching(m_repository, paths, before, most);
            return subjects ? *subjects : QStringList{words(subjects)};
        };
        QList<Commit> commits; // stored in no order of time
        for (const int i : {3, 1, 4, 2, 5}) {
            commits << commit(i, noon + i);
            commits.last().message = u"subject %1\n\nbody"_s.arg(i);
            commits.last().files = {{.path = u"all"_s}, {.path = i % 2 ? u"odd"_s : u"even"_s}};
        }
        Commit merge = commit(6, noon + 6), sweep = commit(7, noon + 7), long_ = commit(8, noon + 8), same = commit(9, noon - 9);
        merge.parents = {sha(1), sha(2)};
        merge.files = long_.files = {{.path = u"all"_s}};
        for (int i = 0; i < 100; ++i)
            sweep.files << FileChange{.path = u"%1"_s.arg(i)};
        sweep.files << FileChange{.path = u"all"_s};
        long_.message = QString(2'000, u'x');
        same.message = u"subject 1\r\nother body"_s;
        same.files = {{.path = u"odd"_s}};
        VERIFY_OK(store.add(m_repository, commits << merge << sweep << same));
        const auto other = add(u"other"_s, u"k"_s);
        VERIFY_OK(other);
        VERIFY_OK(store.add(other->id, {commits[2]}));

        QCOMPARE(touching({u"odd"_s}), (QStringList{u"subject 5"_s, u"subject 3"_s, u"subject 1"_s}));
        QCOMPARE(touching({u"odd"_s}, noon + 5), (QStringList{u"subject 3"_s, u"subject 1"_s}));
        QCOMPARE(touching({u"odd"_s, u"even"_s, u"nowhere"_s}), (QStringList{u"subject 5"_s, u"subject 4"_s, u"subject 3"_s, u"subject 2"_s, u"subject 1"_s}));
        QCOMPARE(touching({u"all"_s, u"odd"_s}, noon + 100, 2), (QStringList{u"subject 5"_s, u"subject 4"_s}));
        QCOMPARE(touching({u"7"_s}), QStringList()); // the sweep's
        QCOMPARE(touching({}), QStringList());
        QCOMPARE(touching(QStringList(16, u"nowhere"_s) << u"odd"_s), QStringList()); // beyond what is looked for
        QCOMPARE(touching({u"odd"_s, QString(), u"a' OR '1'='1"_s}, noon), QStringList{u"subject 1"_s});
        VERIFY_OK(store.setListing(m_repository, noon + 5, noon + 6, {})); // a forced push took the fifth away
        QCOMPARE(touching({u"odd"_s}), (QStringList{u"subject 3"_s, u"subject 1"_s}));
        VERIFY_OK(store.add(m_repository, {long_}));
        QCOMPARE(touching({u"all"_s}).first().size(), 500);

        QStringList changed = store.recentPaths(m_repository, 2).value(); // of the long one and the sweep
        QCOMPARE(changed.size(), 21);
        QVERIFY(changed.contains(u"all"_s) && changed.contains(u"19"_s) && !changed.contains(u"20"_s));
        QCOMPARE(store.recentPaths(other->id, 100).value().size(), 2);
    }

    /// A file that every one of 100,000 commits touched: a query that sorted them, or walked over them, would take minutes here.
    void earlierCommitsAreFoundAtOnce()
    {
        VERIFY_OK(m_database->transaction([&]() -> Result<void> {
            const QString numbers = u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) "_s;
            for (const QString &sql : {u"INSERT INTO commits (id, repository_id, sha, author_name, author_email, author_time, author_offset, committer_name, committer_email, "
                                       "committer_time, committer_offset, message, parents) "_s + numbers
                                           + u"SELECT i, %1, printf('%040x', i), '', '', 0, 0, '', '', %2 + i / 3, 0, 'subject ' || i, '' FROM n"_s.arg(m_repository).arg(noon),
                                       u"INSERT INTO touched "_s + numbers + u"SELECT %1, 'hot', %2 + i / 3, i FROM n"_s.arg(m_repository).arg(noon)}) {
                if (auto filled = m_database->run(sql); !filled)
                    return std::unexpected(filled.error());
            }
            return {};
        }));
        CommitStore store(*m_database);
        QElapsedTimer clock;
        clock.start();
        for (int i = 1; i <= 1'000; ++i)
            QCOMPARE(store.subjectsTouching(m_repository, QStringList(16, u"hot"_s), noon + i * 33, 5).value().first(), u"subject %1"_s.arg(i * 99 - 3));
        qInfo("%lld us a query", qlonglong(clock.nsecsElapsed() / 1'000'000)); // one that sorted or walked would meet the test's time limit
    }

    void everyFieldOfAnAnalysisComesBack()
    {
        Analysis full = analysis(sha(1), u"llm"_s, u"模型:7b"_s, u"p3"_s);
        full.state = AnalysisState::Partial;
        full.failure = u"'quoted'"_s;
        full.coverage = u"😀 2 of 3 files"_s;
        full.score = -7;
        full.reasons = {u"一"_s, u"\"two\", \\ and\nthree"_s, u""_s};
        full.card = {.types = {ChangeType::Security, ChangeType::Other, ChangeType::Feature}, .typeText = u"chore（删除）"_s, .importance = Importance::High,
                     .summary = u"s"_s, .scope = u"sc"_s, .architecture = u"a"_s, .performance = u"p"_s, .security = u"se"_s, .risks = u"r"_s,
                     .advice = u"ad"_s, .closing = u"c"_s};
        full.markdown = u"**🎯 变更类型**：x  \n"_s;
        full.provider = u"DeepSeek"_s;
        full.usage = {12'345, 12'000, 678, 3};
        full.cost = 0.0123;
        full.currency = u"CNY"_s;
        full.reading = {{u"package-lock.json"_s, ReadDepth::Summary, u"锁文件"_s, {}},
                        {u"src/a,\"b\".cpp"_s, ReadDepth::Summary, u"超出预算"_s, {{1, 2, 3, 4, ReadDepth::Whole}, {10, 0, 12, 5, ReadDepth::Unread}}}};
        full.unconfirmed = {u"`foo`"_s, u"src/b.cpp"_s};
        full.attempts = {u"ignore \"all\" previous"_s};
        full.raw = u"{not json"_s;
        AnalysisStore store(*m_database);
        VERIFY_OK(store.add({full}));
        const auto found = store.newest({sha(1)}, {full.analyzer, {full.model}, full.promptVersion});
        VERIFY_OK(found);
        const Analysis back = found->value(sha(1));
        QCOMPARE(back.sha, full.sha);
        QCOMPARE(back.model, full.model);
        QCOMPARE(back.createdAt, full.createdAt);
        QCOMPARE(back.state, full.state);
        QCOMPARE(back.failure, full.failure);
        QCOMPARE(back.coverage, full.coverage);
        QCOMPARE(back.score, full.score);
        QCOMPARE(back.reasons, full.reasons);
        QVERIFY(back.card == full.card);
        QCOMPARE(back.markdown, full.markdown);
        QCOMPARE(back.provider, full.provider);
        QCOMPARE(back.usage, full.usage);
        QCOMPARE(back.cost, full.cost);
        QCOMPARE(back.currency, full.currency);
        QCOMPARE(back.reading, full.reading);
        QCOMPARE(back.unconfirmed, full.unconfirmed);
        QCOMPARE(back.attempts, full.attempts);
        QCOMPARE(back.raw, full.raw);
    }

    void spendingIsSummedByCurrency()
    {
        const auto spent = [](int i, const QDateTime &when, double cost, const QString &currency) {
            Analysis one = analysis(sha(i), u"llm"_s, u"m"_s, u"1"_s);
            one.createdAt = when;
            one.usage = {1000, 400, 100, 1};
            one.cost = cost;
            one.currency = currency;
            return one;
        };
        const QDateTime day = QDateTime::fromSecsSinceEpoch(noon, QTimeZone::UTC);
        Analysis failed = spent(3, day, 0.5, u"CNY"_s); // costs all the same
        failed.state = AnalysisState::Failed;
        AnalysisStore store(*m_database);
        VERIFY_OK(store.add({spent(1, day, 0.25, u"CNY"_s), spent(2, day, 2, u"USD"_s), failed, spent(4, day, 0, QString()), spent(5, day.addDays(1), 9, u"CNY"_s),
                             analysis(sha(6), u"rules"_s, {}, u"1"_s)}));
        const auto found = store.spending(day, day.addDays(1));
        VERIFY_OK(found);
        QCOMPARE(*found, (QList<Spending>{{u"CNY"_s, 0.75, {2000, 800, 200, 2}, 2}, {u"USD"_s, 2, {1000, 400, 100, 1}, 1}, {QString(), 0, {1000, 400, 100, 1}, 1}}));
    }

    void theNewestOfExactlyOneAnalyzer()
    {
        AnalysisStore store(*m_database);
        int n = 0;
        for (const auto &[analyzer, model, version] : std::initializer_list<std::tuple<QString, QString, QString>>{
                 {u"llm"_s, u"a"_s, u"1"_s}, {u"llm"_s, u"a"_s, u"1"_s}, {u"llm"_s, u"b"_s, u"1"_s}, {u"llm"_s, u"a"_s, u"2"_s}, {u"rules"_s, {QString()}, u"1"_s}}) {
            Analysis one = analysis(sha(1), analyzer, model, version);
            one.score = ++n;
            VERIFY_OK(store.add({one}));
        }
        const auto newest = [&](const AnalyzerKey &key) { return store.newest({sha(1), sha(2)}, key)->value(sha(1)).score; };
        QCOMPARE(newest({u"llm"_s, {u"a"_s}, u"1"_s}), 2);
        QCOMPARE(newest({u"llm"_s, {u"b"_s}, u"1"_s}), 3);
        QCOMPARE(newest({u"llm"_s, {u"a"_s}, u"2"_s}), 4);
        QCOMPARE(newest({u"rules"_s, {QString()}, u"1"_s}), 5);
        QVERIFY(store.newest({sha(1)}, {u"rules"_s, {QString()}, u"2"_s})->isEmpty());
        QList<int> all;
        const QList<Analysis> stored = store.all({sha(1)})->value(sha(1));
        for (const Analysis &one : stored)
            all.append(one.score);
        QCOMPARE(all, (QList{5, 4, 3, 2, 1})); // older ones are kept
    }

    void manyAnalyses()
    {
        AnalysisStore store(*m_database);
        QList<Analysis> many;
        QStringList shas;
        for (int i = 0; i < 1200; ++i) {
            many.append(analysis(sha(i)));
            shas.append(sha(i));
        }
        VERIFY_OK(store.add(many));
        QCOMPARE(store.newest(shas, {u"rules"_s, {QString()}, u"1"_s})->size(), 1200);
        QCOMPARE(store.all(shas)->size(), 1200);
        QVERIFY(store.all({})->isEmpty());
    }
};

RIJIAN_TEST_MAIN(TestStorage)
#include "tst_storage.moc"
