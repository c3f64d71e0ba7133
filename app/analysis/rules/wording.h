#pragma once
// Writes the card of a weighed commit, in Chinese.

#include "analysis/rules/scoring.h"

namespace rijian::analysis {

/// Borrows everything for one call of card().
struct CardInput {
    const CommitPatch &patch;
    const MessageFacts &message;
    const DiffFacts &diff;
    const Focus &focus;
    const Verdict &verdict;
    const RuleData &data;
};

/// Every field has text.
Card writeRuleCard(const CardInput &input);

QList<ChangeType> changeTypes(const CardInput &input);
QString summaryText(const CardInput &input);
QString scopeText(const CardInput &input);

} // namespace rijian::analysis
