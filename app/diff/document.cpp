#include "diff/document.h"

#include "diff/documentbuilder.h"

#include <algorithm>

namespace rijian::diff {

Document::Document(std::shared_ptr<const FilePatch> patch, const DocumentOptions &options, PairingBudget &budget)
    : m_patch(std::move(patch))
{
    DocumentBuilder(*this, options, budget).build();
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
    const int rows = after == m_stretches.end() ? m_sideRows - stretch.sideRow : after->sideRow - stretch.sideRow;
    const auto first = m_pairs.begin() + stretch.firstPair;
    const auto found = std::find_if(first, first + rows, [line](const LinePair &pair) { return pair.oldLine == line || pair.newLine == line; });
    return stretch.sideRow + int(found - first);
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
        const int end = std::next(stretch) == m_stretches.end() ? m_sideRows : std::next(stretch)->sideRow;
        for (int k = 0; k < end - stretch->sideRow; ++k) {
            const LinePair &pair = m_pairs[std::size_t(stretch->firstPair + k)];
            if (pair.oldLine >= 0 && pair.newLine >= 0 && (within(pair.oldLine) || within(pair.newLine)))
                pairs.push_back(pair);
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

std::vector<Document> buildDocuments(const std::shared_ptr<const CommitPatch> &patch, const DocumentOptions &options)
{
    PairingBudget budget;
    std::vector<Document> documents;
    documents.reserve(std::size_t(patch->files.size()));
    for (const FilePatch &file : patch->files)
        documents.emplace_back(std::shared_ptr<const FilePatch>(patch, &file), options, budget);
    return documents;
}

} // namespace rijian::diff
