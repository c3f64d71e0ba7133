// The digests of a week and a month.

#include "jobs/periodreport.h"
#include "storage/analysisstore.h"
#include "storage/commitstore.h"
#include "storage/database.h"
#include "storage/repositorystore.h"
#include "storage/triagestore.h"
#include "support/outcome.h"
#include "support/testkit.h"

#include <QTemporaryDir>

using namespace rijian;
using namespace rijian::jobs;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

namespace {

const QTimeZone zone = QTimeZone::utc();

QString sha(int i)
{
    return QString::number(i, 16).rightJustified(40, u'a');
}

Commit commit(int i, const QDate &day, const QString &message)
{
    const qint64 seconds = day.startOfDay(zone).toSecsSinceEpoch() + i;
    return {.sha = sha(i), .author = {u"Ann"_s, u"a@x"_s}, .committer = {u"C"_s, u"c@x"_s}, .authorTime = {seconds, 0}, .committerTime = {seconds, 0}, .message = message, .parents = {sha(99)},
            .files = {{.path = u"src/a.c"_s, .insertions = 1200, .deletions = 2}}};
}

} // namespace

class TestPeriodReport : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<storage::Database> m_database;
    QList<Repository> m_repositories;

    void store(qsizetype repository, const DaySpan &span, const QList<Commit> &commits)
    {
        storage::CommitStore store(*m_database);
        QStringList shas;
        for (const Commit &one : commits)
            shas.append(one.sha);
        VERIFY_OK(store.add(m_repositories[repository].id, commits));
        VERIFY_OK(store.setListing(m_repositories[repository].id, span.beginSeconds(), span.endSeconds(), shas));
    }

private Q_SLOTS:
    void initTestCase()
    {
        auto opened = storage::Database::open(m_folder.path());
        VERIFY_OK(opened);
        m_database = std::move(*opened);
        for (const QString &name : QStringList{u"owner/one"_s, u"quiet"_s}) {
            auto added = storage::RepositoryStore(*m_database).add({.name = name, .address = u"https://github.com/o/"_s + name}, name);
            VERIFY_OK(added);
            m_repositories.append(*added);
        }
    }

    void periodsBeginAndEnd()
    {
        const QDate today(2026, 3, 18); // a Wednesday
        const auto days = [](const DaySpan &span) { return span.first.toString(Qt::ISODate) + u' ' + span.last.toString(Qt::ISODate); };
        const DaySpan week = periodAround(Period::Week, QDate(2026, 3, 17), today, zone);
        QCOMPARE(days(week), u"2026-03-16 2026-03-18"_s);
        QCOMPARE(days(periodBefore(Period::Week, week, today)), u"2026-03-09 2026-03-11"_s); // as many days
        const DaySpan past = periodAround(Period::Week, QDate(2026, 1, 1), today, zone);
        QCOMPARE(days(past), u"2025-12-29 2026-01-04"_s);
        QCOMPARE(days(periodBefore(Period::Week, past, today)), u"2025-12-22 2025-12-28"_s);
        const DaySpan month = periodAround(Period::Month, today, today, zone);
        QCOMPARE(days(month), u"2026-03-01 2026-03-18"_s);
        QCOMPARE(days(periodBefore(Period::Month, month, today)), u"2026-02-01 2026-02-18"_s);
        const DaySpan longMonth = periodAround(Period::Month, QDate(2026, 3, 5), QDate(2026, 3, 31), zone);
        QCOMPARE(days(periodBefore(Period::Month, longMonth, QDate(2026, 3, 31))), u"2026-02-01 2026-02-28"_s);
        QCOMPARE(periodFileName(Period::Month, month), u"每月更新摘要-2026-03-01_2026-03-18.md"_s);
    }

    void theDigestTellsTheWeek()
    {
        const QDate monday(2026, 1, 5), today(2026, 2, 1);
        const DaySpan week = periodAround(Period::Week, monday, today, zone), before = periodBefore(Period::Week, week, today);
        store(0, week, {commit(1, monday, u"Mend [x](http://evil) | <b>all</b>\n\nbody"_s), commit(2, monday.addDays(1), u"Add y"_s), commit(3, monday.addDays(1), u"Add z"_s)});
        store(0, before, {commit(4, monday.addDays(-1), u"Old"_s)});
        Analysis high{.sha = sha(1), .analyzer = u"rules"_s, .createdAt = QDateTime::fromSecsSinceEpoch(1), .state = AnalysisState::Whole};
        high.card.importance = Importance::High;
        high.card.summary = u"修复了 **x**"_s;
        high.markdown = u"card"_s;
        VERIFY_OK(storage::AnalysisStore(*m_database).add({high}));
        VERIFY_OK(storage::TriageStore(*m_database).set(m_repositories[0].id, {sha(2)}, {.state = TriageState::FollowUp, .note = u"问 Ann\n# 何时"_s, .due = QDate(2026, 1, 20)}));
        const auto unread = composePeriod(*m_database, Period::Week, week, before, m_repositories);
        VERIFY_OK(unread);
        QVERIFY2(unread->contains(u"不作对比"_s) && unread->contains(u"以下数字不完整"_s), qPrintable(*unread)); // the second repository
        store(1, week, {});
        store(1, before, {});
        const auto digest = composePeriod(*m_database, Period::Week, week, before, m_repositories);
        VERIFY_OK(digest);
        QCOMPARE(*composePeriod(*m_database, Period::Week, week, before, m_repositories), *digest);
        for (const QString &part : QStringList{u"# 每周更新摘要（2026-01-05 – 2026-01-11）\n\n> 共 3 个提交，其中 🔴 1 个，来自 2 个仓库。\n>\n> 与上周（2025-12-29 – 2026-01-04）相比：提交 ↑ 2，🔴 ↑ 1。\n\n"_s,
                                    u"| owner/one | 3 | 1 | 0 | 0 | 2 |\n\n没有提交的仓库：quiet\n"_s, u"| 2026-01-05 | 1 | 1 | 0 | 0 | 0 |\n| 2026-01-06 | 2 | 0 | 0 | 0 | 2 |\n"_s,
                                    u"- [Mend \\[x\\](http://evil) \\| \\<b\\>all\\</b\\>](<https://github.com/o/owner/one/commit/"_s + sha(1) + u">)（`aaaaaaaa`，Ann）\n  摘要：修复了 x\n"_s,
                                    u"| owner/one | src/ | +3600 | −6 | 3 |\n"_s, u"| Ann | 3 | +3600 | −6 |\n"_s,
                                    u"## 📌 待跟进（1）\n\n- **owner/one** `aaaaaaaa` Add y（2026-01-20 到期）\n  备注：问 Ann \\# 何时\n"_s})
            QVERIFY2(digest->contains(part), qPrintable(part + u"\n is not in\n"_s + *digest));
    }

    /// What came with a report alone is never behind.
    void anImportedRepositoryIsNotUnread()
    {
        const DaySpan week = periodAround(Period::Week, QDate(2026, 5, 4), QDate(2026, 7, 1), zone), before = periodBefore(Period::Week, week, QDate(2026, 7, 1));
        for (const DaySpan &span : {week, before}) {
            store(0, span, {});
            store(1, span, {});
        }
        const auto imported = storage::RepositoryStore(*m_database).add({.name = u"imported"_s, .address = u"https://github.com/o/imported"_s, .imported = true}, u"imported"_s);
        VERIFY_OK(imported);
        const auto digest = composePeriod(*m_database, Period::Week, week, before, m_repositories + QList{*imported});
        VERIFY_OK(digest);
        QVERIFY2(!digest->contains(u"未读全"_s), qPrintable(*digest));
    }

    void aDayThatNobodyReadIsSaidToBe()
    {
        const DaySpan week = periodAround(Period::Week, QDate(2026, 6, 1), QDate(2026, 7, 1), zone);
        const auto digest = composePeriod(*m_database, Period::Week, week, periodBefore(Period::Week, week, QDate(2026, 7, 1)), m_repositories);
        VERIFY_OK(digest);
        QVERIFY2(digest->contains(u"| 2026-06-01 | 未读取 |"_s) && digest->contains(u"有 7 天尚未读取"_s) && digest->contains(u"没有。"_s), qPrintable(*digest));
    }
};

RIJIAN_TEST_MAIN(TestPeriodReport)
#include "tst_periodreport.moc"
