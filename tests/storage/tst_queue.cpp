// The queue of jobs and the user's triage.

#include "storage/commitstore.h"
#include "storage/database.h"
#include "storage/jobstore.h"
#include "storage/repositorystore.h"
#include "storage/triagestore.h"
#include "support/outcome.h"
#include "support/testkit.h"

#include <QJsonArray>
#include <QTemporaryDir>

#include <mutex>
#include <thread>

using namespace rijian;
using namespace rijian::storage;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

class TestQueue : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Database> m_database;
    qint64 m_first = 0;
    qint64 m_second = 0;

    qint64 add(const QString &name)
    {
        const auto added = RepositoryStore(*m_database).add({.name = name, .address = name}, name);
        return added ? added->id : -1;
    }

    qint64 enqueue(const QString &kind, qint64 repository = 0, int priority = 0)
    {
        const auto job = JobStore(*m_database).enqueue({.kind = kind, .repository = repository, .priority = priority});
        return job ? job->id : -1;
    }

    /// The kind of the job claimed; "nothing" when there was none.
    QString claim()
    {
        const auto job = JobStore(*m_database).claim();
        return !job ? words(job) : *job ? (*job)->kind : u"nothing"_s;
    }

    Job job(qint64 id) { return JobStore(*m_database).byId(id)->value_or(Job{}); }

private Q_SLOTS:
    void init()
    {
        m_database.reset();
        m_folder = std::make_unique<QTemporaryDir>();
        auto database = Database::open(m_folder->path());
        VERIFY_OK(database);
        m_database = std::move(*database);
        m_first = add(u"first"_s);
        m_second = add(u"second"_s);
        QVERIFY(m_first > 0 && m_second > 0);
    }

    void aJobComesBack()
    {
        JobStore store(*m_database);
        const QJsonObject payload{{u"day"_s, u"2026-01-07"_s}, {u"shas"_s, QJsonArray{u"日鉴 😀 '\""_s, 2}}, {u"again"_s, true}};
        const auto job = store.enqueue({.kind = u"analyze"_s, .repository = m_first, .payload = payload, .priority = -3, .state = JobState::Done, .attempts = 7});
        VERIFY_OK(job);
        QCOMPARE(job->state, JobState::Waiting); // the queue's to say
        QCOMPARE(job->attempts, 0);
        QVERIFY(job->createdAt.isValid());
        const auto found = store.byId(job->id);
        QVERIFY(found && found->has_value());
        QCOMPARE(**found, *job);
        QCOMPARE((*found)->payload, payload);
        QVERIFY(!store.byId(999)->has_value());
        VERIFY_FAILS(store.enqueue({.kind = u"fetch"_s, .repository = 999}), ErrorKind::NotFound);
    }

    void priorityThenAge()
    {
        enqueue(u"old"_s);
        enqueue(u"urgent"_s, 0, 10);
        enqueue(u"young"_s);
        enqueue(u"someday"_s, 0, -1);
        enqueue(u"urgent too"_s, 0, 10);
        QStringList order;
        for (int i = 0; i < 6; ++i)
            order << claim();
        QCOMPARE(order, (QStringList{u"urgent"_s, u"urgent too"_s, u"old"_s, u"young"_s, u"someday"_s, u"nothing"_s}));
    }

    void oneAtATimeForARepository()
    {
        JobStore store(*m_database);
        const qint64 running = enqueue(u"first A"_s, m_first, 5);
        enqueue(u"first B"_s, m_first, 5);
        enqueue(u"second A"_s, m_second);
        enqueue(u"anywhere 1"_s);
        enqueue(u"anywhere 2"_s);
        QCOMPARE(claim(), u"first A"_s);
        QCOMPARE(claim(), u"second A"_s); // not first B, which has to wait
        QCOMPARE(claim(), u"anywhere 1"_s);
        QCOMPARE(claim(), u"anywhere 2"_s);
        QCOMPARE(claim(), u"nothing"_s);
        QCOMPARE(store.finish(running), Result<bool>(true));
        QCOMPARE(claim(), u"first B"_s);
    }

    void aRepositorysJobsKeepTheirOrder()
    {
        enqueue(u"fetch"_s, m_first);
        enqueue(u"analyze"_s, m_first, 5); // pulls what it depends on forward, and does not overtake it
        const qint64 other = enqueue(u"other"_s, m_second, 3);
        QCOMPARE(claim(), u"fetch"_s);
        QCOMPARE(claim(), u"other"_s);
        QCOMPARE(claim(), u"nothing"_s);
        VERIFY_OK(JobStore(*m_database).finish(other));
    }

    void whoIsNotAllowedWaits()
    {
        JobStore store(*m_database);
        enqueue(u"fetch"_s, m_first, 9);
        enqueue(u"analyze"_s, m_second);
        const auto claimed = store.claim([](const Job &job) { return job.kind != "fetch"_L1; });
        QVERIFY(claimed && claimed->has_value());
        QCOMPARE((*claimed)->kind, u"analyze"_s);
        QCOMPARE(claim(), u"fetch"_s);
    }

    void aPostponedJobWaitsForItsTime()
    {
        JobStore store(*m_database);
        const qint64 id = enqueue(u"fetch"_s, m_first);
        QCOMPARE(claim(), u"fetch"_s);
        QCOMPARE(store.postpone(id, u"no route"_s, 3600), Result<bool>(true));
        QCOMPARE(job(id).state, JobState::Waiting);
        QCOMPARE(job(id).error, u"no route"_s);
        QCOMPARE(claim(), u"nothing"_s);
        const auto next = store.nextTime();
        QVERIFY(next && next->has_value());
        QCOMPARE(**next, job(id).notBefore);
        QVERIFY(**next > QDateTime::currentDateTimeUtc().addSecs(3500));
    }

    void endedJobsAreForgotten()
    {
        JobStore store(*m_database);
        const qint64 done = enqueue(u"a"_s), failed = enqueue(u"b"_s), waiting = enqueue(u"c"_s);
        claim();
        claim();
        VERIFY_OK(store.finish(done));
        VERIFY_OK(store.fail(failed, u"x"_s));
        VERIFY_OK(store.clear(QDateTime::currentDateTimeUtc().addSecs(5)));
        QVERIFY(!store.byId(done)->has_value());
        QVERIFY(store.byId(failed)->has_value()); // until it is dealt with
        VERIFY_OK(store.dismiss(waiting));
        VERIFY_OK(store.dismiss(failed));
        QVERIFY(store.byId(waiting)->has_value());
        QVERIFY(!store.byId(failed)->has_value());
    }

    void aLifeOfAJob()
    {
        JobStore store(*m_database);
        const qint64 id = enqueue(u"fetch"_s, m_first);
        QCOMPARE(store.finish(id), Result<bool>(false)); // does not run
        QCOMPARE(store.retry(id), Result<bool>(false));
        QCOMPARE(claim(), u"fetch"_s);
        QCOMPARE(job(id).state, JobState::Running);
        QCOMPARE(job(id).attempts, 1);
        QCOMPARE(store.fail(id, u"no route to host"_s), Result<bool>(true));
        QCOMPARE(job(id).state, JobState::Failed);
        QCOMPARE(job(id).error, u"no route to host"_s);
        QCOMPARE(claim(), u"nothing"_s); // only when asked for
        QCOMPARE(store.retry(id), Result<bool>(true));
        QCOMPARE(claim(), u"fetch"_s);
        QCOMPARE(job(id).attempts, 2);
        QCOMPARE(job(id).error, u"no route to host"_s);
        QCOMPARE(store.finish(id), Result<bool>(true));
        QCOMPARE(job(id).state, JobState::Done);
        QCOMPARE(job(id).error, QString());
        QCOMPARE(store.cancel(id), Result<bool>(false)); // too late
        QCOMPARE(store.retry(id), Result<bool>(false));
        QCOMPARE(store.fail(999, u"x"_s), Result<bool>(false));
    }

    void cancelling()
    {
        JobStore store(*m_database);
        const qint64 running = enqueue(u"runs"_s, m_first);
        const qint64 waiting = enqueue(u"waits"_s, m_first, -1);
        QCOMPARE(claim(), u"runs"_s);
        QCOMPARE(store.cancel(waiting), Result<bool>(true));
        QCOMPARE(store.cancel(running), Result<bool>(true));
        QCOMPARE(store.finish(running), Result<bool>(false)); // its end does not undo that
        QCOMPARE(store.fail(running, u"stopped"_s), Result<bool>(false));
        QCOMPARE(job(running).state, JobState::Cancelled);
        QCOMPARE(claim(), u"nothing"_s);
        QCOMPARE(store.retry(waiting), Result<bool>(true));
        QCOMPARE(claim(), u"waits"_s);
    }

    void whatRanWhenAProgramEndedWaitsAgain()
    {
        JobStore store(*m_database);
        const qint64 a = enqueue(u"a"_s, m_first), b = enqueue(u"b"_s, m_second), done = enqueue(u"done"_s), failed = enqueue(u"failed"_s);
        for (int i = 0; i < 4; ++i)
            claim();
        VERIFY_OK(store.finish(done));
        VERIFY_OK(store.fail(failed, u"x"_s));
        auto reopened = Database::open(m_folder->path());
        VERIFY_OK(reopened);
        JobStore after(**reopened);
        QCOMPARE(after.recover(), Result<int>(2));
        QCOMPARE(after.recover(), Result<int>(0));
        QCOMPARE(job(a).state, JobState::Waiting);
        QCOMPARE(job(b).attempts, 1); // it was begun
        QCOMPARE(job(done).state, JobState::Done);
        QCOMPARE(job(failed).state, JobState::Failed);
        QCOMPARE(claim(), u"a"_s);
    }

    void lists()
    {
        JobStore store(*m_database);
        enqueue(u"a"_s);
        enqueue(u"b"_s, 0, 1);
        enqueue(u"c"_s);
        claim();
        const auto kinds = [](const Result<QList<Job>> &jobs) {
            QStringList found;
            for (const Job &one : *jobs)
                found.append(one.kind);
            return found;
        };
        QCOMPARE(kinds(store.list()), (QStringList{u"b"_s, u"a"_s, u"c"_s}));
        QCOMPARE(kinds(store.list(JobState::Running)), QStringList{u"b"_s});
        QCOMPARE(kinds(store.list(JobState::Waiting)), (QStringList{u"a"_s, u"c"_s}));
        QVERIFY(store.list(JobState::Failed)->isEmpty());
    }

    void noJobIsClaimedTwice()
    {
        constexpr int jobs = 40;
        for (int i = 0; i < jobs; ++i)
            enqueue(u"job %1"_s.arg(i));
        std::mutex mutex;
        QStringList claimed, problems;
        {
            std::vector<std::jthread> threads;
            for (int t = 0; t < 3; ++t) {
                threads.emplace_back([&] {
                    const auto database = Database::open(m_folder->path());
                    for (;;) {
                        const auto job = database ? JobStore(**database).claim() : std::unexpected(database.error());
                        const std::scoped_lock lock(mutex);
                        if (!job)
                            problems << words(job);
                        if (!job || !*job)
                            return;
                        claimed << (*job)->kind;
                    }
                });
            }
        }
        QCOMPARE(problems, QStringList());
        QCOMPARE(claimed.size(), jobs);
        QCOMPARE(claimed.removeDuplicates(), 0);
    }

    void triageComesBack()
    {
        TriageStore store(*m_database);
        Triage word{.state = TriageState::FollowUp, .importance = Importance::High, .note = u"先看 😀 '; --\n第二行"_s, .due = QDate(2026, 2, 28)};
        VERIFY_OK(store.set(m_first, {u"aa"_s, u"bb"_s}, word));
        auto found = store.get(m_first, {u"aa"_s, u"bb"_s, u"cc"_s});
        VERIFY_OK(found);
        QCOMPARE(found->size(), 2);
        Triage back = found->value(u"bb"_s);
        QVERIFY(back.updatedAt.isValid());
        back.updatedAt = {};
        QCOMPARE(back, word);
        QVERIFY(store.get(m_second, {u"aa"_s})->isEmpty());

        VERIFY_OK(store.set(m_first, {u"aa"_s}, {.state = TriageState::Seen})); // takes its place whole
        back = store.get(m_first, {u"aa"_s})->value(u"aa"_s);
        QCOMPARE(back.state, TriageState::Seen);
        QCOMPARE(back.importance, Importance::Unknown);
        QVERIFY(back.note.isEmpty() && !back.due.isValid());
        VERIFY_FAILS(store.set(999, {u"aa"_s}, word), ErrorKind::NotFound);
    }

    void triageOfManyCommits()
    {
        TriageStore store(*m_database);
        QStringList shas;
        for (int i = 0; i < 1200; ++i)
            shas.append(QString::number(i));
        VERIFY_OK(store.set(m_first, shas, {.state = TriageState::Ignored}));
        QCOMPARE(store.get(m_first, shas)->size(), 1200);
        QVERIFY(store.get(m_first, {})->isEmpty());
    }

    void triageIsCountedAmongListedCommits()
    {
        CommitStore commits(*m_database);
        QList<Commit> six;
        for (int i = 0; i < 6; ++i) {
            six.append({.sha = QString::number(i)});
            six.last().committerTime.seconds = 100 + i;
        }
        VERIFY_OK(commits.add(m_first, six));
        VERIFY_OK(commits.add(m_second, six));
        TriageStore store(*m_database);
        VERIFY_OK(store.set(m_first, {u"1"_s, u"2"_s}, {.state = TriageState::Seen}));
        VERIFY_OK(store.set(m_first, {u"3"_s}, {.state = TriageState::FollowUp}));
        VERIFY_OK(store.set(m_first, {u"not listed"_s}, {.state = TriageState::Ignored}));
        using enum TriageState;
        QCOMPARE(*store.counts(m_first), (QMap<TriageState, int>{{Unseen, 3}, {Seen, 2}, {FollowUp, 1}, {Ignored, 0}}));
        QCOMPARE(*store.counts(m_second), (QMap<TriageState, int>{{Unseen, 6}, {Seen, 0}, {FollowUp, 0}, {Ignored, 0}}));
        VERIFY_OK(commits.setListing(m_first, 0, 1000, {u"3"_s, u"0"_s})); // a force push
        QCOMPARE(*store.counts(m_first), (QMap<TriageState, int>{{Unseen, 1}, {Seen, 0}, {FollowUp, 1}, {Ignored, 0}}));
    }

    void theWordsOfTriage()
    {
        using enum TriageState;
        QCOMPARE((QStringList{triageWord(Unseen), triageWord(Seen), triageWord(FollowUp), triageWord(Ignored)}),
                 (QStringList{u"待看"_s, u"已看"_s, u"跟进"_s, u"忽略"_s}));
    }
};

RIJIAN_TEST_MAIN(TestQueue)
#include "tst_queue.moc"
