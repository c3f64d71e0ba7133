#include "ui/panel/listbutton.h"

#include "ui/panel/panelrow.h"
#include "ui/theme.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

constexpr int indent = 14; // as the list below has it: names stand below each other
constexpr int mark = 3;    // the bar of what is shown

} // namespace

ListButton::ListButton(QWidget *parent)
    : QAbstractButton(parent)
{
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
}

void ListButton::say(const QString &note, int urgent, int count, bool more)
{
    m_note = note;
    m_urgent = urgent;
    m_count = count;
    m_more = more;
    setAccessibleDescription(note);
    updateGeometry();
    update();
}

QSize ListButton::sizeHint() const
{
    return {120, fontMetrics().height() + 12 + (m_note.isEmpty() ? 0 : QFontMetrics(smaller(font())).height() + 2)};
}

void ListButton::paintEvent(QPaintEvent *)
{
    const Colors &c = colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), isChecked() ? c.fold : underMouse() ? c.hover : c.base);
    if (isChecked())
        painter.fillRect(QRect(indent, 0, mark, height()), c.accent);
    if (hasFocus()) {
        painter.setPen(QPen(c.accent, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
    QRect line(indent + panelMargin, 6, width() - indent - 2 * panelMargin, fontMetrics().height());
    paintCounts(painter, line);
    QFont name = font();
    name.setBold(true);
    painter.setFont(name);
    painter.setPen(c.text);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, QFontMetrics(name).elidedText(text(), Qt::ElideRight, line.width()));
    if (m_note.isEmpty())
        return;
    painter.setFont(smaller(font()));
    painter.setPen(c.muted);
    const QRect below(indent + panelMargin, line.bottom() + 2, width() - indent - 2 * panelMargin, QFontMetrics(painter.font()).height());
    painter.drawText(below, Qt::AlignLeft | Qt::AlignVCenter, QFontMetrics(painter.font()).elidedText(m_note, Qt::ElideRight, below.width()));
}

void ListButton::paintCounts(QPainter &painter, QRect &line) const
{
    const Colors &c = colors();
    painter.setFont(smaller(font()));
    const QFontMetrics metrics(painter.font());
    const QString count = m_count < 0 ? QString() : QString(QString::number(m_count) + (m_more ? u"+"_s : QString()));
    painter.setPen(isChecked() ? c.text : c.muted);
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, count);
    line.setRight(line.right() - metrics.horizontalAdvance(count) - 8);
    if (m_urgent == 0)
        return;
    const QString urgent = u"▲ %1"_s.arg(m_urgent);
    const QRect pill(line.right() - metrics.horizontalAdvance(urgent) - 11, line.center().y() - metrics.height() / 2 - 1, metrics.horizontalAdvance(urgent) + 12, metrics.height() + 2);
    painter.setPen(Qt::NoPen);
    painter.setBrush(c.highTint);
    painter.drawRoundedRect(pill, pill.height() / 2.0, pill.height() / 2.0);
    painter.setPen(c.high);
    painter.drawText(pill, Qt::AlignCenter, urgent);
    line.setRight(pill.left() - 6);
}

} // namespace rijian::ui
