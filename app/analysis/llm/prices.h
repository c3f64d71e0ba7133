#pragma once
// What a model's tokens cost: resources/prices.json, and the user's prices.json before it.

#include "analysis/llm/endpoint.h"
#include "core/analysis.h"
#include "core/result.h"

#include <QList>

namespace rijian::analysis::llm {

/// Of one request or several, in the price's currency. Zero where the price is not known.
double costOf(const Price &price, const TokenUsage &usage);

/// {"prices": [{"provider", "model", "prompt", "cached", "completion", "currency"}, …]}: per million tokens; a model's name may end in "*"; the first entry that
/// fits counts. Immutable.
class PriceList
{
public:
    /// `ownFile`: the user's; need not exist. BadData says what is wrong in it.
    static Result<PriceList> load(const QString &ownFile);

    /// Unknown where no entry fits.
    Price priceOf(const QString &provider, const QString &model) const;

private:
    struct Entry {
        QString provider;
        QString model;
        Price price;
    };

    static Result<QList<Entry>> read(const QString &path);

    QList<Entry> m_entries;
};

} // namespace rijian::analysis::llm
