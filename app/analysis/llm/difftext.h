#pragma once
// The changes of a commit as pieces that a prompt is put together from: what surrounds them trimmed, how much each weighs, and its text on demand.

#include "core/analysis.h"
#include "core/patch.h"

#include <QString>

#include <vector>

namespace rijian::analysis::llm {

/// Some changed lines that stand together, with context: more before than after, up to the line that opens the enclosing function where the patch holds it.
struct Region {
    std::size_t hunk = 0;
    std::size_t firstLine = 0; ///< into FilePatch::lines
    std::size_t lineCount = 0;
    qint64 tokens = 0;         ///< estimate of regionText()
    int weight = 0;            ///< how telling it is
    bool chosen = false;
};

/// The pieces of one file, in its order. Linear.
std::vector<Region> regionsOf(const FilePatch &file);

/// "@@ -a,b +c,d @@ function", then the lines with their marks; decoded, with deceiving characters visible, secrets redacted, long lines cut.
QString regionText(const FilePatch &file, const Region &region);

/// Which lines of both sides it covers.
HunkReading readingOf(const FilePatch &file, const Region &region, ReadDepth depth);

} // namespace rijian::analysis::llm
