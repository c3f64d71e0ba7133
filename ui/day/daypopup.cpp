#include "ui/day/daypopup.h"

#include "ui/day/daycalendar.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QRadioButton>
#include <QToolButton>


using namespace Qt::StringLiterals;

namespace rijian::ui {

DayPopup::DayPopup(QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_calendar(new DayCalendar(this))
{
    setFrameShape(QFrame::StyledPanel);
    setBackgroundRole(QPalette::Window);
    setAutoFillBackground(true);
    setAccessibleName(tr("Choose a day"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 10, 12, 12);
    column->setSpacing(8);
    column->addLayout(makeHeader());
    column->addWidget(m_calendar);
    column->addLayout(makeModes());
    column->addLayout(makeQuickChoices());
    setFocusProxy(m_calendar);
    connect(m_calendar, &DayCalendar::dayChosen, this, &DayPopup::onDay);
    connect(m_calendar, &DayCalendar::escaped, this, &QWidget::close);
    connect(m_calendar, &QCalendarWidget::currentPageChanged, this, &DayPopup::onMonth);
    connect(m_calendar, &QCalendarWidget::selectionChanged, this, &DayPopup::showSpan);
    onMonth();
}

QToolButton *DayPopup::headerButton(const QString &iconName, const QString &text)
{
    auto *button = new QToolButton(this);
    button->setAutoRaise(true);
    button->setIcon(icon(iconName));
    button->setToolTip(text);
    button->setAccessibleName(text);
    return button;
}

QHBoxLayout *DayPopup::makeHeader()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(2);
    auto *lastYear = headerButton(u"go-first"_s, tr("Previous year"));
    auto *lastMonth = headerButton(u"go-previous"_s, tr("Previous month"));
    m_nextMonth = headerButton(u"go-next"_s, tr("Next month"));
    m_nextYear = headerButton(u"go-last"_s, tr("Next year"));
    m_title = new QLabel(this);
    m_title->setAlignment(Qt::AlignCenter);
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    row->addWidget(lastYear);
    row->addWidget(lastMonth);
    row->addWidget(m_title, 1);
    row->addWidget(m_nextMonth);
    row->addWidget(m_nextYear);
    connect(lastYear, &QToolButton::clicked, m_calendar, &QCalendarWidget::showPreviousYear);
    connect(lastMonth, &QToolButton::clicked, m_calendar, &QCalendarWidget::showPreviousMonth);
    connect(m_nextMonth, &QToolButton::clicked, m_calendar, &QCalendarWidget::showNextMonth);
    connect(m_nextYear, &QToolButton::clicked, m_calendar, &QCalendarWidget::showNextYear);
    return row;
}

QHBoxLayout *DayPopup::makeModes()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    m_oneDay = new QRadioButton(tr("One day"), this);
    m_oneDay->setObjectName(u"oneDay"_s);
    m_range = new QRadioButton(tr("Range"), this);
    m_range->setObjectName(u"range"_s);
    m_oneDay->setChecked(true);
    m_hint = new QLabel(this);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    row->addWidget(m_oneDay);
    row->addWidget(m_range);
    row->addStretch();
    row->addWidget(m_hint);
    connect(m_range, &QAbstractButton::toggled, this, &DayPopup::setRangeMode);
    return row;
}

void DayPopup::addQuickChoice(QHBoxLayout *row, const QString &name, const QString &text, std::function<std::pair<QDate, QDate>()> days)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(name);
    button->setAutoDefault(false);
    row->addWidget(button, 1);
    connect(button, &QPushButton::clicked, this, [this, days = std::move(days)] {
        const auto [first, last] = days();
        choose(first, last);
    });
}

QHBoxLayout *DayPopup::makeQuickChoices()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(6);
    const auto today = [this] { return m_calendar->today(); };
    addQuickChoice(row, u"quickToday"_s, tr("Today"), [today] { return std::pair(today(), today()); });
    addQuickChoice(row, u"quickYesterday"_s, tr("Yesterday"), [today] { return std::pair(today().addDays(-1), today().addDays(-1)); });
    addQuickChoice(row, u"quickWeek"_s, tr("Last 7 days"), [today] { return std::pair(today().addDays(-6), today()); });
    addQuickChoice(row, u"quickMonth"_s, tr("This month"), [today] { return std::pair(QDate(today().year(), today().month(), 1), today()); });
    return row;
}

void DayPopup::setToday(const QDate &today)
{
    m_calendar->setToday(today);
    onMonth();
}

void DayPopup::setCounts(const QHash<QDate, CommitCounts> &counts)
{
    m_calendar->setCounts(counts);
}

void DayPopup::setSpan(const QDate &first, const QDate &last)
{
    m_first = first;
    m_last = last;
    m_start = {};
    (first == last ? m_oneDay : m_range)->setChecked(true);
    m_calendar->setSelectedDate(last);
    showSpan();
}

std::pair<QDate, QDate> DayPopup::shownDays() const
{
    const QDate first(m_calendar->yearShown(), m_calendar->monthShown(), 1);
    return {first.addDays(-7), first.addDays(first.daysInMonth() + 13)}; // six weeks, wherever the month begins in the first
}

bool DayPopup::rangeMode() const
{
    return m_range->isChecked();
}

void DayPopup::setRangeMode(bool on)
{
    m_start = {};
    m_hint->setText(on ? tr("Choose the first day") : QString());
    showSpan();
}

void DayPopup::onDay(const QDate &date)
{
    if (!date.isValid() || date > m_calendar->maximumDate())
        return;
    if (!rangeMode()) {
        choose(date, date);
    } else if (!m_start.isValid()) {
        m_start = date;
        m_hint->setText(tr("Choose the last day"));
        showSpan();
    } else {
        choose(qMin(m_start, date), qMax(m_start, date));
    }
}

void DayPopup::onMonth()
{
    const QDate first(m_calendar->yearShown(), m_calendar->monthShown(), 1);
    m_title->setText(locale().toString(first, tr("MMMM yyyy", "month and year, as QLocale::toString() takes it")));
    m_nextMonth->setEnabled(first.addMonths(1) <= m_calendar->maximumDate());
    m_nextYear->setEnabled(m_nextMonth->isEnabled());
    const auto [begin, end] = shownDays();
    Q_EMIT monthShown(begin, end);
}

void DayPopup::choose(QDate first, QDate last)
{
    m_start = {};
    close();
    Q_EMIT spanChosen(first, last);
}

/// While a range is being chosen, the days up to where the keyboard stands are tinted.
void DayPopup::showSpan()
{
    const QDate selected = m_calendar->selectedDate();
    if (m_start.isValid())
        m_calendar->setSpan(qMin(m_start, selected), qMax(m_start, selected));
    else
        m_calendar->setSpan(m_first, m_last);
}

void DayPopup::showEvent(QShowEvent *event)
{
    QFrame::showEvent(event);
    m_calendar->setFocus();
    onMonth();
}

} // namespace rijian::ui
