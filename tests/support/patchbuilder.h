#pragma once
// Builds commits and patches from text, for tests that need a diff but no repository.

#include "core/patch.h"

namespace rijian::testkit {

/// Reads the output of `git diff`/`git show -p -M` (unified, with "diff --git" headers; a/ and b/ prefixes) into file
/// patches: status, modes, renames, counts, binary marks, hunks with their context. Quoted paths are unquoted.
QList<FilePatch> patchFromDiff(QByteArrayView diff);

/// A commit with this message and diff: fixed people and times, one parent.
CommitPatch commitPatch(const QString &message, QByteArrayView diff);

/// One modified file of a diff: "path", then hunk bodies. Lines of `body` begin with ' ', '+', '-' or "@@ context".
QByteArray fileDiff(const QByteArray &path, const QByteArray &body);

} // namespace rijian::testkit
