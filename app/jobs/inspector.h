#pragma once
// Reads what the user looks at right now: one commit's changes, one file of it whole. Not queued: only the newest request counts.

#include "core/patch.h"
#include "core/repository.h"
#include "core/result.h"
#include "git/differ.h"

#include <QCache>
#include <QFuture>
#include <QPromise>

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace rijian::git {
class Backend;
}

namespace rijian::jobs {

using PatchPointer = std::shared_ptr<const CommitPatch>;

/// How somebody wants to read a commit.
struct ReadingOptions {
    Whitespace whitespace = Whitespace::Keep;
    bool ignoreBlankLines = false;
    int contextLines = 3; ///< around each change

    bool operator==(const ReadingOptions &) const = default;
};

/// A thread with a git backend of its own, so that a click never waits behind the queue. Functions are for one thread, and never wait.
class Inspector
{
public:
    /// `backend` is called on the thread.
    Inspector(QString dataFolder, std::function<std::shared_ptr<git::Backend>()> backend);
    ~Inspector();

    /// The commit's changes. A request that a newer one overtakes ends as Cancelled. The last ones read are kept at hand.
    QFuture<Result<PatchPointer>> patch(const Repository &repository, const QString &sha, const ReadingOptions &reading = {});
    /// One of its files with all lines around the changes.
    QFuture<Result<PatchPointer>> wholeFile(const Repository &repository, const QString &sha, const QString &path, const ReadingOptions &reading = {});
    /// One of its files by itself: of a commit that was cut for its size, this has all lines.
    QFuture<Result<PatchPointer>> file(const Repository &repository, const QString &sha, const QString &path, const ReadingOptions &reading = {});

private:
    struct Request {
        Repository repository;
        QString sha;
        git::DiffOptions options;
        std::shared_ptr<QPromise<Result<PatchPointer>>> promise;
    };
    struct Place {
        std::optional<Request> waiting;
        std::stop_source running;
    };

    QFuture<Result<PatchPointer>> ask(Place &place, Request request);
    void serve(const std::stop_token &stop);
    Result<PatchPointer> read(git::Backend &backend, const Request &request, const std::stop_token &stop);

    QString m_dataFolder;
    std::function<std::shared_ptr<git::Backend>()> m_makeBackend;
    std::mutex m_mutex;
    std::condition_variable_any m_arrived;
    Place m_patch;
    Place m_file;
    QCache<QString, PatchPointer> m_cache; ///< by repository and sha; cost in KiB
    std::jthread m_thread;                 ///< last: it uses the rest
};

} // namespace rijian::jobs
