#pragma once

#include <QStyledItemDelegate>

namespace rijian::ui {

/// Importance as shape, colour and word; changes as counts and bars; the rest as text. What was dealt with is muted.
class CommitDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace rijian::ui
