#pragma once

#include "ui/history/sheet.h"

#include <QWidget>

class QChart;
class QChartView;
class QSortFilterProxyModel;
class QSplitter;
class QStackedWidget;
class QTableView;

namespace rijian::ui {

class EmptyState;

/// A picture and, beneath it, its numbers as a table that sorts and copies. UI thread.
class HistoryPage : public QWidget
{
    Q_OBJECT

public:
    /// `picture`: null where charts are to be shown.
    HistoryPage(const QString &name, QWidget *picture, QWidget *parent);

    const QString &name() const { return m_name; }
    void setSheet(const Sheet &sheet);
    void setChart(QChart *chart); ///< takes it
    /// In the place of both.
    void showEmpty(const QString &title, const QString &text);
    bool isEmpty() const;

    /// As the table is sorted.
    Sheet shownSheet() const;
    QByteArray svg() const;
    QByteArray png() const; ///< two pixels a point
    /// The chosen rows, or all, with tabs between.
    void copyTable() const;

private:
    void fitColumns();
    void draw(QPainter &painter, const QRectF &target) const;

    QString m_name;
    SheetModel *m_model;
    QSortFilterProxyModel *m_sorted;
    QTableView *m_table;
    QWidget *m_picture;
    QChartView *m_charts = nullptr;
    QStackedWidget *m_pages;
    EmptyState *m_empty;
};

} // namespace rijian::ui
