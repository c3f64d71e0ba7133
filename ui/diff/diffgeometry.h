#pragma once
// Where each file and row of the stacked diff stands, in pixels from the top of the contents. Knows no widgets; rows are not
// stored unless lines wrap.

#include <QtTypes>

#include <memory>
#include <vector>

namespace rijian::ui {

/// A file's header (row -1) or one of its rows.
struct Place {
    int file = -1;
    int row = -1;

    auto operator<=>(const Place &) const = default;
};

class DiffGeometry
{
public:
    struct Box {
        int rows = 0;
        bool collapsed = false;
        /// Screen lines above each row, and of all at the end; null: one each.
        std::shared_ptr<const std::vector<int>> lines;
    };

    /// `only`: the file that is shown by itself, the others take no room; -1: all below each other.
    void set(std::vector<Box> boxes, int headerHeight, int rowHeight, int gap, int only = -1);
    int files() const { return int(m_boxes.size()); }
    qint64 height() const { return m_tops.empty() ? 0 : m_tops.back(); }
    qint64 top(Place place) const;
    int rowHeight(Place place) const;
    /// The file's end, without the gap after it.
    qint64 bottom(int file) const;
    /// The file whose header, rows or gap hold y; clamped to the first and last; -1 without files.
    int fileAt(qint64 y) const;
    /// The place that holds y; {file, rows} in the gap below a file.
    Place placeAt(qint64 y) const;
    bool hidden(int file) const { return m_only >= 0 && file != m_only; }
    bool collapsed(int file) const { return m_boxes[std::size_t(file)].collapsed; }
    int shownRows(int file) const { return collapsed(file) || hidden(file) ? 0 : m_boxes[std::size_t(file)].rows; }

private:
    std::vector<Box> m_boxes;
    std::vector<qint64> m_tops; ///< of each file, and the end
    int m_header = 32;
    int m_row = 18;
    int m_gap = 12;
    int m_only = -1;
};

} // namespace rijian::ui
