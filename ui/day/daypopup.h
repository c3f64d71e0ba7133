#pragma once

#include "core/commitrow.h"

#include <QDate>
#include <QFrame>
#include <QHash>

#include <functional>

class QAbstractButton;
class QHBoxLayout;
class QLabel;
class QToolButton;

namespace rijian::ui {

class DayCalendar;

/// The bar's calendar: a month, one day or a range, and quick choices. Closes itself when something was chosen.
class DayPopup : public QFrame
{
    Q_OBJECT

public:
    explicit DayPopup(QWidget *parent = nullptr);

    void setToday(const QDate &today);
    void setCounts(const QHash<QDate, CommitCounts> &counts);
    /// What is shown now; a range opens in range mode.
    void setSpan(const QDate &first, const QDate &last);
    /// The days on view: those of the month and the ends of its neighbours.
    std::pair<QDate, QDate> shownDays() const;
    DayCalendar *calendar() const { return m_calendar; }

Q_SIGNALS:
    void spanChosen(const QDate &first, const QDate &last);
    void monthShown(const QDate &first, const QDate &last);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QHBoxLayout *makeHeader();
    QHBoxLayout *makeModes();
    QHBoxLayout *makeQuickChoices();
    QToolButton *headerButton(const QString &iconName, const QString &text);
    void addQuickChoice(QHBoxLayout *row, const QString &name, const QString &text, std::function<std::pair<QDate, QDate>()> days);
    bool rangeMode() const;
    void setRangeMode(bool on);
    void onDay(const QDate &date);
    void onMonth();
    void choose(QDate first, QDate last); ///< by value: forgets the range being chosen
    void showSpan();

    DayCalendar *m_calendar = nullptr;
    QLabel *m_title = nullptr;
    QLabel *m_hint = nullptr;
    QAbstractButton *m_oneDay = nullptr;
    QAbstractButton *m_range = nullptr;
    QToolButton *m_nextMonth = nullptr;
    QToolButton *m_nextYear = nullptr;
    QDate m_first;
    QDate m_last;
    QDate m_start; ///< the first day of a range being chosen; invalid: none yet
};

} // namespace rijian::ui
