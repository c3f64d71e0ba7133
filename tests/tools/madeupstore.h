#pragma once
// A store of made-up commits for benchmarks.

#include "storage/database.h"

namespace rijian::testkit {

/// Ends the program where a statement failed.
void must(const Result<QSqlQuery> &query);

/// 20 repositories with so many commits in turn, one a minute from 2020-09-13 on, each with four files and a Chinese card of the rules. All days are listed.
void fillStore(storage::Database &database, int commits);
/// Seconds since 1970 of the commit with this number, from 0 on.
constexpr qint64 madeUpTime(qint64 commit)
{
    return 1'600'000'000 + commit * 60;
}

} // namespace rijian::testkit
