#include "ui/diff/diffloader.h"

#include "diff/linetext.h"
#include "diff/patchparts.h"

#include <QCoreApplication>
#include <QMutex>
#include <QPointer>
#include <QThreadPool>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace rijian::ui {

namespace {

std::vector<int> lineTops(const diff::Document &document, const Wrapping &wrapping, const std::stop_token &stop)
{
    const auto [mode, columns, tabWidth] = wrapping;
    std::vector<int> tops{0};
    tops.reserve(std::size_t(document.rowCount(mode)) + 1);
    for (int i = 0; i < document.rowCount(mode) && !stop.stop_requested(); ++i) {
        const diff::Row row = document.row(mode, i);
        int lines = 1;
        for (const int line : {row.oldLine, row.newLine}) {
            if (line >= 0)
                lines = std::max(lines, diff::brokenRows(document.text(line), tabWidth, columns));
        }
        tops.push_back(tops.back() + lines);
    }
    return tops;
}

SharedDocument documentOf(const std::shared_ptr<const FilePatch> &patch, const diff::DocumentOptions &options)
{
    diff::PairingBudget budget;
    return std::make_shared<const diff::Document>(patch, options, budget);
}

bool isHuge(const CommitPatch &patch)
{
    constexpr qsizetype huge = 4 << 20;
    qsizetype bytes = patch.files.size() * qsizetype(sizeof(FilePatch));
    for (const FilePatch &file : patch.files)
        bytes += file.text.size();
    return bytes > huge;
}

/// One for all windows. It ends with the application, not with the process: its threads keep what the highlighter knows.
QThreadPool *poolForColors()
{
    static QPointer<QThreadPool> pool;
    if (!pool)
        pool = new QThreadPool(QCoreApplication::instance());
    return pool;
}

/// What looking for moved lines took in small pieces would stay with this thread.
void giveMemoryBack()
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

} // namespace

/// Where jobs leave their results: the loader takes its name off before it dies.
struct DiffLoader::Mailbox {
    QMutex mutex;
    QObject *receiver = nullptr;

    void post(std::function<void()> call)
    {
        const QMutexLocker lock(&mutex);
        if (receiver)
            QMetaObject::invokeMethod(receiver, std::move(call), Qt::QueuedConnection);
    }
};

DiffLoader::DiffLoader(QThreadPool *pool, QObject *parent)
    : QObject(parent)
    , m_pool(pool ? pool : QThreadPool::globalInstance())
    , m_colorPool(pool ? pool : poolForColors())
    , m_mailbox(std::make_shared<Mailbox>())
{
    m_mailbox->receiver = this;
}

DiffLoader::~DiffLoader()
{
    cancel();
    const QMutexLocker lock(&m_mailbox->mutex);
    m_mailbox->receiver = nullptr;
}

std::stop_token DiffLoader::renewed(std::stop_source &source)
{
    source.request_stop();
    source = std::stop_source();
    return source.get_token();
}

void DiffLoader::start(QThreadPool *pool, std::stop_token stop, std::function<void(const Post &, std::stop_token)> work)
{
    pool->start([mailbox = m_mailbox, stop, work = std::move(work)] {
        if (stop.stop_requested())
            return;
        // Stops are requested on the UI thread, where the result is looked at: what passes the test there is not stale.
        work([&](std::function<void()> call) {
            mailbox->post([stop, call = std::move(call)] {
                if (!stop.stop_requested())
                    call();
            });
        }, stop);
    });
}

void DiffLoader::cancel()
{
    m_loading.request_stop();
    m_wrapping.request_stop();
    m_searching.request_stop();
    for (auto &[file, stop] : m_rebuilding)
        stop.request_stop();
    m_rebuilding.clear();
    stopColoring();
}

void DiffLoader::stopColoring()
{
    for (auto &[file, stop] : m_coloring)
        stop.request_stop();
    m_coloring.clear();
}

std::vector<int> DiffLoader::stopColoringOutside(int first, int last)
{
    std::vector<int> stopped;
    for (auto each = m_coloring.begin(); each != m_coloring.end();) {
        if (each->first >= first && each->first <= last) {
            ++each;
            continue;
        }
        each->second.request_stop();
        stopped.push_back(each->first);
        each = m_coloring.erase(each);
    }
    return stopped;
}

void DiffLoader::load(std::shared_ptr<const CommitPatch> patch, const diff::DocumentOptions &options, Whitespace whitespace)
{
    cancel();
    loadRest(std::move(patch), options, whitespace);
}

void DiffLoader::loadRest(std::shared_ptr<const CommitPatch> patch, const diff::DocumentOptions &options, Whitespace whitespace)
{
    start(m_pool, renewed(m_loading), [this, patch = std::move(patch), options, whitespace](const Post &post, const std::stop_token &stop) {
        std::vector<SharedDocument> documents;
        for (diff::Document &document : diff::buildDocuments(patch, options, stop))
            documents.push_back(std::make_shared<const diff::Document>(std::move(document)));
        post([this, documents = std::move(documents)] { Q_EMIT documentsReady(documents); });
        if (stop.stop_requested())
            return;
        // In numbers before they are posted: by then a document may be of a file with more context.
        const diff::MovedBlocks moves = diff::findMoves(*patch, {.whitespace = whitespace}, stop);
        if (!moves.blocks.empty())
            post([this, lines = diff::movedLines(*patch, moves)] { Q_EMIT movesFound(lines); });
        if (isHuge(*patch))
            giveMemoryBack();
    });
}

void DiffLoader::deliver(DiffLoader *loader, const Post &post, int file, SharedDocument document, Wrapping wrapping, const std::stop_token &stop)
{
    LineTops tops;
    if (wrapping.columns > 0)
        tops = std::make_shared<const std::vector<int>>(lineTops(*document, wrapping, stop));
    post([loader, file, document = std::move(document), tops = std::move(tops), wrapping] { Q_EMIT loader->documentReady(file, document, tops, wrapping); });
}

void DiffLoader::rebuild(int file, std::shared_ptr<const FilePatch> patch, diff::DocumentOptions options, Wrapping wrapping)
{
    start(m_pool, renewed(m_rebuilding[file]), [this, file, patch = std::move(patch), options = std::move(options), wrapping](const Post &post, const std::stop_token &stop) {
        deliver(this, post, file, documentOf(patch, options), wrapping, stop);
    });
}

void DiffLoader::append(int file, std::shared_ptr<const FilePatch> before, std::shared_ptr<const FilePatch> part, diff::DocumentOptions options, Wrapping wrapping)
{
    start(m_pool, renewed(m_rebuilding[file]),
          [this, file, before = std::move(before), part = std::move(part), options = std::move(options), wrapping](const Post &post, const std::stop_token &stop) {
              auto joined = diff::joinParts(*before, *part);
              if (!joined || (part->lines.empty() && part->gap == PatchGap::Cut)) // it would be asked for again and again
                  return post([this, file] { Q_EMIT partRefused(file); });
              deliver(this, post, file, documentOf(std::make_shared<const FilePatch>(std::move(*joined)), options), wrapping, stop);
          });
}

void DiffLoader::color(int file, SharedDocument document, diff::HighlightColors colors, int nearLine, std::shared_ptr<const FilePatch> whole)
{
    start(m_colorPool, renewed(m_coloring[file]),
          [this, file, document = std::move(document), colors = std::move(colors), nearLine, whole = std::move(whole)](const Post &post, const std::stop_token &stop) {
              const auto deliver = [&](diff::LineColors &&part) {
                  auto shared = std::make_shared<const diff::LineColors>(std::move(part));
                  post([this, file, shared = std::move(shared)] { Q_EMIT colored(file, shared); });
              };
              const bool missing = diff::colorDocument(*document, colors, nearLine, deliver, stop, whole.get());
              post([this, file, missing] {
                  m_coloring.erase(file);
                  if (missing)
                      Q_EMIT wholeMissing(file);
              });
          });
}

void DiffLoader::wrap(const std::vector<SharedDocument> &documents, Wrapping wrapping)
{
    start(m_pool, renewed(m_wrapping), [this, documents, wrapping](const Post &post, const std::stop_token &stop) {
        std::vector<LineTops> tops;
        for (const SharedDocument &document : documents)
            tops.push_back(std::make_shared<const std::vector<int>>(lineTops(*document, wrapping, stop)));
        post([this, tops = std::move(tops), columns = wrapping.columns] { Q_EMIT wrapped(tops, columns); });
    });
}

void DiffLoader::search(std::vector<std::shared_ptr<const FilePatch>> files, const diff::SearchQuery &query)
{
    start(m_pool, renewed(m_searching), [this, files = std::move(files), query](const Post &post, const std::stop_token &stop) {
        post([this, result = diff::search(files, query, stop)] { Q_EMIT found(result); });
    });
}

} // namespace rijian::ui
