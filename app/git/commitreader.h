#pragma once
// A libgit2 commit as a plain value.

#include "core/commit.h"
#include "core/result.h"
#include "git/handle.h"

namespace rijian::git {

/// Reads commits of one open repository. Belongs to one thread, like the handle it borrows, which must outlive it.
class CommitReader
{
public:
    explicit CommitReader(git_repository *repository);

    /// Everything but the changed files. The message is decoded by the commit's encoding header; names go through the mailmap.
    Result<Commit> read(const git_oid &id) const;
    static Commit toCommit(const git_commit *commit, const git_mailmap *mailmap);

private:
    git_repository *m_repository;
    MailmapHandle m_mailmap; ///< empty when there is none or it cannot be read
};

} // namespace rijian::git
