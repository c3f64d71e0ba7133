#include "ui/diff/filesbutton.h"

#include "ui/theme.h"

#include <QKeySequence>
#include <QLocale>
#include <QPainter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

constexpr int filesButtonEdge = 9;  // left and right of what is written
constexpr int filesButtonArrow = 8; // wide
constexpr int filesButtonGap = 8;

} // namespace

FilesButton::FilesButton(QWidget *parent)
    : QAbstractButton(parent)
{
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
    setAccessibleName(tr("Changed files"));
}

void FilesButton::say(const QString &path, int index, int count)
{
    const QLocale locale;
    setText(index < 0 ? QString() : path.sliced(path.lastIndexOf(u'/') + 1));
    m_place = index < 0 ? locale.toString(count) : u"%1 / %2"_s.arg(locale.toString(index + 1), locale.toString(count));
    setToolTip(tr("%1\nChanged files (%2)").arg(index < 0 ? m_place : path, QKeySequence(u"Alt+5"_s).toString(QKeySequence::NativeText)).trimmed());
    setAccessibleDescription(index < 0 ? m_place : tr("%1, file %2 of %3").arg(path, locale.toString(index + 1), locale.toString(count)));
    updateGeometry();
    update();
}

QSize FilesButton::sizeFor(int name) const
{
    return {filesButtonEdge + name + filesButtonGap + fontMetrics().horizontalAdvance(m_place) + filesButtonGap + filesButtonArrow + filesButtonEdge, fontMetrics().height() + 8};
}

QSize FilesButton::sizeHint() const
{
    return sizeFor(fontMetrics().horizontalAdvance(text()) + 2);
}

QSize FilesButton::minimumSizeHint() const
{
    return sizeFor(std::min(fontMetrics().horizontalAdvance(text()) + 2, fontMetrics().averageCharWidth() * 13));
}

void FilesButton::paintEvent(QPaintEvent *)
{
    const Colors &c = colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(hasFocus() || isChecked() ? c.accent : c.border);
    painter.setBrush(underMouse() || isChecked() || isDown() ? c.hover : c.base);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
    const QRect inner = rect().adjusted(filesButtonEdge, 0, -filesButtonEdge, 0);
    const QPointF tip(inner.right() + 1 - filesButtonArrow / 2.0, inner.center().y() + (isChecked() ? -1.0 : 3.0));
    const double rise = isChecked() ? 4 : -4;
    painter.setPen(QPen(c.muted, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(QPolygonF{tip + QPointF(-4, rise), tip, tip + QPointF(4, rise)});
    QRect line = inner.adjusted(0, 0, -filesButtonArrow - filesButtonGap, 0);
    painter.setPen(c.muted);
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, m_place);
    line.setRight(line.right() - fontMetrics().horizontalAdvance(m_place) - filesButtonGap);
    painter.setPen(c.text);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, fontMetrics().elidedText(text(), Qt::ElideMiddle, line.width()));
}

} // namespace rijian::ui
