// The table of commits as the desktop reads it, the settings, and what the panel keeps of repositories.

#include "jobs/cardchoice.h"
#include "storage/analysisstore.h"
#include "storage/commitstore.h"
#include "storage/database.h"
#include "storage/jobstore.h"
#include "storage/overviewstore.h"
#include "storage/repositorystore.h"
#include "storage/settingsstore.h"
#include "storage/triagestore.h"
#include "support/outcome.h"
#include "support/testkit.h"

#include <QRandomGenerator>
#include <QTemporaryDir>

using namespace rijian;
using namespace rijian::storage;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

class TestOverview : public QObject
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

    static QString sha(int i) { return QString::number(i, 16).rightJustified(40, u'0'); }

    static Commit commit(int i, qint64 seconds)
    {
        return {.sha = sha(i), .author = {u"A%1"_s.arg(i), u"a@x"_s}, .committer = {u"C"_s, u"c@x"_s}, .authorTime = {seconds - 60, 28'800},
                .committerTime = {seconds, 0}, .message = u"subject %1\n\nbody"_s.arg(i), .parents = {sha(900)},
                .files = {{.path = u"a"_s, .insertions = i, .deletions = 1}, {.path = u"b"_s, .insertions = 2}}};
    }

    static Analysis analysis(int i, Importance importance, const QString &analyzer = u"rules"_s, AnalysisState state = AnalysisState::Whole)
    {
        Analysis one{.sha = sha(i), .analyzer = analyzer, .createdAt = QDateTime::currentDateTimeUtc(), .state = state};
        one.card.importance = importance;
        one.card.types = {ChangeType::BugFix, ChangeType::Test};
        one.markdown = state == AnalysisState::Failed ? QString() : u"card"_s;
        return one;
    }

    void store(qint64 repository, const QList<Commit> &commits, qint64 begin, qint64 end)
    {
        CommitStore store(*m_database);
        VERIFY_OK(store.add(repository, commits));
        QStringList shas;
        for (const Commit &one : commits)
            shas.prepend(one.sha);
        VERIFY_OK(store.setListing(repository, begin, end, shas));
    }

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
    }

    void aRowHasWhatTheTableShows()
    {
        store(m_first, {commit(1, 1000), commit(2, 1010)}, 1000, 2000);
        VERIFY_OK(AnalysisStore(*m_database).add({analysis(2, Importance::High)}));
        const Triage triage{.state = TriageState::FollowUp, .importance = Importance::Low, .note = u"note"_s, .due = QDate(2026, 2, 3)};
        VERIFY_OK(TriageStore(*m_database).set(m_first, {sha(1)}, triage));
        const auto rows = OverviewStore(*m_database).rows({m_first, m_second}, 1000, 2000);
        VERIFY_OK(rows);
        QCOMPARE(rows->size(), 2);
        const CommitRow &newest = rows->at(0), &oldest = rows->at(1);
        QCOMPARE(newest.sha, sha(2));
        QCOMPARE(newest.author.name, u"A2"_s);
        QCOMPARE(newest.authorTime, (Moment{950, 28'800}));
        QCOMPARE(newest.insertions, 4);
        QCOMPARE(newest.deletions, 1);
        QCOMPARE(newest.files, 2);
        QCOMPARE(newest.types, (QList{ChangeType::BugFix, ChangeType::Test}));
        QCOMPARE(newest.importance(), Importance::High);
        QVERIFY(newest.byRules);
        QCOMPARE(newest.triage.state, TriageState::Unseen);
        QCOMPARE(oldest.importance(), Importance::Low); // the user's own
        QCOMPARE(oldest.cardImportance, Importance::Unknown);
        QCOMPARE(oldest.triage.note, triage.note);
        QCOMPARE(oldest.triage.due, triage.due);
        QCOMPARE(OverviewStore(*m_database).rows(m_first, {sha(1), sha(77)})->size(), 1);
    }

    void theQueueIsInTheOrderOfWhatMatters()
    {
        store(m_first, {commit(1, 1000), commit(2, 1010), commit(3, 1020), commit(4, 1030)}, 1000, 2000);
        store(m_second, {commit(5, 500), commit(6, 1040), commit(7, 1050), commit(8, 1060)}, 0, 2000);
        QList<Analysis> cards{analysis(1, Importance::High), analysis(2, Importance::High), analysis(3, Importance::Medium), analysis(4, Importance::Low),
                              analysis(5, Importance::High), analysis(6, Importance::High), analysis(7, Importance::High), analysis(8, Importance::Low)};
        cards[1].score = 90;
        cards[5].score = 20;
        VERIFY_OK(AnalysisStore(*m_database).add(cards));
        TriageStore triage(*m_database);
        VERIFY_OK(triage.set(m_second, {sha(7)}, {.state = TriageState::Seen}));
        VERIFY_OK(triage.set(m_second, {sha(8)}, {.state = TriageState::FollowUp, .due = QDate(2026, 2, 3)}));
        VERIFY_OK(triage.set(m_first, {sha(4)}, {.state = TriageState::FollowUp, .due = QDate(2026, 2, 4)}));
        OverviewStore overview(*m_database);
        const QList<qint64> both{m_first, m_second};
        const auto shas = [](const Result<QList<CommitRow>> &rows) {
            QStringList list;
            for (const CommitRow &row : rows.value())
                list << QString::number(row.sha.toLongLong(nullptr, 16));
            return list.join(u' ');
        };
        QueueRange range{.least = Importance::High, .since = 400, .todaySince = 1010, .today = QDate(2026, 2, 3)};
        QCOMPARE(shas(overview.queue(both, range)), u"2 6 5 1 8"_s); // by score, then by age; what is due last, as it matters little
        QCOMPARE(overview.queueCounts(both, range).value(), (QueueCounts{.open = 5, .high = 4, .earlier = 2, .followUps = 2, .due = 1}));
        range.least = Importance::Medium;
        range.since = 1000;
        QCOMPARE(shas(overview.queue(both, range)), u"2 6 1 3 8"_s);
        range.today = QDate(2026, 2, 2);
        QCOMPARE(shas(overview.queue({m_second}, range)), u"6"_s);
        QCOMPARE(shas(overview.followUps(both)), u"8 4"_s);
        VERIFY_OK(triage.set(m_second, {sha(6)}, {.importance = Importance::Low}));
        QCOMPARE(shas(overview.queue({m_second}, range)), QString()); // the user's word holds
    }

    void theQueueReachesBackAsTheSettingsSay()
    {
        Settings settings;
        settings.queueLeast = int(Importance::Medium);
        settings.queueDays = 7;
        const QTimeZone zone("Asia/Shanghai");
        const QDate today(2026, 2, 3);
        const QueueRange range = queueRange(settings, zone, today);
        const qint64 midnight = today.startOfDay(zone).toSecsSinceEpoch();
        QCOMPARE(range, (QueueRange{.least = Importance::Medium, .since = midnight - 6 * 86'400, .todaySince = midnight, .today = today}));
    }

    void commitsAreFoundByTheirFirstDigits()
    {
        Commit upper = commit(1, 1000), lower = commit(2, 1010), gone = commit(3, 1020);
        upper.sha = QString(40, u'f');
        lower.sha = u"fffe"_s.leftJustified(40, u'0');
        gone.sha = u"fffd"_s.leftJustified(40, u'0');
        store(m_first, {gone}, 1020, 1021);
        store(m_first, {upper, lower}, 1000, 1020);
        store(m_second, {upper}, 1000, 2000);
        CommitStore commits(*m_database);
        VERIFY_OK(commits.setListing(m_first, 1020, 1021, {})); // a forced push took it
        using Places = QList<CommitStore::Place>;
        const QList<qint64> both{m_first, m_second};
        QCOMPARE(commits.startingWith(both, u"fff"_s, 10), Result<Places>(Places{{m_first, lower.sha}, {m_first, upper.sha}, {m_second, upper.sha}}));
        QCOMPARE(commits.startingWith(both, u"fff"_s, 1), Result<Places>(Places{{m_first, lower.sha}}));
        QCOMPARE(commits.startingWith({m_second}, upper.sha, 10), Result<Places>(Places{{m_second, upper.sha}}));
        QCOMPARE(commits.startingWith(both, u"fffd"_s, 10), Result<Places>(Places()));
    }

    void theShownCardIsTheOneOfTheReport()
    {
        // The choice in SQL and the choice in C++ must not part: random histories of analyses.
        QRandomGenerator random(7);
        QList<Commit> commits;
        QStringList shas;
        for (int i = 0; i < 200; ++i) {
            commits << commit(i, 1000 + i);
            shas << sha(i);
            QList<Analysis> history;
            for (int n = random.bounded(5); n > 0; --n) {
                const bool rules = random.bounded(2);
                history << analysis(i, Importance(1 + random.bounded(3)), rules ? u"rules"_s : u"llm"_s, random.bounded(3) ? AnalysisState::Whole : AnalysisState::Failed);
            }
            VERIFY_OK(AnalysisStore(*m_database).add(history));
        }
        store(m_first, commits, 1000, 2000);
        const auto all = AnalysisStore(*m_database).all(shas);
        const auto rows = OverviewStore(*m_database).rows({m_first}, 1000, 2000);
        QCOMPARE(rows->size(), 200);
        for (const CommitRow &row : *rows) {
            const auto choice = jobs::chooseCard(all->value(row.sha)).analysis;
            QCOMPARE(row.cardImportance, choice ? choice->card.importance : Importance::Unknown);
            QCOMPARE(row.byRules, choice && choice->analyzer == "rules"_L1);
        }
    }

    void countsAndDays()
    {
        const QTimeZone zone = QTimeZone("Asia/Shanghai");
        const QDate day(2026, 1, 7);
        const qint64 begin = day.startOfDay(zone).toSecsSinceEpoch();
        store(m_first, {commit(1, begin - 1), commit(2, begin), commit(3, begin + 86'399)}, begin - 86'400, begin + 86'400);
        store(m_second, {commit(4, begin + 5)}, begin, begin + 86'400);
        VERIFY_OK(AnalysisStore(*m_database).add({analysis(2, Importance::High), analysis(3, Importance::High), analysis(4, Importance::Low)}));
        VERIFY_OK(TriageStore(*m_database).set(m_first, {sha(3)}, {.state = TriageState::Seen}));
        OverviewStore overview(*m_database);
        const auto counts = overview.counts(begin, begin + 86'400);
        VERIFY_OK(counts);
        QCOMPARE(counts->value(m_first), (CommitCounts{.commits = 2, .high = 2, .toReview = 1, .highToReview = 1, .analysed = 2}));
        QCOMPARE(counts->value(m_second), (CommitCounts{.commits = 1, .toReview = 1, .analysed = 1}));
        const auto days = overview.days({m_first, m_second}, day.addDays(-3), day, zone);
        VERIFY_OK(days);
        QCOMPARE(days->size(), 2);
        QCOMPARE(days->value(day).commits, 3);
        QCOMPARE(days->value(day.addDays(-1)).commits, 1);
        QCOMPARE(**overview.newestBefore({m_first}, begin), begin - 1);
        QCOMPARE(**overview.oldestFrom({m_first}, begin + 1), begin + 86'399);
        QVERIFY(!overview.newestBefore({m_second}, begin)->has_value());
        QCOMPARE(overview.highToReview({m_first, m_second}, 0)->size(), 1);
    }

    void aDayWithoutCommitsIsKnownToHaveNone()
    {
        CommitStore store(*m_database);
        QCOMPARE(store.isSpanListed(m_first, 0, 100), Result<bool>(false));
        VERIFY_OK(store.setListing(m_first, 0, 200, {}));
        QCOMPARE(store.isSpanListed(m_first, 0, 100), Result<bool>(true));
        QCOMPARE(store.isSpanListed(m_first, 100, 300), Result<bool>(false));
    }

    /// A day that was listed while it went on, or from a mirror of before its end, may have more.
    void aListingCountsUpToTheLastFetch()
    {
        CommitStore store(*m_database);
        const qint64 now = QDateTime::currentSecsSinceEpoch(), begin = now - 100'000, end = begin + 86'400;
        const auto fetchedAt = [&](qint64 seconds) { VERIFY_OK(m_database->run(u"UPDATE repository SET last_fetch = ? WHERE id = ?"_s, {seconds, m_first})); };
        fetchedAt(begin + 60'000);
        VERIFY_OK(store.setListing(m_first, begin, end, {}));
        QCOMPARE(store.isSpanListed(m_first, begin, end), Result<bool>(true)); // as far as the mirror knows
        fetchedAt(begin + 70'000);
        QCOMPARE(store.isSpanListed(m_first, begin, end), Result<bool>(false));
        VERIFY_OK(store.setListing(m_first, begin, end, {})); // nothing new: that is noted, too
        QCOMPARE(store.isSpanListed(m_first, begin, end), Result<bool>(true));
        fetchedAt(now);
        QCOMPARE(store.isSpanListed(m_first, begin, end), Result<bool>(false));
        VERIFY_OK(store.setListing(m_first, begin, end, {}));
        fetchedAt(now + 5);
        QCOMPARE(store.isSpanListed(m_first, begin, end), Result<bool>(true)); // for good
        // A day that has not begun for the mirror.
        fetchedAt(begin - 10);
        VERIFY_OK(m_database->run(u"DELETE FROM listing WHERE repository_id = ?"_s, {m_first}));
        VERIFY_OK(store.setListing(m_first, begin, end, {}));
        QCOMPARE(store.isSpanListed(m_first, begin, end), Result<bool>(true));
        fetchedAt(now);
        QCOMPARE(store.isSpanListed(m_first, begin, end), Result<bool>(false));
        // What an older program noted: the whole day, at some time of it.
        VERIFY_OK(m_database->run(u"INSERT OR REPLACE INTO listing (repository_id, begin_at, end_at, listed_at) VALUES (?,?,?,?)"_s, {m_first, begin, end, begin + 60'000}));
        QCOMPARE(store.isSpanListed(m_first, begin, end), Result<bool>(false));
        VERIFY_OK(store.setListing(m_first, begin, end, {}));
        auto rows = m_database->run(u"SELECT COUNT(*) FROM listing WHERE repository_id = ?"_s, {m_first});
        VERIFY_OK(rows);
        QVERIFY(rows->next());
        QCOMPARE(rows->value(0).toInt(), 1); // in place of those before
    }

    void daysThatWereMissedAreGaps()
    {
        CommitStore store(*m_database);
        const QTimeZone zone("Asia/Shanghai");
        const QDate first(2026, 1, 1);
        const auto list = [&](const QDate &day) {
            const DaySpan span{day, day, zone};
            VERIFY_OK(store.setListing(m_first, span.beginSeconds(), span.endSeconds(), {}));
        };
        const DaySpan all{first, first.addDays(9), zone};
        QVERIFY(store.gaps(m_first, all).value().isEmpty()); // nobody wanted any of it
        list(first.addDays(2));
        list(first.addDays(5));
        list(first.addDays(9));
        const QList<DaySpan> gaps = store.gaps(m_first, all).value();
        QCOMPARE(gaps, (QList<DaySpan>{{first.addDays(3), first.addDays(4), zone}, {first.addDays(6), first.addDays(8), zone}}));
    }

    void placesGroupsAndSharing()
    {
        RepositoryStore store(*m_database);
        VERIFY_OK(store.arrange({{m_second, u"inference"_s}, {m_first, {}}}));
        VERIFY_OK(store.setShared(m_first, true));
        auto all = store.all();
        QCOMPARE(all->at(0).id, m_second);
        QCOMPARE(all->at(0).group, u"inference"_s);
        QVERIFY(!all->at(0).shared && all->at(1).shared);
        VERIFY_OK(store.noteFetch(m_first, {}, true));
        QVERIFY(store.byId(m_first)->value().hasNews());
        VERIFY_OK(store.noteSeen({m_first}));
        QVERIFY(!store.byId(m_first)->value().hasNews());
    }

    void removingCanBeUndone()
    {
        RepositoryStore store(*m_database);
        JobStore jobs(*m_database);
        const auto job = jobs.enqueue({.kind = u"fetch"_s, .repository = m_first});
        VERIFY_OK(store.hide({m_first}));
        QCOMPARE(store.all()->size(), 1);
        QCOMPARE(store.hidden()->first().id, m_first);
        QCOMPARE(jobs.byId(job->id)->value().state, JobState::Cancelled);
        VERIFY_FAILS(store.byName(u"first"_s), ErrorKind::NotFound);
        QVERIFY(!store.byAddressKey(u"first"_s)->has_value());
        VERIFY_OK(store.restore({m_first}));
        QVERIFY(!store.purge(m_first).value_or(true));
        QCOMPARE(store.all()->size(), 2);
        VERIFY_OK(store.hide({m_first}));
        QCOMPARE(add(u"first"_s), m_first); // adding it again brings it back, with all that was known of it
        QCOMPARE(store.all()->size(), 2);
    }

    void settingsComeBack()
    {
        SettingsStore store(*m_database);
        QVERIFY(*store.load() == Settings());
        Settings settings;
        settings.language = u"zh_CN"_s;
        settings.windowGeometry = QByteArray("\0\1", 2);
        VERIFY_OK(m_database->run(u"INSERT INTO setting VALUES ('future/thing', 'kept')"_s));
        VERIFY_OK(store.save(settings));
        QVERIFY(*store.load() == settings);
        settings.language.clear();
        VERIFY_OK(store.save(settings));
        QVERIFY(*store.load() == settings);
        QVERIFY(m_database->run(u"SELECT 1 FROM setting WHERE key = 'future/thing'"_s)->next());
    }
};

RIJIAN_TEST_MAIN(TestOverview)
#include "tst_overview.moc"
