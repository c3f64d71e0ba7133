#pragma once
// What may still be spent today, over all jobs of a program.

#include "core/analysis.h"
#include "core/result.h"

#include <QDate>

#include <functional>
#include <mutex>
#include <optional>

namespace rijian::analysis::llm {

struct BudgetLimits {
    qint64 dailyTokens = 0; ///< prompt and answer together; 0: no limit
    double dailyCost = 0;   ///< in `currency`; 0: no limit
    QString currency;

    bool operator==(const BudgetLimits &) const = default;
};

/// Any thread. Requests that run when the limit is reached end as they may: it is passed by what they cost.
class Budget
{
public:
    /// Without a limit until begin().
    Budget() = default;

    /// `today`: the day in the user's time zone; a new day begins with nothing spent. `tokens` and `cost`: of today, so far.
    void begin(BudgetLimits limits, std::function<QDate()> today, qint64 tokens, double cost);
    /// Money in another currency than the limit's counts as tokens alone.
    void spend(const TokenUsage &usage, double cost, const QString &currency);

    /// Nothing: more may be spent. RateLimit says what was reached, and what to do.
    std::optional<Error> exhausted() const;
    /// Tokens left today; nothing: there is no limit.
    std::optional<qint64> tokensLeft() const;

private:
    void turnPage() const;

    mutable std::mutex m_mutex;
    BudgetLimits m_limits;
    std::function<QDate()> m_today;
    mutable QDate m_day;
    mutable qint64 m_tokens = 0;
    mutable double m_cost = 0;
};

} // namespace rijian::analysis::llm
