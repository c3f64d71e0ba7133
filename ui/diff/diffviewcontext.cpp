// DiffView's other lines: folds that open, whole files, what follows in files that were cut, and what stays when the commit is read another way.

#include "ui/diff/diffview.h"

#include "models/filelabels.h"

#include <QScrollBar>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

/// Some lines more; all stays all.
int someMore(int lines)
{
    return lines > diff::FoldOpening::all - foldStep ? diff::FoldOpening::all : lines + foldStep;
}

constexpr int everyLine = 500'000'000; // of context; twice that is an int, too
constexpr qsizetype mostSeenBytes = 64 << 20; // kept of files that were scrolled past

qsizetype keptBytes(const DiffFile &file)
{
    constexpr qsizetype bytesOfColors = 48; // of a line, roughly
    qsizetype bytes = file.around ? file.around->text.size() + qsizetype(file.around->lines.size() * sizeof(PatchLine)) : 0;
    for (const auto &colors : file.colors)
        bytes += colors->lineCount() * bytesOfColors;
    return bytes;
}

} // namespace

bool DiffView::isSameFile(const FilePatch &one, const FilePatch &other)
{
    return one.change.path == other.change.path && one.change.oldPath == other.change.oldPath && one.oldSide.path == other.oldSide.path && one.newSide.path == other.newSide.path;
}

void DiffView::setWholeFile(int file, FilePatch patch)
{
    if (file < 0 || file >= int(m_scene.files.size()))
        return;
    DiffFile &shown = m_scene.files[std::size_t(file)];
    if (!shown.wholeWanted || !isSameFile(shown.document->patch(), patch))
        return; // of another commit
    if (patch.gap != PatchGap::None) { // changes may be among what it lacks
        shown.wholeRefused = true;
        return setWholeFileFailed(file);
    }
    for (const diff::FoldRow &fold : shown.document->folds()) {
        if (!fold.context.isEmpty())
            shown.contexts.insert(fold.key, fold.context);
    }
    shown.patch = std::make_shared<const FilePatch>(std::move(patch));
    shown.whole = true;
    shown.partFrom = -1;
    m_loader->rebuild(file, shown.patch, optionsOf(shown), wrapping());
}

void DiffView::setWholeFileFailed(int file)
{
    if (file < 0 || file >= int(m_scene.files.size()))
        return;
    DiffFile &shown = m_scene.files[std::size_t(file)];
    shown.wholeWanted = shown.allLines = false;
    shown.open.clear();
    if (m_matchFile == file)
        m_matchFile = -1;
    viewport()->update();
    Q_EMIT told(shown.wholeRefused ? tr("%1 is too large to be shown with all its lines.").arg(models::shownPath(shown.change()))
                                   : tr("The other lines of %1 cannot be read.").arg(models::shownPath(shown.change())));
}

diff::DocumentOptions DiffView::optionsOf(const DiffFile &file) const
{
    return {.visibleContext = file.whole && file.allLines ? everyLine : m_contextLines, .wholeFile = file.whole, .tabWidth = m_tabWidth, .open = file.open, .contexts = file.contexts};
}

void DiffView::openFold(int file, int fold, int direction)
{
    DiffFile &shown = m_scene.files[std::size_t(file)];
    const diff::FoldRow row = shown.document->folds()[std::size_t(fold)];
    diff::FoldOpening &opening = shown.open[row.key];
    if (direction == 0 || (row.hidden > 0 && row.hidden <= foldStep))
        opening.fromTop = diff::FoldOpening::all;
    else if (int &lines = direction > 0 ? opening.fromTop : opening.fromBottom; true)
        lines = someMore(lines);
    if (shown.whole)
        m_loader->rebuild(file, shown.patch, optionsOf(shown), wrapping());
    else
        wantWhole(file);
}

void DiffView::wantWhole(int file)
{
    DiffFile &shown = m_scene.files[std::size_t(file)];
    if (shown.wholeRefused)
        return setWholeFileFailed(file);
    if (shown.whole || shown.wholeWanted)
        return;
    shown.wholeWanted = true;
    viewport()->update();
    Q_EMIT wholeFileWanted(file);
}

void DiffView::openContext(int direction)
{
    const Place from = caretPlace();
    if (from.file < 0 || isCollapsed(from.file))
        return;
    for (Place place{from.file, std::max(0, from.row)}; m_scene.isRow(place); place.row += direction) {
        const diff::Row row = m_scene.rowAt(place);
        if (row.kind != diff::RowKind::Fold)
            continue;
        announce(tr("Opens unchanged lines"));
        return openFold(place.file, row.fold, direction);
    }
    announce(direction < 0 ? tr("No unchanged lines to open above") : tr("No unchanged lines to open below"));
}

void DiffView::toggleAllLines()
{
    if (const int file = currentFile(); file >= 0) {
        setAllLines(file, !showsAllLines(file));
        announce(showsAllLines(file) ? tr("All lines of the file") : tr("Changes alone"));
    }
}

void DiffView::setAllLines(int file, bool all)
{
    if (file < 0 || file >= int(m_scene.files.size()))
        return;
    DiffFile &shown = m_scene.files[std::size_t(file)];
    shown.allLines = all;
    if (!all)
        shown.open.clear();
    if (shown.whole)
        m_loader->rebuild(file, shown.patch, optionsOf(shown), wrapping());
    else if (all && !shown.document->folds().empty())
        wantWhole(file);
}

void DiffView::setAllLines(bool all)
{
    if (m_state != State::Ready)
        return;
    m_allLines = all;
    for (int file = 0; file < int(m_scene.files.size()); ++file) {
        DiffFile &shown = m_scene.files[std::size_t(file)];
        shown.allLines = all;
        if (shown.whole)
            setAllLines(file, all);
        else if (!all)
            shown.open.clear();
    }
    requestColors();
}

/// For the files on the screen that are to show all their lines.
void DiffView::requestWhole(int firstFile, int lastFile)
{
    for (int file = std::max(0, firstFile); file <= lastFile; ++file) {
        const DiffFile &shown = m_scene.files[std::size_t(file)];
        if (shown.allLines && !shown.wholeRefused && !shown.collapsed && !shown.document->folds().empty())
            wantWhole(file);
    }
}

void DiffView::readOn(int file)
{
    if (m_state != State::Ready || file < 0 || file >= int(m_scene.files.size()) || !m_scene.goesOn(file))
        return;
    DiffFile &shown = m_scene.files[std::size_t(file)];
    shown.restAsked = true; // it is what comes
    shown.partFrom = int(shown.patch->lines.size());
    viewport()->update();
    tellWhere();
    Q_EMIT partWanted(file, shown.partFrom);
}

void DiffView::setPart(int file, int lines, std::optional<FilePatch> part)
{
    if (m_state != State::Ready || file < 0 || file >= int(m_scene.files.size()))
        return;
    const DiffFile &shown = m_scene.files[std::size_t(file)];
    if (shown.partFrom != lines || lines != int(shown.patch->lines.size()))
        return; // nobody waits for it
    if (!part || !isSameFile(*shown.patch, *part))
        return partRefused(file);
    m_loader->append(file, shown.patch, std::make_shared<const FilePatch>(std::move(*part)), optionsOf(shown), wrapping());
}

/// The row can be tried again.
void DiffView::partRefused(int file)
{
    DiffFile &shown = m_scene.files[std::size_t(file)];
    if (std::exchange(shown.partFrom, -1) < 0)
        return;
    viewport()->update();
    tellWhere();
    Q_EMIT told(tr("What follows in %1 cannot be read.").arg(models::shownPath(shown.change())));
}

/// False when nothing was under way.
bool DiffView::stopReadingOn()
{
    bool any = false;
    for (DiffFile &file : m_scene.files)
        any |= std::exchange(file.partFrom, -1) >= 0;
    if (any) {
        viewport()->update();
        tellWhere();
        Q_EMIT partsUnwanted();
    }
    return any;
}

/// What is at hand for the colours of a file: it is kept for those that were seen last.
void DiffView::noteSeen(int file)
{
    std::erase(m_seen, file);
    m_seen.push_back(file);
    const DiffGeometry &geometry = m_scene.geometry();
    forgetSeen(geometry.fileAt(scrollY()), geometry.fileAt(scrollY() + viewport()->height()) + 1);
}

void DiffView::forgetSeen(int firstFile, int lastFile)
{
    qsizetype bytes = 0;
    for (const int file : m_seen)
        bytes += keptBytes(m_scene.files[std::size_t(file)]);
    for (auto each = m_seen.begin(); each != m_seen.end() && bytes > mostSeenBytes;) {
        if (*each >= firstFile && *each <= lastFile) {
            ++each;
            continue;
        }
        DiffFile &shown = m_scene.files[std::size_t(*each)];
        bytes -= keptBytes(shown);
        if (shown.around)
            shown.aroundState = DiffFile::Around::Missing; // again when it is seen
        shown.around.reset();
        shown.colors.clear();
        shown.colored = false;
        each = m_seen.erase(each);
    }
}

/// The row of what an anchor names, or of the first line after it that is there.
Place DiffView::placeOf(const Anchor &anchor) const
{
    if (anchor.file < 0 || anchor.file >= int(m_scene.files.size()))
        return {};
    const diff::Document &shown = m_scene.document(anchor.file);
    const auto &lines = shown.patch().lines;
    int found = -1;
    for (int line = 0; anchor.number > 0 && line < int(lines.size()); ++line) {
        const int number = anchor.side == diff::Side::Old ? lines[std::size_t(line)].oldNumber : lines[std::size_t(line)].newNumber;
        if (number <= 0)
            continue;
        found = line;
        if (number >= anchor.number)
            break;
    }
    const Place place{anchor.file, found < 0 ? -1 : shown.rowOfLine(mode(), found)};
    return m_scene.isRow(place) ? place : Place{anchor.file, -1};
}

DiffView::Kept DiffView::keep() const
{
    Kept kept;
    kept.anchor = m_goBackTo && m_goBackTo->second == scrollY() ? m_goBackTo->first : m_scene.anchorAt(scrollY() + m_scene.metrics().headerHeight);
    kept.top = scrollY() == 0;
    kept.horizontal = horizontalScrollBar()->value();
    const auto pathOf = [this](int file) { return file >= 0 && file < int(m_scene.files.size()) ? m_scene.files[std::size_t(file)].change().path : QString(); };
    kept.path = pathOf(kept.anchor.file);
    kept.only = pathOf(m_scene.only());
    for (const DiffFile &file : m_scene.files) {
        const QString &path = file.change().path;
        if (file.collapsed)
            kept.collapsed.insert(path);
        if (file.allLines)
            kept.allLines.insert(path);
        if (!file.open.empty())
            kept.open.insert(path, file.open);
    }
    return kept;
}

/// Returns the file to show where one is shown by itself.
int DiffView::restoreFiles(const Kept &kept)
{
    int only = 0;
    for (std::size_t i = 0; i < m_scene.files.size(); ++i) {
        DiffFile &file = m_scene.files[i];
        const QString &path = file.change().path;
        file.collapsed = kept.collapsed.contains(path);
        file.allLines = kept.allLines.contains(path);
        file.open = kept.open.value(path);
        if (path == kept.only)
            only = int(i);
    }
    m_scene.relayout();
    return only;
}

void DiffView::restorePlace(const Kept &kept, int only)
{
    Anchor anchor = kept.anchor;
    anchor.file = m_scene.only() >= 0 ? only : -1;
    for (int file = 0; file < int(m_scene.files.size()); ++file) {
        if (m_scene.files[std::size_t(file)].change().path == kept.path && !m_scene.geometry().hidden(file))
            anchor.file = file;
    }
    horizontalScrollBar()->setValue(kept.horizontal);
    if (anchor.file >= 0 && !kept.top) {
        scrollTo(m_scene.geometry().top(placeOf(anchor)) - anchor.below - m_scene.metrics().headerHeight);
        const DiffFile &file = m_scene.files[std::size_t(anchor.file)];
        if (file.allLines || !file.open.empty() || file.document->note() == diff::FileNote::Later)
            m_goBackTo.emplace(anchor, scrollY());
    }
    for (int file = 0; file < int(m_scene.files.size()); ++file) {
        if (!m_scene.files[std::size_t(file)].open.empty())
            wantWhole(file);
    }
}

/// Once the line is there, unless the user has gone on.
void DiffView::goBack()
{
    const auto [anchor, y] = *std::exchange(m_goBackTo, std::nullopt);
    if (y == scrollY())
        scrollTo(m_scene.geometry().top(placeOf(anchor)) - anchor.below - m_scene.metrics().headerHeight);
}

} // namespace rijian::ui
