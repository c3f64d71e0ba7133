// The user's own rules in the store: what they make of commits, whenever these, their cards or the rules change.

#include "storage/analysisstore.h"
#include "storage/commitstore.h"
#include "storage/database.h"
#include "storage/overviewstore.h"
#include "storage/ownrulestore.h"
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

class TestOwnRuleStore : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Database> m_database;
    qint64 m_repository = 0;

    static QString sha(int i) { return QString::number(i, 16).rightJustified(40, u'0'); }

    static Commit commit(int i)
    {
        return {.sha = sha(i), .author = {i % 3 ? u"Ann"_s : u"dependabot[bot]"_s, u"a@x"_s}, .committer = {u"C"_s, u"c@x"_s}, .authorTime = {1'000 + i, 0}, .committerTime = {1'000 + i, 0},
                .message = u"subject %1"_s.arg(i), .files = {{.path = u"src/%1/a.cpp"_s.arg(i % 5 ? u"core"_s : u"auth"_s)}, {.path = u"doc"_s, .oldPath = u"old/doc"_s}}};
    }
    static Analysis card(int i, Importance importance, ChangeType type = ChangeType::Feature)
    {
        Analysis one{.sha = sha(i), .analyzer = u"rules"_s, .createdAt = QDateTime::currentDateTimeUtc()};
        one.card.importance = importance;
        one.card.types = {type};
        one.markdown = u"card"_s;
        return one;
    }
    void store(int first, int count)
    {
        QList<Commit> commits;
        QStringList shas;
        for (int i = first; i < first + count; ++i) {
            commits.append(commit(i));
            shas.prepend(sha(i));
        }
        CommitStore store(*m_database);
        VERIFY_OK(store.add(m_repository, commits));
        VERIFY_OK(store.addListing(m_repository, 1'000 + first, 1'000 + first + count, shas));
    }
    CommitRow row(int i)
    {
        const auto rows = OverviewStore(*m_database).rows(m_repository, {sha(i)});
        return rows && !rows->isEmpty() ? rows->first() : CommitRow();
    }
    void save(const QList<OwnRule> &rules)
    {
        OwnRuleStore store(*m_database);
        VERIFY_OK(store.save(rules));
        for (auto more = store.pass(7); more && *more; more = store.pass(7)) { }
        QVERIFY(!store.isPassPending().value());
    }

    const OwnRule m_auth{.path = u"src/auth/**"_s, .effect = OwnRule::Effect::AtLeast, .level = Importance::High, .tag = u"auth"_s};
    const OwnRule m_bot{.author = u"dependabot"_s, .effect = OwnRule::Effect::AtMost, .level = Importance::Low};

private Q_SLOTS:
    void init()
    {
        m_database.reset();
        m_folder = std::make_unique<QTemporaryDir>();
        auto database = Database::open(m_folder->path());
        VERIFY_OK(database);
        m_database = std::move(*database);
        m_repository = RepositoryStore(*m_database).add({.name = u"one"_s, .address = u"one"_s}, u"one"_s).value().id;
    }

    void rulesAreKeptInTheirOrder()
    {
        const QList<OwnRule> rules{m_auth, m_bot, {.enabled = false, .repository = u"r"_s, .text = u"t"_s, .type = ChangeType::Security, .tag = u"x"_s}};
        OwnRuleStore store(*m_database);
        VERIFY_OK(store.save(rules));
        QCOMPARE(store.all().value(), rules);
        VERIFY_FAILS(store.save({OwnRule{}}), ErrorKind::Usage);
        VERIFY_FAILS(store.save(QList<OwnRule>(mostOwnRules + 1, m_auth)), ErrorKind::Usage);
        QCOMPARE(store.all().value(), rules); // nothing was lost
    }

    void commitsAreMarkedWheneverSomethingChanges()
    {
        store(0, 40);
        save({m_auth, m_bot});
        QCOMPARE(row(5).importance(), Importance::High); // a commit without a card
        QCOMPARE(row(5).mark.rule, u"path:src/auth/**"_s);
        QCOMPARE(row(5).mark.tags, QStringList{u"auth"_s});
        QCOMPARE(row(3).importance(), Importance::Low);
        QVERIFY(row(1).mark.isEmpty());
        VERIFY_OK(AnalysisStore(*m_database).add({card(5, Importance::High), card(3, Importance::Medium), card(1, Importance::Medium)}));
        QCOMPARE(row(5).mark.importance, Importance::Unknown); // the card says so itself
        QCOMPARE(row(5).mark.tags, QStringList{u"auth"_s});
        QCOMPARE(row(3).importance(), Importance::Low);
        QCOMPARE(row(3).cardImportance, Importance::Medium);
        VERIFY_OK(TriageStore(*m_database).set(m_repository, {sha(3)}, {.importance = Importance::High}));
        QCOMPARE(row(3).importance(), Importance::High); // the user's own word on this one
        store(40, 6); // 45: auth, and of the bot
        QCOMPARE(row(45).importance(), Importance::High);
        QCOMPARE(row(42).importance(), Importance::Low);
        save({m_bot});
        QCOMPARE(row(45).importance(), Importance::Low);
        QVERIFY(row(5).mark.isEmpty());
        save({});
        QVERIFY(row(45).mark.isEmpty());
    }

    /// What another rule leaves as it was is nothing new for the search.
    void marksThatStayAreNotWrittenAnew()
    {
        store(0, 40);
        save({m_auth});
        const auto stale = [this] {
            auto query = m_database->run(u"SELECT COUNT(*) FROM search_stale"_s);
            return query && query->next() ? query->value(0).toInt() : -1;
        };
        VERIFY_OK(m_database->run(u"DELETE FROM search_stale"_s));
        save({m_auth, m_bot});
        const int bot = stale();
        QVERIFY2(bot > 0 && bot <= 14, qPrintable(QString::number(bot))); // its own alone
        VERIFY_OK(m_database->run(u"DELETE FROM search_stale"_s));
        save({m_auth, m_bot});
        QCOMPARE(stale(), 0);
    }

    void countsAndQueuesGoByThem()
    {
        store(0, 30);
        QList<Analysis> cards;
        for (int i = 0; i < 30; ++i)
            cards.append(card(i, Importance::Medium));
        VERIFY_OK(AnalysisStore(*m_database).add(cards));
        save({m_auth});
        OverviewStore overview(*m_database);
        QCOMPARE(overview.counts(0, 10'000).value().value(m_repository).high, 6);
        QCOMPARE(overview.queue({m_repository}, {.least = Importance::High}).value().size(), 6);
        QCOMPARE(overview.queueCounts({m_repository}, {.least = Importance::High}).value().high, 6);
        const auto marks = overview.marks(m_repository, QStringList{sha(5)}).value();
        QCOMPARE(marks.first().ownImportance, Importance::High);
        QCOMPARE(marks.first().cardImportance, Importance::Medium);
    }

    /// However things come about, all is as if the rules had been there from the beginning.
    void marksEqualThoseMadeAnew()
    {
        QRandomGenerator random(11);
        const QList<OwnRule> pool{m_auth, m_bot, {.text = u"subject 1"_s, .tag = u"ones"_s}, {.repository = u"two"_s, .effect = OwnRule::Effect::AtMost, .level = Importance::Medium},
                                  {.type = ChangeType::Security, .effect = OwnRule::Effect::AtLeast, .level = Importance::High}};
        OwnRuleStore rules(*m_database);
        int next = 0;
        for (int step = 0; step < 120; ++step) {
            switch (random.bounded(5)) {
            case 0: {
                const int count = 1 + random.bounded(6);
                store(next, count);
                next += count;
                break;
            }
            case 1:
                if (next > 0)
                    VERIFY_OK(AnalysisStore(*m_database).add({card(random.bounded(next), Importance(1 + random.bounded(3)), random.bounded(2) ? ChangeType::Security : ChangeType::Feature)}));
                break;
            case 2: {
                QList<OwnRule> some;
                for (const OwnRule &rule : pool) {
                    if (random.bounded(2))
                        some.append(rule);
                }
                VERIFY_OK(rules.save(some));
                break;
            }
            case 3:
                VERIFY_OK(rules.pass(1 + random.bounded(5))); // the program may end at any of them
                break;
            case 4:
                VERIFY_OK(RepositoryStore(*m_database).rename(m_repository, random.bounded(2) ? u"one"_s : u"two"_s));
                break;
            }
        }
        while (rules.pass(3).value()) { }
        QVERIFY(next > 20);
        QList<OwnMark> kept;
        for (int i = 0; i < next; ++i)
            kept.append(row(i).mark);
        VERIFY_OK(m_database->run(u"DELETE FROM own_mark"_s));
        VERIFY_OK(rules.markAllAnew());
        while (rules.pass().value()) { }
        for (int i = 0; i < next; ++i)
            QCOMPARE(row(i).mark, kept[i]);
    }

    void aRuleIsCountedBeforeItIsKept()
    {
        store(0, 40);
        OwnRuleStore rules(*m_database);
        const auto count = rules.count({.path = u"src/auth/"_s}, 0).value(); // it does nothing yet
        QCOMPARE(count.looked, 40);
        QCOMPARE(count.matching, 8);
        QCOMPARE(count.samples.first(), u"subject 35"_s);
        QCOMPARE(count.samples.size(), 5);
        QCOMPARE(rules.count({.path = u"old/*"_s, .tag = u"x"_s}, 1'030).value().matching, 10); // what a file was called before
        QCOMPARE(rules.count({}, 0).value().matching, 0);
        std::stop_source overtaken;
        overtaken.request_stop();
        VERIFY_FAILS(rules.count({.path = u"src/auth/"_s}, 0, overtaken.get_token()), ErrorKind::Cancelled);
    }
};

RIJIAN_TEST_MAIN(TestOwnRuleStore)
#include "tst_ownrulestore.moc"
