#include "ui/day/daybar.h"

#include "ui/day/daypopup.h"
#include "ui/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLocale>
#include <QScreen>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace rijian::ui {

DayBar::DayBar(QWidget *parent)
    : QWidget(parent)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2);
    m_previous = addButton(u"previousDay"_s, {}, tr("Previous day with commits"));
    m_date = addButton(u"date"_s, {}, tr("Choose the day or the days"));
    m_next = addButton(u"nextDay"_s, {}, tr("Next day with commits"));
    m_todayButton = addButton(u"today"_s, tr("Today"), tr("Show today"));
    m_previous->setIcon(icon(u"go-previous"_s));
    m_next->setIcon(icon(u"go-next"_s));
    m_date->setIcon(icon(u"view-calendar-day"_s));
    m_date->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_popup = new DayPopup(this);
    connect(m_previous, &QToolButton::clicked, this, &DayBar::previousWanted);
    connect(m_next, &QToolButton::clicked, this, &DayBar::nextWanted);
    connect(m_todayButton, &QToolButton::clicked, this, &DayBar::todayWanted);
    connect(m_date, &QToolButton::clicked, this, &DayBar::showCalendar);
    connect(m_popup, &DayPopup::monthShown, this, &DayBar::monthShown);
    connect(m_popup, &DayPopup::spanChosen, this,
            [this](const QDate &first, const QDate &last) { Q_EMIT spanChosen({first, last, m_span.zone}); });
    const QDate today = QDate::currentDate();
    m_span = {today, today, defaultTimeZone()};
    setToday(today);
}

QToolButton *DayBar::addButton(const QString &name, const QString &text, const QString &toolTip)
{
    auto *button = new QToolButton(this);
    button->setObjectName(name);
    button->setAutoRaise(true);
    button->setText(text);
    button->setToolTip(toolTip);
    button->setAccessibleName(toolTip);
    button->setFocusPolicy(Qt::TabFocus);
    layout()->addWidget(button);
    return button;
}

void DayBar::setSpan(const DaySpan &span)
{
    m_span = span;
    refresh();
}

void DayBar::setToday(const QDate &today)
{
    m_today = today;
    m_popup->setToday(today);
    refresh();
}

void DayBar::setCounts(const QHash<QDate, CommitCounts> &counts)
{
    m_popup->setCounts(counts);
}

void DayBar::refresh()
{
    const QString day = m_span.first == m_span.last ? u"%1 %2"_s.arg(m_span.title(), locale().dayName(m_span.first.dayOfWeek(), QLocale::ShortFormat))
                                                    : m_span.title();
    m_date->setText(day + u" ▾"_s);
    m_date->setAccessibleName(tr("Day shown: %1").arg(day));
    m_next->setEnabled(m_span.last < m_today);
    m_todayButton->setEnabled(m_span.first != m_today || m_span.last != m_today);
}

void DayBar::showCalendar()
{
    m_popup->setSpan(m_span.first, m_span.last);
    m_popup->adjustSize();
    QPoint place = m_date->mapToGlobal(QPoint(0, m_date->height() + 2));
    if (const QScreen *screen = this->screen()) {
        const QRect free = screen->availableGeometry();
        place.setX(qBound(free.left(), place.x(), qMax(free.left(), free.right() - m_popup->width())));
        place.setY(qBound(free.top(), place.y(), qMax(free.top(), free.bottom() - m_popup->height())));
    }
    m_popup->move(place);
    m_popup->show();
}

void DayBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LocaleChange && m_popup)
        refresh();
}

} // namespace rijian::ui
