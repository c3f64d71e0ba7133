#include "ui/diff/diffmetrics.h"

#include "diff/linetext.h"

#include <cmath>

namespace rijian::ui {

namespace {

/// A character as wide as this one: fonts draw ideographs and syllables alike.
char32_t likeOf(char32_t c)
{
    if (c >= 0x3400 && c <= 0x9FFF)
        return 0x4E2D;
    return c >= 0xAC00 && c <= 0xD7A3 ? 0xAC00 : c;
}

/// As texts are laid out: that of a single QChar is not rounded as theirs.
double cellOf(const QFontMetricsF &metrics)
{
    constexpr int many = 100;
    return metrics.horizontalAdvance(QString(many, u'0')) / many;
}

} // namespace

Advances::Advances(const QFont &font)
    : m_metrics(font)
    , m_cell(cellOf(m_metrics))
{
}

double Advances::of(char32_t c)
{
    if (c < 0x80)
        return m_cell;
    c = likeOf(c);
    if (const auto known = m_known.constFind(c); known != m_known.constEnd())
        return *known;
    const double width = diff::columnsOf(c) == 0 ? 0 : m_metrics.horizontalAdvance(QString::fromUcs4(&c, 1));
    m_known.insert(c, width);
    return width;
}

DiffMetrics DiffMetrics::of(const QFont &mono, const QFont &label, int digits, int tabWidth)
{
    const QFontMetricsF text(mono);
    const QFontMetricsF heading(label);
    DiffMetrics metrics;
    metrics.mono = mono;
    metrics.label = label;
    metrics.cell = cellOf(text);
    // A fifth more than the font asks for: dense lines of code read badly; fallback fonts (CJK) are taller, too.
    metrics.rowHeight = int(std::ceil(text.height() * 1.2)) + 1;
    metrics.ascent = int(std::round((metrics.rowHeight - text.height()) / 2 + text.ascent()));
    metrics.headerHeight = int(std::ceil(heading.height())) + 16;
    metrics.digits = digits;
    metrics.tabWidth = tabWidth;
    metrics.advances = std::make_shared<Advances>(mono);
    return metrics;
}

SideBox DiffMetrics::side(diff::DiffMode mode, diff::Side side, int width) const
{
    SideBox box;
    const int number = numberWidth();
    if (mode == diff::DiffMode::Unified) {
        box.right = width;
        box.oldNumber = 0;
        box.newNumber = number;
        box.sign = 2 * number;
    } else if (side == diff::Side::Old) {
        box.right = width / 2;
        box.oldNumber = 0;
        box.sign = number;
    } else {
        box.left = width / 2 + 1;
        box.right = width;
        box.newNumber = box.left;
        box.sign = box.left + number;
    }
    box.text = box.sign + signWidth();
    return box;
}

int DiffMetrics::columns(diff::DiffMode mode, int width) const
{
    const SideBox box = side(mode, diff::Side::Old, width);
    return std::max(20, int((box.right - box.text - cell) / cell));
}

} // namespace rijian::ui
