#pragma once
// The text of a commit's changes as plain values. A file's lines live in one byte array; lines are offsets into it,
// so that a patch of a million lines is a few allocations.

#include "core/commit.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <vector>

namespace rijian {

enum class LineKind : char { Context = ' ', Added = '+', Removed = '-' };

struct PatchLine {
    qsizetype offset = 0; ///< into FilePatch::text
    qsizetype length = 0; ///< bytes, without the line end
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

/// Why a file has no lines, or not all of them. The counts in `change` are whole all the same unless TooLarge.
enum class PatchGap {
    None,
    Binary,
    TooLarge, ///< a side is larger than the limit: not read at all, counts are 0
    Cut,      ///< lines beyond the limit were counted but not kept
};

struct FilePatch {
    FileChange change;
    PatchGap gap = PatchGap::None;
    QByteArray text;
    std::vector<PatchLine> lines;
    std::vector<Hunk> hunks;

    QByteArrayView lineText(const PatchLine &line) const { return QByteArrayView(text).sliced(line.offset, line.length); }
};

struct CommitPatch {
    Commit commit; ///< `files` filled
    QList<FilePatch> files; ///< in the order of commit.files
};

} // namespace rijian
