#pragma once
// A line ready to be painted: laid out in pieces, so that a line of a megabyte costs what is visible of it. UI thread.

#include "diff/highlighter.h"
#include "diff/linetext.h"
#include "ui/diff/diffmetrics.h"

#include <QTextLayout>

#include <memory>
#include <vector>

class QPainter;

namespace rijian::ui {

class LineLayout
{
public:
    /// `wrapColumns` 0: one row. `note` follows the text, muted (no line end, say).
    LineLayout(QByteArrayView bytes, const std::vector<diff::Span> &spans, const DiffMetrics &metrics, int wrapColumns, const QString &note = {});

    /// Where a caret at a text offset stands, relative to the line's top left corner.
    QPointF positionOf(int textOffset) const;
    /// The text offset nearest to a point; points beyond the end give the end.
    int offsetAt(QPointF point) const;
    /// Fills the background of a range of text, piece by piece; `toEnd` adds a blank for the line end.
    void fill(QPainter &painter, QPointF origin, const diff::TextRange &range, const QColor &color, double radius, bool toEnd = false) const;
    /// `visible`: of the line, in its own coordinates.
    void draw(QPainter &painter, QPointF origin, const QRectF &visible) const;
    int textLength() const { return m_length; }
    const QString &text() const { return m_text; }

private:
    struct Piece {
        qsizetype first = 0; ///< shown offsets
        qsizetype length = 0;
        double x = 0;
        int row = 0;
        mutable std::unique_ptr<QTextLayout> layout; ///< made when first needed
    };
    const QTextLine lineOf(const Piece &piece) const;
    std::size_t pieceOf(qsizetype shown) const;
    void cut(int wrapColumns);
    QList<QTextLayout::FormatRange> formatsOf(qsizetype first, qsizetype end) const;

    QString m_text; ///< decoded
    diff::ShownLine m_shown; ///< with the note
    int m_length = 0;
    qsizetype m_noteStart = 0;
    std::vector<diff::Span> m_spans; ///< ordered
    DiffMetrics m_metrics;
    std::vector<Piece> m_pieces;
};

} // namespace rijian::ui
