#pragma once

#include <QStyledItemDelegate>

namespace rijian::ui {

/// A repository in two lines: name and counts, what goes on, a bar while it runs.
class RepositoryDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    mutable QFont m_font; ///< whose heights these are
    mutable int m_line = 0;
    mutable int m_small = 0;
};

} // namespace rijian::ui
