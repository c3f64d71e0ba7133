#pragma once
// How a changed file looks in the list and in the diff's headers. UI thread.

#include "core/commit.h"

#include <QColor>
#include <QRectF>

class QPainter;
class QFont;

namespace rijian::ui {

QColor statusColor(FileStatus status);

/// The status letter in a rounded square.
void paintStatusBadge(QPainter &painter, const QRectF &rect, FileStatus status, const QFont &font);

/// A box with or without a tick.
void paintTick(QPainter &painter, const QRectF &rect, bool ticked, bool hovered);

/// A triangle that says: look here.
void paintWarning(QPainter &painter, const QRectF &rect);

/// "+12 −3" and five blocks in their proportion, ending at `right`; returns the left edge.
int paintCounts(QPainter &painter, int right, const QRectF &row, qint64 insertions, qint64 deletions, const QFont &font, bool blocks);

/// Folder muted, name strong; the folder is shortened first. Returns the right edge.
int paintPath(QPainter &painter, const QRectF &rect, const QString &folder, const QString &name, const QFont &font, const QColor &muted,
              const QColor &text);

} // namespace rijian::ui
