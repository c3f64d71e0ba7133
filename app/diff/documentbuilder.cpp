#include "diff/documentbuilder.h"

#include "core/hiddentext.h"
#include "diff/linetext.h"
#include "diff/patchparts.h"

#include <QString>

#include <algorithm>

namespace rijian::diff {

namespace {

constexpr std::size_t mostInvisibles = 1'000;
constexpr int widestByte = 5; ///< ⟨ESC⟩; a character of more bytes takes less for each of them
constexpr int returnColumns = 4; ///< ⟨CR⟩

/// The bytes that may take more than a column.
qsizetype unusualIn(QByteArrayView text)
{
    return std::count_if(text.begin(), text.end(), [](char c) { return c < 0x20 || c == 0x7F; });
}

} // namespace

DocumentBuilder::DocumentBuilder(Document &document, const DocumentOptions &options, PairingBudget &budget)
    : m_document(document)
    , m_patch(*document.m_patch)
    , m_options(options)
    , m_budget(budget)
{
}

void DocumentBuilder::build()
{
    measure();
    m_budget.lacked = false;
    for (int i = 0; i < int(m_patch.hunks.size()); ++i) {
        if (m_patch.hunks[std::size_t(i)].lineCount > 0)
            addHunk(i);
    }
    m_document.m_lacksPairs = m_budget.lacked;
    m_document.m_note = noteOf();
    if (m_document.m_note == FileNote::Cut)
        m_document.m_changesLeft = changesLeft(m_patch);
    if (m_document.m_note != FileNote::None)
        addStretch({.kind = RowKind::Note, .firstLine = int(m_patch.lines.size())}, 1, 1);
    else if (!m_patch.lines.empty())
        addFoldAtEnd();
}

void DocumentBuilder::addHunk(int index)
{
    const Hunk &hunk = m_patch.hunks[std::size_t(index)];
    m_currentHunk = index;
    addFoldBefore(index);
    const int begin = int(hunk.firstLine);
    const int end = begin + int(hunk.lineCount);
    for (int i = begin; i < end;) {
        const bool context = m_patch.lines[std::size_t(i)].kind == LineKind::Context;
        int next = i + 1;
        while (next < end && (m_patch.lines[std::size_t(next)].kind == LineKind::Context) == context)
            ++next;
        if (context)
            addContext(i, next - i, i == begin, next == end);
        else
            addBlock(i, next);
        i = next;
    }
    // A side without lines is given by the line before it.
    m_nextOld = hunk.oldStart + hunk.oldCount + (hunk.oldCount == 0 ? 1 : 0);
}

void DocumentBuilder::addContext(int first, int count, bool opens, bool closes)
{
    const int above = opens ? 0 : m_options.visibleContext;  // kept below the change above
    const int below = closes ? 0 : m_options.visibleContext; // kept above the change below
    const int foldable = count - above - below;
    if (!m_options.wholeFile || foldable < 1 || (opens && closes)) {
        addStretch({.firstLine = first, .lineCount = count}, count, count);
        return;
    }
    const int key = m_patch.lines[std::size_t(first + above)].oldNumber;
    const FoldOpening opening = m_options.open.value(key);
    const int top = std::min(opening.fromTop, foldable);
    const int bottom = std::min(opening.fromBottom, foldable - top);
    const int hidden = foldable - top - bottom;
    if (hidden == 0) {
        addStretch({.firstLine = first, .lineCount = count}, count, count);
        return;
    }
    if (above + top > 0)
        addStretch({.firstLine = first, .lineCount = above + top}, above + top, above + top);
    addFold({.key = key, .hidden = hidden, .known = true, .first = opens, .last = closes, .context = m_options.contexts.value(key)}, first + above + top, hidden);
    if (bottom + below > 0)
        addStretch({.firstLine = first + count - below - bottom, .lineCount = bottom + below}, bottom + below, bottom + below);
}

void DocumentBuilder::addBlock(int first, int end)
{
    const auto begin = m_patch.lines.begin() + first;
    const LineKind kind = begin->kind;
    if (std::all_of(begin, begin + (end - first), [kind](const PatchLine &line) { return line.kind == kind; })) {
        addStretch({.changed = true, .firstLine = first, .lineCount = end - first}, end - first, end - first);
        return;
    }
    std::vector<int> removed;
    std::vector<int> added;
    for (int i = first; i < end; ++i)
        (m_patch.lines[std::size_t(i)].kind == LineKind::Removed ? removed : added).push_back(i);
    const auto before = m_document.m_pairs.size();
    pairLines(m_patch, removed, added, m_budget, m_document.m_pairs);
    addStretch({.changed = true, .firstLine = first, .lineCount = end - first, .firstPair = int(before)}, end - first,
               int(m_document.m_pairs.size() - before));
}

void DocumentBuilder::addFoldBefore(int index)
{
    const Hunk &hunk = m_patch.hunks[std::size_t(index)];
    const int begin = hunk.oldStart + (hunk.oldCount == 0 ? 1 : 0);
    const int hidden = begin - m_nextOld;
    if (hidden > 0 && !m_options.wholeFile)
        addFold({.key = m_nextOld, .hidden = hidden, .hunk = index, .first = m_nextOld == 1, .context = hunk.context}, int(hunk.firstLine), 0);
}

/// Git gives fewer context lines only where the file ends; else something may follow.
void DocumentBuilder::addFoldAtEnd()
{
    const FileStatus status = m_patch.change.status;
    const bool shownWhole = status == FileStatus::Added || status == FileStatus::Deleted || status == FileStatus::TypeChanged;
    if (m_options.wholeFile || shownWhole || m_patch.change.submodule)
        return;
    if (m_patch.oldSide.lines >= 0) {
        if (const int hidden = m_patch.oldSide.lines - m_nextOld + 1; hidden > 0)
            addFold({.key = m_nextOld, .hidden = hidden, .last = true}, int(m_patch.lines.size()), 0);
        return;
    }
    int context = 0;
    for (auto line = m_patch.lines.rbegin(); line != m_patch.lines.rend() && line->kind == LineKind::Context && !line->noLineEnd; ++line)
        ++context;
    if (context >= m_options.visibleContext)
        addFold({.key = m_nextOld, .last = true}, int(m_patch.lines.size()), 0);
}

void DocumentBuilder::addFold(FoldRow fold, int firstLine, int lineCount)
{
    m_document.m_folds.push_back(fold);
    addStretch({.kind = RowKind::Fold, .firstLine = firstLine, .lineCount = lineCount, .fold = int(m_document.m_folds.size()) - 1}, 1, 1);
}

void DocumentBuilder::addStretch(Document::Stretch stretch, int unifiedRows, int sideRows)
{
    stretch.unifiedRow = m_document.m_unifiedRows;
    stretch.sideRow = m_document.m_sideRows;
    m_document.m_unifiedRows += unifiedRows;
    m_document.m_sideRows += sideRows;
    m_document.m_stretches.push_back(stretch);
}

void DocumentBuilder::measure()
{
    int largest = 1;
    bool everyCr = !m_patch.lines.empty();
    bool anyCr = false;
    int widest = 0; // without carriage returns at the ends of lines
    const int most = std::max(m_options.tabWidth, widestByte);
    for (const PatchLine &line : m_patch.lines) {
        largest = std::max({largest, line.oldNumber, line.newNumber});
        QByteArrayView text = m_patch.lineText(line);
        const bool returned = text.endsWith('\r');
        anyCr = anyCr || returned;
        everyCr = everyCr && returned != line.noLineEnd; // without a line feed it is no line end, but text
        if (returned)
            text.chop(1);
        // Most lines cannot be the widest, and need not be measured.
        if (text.size() * most <= widest || text.size() + unusualIn(text) * (most - 1) <= widest)
            continue;
        widest = std::max(widest, shownColumns(text, m_options.tabWidth));
    }
    m_document.m_columns = everyCr || !anyCr ? widest : widest + returnColumns;
    m_document.m_carriageReturns = everyCr;
    m_document.m_digits = int(QString::number(largest).size());
    m_document.m_invisibles = linesWithInvisibles(m_patch, mostInvisibles);
}

FileNote DocumentBuilder::noteOf() const
{
    switch (m_patch.gap) {
    case PatchGap::Binary:
        return FileNote::Binary;
    case PatchGap::TooLarge:
        return FileNote::TooLarge;
    case PatchGap::Unreadable:
        return FileNote::Unreadable;
    case PatchGap::Cut:
        return FileNote::Cut;
    case PatchGap::Later:
        return FileNote::Later;
    case PatchGap::None:
        break;
    }
    if (!m_patch.lines.empty())
        return FileNote::None;
    const auto status = m_patch.change.status;
    if (status == FileStatus::Added || status == FileStatus::Deleted)
        return FileNote::Empty;
    return m_patch.oldSide.id == m_patch.newSide.id ? FileNote::NoContentChange : FileNote::NothingCounts;
}

} // namespace rijian::diff
