#pragma once
// The text of a commit's changes as plain values. A file's lines live in one byte array; lines are offsets into it,
// so that a patch of a million lines is a few allocations.

#include "core/commit.h"
#include "core/encoding.h"
#include "core/objectid.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <optional>
#include <vector>

namespace rijian {

/// Which differences of white space do not count, as git's --ignore-space-at-eol, --ignore-space-change, --ignore-all-space.
enum class Whitespace { Keep, IgnoreAtEnd, IgnoreAmount, IgnoreAll };

enum class LineKind : char { Context = ' ', Added = '+', Removed = '-' };

struct PatchLine {
    qsizetype offset : 33 = 0; ///< into FilePatch::text, of less than 4 GiB
    qsizetype length : 31 = 0; ///< bytes, without the line end; less than 1 GiB: a million lines take 24 MB
    int oldNumber = -1;   ///< from 1; -1 where the line is not on that side
    int newNumber = -1;
    LineKind kind = LineKind::Context;
    bool noLineEnd = false; ///< the file ends here without a line feed
};

struct Hunk {
    int oldStart = 0;
    int oldCount = 0;
    int newStart = 0;
    int newCount = 0;
    QByteArray context; ///< what stands after the second @@: usually the enclosing function's line
    std::size_t firstLine = 0; ///< into FilePatch::lines
    std::size_t lineCount = 0;
};

/// Why a file has no lines, or not all of them. The counts in `change` are whole all the same unless TooLarge or Unreadable.
enum class PatchGap {
    None,
    Binary,
    TooLarge, ///< a side is larger than the limit: not read at all, counts are 0
    Cut,      ///< lines beyond the limit were counted but not kept (they can be read on: diff/patchparts.h)
    Later,    ///< of CommitPatch::partial: not compared yet, or not to its end, and not counted
    Unreadable, ///< a side is not in the repository (a partial clone) or damaged: counts are 0
};

enum class LineEnds { None, Lf, CrLf, Mixed };

/// What git-lfs leaves in a repository for a large file (git-lfs, docs/spec.md).
struct LfsPointer {
    QByteArray oid; ///< 64 hex digits (SHA-256)
    qint64 size = 0;

    bool operator==(const LfsPointer &) const = default;
};

/// What is known of a file before or after the commit. All but `id` stay empty where the content was not read: the file is as it was,
/// or too large.
struct FileSide {
    ObjectId id;     ///< the blob's (a submodule: the commit's); null: no such side
    QByteArray path; ///< as the bytes git has, where these are not UTF-8; else empty: FileChange has it
    qint64 size = -1; ///< bytes; -1: not read
    TextEncoding encoding = TextEncoding::Unknown;
    LineEnds lineEnds = LineEnds::None;
    int lines = -1; ///< of a text, with a last one that has no line end; -1: not counted
    std::optional<LfsPointer> lfs = {};
    QByteArray content = {}; ///< a binary file's bytes, where asked for

    bool operator==(const FileSide &) const = default;
};

struct FilePatch {
    FileChange change;
    PatchGap gap = PatchGap::None;
    QByteArray text; ///< UTF-8, whatever the file is in, unless the bytes were asked for; may hold more than the lines
    std::vector<PatchLine> lines;
    std::vector<Hunk> hunks; ///< those with lines here; a TypeChanged file: all lines of the old side, then all of the new; those of its text where one side is binary
    FileSide oldSide = {};
    FileSide newSide = {};
    int similarity = 0; ///< of a renamed or copied file, in percent; 100: the same content
    bool notCompared = false; ///< text, Binary only because .gitattributes say that it is not to be compared

    QByteArrayView lineText(const PatchLine &line) const { return QByteArrayView(text).sliced(line.offset, line.length); }
};

/// What is too large counts as binary, as in git, but nothing is known of its content.
inline bool isBinary(const FilePatch &file)
{
    return file.change.binary && file.gap != PatchGap::TooLarge;
}

struct CommitPatch {
    Commit commit; ///< `files` filled
    QList<FilePatch> files; ///< in the order of commit.files
    bool partial = false;   ///< the beginning, all files named: those that are PatchGap::Later come with the whole commit
};

} // namespace rijian
