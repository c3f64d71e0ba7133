#include "analysis/llm/budget.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace rijian::analysis::llm {

namespace {

struct BudgetText {
    Q_DECLARE_TR_FUNCTIONS(rijian::analysis::llm::Budget)
};

} // namespace

void Budget::begin(BudgetLimits limits, std::function<QDate()> today, qint64 tokens, double cost)
{
    const std::scoped_lock lock(m_mutex);
    m_limits = std::move(limits);
    m_today = std::move(today);
    m_day = m_today();
    m_tokens = tokens;
    m_cost = cost;
}

/// Under the lock.
void Budget::turnPage() const
{
    const QDate today = m_today ? m_today() : QDate();
    if (today == m_day)
        return;
    m_day = today;
    m_tokens = 0;
    m_cost = 0;
}

void Budget::spend(const TokenUsage &usage, double cost, const QString &currency)
{
    const std::scoped_lock lock(m_mutex);
    turnPage();
    m_tokens += usage.prompt + usage.completion;
    if (currency == m_limits.currency)
        m_cost += cost;
}

std::optional<Error> Budget::exhausted() const
{
    const std::scoped_lock lock(m_mutex);
    turnPage();
    if (m_limits.dailyTokens > 0 && m_tokens >= m_limits.dailyTokens) {
        return Error{ErrorKind::RateLimit, BudgetText::tr("Today's budget of %1 tokens is used up: the rest waits for tomorrow, or raise the limit in the settings.")
                                               .arg(QLocale().toString(m_limits.dailyTokens)), {}};
    }
    if (m_limits.dailyCost > 0 && m_cost >= m_limits.dailyCost) {
        return Error{ErrorKind::RateLimit, BudgetText::tr("Today's budget of %1 %2 is used up: the rest waits for tomorrow, or raise the limit in the settings.")
                                               .arg(QLocale().toString(m_limits.dailyCost, 'f', 2), m_limits.currency), {}};
    }
    return {};
}

std::optional<qint64> Budget::tokensLeft() const
{
    const std::scoped_lock lock(m_mutex);
    turnPage();
    if (m_limits.dailyTokens <= 0)
        return {};
    return std::max<qint64>(m_limits.dailyTokens - m_tokens, 0);
}

} // namespace rijian::analysis::llm
