// DiffView's search: marks in the lines and the way from one to the next.

#include "models/changesmodel.h"
#include "ui/diff/changeruler.h"
#include "ui/diff/diffview.h"

#include <QLocale>
#include <QScrollBar>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace rijian::ui {

void DiffView::find(const QString &text, bool caseSensitive, bool inFile, bool wholeWord)
{
    m_query = {text, caseSensitive, -1, wholeWord};
    m_findInFile = inFile;
    m_goToFirst = true;
    search();
}

/// Anew, in the lines as they are now.
void DiffView::search()
{
    m_loader->stopSearching();
    m_query.file = m_findInFile ? m_currentFile : -1;
    if (m_query.text.isEmpty() || m_state != State::Ready) {
        m_searching = false;
        showMatches({});
        return;
    }
    m_searching = true;
    std::vector<std::shared_ptr<const FilePatch>> patches;
    patches.reserve(m_scene.files.size());
    for (const DiffFile &file : m_scene.files)
        patches.push_back(file.document->sharedPatch());
    m_loader->search(std::move(patches), m_query);
}

void DiffView::showMatches(const diff::SearchResult &result)
{
    // From the match at hand, so that typing on does not run away from it; otherwise from the top of the view.
    auto from = std::tuple(0, 0, 0);
    const bool hadOne = m_scene.currentMatch >= 0;
    if (hadOne)
        from = m_scene.matches[std::size_t(m_scene.currentMatch)].position();
    else if (const Place place = readingPlace(); m_scene.isRow(place))
        from = {place.file, std::max(0, m_scene.lineOf(m_scene.rowAt(place), diff::Side::New)), 0};
    else
        from = {place.file, 0, 0};
    const bool others = m_goToFirst || m_scene.matches.size() != result.matches.size();
    m_scene.matches = result.matches;
    m_scene.currentMatch = -1;
    m_moreMatches = result.more;
    m_searching = false;
    viewport()->update();
    m_ruler->refresh();
    const auto next = std::ranges::lower_bound(m_scene.matches, from, {}, &diff::SearchMatch::position);
    const bool go = std::exchange(m_goToFirst, false) && !m_scene.matches.empty();
    const std::size_t first = next == m_scene.matches.end() ? 0 : std::size_t(next - m_scene.matches.begin());
    if (go) {
        goToMatch(first);
        return;
    }
    m_scene.currentMatch = m_scene.matches.empty() ? -1 : int(first);
    const bool same = hadOne && next != m_scene.matches.end() && next->position() == from;
    m_matchPending = m_matchPending || !same; // the same one was gone to, or not, as before
    Q_EMIT matchesChanged();
    if (others && !m_query.text.isEmpty() && m_state == State::Ready)
        announce(searchWords(tr("Matches: %1").arg(matchTotal())));
}

QString DiffView::matchTotal() const
{
    return QLocale().toString(m_scene.matches.size()) + (m_moreMatches ? u"+"_s : QString());
}

QString DiffView::searchWords(const QString &found) const
{
    const QString words = m_scene.matches.empty() ? tr("Not found") : found;
    return isSearchedInPart() ? tr("%1, not all lines read").arg(words) : words;
}

void DiffView::announceMatch()
{
    const diff::SearchMatch &match = m_scene.matches[std::size_t(m_scene.currentMatch)];
    announce(tr("Match %1 of %2: %3").arg(QLocale().toString(m_scene.currentMatch + 1), matchTotal(), models::describeLine(m_scene.document(match.file).patch(), match.line, match.range.offset)));
}

bool DiffView::isSearchedInPart() const
{
    for (int file = 0; file < int(m_scene.files.size()); ++file) {
        const diff::FileNote note = m_scene.document(file).note();
        if ((m_query.file < 0 || m_query.file == file) && (note == diff::FileNote::Cut || note == diff::FileNote::Later))
            return true;
    }
    return false;
}

bool DiffView::nextMatch()
{
    const std::size_t count = m_scene.matches.size();
    return count > 0 && goToMatch(std::size_t(m_scene.currentMatch + (m_matchPending ? 0 : 1)) % count);
}

bool DiffView::previousMatch()
{
    const std::size_t count = m_scene.matches.size();
    return count > 0 && goToMatch((std::size_t(std::max(0, m_scene.currentMatch)) + count - 1) % count);
}

bool DiffView::goToMatch(std::size_t index)
{
    m_scene.currentMatch = int(index);
    m_matchPending = false;
    bring(m_scene.matches[index].file);
    setCollapsed(m_scene.matches[index].file, false);
    revealMatch();
    viewport()->update();
    Q_EMIT matchesChanged();
    announceMatch();
    return true;
}

void DiffView::revealMatch()
{
    if (m_scene.currentMatch < 0)
        return;
    const diff::SearchMatch match = m_scene.matches[std::size_t(m_scene.currentMatch)];
    const diff::Document &document = m_scene.document(match.file);
    const Place place{match.file, document.rowOfLine(mode(), match.line)};
    if (!m_scene.isRow(place))
        return;
    const diff::Row row = m_scene.rowAt(place);
    if (row.kind == diff::RowKind::Fold) { // shown again when the fold is open
        m_matchFile = match.file;
        return openFold(match.file, row.fold, 0);
    }
    reveal(place, match.line == row.newLine ? diff::Side::New : diff::Side::Old, match.line, match.range);
}

void DiffView::reveal(Place place, diff::Side side, int line, diff::TextRange range)
{
    const DiffMetrics &metrics = m_scene.metrics();
    const LineLayout &layout = m_scene.layoutOf(place.file, line, side);
    const QPointF begin = layout.positionOf(range.offset);
    const QPointF end = layout.positionOf(range.offset + range.length);
    const qint64 y = m_scene.geometry().top(place) + qint64(begin.y());
    const qint64 top = scrollY() + metrics.headerHeight; // below the header that stays
    const bool inSight = y >= top && y + metrics.rowHeight <= scrollY() + viewport()->height();
    scrollTo(inSight ? scrollY() : y - std::max(metrics.headerHeight, viewport()->height() / 3), place.file);
    const SideBox box = metrics.side(mode(), side, viewport()->width());
    QScrollBar *bar = horizontalScrollBar();
    const double width = box.right - box.text;
    if (begin.x() < bar->value() || end.x() > bar->value() + width)
        bar->setValue(int(end.x() < width ? 0 : begin.x() - width / 3));
}

} // namespace rijian::ui
