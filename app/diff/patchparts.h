#pragma once
// A file's patch that is too large to be read at once, read part by part (git: DiffOptions::skipLines). Pure.

#include "core/patch.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

namespace rijian::diff {

/// Whether `next` may be what follows `before`: something is left of that, it is of the same file compared the same way, and its lines' numbers go on.
inline bool goesOn(const FilePatch &before, const FilePatch &next)
{
    if (before.gap != PatchGap::Cut || before.oldSide.id != next.oldSide.id || before.newSide.id != next.newSide.id
        || before.change.insertions != next.change.insertions || before.change.deletions != next.change.deletions)
        return false;
    if (before.lines.empty() || next.lines.empty())
        return true;
    const PatchLine &last = before.lines.back();
    const PatchLine &first = next.lines.front();
    const auto ascends = [](int number, int later) { return number < 0 || later < 0 || number < later; };
    return ascends(last.oldNumber, first.oldNumber) && ascends(last.newNumber, first.newNumber);
}

/// What was read before with what follows; a hunk that goes on over the seam stays one. Nothing where it does not follow. All parts joined are the
/// patch read at once, whatever the parts' sizes.
inline std::optional<FilePatch> joinParts(FilePatch before, const FilePatch &next)
{
    if (!goesOn(before, next))
        return std::nullopt;
    const qsizetype textBefore = before.text.size();
    const std::size_t linesBefore = before.lines.size();
    FilePatch joined = std::move(before);
    joined.gap = next.gap;
    joined.text.append(next.text);
    joined.lines.reserve(linesBefore + next.lines.size());
    for (PatchLine line : next.lines) {
        line.offset += textBefore;
        joined.lines.push_back(line);
    }
    const auto place = [](const Hunk &hunk) { return std::tie(hunk.oldStart, hunk.oldCount, hunk.newStart, hunk.newCount); };
    for (const Hunk &hunk : next.hunks) {
        if (!joined.hunks.empty() && place(joined.hunks.back()) == place(hunk)) { // no two of a file stand at the same
            joined.hunks.back().lineCount += hunk.lineCount;
        } else {
            joined.hunks.push_back(hunk);
            joined.hunks.back().firstLine += linesBefore;
        }
    }
    return joined;
}

/// Changed lines of a file that was cut, beyond those that were kept.
inline int changesLeft(const FilePatch &patch)
{
    const auto changed = std::ranges::count_if(patch.lines, [](const PatchLine &line) { return line.kind != LineKind::Context; });
    return int(std::max<qint64>(0, qint64(patch.change.insertions) + patch.change.deletions - changed));
}

} // namespace rijian::diff
