#pragma once
// Where a tracked repository is read from: a bare mirror of ours in the data folder, or the user's own folder, in place.

#include "core/patch.h"
#include "core/result.h"
#include "git/address.h"
#include "git/differ.h"
#include "git/handle.h"
#include "git/history.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <stop_token>

namespace rijian::git {

/// Where a repository's objects are. A value: pass it to any thread, each opens its own handle.
struct Location {
    QString path;
    bool ours = false; ///< a mirror that fetch() made and may write; else a folder of the user's, only read
};

/// The mirror's folder for an address: `<data>/mirrors/<readable>-<hash>.git`; a Folder address is its own location.
Location locate(const QString &dataFolder, const Address &address);

/// Opens for reading. NotFound: nothing was fetched yet, or the folder is gone; BadData: not a repository, or damaged;
/// Unsupported: an object format (SHA-256) or extension that libgit2 cannot read.
Result<RepositoryHandle> openRepository(const Location &location);

/// The branches that a listing starts from.
struct Tips {
    QStringList branches; ///< short names, in the order asked for; a detached HEAD has none
    std::vector<git_oid> ids;
};

/// `branches` empty: the one that HEAD names. A branch that is not there is NotFound and names those that are;
/// a repository without commits has no tips.
Result<Tips> findTips(git_repository *repository, const QStringList &branches);

struct DayListing {
    QStringList branches;
    QStringList shas; ///< newest first, as `git log` orders them
    bool complete = true; ///< HistoryAnswer::complete
    qint64 newest = 0;
    qint64 edge = 0;
    QString webRemote; ///< as originAddress(), for web links; empty for a mirror
};

/// The commits whose committer time lies in [begin, end). NotFound also where a mirror of ours has branches, but not the default one that is asked for.
Result<DayListing> listDay(const Location &location, const QStringList &branches, qint64 begin, qint64 end, bool merges, std::stop_token stop = {});

/// Reads commits with their changes on `threads` threads, each with its own handle. `deliver` is called for each commit, in no
/// particular order, on the reading threads, one call at a time or several at once. A commit that cannot be read is delivered as an
/// error and does not stop the others. Where options.firstLines is set, the beginning of a large commit comes before it (CommitPatch::partial).
/// A stop ends the commit that is being read, too: within it, as Differ::read() says.
using Deliver = std::function<void(qsizetype index, Result<CommitPatch> &&patch)>;
Result<void> readCommits(const Location &location, const QStringList &shas, const DiffOptions &options, int threads, const Deliver &deliver,
                         std::stop_token stop = {});

/// The address of a folder's own remote ("origin"), without user and token; empty if it has none. An error when the folder cannot be opened.
Result<QString> originAddress(const Location &location);

/// The full sha for an abbreviation of at least 4 digits, or for a branch or tag name. NotFound or Usage (ambiguous).
Result<QString> resolveSha(const Location &location, const QString &text);

} // namespace rijian::git
