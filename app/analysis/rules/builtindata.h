#pragma once
// The rules' data as built into the program, for those of this room who ask what a file is for.

#include "analysis/rules/ruledata.h"

namespace rijian::analysis {

/// Reads resources/rules. BadData or Internal when they are damaged or missing.
Result<RuleData> loadRuleData();

/// The same, read once; null when it cannot be read. Immutable, any thread.
const RuleData *builtInRuleData();

} // namespace rijian::analysis
