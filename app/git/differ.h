#pragma once
// A commit's changes against its first parent: files with status, renames and line counts, and the text where wanted.

#include "core/patch.h"
#include "core/result.h"
#include "git/blobs.h"
#include "git/commitreader.h"

#include <QStringList>

#include <functional>
#include <stop_token>

namespace rijian::git {

/// How lines are matched: git's --diff-algorithm=default (Myers), patience, minimal.
enum class DiffAlgorithm { Default, Patience, Minimal };
using rijian::Whitespace;

/// The defaults are those of `git show -M`, but for the limits.
struct DiffOptions {
    bool text = false; ///< keep the lines; otherwise only count them
    int contextLines = 3;
    qint64 maxFileBytes = 64 << 20;  ///< a larger side is not read (PatchGap::TooLarge)
    int maxFileLines = 20'000;       ///< lines kept of one file; all are counted
    int maxCommitLines = 200'000;    ///< lines kept of one commit; all are counted
    /// Text and contents kept of one commit, less than a worker's frame carries. Of a file by itself (`paths`) a line is kept whatever its length.
    qint64 maxCommitBytes = 128 << 20;
    /// Only these files, by FileChange::path; `files` then has those alone, with renames as in the whole commit. Empty: all.
    QStringList paths = {};
    DiffAlgorithm algorithm = DiffAlgorithm::Default;
    Whitespace whitespace = Whitespace::Keep;
    bool ignoreBlankLines = false; ///< changes of blank lines alone are left out
    bool indentHeuristic = true;   ///< git's --indent-heuristic: where a block may begin at several lines
    bool renames = true;           ///< -M
    bool copies = false;           ///< -C: from files that the commit changes, too
    /// Lines as the bytes they are, and binary what git calls so: for a patch that git shall apply (diff/patchtext.h). Otherwise text is UTF-8,
    /// and UTF-16 is text.
    bool exact = false;
    bool contents = false; ///< keep the bytes of binary files (FileSide::content)
    /// Read text as this, whatever it looks like; but UTF-16, and UTF-8 with a mark, stay what they are. Unknown: detect.
    TextEncoding encoding = TextEncoding::Unknown;
    int firstLines = 0; ///< give the beginning of a commit (CommitPatch::partial) once that many lines are there, or 500 files or 8 MiB were read for fewer; 0: never
    /// Lines of each file that are counted but not kept before the limits begin: with those that were kept before, a cut file goes on (diff/patchparts.h).
    int skipLines = 0;

    /// For somebody who reads: all lines of all but the hugest commits at once, as much as a worker's frame carries. What is cut there comes
    /// when it is looked at, with `paths` of that file alone, and what is cut of that with `skipLines`, part by part. The rules and the models keep to the defaults.
    static DiffOptions forReader();
    /// Nothing is left out for its size, up to libgit2's 1 GiB a file. Not through a worker.
    static DiffOptions unlimited();

    bool operator==(const DiffOptions &) const = default;
};

/// Reads commits and their changes. Belongs to one thread, like the handle it borrows, which must outlive it.
class Differ
{
public:
    explicit Differ(git_repository *repository, DiffOptions options = {});

    /// The commit with its files. A merge is compared with its first parent, a root commit with nothing.
    /// A commit at the edge of a shallow history, whose parent is not there, is BadData ("fetch deeper").
    /// `beginning` is called once at most, where the options ask for it and more than that follows.
    /// Cancelled soon after `stop` was requested: it is looked for at every file and every some thousand lines. Only what libgit2 does in one go
    /// (unpacking a file, matching the lines of two) goes on to its end.
    using Beginning = std::function<void(CommitPatch &&)>;
    Result<CommitPatch> read(const git_oid &id, const Beginning &beginning = {}, const std::stop_token &stop = {}) const;

private:
    git_repository *m_repository;
    CommitReader m_commits;
    Blobs m_blobs;
    DiffOptions m_options;
};

} // namespace rijian::git
