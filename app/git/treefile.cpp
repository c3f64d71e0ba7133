#include "git/treefile.h"

#include "git/library.h"

#include <QCoreApplication>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace rijian::git {

namespace {

struct TreeFileText {
    Q_DECLARE_TR_FUNCTIONS(rijian::git::TreeFile)
};

constexpr qsizetype maxCandidates = 64;
constexpr qsizetype maxParts = 8;
constexpr std::size_t maxTreeFileBytes = 1 << 20; // read whole before it is cut
constexpr qsizetype probeBytes = 8'000;       // git looks for a NUL in as many to call a file binary

bool isFile(const git_tree_entry *entry)
{
    const git_filemode_t mode = git_tree_entry_filemode(entry);
    return mode == GIT_FILEMODE_BLOB || mode == GIT_FILEMODE_BLOB_EXECUTABLE;
}

bool isFolder(const git_tree_entry *entry)
{
    return git_tree_entry_filemode(entry) == GIT_FILEMODE_TREE;
}

/// Of the right type by this name, else by one that differs in case alone.
const git_tree_entry *findEntry(const git_tree *tree, const QByteArray &name, bool (*fits)(const git_tree_entry *))
{
    const git_tree_entry *exact = git_tree_entry_byname(tree, name.constData());
    if (exact && fits(exact))
        return exact;
    for (std::size_t i = 0; i < git_tree_entrycount(tree); ++i) {
        const git_tree_entry *entry = git_tree_entry_byindex(tree, i);
        if (qstricmp(git_tree_entry_name(entry), name.constData()) == 0 && fits(entry))
            return entry;
    }
    return nullptr;
}

/// A file's id; nothing when there is none of that path. A folder that cannot be read is damage.
Result<std::optional<git_oid>> findFile(git_repository *repository, const git_oid &root, const QString &path)
{
    const QByteArrayList parts = path.toUtf8().split('/');
    if (parts.size() > maxParts)
        return std::nullopt;
    git_oid id = root;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const bool last = i == parts.size() - 1;
        TreeHandle tree;
        if (const int code = git_tree_lookup(out(tree), repository, &id); code < 0)
            return std::unexpected(lastError(code, TreeFileText::tr("The files of the newest commit cannot be read: the repository is damaged.")));
        const git_tree_entry *entry = findEntry(tree.get(), parts[i], last ? isFile : isFolder);
        if (!entry)
            return std::nullopt;
        id = *git_tree_entry_id(entry);
    }
    return id;
}

/// Nothing when it is too large to be wanted or no text.
Result<std::optional<QByteArray>> readText(git_odb *odb, const git_oid &id)
{
    const auto failed = [](int code) { return std::unexpected(lastError(code, TreeFileText::tr("A file of the newest commit cannot be read: the repository is damaged."))); };
    std::size_t size = 0;
    git_object_t type = GIT_OBJECT_INVALID;
    if (const int code = git_odb_read_header(&size, &type, odb, &id); code < 0) // its size, before any of it is unpacked
        return failed(code);
    if (type != GIT_OBJECT_BLOB || size > maxTreeFileBytes)
        return std::nullopt;
    OdbObjectHandle object;
    if (const int code = git_odb_read(out(object), odb, &id); code < 0)
        return failed(code);
    const QByteArrayView bytes(static_cast<const char *>(git_odb_object_data(object.get())), qsizetype(git_odb_object_size(object.get())));
    if (bytes.first(std::min(bytes.size(), probeBytes)).contains('\0'))
        return std::nullopt;
    return bytes.toByteArray();
}

QByteArray cut(QByteArray bytes, qsizetype most)
{
    if (bytes.size() <= most)
        return bytes;
    const qsizetype line = bytes.first(most).lastIndexOf('\n');
    if (line >= most / 2)
        return bytes.first(line + 1);
    qsizetype end = most;
    while (end > 0 && most - end < 3 && (uchar(bytes[end]) & 0xC0) == 0x80)
        --end;
    return bytes.first(end);
}

/// The first candidate that is a text file in this commit's tree.
Result<std::optional<QByteArray>> readFirst(git_repository *repository, const git_oid &tip, const QStringList &candidates, const std::stop_token &stop)
{
    CommitHandle commit;
    OdbHandle odb;
    int code = git_commit_lookup(out(commit), repository, &tip);
    if (code == 0)
        code = git_repository_odb(out(odb), repository);
    if (code < 0)
        return std::unexpected(lastError(code, TreeFileText::tr("The newest commit cannot be read: the repository is damaged.")));
    for (const QString &candidate : candidates.first(std::min(candidates.size(), maxCandidates))) {
        if (stop.stop_requested())
            return failure(ErrorKind::Cancelled, TreeFileText::tr("Stopped."));
        const auto id = findFile(repository, *git_commit_tree_id(commit.get()), candidate);
        if (!id)
            return std::unexpected(id.error());
        if (!*id)
            continue;
        if (auto text = readText(odb.get(), **id); !text || *text)
            return text;
    }
    return std::nullopt;
}

} // namespace

Result<QByteArray> readFile(const Location &location, const QStringList &branches, const QStringList &candidates, qint64 maxBytes, std::stop_token stop)
{
    const auto repository = openRepository(location);
    if (!repository)
        return std::unexpected(repository.error());
    const auto tips = findTips(repository->get(), branches);
    if (!tips)
        return std::unexpected(tips.error());
    for (const git_oid &tip : tips->ids) {
        auto text = readFirst(repository->get(), tip, candidates, stop);
        if (!text)
            return std::unexpected(text.error());
        if (*text)
            return cut(std::move(**text), qsizetype(std::clamp<qint64>(maxBytes, 0, maxTreeFileBytes)));
    }
    return failure(ErrorKind::NotFound, TreeFileText::tr("The newest commit has no such file that is text."));
}

} // namespace rijian::git
