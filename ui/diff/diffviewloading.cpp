// The part of DiffView that takes in what it shows: a commit, the rest of it, files anew, colours, heights.

#include "ui/diff/diffview.h"

#include <QScrollBar>

namespace rijian::ui {

namespace {

constexpr int calmMilliseconds = 150;

/// Whether the one is what the other begins with.
bool continues(const CommitPatch &beginning, const CommitPatch &patch)
{
    return !patch.partial && patch.commit.sha == beginning.commit.sha && patch.files.size() == beginning.files.size();
}

/// A file whose lines came with the beginning has the same ones in the whole: the beginning, with all of its files, is not kept for them.
void takeOver(DiffFile &shown, const SharedDocument &document)
{
    if (shown.document->sharedPatch() != shown.patch)
        return; // other lines of it are on their way
    shown.document = document;
    shown.patch = document->sharedPatch();
    shown.pairsAsked = false;
}

} // namespace

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
    const int wanted = m_beginning && continues(*m_beginning, *patch) ? m_wantedFile : -1; // of the same files
    beginLoading();
    m_wantedFile = wanted;
    m_coming = int(patch->files.size());
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
    ++m_generation;
    m_coming = 0;
    m_wantedFile = -1;
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
    ++m_generation;
    m_coming = 0;
    m_scene.clear();
    clearSelection();
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
        endDrag();
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
    const int wanted = m_wantedFile < int(documents.size()) ? m_wantedFile : -1;
    m_wantedFile = wanted;
    clearSelection();
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
    const auto beginning = std::exchange(m_beginning, nullptr);
    const auto comes = [this](const DiffFile &file) { return file.document->note() == diff::FileNote::Later && !file.whole; };
    const auto held = [&](TextPosition at) { return hold(at, m_scene.isRow(at.place) && comes(m_scene.files[std::size_t(at.place.file)]) ? at.place.file : -1); };
    const Held change = held({m_change, 0}), anchor = held(m_selection.anchor()), caret = held(m_selection.caret());
    keepPlace([&] {
        for (std::size_t i = 0; i < documents.size(); ++i) {
            DiffFile &shown = m_scene.files[i];
            if (!comes(shown)) {
                if (shown.patch.get() == &beginning->files[qsizetype(i)])
                    takeOver(shown, documents[i]);
                continue;
            }
            const SharedDocument before = shown.document;
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
            m_scene.carryMatches(int(i), before->patch());
        }
        m_scene.relayout();
    });
    m_change = released(change).place;
    m_selection.move(released(anchor), released(caret));
    if (m_goBackTo && !m_scene.files[std::size_t(m_goBackTo->first.file)].wholeWanted)
        goBack();
    updateCurrentFile();
    requestWrap();
    requestColors();
    search();
    Q_EMIT documentsShown();
    Q_EMIT stateChanged();
}

void DiffView::showDocument(int file, const SharedDocument &document, const LineTops &tops, const Wrapping &how)
{
    const SharedDocument before = m_scene.files[std::size_t(file)].document;
    const bool others = before->sharedPatch() != document->sharedPatch();
    const bool wrapped = tops && how == wrapping() && m_scene.wrapColumns() == how.columns;
    // Rows are others: what was gone to, and what is marked, stays by its number.
    const Held change = hold({m_change, 0}, file), anchor = hold(m_selection.anchor(), file), caret = hold(m_selection.caret(), file);
    keepPlace([&] {
        DiffFile &shown = m_scene.files[std::size_t(file)];
        if (others) { // other lines: other colours
            shown.colors.clear();
            shown.colored = false;
        }
        if (before->lacksPairs()) // the words' marks go by the pairs
            shown.colored = false;
        shown.document = document;
        shown.patch = document->sharedPatch();
        shown.restUnderWay = false;
        shown.partFrom = -1;
        shown.wholeWanted = shown.wholeWanted && !shown.whole;
        shown.lines = wrapped ? tops : nullptr;
        if (others)
            m_scene.carryMatches(file, before->patch());
        m_scene.relayout();
    });
    m_change = released(change).place;
    m_selection.move(released(anchor), released(caret));
    if (m_goBackTo && m_goBackTo->first.file == file)
        goBack();
    tellWhere();
    if (!wrapped || m_wrapPending) // what is under way is of the rows that were
        requestWrap();
    requestColors();
    if (others) {
        search();
    } else if (m_matchFile == file) {
        m_matchFile = -1;
        revealMatch();
    }
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
    m_scene.files[std::size_t(file)].colors.insert(colors->firstLine(), colors);
    noteSeen(file);
    m_scene.dropColors();
    viewport()->update();
}

void DiffView::showWrapped(const std::vector<LineTops> &tops, int columns)
{
    m_wrapPending = false;
    if (!m_wraps || tops.size() != m_scene.files.size())
        return;
    keepPlace([&] {
        for (std::size_t i = 0; i < tops.size(); ++i)
            m_scene.files[i].lines = tops[i];
        m_scene.setWrapColumns(columns);
    });
}

/// A commit's files share one budget, so that a large one is there at once. Those that are looked at get more.
void DiffView::requestPairs(int firstFile, int lastFile)
{
    for (int file = firstFile; file >= 0 && file <= lastFile; ++file) {
        DiffFile &shown = m_scene.files[std::size_t(file)];
        const bool settled = shown.document->sharedPatch() == shown.patch && !shown.wholeWanted && !shown.restUnderWay && shown.partFrom < 0;
        if (shown.pairsAsked || shown.collapsed || !settled || !shown.document->lacksPairs() || shown.document->note() == diff::FileNote::Later)
            continue;
        shown.pairsAsked = true;
        m_loader->rebuild(file, shown.patch, optionsOf(shown), wrapping());
    }
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
    if (file < 0 || file != m_aroundFile || file >= int(m_scene.files.size()))
        return; // another is waited for
    m_aroundFile = -1;
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
    if (file < 0 || file != m_restFile || file >= int(m_scene.files.size()))
        return;
    m_restFile = -1;
    DiffFile &shown = m_scene.files[std::size_t(file)];
    shown.restUnderWay = patch && isSameFile(shown.document->patch(), *patch) && !shown.whole;
    if (shown.restUnderWay) {
        shown.patch = std::make_shared<const FilePatch>(std::move(*patch));
        m_loader->rebuild(file, shown.patch, optionsOf(shown), wrapping());
    }
    tellWhere();
    requestColors(); // and the next that lacks its rest
}

} // namespace rijian::ui
