// DiffView's one line: the one that the user means, and what can be asked about it.

#include "ui/diff/diffview.h"

#include "ui/theme.h"

#include <QMenu>

using namespace Qt::StringLiterals;

namespace rijian::ui {

DiffView::LineRef DiffView::caretLine() const
{
    const Place place = m_selection.caret().place;
    if (m_state != State::Ready || !m_scene.isRow(place))
        return readingLine();
    const qint64 y = m_scene.geometry().top(place) - scrollY();
    const int line = y >= 0 && y < viewport()->height() ? m_scene.lineOf(m_scene.rowAt(place), m_selection.side()) : -1;
    return line >= 0 ? LineRef{place.file, line} : readingLine();
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

/// Of the line and the file under the mouse.
void DiffView::addLineQuestions(QMenu *menu, LineRef ref)
{
    if (ref.line >= 0)
        menu->addAction(icon(u"view-history"_s), tr("&Blame Line"), QKeySequence(Qt::Key_B), this, [this, ref] { Q_EMIT blameWanted(ref.file, ref.line); });
    if (ref.file >= 0) {
        menu->addAction(icon(u"internet-services"_s), tr("Open File at the &Web Host"), this, [this, ref] { Q_EMIT webWanted(ref.file, ref.line); });
        menu->addSeparator();
        menu->addAction(tr("Copy &File as Patch"), this, [this, ref] { Q_EMIT patchWanted(ref.file, false); });
    }
    menu->addAction(tr("Copy Co&mmit as Patch"), this, [this] { Q_EMIT patchWanted(-1, false); });
    menu->addAction(icon(u"document-save-as"_s), tr("&Save Commit as Patch…"), this, [this] { Q_EMIT patchWanted(-1, true); });
    menu->addSeparator();
}

} // namespace rijian::ui
