#pragma once

#include "storage/historystore.h"

#include <QWidget>

namespace rijian::ui {

/// Days as cells, a column a week: the more commits the stronger; a dot where some are of high importance; hatched where nobody has read the day.
/// Arrows go from day to day, Enter opens one. UI thread.
class HeatMap : public QWidget
{
    Q_OBJECT

public:
    explicit HeatMap(QWidget *parent = nullptr);

    void setDays(const QList<storage::HistoryDay> &days);
    QDate current() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void activated(const QDate &day);
    /// What the current day had, in words.
    void told(const QString &words);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    bool event(QEvent *event) override;

private:
    struct Grid {
        QPointF origin;  ///< of the first week's first day
        double cell = 0; ///< with the gap
    };
    Grid grid() const;
    int placeOf(qsizetype day) const; ///< cells from the first week's first day on
    QRectF rectOf(const Grid &grid, qsizetype day) const;
    qsizetype dayAt(const QPointF &position) const; ///< -1: none
    void setCurrent(qsizetype day);
    void drawDay(QPainter &painter, const QRectF &rect, const storage::HistoryDay &day) const;
    void drawLabels(QPainter &painter, const Grid &grid) const;
    void drawLegend(QPainter &painter, const Grid &grid) const;
    int strengthOf(int commits) const;

    QList<storage::HistoryDay> m_days;
    qsizetype m_current = -1;
    int m_most = 0; ///< commits of a day
};

} // namespace rijian::ui
