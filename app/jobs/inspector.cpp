#include "jobs/inspector.h"

#include "diff/patchparts.h"
#include "diff/patchtext.h"
#include "git/backend.h"
#include "git/localbackend.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace rijian::jobs {

namespace {

struct InspectorText {
    Q_DECLARE_TR_FUNCTIONS(rijian::jobs::Inspector)
};

constexpr int cacheKiB = 96 * 1024;
constexpr int wholeFileContext = 100'000'000;
// A whole file's parts: each is compared anew, and has to fit into a worker's frame.
constexpr int partLines = 8'000'000;
constexpr qint64 partBytes = 512 << 20;
constexpr int patchLines = 32'000'000; // as much as fits into a worker's frame
constexpr qint64 patchBytes = qint64(1) << 30;
constexpr int firstLines = 2'000; // some screens: the rest of a huge commit is read while these are looked at

std::unexpected<Error> overtaken()
{
    return failure(ErrorKind::Cancelled, InspectorText::tr("Something else was asked for."));
}

git::DiffOptions optionsOf(const Repository &repository, const ReadingOptions &reading)
{
    git::DiffOptions options = git::DiffOptions::forReader();
    options.whitespace = reading.whitespace;
    options.ignoreBlankLines = reading.ignoreBlankLines;
    options.contextLines = reading.contextLines;
    options.renames = reading.renames;
    options.copies = reading.copies;
    options.algorithm = reading.algorithm;
    options.indentHeuristic = reading.indentHeuristic;
    options.encoding = repository.encoding;
    return options;
}

QString cacheKey(const Repository &repository, const QString &sha, const git::DiffOptions &options)
{
    const int numbers[] = {int(options.whitespace), options.ignoreBlankLines, options.contextLines, options.renames, options.copies,
                           int(options.algorithm),  options.indentHeuristic,  int(options.encoding)};
    QString key = QString::number(repository.id) + u'/' + sha;
    for (const int number : numbers)
        key += u'/' + QString::number(number);
    return key;
}

QString fileKey(const Repository &repository, const QString &sha, const git::DiffOptions &options)
{
    return cacheKey(repository, sha, options) + u'/' + options.paths.constFirst();
}

int costOf(const CommitPatch &patch)
{
    qsizetype bytes = 1024;
    for (const FilePatch &file : patch.files)
        bytes += file.text.size() + qsizetype(file.lines.size() * sizeof(PatchLine)) + 512;
    return int(std::min<qsizetype>(bytes / 1024, 1'000'000));
}

} // namespace

Inspector::Inspector(QString dataFolder, std::function<std::shared_ptr<git::Backend>()> backend)
    : m_dataFolder(std::move(dataFolder))
    , m_makeBackend(std::move(backend))
    , m_cache(cacheKiB)
    , m_thread([this](const std::stop_token &stop) { serve(stop); })
{
}

Inspector::~Inspector()
{
    const auto all = {&m_patch, &m_file, &m_part, &m_blame, &m_text, &m_around, &m_contents};
    {
        const std::scoped_lock lock(m_mutex);
        for (Place *place : all)
            place->running.request_stop();
    }
    m_thread.request_stop();
    m_thread.join();
    drop(all);
}

QFuture<Result<PatchPointer>> Inspector::patch(const Repository &repository, const QString &sha, const ReadingOptions &reading, const Beginning &beginning)
{
    git::DiffOptions options = optionsOf(repository, reading);
    options.firstLines = beginning ? firstLines : 0;
    drop({&m_patch, &m_file, &m_part, &m_around, &m_blame}); // nobody waits for that any more
    {
        const std::scoped_lock lock(m_mutex);
        if (const PatchPointer *known = m_cache.object(cacheKey(repository, sha, options)))
            return QtFuture::makeReadyValueFuture(Result<PatchPointer>(*known));
    }
    return askPatch(m_patch, {}, repository, sha, options, beginning);
}

QFuture<Result<PatchPointer>> Inspector::wholeFile(const Repository &repository, const QString &sha, const QString &path, const ReadingOptions &reading)
{
    ReadingOptions whole = reading;
    whole.contextLines = wholeFileContext;
    git::DiffOptions options = optionsOf(repository, whole);
    options.paths = {path};
    options.maxFileLines = options.maxCommitLines = partLines;
    options.maxCommitBytes = partBytes;
    return ask<PatchPointer>(m_file, fileKey(repository, sha, options), [this, repository, sha, options](git::Backend &backend, const std::stop_token &stop) {
        return readWhole(backend, repository, sha, options, stop);
    });
}

QFuture<Result<PatchPointer>> Inspector::surroundings(const Repository &repository, const QString &sha, const QString &path, const ReadingOptions &reading)
{
    ReadingOptions whole = reading;
    whole.whitespace = Whitespace::Keep;
    whole.ignoreBlankLines = false;
    whole.contextLines = wholeFileContext;
    return askFile(m_around, repository, sha, path, optionsOf(repository, whole));
}

QFuture<Result<PatchPointer>> Inspector::contents(const Repository &repository, const QString &sha, const QString &path, const ReadingOptions &reading)
{
    git::DiffOptions options = optionsOf(repository, reading);
    options.contents = true;
    return askFile(m_contents, repository, sha, path, options);
}

QFuture<Result<PatchPointer>> Inspector::file(const Repository &repository, const QString &sha, const QString &path, const ReadingOptions &reading)
{
    return askFile(m_file, repository, sha, path, optionsOf(repository, reading));
}

QFuture<Result<PatchPointer>> Inspector::nextPart(const Repository &repository, const QString &sha, const QString &path, int lines, const ReadingOptions &reading)
{
    git::DiffOptions options = optionsOf(repository, reading);
    options.skipLines = lines;
    return askFile(m_part, repository, sha, path, options);
}

void Inspector::stopParts()
{
    drop({&m_part});
}

QFuture<Result<PatchPointer>> Inspector::askFile(Place &place, const Repository &repository, const QString &sha, const QString &path, git::DiffOptions options)
{
    options.paths = {path};
    return askPatch(place, fileKey(repository, sha, options), repository, sha, options);
}

QFuture<Result<PatchText>> Inspector::patchText(const Repository &repository, const QString &sha, const QString &path)
{
    git::DiffOptions options = git::DiffOptions::forReader();
    options.maxFileLines = options.maxCommitLines = patchLines;
    options.maxCommitBytes = patchBytes;
    options.exact = options.contents = true;
    if (!path.isEmpty())
        options.paths = {path};
    const auto work = [this, repository, sha, options](git::Backend &backend, const std::stop_token &stop) -> Result<PatchText> {
        const auto patch = read(backend, repository, sha, options, {}, stop);
        if (!patch)
            return std::unexpected(patch.error());
        PatchText text;
        for (const FilePatch &file : (*patch)->files) {
            if (stop.stop_requested()) // packing binary files takes long
                return overtaken();
            if (diff::isWholePatch(file))
                text.text += diff::filePatchText(file);
            else // git would refuse all of the patch for a part of it
                text.leftOut.append(file.change.path);
        }
        return text;
    };
    return ask<PatchText>(m_text, {}, work);
}

QFuture<Result<QList<git::LineOrigin>>> Inspector::blame(const Repository &repository, const git::BlameQuery &query)
{
    const auto read = [this, repository, query](git::Backend &backend, const std::stop_token &stop) -> Result<QList<git::LineOrigin>> {
        const auto address = git::parseAddress(repository.address);
        if (!address)
            return std::unexpected(address.error());
        return backend.blame(git::locate(m_dataFolder, *address), query, stop);
    };
    return ask<QList<git::LineOrigin>>(m_blame, {}, read);
}

void Inspector::stopBlame()
{
    drop({&m_blame});
}

/// What runs there is stopped, and what waits ends as Cancelled.
void Inspector::drop(std::initializer_list<Place *> places)
{
    std::deque<Request> dropped;
    {
        const std::scoped_lock lock(m_mutex);
        for (Place *place : places) {
            place->running.request_stop();
            std::ranges::move(place->waiting, std::back_inserter(dropped));
            place->waiting.clear();
        }
    }
    for (const Request &request : dropped)
        request.work(nullptr, {});
}

QFuture<Result<PatchPointer>> Inspector::askPatch(Place &place, const QString &key, const Repository &repository, const QString &sha, const git::DiffOptions &options,
                                                  const Beginning &beginning)
{
    const bool keep = &place == &m_patch;
    const auto work = [this, repository, sha, options, beginning, keep](git::Backend &backend, const std::stop_token &stop) {
        auto answer = read(backend, repository, sha, options, beginning, stop);
        if (answer && keep) {
            const std::scoped_lock lock(m_mutex);
            m_cache.insert(cacheKey(repository, sha, options), new PatchPointer(*answer), costOf(**answer));
        }
        return answer;
    };
    return ask<PatchPointer>(place, key, work);
}

/// `read` runs on the thread, unless the same is asked for before it begins.
template<typename T>
QFuture<Result<T>> Inspector::ask(Place &place, const QString &key, std::function<Result<T>(git::Backend &, const std::stop_token &)> read)
{
    const auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    auto future = promise->future();
    Work work = [promise, read = std::move(read)](git::Backend *backend, const std::stop_token &stop) {
        promise->addResult(backend ? read(*backend, stop) : Result<T>(overtaken()));
        promise->finish();
    };
    Work before; // that waited until now
    {
        const std::scoped_lock lock(m_mutex);
        if (place.key == key)
            place.running.request_stop();
        if (const auto same = std::ranges::find(place.waiting, key, &Request::key); same != place.waiting.end()) {
            before = std::move(same->work);
            place.waiting.erase(same);
        }
        place.waiting.push_front({key, std::move(work)});
    }
    if (before)
        before(nullptr, {});
    m_arrived.notify_one();
    return future;
}

/// Where something waits, the most urgent first; null: nowhere.
Inspector::Place *Inspector::next()
{
    for (Place *place : {&m_patch, &m_file, &m_part, &m_blame, &m_text, &m_contents, &m_around}) {
        if (!place->waiting.empty())
            return place;
    }
    return nullptr;
}

void Inspector::serve(const std::stop_token &stop)
{
    std::shared_ptr<git::Backend> backend; // made when it is needed: the settings are known by then
    for (;;) {
        Work work;
        std::stop_token cancelled;
        {
            std::unique_lock lock(m_mutex);
            if (!m_arrived.wait(lock, stop, [this] { return next(); }) || stop.stop_requested())
                return;
            Place &place = *next();
            work = std::move(place.waiting.front().work);
            place.key = place.waiting.front().key;
            place.waiting.pop_front();
            place.running = {};
            cancelled = place.running.get_token();
        }
        if (!backend && m_makeBackend)
            backend = m_makeBackend();
        if (!backend)
            backend = std::make_shared<git::LocalBackend>();
        work(backend.get(), cancelled);
    }
}

Result<PatchPointer> Inspector::readWhole(git::Backend &backend, const Repository &repository, const QString &sha, git::DiffOptions options, const std::stop_token &stop)
{
    const auto first = read(backend, repository, sha, options, {}, stop);
    if (!first || (*first)->files.size() != 1 || (*first)->files[0].gap != PatchGap::Cut)
        return first;
    auto whole = std::make_shared<CommitPatch>(**first);
    FilePatch file = std::move(whole->files[0]);
    while (file.gap == PatchGap::Cut) {
        options.skipLines = int(file.lines.size());
        const auto part = read(backend, repository, sha, options, {}, stop);
        if (!part)
            return std::unexpected(part.error());
        if ((*part)->files.size() != 1 || (*part)->files[0].lines.empty())
            break; // what is there is all that there is
        auto joined = diff::joinParts(std::move(file), (*part)->files[0]);
        if (!joined)
            return failure(ErrorKind::BadData, InspectorText::tr("The file changed while it was read."));
        file = std::move(*joined);
    }
    whole->files[0] = std::move(file);
    return whole;
}

Result<PatchPointer> Inspector::read(git::Backend &backend, const Repository &repository, const QString &sha, const git::DiffOptions &options, const Beginning &beginning,
                                     const std::stop_token &stop)
{
    const auto address = git::parseAddress(repository.address);
    if (!address)
        return std::unexpected(address.error());
    Result<CommitPatch> patch = failure(ErrorKind::Internal, InspectorText::tr("The commit was not read."));
    const auto deliver = [&](qsizetype, Result<CommitPatch> &&one) {
        if (!one || !one->partial)
            patch = std::move(one);
        else if (beginning && !stop.stop_requested())
            beginning(std::make_shared<const CommitPatch>(std::move(*one)));
    };
    const auto done = backend.readCommits(git::locate(m_dataFolder, *address), {sha}, options, 1, deliver, stop);
    if (stop.stop_requested())
        return overtaken();
    if (!done)
        return std::unexpected(done.error());
    if (!patch)
        return std::unexpected(patch.error());
    return std::make_shared<const CommitPatch>(std::move(*patch));
}

} // namespace rijian::jobs
