#pragma once
// Which commits belong to a day: a walk from the branches' tips in the order `git log` gives (committer time, newest first,
// children before parents), lazy, and tolerant of clocks that ran wrong.

#include "core/result.h"
#include "git/handle.h"

#include <stop_token>
#include <vector>

namespace rijian::git {

struct HistoryQuery {
    std::vector<git_oid> tips;
    qint64 begin = 0; ///< committer time, seconds since 1970 UTC, inclusive
    qint64 end = 0;   ///< exclusive
    bool merges = true; ///< false leaves merge commits out
};

struct HistoryAnswer {
    std::vector<git_oid> commits; ///< of the span, in the walk's order
    /// False: the walk met the edge of a shallow history at or after `begin`; there may be more commits, and the edge's own
    /// changes cannot be told. Fetch deeper and ask again.
    bool complete = true;
    qint64 newest = 0; ///< committer time of the newest commit seen; 0: none
    qint64 edge = 0;   ///< committer time of the newest commit seen at which a shallow history ends; 0: none
    int edgeDepth = 0; ///< how many generations below a tip that commit lies; 1: the tip itself
    std::size_t visited = 0;
};

/// The walk stops after this many consecutive commits older than the span: a clock that ran slow for fewer commits than
/// this hides nothing. (git's own --since stops at the first.)
inline constexpr int skewAllowance = 300;

/// `repository` is used on this thread only. Cancelled when `stop` is requested.
Result<HistoryAnswer> listHistory(git_repository *repository, const HistoryQuery &query, std::stop_token stop = {});

/// The commits at which a shallow history ends; empty for a whole one. Sorted.
std::vector<git_oid> shallowRoots(git_repository *repository);

} // namespace rijian::git
