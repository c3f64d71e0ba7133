#include "ui/diff/diffscene.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

constexpr std::size_t mostLayouts = 1'000;

int digitsOf(const std::vector<DiffFile> &files)
{
    int digits = 3;
    for (const DiffFile &file : files)
        digits = std::max(digits, file.document->digits());
    return digits;
}

int numberOf(const diff::Document &document, int line, diff::Side side)
{
    const PatchLine &entry = document.patch().lines[std::size_t(line)];
    return side == diff::Side::Old ? entry.oldNumber : entry.newNumber;
}

} // namespace

void DiffScene::setDocuments(const std::vector<SharedDocument> &documents)
{
    files.clear();
    m_widest = 0;
    matches.clear();
    currentMatch = -1;
    dropLayouts();
    files.resize(documents.size());
    for (std::size_t i = 0; i < documents.size(); ++i) {
        files[i].document = documents[i];
        files[i].patch = documents[i]->sharedPatch();
    }
    relayout();
}

void DiffScene::setMetrics(const DiffMetrics &metrics)
{
    m_metrics = metrics;
    m_widest = 0;
    dropLayouts();
    relayout();
}

void DiffScene::setMode(diff::DiffMode mode)
{
    m_mode = mode;
    for (DiffFile &file : files)
        file.lines.reset();
    relayout();
}

void DiffScene::setWrapColumns(int columns)
{
    if (columns != m_wrapColumns)
        m_widest = 0;
    m_wrapColumns = columns;
    if (columns <= 0) {
        for (DiffFile &file : files)
            file.lines.reset();
    }
    relayout();
}

void DiffScene::setOnly(int file)
{
    m_only = file;
    relayout();
}

void DiffScene::relayout()
{
    if (m_only >= int(files.size()))
        m_only = -1;
    m_metrics.digits = digitsOf(files);
    dropStaleLayouts();
    std::vector<DiffGeometry::Box> boxes;
    boxes.reserve(files.size());
    for (const DiffFile &file : files)
        boxes.push_back({file.document->rowCount(m_mode), file.collapsed, file.lines});
    m_geometry.set(std::move(boxes), m_metrics.headerHeight, m_metrics.rowHeight, m_metrics.gap, m_only);
}

void DiffScene::dropStaleLayouts()
{
    std::vector<std::pair<std::shared_ptr<const FilePatch>, int>> now;
    now.reserve(files.size());
    for (const DiffFile &file : files)
        now.emplace_back(file.document->sharedPatch(), wrapOf(file));
    std::erase_if(m_layouts, [&](const auto &each) {
        const auto file = std::size_t(each.first >> 40);
        return file >= now.size() || file >= m_laidOut.size() || now[file] != m_laidOut[file];
    });
    m_laidOut = std::move(now);
}

void DiffScene::carryMatches(int file, const FilePatch &before)
{
    if (before.lines.empty())
        return; // no match was in it; a commit may have thousands of such files
    constexpr int mostMissing = 8; // what is missing is looked for to the end
    const auto &lines = document(file).patch().lines;
    auto from = lines.begin();
    int missing = 0;
    const auto lineNow = [&](int line) {
        const PatchLine &wanted = before.lines[std::size_t(line)];
        const auto same = [&wanted](const PatchLine &each) { return each.newNumber == wanted.newNumber && (wanted.newNumber > 0 || each.oldNumber == wanted.oldNumber); };
        const auto found = missing < mostMissing ? std::find_if(from, lines.end(), same) : lines.end();
        if (found == lines.end()) {
            ++missing;
            return -1;
        }
        from = found;
        return int(found - lines.begin());
    };
    std::vector<diff::SearchMatch> carried;
    carried.reserve(matches.size());
    int current = -1, was = -1, now = -1;
    for (std::size_t i = 0; i < matches.size(); ++i) {
        diff::SearchMatch match = matches[i];
        if (match.file == file) {
            if (match.line != std::exchange(was, match.line))
                now = lineNow(match.line);
            if (now < 0)
                continue;
            match.line = now;
        }
        if (int(i) == currentMatch)
            current = int(carried.size());
        carried.push_back(match);
    }
    matches = std::move(carried);
    currentMatch = current;
}

void DiffScene::setMoves(std::vector<std::vector<MovedLines>> moves)
{
    if (moves.size() != files.size())
        return;
    for (std::size_t i = 0; i < files.size(); ++i)
        files[i].moves = std::move(moves[i]);
}

const MovedLines *DiffScene::moveOf(int file, int line) const
{
    const auto &moves = files[std::size_t(file)].moves;
    const PatchLine &entry = document(file).patch().lines[std::size_t(line)];
    if (moves.empty() || !m_marksMoves || entry.kind == LineKind::Context)
        return nullptr;
    const bool added = entry.kind == LineKind::Added;
    const int number = added ? entry.newNumber : entry.oldNumber;
    const auto after = std::ranges::upper_bound(moves, std::pair(added, number), {}, [](const MovedLines &moved) { return std::pair(moved.added, moved.first); });
    if (after == moves.begin())
        return nullptr;
    const MovedLines &moved = *std::prev(after);
    return moved.added == added && number < moved.first + moved.count ? &moved : nullptr;
}

ReadDepth DiffScene::depthOf(int file, int line) const
{
    const FileReading &reading = files[std::size_t(file)].reading;
    if (reading.hunks.isEmpty())
        return reading.depth;
    // Hunks by their places in the file: the patch shown may have other context than the one that was sent.
    const PatchLine &entry = document(file).patch().lines[std::size_t(line)];
    const bool old = entry.newNumber < 0;
    const int number = old ? entry.oldNumber : entry.newNumber;
    const auto start = [old](const HunkReading &hunk) { return old ? hunk.oldStart : hunk.newStart; };
    const auto after = std::ranges::upper_bound(reading.hunks, number, {}, start);
    if (after == reading.hunks.begin())
        return ReadDepth::Whole;
    const HunkReading &hunk = *std::prev(after);
    return number < start(hunk) + (old ? hunk.oldCount : hunk.newCount) ? hunk.depth : ReadDepth::Whole;
}

std::span<const diff::SearchMatch> DiffScene::matchesOf(int file, int line, diff::TextRange within) const
{
    const auto endOf = [](const diff::SearchMatch &match) { return std::tuple(match.file, match.line, match.range.offset + match.range.length); };
    const auto startOf = [](const diff::SearchMatch &match) { return match.position(); };
    const auto first = std::ranges::lower_bound(matches, std::tuple(file, line, within.offset), {}, endOf);
    const auto end = std::ranges::upper_bound(first, matches.end(), std::tuple(file, line, within.offset + within.length), {}, startOf);
    return {first, end};
}

std::vector<SharedDocument> DiffScene::documents() const
{
    std::vector<SharedDocument> all;
    for (const DiffFile &file : files)
        all.push_back(file.document);
    return all;
}

int DiffScene::lineOf(const diff::Row &row, diff::Side side) const
{
    if (sideBySide())
        return side == diff::Side::Old ? row.oldLine : row.newLine;
    return row.newLine >= 0 ? row.newLine : row.oldLine;
}

const diff::LineColors *DiffScene::colorsOf(int file, int line) const
{
    const auto &parts = files[std::size_t(file)].colors;
    const auto after = parts.upperBound(line);
    return after == parts.cbegin() ? nullptr : std::prev(after)->get();
}

void DiffScene::dropColors()
{
    std::erase_if(m_layouts, [this](const auto &each) {
        if (!each.second->isLong())
            return true;
        const auto file = int(each.first >> 40);
        const auto line = int((each.first >> 1) & 0x7FFFFFFF);
        const auto *colors = colorsOf(file, line);
        each.second->setSpans(colors ? colors->syntax(line, each.first & 1 ? diff::Side::Old : diff::Side::New) : std::vector<diff::Span>());
        return false;
    });
}

LineLayout &DiffScene::layoutOf(int file, int line, diff::Side side)
{
    const quint64 key = (quint64(file) << 40) | (quint64(line) << 1) | quint64(side == diff::Side::Old);
    if (const auto found = m_layouts.find(key); found != m_layouts.end())
        return *found->second;
    if (m_layouts.size() > mostLayouts)
        m_layouts.clear();
    const diff::Document &shown = document(file);
    const auto *colors = colorsOf(file, line);
    const QString note = shown.patch().lines[std::size_t(line)].noLineEnd
        ? u"  "_s + QCoreApplication::translate("rijian::ui::DiffView", "⊘ no newline at end of file") : QString();
    const auto spans = colors ? colors->syntax(line, side) : std::vector<diff::Span>();
    const int wrap = wrapOf(files[std::size_t(file)]);
    LineLayout &layout = *m_layouts.emplace(key, std::make_unique<LineLayout>(shown.text(line), spans, m_metrics, wrap, note)).first->second;
    if (wrap == m_wrapColumns)
        m_widest = std::max(m_widest, layout.width());
    return layout;
}

std::vector<diff::TextRange> DiffScene::wordsOf(int file, int line) const
{
    const auto *colors = colorsOf(file, line);
    return colors ? colors->words(line) : std::vector<diff::TextRange>();
}

double DiffScene::contentWidth() const
{
    int columns = 0;
    for (const DiffFile &file : files)
        columns = m_wrapColumns > 0 ? 0 : std::max(columns, file.document->columns());
    return m_wrapColumns > 0 ? m_widest : std::max(columns * m_metrics.cell, m_widest) + 2 * m_metrics.cell;
}

Place DiffScene::lineFrom(Place place) const
{
    for (; isRow(place); ++place.row) {
        if (rowAt(place).kind == diff::RowKind::Line)
            return place;
    }
    return {place.file, -1};
}

Anchor DiffScene::anchorOf(Place place) const
{
    place = lineFrom(place);
    if (place.row < 0)
        return {.file = place.file};
    const diff::Row row = rowAt(place);
    const diff::Side side = row.newLine >= 0 ? diff::Side::New : diff::Side::Old;
    return {place.file, numberOf(document(place.file), row.newLine >= 0 ? row.newLine : row.oldLine, side), side};
}

Anchor DiffScene::anchorAt(qint64 y) const
{
    const Place place = m_geometry.placeAt(y);
    if (place.file < 0)
        return {};
    Anchor anchor = anchorOf(place);
    anchor.below = m_geometry.top(lineFrom(place)) - y;
    return anchor;
}

qint64 DiffScene::scrollFor(const Anchor &anchor) const
{
    if (anchor.file < 0 || anchor.file >= m_geometry.files())
        return 0;
    Place place{anchor.file, -1};
    if (anchor.number >= 0 && !m_geometry.collapsed(anchor.file)) {
        const diff::Document &shown = document(anchor.file);
        const auto &lines = shown.patch().lines;
        const auto found = std::find_if(lines.begin(), lines.end(), [&anchor](const PatchLine &line) {
            return (anchor.side == diff::Side::Old ? line.oldNumber : line.newNumber) == anchor.number;
        });
        if (found != lines.end())
            place.row = shown.rowOfLine(m_mode, int(found - lines.begin()));
    }
    return m_geometry.top(place) - anchor.below;
}

} // namespace rijian::ui
