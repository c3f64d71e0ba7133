// The queue at work: order, limits, hosts, cancel, another try, the end of the program in the middle.

#include "analysis/rules/ruleanalyzer.h"
#include "git/localbackend.h"
#include "jobs/jobkinds.h"
#include "jobs/scheduler.h"
#include "storage/commitstore.h"
#include "storage/jobstore.h"
#include "storage/overviewstore.h"
#include "storage/repositorystore.h"
#include "support/outcome.h"
#include "support/testkit.h"
#include "support/testrepository.h"

#include <QSignalSpy>
#include <QTemporaryDir>

#include <atomic>

using namespace rijian;
using namespace rijian::jobs;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

namespace {

const DaySpan theDay{QDate(2026, 1, 7), QDate(2026, 1, 7), defaultTimeZone()};
constexpr qint64 noon = 1'767'758'400; // of that day

/// What the gates of all lanes' backends share.
struct Gates {
    std::mutex mutex;
    std::condition_variable_any moved;
    bool open = true;                          ///< closed: fetches wait until it opens or they are stopped
    QList<Error> fetchErrors;                  ///< taken one a fetch, before it would succeed
    QStringList log;                           ///< "fetch <url>", in the order begun
    QHash<QString, int> atOnce, mostAtOnce;    ///< by host, and "" for all
};

/// Fetches that only pretend, so that what is tested is when they run; all else is real.
class GatedBackend : public git::Backend
{
public:
    explicit GatedBackend(std::shared_ptr<Gates> gates)
        : m_gates(std::move(gates))
    {
    }

    Result<git::FetchOutcome> fetch(const git::FetchRequest &request, std::stop_token stop) override
    {
        std::unique_lock lock(m_gates->mutex);
        m_gates->log << request.address.url;
        for (const QString &key : {request.address.host, QString()})
            m_gates->mostAtOnce[key] = std::max(m_gates->mostAtOnce[key], ++m_gates->atOnce[key]);
        m_gates->moved.notify_all();
        m_gates->moved.wait(lock, stop, [&] { return m_gates->open; });
        for (const QString &key : {request.address.host, QString()})
            --m_gates->atOnce[key];
        if (stop.stop_requested())
            return failure(ErrorKind::Cancelled, u"stopped"_s);
        if (!m_gates->fetchErrors.isEmpty())
            return std::unexpected(m_gates->fetchErrors.takeFirst());
        return git::FetchOutcome{.changed = true};
    }
    Result<git::DayListing> listDay(const git::Location &location, const QStringList &branches, qint64 begin, qint64 end, bool merges, std::stop_token stop) override
    {
        return m_local.listDay(location, branches, begin, end, merges, stop);
    }
    Result<void> readCommits(const git::Location &location, const QStringList &shas, const git::DiffOptions &options, int threads, const git::Deliver &deliver,
                             std::stop_token stop) override
    {
        return m_local.readCommits(location, shas, options, threads, deliver, stop);
    }
    Result<QString> resolveSha(const git::Location &location, const QString &text, std::stop_token stop) override { return m_local.resolveSha(location, text, stop); }
    Result<bool> hasCommits(const git::Location &location, const QStringList &branches, std::stop_token stop) override { return m_local.hasCommits(location, branches, stop); }
    Result<QString> open(const git::Location &location, std::stop_token stop) override { return m_local.open(location, stop); }
    Result<QByteArray> readFile(const git::Location &location, const QStringList &branches, const QStringList &candidates, qint64 maxBytes, std::stop_token stop) override
    {
        return m_local.readFile(location, branches, candidates, maxBytes, stop);
    }
    Result<QList<git::LineOrigin>> blame(const git::Location &location, const git::BlameQuery &query, std::stop_token stop) override { return m_local.blame(location, query, stop); }

private:
    std::shared_ptr<Gates> m_gates;
    git::LocalBackend m_local;
};

} // namespace

class TestScheduler : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<storage::Database> m_database;
    std::unique_ptr<DatabaseThread> m_store;
    std::shared_ptr<Gates> m_gates;
    std::unique_ptr<Scheduler> m_scheduler;

    Repository add(const QString &address)
    {
        const auto added = storage::RepositoryStore(*m_database).add({.name = address, .address = address}, address);
        return added.value_or(Repository{});
    }

    void makeScheduler(int lanes = 3, std::chrono::milliseconds limitPause = std::chrono::minutes(5))
    {
        SchedulerOptions options{.dataFolder = m_folder->path(), .lanes = lanes, .hostPauseMin = std::chrono::milliseconds(1),
                                 .hostPauseMax = std::chrono::milliseconds(2), .limitPause = limitPause, .storePause = std::chrono::milliseconds(50), .retryPauses = {0, 0}};
        options.backend = [gates = m_gates] { return std::make_shared<GatedBackend>(gates); };
        options.analyzers.rules = std::shared_ptr<const analysis::Analyzer>(std::move(*analysis::RuleAnalyzer::load()));
        m_scheduler = std::make_unique<Scheduler>(*m_store, std::move(options));
    }

    QList<Job> jobs() const { return storage::JobStore(*m_database).list().value_or(QList<Job>{}); }

    bool allEnded() const
    {
        return std::ranges::all_of(jobs(), [](const Job &job) { return job.state != JobState::Waiting && job.state != JobState::Running; });
    }

    void setOpen(bool open)
    {
        const std::scoped_lock lock(m_gates->mutex);
        m_gates->open = open;
        m_gates->moved.notify_all();
    }

    int fetching() const
    {
        const std::scoped_lock lock(m_gates->mutex);
        return m_gates->atOnce.value(QString());
    }

private Q_SLOTS:
    void init()
    {
        cleanup();
        m_folder = std::make_unique<QTemporaryDir>();
        m_database = std::move(*storage::Database::open(m_folder->path()));
        m_store = std::make_unique<DatabaseThread>(m_folder->path());
        m_gates = std::make_shared<Gates>();
        makeScheduler();
    }

    void cleanup()
    {
        m_scheduler.reset();
        m_store.reset();
        m_database.reset();
    }

    void aFoldersDayIsListedAndAnalysed()
    {
        TestRepository folder(m_folder->filePath(u"folder"_s));
        folder.commitMany(12, [](int i) {
            CommitSpec commit;
            commit.message = "fix: thing " + QByteArray::number(i) + '\n';
            commit.author.seconds = noon + i;
            commit.writes = {{"src/a.c", QByteArray::number(i) + '\n'}};
            return commit;
        });
        const Repository repository = add(folder.path());
        QSignalSpy ended(m_scheduler.get(), &Scheduler::ended);
        m_scheduler->start();
        m_scheduler->enqueue({analyzeJob(repository, theDay, Asked)});
        QTRY_COMPARE(ended.size(), 1);
        const auto end = ended.first().first().value<JobEnd>();
        QVERIFY2(!end.error, end.error ? qPrintable(end.error->message) : "");
        QCOMPARE(end.analysed, 12);
        QCOMPARE(end.job.state, JobState::Done);
        const auto rows = storage::OverviewStore(*m_database).rows({repository.id}, theDay.beginSeconds(), theDay.endSeconds());
        QCOMPARE(rows->size(), 12);
        QVERIFY(rows->first().byRules && rows->first().importance() != Importance::Unknown);

        // One commit anew: a second card beside the first.
        m_scheduler->enqueue({analyzeCommitsJob(repository, {rows->first().sha}, Asked)});
        QTRY_COMPARE(ended.size(), 2);
        QCOMPARE(ended.last().first().value<JobEnd>().analysed, 1);
    }

    void aJobIsNotQueuedTwice()
    {
        const Repository repository = add(u"https://one.example/a/b"_s);
        m_scheduler->enqueue({fetchJob(repository, theDay, Background), fetchJob(repository, theDay, Asked)});
        m_scheduler->enqueue({fetchJob(repository, theDay, Background)});
        QTRY_COMPARE(jobs().size(), 1);
        m_store.reset(); // waits for what was asked
        QCOMPARE(jobs().size(), 1);
        QCOMPARE(jobs().first().priority, int(Asked));
    }

    void oneFetchAHostAndTwoInAll()
    {
        QList<Job> wanted;
        for (const auto &host : {u"one"_s, u"two"_s, u"three"_s}) {
            for (int i = 0; i < 5; ++i)
                wanted << fetchJob(add(u"https://%1.example/a/%2"_s.arg(host).arg(i)), theDay, Background);
        }
        setOpen(false);
        m_scheduler->start();
        m_scheduler->enqueue(wanted);
        QTRY_COMPARE(fetching(), 2);
        setOpen(true);
        QTRY_VERIFY(jobs().size() == 15 && allEnded());
        QCOMPARE(m_gates->log.size(), 15);
        QCOMPARE(m_gates->mostAtOnce.value(QString()), 2);
        for (const auto &host : {u"one.example"_s, u"two.example"_s, u"three.example"_s})
            QCOMPARE(m_gates->mostAtOnce.value(host), 1);
    }

    void cancellingWhatRunsAndWhatWaits()
    {
        const Repository first = add(u"https://one.example/a/b"_s), second = add(u"https://one.example/a/c"_s);
        setOpen(false);
        QSignalSpy ended(m_scheduler.get(), &Scheduler::ended);
        m_scheduler->start();
        m_scheduler->enqueue({fetchJob(first, theDay, Asked), fetchJob(second, theDay, Asked)});
        QTRY_COMPARE(fetching(), 1);
        QTRY_COMPARE(jobs().size(), 2);
        m_scheduler->cancelAll();
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(ended.first().first().value<JobEnd>().job.state, JobState::Cancelled);
        QCOMPARE(jobs().at(1).state, JobState::Cancelled);
        QCOMPARE(storage::RepositoryStore(*m_database).byId(first.id)->value().lastError, QString()); // not the repository's fault
        setOpen(true);
        m_scheduler->retry({jobs().at(0).id});
        QTRY_COMPARE(jobs().at(0).state, JobState::Done);
    }

    void whatMayPassGetsAnotherTryAndTheRestDoesNot()
    {
        const Repository repository = add(u"https://one.example/a/b"_s);
        m_gates->fetchErrors = {{ErrorKind::Network, u"no route"_s, {}}, {ErrorKind::Busy, u"another program fetches"_s, {}}, {ErrorKind::Auth, u"who are you?"_s, {}}};
        QSignalSpy ended(m_scheduler.get(), &Scheduler::ended);
        m_scheduler->start();
        m_scheduler->enqueue({fetchJob(repository, theDay, Asked)});
        QTRY_COMPARE(ended.size(), 3);
        QCOMPARE(ended[0].first().value<JobEnd>().job.state, JobState::Waiting);
        QCOMPARE(ended[1].first().value<JobEnd>().job.state, JobState::Waiting);
        QCOMPARE(ended[2].first().value<JobEnd>().job.state, JobState::Failed);
        QCOMPARE(jobs().first().error, u"who are you?"_s);
        m_scheduler->dismiss({jobs().first().id});
        QTRY_COMPARE(jobs().size(), 0);
    }

    void aHostThatAsksToWaitIsLeftAlone()
    {
        makeScheduler(1);
        const Repository first = add(u"https://one.example/a/b"_s), second = add(u"https://one.example/a/c"_s), third = add(u"https://two.example/a/d"_s);
        m_gates->fetchErrors = {{ErrorKind::RateLimit, u"too many requests"_s, {}}};
        QSignalSpy ended(m_scheduler.get(), &Scheduler::ended);
        m_scheduler->start();
        m_scheduler->enqueue({fetchJob(first, theDay, Asked), fetchJob(second, theDay, Asked), fetchJob(third, theDay, Asked)});
        QTRY_COMPARE(ended.size(), 2);
        QCOMPARE(m_gates->log, (QStringList{first.address, third.address}));
        QCOMPARE(jobs().at(0).state, JobState::Waiting);
        QCOMPARE(jobs().at(0).error, u"too many requests"_s);
        QCOMPARE(jobs().at(1).state, JobState::Waiting);
        QCOMPARE(jobs().at(1).attempts, 0);
        QCOMPARE(jobs().at(2).state, JobState::Done);
    }

    /// It is waited for, but not by each of its repositories anew.
    void aHostThatGoesOnAskingToWaitIsGivenUp()
    {
        makeScheduler(1, std::chrono::milliseconds(0));
        const Repository first = add(u"https://one.example/a/b"_s), second = add(u"https://one.example/a/c"_s), third = add(u"https://two.example/a/d"_s);
        const Error limit{ErrorKind::RateLimit, u"too many requests"_s, {}};
        m_gates->fetchErrors = {limit, limit, limit, limit};
        m_scheduler->start();
        m_scheduler->enqueue({fetchJob(first, theDay, Asked)});
        QTRY_VERIFY(jobs().size() == 1 && allEnded());
        m_scheduler->enqueue({fetchJob(second, theDay, Asked)});
        QTRY_VERIFY(jobs().size() == 2 && allEnded());
        m_scheduler->enqueue({fetchJob(third, theDay, Asked)});
        QTRY_VERIFY(jobs().size() == 3 && allEnded());
        QCOMPARE(m_gates->log, (QStringList{first.address, first.address, first.address, second.address, third.address}));
        QCOMPARE(jobs().at(0).state, JobState::Failed);
        QCOMPARE(jobs().at(1).state, JobState::Failed);
        QCOMPARE(jobs().at(2).state, JobState::Done);
    }

    /// Such as on a full disk.
    void anEndThatCannotBeStoredIsStoredLater()
    {
        const Repository repository = add(u"https://one.example/a/b"_s);
        VERIFY_OK(m_database->run(u"CREATE TRIGGER stuck BEFORE UPDATE ON job WHEN NEW.state = 2 BEGIN SELECT RAISE(ABORT, 'full'); END"_s));
        QSignalSpy ended(m_scheduler.get(), &Scheduler::ended);
        QSignalSpy failed(m_scheduler.get(), &Scheduler::failed);
        m_scheduler->start();
        m_scheduler->enqueue({fetchJob(repository, theDay, Asked)});
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(ended.size(), 0);
        QCOMPARE(jobs().first().state, JobState::Running);
        VERIFY_OK(m_database->run(u"DROP TRIGGER stuck"_s));
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(ended.first().first().value<JobEnd>().job.state, JobState::Done);
        QVERIFY(ended.first().first().value<JobEnd>().changed);
        QCOMPARE(jobs().first().state, JobState::Done);
        QCOMPARE(failed.size(), 1); // said once
        QCOMPARE(m_gates->log.size(), 1); // and done once
    }

    void aQueueThatCannotBeReadAtTheStartIsReadLater()
    {
        const Repository repository = add(u"https://one.example/a/b"_s);
        VERIFY_OK(storage::JobStore(*m_database).enqueue(fetchJob(repository, theDay, Asked)));
        VERIFY_OK(storage::JobStore(*m_database).claim()); // by a program that was killed
        VERIFY_OK(m_database->run(u"CREATE TRIGGER stuck BEFORE UPDATE ON job WHEN NEW.state = 0 BEGIN SELECT RAISE(ABORT, 'full'); END"_s));
        QSignalSpy failed(m_scheduler.get(), &Scheduler::failed);
        m_scheduler->start();
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(jobs().first().state, JobState::Running);
        VERIFY_OK(m_database->run(u"DROP TRIGGER stuck"_s));
        QTRY_VERIFY(allEnded());
        QCOMPARE(jobs().first().state, JobState::Done);
        QCOMPARE(failed.size(), 1);
    }

    void quittingInTheMiddleGoesOnAtTheNextStart()
    {
        const Repository first = add(u"https://one.example/a/b"_s), second = add(u"https://two.example/a/c"_s);
        setOpen(false);
        m_scheduler->start();
        m_scheduler->enqueue({fetchJob(first, theDay, Asked), fetchJob(second, theDay, Asked), analyzeJob(first, theDay, Asked, false)});
        QTRY_COMPARE(fetching(), 2);
        m_scheduler.reset();
        QCOMPARE(fetching(), 0);
        for (const Job &job : jobs())
            QCOMPARE(job.state, JobState::Waiting);
        // And one whose program was killed: still marked as running.
        QVERIFY(m_database->run(u"UPDATE job SET state = 1 WHERE kind = 'fetch'"_s));
        setOpen(true);
        makeScheduler();
        m_scheduler->start();
        QTRY_VERIFY(allEnded());
        QCOMPARE(jobs().size(), 3);
        QCOMPARE(jobs().at(0).state, JobState::Done);
        QCOMPARE(jobs().at(1).state, JobState::Done);
    }

    void whatIsLookedAtComesFirst()
    {
        makeScheduler(1);
        QList<Repository> repositories;
        QList<Job> wanted;
        for (int i = 0; i < 6; ++i) {
            repositories << add(u"https://h%1.example/a/b"_s.arg(i));
            wanted << fetchJob(repositories.last(), theDay, Background);
        }
        setOpen(false);
        m_scheduler->start();
        m_scheduler->enqueue(wanted);
        QTRY_COMPARE(fetching(), 1);
        m_scheduler->prioritise({repositories[5].id});
        QTRY_COMPARE(storage::JobStore(*m_database).list()->first().repository, repositories[5].id);
        setOpen(true);
        QTRY_VERIFY(allEnded());
        QCOMPARE(m_gates->log.at(1), repositories[5].address);
    }

    void nothingLeavesWithoutLeave()
    {
        /// Would send commits to a model.
        class Remote : public analysis::Analyzer
        {
        public:
            QString name() const override { return u"llm"_s; }
            QStringList models() const override { return {u"m"_s}; }
            QString version() const override { return u"1"_s; }
            bool sendsAway() const override { return true; }
            Analysis analyze(const analysis::Task &task) const override
            {
                ++sent;
                return {.sha = task.patch.commit.sha, .analyzer = name(), .model = u"m"_s, .promptVersion = version(), .markdown = u"card"_s};
            }
            mutable std::atomic<int> sent = 0;
        };
        TestRepository folder(m_folder->filePath(u"folder"_s));
        CommitSpec commit;
        commit.message = "a secret\n";
        commit.author.seconds = noon;
        commit.writes = {{"a", "b\n"}};
        folder.commit(commit);
        const Repository repository = add(folder.path());
        const auto remote = std::make_shared<Remote>();
        m_scheduler->setAnalyzers({.model = remote});
        QSignalSpy ended(m_scheduler.get(), &Scheduler::ended);
        m_scheduler->start();
        m_scheduler->enqueue({analyzeJob(repository, theDay, Asked)});
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(ended.last().first().value<JobEnd>().job.state, JobState::Failed);
        QCOMPARE(remote->sent, 0);
        VERIFY_OK(storage::RepositoryStore(*m_database).setShared(repository.id, true));
        m_scheduler->enqueue({analyzeJob(repository, theDay, Asked)});
        QTRY_COMPARE(ended.size(), 2);
        QCOMPARE(remote->sent, 1);
        VERIFY_OK(storage::RepositoryStore(*m_database).setShared(repository.id, false));
        m_scheduler->configure(true, true); // for all
        m_scheduler->enqueue({analyzeJob(repository, theDay, Asked, true, true)});
        QTRY_COMPARE(ended.size(), 3);
        QCOMPARE(remote->sent, 2);
    }
};

RIJIAN_TEST_MAIN(TestScheduler)
#include "tst_scheduler.moc"
