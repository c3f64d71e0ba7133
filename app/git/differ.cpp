#include "git/differ.h"

#include "core/text.h"
#include "git/filediff.h"
#include "git/library.h"
#include "git/renames.h"
#include "git/treediff.h"

#include <QCoreApplication>

#include <limits>
#include <ranges>

namespace rijian::git {

namespace {

constexpr qint64 largestFile = 1'000'000'000; // libgit2's xdiff takes less than 1 GiB

struct DifferText {
    Q_DECLARE_TR_FUNCTIONS(rijian::git::Differ)
};

FileChange toChange(const TreeChange &found)
{
    FileChange change;
    change.status = found.status;
    change.path = decodeText(found.newPath);
    change.oldPath = found.status == FileStatus::Renamed || found.status == FileStatus::Copied ? decodeText(found.oldPath) : change.path;
    change.oldMode = found.before.mode;
    change.newMode = found.after.mode;
    change.submodule = found.before.mode == GIT_FILEMODE_COMMIT || found.after.mode == GIT_FILEMODE_COMMIT;
    return change;
}

/// The bytes where the text would not give them back.
QByteArray rawPath(const QByteArray &path, const QString &text)
{
    return text.toUtf8() == path ? QByteArray() : path;
}

FilePatch fileOf(const TreeChange &found)
{
    FilePatch file{.change = toChange(found)};
    if (found.before.mode != 0)
        file.oldSide.path = rawPath(found.oldPath, file.change.oldPath);
    if (found.after.mode != 0)
        file.newSide.path = rawPath(found.newPath, file.change.path);
    return file;
}

void listFiles(CommitPatch &patch)
{
    patch.commit.files.reserve(patch.files.size());
    for (const FilePatch &file : std::as_const(patch.files))
        patch.commit.files.append(file.change);
}

/// The first `done` files, what there is of the next, and the others' names.
CommitPatch beginningOf(const CommitPatch &patch, qsizetype done, FilePatch &&next)
{
    CommitPatch part{.commit = patch.commit, .files = patch.files, .partial = true};
    part.files[done] = std::move(next);
    for (FilePatch &file : part.files | std::views::drop(done))
        file.gap = PatchGap::Later;
    listFiles(part);
    return part;
}

std::unexpected<Error> stopped()
{
    return failure(ErrorKind::Cancelled, DifferText::tr("Stopped."));
}

Result<std::vector<TreeChange>> changesOf(const Blobs &blobs, const git_commit *commit, const DiffOptions &options, const std::stop_token &stop)
{
    TreeHandle newTree, oldTree;
    const auto sha = [commit] { return toHex(*git_commit_id(commit)).first(12); };
    const auto failed = [&](int code) { return std::unexpected(lastError(code, DifferText::tr("The files of commit %1 cannot be read.").arg(sha()))); };
    if (const int code = git_commit_tree(out(newTree), commit); code < 0)
        return failed(code);
    if (git_commit_parentcount(commit) > 0) {
        CommitHandle parent;
        if (const int code = git_commit_parent(out(parent), commit, 0); code < 0)
            return std::unexpected(Error{ErrorKind::BadData, DifferText::tr("The parent of commit %1 is not there: fetch the repository deeper.").arg(sha()),
                                         lastError(code, {}).detail});
        if (const int code = git_commit_tree(out(oldTree), parent.get()); code < 0)
            return failed(code);
    }
    std::vector<TreeChange> changes;
    int code = compareTrees(blobs.repository(), oldTree.get(), newTree.get(), changes, stop);
    if (code == 0 && (options.renames || options.copies))
        code = findRenames(blobs, changes, options.copies, stop);
    if (code == GIT_EUSER)
        return stopped();
    if (code < 0)
        return failed(code);
    return changes;
}

} // namespace

DiffOptions DiffOptions::forReader()
{
    return {.text = true, .maxFileBytes = largestFile, .maxFileLines = 1'200'000, .maxCommitLines = 1'200'000};
}

DiffOptions DiffOptions::unlimited()
{
    return {.text = true, .maxFileBytes = largestFile, .maxFileLines = std::numeric_limits<int>::max(), .maxCommitLines = std::numeric_limits<int>::max(),
            .maxCommitBytes = std::numeric_limits<qint64>::max()};
}

Differ::Differ(git_repository *repository, DiffOptions options)
    : m_repository(repository)
    , m_commits(repository)
    , m_blobs(repository)
    , m_options(std::move(options))
{
}

Result<CommitPatch> Differ::read(const git_oid &id, const Beginning &beginning, const std::stop_token &stop) const
{
    auto commit = m_commits.read(id);
    if (!commit)
        return std::unexpected(commit.error());
    CommitHandle handle;
    if (const int code = git_commit_lookup(out(handle), m_repository, &id); code < 0)
        return std::unexpected(lastError(code, DifferText::tr("Commit %1 cannot be read.").arg(toHex(id).first(12))));
    const auto changes = changesOf(m_blobs, handle.get(), m_options, stop);
    if (!changes)
        return std::unexpected(changes.error());

    CommitPatch patch;
    patch.commit = std::move(*commit);
    std::vector<const TreeChange *> found;
    for (const TreeChange &change : *changes) {
        FilePatch file = fileOf(change);
        if (!m_options.paths.isEmpty() && !m_options.paths.contains(file.change.path))
            continue;
        patch.files.append(std::move(file));
        found.push_back(&change);
    }
    FileDiff files(m_blobs, m_options, !git_repository_is_bare(m_repository), stop);
    qsizetype done = 0;
    if (beginning && m_options.firstLines > 0)
        files.onManyLines([&](FilePatch &&part) { beginning(beginningOf(patch, done, std::move(part))); });
    for (; done < patch.files.size(); ++done) {
        const int code = stop.stop_requested() ? int(GIT_EUSER) : files.read(*found[std::size_t(done)], patch.files[done]);
        if (code == GIT_EUSER)
            return stopped();
        if (code < 0)
            return std::unexpected(lastError(code, DifferText::tr("The changes of commit %1 cannot be read.").arg(toHex(id).first(12))));
    }
    listFiles(patch);
    return patch;
}

} // namespace rijian::git
