#pragma once

#include "core/commitrow.h"

#include <QCalendarWidget>
#include <QHash>

namespace rijian::ui {

/// A month of days, each with its number of commits and a red mark where 🔴 wait for review. Colours follow the theme.
/// It only shows: dayChosen() says what was clicked or entered; setSpan() says which days are tinted.
class DayCalendar : public QCalendarWidget
{
    Q_OBJECT

public:
    explicit DayCalendar(QWidget *parent = nullptr);

    /// Days after it cannot be chosen.
    void setToday(const QDate &today);
    QDate today() const { return m_today; }
    void setSpan(const QDate &first, const QDate &last);
    void setCounts(const QHash<QDate, CommitCounts> &counts);
    /// What a screen reader says of a day.
    QString description(const QDate &date) const;

Q_SIGNALS:
    void dayChosen(const QDate &date);
    void escaped();

protected:
    void paintCell(QPainter *painter, const QRect &rect, QDate date) const override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void applyColors();
    QColor textColor(const QDate &date) const;
    QColor background(const QDate &date) const;

    QDate m_today;
    QDate m_first;
    QDate m_last;
    QHash<QDate, CommitCounts> m_counts;
    QWidget *m_view = nullptr; ///< the calendar's own table
};

} // namespace rijian::ui
