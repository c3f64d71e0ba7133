#include "ui/diff/diffview.h"

#include "ui/diff/changeruler.h"
#include "ui/diff/diffaccessible.h"
#include "ui/theme.h"

#include <QFontDatabase>
#include <QPainter>
#include <QScrollBar>

#include <limits>
#include <utility>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

diff::HighlightColors highlightColors()
{
    const Colors &c = colors();
    return {c.dark, {c.base, c.addedLine, c.removedLine}};
}

} // namespace

DiffView::DiffView(QWidget *parent, QThreadPool *pool)
    : QAbstractScrollArea(parent)
    , m_loader(new DiffLoader(pool, this))
    , m_ruler(new ChangeRuler(m_scene, this))
{
    installDiffAccessibility();
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(tr("Changes of the commit"));
    connectLoader();
    setViewportMargins(0, 0, ChangeRuler::stripWidth, 0);
    connect(m_ruler, &ChangeRuler::wanted, this, [this](qint64 y) { scrollTo(y - viewport()->height() / 2); });
    m_codeFont = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    updateFonts();
}

void DiffView::setMarksMoves(bool marks)
{
    if (marks == marksMoves())
        return;
    m_scene.setMarksMoves(marks);
    viewport()->update();
    Q_EMIT looksChanged();
}

void DiffView::keepPlace(const std::function<void()> &change)
{
    const int header = m_scene.metrics().headerHeight;
    const bool top = scrollY() == 0;
    const Anchor anchor = m_scene.anchorAt(scrollY() + header);
    change();
    m_scrollingTo = m_wantedFile; // it is no scrolling of the user's
    updateScrollBars();
    scrollTo(top ? 0 : m_scene.scrollFor(anchor) - m_scene.metrics().headerHeight);
    m_scrollingTo = -1;
    viewport()->update();
}

void DiffView::setMode(diff::DiffMode mode)
{
    if (mode == m_scene.mode())
        return;
    clearSelection();
    m_change = {};
    keepPlace([&] { m_scene.setMode(mode); });
    requestWrap();
    requestColors();
    Q_EMIT stateChanged();
}

void DiffView::setWraps(bool wraps)
{
    if (wraps == m_wraps)
        return;
    m_wraps = wraps;
    if (!wraps)
        keepPlace([&] { m_scene.setWrapColumns(0); });
    requestWrap();
    updateScrollBars();
    Q_EMIT looksChanged();
}

void DiffView::setSingleFile(bool single)
{
    if (single == m_single)
        return;
    m_single = single;
    const int file = std::max(0, currentFile());
    const int header = m_scene.metrics().headerHeight;
    const Anchor anchor = m_scene.anchorAt(scrollY() + header);
    m_scene.setOnly(single && m_state == State::Ready ? file : -1);
    updateScrollBars();
    if (m_state == State::Ready) {
        if (anchor.file == file)
            scrollTo(m_scene.scrollFor(anchor) - header, file); // it may not reach the top any more
        else
            scrollToFile(file); // that could not
    }
    requestWrap();
    requestColors();
    viewport()->update();
    Q_EMIT looksChanged();
}

void DiffView::bring(int file)
{
    if (!m_single || file == m_scene.only() || file < 0 || file >= int(m_scene.files.size()))
        return;
    clearSelection();
    m_scene.setOnly(file);
    updateScrollBars();
    scrollTo(0);
    updateCurrentFile();
    requestColors();
    viewport()->update();
}

void DiffView::setTabWidth(int columns)
{
    m_tabWidth = std::clamp(columns, 1, 16);
    updateFonts();
}

void DiffView::setCodeFont(const QFont &font)
{
    if (font == m_codeFont)
        return;
    m_codeFont = font;
    keepPlace([&] { updateFonts(); });
    requestWrap();
}

void DiffView::setZoom(int steps)
{
    steps = std::clamp(steps, -5, 20);
    if (steps == m_zoom)
        return;
    m_zoom = steps;
    keepPlace([&] { updateFonts(); });
    requestWrap();
    Q_EMIT zoomChanged(steps);
}

void DiffView::updateFonts()
{
    const double factor = 1 + m_zoom * 0.1;
    QFont mono = m_codeFont;
    QFont label = font();
    mono.setStyleHint(QFont::Monospace);
    for (QFont *each : {&mono, &label}) {
        const double size = each->pointSizeF() > 0 ? each->pointSizeF() : 10;
        each->setPointSizeF(size * factor);
    }
    m_scene.setMetrics(DiffMetrics::of(mono, label, 3, m_tabWidth));
    updateScrollBars();
    viewport()->update();
}

void DiffView::updateScrollBars()
{
    const DiffMetrics &metrics = m_scene.metrics();
    const bool ready = m_state == State::Ready || m_state == State::Loading;
    const qint64 tall = ready ? m_scene.geometry().height() - viewport()->height() : 0;
    verticalScrollBar()->setRange(0, int(std::clamp<qint64>(tall, 0, std::numeric_limits<int>::max())));
    verticalScrollBar()->setPageStep(std::max(metrics.rowHeight, viewport()->height() - metrics.headerHeight - metrics.rowHeight));
    verticalScrollBar()->setSingleStep(metrics.rowHeight * 3);
    const SideBox box = metrics.side(mode(), diff::Side::Old, viewport()->width());
    const bool laidOut = ready && m_wraps == (m_scene.wrapColumns() > 0); // else they are about to be wrapped
    const double wide = laidOut ? m_scene.contentWidth() - (box.right - box.text) : 0;
    horizontalScrollBar()->setRange(0, int(std::clamp(wide, 0.0, 1e9)));
    horizontalScrollBar()->setPageStep(std::max(1, box.right - box.text));
    horizontalScrollBar()->setSingleStep(int(metrics.cell * 4));
    m_ruler->refresh();
    m_ruler->setShown(scrollY(), viewport()->height());
}

void DiffView::placeRuler()
{
    const QRect area = viewport()->geometry();
    m_ruler->setGeometry(area.right() + 1, area.top(), ChangeRuler::stripWidth, area.height());
}

qint64 DiffView::scrollY() const
{
    return verticalScrollBar()->value();
}

void DiffView::scrollTo(qint64 y)
{
    verticalScrollBar()->setValue(int(std::clamp<qint64>(y, 0, verticalScrollBar()->maximum())));
}

void DiffView::scrollTo(qint64 y, int file)
{
    m_scrollingTo = file;
    scrollTo(y);
    m_scrollingTo = -1;
    m_wantedFile = file; // where nothing had to be scrolled, too
    updateCurrentFile();
}

void DiffView::scrollContentsBy(int, int dy)
{
    if (dy != 0) {
        m_wantedFile = m_scrollingTo;
        updateCurrentFile();
        requestColors();
        m_ruler->setShown(scrollY(), viewport()->height());
    }
    viewport()->update();
}

void DiffView::setCollapsed(int file, bool collapsed)
{
    if (file < 0 || file >= int(m_scene.files.size()) || isCollapsed(file) == collapsed)
        return;
    const qint64 top = m_scene.geometry().top({file, -1});
    clearSelection();
    m_scene.files[std::size_t(file)].collapsed = collapsed;
    m_scene.relayout();
    m_scrollingTo = file == m_currentFile ? file : m_wantedFile; // there is less to scroll over, but the file is the same
    updateScrollBars();
    if (scrollY() > top)
        scrollTo(top); // its header stays where it stuck
    m_wantedFile = std::exchange(m_scrollingTo, -1);
    updateCurrentFile();
    requestColors();
    viewport()->update();
}

void DiffView::setViewed(const QSet<QString> &paths)
{
    m_viewed = paths;
    if (m_state != State::Ready)
        return;
    keepPlace([&] {
        for (DiffFile &file : m_scene.files) {
            const bool viewed = m_viewed.contains(file.viewedKey());
            file.collapsed = viewed && !file.viewed ? true : file.collapsed;
            file.viewed = viewed;
        }
        m_scene.relayout();
    });
    updateCurrentFile();
    requestColors();
}

void DiffView::setReading(const QList<FileReading> &reading)
{
    m_reading.clear();
    for (const FileReading &file : reading)
        m_reading.insert(file.path, file);
    for (DiffFile &file : m_scene.files)
        file.reading = m_reading.value(file.change().path);
    viewport()->update();
}

void DiffView::recolor()
{
    m_loader->stopColoring();
    for (DiffFile &file : m_scene.files) {
        file.colors.clear();
        file.colored = false;
    }
    m_scene.dropColors();
    requestColors();
    viewport()->update();
}

/// The files on the screen and the next one.
void DiffView::requestColors()
{
    if (m_state != State::Ready)
        return;
    const DiffGeometry &geometry = m_scene.geometry();
    const qint64 top = scrollY();
    const qint64 end = top + viewport()->height();
    const int first = geometry.fileAt(top);
    const int last = std::min(geometry.files() - 1, geometry.fileAt(end) + 1);
    for (const int file : m_loader->stopColoringOutside(first, last))
        m_scene.files[std::size_t(file)].colored = false; // in part at most: again when it is seen
    requestPairs(first, last);
    requestRest(first, last);
    requestWhole(first, last);
    requestSurroundings(first, last);
    for (int file = first; file >= 0 && file <= last; ++file) {
        DiffFile &shown = m_scene.files[std::size_t(file)];
        if (shown.colored || shown.collapsed || shown.document->patch().lines.empty())
            continue;
        shown.colored = true;
        const Place place = geometry.placeAt(std::max(top, geometry.top({file, 0})));
        int near = 0;
        if (m_scene.isRow(place)) {
            const diff::Row row = m_scene.rowAt(place);
            near = std::max({0, row.oldLine, row.newLine});
        }
        m_loader->color(file, shown.document, highlightColors(), near, shown.around);
    }
}

Wrapping DiffView::wrapping() const
{
    return {mode(), m_wraps ? m_scene.metrics().columns(mode(), viewport()->width()) : 0, m_tabWidth};
}

void DiffView::requestWrap()
{
    m_wrapPending = m_wraps && m_state == State::Ready;
    if (m_wrapPending)
        m_loader->wrap(m_scene.documents(), wrapping());
}

void DiffView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    placeRuler();
    updateScrollBars();
    requestWrap();
    updateCurrentFile();
    requestColors();
}

void DiffView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        recolor();
    else if (event->type() == QEvent::FontChange)
        keepPlace([&] { updateFonts(); });
}

void DiffView::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_calm.timerId()) {
        m_calm.stop();
        m_scene.clear();
        clearSelection();
        updateScrollBars();
        viewport()->update();
    } else if (event->timerId() == m_autoScroll.timerId()) {
        const QPoint point = viewport()->mapFromGlobal(QCursor::pos());
        const QPoint beyond = beyondText(point);
        verticalScrollBar()->setValue(verticalScrollBar()->value() + beyond.y() / 2);
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() + beyond.x() / 2);
        dragTo(point);
    } else {
        QAbstractScrollArea::timerEvent(event);
    }
}

} // namespace rijian::ui
