#include "ui/diff/filestyle.h"

#include "models/filelabels.h"
#include "ui/theme.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace rijian::ui {

QColor statusColor(FileStatus status)
{
    const Colors &c = colors();
    switch (status) {
    case FileStatus::Added:
        return c.added;
    case FileStatus::Deleted:
        return c.removed;
    case FileStatus::Modified:
        return c.medium;
    default:
        return c.accent;
    }
}

void paintStatusBadge(QPainter &painter, const QRectF &rect, FileStatus status, const QFont &font)
{
    const QColor color = statusColor(status);
    painter.setPen(Qt::NoPen);
    painter.setBrush(mixed(colors().base, color, colors().dark ? 0.22 : 0.13));
    painter.drawRoundedRect(rect, 4, 4);
    QFont strong(font);
    strong.setBold(true);
    painter.setFont(strong);
    painter.setPen(color);
    painter.drawText(rect, Qt::AlignCenter, QString(models::statusLetter(status)));
}

void paintTick(QPainter &painter, const QRectF &rect, bool ticked, bool hovered)
{
    const Colors &c = colors();
    painter.setPen(QPen(ticked || hovered ? c.accent : c.muted, 1.2));
    painter.setBrush(ticked ? QBrush(c.accent) : Qt::NoBrush);
    painter.drawRoundedRect(rect, 3, 3);
    if (!ticked)
        return;
    painter.setPen(QPen(c.accentText, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    const double w = rect.width();
    painter.drawPolyline(QPolygonF({rect.topLeft() + QPointF(w * 0.24, w * 0.52), rect.topLeft() + QPointF(w * 0.43, w * 0.72), rect.topLeft() + QPointF(w * 0.78, w * 0.3)}));
}

void paintWarning(QPainter &painter, const QRectF &rect)
{
    const Colors &c = colors();
    painter.setPen(Qt::NoPen);
    painter.setBrush(c.medium);
    painter.drawPolygon(QPolygonF({QPointF(rect.center().x(), rect.top()), rect.bottomRight(), rect.bottomLeft()}));
    painter.fillRect(QRectF(rect.center().x() - 0.8, rect.top() + rect.height() * 0.38, 1.6, rect.height() * 0.3), c.base);
    painter.fillRect(QRectF(rect.center().x() - 0.8, rect.top() + rect.height() * 0.76, 1.6, 1.6), c.base);
}

int paintCounts(QPainter &painter, int right, const QRectF &row, qint64 insertions, qint64 deletions, const QFont &font, bool blocks)
{
    painter.setFont(font);
    const QFontMetricsF metrics(font);
    double x = right;
    if (blocks && insertions + deletions > 0) {
        constexpr int count = 5;
        constexpr double size = 7;
        const auto total = double(insertions + deletions);
        const int filled = std::min(count, std::max(1, int(std::lround(std::log2(total + 1.0) * 0.8))));
        const int green = int(std::lround(filled * double(insertions) / total));
        x -= count * (size + 2) - 2;
        painter.setPen(Qt::NoPen);
        for (int i = 0; i < count; ++i) {
            painter.setBrush(i < green ? colors().added : i < filled ? colors().removed : colors().border);
            painter.drawRoundedRect(QRectF(x + i * (size + 2), row.center().y() - size / 2, size, size), 1.5, 1.5);
        }
        x -= 10;
    }
    const auto draw = [&](const QString &text, const QColor &color) {
        x -= metrics.horizontalAdvance(text);
        painter.setPen(color);
        painter.drawText(QRectF(x, row.top(), metrics.horizontalAdvance(text) + 2, row.height()), Qt::AlignVCenter, text);
        x -= 8;
    };
    if (deletions > 0)
        draw(u"−%1"_s.arg(deletions), colors().removed);
    if (insertions > 0)
        draw(u"+%1"_s.arg(insertions), colors().added);
    return int(x);
}

int paintPath(QPainter &painter, const QRectF &rect, const QString &folder, const QString &name, const QFont &font, const QColor &muted,
              const QColor &text)
{
    QFont strong(font);
    strong.setWeight(QFont::DemiBold);
    const QFontMetricsF plainMetrics(font);
    const QFontMetricsF strongMetrics(strong);
    const QString shownName = strongMetrics.elidedText(name, Qt::ElideMiddle, rect.width());
    const double nameWidth = strongMetrics.horizontalAdvance(shownName);
    const QString shownFolder = plainMetrics.elidedText(folder, Qt::ElideLeft, std::max(0.0, rect.width() - nameWidth));
    const double folderWidth = rect.width() - nameWidth < 16 ? 0 : plainMetrics.horizontalAdvance(shownFolder);
    if (folderWidth > 0) {
        painter.setFont(font);
        painter.setPen(muted);
        painter.drawText(QRectF(rect.left(), rect.top(), folderWidth + 2, rect.height()), Qt::AlignVCenter, shownFolder);
    }
    painter.setFont(strong);
    painter.setPen(text);
    painter.drawText(QRectF(rect.left() + folderWidth, rect.top(), nameWidth + 2, rect.height()), Qt::AlignVCenter, shownName);
    return int(rect.left() + folderWidth + nameWidth);
}

} // namespace rijian::ui
