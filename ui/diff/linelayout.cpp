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
    : m_note(note)
    , m_spans(spans)
    , m_metrics(metrics)
{
    if (diff::isPlain(bytes)) {
        m_plain = bytes;
        m_length = int(bytes.size());
        m_shownLength = bytes.size();
    } else {
        const QString text = diff::decodeLine(bytes);
        m_shown = diff::showLine(text, metrics.tabWidth);
        m_length = int(text.size());
        m_shownLength = m_shown.text.size();
    }
    cut(wrapColumns);
}

void LineLayout::cut(int wrapColumns)
{
    qsizetype first = 0;
    if (wrapColumns > 0) {
        const auto breaks = m_plain.isNull() ? diff::breakLine(m_shown.text, wrapColumns) : diff::breakLine(QString::fromLatin1(m_plain), wrapColumns);
        for (const qsizetype next : breaks) {
            m_pieces.push_back({.first = first, .length = next - first, .row = int(m_pieces.size())});
            first = next;
        }
        m_pieces.push_back({.first = first, .length = m_shownLength - first, .row = int(m_pieces.size())});
        return;
    }
    double x = 0;
    do {
        const bool last = m_shownLength - first <= 2 * pieceLength;
        qsizetype end = last ? m_shownLength : first + pieceLength;
        if (!last && m_plain.isNull() && m_shown.text[end].isLowSurrogate())
            --end;
        m_pieces.push_back({.first = first, .length = end - first, .x = x});
        if (!last)
            x += columnsOf(first, end) * m_metrics.cell;
        first = end;
    } while (first < m_shownLength);
}

int LineLayout::columnsOf(qsizetype first, qsizetype end) const
{
    if (!m_plain.isNull())
        return int(end - first);
    int columns = 0;
    for (qsizetype i = first; i < end; ++i)
        columns += m_shown.text[i].isLowSurrogate() ? 0 : diff::columnsOf(m_shown.text[i].unicode());
    return columns;
}

QString LineLayout::textOf(const Piece &piece) const
{
    const QString text = m_plain.isNull() ? m_shown.text.sliced(piece.first, piece.length) : QString::fromLatin1(m_plain.sliced(piece.first, piece.length));
    return isLast(piece) ? QString(text + m_note) : text;
}

qsizetype LineLayout::toShown(qsizetype textOffset) const
{
    return m_plain.isNull() ? m_shown.toShown(textOffset) : std::clamp(textOffset, qsizetype(0), m_shownLength);
}

qsizetype LineLayout::toText(qsizetype shownOffset) const
{
    shownOffset = std::clamp(shownOffset, qsizetype(0), m_shownLength);
    return m_plain.isNull() ? m_shown.toText(shownOffset) : shownOffset;
}

QList<QTextLayout::FormatRange> LineLayout::formatsOf(const Piece &piece) const
{
    QList<QTextLayout::FormatRange> formats;
    const qsizetype end = piece.first + piece.length;
    const auto add = [&](qsizetype from, qsizetype to, const QTextCharFormat &format) {
        from = std::max(from, piece.first);
        to = std::min(to, end);
        if (from < to)
            formats.append(formatRange(from - piece.first, to - piece.first, format));
    };
    for (const diff::Span &span : m_spans) {
        QTextCharFormat format;
        format.setForeground(QColor(span.color));
        if (span.bold)
            format.setFontWeight(QFont::Bold);
        format.setFontItalic(span.italic);
        add(toShown(span.offset), toShown(span.offset + span.length), format);
    }
    QTextCharFormat token;
    token.setForeground(colors().medium);
    token.setBackground(colors().warningTint);
    for (const diff::ShownRange &range : m_shown.tokens)
        add(range.offset, range.offset + range.length, token);
    if (isLast(piece) && !m_note.isEmpty()) {
        QTextCharFormat note;
        note.setForeground(colors().muted);
        note.setFontItalic(true);
        formats.append(formatRange(piece.length, piece.length + m_note.size(), note));
    }
    return formats;
}

const QTextLine LineLayout::lineOf(const Piece &piece) const
{
    if (!piece.layout) {
        piece.layout = std::make_unique<QTextLayout>(textOf(piece), m_metrics.mono);
        QTextOption option;
        option.setWrapMode(QTextOption::NoWrap);
        option.setTextDirection(Qt::LeftToRight); // a diff's columns do not move for a line's script
        piece.layout->setTextOption(option);
        piece.layout->setFormats(formatsOf(piece));
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
    const qsizetype shown = toShown(textOffset);
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
    return int(toText(piece.first + line.xToCursor(point.x() - piece.x)));
}

void LineLayout::fill(QPainter &painter, QPointF origin, const diff::TextRange &range, const QColor &color, double radius, bool toEnd) const
{
    const qsizetype first = toShown(range.offset);
    const qsizetype end = toShown(range.offset + range.length);
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
