#include "ui/diff/diffview.h"

#include "ui/diff/changeruler.h"
#include "ui/diff/diffaccessible.h"
#include "ui/theme.h"

#include <QFontDatabase>
#include <QPainter>
#include <QScrollBar>

#include <limits>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

constexpr int calmMilliseconds = 150;

/// Whether the one is what the other begins with.
bool continues(const CommitPatch &beginning, const CommitPatch &patch)
{
    return !patch.partial && patch.commit.sha == beginning.commit.sha && patch.files.size() == beginning.files.size();
}

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

void DiffView::connectLoader()
{
    connect(m_loader, &DiffLoader::documentsReady, this, &DiffView::showDocuments);
    connect(m_loader, &DiffLoader::documentReady, this, &DiffView::showDocument);
    connect(m_loader, &DiffLoader::partRefused, this, &DiffView::partRefused);
    connect(m_loader, &DiffLoader::colored, this, &DiffView::showColors);
    connect(m_loader, &DiffLoader::wholeMissing, this, [this](int file) {
        DiffFile &shown = m_scene.files[std::size_t(file)];
        const FilePatch &patch = shown.document->patch();
        if (shown.aroundState != DiffFile::Around::Known || shown.around || std::max(patch.oldSide.size, patch.newSide.size) > diff::largestHighlightedWhole)
            return;
        shown.aroundState = DiffFile::Around::Missing;
        requestColors();
    });
    connect(m_loader, &DiffLoader::wrapped, this, &DiffView::showWrapped);
    connect(m_loader, &DiffLoader::movesFound, this, [this](const std::vector<std::vector<MovedLines>> &moves) {
        m_scene.setMoves(moves);
        viewport()->update();
    });
    connect(m_loader, &DiffLoader::found, this, &DiffView::showMatches);
}

void DiffView::setPatch(std::shared_ptr<const CommitPatch> patch)
{
    if (!patch)
        return clear();
    const diff::DocumentOptions options{.visibleContext = m_contextLines, .tabWidth = m_tabWidth};
    m_rest = m_state == State::Ready && m_beginning && continues(*m_beginning, *patch);
    if (m_rest)
        return m_loader->loadRest(std::move(patch), options, m_whitespace);
    beginLoading();
    if (!m_kept) {
        m_viewed.clear();
        m_reading.clear();
    }
    m_beginning = patch->partial ? patch : nullptr;
    m_loader->load(std::move(patch), options, m_whitespace);
}

void DiffView::setLoading()
{
    m_kept.reset();
    beginLoading();
}

void DiffView::setReloading()
{
    if (m_state == State::Ready)
        m_kept = keep();
    beginLoading();
}

void DiffView::beginLoading()
{
    m_loader->cancel();
    m_beginning.reset();
    if (m_state == State::Loading)
        return;
    m_calm.start(calmMilliseconds, this);
    if (m_state != State::Ready)
        m_scene.clear();
    setState(State::Loading);
}

void DiffView::setError(const Error &error)
{
    clear();
    m_error = error;
    setState(State::Failed);
}

void DiffView::clear()
{
    m_loader->cancel();
    m_beginning.reset();
    m_kept.reset();
    m_scene.clear();
    m_selection.clear();
    setState(State::Empty);
}

void DiffView::setState(State state)
{
    m_state = state;
    if (state != State::Loading)
        m_calm.stop();
    if (state != State::Ready) {
        m_wantedFile = -1;
        m_restFile = -1;
        m_aroundFile = -1;
        m_change = {};
        m_hovered = {};
    }
    updateScrollBars();
    updateCurrentFile();
    viewport()->update();
    Q_EMIT stateChanged();
}

void DiffView::showDocuments(const std::vector<SharedDocument> &documents)
{
    if (std::exchange(m_rest, false))
        return addDocuments(documents);
    const auto kept = std::exchange(m_kept, std::nullopt);
    const int wanted = m_wantedFile;
    m_selection.clear();
    m_change = {};
    m_currentFile = -1;
    m_goBackTo.reset();
    m_seen.clear();
    m_matchFile = -1;
    m_allLines = m_allLines && kept;
    m_scene.setDocuments(documents);
    for (DiffFile &file : m_scene.files) {
        file.viewed = file.collapsed = m_viewed.contains(file.viewedKey());
        file.reading = m_reading.value(file.change().path);
    }
    const int only = kept ? restoreFiles(*kept) : 0;
    m_scene.setOnly(m_single && !documents.empty() ? only : -1);
    setState(documents.empty() ? State::NoChanges : State::Ready);
    horizontalScrollBar()->setValue(0);
    verticalScrollBar()->setValue(0);
    updateCurrentFile();
    if (wanted >= 0)
        scrollToFile(wanted);
    else if (kept && !documents.empty())
        restorePlace(*kept, only);
    requestWrap();
    requestColors();
    search();
    Q_EMIT documentsShown();
}

/// The whole of a commit whose beginning is shown: what was there stays as it is, and where it is.
void DiffView::addDocuments(const std::vector<SharedDocument> &documents)
{
    m_beginning.reset();
    m_selection.clear();
    keepPlace([&] {
        for (std::size_t i = 0; i < documents.size(); ++i) {
            DiffFile &shown = m_scene.files[i];
            if (shown.document->note() != diff::FileNote::Later || shown.whole)
                continue;
            DiffFile whole;
            whole.document = documents[i];
            whole.patch = documents[i]->sharedPatch();
            whole.collapsed = shown.collapsed;
            whole.viewed = shown.viewed;
            whole.reading = std::move(shown.reading);
            whole.open = std::move(shown.open);
            whole.wholeWanted = shown.wholeWanted;
            whole.allLines = m_allLines || shown.allLines;
            shown = std::move(whole);
        }
        m_scene.relayout();
    });
    if (m_goBackTo && !m_scene.files[std::size_t(m_goBackTo->first.file)].wholeWanted)
        goBack();
    updateCurrentFile();
    requestWrap();
    requestColors();
    search();
    Q_EMIT documentsShown();
    Q_EMIT stateChanged();
}

void DiffView::showDocument(int file, const SharedDocument &document)
{
    const bool others = m_scene.files[std::size_t(file)].document->sharedPatch() != document->sharedPatch();
    // Rows are others: what was gone to stays by its number.
    const auto anchorOf = [&](Place place) { return place.file == file && m_scene.isRow(place) ? m_scene.anchorAt(m_scene.geometry().top(place)) : Anchor(); };
    const Anchor change = anchorOf(m_change);
    const TextPosition caret = m_selection.caret();
    const Anchor caretLine = anchorOf(caret.place);
    const bool keepsCaret = m_selection.isEmpty();
    keepPlace([&] {
        DiffFile &shown = m_scene.files[std::size_t(file)];
        if (others) { // other lines: other colours
            shown.colors.clear();
            shown.colored = false;
        }
        shown.document = document;
        shown.patch = document->sharedPatch();
        shown.restUnderWay = false;
        shown.partFrom = -1;
        shown.wholeWanted = shown.wholeWanted && !shown.whole;
        shown.lines.reset();
        m_selection.clear();
        m_scene.relayout();
    });
    if (change.file >= 0)
        m_change = placeOf(change);
    if (keepsCaret)
        m_selection.begin(caretLine.file < 0 ? caret : TextPosition{placeOf(caretLine), 0}, m_selection.side());
    if (m_goBackTo && m_goBackTo->first.file == file)
        goBack();
    tellWhere();
    requestWrap();
    requestColors();
    if (others)
        search();
    else if (std::exchange(m_matchFile, -1) == file)
        revealMatch();
    Q_EMIT documentsShown();
}

QSet<int> DiffView::filesWithInvisibles() const
{
    QSet<int> found;
    for (std::size_t i = 0; i < m_scene.files.size(); ++i) {
        if (!m_scene.files[i].document->linesWithInvisibles().empty())
            found.insert(int(i));
    }
    return found;
}

void DiffView::showColors(int file, const std::shared_ptr<const diff::LineColors> &colors)
{
    m_scene.files[std::size_t(file)].colors.insert_or_assign(colors->firstLine(), colors);
    noteSeen(file);
    m_scene.dropColors();
    viewport()->update();
}

void DiffView::showWrapped(const std::vector<LineTops> &tops, int columns)
{
    if (!m_wraps || tops.size() != m_scene.files.size())
        return;
    keepPlace([&] {
        for (std::size_t i = 0; i < tops.size(); ++i)
            m_scene.files[i].lines = tops[i];
        m_scene.setWrapColumns(columns);
    });
}

void DiffView::requestRest(int firstFile, int lastFile)
{
    for (int file = firstFile; file >= 0 && file <= lastFile && m_restFile < 0; ++file) {
        DiffFile &shown = m_scene.files[std::size_t(file)];
        if (shown.document->note() != diff::FileNote::Cut || shown.restAsked || shown.partFrom >= 0 || shown.collapsed || shown.whole)
            continue;
        shown.restAsked = shown.restUnderWay = true;
        m_restFile = file;
        Q_EMIT restWanted(file);
    }
}

void DiffView::requestSurroundings(int firstFile, int lastFile)
{
    for (int file = firstFile; file >= 0 && file <= lastFile && m_aroundFile < 0; ++file) {
        DiffFile &shown = m_scene.files[std::size_t(file)];
        if (shown.aroundState != DiffFile::Around::Missing || shown.collapsed)
            continue;
        shown.aroundState = DiffFile::Around::Asked;
        m_aroundFile = file;
        Q_EMIT surroundingsWanted(file);
    }
}

void DiffView::setSurroundings(int file, std::optional<FilePatch> patch)
{
    if (file < 0 || file != std::exchange(m_aroundFile, -1) || file >= int(m_scene.files.size()))
        return;
    DiffFile &shown = m_scene.files[std::size_t(file)];
    const bool fits = patch && isSameFile(shown.document->patch(), *patch) && patch->gap == PatchGap::None;
    shown.aroundState = fits ? DiffFile::Around::Known : DiffFile::Around::Refused;
    if (fits) {
        shown.around = std::make_shared<const FilePatch>(std::move(*patch));
        shown.colored = false; // once more, over what is there
        noteSeen(file);
    }
    requestColors();
}

void DiffView::setRest(int file, std::optional<FilePatch> patch)
{
    if (file < 0 || file != std::exchange(m_restFile, -1) || file >= int(m_scene.files.size()))
        return;
    DiffFile &shown = m_scene.files[std::size_t(file)];
    shown.restUnderWay = patch && isSameFile(shown.document->patch(), *patch) && !shown.whole;
    if (shown.restUnderWay) {
        shown.patch = std::make_shared<const FilePatch>(std::move(*patch));
        m_loader->rebuild(file, shown.patch, optionsOf(shown));
    }
    tellWhere();
    requestColors(); // and the next that lacks its rest
}

void DiffView::setMarksMoves(bool marks)
{
    if (marks == marksMoves())
        return;
    m_scene.setMarksMoves(marks);
    viewport()->update();
    Q_EMIT looksChanged();
}

template<typename F>
void DiffView::keepPlace(F change)
{
    const int header = m_scene.metrics().headerHeight;
    const bool top = scrollY() == 0;
    const Anchor anchor = m_scene.anchorAt(scrollY() + header);
    change();
    updateScrollBars();
    scrollTo(top ? 0 : m_scene.scrollFor(anchor) - m_scene.metrics().headerHeight);
    viewport()->update();
}

void DiffView::setMode(diff::DiffMode mode)
{
    if (mode == m_scene.mode())
        return;
    m_selection.clear();
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
    m_scene.setOnly(single && m_state == State::Ready ? file : -1);
    updateScrollBars();
    scrollToFile(file);
    requestWrap();
    requestColors();
    viewport()->update();
    Q_EMIT looksChanged();
}

void DiffView::bring(int file)
{
    if (!m_single || file == m_scene.only() || file < 0 || file >= int(m_scene.files.size()))
        return;
    m_selection.clear();
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

void DiffView::scrollContentsBy(int, int dy)
{
    if (dy != 0) {
        m_wantedFile = -1;
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
    m_selection.clear();
    m_scene.files[std::size_t(file)].collapsed = collapsed;
    m_scene.relayout();
    updateScrollBars();
    if (scrollY() > top)
        scrollTo(top); // its header stays where it stuck
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

void DiffView::requestWrap()
{
    if (m_wraps && m_state == State::Ready)
        m_loader->wrap(m_scene.documents(), mode(), m_scene.metrics().columns(mode(), viewport()->width()), m_tabWidth);
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
        updateScrollBars();
        viewport()->update();
    } else if (event->timerId() == m_autoScroll.timerId()) {
        const QPoint point = viewport()->mapFromGlobal(QCursor::pos());
        const int beyond = point.y() < 0 ? point.y() : std::max(0, point.y() - viewport()->height());
        verticalScrollBar()->setValue(verticalScrollBar()->value() + beyond / 2);
        dragTo(point);
    } else {
        QAbstractScrollArea::timerEvent(event);
    }
}

} // namespace rijian::ui
