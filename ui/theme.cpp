#include "ui/theme.h"

#include <QApplication>
#include <QPalette>
#include <QPainter>
#include <QProxyStyle>
#include <QStyle>
#include <QStyleFactory>
#include <QStyleHints>
#include <QStyleOption>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

Colors lightColors()
{
    return {.dark = false,
            .window = QColor(0xf5f6f8), .base = QColor(0xffffff), .alternate = QColor(0xf8f9fb), .text = QColor(0x1f2328),
            .muted = QColor(0x59636e), .border = QColor(0xd5d9df), .accent = QColor(0x0b62c4), .accentText = QColor(0xffffff), .hover = QColor(0xe9edf3),
            .high = QColor(0xb42318), .medium = QColor(0x8a5a00), .low = QColor(0x176f30),
            .highTint = QColor(0xfde8e6), .mediumTint = QColor(0xfdf3d6), .lowTint = QColor(0xe2f5e6),
            .added = QColor(0x176f30), .removed = QColor(0xb42318),
            .addedLine = QColor(0xe6f6ea), .removedLine = QColor(0xfdebe9), .addedWord = QColor(0xb4e6c1), .removedWord = QColor(0xf9c8c3),
            .movedLine = QColor(0xefe9fb), .gutter = QColor(0xf5f6f8), .fold = QColor(0xe8eff8), .found = QColor(0xffe99a), .foundCurrent = QColor(0xffb53d), .warningTint = QColor(0xfdf3d6)};
}

Colors darkColors()
{
    return {.dark = true,
            .window = QColor(0x1c1f24), .base = QColor(0x15181c), .alternate = QColor(0x191c21), .text = QColor(0xe3e6ea),
            .muted = QColor(0x9aa4b0), .border = QColor(0x363b43), .accent = QColor(0x3d8bfd), .accentText = QColor(0x0b0d10), .hover = QColor(0x272c33),
            .high = QColor(0xff7b72), .medium = QColor(0xe3b341), .low = QColor(0x56d364),
            .highTint = QColor(0x3c1c1c), .mediumTint = QColor(0x352b12), .lowTint = QColor(0x152e1c),
            .added = QColor(0x56d364), .removed = QColor(0xff7b72),
            .addedLine = QColor(0x14291b), .removedLine = QColor(0x331b1d), .addedWord = QColor(0x1f5a32), .removedWord = QColor(0x702b2b),
            .movedLine = QColor(0x292340), .gutter = QColor(0x1a1d22), .fold = QColor(0x1b2836), .found = QColor(0x554400), .foundCurrent = QColor(0x8a5a00), .warningTint = QColor(0x352b12)};
}

/// Fusion draws the edges of boxes and fields darker than the window, which in a dark window is not to be seen. And some desktops open files with one click,
/// which here would lead away from whatever is clicked on.
class EdgedStyle : public QProxyStyle
{
public:
    EdgedStyle()
        : QProxyStyle(QStyleFactory::create(u"Fusion"_s))
    {
    }

    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *returned) const override
    {
        return hint == SH_ItemView_ActivateItemOnSingleClick ? 0 : QProxyStyle::styleHint(hint, option, widget, returned);
    }

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const override
    {
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        const bool field = element == PE_FrameLineEdit, box = element == PE_IndicatorCheckBox, radio = element == PE_IndicatorRadioButton;
        if (!colors().dark || !(field || box || radio))
            return;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(option->state & State_HasFocus ? colors().accent : QColor(0x6b7480));
        painter->setBrush(Qt::NoBrush);
        const QRectF edge = QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5);
        if (radio)
            painter->drawEllipse(edge);
        else
            painter->drawRoundedRect(edge, 2, 2);
        painter->restore();
    }
};

Colors current = lightColors();

QPalette paletteOf(const Colors &c)
{
    QPalette palette(c.text, c.window, c.base.lighter(110), c.border, c.border, c.text, c.text, c.base, c.window);
    palette.setColor(QPalette::Button, c.dark ? QColor(0x272b31) : QColor(0xffffff));
    palette.setColor(QPalette::AlternateBase, c.alternate);
    palette.setColor(QPalette::Highlight, c.accent);
    palette.setColor(QPalette::HighlightedText, c.accentText);
    palette.setColor(QPalette::Accent, c.accent);
    palette.setColor(QPalette::Link, c.accent);
    palette.setColor(QPalette::LinkVisited, c.accent);
    palette.setColor(QPalette::ToolTipBase, c.dark ? QColor(0x2a2f36) : QColor(0xffffff));
    palette.setColor(QPalette::ToolTipText, c.text);
    palette.setColor(QPalette::PlaceholderText, c.muted);
    palette.setColor(QPalette::Mid, c.border);
    palette.setColor(QPalette::Dark, c.dark ? QColor(0x0f1114) : QColor(0xb8bec7));
    palette.setColor(QPalette::Light, c.dark ? QColor(0x2f343b) : QColor(0xffffff));
    for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, c.dark ? QColor(0x67707b) : QColor(0x9aa2ac));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, c.border);
    return palette;
}

} // namespace

const Colors &colors()
{
    return current;
}

void applyScheme(QApplication &application, Scheme scheme)
{
    const bool dark = scheme == Scheme::Dark || (scheme == Scheme::System && application.styleHints()->colorScheme() == Qt::ColorScheme::Dark);
    current = dark ? darkColors() : lightColors();
    if (!dynamic_cast<EdgedStyle *>(application.style()))
        application.setStyle(new EdgedStyle);
    application.setPalette(paletteOf(current));
    QIcon::setThemeName(dark ? u"breeze-dark"_s : u"breeze"_s);
    QIcon::setFallbackThemeName(u"breeze"_s);
}

QColor mixed(const QColor &a, const QColor &b, double share)
{
    const auto blend = [share](float x, float y) { return float(x + (y - x) * share); };
    return QColor::fromRgbF(blend(a.redF(), b.redF()), blend(a.greenF(), b.greenF()), blend(a.blueF(), b.blueF()));
}

QIcon icon(const QString &name)
{
    return QIcon::fromTheme(name);
}

} // namespace rijian::ui
