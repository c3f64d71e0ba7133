#pragma once
// One file out of the tree of a branch's newest commit: a README, for example.

#include "git/mirror.h"

namespace rijian::git {

/// The beginning of the first of `candidates` (paths with "/", such as "README.md" or "docs/README.md") that is a text file at the tip of the
/// branches (as in findTips()), at most `maxBytes` of it; where it is cut, after a whole line if one ends in the second half, else after a whole character of UTF-8.
/// A name that differs in the case of ASCII letters alone will do when the exact one is not there. Passed over: symlinks, submodules and folders,
/// binary files and those beyond 1 MiB. NotFound: nothing is left, or there are no commits. At most 64 candidates of 8 parts are looked at.
Result<QByteArray> readFile(const Location &location, const QStringList &branches, const QStringList &candidates, qint64 maxBytes, std::stop_token stop = {});

} // namespace rijian::git
