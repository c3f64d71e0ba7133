#pragma once
// A line's bytes as text, and the text as it is shown: control and deceptive characters as tokens, tabs as blanks.
// Two units: "text" offsets count UTF-16 units of the decoded line (marks, highlighting, selection use these), "shown"
// offsets count those of the line as painted. Thread-safe: values only.

#include <QByteArrayView>
#include <QString>

#include <vector>

namespace rijian::diff {

/// UTF-8; each invalid sequence becomes U+FFFD, and a byte order mark stays, so that nothing is hidden and copies stay text.
QString decodeLine(QByteArrayView bytes);
/// Printable ASCII alone: bytes, text and what is shown of it have the same offsets.
bool isPlain(QByteArrayView bytes);

struct ShownRange {
    qsizetype offset = 0;
    qsizetype length = 0;

    bool operator==(const ShownRange &) const = default;
};

struct Replacement {
    ShownRange text;
    ShownRange shown;
};

struct ShownLine {
    QString text;
    std::vector<ShownRange> tokens; ///< shown offsets of what stands for a control character
    /// The characters that are shown as more or fewer than themselves, in order. Between them both offsets run alike.
    std::vector<Replacement> replacements;

    qsizetype toShown(qsizetype textOffset) const;
    /// The text offset a caret at `shownOffset` stands for: the nearer side of a token or tab, never inside a surrogate pair.
    qsizetype toText(qsizetype shownOffset) const;
};

/// Tabs reach to the next multiple of `tabWidth` columns. C0 controls become their names (⟨ESC⟩), other deceptive
/// characters tokens such as ⟨U+202E⟩ (core/hiddentext.h).
ShownLine showLine(QStringView text, int tabWidth);

/// The columns of a fixed-pitch font that showLine's text takes: wide characters count 2, combining marks 0. An estimate for other than
/// ASCII: fonts decide.
int shownColumns(QByteArrayView bytes, int tabWidth);
/// Where a shown line is broken to fit `columns`: the shown offsets at which each further row begins. After a blank or a sign
/// where one is in the row's second half; never within a surrogate pair.
std::vector<qsizetype> breakLine(QStringView shown, int columns);
/// Rows that breakLine makes of the line, without laying it out.
int brokenRows(QByteArrayView bytes, int tabWidth, int columns);
/// 0, 1 or 2.
int columnsOf(char32_t c);

} // namespace rijian::diff
