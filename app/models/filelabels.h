#pragma once
// A changed file in words, for lists, headers and screen readers. Translated; any thread.

#include "core/patch.h"

#include <QStringList>

namespace rijian::models {

/// A, M, D, R, C, T: as git writes it.
QChar statusLetter(FileStatus status);
/// "modified", "renamed" …
QString statusWord(FileStatus status);
/// The path with control characters visible; "old → new" for renamed and copied files.
QString shownPath(const FileChange &change);
/// What is special about the file: binary (and its size), not compared, too large, submodule, symlink, a changed mode. Mostly empty.
/// `invisibles`: its added lines hold invisible or bidirectional characters, which is said first.
QStringList fileNotes(const FilePatch &file, bool invisibles = false);
/// What happened to it, how many lines, and what is special: all but its name.
QString fileWords(const FilePatch &file, bool invisibles = false);
/// All of it in one sentence, for screen readers and tooltips.
QString describeFile(const FilePatch &file, bool invisibles = false);

} // namespace rijian::models
