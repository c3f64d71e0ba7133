#include "diff/document.h"

#include "diff/documentbuilder.h"

#include <algorithm>
#include <array>

namespace rijian::diff {

namespace {

constexpr std::size_t pairsPerMark = 128;

}

Document::Document(std::shared_ptr<const FilePatch> patch, const DocumentOptions &options, PairingBudget &budget)
    : m_patch(std::move(patch))
{
    DocumentBuilder(*this, options, budget).build();
    LinePair above;
    for (std::size_t i = 0; i < m_pairs.size(); ++i) {
        if (i % pairsPerMark == 0)
            m_pairMarks.push_back(above);
        above.oldLine = std::max(above.oldLine, m_pairs[i].oldLine);
        above.newLine = std::max(above.newLine, m_pairs[i].newLine);
    }
}

std::size_t Document::pairFrom(int line, int LinePair::*side) const
{
    const auto mark = std::ranges::lower_bound(m_pairMarks, line, {}, side); // the first below that line, or at it
    std::size_t at = mark == m_pairMarks.begin() ? 0 : std::size_t(mark - m_pairMarks.begin() - 1) * pairsPerMark;
    while (at < m_pairs.size() && m_pairs[at].*side < line)
        ++at;
    return at;
}

const Document::Stretch &Document::stretchOfRow(DiffMode mode, int index) const
{
    const auto after = std::upper_bound(m_stretches.begin(), m_stretches.end(), index,
                                        [&](int row, const Stretch &stretch) { return row < firstRow(stretch, mode); });
    Q_ASSERT(after != m_stretches.begin());
    return *std::prev(after);
}

Row Document::row(DiffMode mode, int index) const
{
    const Stretch &stretch = stretchOfRow(mode, index);
    const int within = index - firstRow(stretch, mode);
    if (stretch.kind != RowKind::Line)
        return {.kind = stretch.kind, .fold = stretch.fold};
    if (stretch.firstPair >= 0 && mode == DiffMode::SideBySide) {
        const LinePair &pair = m_pairs[std::size_t(stretch.firstPair + within)];
        return {.oldLine = pair.oldLine, .newLine = pair.newLine};
    }
    const int line = stretch.firstLine + within;
    const LineKind kind = m_patch->lines[std::size_t(line)].kind;
    return {.oldLine = kind == LineKind::Added ? -1 : line, .newLine = kind == LineKind::Removed ? -1 : line};
}

int Document::rowOfLine(DiffMode mode, int line) const
{
    const auto after = std::upper_bound(m_stretches.begin(), m_stretches.end(), line,
                                        [](int value, const Stretch &stretch) { return value < stretch.firstLine; });
    if (after == m_stretches.begin())
        return -1;
    const Stretch &stretch = *std::prev(after);
    if (line >= stretch.firstLine + stretch.lineCount)
        return -1;
    if (stretch.kind != RowKind::Line)
        return firstRow(stretch, mode);
    if (stretch.firstPair < 0 || mode == DiffMode::Unified)
        return firstRow(stretch, mode) + line - stretch.firstLine;
    const bool removed = m_patch->lines[std::size_t(line)].kind == LineKind::Removed;
    return stretch.sideRow + int(pairFrom(line, removed ? &LinePair::oldLine : &LinePair::newLine)) - stretch.firstPair;
}

std::vector<int> Document::changes(DiffMode mode) const
{
    std::vector<int> rows;
    for (const Stretch &stretch : m_stretches) {
        if (stretch.changed)
            rows.push_back(firstRow(stretch, mode));
    }
    return rows;
}

std::vector<ChangedRows> Document::changedRows(DiffMode mode) const
{
    std::vector<ChangedRows> runs;
    for (auto stretch = m_stretches.begin(); stretch != m_stretches.end(); ++stretch) {
        if (!stretch->changed)
            continue;
        const auto first = m_patch->lines.begin() + stretch->firstLine;
        const auto isRemoved = [](const PatchLine &line) { return line.kind == LineKind::Removed; };
        const int removed = int(std::partition_point(first, first + stretch->lineCount, isRemoved) - first); // a block's removed lines come first
        const int added = stretch->lineCount - removed;
        if (mode == DiffMode::SideBySide) {
            const int end = std::next(stretch) == m_stretches.end() ? m_sideRows : std::next(stretch)->sideRow;
            runs.push_back({stretch->sideRow, end - stretch->sideRow, removed > 0, added > 0});
            continue;
        }
        if (removed > 0)
            runs.push_back({stretch->unifiedRow, removed, true, false});
        if (added > 0)
            runs.push_back({stretch->unifiedRow + removed, added, false, true});
    }
    return runs;
}

int Document::nextChange(DiffMode mode, int row) const
{
    const auto found = std::find_if(m_stretches.begin(), m_stretches.end(), [&](const Stretch &s) { return s.changed && firstRow(s, mode) > row; });
    return found == m_stretches.end() ? -1 : firstRow(*found, mode);
}

int Document::previousChange(DiffMode mode, int row) const
{
    const auto found = std::find_if(m_stretches.rbegin(), m_stretches.rend(), [&](const Stretch &s) { return s.changed && firstRow(s, mode) < row; });
    return found == m_stretches.rend() ? -1 : firstRow(*found, mode);
}

std::vector<LinePair> Document::pairsOf(int firstLine, int lastLine) const
{
    std::vector<LinePair> pairs;
    const auto within = [=](int line) { return line >= firstLine && line < lastLine; };
    auto stretch = std::upper_bound(m_stretches.begin(), m_stretches.end(), firstLine,
                                    [](int value, const Stretch &each) { return value < each.firstLine + each.lineCount; });
    for (; stretch != m_stretches.end() && stretch->firstLine < lastLine; ++stretch) {
        if (stretch->firstPair < 0)
            continue;
        const int next = std::next(stretch) == m_stretches.end() ? m_sideRows : std::next(stretch)->sideRow;
        const auto end = std::size_t(stretch->firstPair + next - stretch->sideRow);
        const auto begin = std::size_t(stretch->firstPair);
        const auto pairsOnSide = [&](int LinePair::*side) {
            return std::pair(std::clamp(pairFrom(firstLine, side), begin, end), std::clamp(pairFrom(lastLine, side), begin, end));
        };
        std::array ranges{pairsOnSide(&LinePair::oldLine), pairsOnSide(&LinePair::newLine)};
        std::ranges::sort(ranges);
        std::size_t at = begin;
        for (const auto &[first, last] : ranges) {
            for (at = std::max(at, first); at < last; ++at) {
                const LinePair &pair = m_pairs[at];
                if (pair.oldLine >= 0 && pair.newLine >= 0 && (within(pair.oldLine) || within(pair.newLine)))
                    pairs.push_back(pair);
            }
        }
    }
    return pairs;
}

QByteArrayView Document::text(int line) const
{
    const PatchLine &entry = m_patch->lines[std::size_t(line)];
    const QByteArrayView bytes = m_patch->lineText(entry);
    return m_carriageReturns && bytes.endsWith('\r') ? bytes.chopped(1) : bytes;
}

std::vector<Document> buildDocuments(const std::shared_ptr<const CommitPatch> &patch, const DocumentOptions &options, const std::stop_token &stop)
{
    PairingBudget budget;
    std::vector<Document> documents;
    documents.reserve(std::size_t(patch->files.size()));
    for (const FilePatch &file : patch->files) {
        if (stop.stop_requested())
            return {};
        documents.emplace_back(std::shared_ptr<const FilePatch>(patch, &file), options, budget);
    }
    return documents;
}

} // namespace rijian::diff
