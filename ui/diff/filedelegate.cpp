#include "ui/diff/filedelegate.h"

#include "models/filetreemodel.h"
#include "ui/diff/filestyle.h"
#include "ui/theme.h"

#include <QPainter>

namespace rijian::ui {

namespace {

constexpr int leastForBlocks = 260; ///< narrower, names need the room more

}

void FileDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    using Model = models::ChangedFilesModel;
    const Colors &c = colors();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool focused = selected && option.state.testFlag(QStyle::State_HasFocus);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRectF rect(option.rect);
    if (selected)
        painter->fillRect(rect, chosenTint());
    else if (option.state.testFlag(QStyle::State_MouseOver))
        painter->fillRect(rect, c.hover);
    if (focused)
        painter->fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), c.accent);
    const double badge = rect.height() - 10;
    const bool folder = index.data(models::FileTreeModel::FileRole).toInt() < 0;
    if (!folder)
        paintStatusBadge(*painter, QRectF(rect.left() + 10, rect.top() + 5, badge, badge), FileStatus(index.data(Model::StatusRole).toInt()), option.font);
    QFont small(option.font);
    small.setPointSizeF(small.pointSizeF() * 0.9);
    const bool viewed = index.data(Model::ViewedRole).toBool();
    int right = int(rect.right()) - 10;
    if (const bool hovered = option.state.testFlag(QStyle::State_MouseOver) && !folder; viewed || hovered) {
        paintTick(*painter, QRectF(right - 13, rect.center().y() - 6.5, 13, 13), viewed, hovered);
        right -= 21;
    }
    if (index.data(Model::InvisiblesRole).toBool()) {
        paintWarning(*painter, QRectF(right - 13, rect.center().y() - 6.5, 13, 13));
        right -= 19;
    }
    const double left = folder ? rect.left() + 6 : rect.left() + 10 + badge + 8;
    right = paintCounts(*painter, right, rect, index.data(Model::InsertionsRole).toLongLong(), index.data(Model::DeletionsRole).toLongLong(), small, rect.width() >= leastForBlocks);
    paintPath(*painter, QRectF(left, rect.top(), std::max(20.0, right - left), rect.height()), index.data(Model::FolderRole).toString(),
              index.data(Model::NameRole).toString(), option.font, c.muted, viewed || folder ? c.muted : c.text);
    painter->restore();
}

/// Not the style's highlight: the row's own colours mean something.
QColor FileDelegate::chosenTint()
{
    const Colors &c = colors();
    return mixed(c.base, c.accent, c.dark ? 0.28 : 0.14);
}

QRectF FileDelegate::tickZone(const QRectF &row)
{
    return {row.right() - 30, row.top(), 30, row.height()};
}

QSize FileDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {160, option.fontMetrics.height() + 12};
}

} // namespace rijian::ui
