// DiffView's marked text: what ends it, what it stays with when lines come, and what is taken of it.

#include "ui/diff/diffview.h"

#include "diff/patchtext.h"
#include "models/filelabels.h"

#include <QApplication>
#include <QClipboard>
#include <QMouseEvent>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

constexpr qsizetype mostMarked = 1'000'000; // characters that nobody asked for in so many words

bool isOtherThanUtf8(TextEncoding encoding)
{
    return encoding != TextEncoding::Unknown && encoding != TextEncoding::Utf8 && encoding != TextEncoding::Utf8Bom;
}

} // namespace

void DiffView::clearSelection()
{
    m_selection.clear();
    endDrag();
}

void DiffView::endDrag()
{
    m_dragging = false;
    m_autoScroll.stop();
}

DiffView::Held DiffView::hold(TextPosition at, int file) const
{
    return at.place.file == file && m_scene.isRow(at.place) ? Held{at, m_scene.anchorOf(at.place)} : Held{at, {}};
}

TextPosition DiffView::released(const Held &held) const
{
    if (!held.line)
        return held.at;
    const int file = held.at.place.file;
    const Place place = held.line->number < 0 ? Place{file, m_scene.geometry().shownRows(file) - 1} : placeOf(*held.line); // no line followed: the end
    return {{file, std::max(0, place.row)}, held.at.offset};
}

QString DiffView::selectedText() const
{
    return m_selection.text(m_scene, mostMarked);
}

void DiffView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    endDrag();
    QClipboard *clipboard = QApplication::clipboard();
    if (!clipboard->supportsSelection() || m_selection.isEmpty())
        return;
    if (const QString text = m_selection.text(m_scene, mostMarked + 1); text.size() <= mostMarked) // a part of it would be taken for all
        clipboard->setText(text, QClipboard::Selection);
}

void DiffView::copy()
{
    if (!m_selection.isEmpty())
        QApplication::clipboard()->setText(m_selection.text(m_scene));
}

void DiffView::copyAsPatch()
{
    const QString patch = m_selection.patch(m_scene, currentFile());
    if (patch.isEmpty())
        return;
    QApplication::clipboard()->setText(patch);
    const auto [first, last] = m_selection.files(m_scene, currentFile());
    if (const QString flaws = patchFlaws(patch, first, last); !flaws.isEmpty())
        Q_EMIT told(flaws);
}

/// Why git may not take what was copied of these files, or not make of it what the commit did; empty: it does.
QString DiffView::patchFlaws(const QString &patch, int firstFile, int lastFile) const
{
    const bool replaced = patch.contains(QChar::ReplacementCharacter);
    bool lacksChanges = m_whitespace != Whitespace::Keep, bare = false;
    QString foreign, cut;
    for (int file = firstFile; file <= lastFile; ++file) {
        const FilePatch &shown = m_scene.document(file).patch();
        lacksChanges = lacksChanges || diff::leavesOutChanges(shown);
        const bool edited = shown.change.status != FileStatus::Added && shown.change.status != FileStatus::Deleted && !shown.hunks.empty();
        bare = bare || (edited && m_contextLines == 0 && !m_scene.files[std::size_t(file)].whole);
        if (cut.isEmpty() && (shown.gap == PatchGap::Cut || shown.gap == PatchGap::Later))
            cut = models::shownPath(shown.change);
        if (foreign.isEmpty() && (isOtherThanUtf8(shown.oldSide.encoding) || isOtherThanUtf8(shown.newSide.encoding) || (replaced && !shown.text.isValidUtf8())))
            foreign = models::shownPath(shown.change);
    }
    QStringList flaws;
    if (!cut.isEmpty())
        flaws += tr("%1 was not read to its end, and git may not take the copied patch. “Copy File as Patch” has all of it.").arg(cut);
    if (lacksChanges)
        flaws += tr("White space or blank lines were not compared: the copied patch lacks such changes, and git may not take it. “Copy File as Patch” has them all.");
    if (bare)
        flaws += tr("The copied patch has no lines around its changes: git takes it with --unidiff-zero only.");
    if (!foreign.isEmpty())
        flaws += tr("%1 is not in UTF-8, but the copied patch is: git will not take it. Save the commit as a patch for that.").arg(foreign);
    return flaws.join(u' ');
}

void DiffView::selectAll()
{
    if (m_state != State::Ready)
        return;
    m_selection.selectAll(m_scene, m_selection.isEmpty() ? diff::Side::New : m_selection.side());
    viewport()->update();
}

} // namespace rijian::ui
