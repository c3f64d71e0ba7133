#include "ui/diff/diffgeometry.h"

#include <algorithm>

namespace rijian::ui {

namespace {

int linesOf(const DiffGeometry::Box &box, int row)
{
    return box.lines ? (*box.lines)[std::size_t(std::min(row, box.rows))] : row;
}

} // namespace

void DiffGeometry::set(std::vector<Box> boxes, int headerHeight, int rowHeight, int gap, int only)
{
    m_boxes = std::move(boxes);
    m_header = headerHeight;
    m_row = rowHeight;
    m_gap = gap;
    m_only = only;
    m_tops.clear();
    qint64 top = 0;
    for (int file = 0; file < files(); ++file) {
        const Box &box = m_boxes[std::size_t(file)];
        m_tops.push_back(top);
        if (!hidden(file))
            top += m_header + (box.collapsed ? 0 : qint64(linesOf(box, box.rows)) * m_row) + m_gap;
    }
    if (!m_tops.empty())
        m_tops.push_back(top);
}

qint64 DiffGeometry::top(Place place) const
{
    const auto file = std::size_t(place.file);
    if (place.row < 0)
        return m_tops[file];
    return m_tops[file] + m_header + (m_boxes[file].collapsed ? 0 : qint64(linesOf(m_boxes[file], place.row)) * m_row);
}

int DiffGeometry::rowHeight(Place place) const
{
    if (place.row < 0)
        return m_header;
    const Box &box = m_boxes[std::size_t(place.file)];
    return (linesOf(box, place.row + 1) - linesOf(box, place.row)) * m_row;
}

qint64 DiffGeometry::bottom(int file) const
{
    return m_tops[std::size_t(file) + 1] - m_gap;
}

int DiffGeometry::fileAt(qint64 y) const
{
    if (m_boxes.empty())
        return -1;
    if (m_only >= 0)
        return m_only;
    const auto after = std::upper_bound(m_tops.begin(), m_tops.end() - 1, y);
    return int(std::max(std::ptrdiff_t(0), after - m_tops.begin() - 1));
}

Place DiffGeometry::placeAt(qint64 y) const
{
    const int file = fileAt(y);
    if (file < 0)
        return {};
    const Box &box = m_boxes[std::size_t(file)];
    const qint64 inside = y - m_tops[std::size_t(file)] - m_header;
    if (inside < 0)
        return {file, -1};
    const auto line = inside / m_row;
    if (!box.lines || box.collapsed)
        return {file, int(std::min<qint64>(line, shownRows(file)))};
    const auto after = std::upper_bound(box.lines->begin(), box.lines->end(), int(std::min<qint64>(line, box.lines->back())));
    return {file, int(after - box.lines->begin()) - 1};
}

} // namespace rijian::ui
