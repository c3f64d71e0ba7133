// From an address to a day's report: on folders, and over HTTP with mirrors.

#include "git/localbackend.h"
#include "git/workerbackend.h"
#include "jobs/cardchoice.h"
#include "jobs/pipeline.h"
#include "storage/database.h"
#include "support/githttpserver.h"
#include "support/outcome.h"
#include "support/testkit.h"
#include "support/testrepository.h"

#include <QDirIterator>
#include <QTemporaryDir>

#include <atomic>

using namespace rijian;
using namespace rijian::jobs;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

namespace {

const DaySpan theDay{QDate(2026, 1, 7), QDate(2026, 1, 7), defaultTimeZone()};
constexpr qint64 noon = 1'767'758'400; // of that day

CommitSpec spec(int i, qint64 seconds = 0)
{
    CommitSpec commit;
    commit.message = "commit " + QByteArray::number(i) + '\n';
    commit.author.seconds = seconds > 0 ? seconds : noon + i;
    commit.writes = {{"file" + QByteArray::number(i % 5) + ".txt", QByteArray::number(i) + '\n'}};
    return commit;
}

/// Counts what it is asked; fails on demand.
class CountingAnalyzer : public analysis::Analyzer
{
public:
    explicit CountingAnalyzer(QString name = u"rules"_s, QString version = u"1"_s, bool fails = false)
        : m_name(std::move(name))
        , m_version(std::move(version))
        , m_fails(fails)
    {
    }

    QString name() const override { return m_name; }
    QStringList models() const override { return {m_name == "rules"_L1 ? QString() : u"m"_s}; }
    QString version() const override { return m_version; }
    Analysis analyze(const analysis::Task &task) const override
    {
        const int n = ++count;
        if (onAnalyze)
            onAnalyze(n);
        Analysis analysis;
        analysis.sha = task.patch.commit.sha;
        analysis.analyzer = m_name;
        analysis.model = models().first();
        analysis.promptVersion = m_version;
        analysis.createdAt = QDateTime::currentDateTimeUtc();
        if (m_fails) {
            analysis.state = AnalysisState::Failed;
            analysis.failure = u"402 of "_s + m_name;
        } else {
            analysis.markdown = m_name + u' ' + m_version;
        }
        return analysis;
    }

    mutable std::atomic<int> count = 0;
    std::function<void(int)> onAnalyze;

private:
    QString m_name;
    QString m_version;
    bool m_fails;
};

/// Cannot read some commits.
class LosingBackend : public git::LocalBackend
{
public:
    explicit LosingBackend(QStringList lost)
        : m_lost(std::move(lost))
    {
    }
    Result<void> readCommits(const git::Location &location, const QStringList &shas, const git::DiffOptions &options, int threads, const git::Deliver &deliver,
                             std::stop_token stop) override
    {
        return LocalBackend::readCommits(location, shas, options, threads, [&](qsizetype i, Result<CommitPatch> &&patch) {
            if (m_lost.contains(shas[i]))
                patch = failure(ErrorKind::BadData, u"lost"_s);
            deliver(i, std::move(patch));
        }, stop);
    }

private:
    QStringList m_lost;
};

/// Every file and folder below, with size and time of change.
QStringList inventory(const QString &folder)
{
    QStringList files;
    QDirIterator walk(folder, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        const QFileInfo file = walk.nextFileInfo();
        files << u"%1 %2 %3"_s.arg(file.filePath()).arg(file.isDir() ? 0 : file.size()).arg(file.lastModified(QTimeZone::UTC).toString(Qt::ISODateWithMs));
    }
    files.sort();
    return files;
}

} // namespace

class TestPipeline : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_data, m_served;
    std::unique_ptr<storage::Database> m_database;
    std::unique_ptr<GitHttpServer> m_server;
    std::unique_ptr<TestRepository> m_remote;
    QStringList m_shas;
    QStringList m_notices;
    std::stop_source m_stop;

    Pipeline pipeline(bool offline = false)
    {
        PipelineEvents events;
        events.notice = [this](const Repository &, const QString &notice) { m_notices << notice; };
        // The whole test runs a second time with git's work in a worker process.
        std::shared_ptr<git::Backend> backend;
        if (qEnvironmentVariableIsSet("RIJIAN_TEST_WORKER"))
            backend = std::make_shared<git::WorkerBackend>(QStringLiteral(RIJIAN_CLI));
        return Pipeline(*m_database, {.dataFolder = m_data->path(), .threads = 2, .offline = offline, .backend = backend}, events, m_stop.get_token());
    }

    /// 150 commits before the day and 30 on it, served over HTTP.
    void serve()
    {
        m_remote = std::make_unique<TestRepository>(m_served->filePath(u"repo.git"_s));
        m_shas = m_remote->commitMany(180, [](int i) { return i < 150 ? spec(i, theDay.beginSeconds() - (150 - i) * 60) : spec(i); });
        m_server = std::make_unique<GitHttpServer>(m_served->path());
    }

    QStringList day(int from, int to) const
    {
        QStringList shas = m_shas.sliced(from, to - from);
        std::ranges::reverse(shas);
        return shas;
    }

    static git::Location mirrorOf(const QString &data, const Repository &repository)
    {
        return git::locate(data, *git::parseAddress(repository.address));
    }

private Q_SLOTS:
    void init()
    {
        m_database.reset();
        m_server.reset();
        m_remote.reset();
        m_data = std::make_unique<QTemporaryDir>();
        m_served = std::make_unique<QTemporaryDir>();
        m_notices.clear();
        m_stop = {};
        auto database = storage::Database::open(m_data->path());
        VERIFY_OK(database);
        m_database = std::move(*database);
    }

    void namesAreKeptApart()
    {
        Pipeline work = pipeline();
        QStringList names;
        for (const QString &address : {u"https://github.com/a/b"_s, u"https://gitlab.com/a/b"_s, u"https://gitlab.com/group/a/b"_s, u"https://codeberg.org/A/B"_s}) {
            const auto tracked = work.track(address, {}, {});
            VERIFY_OK(tracked);
            names << tracked->name;
        }
        QCOMPARE(names, (QStringList{u"a/b"_s, u"gitlab.com/a/b"_s, u"gitlab.com/group/a/b"_s, u"codeberg.org/A/B"_s}));
        VERIFY_FAILS(work.track(u"https://GITHUB.com/a/b.git/"_s, {}, u"new"_s), ErrorKind::Usage);
        VERIFY_FAILS(work.track(u"https://github.com/c/d"_s, {}, u"A/B"_s), ErrorKind::Usage);
        VERIFY_OK(work.track(u"https://github.com/c/d"_s, u" main   dev "_s, u" mine "_s));
        const auto mine = work.find(u"mine"_s);
        VERIFY_OK(mine);
        QCOMPARE(mine->branch, u"main dev"_s);
    }

    void findsByNameAndAddressAndTracksTheRest()
    {
        Pipeline work = pipeline();
        const auto tracked = work.track(u"https://github.com/a/b"_s, {}, u"mine"_s);
        VERIFY_OK(tracked);
        QCOMPARE(work.find(u"MINE"_s)->id, tracked->id);
        QCOMPARE(work.find(u"https://GitHub.com/a/b.git/"_s)->id, tracked->id);
        const auto fresh = work.find(u"https://github.com/c/d"_s);
        VERIFY_OK(fresh);
        QCOMPARE(fresh->name, u"c/d"_s);
        VERIFY_FAILS(work.find(u"no such thing"_s), ErrorKind::Usage);
        VERIFY_FAILS(work.track(m_data->path(), {}, {}), ErrorKind::BadData); // a folder, but no repository
    }

    void passwordsAreNotKept()
    {
        Pipeline work = pipeline();
        const auto tracked = work.track(u"https://me:s3cret@github.com/a/b"_s, {}, {});
        VERIFY_OK(tracked);
        QVERIFY(!tracked->address.contains(u"s3cret"_s) && !tracked->address.contains(u"me"_s + u'@'));
        m_database.reset();
        for (const QFileInfo &file : QDir(m_data->path()).entryInfoList({u"rijian.db*"_s}, QDir::Files)) {
            QFile raw(file.filePath());
            QVERIFY(raw.open(QIODevice::ReadOnly));
            QVERIFY2(!raw.readAll().contains("s3cret"), qPrintable(file.fileName()));
        }
    }

    void aClonesTokenIsNotKept()
    {
        TestRepository folder;
        folder.git({u"remote"_s, u"add"_s, u"origin"_s, u"https://me:s3cret@example.org/a/b.git"_s});
        folder.commit(spec(1));
        Pipeline work = pipeline();
        const auto repository = work.find(folder.path());
        VERIFY_OK(repository);
        VERIFY_OK(work.list(*repository, theDay));
        QCOMPARE(work.find(repository->name)->webRemote, u"https://example.org/a/b.git"_s);
    }

    void aFolderIsReadInPlaceAndNeverWritten()
    {
        TestRepository folder(TestRepository::Kind::WithWorkTree);
        m_shas = folder.commitMany(10, [](int i) { return spec(i); });
        folder.git({u"reset"_s, u"-q"_s, u"--hard"_s});
        const QStringList before = inventory(folder.path());
        QVERIFY(before.size() > 20);
        Pipeline work = pipeline();
        const auto repository = work.find(folder.path());
        VERIFY_OK(repository);
        const CountingAnalyzer analyzer;
        VERIFY_OK(work.fetch(*repository, theDay));
        const auto listed = work.list(*repository, theDay, &analyzer);
        VERIFY_OK(listed);
        QCOMPARE(listed->shas, day(0, 10));
        QCOMPARE(listed->analysed, 10);
        VERIFY_OK(work.section(*repository, *listed));
        VERIFY_OK(work.readCommit(*repository, m_shas[3]));
        QCOMPARE(work.resolve(*repository, m_shas[3].left(10)).value_or(QString()), m_shas[3]);
        VERIFY_OK(work.forget(*repository));
        QCOMPARE(inventory(folder.path()), before);
        QVERIFY(!QDir(m_data->filePath(u"mirrors"_s)).exists());
    }

    void aDayIsReadOnce()
    {
        serve();
        Pipeline work = pipeline();
        const auto repository = work.find(m_server->url(u"repo.git"_s));
        VERIFY_OK(repository);
        QVERIFY(!work.isFetched(*repository));
        const CountingAnalyzer analyzer;
        const auto first = work.list(*repository, theDay, &analyzer); // fetches what it needs
        VERIFY_OK(first);
        QVERIFY(work.isFetched(*repository));
        QCOMPARE(first->shas, day(150, 180));
        QCOMPARE(first->analysed, 30);
        QCOMPARE(first->reused, 0);
        QVERIFY(first->shortfalls.isEmpty());

        m_server->clearRecords();
        const auto second = work.list(*repository, theDay, &analyzer);
        VERIFY_OK(second);
        QCOMPARE(second->shas, first->shas);
        QCOMPARE(second->analysed, 0);
        QCOMPARE(second->reused, 30);
        QCOMPARE(analyzer.count.load(), 30);
        QVERIFY(m_server->records().isEmpty());

        const CountingAnalyzer newer(u"rules"_s, u"2"_s);
        QCOMPARE(work.list(*repository, theDay, &newer)->analysed, 30);
        QCOMPARE(work.list(*repository, theDay, &analyzer, true)->analysed, 30); // again
        auto rows = m_database->run(u"SELECT (SELECT COUNT(*) FROM commits), (SELECT COUNT(*) FROM analysis)"_s);
        QVERIFY(rows && rows->next());
        QCOMPARE(rows->value(0).toInt(), 30);
        QCOMPARE(rows->value(1).toInt(), 90);
    }

    void whatIsStoredStaysListed()
    {
        TestRepository folder;
        m_shas = folder.commitMany(3, [](int i) { return spec(i); });
        const auto repository = pipeline().find(folder.path());
        VERIFY_OK(repository);
        VERIFY_OK(pipeline().list(*repository, theDay));
        m_shas.append(folder.commit(spec(3)));
        const auto losing = std::make_shared<LosingBackend>(QStringList{m_shas[1], m_shas[3]});
        Pipeline work(*m_database, {.dataFolder = m_data->path(), .threads = 2, .backend = losing}, {}, m_stop.get_token());
        const CountingAnalyzer analyzer;
        const auto again = work.list(*repository, theDay, &analyzer);
        VERIFY_OK(again);
        QCOMPARE(again->shortfalls.size(), 2);
        QCOMPARE(again->analysed, 2);
        QCOMPARE(again->shas, day(0, 3)); // the fourth was never read
        QCOMPARE(storage::CommitStore(*m_database).listed(repository->id, theDay.beginSeconds(), theDay.endSeconds())->size(), 3);
    }

    /// A history that does not reach back takes nothing away of what is known of the day.
    void aShallowFolderTakesNothingAway()
    {
        TestRepository folder;
        m_shas = folder.commitMany(4, [](int i) { return spec(i); });
        const auto repository = pipeline().find(folder.path());
        VERIFY_OK(repository);
        VERIFY_OK(pipeline().list(*repository, theDay));
        QFile shallow(QDir(folder.path()).filePath(u"shallow"_s));
        QVERIFY(shallow.open(QIODevice::WriteOnly) && shallow.write(m_shas[2].toLatin1() + '\n') > 0);
        shallow.close();
        const auto again = pipeline().list(*repository, theDay);
        VERIFY_OK(again);
        QCOMPARE(again->shas, day(2, 4));
        QCOMPARE(again->shortfalls.size(), 1);
        const auto listed = storage::CommitStore(*m_database).listedShas(repository->id, theDay.beginSeconds(), theDay.endSeconds());
        VERIFY_OK(listed);
        QCOMPARE(*listed, day(0, 4));
    }

    void whatIsNewIsRead()
    {
        serve();
        Pipeline work = pipeline();
        const auto repository = work.find(m_server->url(u"repo.git"_s));
        VERIFY_OK(repository);
        const CountingAnalyzer analyzer;
        VERIFY_OK(work.list(*repository, theDay, &analyzer));
        const QString added = m_remote->commit(spec(999));
        QCOMPARE(work.list(*repository, theDay, &analyzer)->shas.size(), 30); // not without a fetch
        const auto outcome = work.fetch(*repository, theDay);
        VERIFY_OK(outcome);
        const auto more = work.list(*repository, theDay, &analyzer);
        VERIFY_OK(more);
        QCOMPARE(more->shas.first(), added);
        QCOMPARE(more->analysed, 1);
        QCOMPARE(more->reused, 30);
    }

    void aForcedPushTakesCommitsAway()
    {
        serve();
        Pipeline work = pipeline();
        const auto repository = work.find(m_server->url(u"repo.git"_s));
        VERIFY_OK(repository);
        VERIFY_OK(work.list(*repository, theDay));
        m_remote->reset(u"main"_s, m_shas[160]);
        const QString rewritten = m_remote->commit(spec(5000));
        VERIFY_OK(work.fetch(*repository, theDay));
        QVERIFY2(m_notices.join(u'\n').contains(u"force-pushed"_s), qPrintable(m_notices.join(u'\n')));
        const auto after = work.list(*repository, theDay);
        VERIFY_OK(after);
        QCOMPARE(after->shas, QStringList{rewritten} + day(150, 161));
        storage::CommitStore store(*m_database);
        QCOMPARE(store.listed(repository->id, theDay.beginSeconds(), theDay.endSeconds())->size(), 12);
        QCOMPARE(store.known(repository->id, m_shas)->size(), 30); // kept
    }

    void aShallowMirrorIsDeepened()
    {
        serve();
        Pipeline work = pipeline();
        const auto repository = work.find(m_server->url(u"repo.git"_s));
        VERIFY_OK(repository);
        VERIFY_OK(work.fetch(*repository, std::nullopt)); // a hundred commits
        const DaySpan before{QDate(2026, 1, 6), QDate(2026, 1, 6), defaultTimeZone()};

        Pipeline alone = pipeline(true);
        const auto part = alone.list(*repository, before);
        VERIFY_OK(part);
        QVERIFY(part->shas.size() < 150);
        QVERIFY(!part->shortfalls.isEmpty() && part->shortfalls.last().sha.isEmpty()); // and says so

        const auto whole = work.list(*repository, before);
        VERIFY_OK(whole);
        QCOMPARE(whole->shas, day(0, 150));
        QVERIFY(whole->shortfalls.isEmpty());
    }

    void otherBranchesAreFetched()
    {
        serve();
        m_remote->branch(u"dev"_s, m_shas[160]);
        Pipeline work = pipeline();
        const auto dev = work.track(m_server->url(u"repo.git"_s), u"dev"_s, {});
        VERIFY_OK(dev);
        QCOMPARE(work.list(*dev, theDay)->shas, day(150, 161));
        VERIFY_OK(storage::RepositoryStore(*m_database).setBranches(dev->id, {}));
        const auto whole = work.find(dev->name);
        VERIFY_OK(whole);
        VERIFY_FAILS(pipeline(true).list(*whole, theDay), ErrorKind::NotFound); // the mirror has no such branch
        QCOMPARE(work.list(*whole, theDay)->shas, day(150, 180));
    }

    void aFirstFetchThatFailedIsNoQuietDay()
    {
        serve();
        Pipeline work = pipeline();
        const auto repository = work.find(m_server->url(u"repo.git"_s));
        VERIFY_OK(repository);
        m_server->addAnswer({.status = 500});
        QVERIFY(!work.fetch(*repository, theDay));
        m_server->clearFaults();
        QVERIFY(QDir(mirrorOf(m_data->path(), *repository).path).exists());
        VERIFY_FAILS(pipeline(true).list(*repository, theDay), ErrorKind::NotFound);
        QCOMPARE(work.list(*repository, theDay)->shas, day(150, 180));
    }

    void aDamagedMirrorIsMadeAnew_data()
    {
        QTest::addColumn<bool>("offline");
        QTest::newRow("online") << false;
        QTest::newRow("offline") << true;
    }

    void aDamagedMirrorIsMadeAnew()
    {
        QFETCH(bool, offline);
        serve();
        Pipeline work = pipeline(offline);
        const auto repository = work.find(m_server->url(u"repo.git"_s));
        VERIFY_OK(repository);
        VERIFY_OK(pipeline().list(*repository, theDay));
        const QDir packs(mirrorOf(m_data->path(), *repository).path + "/objects/pack"_L1);
        for (const QFileInfo &pack : packs.entryInfoList({u"*.pack"_s}))
            QVERIFY(QFile::setPermissions(pack.filePath(), QFile::ReadOwner | QFile::WriteOwner) && QFile(pack.filePath()).resize(100));
        m_server->clearRecords();
        const auto again = work.list(*repository, theDay);
        if (offline) {
            VERIFY_FAILS(again, ErrorKind::BadData);
            QVERIFY(m_server->records().isEmpty());
            return;
        }
        VERIFY_OK(again);
        QCOMPARE(again->shas, day(150, 180));
        QVERIFY2(m_notices.join(u'\n').contains(u"recreated"_s), qPrintable(m_notices.join(u'\n')));
    }

    void offlineConnectsToNobody()
    {
        serve();
        Pipeline alone = pipeline(true);
        const auto repository = alone.find(m_server->url(u"repo.git"_s));
        VERIFY_OK(repository);
        VERIFY_FAILS(alone.list(*repository, theDay), ErrorKind::NotFound);
        QVERIFY(m_server->records().isEmpty());
        VERIFY_OK(pipeline().list(*repository, theDay));
        m_server->clearRecords();
        QCOMPARE(alone.list(*repository, theDay)->shas.size(), 30);
        QVERIFY(m_server->records().isEmpty());
    }

    void howAFetchEndedIsNoted()
    {
        serve();
        Pipeline work = pipeline();
        const auto repository = work.find(m_server->url(u"repo.git"_s));
        VERIFY_OK(repository);
        m_server->addAnswer({.status = 500});
        QVERIFY(!work.fetch(*repository, theDay));
        QVERIFY(!work.find(repository->name)->lastError.isEmpty());
        m_server->clearFaults();
        VERIFY_OK(work.fetch(*repository, theDay));
        QCOMPARE(work.find(repository->name)->lastError, QString());
        QVERIFY(work.find(repository->name)->lastFetch.isValid());
    }

    void stoppingKeepsWhatWasDone()
    {
        TestRepository folder;
        m_shas = folder.commitMany(600, [](int i) { return spec(i); });
        CountingAnalyzer analyzer;
        analyzer.onAnalyze = [this](int n) {
            if (n == 300)
                m_stop.request_stop();
        };
        const auto repository = pipeline().find(folder.path());
        VERIFY_OK(repository);
        VERIFY_FAILS(pipeline().list(*repository, theDay, &analyzer), ErrorKind::Cancelled);
        const int done = analyzer.count;
        QVERIFY(done >= 300 && done < 400);
        m_stop = {};
        analyzer.onAnalyze = nullptr;
        const auto rest = pipeline().list(*repository, theDay, &analyzer);
        VERIFY_OK(rest);
        QCOMPARE(rest->reused, done);
        QCOMPARE(rest->analysed, 600 - done);
        QCOMPARE(analyzer.count.load(), 600);
    }

    void forgettingDeletesTheMirror()
    {
        serve();
        Pipeline work = pipeline();
        const auto repository = work.find(m_server->url(u"repo.git"_s));
        VERIFY_OK(repository);
        VERIFY_OK(work.list(*repository, theDay));
        const QString mirror = mirrorOf(m_data->path(), *repository).path;
        QVERIFY(QDir(mirror).exists());
        VERIFY_OK(work.forget(*repository));
        QVERIFY(!QDir(mirror).exists());
        QCOMPARE(QDir(m_data->filePath(u"mirrors"_s)).entryList(QDir::AllEntries | QDir::NoDotAndDotDot), QStringList());
        VERIFY_FAILS(storage::RepositoryStore(*m_database).byName(repository->name), ErrorKind::NotFound);
    }

    void whatWasBroughtBackIsNotPurged()
    {
        serve();
        Pipeline work = pipeline();
        const auto repository = work.find(m_server->url(u"repo.git"_s));
        VERIFY_OK(repository);
        VERIFY_OK(work.list(*repository, theDay));
        const QString mirror = mirrorOf(m_data->path(), *repository).path;
        storage::RepositoryStore store(*m_database);
        VERIFY_OK(store.hide({repository->id}));
        VERIFY_OK(store.restore({repository->id}));
        VERIFY_OK(work.purge(*repository));
        QVERIFY(QDir(mirror).exists());
        VERIFY_OK(store.byName(repository->name));
        VERIFY_OK(store.hide({repository->id}));
        VERIFY_OK(work.purge(*repository));
        QVERIFY(!QDir(mirror).exists());
        QVERIFY(store.hidden()->isEmpty());
    }

    void theSectionShowsTheBestCard()
    {
        TestRepository folder;
        folder.git({u"remote"_s, u"add"_s, u"origin"_s, u"git@github.com:a/b.git"_s});
        m_shas = folder.commitMany(2, [](int i) { return spec(i); });
        Pipeline work = pipeline();
        const auto repository = work.find(folder.path());
        VERIFY_OK(repository);
        const auto bare = work.list(*repository, theDay);
        VERIFY_OK(bare);
        const auto section = work.section(*repository, *bare);
        VERIFY_OK(section);
        QCOMPARE(section->entries.size(), 2);
        QCOMPARE(section->entries[0].commit.sha, m_shas[1]);
        QCOMPARE(section->entries[0].commit.files.size(), 1);
        QCOMPARE(section->entries[0].webAddress, u"https://github.com/a/b/commit/"_s + m_shas[1]);
        QVERIFY(!section->entries[0].analysis);

        const auto shown = [&]() -> QString {
            const auto now = work.section(*repository, *bare);
            const report::Entry &entry = now->entries[0];
            return (entry.analysis ? entry.analysis->markdown : u"none"_s) + u'|' + entry.failure;
        };
        const CountingAnalyzer rules, broken(u"llm"_s, u"1"_s, true), model(u"llm"_s, u"1"_s), newerRules(u"rules"_s, u"2"_s);
        VERIFY_OK(work.list(*repository, theDay, &broken));
        QCOMPARE(shown(), u"none|402 of llm"_s);
        VERIFY_OK(work.list(*repository, theDay, &rules));
        QCOMPARE(shown(), u"rules 1|402 of llm"_s); // stands in, and says why
        VERIFY_OK(work.list(*repository, theDay, &model, true));
        QCOMPARE(shown(), u"llm 1|"_s);
        VERIFY_OK(work.list(*repository, theDay, &newerRules));
        QCOMPARE(shown(), u"llm 1|"_s); // a model's card is better than younger rules
        VERIFY_OK(work.list(*repository, theDay, &broken, true));
        QCOMPARE(shown(), u"llm 1|"_s); // and than a younger failure
    }

    void aFailureIsTriedAgain()
    {
        TestRepository folder;
        folder.commitMany(3, [](int i) { return spec(i); });
        Pipeline work = pipeline();
        const auto repository = work.find(folder.path());
        VERIFY_OK(repository);
        const CountingAnalyzer broken(u"llm"_s, u"1"_s, true), model(u"llm"_s, u"1"_s);
        VERIFY_OK(work.list(*repository, theDay, &broken));
        const auto retried = work.list(*repository, theDay, &model);
        VERIFY_OK(retried);
        QCOMPARE(retried->analysed, 3);
        QCOMPARE(retried->reused, 0);
    }

    void anEmptyRepositoryAndAQuietDay()
    {
        TestRepository folder;
        Pipeline work = pipeline();
        const auto repository = work.find(folder.path());
        VERIFY_OK(repository);
        const auto empty = work.list(*repository, theDay);
        VERIFY_OK(empty);
        QVERIFY(empty->shas.isEmpty() && empty->shortfalls.isEmpty());
        folder.commit(spec(1, theDay.endSeconds()));
        QVERIFY(work.list(*repository, theDay)->shas.isEmpty());
    }
};

RIJIAN_TEST_MAIN(TestPipeline)
#include "tst_pipeline.moc"
