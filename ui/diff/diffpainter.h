#pragma once
// Paints the visible rows of a scene. One use a paint event. UI thread.

#include "ui/diff/diffselection.h"

class QPainter;

namespace rijian::ui {

struct DiffLook {
    QRect viewport;
    qint64 scrollY = 0;
    int scrollX = 0;
    Place hovered;       ///< a header or fold under the mouse
    bool onTick = false; ///< the mouse is in the hovered header's tick zone
    bool focused = false;
    int currentFile = -1;
    Place marked; ///< the line that was clicked or gone to; {-1, -1}: none
};

/// The arrow zones of a fold row, by position: -1 opens towards the top (lines above the part below), 1 towards the bottom, 0 all.
int foldDirection(const diff::FoldRow &fold, const SideBox &box, int x);
/// How a file reached the model, in words; empty: whole. `why`: with the reason.
QString readingWords(const FileReading &reading, bool why);
/// Empty: whole.
QString depthWords(ReadDepth depth);
/// Why a file has no lines, or not all, and what can be done about it; empty: it has.
QString noteWords(const DiffScene &scene, int file);
/// Where a header's "viewed" tick takes clicks, relative to the header's top.
QRect tickZone(const DiffMetrics &metrics, int width);
/// Lines opened by an arrow.
constexpr int foldStep = 20;

class DiffPainter
{
public:
    DiffPainter(QPainter &painter, DiffScene &scene, const DiffSelection &selection, const DiffLook &look);
    void paint();

private:
    void paintHeader(int file, double y);
    void paintChevron(QPointF center, bool down, const QColor &color);
    void paintRow(Place place, double y);
    void paintFold(Place place, const diff::Row &row, const QRectF &rect);
    void paintNote(Place place, const QRectF &rect);
    void paintLine(Place place, const diff::Row &row, const SideBox &box, diff::Side side, const QRectF &rect);
    void paintText(Place place, int line, const SideBox &box, diff::Side side, const QRectF &rect);
    void paintDepth(ReadDepth depth, const QRectF &rect);
    void paintNumbers(const PatchLine &line, bool marked, const SideBox &box, const QRectF &rect);

    QPainter &m_painter;
    DiffScene &m_scene;
    const DiffSelection &m_selection;
    const DiffLook &m_look;
};

} // namespace rijian::ui
