#include "ui/history/heatmap.h"

#include "ui/history/sheet.h"
#include "ui/theme.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

constexpr int daysOfWeek = 7;
constexpr double largestCell = 24, smallestCell = 9;
constexpr int strengths = 4; // shades, beside none

QColor shade(int strength)
{
    constexpr std::array<double, strengths + 1> shares{0.0, 0.25, 0.45, 0.7, 1.0};
    return mixed(colors().base, colors().accent, shares.at(std::size_t(strength)));
}

void drawCell(QPainter &painter, const QRectF &rect, const QBrush &fill)
{
    painter.setPen(QPen(mixed(colors().base, colors().border, 0.9), 1));
    painter.setBrush(fill);
    painter.drawRoundedRect(rect, 2, 2);
}

void drawUnread(QPainter &painter, const QRectF &rect)
{
    drawCell(painter, rect, Qt::NoBrush);
    drawCell(painter, rect, QBrush(colors().border, Qt::BDiagPattern));
}

void drawHigh(QPainter &painter, const QRectF &rect)
{
    painter.setPen(QPen(colors().base, 1.2));
    painter.setBrush(colors().high);
    const double radius = std::max(2.2, rect.width() / 5);
    painter.drawEllipse(rect.center(), radius, radius);
}

} // namespace

HeatMap::HeatMap(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(u"heatMap"_s);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Calendar of commits: arrows go from day to day, Enter opens one"));
    setMaximumHeight(daysOfWeek * int(largestCell) + 4 * fontMetrics().height() + 24);
}

void HeatMap::setDays(const QList<storage::HistoryDay> &days)
{
    const QDate before = current();
    m_days = days;
    m_most = 0;
    for (const storage::HistoryDay &day : days)
        m_most = std::max(m_most, day.commits());
    const auto same = std::ranges::find(m_days, before, &storage::HistoryDay::date);
    m_current = -1;
    const auto known = std::ranges::find_if(m_days.rbegin(), m_days.rend(), [](const storage::HistoryDay &day) { return day.listed > 0 || day.commits() > 0; });
    setCurrent(same != m_days.end() ? same - m_days.begin() : known != m_days.rend() ? m_days.rend() - known - 1 : m_days.size() - 1);
    update();
}

QDate HeatMap::current() const
{
    return m_current < 0 ? QDate() : m_days[m_current].date;
}

QSize HeatMap::sizeHint() const
{
    return {860, minimumSizeHint().height() + 60};
}

QSize HeatMap::minimumSizeHint() const
{
    return {420, int(daysOfWeek * smallestCell) + 4 * fontMetrics().height() + 24};
}

int HeatMap::placeOf(qsizetype day) const
{
    const int lead = (m_days.first().date.dayOfWeek() - int(QLocale().firstDayOfWeek()) + daysOfWeek) % daysOfWeek;
    return lead + int(day);
}

HeatMap::Grid HeatMap::grid() const
{
    const double left = fontMetrics().horizontalAdvance(QLocale().dayName(3, QLocale::ShortFormat)) + 20, top = fontMetrics().height() + 14;
    if (m_days.isEmpty())
        return {{left, top}, smallestCell};
    const int weeks = placeOf(m_days.size() - 1) / daysOfWeek + 1;
    const double across = (width() - left - 12) / weeks, down = (height() - top - 2 * fontMetrics().height() - 16) / daysOfWeek;
    return {{left, top}, std::clamp(std::floor(std::min(across, down)), smallestCell, largestCell)};
}

QRectF HeatMap::rectOf(const Grid &grid, qsizetype day) const
{
    const int place = placeOf(day);
    const double gap = grid.cell > 12 ? 3 : 2;
    return {grid.origin.x() + place / daysOfWeek * grid.cell + 0.5, grid.origin.y() + place % daysOfWeek * grid.cell + 0.5, grid.cell - gap, grid.cell - gap};
}

qsizetype HeatMap::dayAt(const QPointF &position) const
{
    const Grid now = grid();
    for (qsizetype i = 0; i < m_days.size(); ++i) {
        if (rectOf(now, i).adjusted(-1, -1, 2, 2).contains(position))
            return i;
    }
    return -1;
}

int HeatMap::strengthOf(int commits) const
{
    if (commits == 0)
        return 0;
    // By the root: one busy day must not make all others look empty.
    return std::clamp(int(std::ceil(strengths * std::sqrt(double(commits) / m_most))), 1, strengths);
}

void HeatMap::drawDay(QPainter &painter, const QRectF &rect, const storage::HistoryDay &day) const
{
    if (day.listed == 0 && day.commits() == 0)
        return drawUnread(painter, rect);
    drawCell(painter, rect, shade(strengthOf(day.commits())));
    if (day.of(Importance::High) > 0)
        drawHigh(painter, rect);
}

void HeatMap::drawLabels(QPainter &painter, const Grid &grid) const
{
    painter.setPen(colors().muted);
    const QLocale locale;
    const int height = fontMetrics().height();
    for (int row = 0; row < daysOfWeek; row += 2) {
        const int day = (int(locale.firstDayOfWeek()) - 1 + row) % daysOfWeek + 1;
        painter.drawText(QRectF(6, grid.origin.y() + row * grid.cell + (grid.cell - height) / 2 - 1, grid.origin.x() - 14, height), Qt::AlignRight | Qt::AlignVCenter, locale.dayName(day, QLocale::ShortFormat));
    }
    double free = 0; // where the next month may be written
    for (qsizetype i = 0; i < m_days.size(); ++i) {
        const QDate date = m_days[i].date;
        if (date.day() != 1 && i > 0)
            continue;
        const double x = rectOf(grid, i).left();
        const QString name = date.month() == 1 || i == 0 ? locale.toString(date, tr("MMM yyyy", "a month in a year")) : locale.standaloneMonthName(date.month(), QLocale::ShortFormat);
        const double wide = fontMetrics().horizontalAdvance(name);
        if (x < free || x + wide > width() || (i == 0 && date.day() > 20))
            continue;
        painter.drawText(QPointF(x, grid.origin.y() - 6), name);
        free = x + wide + 8;
    }
}

void HeatMap::drawLegend(QPainter &painter, const Grid &grid) const
{
    const double size = 12, y = grid.origin.y() + daysOfWeek * grid.cell + 12;
    const int height = fontMetrics().height();
    double x = grid.origin.x();
    const auto write = [&](const QString &text) {
        painter.setPen(colors().muted);
        painter.drawText(QRectF(x, y + (size - height) / 2, 400, height), Qt::AlignLeft | Qt::AlignVCenter, text);
        x += fontMetrics().horizontalAdvance(text) + 8;
    };
    const auto next = [&] {
        const QRectF rect(x + 0.5, y + 0.5, size, size);
        x += size + 5;
        return rect;
    };
    write(tr("No commits"));
    for (int strength = 0; strength <= strengths; ++strength)
        drawCell(painter, next(), shade(strength));
    x += 3;
    write(tr("%n a day", "commits", m_most));
    x += 10;
    drawHigh(painter, next());
    write(tr("Some of high importance"));
    x += 10;
    drawUnread(painter, next());
    write(tr("Not read yet"));
}

void HeatMap::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), colors().base);
    if (m_days.isEmpty())
        return;
    const Grid now = grid();
    drawLabels(painter, now);
    for (qsizetype i = 0; i < m_days.size(); ++i)
        drawDay(painter, rectOf(now, i), m_days[i]);
    if (m_current >= 0 && hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colors().text, 2));
        painter.drawRoundedRect(rectOf(now, m_current).adjusted(-1, -1, 1, 1), 3, 3);
    }
    drawLegend(painter, now);
}

void HeatMap::setCurrent(qsizetype day)
{
    if (m_days.isEmpty() || day == m_current)
        return;
    m_current = std::clamp(day, qsizetype(0), m_days.size() - 1);
    update();
    const QString words = wordsOf(m_days[m_current]);
    setAccessibleDescription(words);
    Q_EMIT told(words);
    if (hasFocus()) {
        QAccessibleAnnouncementEvent announcement(this, words);
        QAccessible::updateAccessibility(&announcement);
    }
}

void HeatMap::keyPressEvent(QKeyEvent *event)
{
    const auto move = [this](qsizetype by) { setCurrent(std::clamp(m_current + by, qsizetype(0), std::max(qsizetype(0), m_days.size() - 1))); };
    switch (event->key()) {
    case Qt::Key_Left: return move(-daysOfWeek);
    case Qt::Key_Right: return move(daysOfWeek);
    case Qt::Key_Up: return move(-1);
    case Qt::Key_Down: return move(1);
    case Qt::Key_PageUp: return move(-4 * daysOfWeek);
    case Qt::Key_PageDown: return move(4 * daysOfWeek);
    case Qt::Key_Home: return setCurrent(0);
    case Qt::Key_End: return setCurrent(m_days.size() - 1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current >= 0)
            Q_EMIT activated(current());
        return;
    default: QWidget::keyPressEvent(event);
    }
}

void HeatMap::mousePressEvent(QMouseEvent *event)
{
    if (const qsizetype day = dayAt(event->position()); day >= 0)
        setCurrent(day);
}

void HeatMap::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (const qsizetype day = dayAt(event->position()); day >= 0)
        Q_EMIT activated(m_days[day].date);
}

void HeatMap::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

bool HeatMap::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const qsizetype day = dayAt(help->pos());
        day >= 0 ? QToolTip::showText(help->globalPos(), wordsOf(m_days[day]), this) : QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

} // namespace rijian::ui
