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

QString toHex(const git_oid &id);
/// False unless `hex` is 40 hexadecimal digits.
bool fromHex(const QString &hex, git_oid &id);

} // namespace rijian::git
