#pragma once
// A row of the list of changed files: status letter, folder and name, counts. UI thread.

#include <QColor>
#include <QStyledItemDelegate>

namespace rijian::ui {

class FileDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    /// Behind a chosen row. Its list has to use it, too, for what it paints beside the row.
    static QColor chosenTint();
    /// Where a row takes clicks for its tick.
    static QRectF tickZone(const QRectF &row);
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace rijian::ui
