#pragma once
// A commit's changes against its first parent: files with status, renames and line counts, and the text where wanted.

#include "core/patch.h"
#include "core/result.h"
#include "git/commitreader.h"
#include "git/handle.h"

#include <QStringList>

namespace rijian::git {

struct DiffOptions {
    bool text = false; ///< keep the lines; otherwise only count them
    int contextLines = 3;
    qint64 maxFileBytes = 64 << 20;  ///< a larger side is not read (PatchGap::TooLarge)
    int maxFileLines = 20'000;       ///< lines kept of one file; all are counted
    int maxCommitLines = 200'000;    ///< lines kept of one commit; all are counted
    /// Only these files, by FileChange::path; `files` then has those alone, with renames as in the whole commit. Empty: all.
    QStringList paths = {};

    bool operator==(const DiffOptions &) const = default;
};

/// Reads commits and their changes. Belongs to one thread, like the handle it borrows, which must outlive it.
class Differ
{
public:
    explicit Differ(git_repository *repository, DiffOptions options = {});

    /// The commit with its files. A merge is compared with its first parent, a root commit with nothing.
    /// A commit at the edge of a shallow history, whose parent is not there, is BadData ("fetch deeper").
    Result<CommitPatch> read(const git_oid &id) const;

private:
    git_repository *m_repository;
    CommitReader m_commits;
    DiffOptions m_options;
};

} // namespace rijian::git
