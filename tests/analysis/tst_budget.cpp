#include "analysis/llm/budget.h"

#include "support/testkit.h"

using namespace Qt::StringLiterals;
using namespace rijian;
using namespace rijian::analysis::llm;

class TestBudget : public QObject
{
    Q_OBJECT

    QDate m_day{2026, 1, 7};
    std::function<QDate()> m_today = [this] { return m_day; };

private Q_SLOTS:
    void withoutALimitNothingEnds()
    {
        Budget budget;
        budget.spend({.prompt = 1'000'000'000, .completion = 1}, 1'000, u"CNY"_s);
        QVERIFY(!budget.exhausted());
        QVERIFY(!budget.tokensLeft());
    }

    void tokensRunOutAndComeBackTheNextDay()
    {
        Budget budget;
        budget.begin({.dailyTokens = 1'000}, m_today, 400, 0);
        QCOMPARE(budget.tokensLeft(), 600);
        budget.spend({.prompt = 500, .cached = 400, .completion = 99}, 0, {});
        QVERIFY(!budget.exhausted());
        budget.spend({.completion = 1}, 0, {});
        const auto spent = budget.exhausted();
        QVERIFY(spent);
        QCOMPARE(spent->kind, ErrorKind::RateLimit);
        QVERIFY2(spent->message.contains(u"1,000"_s), qPrintable(spent->message));
        QCOMPARE(budget.tokensLeft(), 0);
        m_day = m_day.addDays(1);
        QVERIFY(!budget.exhausted());
        QCOMPARE(budget.tokensLeft(), 1'000);
    }

    void moneyCountsInItsOwnCurrency()
    {
        Budget budget;
        budget.begin({.dailyCost = 2, .currency = u"CNY"_s}, m_today, 0, 1.5);
        budget.spend({.prompt = 1}, 100, u"USD"_s);
        QVERIFY(!budget.exhausted());
        budget.spend({.prompt = 1}, 0.5, u"CNY"_s);
        const auto spent = budget.exhausted();
        QVERIFY(spent);
        QVERIFY2(spent->message.contains(u"CNY"_s), qPrintable(spent->message));
    }

    void newLimitsTakeEffect()
    {
        Budget budget;
        budget.begin({.dailyTokens = 10}, m_today, 10, 0);
        QVERIFY(budget.exhausted());
        budget.begin({.dailyTokens = 20}, m_today, 10, 0);
        QVERIFY(!budget.exhausted());
    }
};

RIJIAN_TEST_MAIN(TestBudget)
#include "tst_budget.moc"
