#include "ui/diff/linelayout.h"

#include "ui/theme.h"

#include <QPainter>

#include <algorithm>

namespace rijian::ui {

namespace {

constexpr qsizetype pieceLength = 1'000;
constexpr int mostLaidOut = 64; ///< pieces of a line, beyond those in sight

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
    m_wraps = wrapColumns > 0;
    const auto add = [this](qsizetype first, qsizetype end, double x, int row) {
        const double width = widthOf(first, end);
        m_pieces.push_back({.first = first, .length = end - first, .x = x, .width = width, .row = row});
        m_width = std::max(m_width, x + width);
        return x + width;
    };
    qsizetype first = 0;
    if (m_wraps) {
        const auto breaks = m_plain.isNull() ? diff::breakLine(m_shown.text, wrapColumns) : diff::breakLine(QString::fromLatin1(m_plain), wrapColumns);
        for (const qsizetype next : breaks)
            add(std::exchange(first, next), next, 0, int(m_pieces.size()));
        add(first, m_shownLength, 0, int(m_pieces.size()));
    } else {
        double x = 0;
        do {
            const bool last = m_shownLength - first <= 2 * pieceLength;
            qsizetype end = last ? m_shownLength : first + pieceLength;
            if (!last && m_plain.isNull() && m_shown.text[end].isLowSurrogate())
                --end;
            x = add(first, end, x, 0);
            first = end;
        } while (first < m_shownLength);
    }
    if (!m_note.isEmpty()) {
        const Piece &last = m_pieces.back();
        m_width = std::max(m_width, last.x + last.width + QFontMetricsF(m_metrics.mono).horizontalAdvance(m_note) + m_metrics.cell);
    }
}

double LineLayout::widthOf(qsizetype first, qsizetype end) const
{
    if (!m_plain.isNull())
        return double(end - first) * m_metrics.cell;
    const QStringView text(m_shown.text);
    double width = 0;
    for (qsizetype i = first; i < end; ++i) {
        char32_t c = text[i].unicode();
        if (text[i].isHighSurrogate() && i + 1 < end) {
            c = QChar::surrogateToUcs4(text[i], text[i + 1]);
            ++i;
        }
        width += m_metrics.advances ? m_metrics.advances->of(c) : diff::columnsOf(c) * m_metrics.cell;
    }
    return width;
}

std::pair<std::size_t, std::size_t> LineLayout::piecesIn(const QRectF &visible) const
{
    if (m_wraps) {
        const auto row = [&](double y) { return std::size_t(std::clamp(y / m_metrics.rowHeight, 0.0, double(m_pieces.size()))); };
        return {row(visible.top()), std::min(m_pieces.size(), row(visible.bottom()) + 1)};
    }
    const auto begins = [](double x, const Piece &piece) { return x < piece.x; };
    const auto first = std::upper_bound(m_pieces.begin(), m_pieces.end(), visible.left(), begins);
    const auto end = std::upper_bound(first, m_pieces.end(), visible.right(), begins);
    return {std::size_t(std::max(std::ptrdiff_t(0), first - m_pieces.begin() - 1)), std::size_t(end - m_pieces.begin())};
}

diff::TextRange LineLayout::textIn(const QRectF &visible) const
{
    const auto [first, end] = piecesIn(visible);
    if (first >= end)
        return {};
    const qsizetype from = toText(m_pieces[first].first);
    const qsizetype to = toText(m_pieces[end - 1].first + m_pieces[end - 1].length);
    return {int(from), int(to - from)};
}

void LineLayout::setSpans(std::vector<diff::Span> spans)
{
    m_spans = std::move(spans);
    forgetOthers(0, 0);
}

/// So that scrolling through a line of megabytes does not keep all of it laid out.
void LineLayout::forgetOthers(std::size_t first, std::size_t end) const
{
    for (std::size_t i = 0; i < m_pieces.size(); ++i) {
        if ((i < first || i >= end) && m_pieces[i].layout) {
            m_pieces[i].layout.reset();
            --m_laidOut;
        }
    }
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
    const auto firstToken = std::ranges::lower_bound(m_shown.tokens, piece.first, {}, [](const diff::ShownRange &range) { return range.offset + range.length; });
    for (auto range = firstToken; range != m_shown.tokens.end() && range->offset < end; ++range)
        add(range->offset, range->offset + range->length, token);
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
        ++m_laidOut;
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

void LineLayout::fill(QPainter &painter, QPointF origin, const QRectF &visible, const diff::TextRange &range, const QColor &color, double radius, bool toEnd) const
{
    const qsizetype first = toShown(range.offset);
    const qsizetype end = toShown(range.offset + range.length);
    const auto [firstVisible, endVisible] = piecesIn(visible);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    const std::size_t begin = pieceOf(first);
    for (std::size_t i = std::max(begin, firstVisible); i < endVisible && (i == begin || m_pieces[i].first < end); ++i) {
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
    const auto [first, end] = piecesIn(visible);
    for (std::size_t i = first; i < end; ++i) {
        const Piece &piece = m_pieces[i];
        lineOf(piece);
        piece.layout->draw(&painter, origin + QPointF(piece.x, piece.row * m_metrics.rowHeight));
    }
    if (m_laidOut > mostLaidOut)
        forgetOthers(first, end);
}

} // namespace rijian::ui
