#pragma once
// Measures of the diff view in logical pixels, from its fonts. UI thread.

#include "diff/document.h"

#include <QFont>
#include <QFontMetricsF>
#include <QHash>

#include <memory>

namespace rijian::ui {

/// One side's columns, from the viewport's left edge.
struct SideBox {
    int left = 0;
    int right = 0;      ///< exclusive
    int oldNumber = -1; ///< left edge of that column; -1: not shown
    int newNumber = -1;
    int sign = 0;
    int text = 0;
};

/// The widths of single characters in a font and those it falls back to, each measured once.
class Advances
{
public:
    explicit Advances(const QFont &font);
    double of(char32_t c);

private:
    QFontMetricsF m_metrics;
    double m_cell;
    QHash<char32_t, double> m_known;
};

struct DiffMetrics {
    QFont mono;
    QFont label; ///< of headers and notes
    double cell = 8; ///< a character's width
    int ascent = 12;
    int rowHeight = 18;
    int headerHeight = 32;
    int gap = 12; ///< between files
    int digits = 3;
    int tabWidth = 4;
    std::shared_ptr<Advances> advances; ///< of `mono`; null: all characters take cells

    static DiffMetrics of(const QFont &mono, const QFont &label, int digits, int tabWidth);

    int numberWidth() const { return int(cell * std::max(digits, 3) + 0.5) + 14; }
    int signWidth() const { return int(cell * 2.6 + 0.5); }
    /// The box of a side; in the unified mode both sides share one.
    SideBox side(diff::DiffMode mode, diff::Side side, int width) const;
    /// Columns of text that fit into a side without scrolling.
    int columns(diff::DiffMode mode, int width) const;
};

} // namespace rijian::ui
