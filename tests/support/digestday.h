#pragma once
// A repository with commits of one day, all 🔴 by the rules: enough for a digest.

#include "core/day.h"
#include "core/repository.h"

namespace rijian::storage {
class Database;
}

namespace rijian::testkit {

/// "修复：第 0 个问题" and so on, of the span's first day, stored and listed. 30 take several messages to WeCom.
Result<Repository> addDigestDay(storage::Database &database, const DaySpan &span, int commits);

} // namespace rijian::testkit
