#pragma once
// A patch as git writes it. Thread-safe.

#include "core/patch.h"

#include <QString>

namespace rijian::diff {

/// The header and the hunks that hold any of the lines [firstLine, lastLine). A patch that holds the whole file is written with all of it.
/// `git apply` takes it as long as the file is UTF-8 and its context is at git's usual length.
QByteArray unifiedPatch(const FilePatch &patch, std::size_t firstLine, std::size_t lastLine);

/// The whole file. What was read with DiffOptions::exact and ::contents becomes, with `git apply`, the new tree byte for byte: binary files
/// as literals, changed types as one file that goes and one that comes, names quoted as git quotes them. Where lines or contents are not there
/// (PatchGap), a line in their place says so, and git refuses what it cannot make up.
QByteArray filePatchText(const FilePatch &patch);

/// Whether filePatchText() has all of the change: nothing was cut, and the contents of a binary file are there.
bool isWholePatch(const FilePatch &patch);

/// Whether changes are missing between the hunks, of lines that did not count when the files were compared (blank ones, say): their numbers do not add up.
bool leavesOutChanges(const FilePatch &patch);

/// All files of a commit.
QByteArray commitPatchText(const CommitPatch &patch);

} // namespace rijian::diff
