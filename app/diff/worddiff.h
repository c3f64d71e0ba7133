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

/// A line is cut into identifiers, numbers (with their dots), operators of several signs, runs of blanks, of Katakana and of Hangul, and single
/// characters (other CJK, punctuation), with combining marks and joined emoji kept together.
std::vector<TextRange> wordTokens(QStringView line);

/// The ranges that differ: what lies outside them is the same on both sides, in the same order. Of a word that half stays (fooBar, foo_bar2) only the parts
/// that changed. No ranges when the lines are equal, when nearly everything differs or nothing but signs stays between several
/// marks (they would only add noise). Of lines longer than 5,000 units the middle between what their ends have in common, in one range where it is
/// longer itself: linear.
WordChanges wordChanges(QStringView oldLine, QStringView newLine);

} // namespace rijian::diff
