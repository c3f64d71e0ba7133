#pragma once
// Which regions of a commit go into which request.

#include "analysis/llm/promptfiles.h"

#include <cstddef>
#include <vector>

namespace rijian::analysis::llm {

/// A region, or a file's few telling lines.
struct Piece {
    std::size_t item = 0;
    std::size_t region = 0;
    bool isSummary = false;
    qint64 tokens = 0; ///< without the file's header
};
using Pieces = std::vector<Piece>;

struct Rooms {
    qint64 single = 0; ///< tokens of differences in a request about the whole commit
    qint64 part = 0;   ///< in one of several
    int mostParts = 1;
};

/// The pieces of each request, in the order they are to be shown: files as they are ranked, then as in the commit. One request where everything fits. What
/// does not fit in all of them is left out: the least telling of the least important files first, but each file's first region before any file's second.
/// Never empty; sets FileItem::sent and summarySent.
std::vector<Pieces> selectPieces(std::vector<FileItem> &items, const Rooms &rooms);

} // namespace rijian::analysis::llm
