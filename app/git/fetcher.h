#pragma once
// Brings a mirror up to date: creates it shallow, deepens it as far as a day needs, follows force pushes and a renamed default
// branch, prunes. A fetch that is interrupted leaves the mirror as it was.

#include "core/result.h"
#include "git/address.h"
#include "git/credentials.h"
#include "git/mirror.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <functional>
#include <stop_token>

namespace rijian::git {

struct FetchProgress {
    enum class Phase { Connecting, Receiving, Resolving, Deepening };
    Phase phase = Phase::Connecting;
    quint64 receivedObjects = 0;
    quint64 totalObjects = 0; ///< 0: not known yet
    quint64 resolvedDeltas = 0;
    quint64 totalDeltas = 0;
    quint64 receivedBytes = 0;
};

struct FetchRequest {
    Address address;
    Location location;    ///< locate()'s answer
    QStringList branches; ///< short names; empty: the remote's default branch
    qint64 since = 0;     ///< deepen until all commits from here on (committer time, seconds UTC) are there; 0: as deep as it is
    bool whole = false;   ///< all of the history
    bool rebuild = false; ///< the mirror was found damaged: make it anew
    SecretSources secrets;
    std::function<void(const FetchProgress &)> progress; ///< called while fetch() waits, on another thread, a few times a second at most
    /// How long a connection may stay without any sign. libgit2 1.9.0 waits for ever for an ssh server that stalls in its handshake.
    std::chrono::milliseconds connectPatience{90'000};
    /// The same once the transfer has begun; libgit2's own time-outs are mostly faster.
    std::chrono::milliseconds transferPatience{300'000};
    std::chrono::milliseconds cancelPatience{2'000}; ///< from a stop request until fetch() returns at the latest
};

struct FetchOutcome {
    bool changed = false;      ///< a tracked tip moved, or came, or went
    bool created = false;      ///< the mirror is new
    bool rebuilt = false;      ///< the mirror was damaged and was made anew
    bool whole = false;        ///< all of the history is there
    bool reachesSince = true;  ///< false: the remote could not be deepened as far as `since`
    QString defaultBranch;     ///< short name; empty: the repository has no commits yet
    QString previousDefault;   ///< set when the default branch was renamed since the last fetch
    QStringList forced;        ///< tracked branches whose old tip is no longer part of them
    quint64 receivedBytes = 0;
    int depth = 0;             ///< the depth asked for last; 0: none
};

/// Fetches and waits for the end. The work runs on a thread of its own; one that no longer answers is left behind (see
/// hasAbandonedFetches()), its mirror locked until the process ends. Callbacks are never called after fetch() has returned. A folder of the user's is never written: only its being readable is checked.
/// Errors: Network, Auth, NotFound (repository or branch), Busy (another program fetches it), Disk, Cancelled, Unsupported.
Result<FetchOutcome> fetch(const FetchRequest &request, std::stop_token stop = {});

/// True when a fetch was left behind: end the process with _exit(), as its thread still runs.
bool hasAbandonedFetches();

} // namespace rijian::git
