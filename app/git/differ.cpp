#include "git/differ.h"

#include "core/text.h"
#include "git/library.h"
#include "git/renames.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace rijian::git {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(rijian::git::Differ)
};

FileStatus toStatus(git_delta_t status)
{
    switch (status) {
    case GIT_DELTA_ADDED:
        return FileStatus::Added;
    case GIT_DELTA_DELETED:
        return FileStatus::Deleted;
    case GIT_DELTA_RENAMED:
        return FileStatus::Renamed;
    case GIT_DELTA_COPIED:
        return FileStatus::Copied;
    case GIT_DELTA_TYPECHANGE:
        return FileStatus::TypeChanged;
    default:
        return FileStatus::Modified;
    }
}

FileChange toChange(const git_diff_delta &delta)
{
    FileChange change;
    change.status = toStatus(delta.status);
    const char *newPath = delta.new_file.path ? delta.new_file.path : delta.old_file.path;
    change.path = decodeText(delta.status == GIT_DELTA_DELETED ? delta.old_file.path : newPath);
    change.oldPath = change.status == FileStatus::Renamed || change.status == FileStatus::Copied ? decodeText(delta.old_file.path) : change.path;
    change.oldMode = delta.old_file.mode;
    change.newMode = delta.new_file.mode;
    change.submodule = delta.old_file.mode == GIT_FILEMODE_COMMIT || delta.new_file.mode == GIT_FILEMODE_COMMIT;
    return change;
}

/// Gathers what libgit2 calls back, one file after the other.
class Collector
{
public:
    Collector(CommitPatch &patch, const DiffOptions &options)
        : m_patch(patch)
        , m_options(options)
    {
    }

    static int onFile(const git_diff_delta *delta, float, void *payload)
    {
        static_cast<Collector *>(payload)->addFile(*delta);
        return 0;
    }

    static int onBinary(const git_diff_delta *, const git_diff_binary *, void *payload)
    {
        auto *self = static_cast<Collector *>(payload);
        self->m_file->change.binary = true;
        self->m_file->gap = PatchGap::Binary;
        return 0;
    }

    static int onHunk(const git_diff_delta *, const git_diff_hunk *hunk, void *payload)
    {
        auto *self = static_cast<Collector *>(payload);
        QByteArrayView header(hunk->header, qsizetype(hunk->header_len));
        const qsizetype end = header.indexOf("@@", 2); // "@@ -1,2 +1,3 @@ context"
        header = end < 0 ? QByteArrayView() : header.sliced(end + 2).trimmed();
        self->m_file->hunks.push_back(Hunk{hunk->old_start, hunk->old_lines, hunk->new_start, hunk->new_lines, header.toByteArray(),
                                           self->m_file->lines.size(), 0});
        return 0;
    }

    static int onLine(const git_diff_delta *, const git_diff_hunk *, const git_diff_line *line, void *payload)
    {
        static_cast<Collector *>(payload)->addLine(*line);
        return 0;
    }

    /// libgit2 calls a file binary when a side is larger than the limit; tell that from real binary content. Sizes are known at the end.
    void markTooLarge()
    {
        const auto limit = git_object_size_t(m_options.maxFileBytes);
        for (std::size_t i = 0; i < m_deltas.size(); ++i) {
            FilePatch &file = m_patch.files[qsizetype(i)];
            if (file.change.binary && (m_deltas[i]->old_file.size > limit || m_deltas[i]->new_file.size > limit))
                file.gap = PatchGap::TooLarge;
        }
    }

private:
    void addFile(const git_diff_delta &delta)
    {
        FileChange change = toChange(delta);
        // A file that became a symlink, or the like, comes as deleted and added. (With GIT_DIFF_INCLUDE_TYPECHANGE it would come as one,
        // but without its lines.)
        if (!m_patch.files.isEmpty() && m_patch.files.last().change.path == change.path) {
            FileChange &before = m_patch.files.last().change;
            before.newMode = before.newMode ? before.newMode : change.newMode;
            before.oldMode = before.oldMode ? before.oldMode : change.oldMode;
            before.submodule = before.submodule || change.submodule;
            before.status = FileStatus::TypeChanged;
            return;
        }
        m_patch.files.append(FilePatch{.change = std::move(change)});
        m_file = &m_patch.files.last();
        m_deltas.push_back(&delta);
    }

    void addLine(const git_diff_line &line)
    {
        FileChange &change = m_file->change;
        LineKind kind = LineKind::Context;
        if (line.origin == GIT_DIFF_LINE_ADDITION) {
            ++change.insertions;
            kind = LineKind::Added;
        } else if (line.origin == GIT_DIFF_LINE_DELETION) {
            ++change.deletions;
            kind = LineKind::Removed;
        } else if (line.origin != GIT_DIFF_LINE_CONTEXT) {
            return; // the notes about a missing line end at the end of a file
        }
        if (!m_options.text)
            return;
        if (m_file->lines.size() >= std::size_t(m_options.maxFileLines) || m_kept >= m_options.maxCommitLines) {
            m_file->gap = PatchGap::Cut;
            return;
        }
        qsizetype length = qsizetype(line.content_len);
        const bool noLineEnd = length == 0 || line.content[length - 1] != '\n';
        if (!noLineEnd)
            --length;
        m_file->lines.push_back(PatchLine{m_file->text.size(), length, line.old_lineno, line.new_lineno, kind, noLineEnd});
        m_file->text.append(line.content, length);
        ++m_file->hunks.back().lineCount;
        ++m_kept;
    }

    CommitPatch &m_patch;
    const DiffOptions &m_options;
    FilePatch *m_file = nullptr;
    std::vector<const git_diff_delta *> m_deltas; ///< of m_patch.files, borrowed from the diff
    int m_kept = 0;
};

/// What git_diff_foreach does, for one file.
int collectFile(git_diff *diff, std::size_t index, Collector &collector)
{
    PatchHandle patch;
    if (const int code = git_patch_from_diff(out(patch), diff, index); code < 0 || !patch)
        return code;
    const git_diff_delta *delta = git_patch_get_delta(patch.get());
    Collector::onFile(delta, 0, &collector);
    if (delta->flags & GIT_DIFF_FLAG_BINARY)
        return Collector::onBinary(delta, nullptr, &collector);
    for (std::size_t h = 0; h < git_patch_num_hunks(patch.get()); ++h) {
        const git_diff_hunk *hunk = nullptr;
        std::size_t lines = 0;
        if (const int code = git_patch_get_hunk(&hunk, &lines, patch.get(), h); code < 0)
            return code;
        Collector::onHunk(delta, hunk, &collector);
        for (std::size_t l = 0; l < lines; ++l) {
            const git_diff_line *line = nullptr;
            if (const int code = git_patch_get_line_in_hunk(&line, patch.get(), h, l); code < 0)
                return code;
            Collector::onLine(delta, hunk, line, &collector);
        }
    }
    return 0;
}

int collect(git_diff *diff, const DiffOptions &options, Collector &collector)
{
    if (options.paths.isEmpty())
        return git_diff_foreach(diff, Collector::onFile, Collector::onBinary, Collector::onHunk, Collector::onLine, &collector);
    for (std::size_t i = 0; i < git_diff_num_deltas(diff); ++i) {
        if (!options.paths.contains(toChange(*git_diff_get_delta(diff, i)).path))
            continue;
        if (const int code = collectFile(diff, i, collector); code < 0)
            return code;
    }
    return 0;
}

Result<DiffHandle> treeDiff(git_repository *repository, const git_commit *commit, const DiffOptions &options)
{
    TreeHandle newTree, oldTree;
    const QString what = Text::tr("The files of commit %1 cannot be read.").arg(toHex(*git_commit_id(commit)).first(12));
    if (const int code = git_commit_tree(out(newTree), commit); code < 0)
        return std::unexpected(lastError(code, what));
    if (git_commit_parentcount(commit) > 0) {
        CommitHandle parent;
        if (const int code = git_commit_parent(out(parent), commit, 0); code < 0)
            return std::unexpected(Error{ErrorKind::BadData,
                                         Text::tr("The parent of commit %1 is not there: fetch the repository deeper.").arg(toHex(*git_commit_id(commit)).first(12)),
                                         lastError(code, {}).detail});
        if (const int code = git_commit_tree(out(oldTree), parent.get()); code < 0)
            return std::unexpected(lastError(code, what));
    }
    git_diff_options diffOptions = GIT_DIFF_OPTIONS_INIT;
    diffOptions.flags = options.text ? GIT_DIFF_INDENT_HEURISTIC : GIT_DIFF_NORMAL; // moves hunks, does not change counts
    diffOptions.context_lines = options.text ? uint32_t(options.contextLines) : 0;
    diffOptions.max_size = options.maxFileBytes;
    DiffHandle diff;
    if (const int code = git_diff_tree_to_tree(out(diff), repository, oldTree.get(), newTree.get(), &diffOptions); code < 0)
        return std::unexpected(lastError(code, what));
    if (const int code = findRenames(diff.get()); code < 0)
        return std::unexpected(lastError(code, what));
    return diff;
}

} // namespace

Differ::Differ(git_repository *repository, DiffOptions options)
    : m_repository(repository)
    , m_commits(repository)
    , m_options(options)
{
}

Result<CommitPatch> Differ::read(const git_oid &id) const
{
    auto commit = m_commits.read(id);
    if (!commit)
        return std::unexpected(commit.error());
    CommitHandle handle;
    if (const int code = git_commit_lookup(out(handle), m_repository, &id); code < 0)
        return std::unexpected(lastError(code, Text::tr("Commit %1 cannot be read.").arg(toHex(id).first(12))));
    auto diff = treeDiff(m_repository, handle.get(), m_options);
    if (!diff)
        return std::unexpected(diff.error());

    CommitPatch patch;
    patch.commit = std::move(*commit);
    patch.files.reserve(qsizetype(git_diff_num_deltas(diff->get())));
    Collector collector(patch, m_options);
    const int code = collect(diff->get(), m_options, collector);
    if (code < 0)
        return std::unexpected(lastError(code, Text::tr("The changes of commit %1 cannot be read.").arg(toHex(id).first(12))));
    patch.commit.files.reserve(patch.files.size());
    collector.markTooLarge();
    for (const FilePatch &file : patch.files)
        patch.commit.files.append(file.change);
    return patch;
}

} // namespace rijian::git
