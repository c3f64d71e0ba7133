// DiffView's one line: the one that the user means, and what can be asked about it.

#include "ui/diff/diffview.h"

#include "diff/linetext.h"
#include "models/changesmodel.h"
#include "models/filelabels.h"
#include "ui/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QMenu>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::ui {

DiffView::LineRef DiffView::caretLine() const
{
    const Place place = m_selection.caret().place;
    const int line = isInSight(place) ? m_scene.lineOf(m_scene.rowAt(place), m_selection.side()) : -1;
    return line >= 0 ? LineRef{place.file, line} : readingLine();
}

Place DiffView::markedPlace() const
{
    const Place caret = m_selection.caret().place;
    return isInSight(caret) ? caret : isInSight(m_change) ? m_change : Place();
}

Place DiffView::caretPlace() const
{
    const Place marked = markedPlace();
    return marked.file >= 0 ? marked : readingPlace();
}

/// By the keyboard: whole lines, from the caret's on.
void DiffView::extendByLine(int direction)
{
    if (m_selection.isEmpty()) {
        const Place from = caretPlace();
        if (!m_scene.isRow(from))
            return;
        const diff::Row row = m_scene.rowAt(from);
        m_selection.begin({from, 0}, m_scene.lineOf(row, m_selection.side()) >= 0 || row.kind != diff::RowKind::Line ? m_selection.side() : row.newLine >= 0 ? diff::Side::New : diff::Side::Old);
    }
    const auto onLine = [this](Place place) { return m_scene.isRow(place) && m_scene.lineOf(m_scene.rowAt(place), m_selection.side()) >= 0; };
    const DiffGeometry &geometry = m_scene.geometry();
    Place place = m_selection.caret().place;
    do {
        place.row += direction;
        while (place.file >= 0 && place.row < 0 && --place.file >= 0)
            place.row = geometry.shownRows(place.file) - 1;
        while (place.file >= 0 && place.file < geometry.files() && place.row >= geometry.shownRows(place.file))
            place = {place.file + 1, 0};
    } while (place.file >= 0 && place.file < geometry.files() && !onLine(place));
    if (place.file < 0)
        return;
    if (onLine(place)) {
        m_selection.extend({place, 0});
        announce(models::describeLine(m_scene.document(place.file).patch(), m_scene.lineOf(m_scene.rowAt(place), m_selection.side())));
        const int header = m_scene.metrics().headerHeight;
        const qint64 top = geometry.top(place), bottom = top + geometry.rowHeight(place);
        if (top < scrollY() + header)
            scrollTo(top - header);
        else if (bottom > scrollY() + viewport()->height())
            scrollTo(bottom - viewport()->height());
    } else if (const Place last = m_selection.caret().place; onLine(last)) { // the last line: to its end
        m_selection.extend({last, int(diff::decodeLine(m_scene.document(last.file).text(m_scene.lineOf(m_scene.rowAt(last), m_selection.side()))).size())});
    }
    viewport()->update();
}

QRect DiffView::lineRect(LineRef ref) const
{
    if (m_state != State::Ready || ref.file < 0 || ref.file >= int(m_scene.files.size()))
        return {};
    const int row = m_scene.document(ref.file).rowOfLine(mode(), ref.line);
    const Place place{ref.file, row};
    if (!m_scene.isRow(place))
        return {};
    const bool removed = m_scene.document(ref.file).patch().lines[std::size_t(ref.line)].kind == LineKind::Removed;
    const SideBox box = m_scene.metrics().side(mode(), removed ? diff::Side::Old : diff::Side::New, viewport()->width());
    const qint64 y = m_scene.geometry().top(place) - scrollY();
    return QRect(box.text, int(std::clamp<qint64>(y, 0, viewport()->height())), std::max(0, box.right - box.text), int(m_scene.geometry().rowHeight(place)));
}

void DiffView::askPictures()
{
    if (m_state == State::Ready && currentFile() >= 0 && m_scene.isPicture(currentFile()))
        Q_EMIT picturesWanted(currentFile());
}

void DiffView::askBlame()
{
    const LineRef ref = caretLine();
    if (m_state == State::Ready && ref.file >= 0 && ref.line >= 0 && ref.line < int(m_scene.document(ref.file).patch().lines.size()))
        Q_EMIT blameWanted(ref.file, ref.line);
}

void DiffView::addFileActions(QMenu *menu, int file)
{
    if (m_state != State::Ready || file < 0 || file >= int(m_scene.files.size()))
        return;
    const auto check = [this, menu, file](const QString &text, bool on, auto act) {
        QAction *action = menu->addAction(text);
        action->setCheckable(true);
        action->setChecked(on);
        connect(action, &QAction::triggered, menu, later({file, -1}, [act, on](LineRef ref) { act(ref.file, !on); }));
    };
    check(tr("File &Viewed"), isViewed(file), [this](int at, bool on) { tick(at, on); });
    check(tr("&Collapsed"), isCollapsed(file), [this](int at, bool on) { setCollapsed(at, on); });
    check(tr("A&ll Its Lines"), showsAllLines(file), [this](int at, bool on) { setAllLines(at, on); });
    if (m_scene.isPicture(file))
        menu->addAction(tr("Compare Pict&ures…"), this, later({file, -1}, [this](LineRef at) { Q_EMIT picturesWanted(at.file); }));
    menu->addSeparator();
    menu->addAction(icon(u"edit-copy"_s), tr("Copy Pa&th"), this, [path = m_scene.files[std::size_t(file)].change().path] { QApplication::clipboard()->setText(path); });
    addLineQuestions(menu, {file, -1});
}

/// By its number and side; -1 where the file lacks it.
DiffView::LineRef DiffView::lineNow(LineRef ref, const FilePatch &before) const
{
    const auto &lines = m_scene.document(ref.file).patch().lines;
    const PatchLine &wanted = before.lines[std::size_t(ref.line)];
    const auto found = std::ranges::find_if(lines, [&wanted](const PatchLine &each) {
        return each.newNumber == wanted.newNumber && (wanted.newNumber > 0 || each.oldNumber == wanted.oldNumber);
    });
    return {ref.file, found == lines.end() ? -1 : int(found - lines.begin())};
}

std::function<void()> DiffView::later(LineRef ref, std::function<void(LineRef)> act)
{
    auto patch = ref.line >= 0 ? m_scene.document(ref.file).sharedPatch() : nullptr;
    return [this, ref, patch = std::move(patch), act = std::move(act), generation = m_generation] {
        if (generation != m_generation || m_state != State::Ready)
            return;
        const LineRef now = patch && patch != m_scene.document(ref.file).sharedPatch() ? lineNow(ref, *patch) : ref;
        if (!patch || now.line >= 0)
            act(now);
    };
}

/// Of the line and the file under the mouse.
void DiffView::addLineQuestions(QMenu *menu, LineRef ref)
{
    if (ref.line >= 0)
        menu->addAction(icon(u"view-history"_s), tr("&Blame Line"), QKeySequence(Qt::Key_B), this, later(ref, [this](LineRef at) { Q_EMIT blameWanted(at.file, at.line); }));
    if (ref.file >= 0) {
        menu->addAction(icon(u"internet-services"_s), tr("Open File at the &Web Host"), this, later(ref, [this](LineRef at) { Q_EMIT webWanted(at.file, at.line); }));
        menu->addSeparator();
        menu->addAction(tr("Copy &File as Patch"), this, later({ref.file, -1}, [this](LineRef at) { Q_EMIT patchWanted(at.file, false); }));
    }
    menu->addAction(tr("Copy Co&mmit as Patch"), this, later({}, [this](LineRef) { Q_EMIT patchWanted(-1, false); }));
    menu->addAction(icon(u"document-save-as"_s), tr("&Save Commit as Patch…"), this, later({}, [this](LineRef) { Q_EMIT patchWanted(-1, true); }));
    menu->addSeparator();
}

} // namespace rijian::ui
