#pragma once
// Which files differ between two trees. Internal to this room.

#include "core/commit.h"
#include "git/handle.h"

#include <QByteArray>

#include <stop_token>
#include <vector>

namespace rijian::git {

/// Of git's modes: a file, no link, folder or submodule.
inline bool isRegular(quint32 mode)
{
    return (mode & 0170000) == 0100000;
}

struct TreeSide {
    git_oid id = {};
    quint32 mode = 0; ///< 0: no such file

    bool operator==(const TreeSide &other) const { return mode == other.mode && git_oid_equal(&id, &other.id); }
};

struct TreeChange {
    QByteArray oldPath; ///< as the bytes git has; both are the same but for renames and copies
    QByteArray newPath;
    TreeSide before;
    TreeSide after;
    FileStatus status = FileStatus::Modified;
    int similarity = 0; ///< of a renamed or copied file, in percent
};

/// Appends the changes in git's order. Null is the empty tree. 0, libgit2's error code, GIT_EINVALID for trees that no honest repository
/// has (nested deeper than 512, more than a million files or folders to visit, paths beyond 64 KiB), or GIT_EUSER when stopped.
int compareTrees(git_repository *repository, const git_tree *before, const git_tree *after, std::vector<TreeChange> &changes, const std::stop_token &stop);

} // namespace rijian::git
