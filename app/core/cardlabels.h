#pragma once
// Recognises the labels of a card's fields at the start of a line. Shared by the writer, which keeps them out of the
// fields' texts, and by the reader.

#include "core/cardtext.h"

#include <QStringView>

#include <optional>
#include <vector>

namespace rijian {

struct LabelMatch {
    CardField field = CardField::Types;
    QStringView rest;      ///< the line after the label and its colon, not trimmed
    qsizetype indent = 0;  ///< columns before the first character that is not a blank
    bool strong = false;   ///< bold, a heading, or led by an emoji: more than a word and a colon
};

/// Looks at a bounded part of the line only.
std::optional<LabelMatch> matchLabel(QStringView line);

/// The field whose label is exactly this text ("架构影响", "Security"); decoration around it is ignored.
std::optional<CardField> labelField(QStringView text);

/// Architecture, Performance, Security: the parts of the insights.
bool isDimension(CardField field);

/// Whether the label begins its field where `current` is being read (none: above the first field). The label of a field
/// that was read already, or of a dimension outside the insights' reach, is text.
bool startsField(const LabelMatch &match, std::optional<CardField> current, const QList<CardField> &seen);

/// For each line from `first` on whether it stands in a fenced block. A fence without its end fences nothing.
std::vector<bool> fencedLines(const std::vector<QStringView> &lines, std::size_t first);

/// The lines without their ends (LF or CRLF).
std::vector<QStringView> splitLines(QStringView text);

/// Whether the line opens a Markdown block of its own (list item, table row, fence, heading, quote, rule).
bool opensBlock(QStringView line);
/// "- ", "* ", "12. ", "3) " after blanks.
bool opensListItem(QStringView line);
/// How long the mark of such a line is, taken without blanks before it: up to the blank or tab behind it.
qsizetype listMarkLength(QStringView item);
/// Three or more backticks or tildes after blanks.
bool isFence(QStringView line);

} // namespace rijian
