#pragma once
// Who wrote a line: which commit a line of a file comes from.

#include "core/commit.h"
#include "git/mirror.h"

#include <QByteArray>
#include <QList>

namespace rijian::git {

/// Lines of a file as it is in a commit.
struct BlameQuery {
    QString sha;     ///< 40 hex digits
    QByteArray path; ///< as the bytes git has
    int firstLine = 1;
    int lineCount = 1; ///< at most mostBlamedLines

    bool operator==(const BlameQuery &) const = default;
};

inline constexpr int mostBlamedLines = 1'000;

/// Where a line comes from.
struct LineOrigin {
    int line = 0;      ///< its number where it was asked for, from 1
    QString sha;       ///< of the commit that wrote it
    Person author;     ///< mailmap applied
    Moment authorTime;
    QString subject;   ///< its message's first line, 500 characters at most
    QByteArray path;   ///< what the file was called there
    int lineThere = 0; ///< its number there
    /// The history at hand ends at this commit: the line is as old as this, or older than what was fetched.
    bool edge = false;

    bool operator==(const LineOrigin &) const = default;
};

/// What `git blame -L` says, for each line: through unchanged lines, files that are elsewhere the same, and renames, along all parents of a merge. A walk of
/// our own that follows these lines alone: it never looks at a commit that does not matter to them. Text in UTF-16 is compared as text.
///
/// NotFound: no such commit, file or line; Unsupported: a binary file, a submodule, a symbolic link's target, or a file beyond 64 MiB; BadData: damage. Cancelled soon
/// after `stop` was requested.
Result<QList<LineOrigin>> blame(const Location &location, const BlameQuery &query, std::stop_token stop = {});

} // namespace rijian::git
