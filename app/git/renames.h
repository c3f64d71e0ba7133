#pragma once
// Pairs deleted with added files as `git -M` and `git -C` do. Internal to this room.

#include "git/blobs.h"
#include "git/treediff.h"

#include <stop_token>

namespace rijian::git {

/// Git's own steps (gitdiffcore(7), diffcore-rename): identical content first; files whose name without folders is unique on both sides, when
/// at least 75 % alike; then the best pairs of the rest, at least 50 % alike. With `copies` changed files are sources, too, and a
/// source serves more than once. Paired changes take the added file's place, deleted files that moved go.
///
/// Comparing every pair explodes (a public commit took 173 s), so that the last step is left out beyond a fixed number of pairs, and all steps read and
/// compare a fixed amount at most. Contents that are missing or damaged are like no other. The result depends on the commit alone, never on the machine's speed. 0, libgit2's error code, or GIT_EUSER when stopped.
int findRenames(const Blobs &blobs, std::vector<TreeChange> &changes, bool copies, const std::stop_token &stop);

} // namespace rijian::git
