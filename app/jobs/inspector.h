#pragma once
// Reads what the user looks at right now: one commit's changes, files of it whole. Of requests for the same only the newest counts.

#include "core/patch.h"
#include "core/repository.h"
#include "core/result.h"
#include "git/blame.h"
#include "git/differ.h"

#include <QCache>
#include <QFuture>
#include <QPromise>

#include <condition_variable>
#include <deque>
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

/// A patch that `git apply` takes.
struct PatchText {
    QByteArray text;
    QStringList leftOut; ///< files whose changes are not in it, or not all: too large
};

/// How somebody wants to read a commit.
struct ReadingOptions {
    Whitespace whitespace = Whitespace::Keep;
    bool ignoreBlankLines = false;
    int contextLines = 3; ///< around each change
    bool renames = true;
    bool copies = false; ///< of files that the commit changes, too
    git::DiffAlgorithm algorithm = git::DiffAlgorithm::Default;
    bool indentHeuristic = true;

    bool operator==(const ReadingOptions &) const = default;
};

/// A thread with a git backend of its own, so that a click never waits behind the queue. Functions are for one thread, and never wait.
class Inspector
{
public:
    /// `backend` is called on the thread.
    Inspector(QString dataFolder, std::function<std::shared_ptr<git::Backend>()> backend);
    ~Inspector();

    /// Called on the inspector's thread.
    using Beginning = std::function<void(const PatchPointer &)>;
    /// The commit's changes. A request that a newer one overtakes ends as Cancelled, and so do those for files and lines of the commit before. The last
    /// ones read are kept at hand. What a large commit begins with (CommitPatch::partial) comes first, by itself.
    QFuture<Result<PatchPointer>> patch(const Repository &repository, const QString &sha, const ReadingOptions &reading = {}, const Beginning &beginning = {});
    /// One of its files with all lines around the changes, read part by part where it is too large for one. Files wait for each other, the one asked for last first; only the same is overtaken.
    QFuture<Result<PatchPointer>> wholeFile(const Repository &repository, const QString &sha, const QString &path, const ReadingOptions &reading = {});
    /// The same for its colours, which all lines decide about, whatever does not count as a difference. Behind all other requests.
    QFuture<Result<PatchPointer>> surroundings(const Repository &repository, const QString &sha, const QString &path, const ReadingOptions &reading = {});
    /// One of its files with the bytes of both sides where it is binary. Another commit does not end it: the pictures have a window of their own.
    /// Like patchText() it is for an inspector apart (Workspace has them): what runs holds up all that is asked for after it.
    QFuture<Result<PatchPointer>> contents(const Repository &repository, const QString &sha, const QString &path, const ReadingOptions &reading = {});
    /// One of its files by itself: of a commit that was cut for its size, this has all lines.
    QFuture<Result<PatchPointer>> file(const Repository &repository, const QString &sha, const QString &path, const ReadingOptions &reading = {});
    /// What follows the first `lines` lines of a file that is too large to be read at once: for diff::joinParts(). Ends as Cancelled when another commit's
    /// changes are asked for, or with stopParts().
    QFuture<Result<PatchPointer>> nextPart(const Repository &repository, const QString &sha, const QString &path, int lines, const ReadingOptions &reading = {});
    /// Nobody waits for nextPart() any more.
    void stopParts();
    /// A commit's changes, or those of one file (`path` not empty), read anew as the bytes that they are, binary files included.
    QFuture<Result<PatchText>> patchText(const Repository &repository, const QString &sha, const QString &path);
    /// Where lines come from. Ends as Cancelled when another commit's changes are asked for, too.
    QFuture<Result<QList<git::LineOrigin>>> blame(const Repository &repository, const git::BlameQuery &query);
    /// Nobody waits for blame() any more.
    void stopBlame();

private:
    /// `backend` null: something else was asked for.
    using Work = std::function<void(git::Backend *backend, const std::stop_token &stop)>;
    struct Request {
        QString key; ///< of what is asked for
        Work work;
    };
    struct Place {
        std::deque<Request> waiting; ///< the newest first
        QString key; ///< of what runs, or ran last
        std::stop_source running;
    };

    template<typename T>
    QFuture<Result<T>> ask(Place &place, const QString &key, std::function<Result<T>(git::Backend &, const std::stop_token &)> read);
    QFuture<Result<PatchPointer>> askPatch(Place &place, const QString &key, const Repository &repository, const QString &sha, const git::DiffOptions &options,
                                           const Beginning &beginning = {});
    QFuture<Result<PatchPointer>> askFile(Place &place, const Repository &repository, const QString &sha, const QString &path, git::DiffOptions options);
    void drop(std::initializer_list<Place *> places);
    Place *next();
    void serve(const std::stop_token &stop);
    /// The same for one file, and what was cut of it.
    Result<PatchPointer> readWhole(git::Backend &backend, const Repository &repository, const QString &sha, git::DiffOptions options, const std::stop_token &stop);
    Result<PatchPointer> read(git::Backend &backend, const Repository &repository, const QString &sha, const git::DiffOptions &options, const Beginning &beginning,
                              const std::stop_token &stop);

    QString m_dataFolder;
    std::function<std::shared_ptr<git::Backend>()> m_makeBackend;
    std::mutex m_mutex;
    std::condition_variable_any m_arrived;
    Place m_patch;
    Place m_file;
    Place m_part;
    Place m_blame;
    Place m_text;
    Place m_around; ///< what nobody has asked for by name comes last
    Place m_contents;
    QCache<QString, PatchPointer> m_cache; ///< by repository and sha; cost in KiB
    std::jthread m_thread;                 ///< last: it uses the rest
};

} // namespace rijian::jobs
