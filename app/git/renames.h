#pragma once

#include <git2.h>

namespace rijian::git {

/// Pairs deleted with added files as `git -M` does: identical content first, then files at least half alike. Comparing every
/// pair explodes (a public commit took 173 s), so that the second step is left out beyond a fixed number of pairs, and reads a fixed
/// number of bytes at most: the result depends on the commit alone, never on the machine's speed.
/// Returns 0 or libgit2's error code.
int findRenames(git_diff *diff);

} // namespace rijian::git
