#pragma once
// What others ask of git, over plain values: the one door through which jobs and the desktop reach this room. Behind it the work is
// done in this process (LocalBackend) or in one that may hang or crash without harm (WorkerBackend).

#include "git/blame.h"
#include "git/fetcher.h"
#include "git/mirror.h"
#include "git/treefile.h"

namespace rijian::git {

/// One request at a time. Not thread-safe; different threads may use it one after the other. Nothing is called back after a
/// function has returned. Each function says Cancelled soon after `stop` was requested, if it had not ended by then.
class Backend
{
public:
    Backend() = default;
    virtual ~Backend() = default;
    Backend(const Backend &) = delete;
    Backend &operator=(const Backend &) = delete;

    /// See fetcher.h. A WorkerBackend asks nobody: it uses the keychain and what needs no person, whatever `request.secrets` holds.
    virtual Result<FetchOutcome> fetch(const FetchRequest &request, std::stop_token stop = {}) = 0;

    /// See mirror.h, as for all that follow.
    virtual Result<DayListing> listDay(const Location &location, const QStringList &branches, qint64 begin, qint64 end, bool merges,
                                       std::stop_token stop = {}) = 0;
    /// `deliver` may come from other threads (LocalBackend) and in any order, once for each commit at most, but for beginnings.
    virtual Result<void> readCommits(const Location &location, const QStringList &shas, const DiffOptions &options, int threads,
                                     const Deliver &deliver, std::stop_token stop = {}) = 0;
    virtual Result<QString> resolveSha(const Location &location, const QString &text, std::stop_token stop = {}) = 0;
    /// Whether the branches have commits to read. An error where the repository cannot be opened or lacks a branch.
    virtual Result<bool> hasCommits(const Location &location, const QStringList &branches, std::stop_token stop = {}) = 0;
    /// Checks that a repository opens, and returns its own remote's address ("origin"), empty if it has none.
    virtual Result<QString> open(const Location &location, std::stop_token stop = {}) = 0;
    /// See treefile.h.
    virtual Result<QByteArray> readFile(const Location &location, const QStringList &branches, const QStringList &candidates, qint64 maxBytes,
                                        std::stop_token stop = {}) = 0;
    /// See blame.h.
    virtual Result<QList<LineOrigin>> blame(const Location &location, const BlameQuery &query, std::stop_token stop = {}) = 0;
};

} // namespace rijian::git
