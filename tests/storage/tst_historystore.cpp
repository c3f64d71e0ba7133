// Numbers over many days, against a plain recount.

#include "storage/analysisstore.h"
#include "storage/commitstore.h"
#include "storage/database.h"
#include "storage/historystore.h"
#include "storage/repositorystore.h"
#include "storage/triagestore.h"
#include "support/outcome.h"
#include "support/testkit.h"

#include <QRandomGenerator>
#include <QTemporaryDir>

using namespace rijian;
using namespace rijian::storage;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

namespace {

QString sha(int i)
{
    return QString::number(i, 16).rightJustified(40, u'0');
}

Analysis analysis(int i, Importance importance, const QString &analyzer, const QString &model, AnalysisState state)
{
    Analysis one{.sha = sha(i), .analyzer = analyzer, .model = model, .createdAt = QDateTime::fromSecsSinceEpoch(1), .state = state};
    one.card.importance = importance;
    one.markdown = u"card"_s;
    return one;
}

} // namespace

class TestHistoryStore : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Database> m_database;

    qint64 add(const QString &name)
    {
        const auto added = RepositoryStore(*m_database).add({.name = name, .address = name}, name);
        return added ? added->id : -1;
    }

    Commit commit(int i, qint64 seconds, const QList<FileChange> &files, bool merge = false, const QString &mail = u"a@x"_s)
    {
        return {.sha = sha(i), .author = {u"A%1"_s.arg(i), mail}, .committer = {u"C"_s, u"c@x"_s}, .authorTime = {seconds, 0}, .committerTime = {seconds, 0}, .message = u"m"_s,
                .parents = merge ? QStringList{sha(90'000), sha(90'001)} : QStringList{sha(90'000)}, .files = files};
    }

    void store(qint64 repository, const QList<Commit> &commits, const DaySpan &span)
    {
        QStringList shas;
        for (const Commit &one : commits)
            shas.append(one.sha);
        VERIFY_OK(CommitStore(*m_database).add(repository, commits));
        VERIFY_OK(CommitStore(*m_database).setListing(repository, span.beginSeconds(), span.endSeconds(), shas));
    }

private Q_SLOTS:
    void init()
    {
        m_database.reset();
        m_folder = std::make_unique<QTemporaryDir>();
        auto database = Database::open(m_folder->path());
        VERIFY_OK(database);
        m_database = std::move(*database);
    }

    void daysAreThoseOfTheZone()
    {
        // A zone whose clocks are turned within the span: a day has 23 hours.
        const DaySpan span{QDate(2026, 3, 20), QDate(2026, 4, 5), QTimeZone("Europe/Berlin")};
        QRandomGenerator random(7);
        const QList<qint64> repositories{add(u"one"_s), add(u"two"_s)};
        QHash<QDate, std::array<int, 4>> expected;
        for (const qint64 repository : repositories) {
            QList<Commit> commits;
            for (int i = 0; i < 300; ++i) {
                const int id = int(repository) * 1'000 + i;
                const qint64 seconds = span.beginSeconds() + random.bounded(qint64(span.endSeconds() - span.beginSeconds()));
                commits.append(commit(id, seconds, {}));
                const int card = random.bounded(4);
                if (card > 0)
                    VERIFY_OK(AnalysisStore(*m_database).add({analysis(id, Importance(card), u"rules"_s, {}, AnalysisState::Whole)}));
                const int own = random.bounded(8);
                if (own > 0 && own < 4)
                    VERIFY_OK(TriageStore(*m_database).set(repository, {sha(id)}, {.importance = Importance(own)}));
                ++expected[QDateTime::fromSecsSinceEpoch(seconds, span.zone).date()].at(std::size_t(own > 0 && own < 4 ? own : card));
            }
            store(repository, commits, span);
        }
        const auto days = HistoryStore(*m_database).days(repositories, span);
        VERIFY_OK(days);
        const auto activity = HistoryStore(*m_database).activity(repositories, span);
        VERIFY_OK(activity);
        std::array<int, 4> sums{}, all{};
        for (const std::array<int, 4> &counts : std::as_const(expected))
            std::ranges::transform(all, counts, all.begin(), std::plus());
        for (const RepositoryActivity &one : *activity) {
            QCOMPARE(one.commits(), 300);
            std::ranges::transform(sums, one.counts, sums.begin(), std::plus());
        }
        QCOMPARE(activity->size(), 2);
        QCOMPARE(sums, all);
        QCOMPARE(days->size(), span.first.daysTo(span.last) + 1);
        for (const HistoryDay &day : *days) {
            QCOMPARE(day.counts, expected.value(day.date));
            QCOMPARE(day.listed, 2);
        }
    }

    void aDayThatNobodyReadIsNotAnEmptyOne()
    {
        const QTimeZone zone("Asia/Shanghai");
        const QDate first(2026, 1, 1);
        const qint64 one = add(u"one"_s), two = add(u"two"_s);
        store(one, {}, {first, first.addDays(1), zone});
        store(one, {}, {first.addDays(2), first.addDays(2), zone});
        store(two, {}, {first.addDays(1), first.addDays(1), zone});
        // Half a day is not the day.
        VERIFY_OK(CommitStore(*m_database).setListing(two, first.addDays(3).startOfDay(zone).toSecsSinceEpoch() + 3'600, first.addDays(5).startOfDay(zone).toSecsSinceEpoch(), {}));
        const auto days = HistoryStore(*m_database).days({one, two}, {first, first.addDays(5), zone});
        VERIFY_OK(days);
        QList<int> listed;
        for (const HistoryDay &day : *days)
            listed.append(day.listed);
        QCOMPARE(listed, QList<int>({1, 2, 1, 0, 1, 0}));
    }

    /// Nobody can read more of what came with a report: it is missing on no day.
    void whatCameWithAReportIsNotBehind()
    {
        const QTimeZone zone("Asia/Shanghai");
        const QDate first(2026, 1, 1);
        const qint64 one = add(u"one"_s), two = add(u"two"_s);
        const auto told = RepositoryStore(*m_database).add({.name = u"told"_s, .imported = true}, u"told"_s);
        VERIFY_OK(told);
        store(one, {}, {first, first.addDays(2), zone});
        store(two, {}, {first.addDays(1), first.addDays(1), zone});
        store(told->id, {}, {first, first, zone});
        const auto days = HistoryStore(*m_database).days({one, two, told->id}, {first, first.addDays(3), zone});
        VERIFY_OK(days);
        QList<int> listed, unread;
        for (const HistoryDay &day : *days) {
            listed.append(day.listed);
            unread.append(day.unread);
        }
        QCOMPARE(listed, QList<int>({2, 2, 1, 0}));
        QCOMPARE(unread, QList<int>({1, 0, 1, 2}));
    }

    /// A day that was listed in the middle of it is not a whole one once it has ended; today is, as far as it goes.
    void aDayThatWentOnIsNotRead()
    {
        const QTimeZone zone("Asia/Shanghai");
        const QDate today = QDateTime::currentDateTimeUtc().toTimeZone(zone).date();
        const qint64 one = add(u"one"_s);
        VERIFY_OK(m_database->run(u"UPDATE repository SET last_fetch = ? WHERE id = ?"_s, {today.addDays(-2).startOfDay(zone).toSecsSinceEpoch() + 40'000, one}));
        store(one, {}, {today.addDays(-3), today.addDays(-3), zone});
        store(one, {}, {today.addDays(-2), today.addDays(-2), zone});
        VERIFY_OK(m_database->run(u"UPDATE repository SET last_fetch = ? WHERE id = ?"_s, {QDateTime::currentSecsSinceEpoch(), one}));
        store(one, {}, {today, today, zone});
        const auto days = HistoryStore(*m_database).days({one}, {today.addDays(-3), today, zone});
        VERIFY_OK(days);
        QList<int> listed;
        for (const HistoryDay &day : *days)
            listed.append(day.listed);
        QCOMPARE(listed, QList<int>({1, 0, 0, 1}));
    }

    void largeFoldersAreToldByTheirFolders()
    {
        const DaySpan span{QDate(2026, 1, 1), QDate(2026, 1, 2), QTimeZone::utc()};
        const qint64 at = span.beginSeconds(), one = add(u"one"_s);
        const auto file = [](const QString &path, int plus, int minus) { return FileChange{.path = path, .insertions = plus, .deletions = minus}; };
        store(one,
              {commit(1, at, {file(u"src/a/x.c"_s, 50, 10), file(u"src/b/deep/y.c"_s, 20, 0), file(u"src/z.c"_s, 5, 0), file(u"docs/en/a.md"_s, 7, 1), file(u"README"_s, 1, 1)}),
               commit(2, at, {file(u"src/a/x.c"_s, 1, 1)}), commit(3, at, {file(u"src/a/x.c"_s, 9'000, 0)}, true)},
              span);
        const auto folders = HistoryStore(*m_database).folders({one}, span);
        VERIFY_OK(folders);
        const QList<FolderChurn> expected{{one, u"src/a/"_s, 2, 51, 11}, {one, u"src/b/"_s, 1, 20, 0}, {one, u"docs/"_s, 1, 7, 1}, {one, u"src/"_s, 1, 5, 0}, {one, QString(u""_s), 1, 1, 1}};
        QCOMPARE(*folders, expected);
    }

    void anAuthorIsTheAddress()
    {
        const DaySpan span{QDate(2026, 1, 1), QDate(2026, 1, 2), QTimeZone::utc()};
        const qint64 at = span.beginSeconds(), one = add(u"one"_s);
        const QList<FileChange> files{{.path = u"a"_s, .insertions = 3, .deletions = 2}};
        store(one, {commit(1, at, files, false, u"Ann@x"_s), commit(2, at + 9, files, false, u"ann@X"_s), commit(3, at, files, false, u"b@x"_s), commit(4, at, files, true, u"b@x"_s), commit(5, at, files, true, u"b@x"_s)}, span);
        const auto authors = HistoryStore(*m_database).authors({one}, span);
        VERIFY_OK(authors);
        QCOMPARE(*authors, QList<AuthorActivity>({{u"A2"_s, 2, 6, 4}, {u"A3"_s, 1, 3, 2}}));
    }

    void agreementIsToldOfEachMaker()
    {
        const DaySpan span{QDate(2026, 1, 1), QDate(2026, 1, 2), QTimeZone::utc()};
        const qint64 one = add(u"one"_s);
        QList<Commit> commits;
        AnalysisStore analyses(*m_database);
        for (int i = 1; i <= 5; ++i) {
            commits.append(commit(i, span.beginSeconds() + i, {}));
            VERIFY_OK(analyses.add({analysis(i, Importance::Low, u"rules"_s, {}, AnalysisState::Whole), analysis(i, Importance::Low, u"llm"_s, u"m"_s, AnalysisState::Whole),
                                    analysis(i, Importance::High, u"llm"_s, u"m"_s, AnalysisState::Whole), analysis(i, Importance::Low, u"llm"_s, u"m"_s, AnalysisState::Failed)}));
        }
        store(one, commits, span);
        TriageStore triage(*m_database);
        VERIFY_OK(triage.set(one, {sha(1)}, {.importance = Importance::High}));                              // the model agreed, the rules said less
        VERIFY_OK(triage.set(one, {sha(2)}, {.state = TriageState::Seen, .importance = Importance::Low}));   // the other way round
        VERIFY_OK(triage.set(one, {sha(3)}, {.importance = Importance::Medium}));                            // neither
        VERIFY_OK(triage.set(one, {sha(4)}, {.state = TriageState::Ignored}));                               // left as the shown card has it, which is the model's
        const auto agreement = HistoryStore(*m_database).agreement({one}, span);
        VERIFY_OK(agreement);
        QCOMPARE(*agreement, QList<Agreement>({{one, u"m"_s, 1, 1, 0, 2}, {one, QString(u""_s), 1, 0, 2, 0}}));
    }
};

RIJIAN_TEST_MAIN(TestHistoryStore)
#include "tst_historystore.moc"
