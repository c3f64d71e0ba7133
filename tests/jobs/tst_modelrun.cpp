#include "jobs/modelrun.h"

#include "git/localbackend.h"
#include "support/outcome.h"
#include "support/testkit.h"
#include "support/testrepository.h"

#include <atomic>
#include <latch>
#include <semaphore>
#include <thread>

using namespace Qt::StringLiterals;
using namespace rijian;
using namespace rijian::jobs;
using namespace rijian::testkit;

namespace {

/// A model that does as the test says.
class FakeModel : public analysis::Analyzer
{
public:
    explicit FakeModel(int concurrency = 4)
        : m_concurrency(concurrency)
    {
    }

    QString name() const override { return u"llm"_s; }
    QStringList models() const override { return {u"m"_s}; }
    QString version() const override { return u"1"_s; }
    bool sendsAway() const override { return true; }
    int contextLines() const override { return 9; }
    int concurrency() const override { return m_concurrency; }
    std::optional<Error> outage() const override { return down ? std::optional(Error{ErrorKind::Auth, u"the key is refused"_s, {}}) : std::nullopt; }

    Analysis analyze(const analysis::Task &task) const override
    {
        Analysis analysis{.sha = task.patch.commit.sha, .analyzer = name(), .model = u"m"_s, .promptVersion = version(), .markdown = u"card"_s};
        ++calls;
        if (onAnalyze)
            onAnalyze(task, analysis);
        return analysis;
    }

    std::function<void(const analysis::Task &, Analysis &)> onAnalyze;
    mutable std::atomic<int> calls = 0;
    mutable std::atomic<bool> down = false;

private:
    int m_concurrency;
};

/// Counts what was read.
class CountingBackend : public git::LocalBackend
{
public:
    Result<void> readCommits(const git::Location &location, const QStringList &shas, const git::DiffOptions &options, int threads, const git::Deliver &deliver,
                             std::stop_token stop) override
    {
        lines = options.contextLines;
        return git::LocalBackend::readCommits(location, shas, options, threads, [&](qsizetype i, Result<CommitPatch> &&patch) {
            ++read;
            deliver(i, std::move(patch));
        }, stop);
    }

    std::atomic<int> read = 0;
    std::atomic<int> lines = 0;
};

} // namespace

class TestModelRun : public QObject
{
    Q_OBJECT

    std::unique_ptr<TestRepository> m_repository;
    QStringList m_shas;
    CountingBackend m_backend;
    QList<Analysis> m_finished;
    std::stop_source m_stop;

    ModelRun::Context context(const FakeModel &model) { return {.backend = m_backend, .location = {.path = m_repository->path()}, .analyzer = model}; }

    Result<ModelRunEnd> run(const FakeModel &model, const QStringList &shas, ModelRunEvents events = {})
    {
        if (!events.finished) {
            events.finished = [this](const QList<Analysis> &analyses) -> Result<void> {
                m_finished += analyses;
                return {};
            };
        }
        return ModelRun(context(model)).run(shas, events, m_stop.get_token());
    }

    QSet<QString> shasOf(const QList<Analysis> &analyses) const
    {
        QSet<QString> shas;
        for (const Analysis &analysis : analyses)
            shas.insert(analysis.sha);
        return shas;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_repository = std::make_unique<TestRepository>();
        m_shas = m_repository->commitMany(60, [](int i) {
            CommitSpec commit;
            commit.message = "commit " + QByteArray::number(i) + '\n';
            commit.writes = {{"file.txt", QByteArray::number(i) + '\n'}};
            return commit;
        });
    }

    void init()
    {
        m_finished.clear();
        m_stop = {};
        m_backend.read = 0;
    }

    void everyCommitEnds()
    {
        const FakeModel model;
        const auto end = run(model, m_shas);
        VERIFY_OK(end);
        QCOMPARE(end->analysed, 60);
        QCOMPARE(end->failed, 0);
        QCOMPARE(m_finished.size(), 60);
        QCOMPARE(shasOf(m_finished), QSet<QString>(m_shas.begin(), m_shas.end()));
        QCOMPARE(m_backend.lines, 9); // as the analyzer wants
    }

    void theMostUrgentComeFirst()
    {
        FakeModel model(1);
        QStringList asked;
        model.onAnalyze = [&](const analysis::Task &task, Analysis &) { asked.append(task.patch.commit.sha); };
        QStringList order = m_shas.first(20);
        std::ranges::reverse(order);
        VERIFY_OK(run(model, order));
        QCOMPARE(asked, order);
    }

    void asManyAtOnceAsTheModelBears()
    {
        FakeModel model(7);
        std::latch all(7); // is passed only when seven calls run at once
        std::atomic<int> now = 0, most = 0;
        model.onAnalyze = [&](const analysis::Task &, Analysis &) {
            const int running = ++now;
            int seen = most;
            while (running > seen && !most.compare_exchange_weak(seen, running)) {
            }
            if (model.calls <= 7)
                all.arrive_and_wait();
            --now;
        };
        VERIFY_OK(run(model, m_shas));
        QCOMPARE(most, 7);
    }

    void readingStaysARoundAhead()
    {
        FakeModel model(2);
        std::atomic<int> ahead = 0;
        model.onAnalyze = [&](const analysis::Task &, Analysis &) {
            while (m_backend.read < std::min(model.calls + 2, 60)) // until the next ones have been read
                std::this_thread::yield();
            ahead = std::max(ahead.load(), m_backend.read - model.calls);
        };
        VERIFY_OK(run(model, m_shas));
        // Fewer than a round wait when the next round is read.
        QVERIFY2(ahead <= 2 * 2, qPrintable(QString::number(ahead)));
        QCOMPARE(m_backend.read, 60);
    }

    void aCardIsKeptWhenItIsFinished()
    {
        FakeModel model(1);
        QList<int> keptBefore; // by call: how many were stored by then
        std::atomic<int> kept = 0;
        std::binary_semaphore stored(1);
        model.onAnalyze = [&](const analysis::Task &, Analysis &) {
            stored.acquire(); // the one before has been stored
            keptBefore.append(kept);
        };
        ModelRunEvents events;
        events.finished = [&](const QList<Analysis> &analyses) -> Result<void> {
            kept += int(analyses.size());
            stored.release();
            return {};
        };
        VERIFY_OK(run(model, m_shas.first(5), events));
        QCOMPARE(keptBefore, (QList<int>{0, 1, 2, 3, 4}));
    }

    void anOutageEndsTheRestWithItsReason()
    {
        FakeModel model(1);
        model.onAnalyze = [&](const analysis::Task &, Analysis &analysis) {
            if (model.calls < 3)
                return;
            model.down = true;
            analysis.state = AnalysisState::Failed;
            analysis.failure = u"401"_s;
        };
        const auto end = run(model, m_shas);
        VERIFY_OK(end);
        QCOMPARE(model.calls, 3); // and none of the other 57
        QCOMPARE(end->analysed, 2);
        QCOMPARE(end->failed, 58);
        QCOMPARE(end->failure, u"401"_s);
        QVERIFY(end->outage);
        QCOMPARE(shasOf(m_finished).size(), 60);
        QCOMPARE(m_finished.last().failure, u"the key is refused"_s);
        QCOMPARE(m_finished.last().state, AnalysisState::Failed);
    }

    void aCommitThatCannotBeReadFailsAlone()
    {
        const FakeModel model;
        const QString missing(40, u'd');
        const auto end = run(model, QStringList{m_shas[0], missing, m_shas[1]});
        VERIFY_OK(end);
        QCOMPARE(end->analysed, 2);
        QCOMPARE(end->failed, 1);
        for (const Analysis &analysis : m_finished) {
            QCOMPARE(analysis.state == AnalysisState::Failed, analysis.sha == missing);
            QCOMPARE(analysis.failure.isEmpty(), analysis.sha != missing);
        }
    }

    void stoppingKeepsWhatWasFinished()
    {
        FakeModel model(2);
        model.onAnalyze = [&](const analysis::Task &task, Analysis &analysis) {
            if (model.calls < 11)
                return;
            m_stop.request_stop();
            if (task.stop.stop_requested())
                analysis.state = AnalysisState::Failed; // cut off
        };
        const auto end = run(model, m_shas);
        VERIFY_FAILS(end, ErrorKind::Cancelled);
        QCOMPARE_GE(m_finished.size(), 9);
        QCOMPARE_LE(m_finished.size(), 11);
        for (const Analysis &analysis : std::as_const(m_finished))
            QVERIFY(analysis.state != AnalysisState::Failed); // says nothing about its commit
    }

    void anErrorOfTheStoreEndsTheRun()
    {
        const FakeModel model;
        ModelRunEvents events;
        events.finished = [](const QList<Analysis> &) -> Result<void> { return failure(ErrorKind::Disk, u"the disk is full"_s); };
        const auto end = run(model, m_shas, events);
        VERIFY_FAILS(end, ErrorKind::Disk);
        QCOMPARE_LT(model.calls, 60);
    }

    void whatIsKnownComesWithTheCommit()
    {
        FakeModel model(3);
        std::atomic<int> right = 0;
        model.onAnalyze = [&](const analysis::Task &task, Analysis &) {
            right += task.repository->name == task.patch.commit.sha && task.rules && task.rules->score == 5;
            task.growing(u"so far"_s);
        };
        ModelRun::Context known = context(model);
        const auto here = std::this_thread::get_id();
        known.known = [here](const Commit &commit) -> ModelRun::Known {
            return {.repository = {.name = std::this_thread::get_id() == here ? commit.sha : u"another thread"_s}, .rules = Analysis{.sha = commit.sha, .score = 5}};
        };
        QSet<QString> grown;
        ModelRunEvents events;
        events.finished = [](const QList<Analysis> &) -> Result<void> { return {}; };
        events.growing = [&](const QString &sha, const QString &markdown) {
            QCOMPARE(markdown, u"so far"_s);
            QCOMPARE(std::this_thread::get_id(), here);
            grown.insert(sha);
        };
        VERIFY_OK(ModelRun(std::move(known)).run(m_shas, events, {}));
        QCOMPARE(right, 60);
        QVERIFY(grown.size() <= 60); // what is finished already is not shown growing
    }
};

RIJIAN_TEST_MAIN(TestModelRun)
#include "tst_modelrun.moc"
