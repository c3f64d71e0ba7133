#pragma once
// What the diff view shows: the files' documents with colours, folds and collapsed headers, and where all of it stands. The view owns
// one; painter and selection read it. UI thread.

#include "core/analysis.h"
#include "core/viewedkey.h"
#include "diff/moves.h"
#include "diff/search.h"
#include "ui/diff/diffgeometry.h"
#include "ui/diff/diffloader.h"
#include "ui/diff/diffmetrics.h"
#include "ui/diff/imagefile.h"
#include "ui/diff/linelayout.h"

#include <span>
#include <unordered_map>

namespace rijian::ui {

using diff::MovedLines;

/// One of ten thousand, perhaps: what few of them have takes a pointer each.
struct DiffFile {
    SharedDocument document;
    std::shared_ptr<const FilePatch> patch; ///< the newest: the document of a whole file may still be under way
    QMap<int, std::shared_ptr<const diff::LineColors>> colors; ///< by first line
    bool colored = false; ///< asked for
    bool pairsAsked = false; ///< Document::lacksPairs(): built once more, with a budget of its own
    std::shared_ptr<const FilePatch> around; ///< the file with all lines around its changes: what the colours go by; null: not there
    enum class Around { Known, Missing, Asked, Refused } aroundState = Around::Known; ///< Known: also where it makes no difference
    bool collapsed = false;
    bool viewed = false; ///< ticked by the user
    bool restAsked = false;    ///< cut for the commit's size, and asked for by itself
    bool restUnderWay = false; ///< not there yet
    std::vector<MovedLines> moves; ///< by side and number
    int partFrom = -1; ///< lines that were there when the part after them was asked for by the user; -1: none is under way
    FileReading reading; ///< how the file reached the model whose card is shown; whole where there is none
    bool whole = false;       ///< `patch` is of the whole file
    bool wholeWanted = false; ///< asked for, not there yet
    bool wholeRefused = false; ///< too large to be shown whole
    bool allLines = false;    ///< of the file are to be shown
    diff::OpenFolds open;
    QMap<int, QByteArray> contexts; ///< of the short patch's folds, by key: the whole file has none of its own
    LineTops lines;

    const FileChange &change() const { return document->patch().change; }
    QString viewedKey() const { return rijian::viewedKey(document->patch()); }
};

/// A line on the screen that stays what it is when modes or folds change.
struct Anchor {
    int file = -1;
    int number = -1; ///< of the line in its side; -1: the header
    diff::Side side = diff::Side::New;
    qint64 below = 0; ///< pixels from the viewport's top
};

class DiffScene
{
public:
    void setDocuments(const std::vector<SharedDocument> &documents);
    void clear() { setDocuments({}); }
    void setMetrics(const DiffMetrics &metrics);
    void setMode(diff::DiffMode mode);
    /// 0: lines do not wrap.
    void setWrapColumns(int columns);
    /// The file that is shown by itself; -1: all.
    void setOnly(int file);
    int only() const { return m_only; }
    /// After files changed.
    void relayout();
    void dropLayouts() { m_layouts.clear(); }
    /// After a file got another patch than `before`: matches stay with their lines.
    void carryMatches(int file, const FilePatch &before);
    /// Colours are others: what is known of long lines stays.
    void dropColors();

    std::vector<DiffFile> files;
    const DiffGeometry &geometry() const { return m_geometry; }
    const DiffMetrics &metrics() const { return m_metrics; }
    diff::DiffMode mode() const { return m_mode; }
    int wrapColumns() const { return m_wrapColumns; }
    bool sideBySide() const { return m_mode == diff::DiffMode::SideBySide; }
    std::vector<SharedDocument> documents() const;
    /// A binary file that may be a picture.
    bool isPicture(int file) const { return document(file).note() == diff::FileNote::Binary && !document(file).patch().notCompared && isPictureName(document(file).patch().change.path); }
    const diff::Document &document(int file) const { return *files[std::size_t(file)].document; }

    /// A file that was cut, and of which nothing is being read: the row at its end reads on.
    bool goesOn(int file) const
    {
        const DiffFile &shown = files[std::size_t(file)];
        return shown.document->note() == diff::FileNote::Cut && !shown.restUnderWay && !shown.whole && shown.partFrom < 0;
    }
    bool isRow(Place place) const { return place.file >= 0 && place.file < m_geometry.files() && place.row >= 0 && place.row < m_geometry.shownRows(place.file); }
    diff::Row rowAt(Place place) const { return document(place.file).row(m_mode, place.row); }
    /// The line of a row on a side, -1 if none. In the unified mode sides do not matter.
    int lineOf(const diff::Row &row, diff::Side side) const;
    /// By file.
    void setMoves(std::vector<std::vector<MovedLines>> moves);
    void setMarksMoves(bool marks) { m_marksMoves = marks; }
    bool marksMoves() const { return m_marksMoves; }
    /// Where a line was moved from or to; null: nowhere, or moves are not marked.
    const MovedLines *moveOf(int file, int line) const;
    /// How a line reached the model.
    ReadDepth depthOf(int file, int line) const;
    /// Kept for the lines painted last.
    LineLayout &layoutOf(int file, int line, diff::Side side);
    std::vector<diff::TextRange> wordsOf(int file, int line) const;
    /// What a search found, ordered; lines count within the files' patches as they are now.
    std::vector<diff::SearchMatch> matches;
    int currentMatch = -1; ///< into `matches`
    /// Those of a line that touch a part of its text.
    std::span<const diff::SearchMatch> matchesOf(int file, int line, diff::TextRange within) const;
    /// The widest line of all files, in pixels: as their documents estimate it, or wider where one that was painted is (other fonts,
    /// notes). Where lines wrap, of the painted ones.
    double contentWidth() const;

    Anchor anchorAt(qint64 y) const;
    /// The line of a row, or else the next in its file; `below` is 0.
    Anchor anchorOf(Place place) const;
    /// The y to scroll to so that the anchor stands where it stood.
    qint64 scrollFor(const Anchor &anchor) const;

private:
    const diff::LineColors *colorsOf(int file, int line) const;
    void dropStaleLayouts();
    Place lineFrom(Place place) const;
    /// A wrapped height that is not there yet means one row.
    int wrapOf(const DiffFile &file) const { return file.lines ? m_wrapColumns : 0; }

    DiffMetrics m_metrics;
    DiffGeometry m_geometry;
    diff::DiffMode m_mode = diff::DiffMode::Unified;
    int m_wrapColumns = 0;
    int m_only = -1;
    bool m_marksMoves = true;
    std::unordered_map<quint64, std::unique_ptr<LineLayout>> m_layouts;
    /// By file, what the layouts are of: they borrow the text.
    std::vector<std::pair<std::shared_ptr<const FilePatch>, int>> m_laidOut;
    double m_widest = 0; ///< of the lines laid out so far
};

} // namespace rijian::ui
