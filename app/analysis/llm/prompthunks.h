#pragma once
// A file's changes as regions: each change with the context a reader needs, no more than a request can hold.

#include "analysis/rules/role.h"
#include "core/analysis.h"
#include "core/patch.h"

#include <QByteArray>

#include <cstddef>
#include <vector>

namespace rijian::analysis::llm {

constexpr qsizetype longestLine = 1'200; ///< characters: a longer line is none that people write, and is cut …
constexpr qsizetype cutLine = 400;       ///< … to so many

/// Successive lines of one hunk.
struct Region {
    std::size_t firstLine = 0; ///< into FilePatch::lines
    std::size_t lineCount = 0;
    HunkReading lines;    ///< what it covers, context included; `depth` is of no use here
    QByteArray function;  ///< the line that opens what it is in, unless that is among its lines; may be empty
    qint64 tokens = 0;    ///< estimate, its @@ line included
    int weight = 0;       ///< how telling it is among the file's
    bool cutsLine = false; ///< holds a line beyond longestLine
};

/// What of a line is sent: all, or its beginning.
QByteArrayView shownPart(QByteArrayView line);

/// In the order of the file; regions of more than `mostTokens` are cut between lines. Up to 8 lines of context before a change, more up to the line that opens
/// the enclosing function, 3 behind it. Linear in the file's text, but for lines beyond longestLine, of which no more than the beginning is read.
std::vector<Region> regionsOf(const FilePatch &file, Family family, qint64 mostTokens);

} // namespace rijian::analysis::llm
