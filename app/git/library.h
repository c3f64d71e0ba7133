#pragma once
// libgit2 as a whole: started once a process with the settings that docs/GIT.md gives reasons for, and its errors as ours.

#include "core/result.h"

#include <git2.h>

#include <QString>

namespace rijian::git {

/// Starts libgit2 on the first call of the process; every entry of this room calls it. Thread-safe.
void initialize();

/// libgit2's last error on this thread as ours, to be called right after the failing call returned `code`.
/// `what` is the sentence for people; the library's words go to the detail. The kind follows from code and class,
/// `fallback` where they tell nothing.
Error lastError(int code, const QString &what, ErrorKind fallback = ErrorKind::BadData);

/// libgit2's diffs end well, and empty, when there is not enough memory to match the lines (1.9: diff_xdiff.c does not look at what xdl_diff
/// returns). Whether that was so on this thread since forgetError().
bool lackedMemory();
void forgetError();

QString toHex(const git_oid &id);
/// False unless `hex` is 40 hexadecimal digits.
bool fromHex(const QString &hex, git_oid &id);

} // namespace rijian::git
