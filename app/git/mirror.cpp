#include "git/mirror.h"

#include "core/text.h"
#include "git/library.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

using namespace Qt::StringLiterals;

namespace rijian::git {

namespace {

struct MirrorText {
    Q_DECLARE_TR_FUNCTIONS(rijian::git::Mirror)
};

QStringList branchNames(git_repository *repository)
{
    QStringList names;
    ReferenceIteratorHandle iterator;
    if (git_reference_iterator_glob_new(out(iterator), repository, "refs/heads/*") < 0)
        return names;
    const char *name = nullptr;
    while (names.size() < 10'000 && git_reference_next_name(&name, iterator.get()) == 0)
        names.append(QString::fromUtf8(name).sliced(11));
    return names;
}

/// "main" as a local branch, a remote-tracking one of "origin", or any full reference name.
Result<git_oid> branchTip(git_repository *repository, const QString &branch)
{
    for (const auto &form : {u"refs/heads/%1"_s, u"refs/remotes/origin/%1"_s, u"%1"_s}) {
        git_oid id;
        ObjectHandle object;
        const QByteArray name = form.arg(branch).toUtf8();
        if (git_reference_name_to_id(&id, repository, name.constData()) == 0
            && git_object_lookup(out(object), repository, &id, GIT_OBJECT_ANY) == 0) {
            ObjectHandle commit;
            if (git_object_peel(out(commit), object.get(), GIT_OBJECT_COMMIT) == 0)
                return *git_object_id(commit.get());
        }
    }
    const QStringList there = branchNames(repository);
    return failure(ErrorKind::NotFound, MirrorText::tr("There is no branch “%1”; there are: %2.").arg(branch, oneLine(there.first(std::min<qsizetype>(there.size(), 8)).join(MirrorText::tr(", ", "between parts of a list")))));
}

Error openError(int code, const Location &location)
{
    const Error error = lastError(code, {});
    if (code == GIT_ENOTFOUND)
        return {location.ours ? ErrorKind::NotFound : ErrorKind::BadData,
                location.ours ? MirrorText::tr("Nothing was fetched yet: fetch the repository first.")
                              : MirrorText::tr("%1 is not a git repository.").arg(location.path),
                error.detail};
    if (code == GIT_EOWNER)
        return {ErrorKind::Auth, MirrorText::tr("%1 belongs to another user, so git data in it is not trusted: change its owner, or track its remote address instead.").arg(location.path), error.detail};
    if (error.detail.contains("extension"_L1) || error.detail.contains("object format"_L1) || error.detail.contains("objectformat"_L1)
        || error.detail.contains("version"_L1))
        return {ErrorKind::Unsupported, MirrorText::tr("%1 uses a repository format that this program cannot read yet (such as SHA-256 objects).").arg(location.path), error.detail};
    return {ErrorKind::BadData, MirrorText::tr("The repository in %1 is damaged and cannot be opened.").arg(location.path), error.detail};
}

/// Without the user name and the token that many clones have in it: it is stored, and shown.
QString remoteAddress(git_repository *repository)
{
    RemoteHandle remote;
    if (git_remote_lookup(out(remote), repository, "origin") < 0)
        return {};
    static const QRegularExpression userInfo(u"^([a-z][a-z0-9+.-]*://)[^/?#]*@"_s, QRegularExpression::CaseInsensitiveOption);
    return QString::fromUtf8(git_remote_url(remote.get())).replace(userInfo, u"\\1"_s);
}

} // namespace

Location locate(const QString &dataFolder, const Address &address)
{
    if (address.isLocal())
        return {address.path, false};
    QString readable = address.path.section(u'/', -2);
    for (QChar &c : readable) {
        if (!c.isLetterOrNumber() && c != u'.' && c != u'-' && c != u'_')
            c = u'-';
    }
    const QByteArray hash = QCryptographicHash::hash(address.key().toUtf8(), QCryptographicHash::Sha256).toHex().first(10);
    return {QDir(dataFolder).filePath(u"mirrors/%1-%2.git"_s.arg(readable.left(80), QString::fromLatin1(hash))), true};
}

Result<RepositoryHandle> openRepository(const Location &location)
{
    initialize();
    RepositoryHandle repository;
    const unsigned flags = location.ours ? GIT_REPOSITORY_OPEN_NO_SEARCH | GIT_REPOSITORY_OPEN_BARE : 0;
    const int code = git_repository_open_ext(out(repository), location.path.toUtf8().constData(), flags, nullptr);
    if (code < 0)
        return std::unexpected(openError(code, location));
    return repository;
}

Result<Tips> findTips(git_repository *repository, const QStringList &branches)
{
    Tips tips;
    if (branches.isEmpty()) {
        ReferenceHandle head;
        const int code = git_repository_head(out(head), repository);
        if (code == GIT_EUNBORNBRANCH || code == GIT_ENOTFOUND)
            return tips;
        if (code < 0)
            return std::unexpected(lastError(code, MirrorText::tr("The repository's HEAD cannot be read.")));
        ObjectHandle commit;
        if (const int peeled = git_reference_peel(out(commit), head.get(), GIT_OBJECT_COMMIT); peeled < 0) // it is named, so one that is not there is damage
            return failure(ErrorKind::BadData, MirrorText::tr("The newest commit cannot be read: the repository is damaged."), lastError(peeled, {}).detail);
        if (git_reference_is_branch(head.get()))
            tips.branches.append(QString::fromUtf8(git_reference_shorthand(head.get())));
        tips.ids.push_back(*git_object_id(commit.get()));
        return tips;
    }
    for (const QString &branch : branches) {
        auto tip = branchTip(repository, branch);
        if (!tip)
            return std::unexpected(tip.error());
        tips.branches.append(branch);
        tips.ids.push_back(*tip);
    }
    return tips;
}

Result<DayListing> listDay(const Location &location, const QStringList &branches, qint64 begin, qint64 end, bool merges, std::stop_token stop)
{
    auto repository = openRepository(location);
    if (!repository)
        return std::unexpected(repository.error());
    auto tips = findTips(repository->get(), branches);
    if (!tips)
        return std::unexpected(tips.error());
    if (location.ours && tips->ids.empty() && !branchNames(repository->get()).isEmpty()) // fetched while the user wanted other branches than the default one
        return failure(ErrorKind::NotFound, MirrorText::tr("Nothing was fetched yet: fetch the repository first."));
    auto history = listHistory(repository->get(), {std::move(tips->ids), begin, end, merges}, stop);
    if (!history)
        return std::unexpected(history.error());
    DayListing listing{.branches = tips->branches, .complete = history->complete, .newest = history->newest, .edge = history->edge};
    listing.shas.reserve(qsizetype(history->commits.size()));
    for (const git_oid &id : history->commits)
        listing.shas.append(toHex(id));
    if (!location.ours)
        listing.webRemote = remoteAddress(repository->get());
    return listing;
}

Result<void> readCommits(const Location &location, const QStringList &shas, const DiffOptions &options, int threads, const Deliver &deliver,
                         std::stop_token stop)
{
    // A few neighbours at a time: commits next to each other share parents and trees, which the object cache keeps.
    constexpr qsizetype batch = 8;
    std::atomic<qsizetype> next = 0;
    std::atomic<bool> opened = true;
    Error openFailure;
    std::once_flag failed;
    const auto work = [&] {
        auto repository = openRepository(location);
        if (!repository) {
            std::call_once(failed, [&] { openFailure = repository.error(); });
            opened = false;
            return;
        }
        const Differ differ(repository->get(), options);
        for (qsizetype start = next.fetch_add(batch); start < shas.size(); start = next.fetch_add(batch)) {
            for (qsizetype i = start; i < std::min(start + batch, shas.size()) && !stop.stop_requested(); ++i) {
                git_oid id;
                const auto beginning = [&deliver, i](CommitPatch &&patch) { deliver(i, std::move(patch)); };
                Result<CommitPatch> patch = failure(ErrorKind::Usage, MirrorText::tr("“%1” is not a commit.").arg(oneLine(shas[i], 60)));
                if (fromHex(shas[i], id))
                    patch = differ.read(id, beginning, stop);
                if (patch || patch.error().kind != ErrorKind::Cancelled) // what was stopped is not delivered at all
                    deliver(i, std::move(patch));
            }
        }
    };
    {
        const qsizetype useful = (shas.size() + batch - 1) / batch;
        std::vector<std::jthread> pool;
        for (qsizetype i = 1; i < std::min<qsizetype>(threads, useful); ++i)
            pool.emplace_back(work);
        work();
    }
    if (!opened)
        return std::unexpected(openFailure);
    if (stop.stop_requested())
        return failure(ErrorKind::Cancelled, MirrorText::tr("Stopped."));
    return {};
}

Result<QString> originAddress(const Location &location)
{
    const auto repository = openRepository(location);
    if (!repository)
        return std::unexpected(repository.error());
    return remoteAddress(repository->get());
}

Result<QString> resolveSha(const Location &location, const QString &text)
{
    auto repository = openRepository(location);
    if (!repository)
        return std::unexpected(repository.error());
    ObjectHandle object, commit;
    int code = git_revparse_single(out(object), repository->get(), text.toUtf8().constData());
    if (code == GIT_EAMBIGUOUS)
        return failure(ErrorKind::Usage, MirrorText::tr("“%1” stands for several commits: write more digits.").arg(oneLine(text, 60)));
    if (code == 0)
        code = git_object_peel(out(commit), object.get(), GIT_OBJECT_COMMIT);
    if (code < 0)
        return failure(ErrorKind::NotFound, MirrorText::tr("There is no commit “%1” in what was fetched.").arg(oneLine(text, 60)), lastError(code, {}).detail);
    return toHex(*git_object_id(commit.get()));
}

} // namespace rijian::git
