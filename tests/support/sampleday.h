#pragma once
// The fifteen commits of tests/data/report-2026-01-07.md as a repository. Authors, times and messages are the
// report's; the file changes are made up to fit the report's cards, so the shas differ from the report's.

#include "support/testrepository.h"

namespace rijian::testkit {

/// What the sample report lists, in its order: newest first. The report's table has the times in +0800; each commit
/// has the same author and committer time. Authors without a trailer in the report have made-up addresses.
QList<CommitSpec> sampleDayCommits();

/// Makes them on `main` of an empty repository, after one commit of the day before (2026-01-06 22:30:00 +0800) that
/// holds the files they change. Returns the fifteen shas, newest first.
QStringList makeSampleDay(TestRepository &repository);

} // namespace rijian::testkit
