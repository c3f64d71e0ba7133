#pragma once
// What the rows of the panel on the left have in common, whether they are buttons or a list's.

#include <QFont>

namespace rijian::ui {

inline constexpr int panelMargin = 8; ///< pixels at both ends of a row

/// Of notes beneath a name, and of counts.
inline QFont smaller(QFont font)
{
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * 0.88);
    return font;
}

} // namespace rijian::ui
