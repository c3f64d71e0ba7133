#pragma once
// Where the lines of a text stand in the one it was made from. Internal to this room.

#include "git/handle.h"

#include <QByteArrayView>

#include <vector>

namespace rijian::git {

/// Unchanged lines by number, both from 1: what `git blame` passes on to a parent.
class LineMap
{
public:
    /// Compares as `git blame` does (Myers, indent heuristic, the common end left out). 0 or libgit2's error code.
    int compare(QByteArrayView before, QByteArrayView after);

    /// The line's number before; 0: it was added or changed. Lines are asked for in ascending order, or rewind() comes between.
    int before(int line);
    void rewind() { m_next = 0, m_shift = 0; }

private:
    struct Change {
        int first = 0; ///< line after; where nothing was added: the line that follows
        int count = 0;
        int shift = 0; ///< of the lines that follow
    };
    static int onHunk(const git_diff_delta *delta, const git_diff_hunk *hunk, void *payload);

    std::vector<Change> m_changes;
    std::size_t m_next = 0;
    int m_shift = 0;
};

} // namespace rijian::git
