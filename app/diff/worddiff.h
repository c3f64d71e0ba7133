#pragma once
// What changed inside a line: tokens of a removed and an added line compared. Thread-safe: values only.

#include <QStringView>

#include <vector>

namespace rijian::diff {

/// UTF-16 units of a line.
struct TextRange {
    int offset = 0;
    int length = 0;

    bool operator==(const TextRange &) const = default;
};

struct WordChanges {
    std::vector<TextRange> removed; ///< of the old line; ordered, not touching each other
    std::vector<TextRange> added;   ///< of the new line

    bool empty() const { return removed.empty() && added.empty(); }
};

/// A line is cut into identifiers, numbers, runs of blanks, and single characters (CJK and punctuation), with combining marks
/// kept at their character.
std::vector<TextRange> wordTokens(QStringView line);

/// The ranges that differ: what lies outside them is the same on both sides. No ranges when the lines are equal, when
/// nearly everything differs (marks would only add noise), or when a line is longer than 5,000 units.
WordChanges wordChanges(QStringView oldLine, QStringView newLine);

} // namespace rijian::diff
