#include "ui/diff/linelayout.h"

#include "ui/theme.h"

#include <QPainter>

#include <algorithm>

namespace rijian::ui {

namespace {

constexpr qsizetype pieceLength = 1'000;

QTextLayout::FormatRange formatRange(qsizetype first, qsizetype end, const QTextCharFormat &format)
{
    return {int(first), int(end - first), format};
}

} // namespace

LineLayout::LineLayout(QByteArrayView bytes, const std::vector<diff::Span> &spans, const DiffMetrics &metrics, int wrapColumns, const QString &note)
    : m_text(diff::decodeLine(bytes))
    , m_shown(diff::showLine(m_text, metrics.tabWidth))
    , m_length(int(m_text.size()))
    , m_noteStart(m_shown.text.size())
    , m_spans(spans)
    , m_metrics(metrics)
{
    cut(wrapColumns);
    if (!note.isEmpty()) {
        m_shown.text += note;
        m_pieces.back().length += note.size();
        if (m_shown.positions.empty()) { // offsets must not reach into the note
            for (qsizetype i = 0; i <= m_length; ++i)
                m_shown.positions.push_back(i);
        }
    }
}

void LineLayout::cut(int wrapColumns)
{
    const QString &shown = m_shown.text;
    if (wrapColumns > 0) {
        qsizetype first = 0;
        for (const qsizetype next : diff::breakLine(shown, wrapColumns)) {
            m_pieces.push_back({.first = first, .length = next - first, .row = int(m_pieces.size())});
            first = next;
        }
        m_pieces.push_back({.first = first, .length = shown.size() - first, .row = int(m_pieces.size())});
        return;
    }
    double x = 0;
    qsizetype first = 0;
    do {
        qsizetype end = std::min(shown.size(), shown.size() - first <= 2 * pieceLength ? shown.size() : first + pieceLength);
        if (end < shown.size() && shown[end].isLowSurrogate())
            --end;
        m_pieces.push_back({.first = first, .length = end - first, .x = x});
        for (qsizetype i = first; end < shown.size() && i < end; ++i)
            x += shown[i].isLowSurrogate() ? 0 : diff::columnsOf(shown[i].unicode()) * m_metrics.cell;
        first = end;
    } while (first < shown.size());
}

QList<QTextLayout::FormatRange> LineLayout::formatsOf(qsizetype first, qsizetype end) const
{
    QList<QTextLayout::FormatRange> formats;
    const auto add = [&](qsizetype from, qsizetype to, const QTextCharFormat &format) {
        from = std::max(from, first);
        to = std::min(to, end);
        if (from < to)
            formats.append(formatRange(from - first, to - first, format));
    };
    for (const diff::Span &span : m_spans) {
        QTextCharFormat format;
        format.setForeground(QColor(span.color));
        if (span.bold)
            format.setFontWeight(QFont::Bold);
        format.setFontItalic(span.italic);
        add(m_shown.toShown(span.offset), m_shown.toShown(span.offset + span.length), format);
    }
    QTextCharFormat token;
    token.setForeground(colors().medium);
    token.setBackground(colors().warningTint);
    for (const diff::ShownRange &range : m_shown.tokens)
        add(range.offset, range.offset + range.length, token);
    QTextCharFormat note;
    note.setForeground(colors().muted);
    note.setFontItalic(true);
    add(m_noteStart, m_shown.text.size(), note);
    return formats;
}

const QTextLine LineLayout::lineOf(const Piece &piece) const
{
    if (!piece.layout) {
        piece.layout = std::make_unique<QTextLayout>(m_shown.text.sliced(piece.first, piece.length), m_metrics.mono);
        QTextOption option;
        option.setWrapMode(QTextOption::NoWrap);
        option.setTextDirection(Qt::LeftToRight); // a diff's columns do not move for a line's script
        piece.layout->setTextOption(option);
        piece.layout->setFormats(formatsOf(piece.first, piece.first + piece.length));
        piece.layout->beginLayout();
        QTextLine line = piece.layout->createLine();
        line.setLineWidth(1e7);
        // Fallback fonts have other heights; the baseline stays where the main font has it.
        line.setPosition(QPointF(0, m_metrics.ascent - line.ascent()));
        piece.layout->endLayout();
    }
    return piece.layout->lineAt(0);
}

std::size_t LineLayout::pieceOf(qsizetype shown) const
{
    const auto after = std::upper_bound(m_pieces.begin(), m_pieces.end(), shown, [](qsizetype value, const Piece &piece) { return value < piece.first; });
    return std::size_t(std::max(std::ptrdiff_t(0), after - m_pieces.begin() - 1));
}

QPointF LineLayout::positionOf(int textOffset) const
{
    const qsizetype shown = m_shown.toShown(textOffset);
    const Piece &piece = m_pieces[pieceOf(shown)];
    const QTextLine line = lineOf(piece);
    return {piece.x + line.cursorToX(int(std::min(shown - piece.first, piece.length))), double(piece.row * m_metrics.rowHeight)};
}

int LineLayout::offsetAt(QPointF point) const
{
    const int row = std::clamp(int(point.y() / m_metrics.rowHeight), 0, m_pieces.back().row);
    const auto onRow = [&](const Piece &piece) { return piece.row == row && (piece.x <= point.x() || piece.x == 0); };
    const auto found = std::find_if(m_pieces.rbegin(), m_pieces.rend(), onRow);
    const Piece &piece = found == m_pieces.rend() ? m_pieces.front() : *found;
    const QTextLine line = lineOf(piece);
    return int(m_shown.toText(piece.first + line.xToCursor(point.x() - piece.x)));
}

void LineLayout::fill(QPainter &painter, QPointF origin, const diff::TextRange &range, const QColor &color, double radius, bool toEnd) const
{
    const qsizetype first = m_shown.toShown(range.offset);
    const qsizetype end = m_shown.toShown(range.offset + range.length);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    for (std::size_t i = pieceOf(first); i < m_pieces.size() && m_pieces[i].first <= end; ++i) {
        const Piece &piece = m_pieces[i];
        const qsizetype to = std::min(end, piece.first + piece.length) - piece.first;
        const qsizetype from = std::max(first, piece.first) - piece.first;
        const QTextLine line = lineOf(piece);
        const double left = line.cursorToX(int(from));
        double right = line.cursorToX(int(to));
        if (toEnd && end <= piece.first + piece.length)
            right += m_metrics.cell / 2;
        const QRectF rect(origin.x() + piece.x + std::min(left, right), origin.y() + piece.row * m_metrics.rowHeight, std::abs(right - left), m_metrics.rowHeight);
        if (radius > 0)
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), radius, radius);
        else
            painter.drawRect(rect);
    }
}

void LineLayout::draw(QPainter &painter, QPointF origin, const QRectF &visible) const
{
    painter.setPen(colors().text);
    for (std::size_t i = 0; i < m_pieces.size(); ++i) {
        const Piece &piece = m_pieces[i];
        const double top = piece.row * m_metrics.rowHeight;
        const bool nextBegins = i + 1 < m_pieces.size() && m_pieces[i + 1].row == piece.row && m_pieces[i + 1].x < visible.left();
        if (top > visible.bottom() || top + m_metrics.rowHeight < visible.top() || nextBegins || piece.x > visible.right())
            continue;
        lineOf(piece);
        piece.layout->draw(&painter, origin + QPointF(piece.x, top));
    }
}

} // namespace rijian::ui
