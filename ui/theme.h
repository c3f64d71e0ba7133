#pragma once
// The look of all windows: palettes, the colours that mean something, and icons. UI thread.

#include <QColor>
#include <QIcon>
#include <QString>

class QApplication;

namespace rijian::ui {

enum class Scheme { System, Light, Dark };

/// Colours with a meaning, for the scheme in use. Text on `base` and on its own tint is at least 4.5 : 1.
struct Colors {
    bool dark = false;
    QColor window, base, alternate, text, muted, border, accent, accentText, hover;
    QColor high, medium, low;             ///< importance, as text or mark
    QColor highTint, mediumTint, lowTint; ///< importance, as a background
    QColor added, removed;                ///< as text or bar
    QColor addedLine, removedLine;        ///< a changed line's background
    QColor addedWord, removedWord;        ///< the changed words in it
    QColor movedLine;                     ///< in place of either where the line stands elsewhere, too
    QColor gutter, fold;                  ///< line numbers' background; collapsed context
    QColor found, foundCurrent;           ///< what a search found, behind the text
    QColor warningTint;
};

/// Of the scheme in use; changes when it does (QEvent::PaletteChange tells widgets).
const Colors &colors();

/// Style, palette and icon theme for the whole program. Called again when the user or the system changes the scheme.
void applyScheme(QApplication &application, Scheme scheme);

/// Between two colours: 0 is the first, 1 the second.
QColor mixed(const QColor &a, const QColor &b, double share);

/// An icon of the icon theme by its freedesktop name.
QIcon icon(const QString &name);

} // namespace rijian::ui
