#pragma once
// Which removed line stands beside which added line. Thread-safe: values only.

#include "core/patch.h"

#include <span>
#include <vector>

namespace rijian::diff {

/// A row of the side-by-side view within a block of changed lines: indices into FilePatch::lines; -1: nothing on that side.
struct LinePair {
    int oldLine = -1;
    int newLine = -1;

    bool operator==(const LinePair &) const = default;
};

/// What one patch may spend on comparing lines, in comparisons. Counts work, not time: the same patch looks the same on every machine.
struct PairingBudget {
    qint64 comparisons = 400'000;
    bool lacked = false; ///< something was not taken for want of comparisons: lines were paired by position

    /// False: there are not as many left, and none are taken.
    bool take(qint64 cost)
    {
        if (cost > comparisons) {
            lacked = true;
            return false;
        }
        comparisons -= cost;
        return true;
    }
};

/// Appends rows that hold each line once, both sides in order. Similar lines share a row; what is left between two such rows is
/// put side by side by position. In larger blocks lines that are the same but for blanks, once on each side, are paired first, and between those only lines near
/// the diagonal are compared: linear in the lines. Beyond the budget lines pair by position alone.
void pairLines(const FilePatch &patch, std::span<const int> removed, std::span<const int> added, PairingBudget &budget, std::vector<LinePair> &rows);

} // namespace rijian::diff
