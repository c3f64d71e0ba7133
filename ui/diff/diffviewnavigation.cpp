// DiffView's ways through the changes: files, changes, pages, and where it says it is.

#include "models/changesmodel.h"
#include "models/filelabels.h"
#include "ui/diff/diffview.h"

#include <QAccessible>
#include <QLocale>
#include <QScrollBar>

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

constexpr int linesAboveChange = 3;

/// What the colours and marks of a change say: where its lines stand, too, and whether a model read them.
QStringList spokenMarks(const DiffScene &scene, const models::Change &change)
{
    constexpr int most = 1'000; // lines that are looked at: nobody listens to more
    QStringList words;
    ReadDepth depth = ReadDepth::Whole;
    const MovedLines *last = nullptr;
    for (int line = change.line; line < change.line + std::min(change.lines, most) && words.size() < 3; ++line) {
        const MovedLines *moved = scene.moveOf(change.file, line);
        if (moved && moved != last) {
            const QString place = DiffView::tr("%1, line %2").arg(models::shownPath(scene.files[std::size_t(moved->otherFile)].change()), QLocale().toString(moved->otherFirst));
            words += moved->added ? DiffView::tr("Moved here from %1").arg(place) : DiffView::tr("Moved to %1").arg(place);
        }
        last = moved;
        depth = std::max(depth, scene.depthOf(change.file, line));
    }
    if (const QString read = depthWords(depth); !read.isEmpty())
        words += read;
    return words;
}

} // namespace

int DiffView::currentFile() const
{
    return m_state == State::Ready ? m_currentFile : -1;
}

void DiffView::updateCurrentFile()
{
    const int file = m_state != State::Ready ? -1 : m_scene.only() >= 0 ? m_scene.only() : m_wantedFile >= 0 ? m_wantedFile : m_scene.geometry().fileAt(scrollY() + m_scene.metrics().headerHeight);
    if (file != m_currentFile) {
        m_currentFile = file;
        viewport()->update();
        Q_EMIT currentFileChanged(file);
        if (m_findInFile && !m_query.text.isEmpty())
            search();
    }
    tellWhere();
}

QString DiffView::currentFileWords() const
{
    const diff::Document &document = m_scene.document(m_currentFile);
    QStringList words{tr("File %1 of %2: %3").arg(m_currentFile + 1).arg(m_scene.files.size()).arg(models::describeFile(document.patch(), !document.linesWithInvisibles().empty()))};
    if (isViewed(m_currentFile))
        words += tr("Viewed");
    if (isCollapsed(m_currentFile))
        words += tr("Collapsed");
    return words.join(tr("; ", "between parts of a list"));
}

/// For screen readers: where the view's top is.
void DiffView::tellWhere()
{
    QString where;
    const Place place = readingPlace();
    if (m_currentFile >= 0) {
        where = currentFileWords();
        if (m_scene.isRow(place)) {
            const diff::Row row = m_scene.rowAt(place);
            const int line = row.newLine >= 0 ? row.newLine : row.oldLine;
            if (line >= 0) {
                const PatchLine &entry = m_scene.document(place.file).patch().lines[std::size_t(line)];
                where += tr("; ", "between parts of a list") + (entry.newNumber > 0 ? tr("line %1").arg(entry.newNumber) : tr("removed line %1").arg(entry.oldNumber));
            }
        }
        if (m_scene.document(m_currentFile).note() == diff::FileNote::Cut)
            where += tr("; ", "between parts of a list") + noteWords(m_scene, m_currentFile);
    }
    if (where != accessibleDescription())
        setAccessibleDescription(where);
}

void DiffView::scrollToFile(int file)
{
    const int files = m_state == State::Ready ? m_scene.geometry().files() : m_state == State::Loading ? m_coming : 0;
    if (file < 0 || file >= files)
        return;
    if (m_state != State::Ready) {
        m_wantedFile = file;
        return;
    }
    m_change = {}; // what is asked for next is asked of the file
    if (m_selection.isEmpty())
        m_selection.clear();
    bring(file);
    scrollTo(m_scene.geometry().top({file, -1}), file);
}

Place DiffView::readingPlace() const
{
    if (m_state != State::Ready)
        return {};
    const Place place = m_scene.geometry().placeAt(scrollY() + m_scene.metrics().headerHeight);
    const bool elsewhere = m_wantedFile >= 0 && m_wantedFile != place.file && m_wantedFile < m_scene.geometry().files();
    return elsewhere ? Place{m_wantedFile, isCollapsed(m_wantedFile) ? -1 : 0} : place;
}

bool DiffView::goToChange(Place place)
{
    bring(place.file);
    const DiffMetrics &metrics = m_scene.metrics();
    const qint64 top = m_scene.geometry().top(place);
    m_change = place;
    if (m_scene.isRow(place)) // the caret goes there
        m_selection.begin({place, 0}, m_scene.rowAt(place).newLine >= 0 ? diff::Side::New : diff::Side::Old);
    scrollTo(std::max(m_scene.geometry().top({place.file, -1}), top - metrics.headerHeight - linesAboveChange * metrics.rowHeight), place.file);
    viewport()->update(); // the mark, where nothing scrolls
    announceChange();
    return true;
}

void DiffView::goToMove(LineRef ref)
{
    const bool there = m_state == State::Ready && ref.file >= 0 && ref.file < int(m_scene.files.size()) && ref.line >= 0 && ref.line < int(m_scene.document(ref.file).patch().lines.size());
    const MovedLines *moved = there ? m_scene.moveOf(ref.file, ref.line) : nullptr;
    if (!moved)
        return;
    const auto &lines = m_scene.document(moved->otherFile).patch().lines;
    const auto found = std::ranges::find_if(lines, [moved](const PatchLine &each) {
        return moved->otherAdded ? each.kind == LineKind::Added && each.newNumber == moved->otherFirst : each.kind == LineKind::Removed && each.oldNumber == moved->otherFirst;
    });
    if (found != lines.end())
        goToLine(moved->otherFile, int(found - lines.begin()));
}

/// Read out: where the change is, what was removed and what was added, where it moved, and what a model did not read.
void DiffView::announceChange()
{
    const diff::Row row = m_scene.rowAt(m_change);
    if (row.kind != diff::RowKind::Line)
        return;
    const FilePatch &patch = m_scene.document(m_change.file).patch();
    const int line = std::max(0, row.oldLine >= 0 ? row.oldLine : row.newLine);
    const models::Change change = models::changeAt(patch, m_change.file, line);
    QStringList words{models::describeChange(patch, change)};
    words += spokenMarks(m_scene, change);
    announce(words.join(tr("; ", "between parts of a list")));
}

void DiffView::announce(const QString &words)
{
    QAccessibleAnnouncementEvent event(this, words);
    QAccessible::updateAccessibility(&event);
}

bool DiffView::isInSight(Place place) const
{
    if (m_state != State::Ready || !m_scene.isRow(place))
        return false;
    const qint64 y = m_scene.geometry().top(place) - scrollY();
    return y >= 0 && y < viewport()->height();
}

DiffView::LineRef DiffView::readingLine() const
{
    const Place place = isInSight(m_change) ? m_change : readingPlace();
    if (place.file < 0 || !m_scene.isRow(place))
        return {place.file, 0};
    const diff::Row row = m_scene.rowAt(place);
    return {place.file, std::max(0, row.oldLine >= 0 ? row.oldLine : row.newLine)};
}

bool DiffView::goToLine(int file, int line)
{
    if (m_state != State::Ready || file < 0 || file >= int(m_scene.files.size()) || line >= int(m_scene.document(file).patch().lines.size()))
        return false;
    setCollapsed(file, false);
    return goToChange({file, std::max(0, m_scene.document(file).rowOfLine(mode(), line))});
}

bool DiffView::nextChange()
{
    if (m_state != State::Ready)
        return false;
    Place from = readingPlace();
    if (isInSight(m_change)) // go on from there
        from = m_change;
    else
        from.row -= 1; // one that begins there is the next
    for (int file = from.file; file < m_scene.geometry().files(); ++file) {
        const int row = m_scene.document(file).nextChange(mode(), file == from.file ? from.row : -1);
        if (row >= 0 && !isCollapsed(file))
            return goToChange({file, row});
    }
    return false;
}

bool DiffView::previousChange()
{
    if (m_state != State::Ready)
        return false;
    Place from = readingPlace();
    if (isInSight(m_change))
        from = m_change;
    for (int file = from.file; file >= 0; --file) {
        const int row = m_scene.document(file).previousChange(mode(), file == from.file ? from.row : std::numeric_limits<int>::max());
        if (row >= 0 && !isCollapsed(file))
            return goToChange({file, row});
    }
    return false;
}

bool DiffView::nextFile()
{
    if (m_state != State::Ready || m_currentFile + 1 >= m_scene.geometry().files())
        return false;
    goToFile(m_currentFile + 1);
    return true;
}

bool DiffView::previousFile()
{
    if (m_state != State::Ready || m_currentFile <= 0)
        return false;
    goToFile(m_currentFile - 1);
    return true;
}

void DiffView::goToFile(int file)
{
    scrollToFile(file);
    if (currentFile() >= 0)
        announce(currentFileWords());
}

void DiffView::tick(int file, bool viewed)
{
    if (file < 0 || file >= int(m_scene.files.size()))
        return;
    DiffFile &shown = m_scene.files[std::size_t(file)];
    shown.viewed = viewed;
    viewed ? void(m_viewed.insert(shown.viewedKey())) : void(m_viewed.remove(shown.viewedKey()));
    setCollapsed(file, viewed);
    viewport()->update();
    Q_EMIT viewedChanged({shown.viewedKey()}, viewed);
}

void DiffView::toggleTick(int file)
{
    if (m_state == State::Ready && file >= 0 && file < int(m_scene.files.size()))
        tick(file, !isViewed(file));
}

void DiffView::toggleViewed()
{
    const int file = currentFile();
    if (file < 0)
        return;
    const bool viewed = !isViewed(file);
    tick(file, viewed);
    tellWhere();
    for (int next = file + 1; viewed && next < int(m_scene.files.size()); ++next) {
        if (!isViewed(next))
            return goToFile(next);
    }
    announce((viewed ? tr("Viewed: %1") : tr("No longer viewed: %1")).arg(models::shownPath(m_scene.files[std::size_t(file)].change())));
}

bool DiffView::pageDownOrEnd()
{
    QScrollBar *bar = verticalScrollBar();
    if (m_state == State::Loading)
        return true; // a commit that was not seen yet is not at its end
    if (m_state != State::Ready)
        return false;
    if (bar->value() >= bar->maximum())
        return m_single && nextFile();
    bar->setValue(bar->value() + bar->pageStep());
    return true;
}

} // namespace rijian::ui
