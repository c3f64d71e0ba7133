#include "ui/diff/diffmetrics.h"

#include <QFontMetricsF>

#include <cmath>

namespace rijian::ui {

DiffMetrics DiffMetrics::of(const QFont &mono, const QFont &label, int digits, int tabWidth)
{
    const QFontMetricsF text(mono);
    const QFontMetricsF heading(label);
    DiffMetrics metrics;
    metrics.mono = mono;
    metrics.label = label;
    metrics.cell = text.horizontalAdvance(u'0');
    // A fifth more than the font asks for: dense lines of code read badly; fallback fonts (CJK) are taller, too.
    metrics.rowHeight = int(std::ceil(text.height() * 1.2)) + 1;
    metrics.ascent = int(std::round((metrics.rowHeight - text.height()) / 2 + text.ascent()));
    metrics.headerHeight = int(std::ceil(heading.height())) + 16;
    metrics.digits = digits;
    metrics.tabWidth = tabWidth;
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
