#include "ui/day/daycalendar.h"

#include "ui/theme.h"

#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QTableView>
#include <QTextCharFormat>

using namespace Qt::StringLiterals;

namespace rijian::ui {

DayCalendar::DayCalendar(QWidget *parent)
    : QCalendarWidget(parent)
{
    setNavigationBarVisible(false);
    setVerticalHeaderFormat(QCalendarWidget::NoVerticalHeader);
    setHorizontalHeaderFormat(QCalendarWidget::ShortDayNames);
    setGridVisible(false);
    setDateEditEnabled(false);
    setMinimumSize(7 * fontMetrics().height() * 3, 7 * fontMetrics().height() * 5 / 2);
    setAccessibleName(tr("Calendar"));
    // The table's name is Qt's own; it sees the keys before the calendar makes them its editor's.
    m_view = findChild<QTableView *>(u"qt_calendar_calendarview"_s);
    if (m_view) {
        m_view->installEventFilter(this);
        m_view->setAccessibleName(tr("Days"));
        setFocusProxy(m_view);
    }
    connect(this, &QCalendarWidget::clicked, this, &DayCalendar::dayChosen);
    connect(this, &QCalendarWidget::selectionChanged, this, [this] {
        if (m_view)
            m_view->setAccessibleDescription(description(selectedDate()));
    });
    applyColors();
}

void DayCalendar::setToday(const QDate &today)
{
    m_today = today;
    setMaximumDate(today);
    updateCells();
}

void DayCalendar::setSpan(const QDate &first, const QDate &last)
{
    m_first = first;
    m_last = last;
    updateCells();
}

void DayCalendar::setCounts(const QHash<QDate, CommitCounts> &counts)
{
    m_counts = counts;
    updateCells();
}

QString DayCalendar::description(const QDate &date) const
{
    const CommitCounts counts = m_counts.value(date);
    QString text = tr("%1: %2").arg(locale().toString(date, QLocale::LongFormat), tr("%n commit(s)", nullptr, counts.commits));
    if (counts.highToReview > 0)
        text = tr("%1, %2").arg(text, tr("%n of high importance to review", nullptr, counts.highToReview));
    return text;
}

void DayCalendar::applyColors()
{
    const Colors &c = colors();
    QTextCharFormat header;
    header.setForeground(c.muted);
    header.setBackground(c.base);
    setHeaderTextFormat(header);
    // Qt paints weekends red, which means something else here. Of this only the header is seen: days are painted below.
    for (int day = Qt::Monday; day <= Qt::Sunday; ++day) {
        QTextCharFormat format;
        format.setForeground(c.muted);
        setWeekdayTextFormat(Qt::DayOfWeek(day), format);
    }
    updateCells();
}

QColor DayCalendar::textColor(const QDate &date) const
{
    if (date > maximumDate())
        return palette().color(QPalette::Disabled, QPalette::Text);
    return date.month() == monthShown() ? colors().text : colors().muted;
}

QColor DayCalendar::background(const QDate &date) const
{
    if (!m_first.isValid() || date < m_first || date > m_last)
        return colors().base;
    return mixed(colors().base, colors().accent, 0.2);
}

void DayCalendar::paintCell(QPainter *painter, const QRect &rect, QDate date) const
{
    const Colors &c = colors();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->fillRect(rect, c.base);
    const bool inSpan = m_first.isValid() && date >= m_first && date <= m_last;
    const QRectF box = QRectF(rect).adjusted(inSpan ? 0 : 1.5, 1.5, inSpan ? 0 : -1.5, -1.5);
    if (inSpan)
        painter->fillRect(box, background(date));
    if (date == selectedDate() && m_view && m_view->hasFocus()) {
        painter->setPen(QPen(c.accent, 1.5));
        painter->drawRoundedRect(QRectF(rect).adjusted(1.5, 2.5, -1.5, -2.5), 4, 4);
    }

    QFont number = font();
    number.setBold(date == m_today);
    const CommitCounts counts = date > maximumDate() ? CommitCounts() : m_counts.value(date);
    const QRectF upper(rect.x(), rect.y() + 3, rect.width(), rect.height() * 0.55);
    painter->setFont(number);
    painter->setPen(date == m_today ? c.accent : textColor(date));
    painter->drawText(upper, Qt::AlignCenter, QString::number(date.day()));
    if (counts.highToReview > 0) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(c.high);
        painter->drawEllipse(QPointF(rect.center().x() + painter->fontMetrics().horizontalAdvance(u"00"_s), upper.center().y() - 4), 3, 3);
    }
    if (counts.commits > 0) {
        QFont small = font();
        small.setPointSizeF(qMax(7.0, small.pointSizeF() * 0.78));
        painter->setFont(small);
        painter->setPen(c.muted);
        const QRectF lower(rect.x(), upper.bottom() - 2, rect.width(), rect.bottom() - upper.bottom());
        painter->drawText(lower, Qt::AlignHCenter | Qt::AlignTop, counts.commits > 9999 ? u"9999+"_s : QString::number(counts.commits));
    }
    painter->restore();
}

bool DayCalendar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Select || key == Qt::Key_Space) {
            Q_EMIT dayChosen(selectedDate());
            return true;
        }
        if (key == Qt::Key_Escape) {
            Q_EMIT escaped();
            return true;
        }
    }
    return QCalendarWidget::eventFilter(watched, event);
}

void DayCalendar::changeEvent(QEvent *event)
{
    QCalendarWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        applyColors();
}

} // namespace rijian::ui
