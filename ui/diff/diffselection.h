#pragma once
// The marked text of the diff: positions in the scene's rows, and what is copied. UI thread.

#include "ui/diff/diffscene.h"

#include <limits>
#include <optional>

namespace rijian::ui {

struct TextPosition {
    Place place; ///< a line's row
    int offset = 0; ///< of the decoded line

    auto operator<=>(const TextPosition &) const = default;
};

class DiffSelection
{
public:
    void clear() { m_anchor = m_caret = {}; }
    bool isEmpty() const { return m_anchor == m_caret; }
    /// In the side-by-side mode a selection is of one side only.
    diff::Side side() const { return m_side; }
    /// Where it was clicked last, or dragged to.
    TextPosition caret() const { return m_caret; }
    /// The other end.
    TextPosition anchor() const { return m_anchor; }
    void begin(TextPosition position, diff::Side side);
    /// The same text, where its rows are others.
    void move(TextPosition anchor, TextPosition caret);
    void extend(TextPosition position) { m_caret = position; }
    void selectAll(const DiffScene &scene, diff::Side side);
    /// The identifier, number or run of signs at a position.
    void selectWord(DiffScene &scene, TextPosition position, diff::Side side);

    /// The marked part of a row on a side; none if nothing of it is marked. `toEnd`: its line end, too.
    struct Part {
        diff::TextRange range;
        bool toEnd = false;
    };
    std::optional<Part> partOf(const DiffScene &scene, Place place, diff::Side side, int length) const;

    /// The lines as they are in the files, without marks, numbers, headers and folds; line feeds between them. No more than `most` characters.
    QString text(const DiffScene &scene, qsizetype most = std::numeric_limits<qsizetype>::max()) const;
    /// The hunks that the selection touches, as a patch; of `currentFile` as a whole when nothing is marked.
    QString patch(const DiffScene &scene, int currentFile) const;
    /// The first and the last file that patch() is of; the first above the last: none.
    std::pair<int, int> files(const DiffScene &scene, int currentFile) const;

private:
    TextPosition first() const { return std::min(m_anchor, m_caret); }
    TextPosition last() const { return std::max(m_anchor, m_caret); }

    TextPosition m_anchor;
    TextPosition m_caret;
    diff::Side m_side = diff::Side::New;
};

} // namespace rijian::ui
