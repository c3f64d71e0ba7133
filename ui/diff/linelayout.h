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
    /// `wrapColumns` 0: one row. `note` follows the text, muted (no line end, say). `bytes` must outlive the layout: plain
    /// ASCII is read from there, so that a line of megabytes is not held once more in UTF-16.
    LineLayout(QByteArrayView bytes, const std::vector<diff::Span> &spans, const DiffMetrics &metrics, int wrapColumns, const QString &note = {});

    /// Where a caret at a text offset stands, relative to the line's top left corner.
    QPointF positionOf(int textOffset) const;
    /// The text offset nearest to a point; points beyond the end give the end.
    int offsetAt(QPointF point) const;
    // `visible`: of the line, in its own coordinates. Nothing else is laid out.

    /// Fills the background of a range of text, piece by piece; `toEnd` adds a blank for the line end.
    void fill(QPainter &painter, QPointF origin, const QRectF &visible, const diff::TextRange &range, const QColor &color, double radius, bool toEnd = false) const;
    void draw(QPainter &painter, QPointF origin, const QRectF &visible) const;
    /// The text in sight, and up to a piece on either side.
    diff::TextRange textIn(const QRectF &visible) const;
    int textLength() const { return m_length; }
    /// Of the widest row, with the note, in pixels.
    double width() const { return m_width; }
    bool isLong() const { return m_pieces.size() > 1; }
    /// Other colours for the same text: what is known of it stays.
    void setSpans(std::vector<diff::Span> spans);
    /// Pieces that are laid out; for tests.
    int laidOut() const { return m_laidOut; }

private:
    struct Piece {
        qsizetype first = 0; ///< shown offsets
        qsizetype length = 0;
        double x = 0;
        double width = 0;
        int row = 0;
        mutable std::unique_ptr<QTextLayout> layout; ///< made when first needed
    };
    const QTextLine lineOf(const Piece &piece) const;
    std::size_t pieceOf(qsizetype shown) const;
    void cut(int wrapColumns);
    double widthOf(qsizetype first, qsizetype end) const;
    /// The pieces in sight: the first, and the one after the last.
    std::pair<std::size_t, std::size_t> piecesIn(const QRectF &visible) const;
    void forgetOthers(std::size_t first, std::size_t end) const;
    QList<QTextLayout::FormatRange> formatsOf(const Piece &piece) const;
    QString textOf(const Piece &piece) const;
    bool isLast(const Piece &piece) const { return &piece == &m_pieces.back(); }
    qsizetype toShown(qsizetype textOffset) const;
    qsizetype toText(qsizetype shownOffset) const;

    QByteArrayView m_plain; ///< when the line is shown as it is, one column a byte; then m_shown is empty
    diff::ShownLine m_shown;
    QString m_note;
    int m_length = 0; ///< of the text
    qsizetype m_shownLength = 0;
    std::vector<diff::Span> m_spans; ///< ordered
    DiffMetrics m_metrics;
    std::vector<Piece> m_pieces;
    double m_width = 0;
    bool m_wraps = false;
    mutable int m_laidOut = 0;
};

} // namespace rijian::ui
