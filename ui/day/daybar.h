#pragma once

#include "core/commitrow.h"
#include "core/day.h"

#include <QHash>
#include <QWidget>

class QToolButton;

namespace rijian::ui {

class DayPopup;

/// ◀ 2026-01-07 Wed ▾ ▶ Today: which days are shown, for a toolbar. It changes nothing by itself: signals say what is
/// wanted, setSpan() brings it.
class DayBar : public QWidget
{
    Q_OBJECT

public:
    explicit DayBar(QWidget *parent = nullptr);

    /// The days shown; their zone is that of spanChosen().
    void setSpan(const DaySpan &span);
    const DaySpan &span() const { return m_span; }
    /// In the user's zone; days after it cannot be chosen. The owner calls it again after midnight.
    void setToday(const QDate &today);
    /// For the calendar, by day.
    void setCounts(const QHash<QDate, CommitCounts> &counts);

public Q_SLOTS:
    void showCalendar();

Q_SIGNALS:
    void spanChosen(const rijian::DaySpan &span);
    /// The nearest earlier or later day with commits, or the next by the calendar: the owner knows.
    void previousWanted();
    void nextWanted();
    void todayWanted();
    /// The calendar shows these days: their counts are wanted.
    void monthShown(const QDate &first, const QDate &last);

protected:
    void changeEvent(QEvent *event) override;

private:
    QToolButton *addButton(const QString &name, const QString &text, const QString &toolTip);
    void refresh();

    DaySpan m_span;
    QDate m_today;
    QToolButton *m_previous = nullptr;
    QToolButton *m_date = nullptr;
    QToolButton *m_next = nullptr;
    QToolButton *m_todayButton = nullptr;
    DayPopup *m_popup = nullptr;
};

} // namespace rijian::ui
