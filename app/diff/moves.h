#pragma once
// Lines that a commit moved: removed in one place and added in another, in any of its files. Values only, thread-safe.

#include "core/patch.h"

#include <stop_token>
#include <vector>

namespace rijian::diff {

struct MoveOptions {
    Whitespace whitespace = Whitespace::Keep; ///< as git's --color-moved-ws
    /// A block has at least as many letters and digits, or it moved by chance: git's COLOR_MOVED_MIN_ALNUM_COUNT.
    int leastLetters = 20;
    bool lettersBeyondAscii = true; ///< count, so that Chinese text moves, too; git does not count them

    bool operator==(const MoveOptions &) const = default;
};

/// Lines next to each other that are all removed, or all added, and stand elsewhere the other way round.
struct MovedBlock {
    int file = 0;      ///< into CommitPatch::files
    int firstLine = 0; ///< into FilePatch::lines
    int lineCount = 0;
    int otherFile = 0; ///< one of the places where the same lines are; there are as many there
    int otherLine = 0;
    bool alternate = false; ///< touches a block of the other colour (git's zebra)

    bool operator==(const MovedBlock &) const = default;
};

struct MovedBlocks {
    std::vector<MovedBlock> blocks; ///< by file and line; they do not overlap

    /// The block that holds a line, or null. Logarithmic.
    const MovedBlock *find(int file, int line) const;
    bool operator==(const MovedBlocks &) const = default;
};

/// A block in the numbers of its lines' side: these hold when context is added to a file's patch.
struct MovedLines {
    bool added = false; ///< numbers of the new side; else removed, of the old one
    int first = 0;
    int count = 0;
    int otherFile = 0;
    bool otherAdded = false;
    int otherFirst = 0;
    bool alternate = false; ///< touches others that moved from somewhere else

    bool operator==(const MovedLines &) const = default;
};

/// The blocks of each of the patch's files, by side and number.
std::vector<std::vector<MovedLines>> movedLines(const CommitPatch &patch, const MovedBlocks &moves);

/// What `git diff --color-moved=zebra` marks. Linear in the lines: the places that are followed, and small blocks that are looked at again from
/// their second line (as git does), have a budget that the number of lines gives.
/// Nothing when `stop` was requested.
MovedBlocks findMoves(const CommitPatch &patch, const MoveOptions &options = {}, const std::stop_token &stop = {});

} // namespace rijian::diff
