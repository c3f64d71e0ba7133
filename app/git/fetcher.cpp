#include "git/fetcher.h"

#include "core/text.h"
#include "git/library.h"
#include "git/fetchguard.h"
#include "git/remotesession.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QLockFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::git {

namespace {

struct FetcherText {
    Q_DECLARE_TR_FUNCTIONS(rijian::git::Fetcher)
};

// 50 generations are a day or two of a busy project. In a straight history they cost little more than one commit; where much is
// merged each further generation costs more (git's own repository: 72 MB for 50, 260 MB for 100).
constexpr int firstDepth = 50;
constexpr int maxDepth = 50'000; // deeper than this, the whole history is cheaper

/// What an interrupted fetch of an earlier run may have left in the mirror. The mirror's lock is held.
void removeLeftovers(const QString &mirror)
{
    const QDir packs(mirror + "/objects/pack"_L1);
    for (const QFileInfo &file : packs.entryInfoList({u"pack_git2_*"_s, u"*.tmp"_s, u"tmp_*"_s}, QDir::Files))
        QFile::remove(file.filePath());
    for (const auto &lock : {"/HEAD.lock"_L1, "/shallow.lock"_L1, "/config.lock"_L1, "/packed-refs.lock"_L1})
        QFile::remove(mirror + lock);
    const QDir heads(mirror + "/refs/heads"_L1);
    for (const QFileInfo &file : heads.entryInfoList({u"*.lock"_s}, QDir::Files))
        QFile::remove(file.filePath());
}

Result<RepositoryHandle> createMirror(const Location &location)
{
    initialize();
    if (!QDir().mkpath(location.path))
        return failure(ErrorKind::Disk, FetcherText::tr("The folder %1 cannot be created: check its permissions and the free space.").arg(location.path));
    RepositoryHandle repository;
    git_repository_init_options options = GIT_REPOSITORY_INIT_OPTIONS_INIT;
    options.flags = GIT_REPOSITORY_INIT_BARE | GIT_REPOSITORY_INIT_MKPATH | GIT_REPOSITORY_INIT_NO_REINIT;
    options.mode = 0700;
    options.initial_head = "rijian-nothing-fetched-yet"; // no branch of this name: HEAD names nothing until the first fetch ends
    if (const int code = git_repository_init_ext(out(repository), location.path.toUtf8().constData(), &options); code < 0)
        return std::unexpected(lastError(code, FetcherText::tr("The mirror %1 cannot be created.").arg(location.path), ErrorKind::Disk));
    return repository;
}

/// A mirror is disposable: a damaged one is set aside and made anew.
Result<RepositoryHandle> rebuildMirror(const Location &location)
{
    const QString aside = location.path + ".damaged"_L1;
    QDir(aside).removeRecursively();
    if (!QDir().rename(location.path, aside))
        return failure(ErrorKind::Disk, FetcherText::tr("The damaged mirror %1 cannot be moved away: check its permissions.").arg(location.path));
    auto fresh = createMirror(location);
    QDir(aside).removeRecursively();
    return fresh;
}

/// Opens HEAD, the tips and their trees: what a later listing needs first.
bool isSound(git_repository *repository)
{
    ReferenceHandle head;
    if (git_reference_lookup(out(head), repository, "HEAD") < 0)
        return false;
    ReferenceIteratorHandle iterator;
    if (git_reference_iterator_glob_new(out(iterator), repository, "refs/heads/*") < 0)
        return false;
    git_reference *next = nullptr;
    while (git_reference_next(&next, iterator.get()) == 0) {
        const ReferenceHandle reference(next);
        ObjectHandle tree;
        if (git_reference_peel(out(tree), reference.get(), GIT_OBJECT_TREE) < 0)
            return false;
    }
    return true;
}

bool hasBranches(git_repository *repository)
{
    ReferenceIteratorHandle iterator;
    const char *name = nullptr;
    if (git_reference_iterator_glob_new(out(iterator), repository, "refs/heads/*") < 0)
        return false;
    return git_reference_next_name(&name, iterator.get()) == 0;
}

struct OpenedMirror {
    RepositoryHandle repository;
    bool created = false;
    bool rebuilt = false;
};

Result<OpenedMirror> openMirror(const Location &location, bool rebuild)
{
    OpenedMirror opened;
    auto repository = QFileInfo::exists(location.path + "/HEAD"_L1) ? openRepository(location) : createMirror(location);
    if (!repository && repository.error().kind != ErrorKind::BadData && repository.error().kind != ErrorKind::NotFound)
        return std::unexpected(repository.error());
    if (rebuild || !repository || !isSound(repository->get())) {
        repository = rebuildMirror(location);
        opened.rebuilt = true;
        if (!repository)
            return std::unexpected(repository.error());
    }
    opened.repository = std::move(*repository);
    opened.created = !hasBranches(opened.repository.get());
    return opened;
}

std::optional<git_oid> localTip(git_repository *repository, const QString &branch)
{
    git_oid id;
    if (git_reference_name_to_id(&id, repository, QByteArray("refs/heads/" + branch.toUtf8()).constData()) < 0)
        return std::nullopt;
    return id;
}

QString headBranch(git_repository *repository)
{
    ReferenceHandle head;
    if (git_reference_lookup(out(head), repository, "HEAD") < 0)
        return {};
    if (git_reference_type(head.get()) != GIT_REFERENCE_SYMBOLIC)
        return {};
    const QString target = QString::fromUtf8(git_reference_symbolic_target(head.get()));
    return target.startsWith("refs/heads/"_L1) ? target.sliced(11) : QString();
}

/// Deletes the mirror's branches that are tracked no longer or that the remote no longer has.
void prune(git_repository *repository, const QStringList &keep)
{
    std::vector<std::string> gone;
    {
        ReferenceIteratorHandle iterator;
        if (git_reference_iterator_glob_new(out(iterator), repository, "refs/heads/*") < 0)
            return;
        const char *name = nullptr;
        while (git_reference_next_name(&name, iterator.get()) == 0) {
            if (!keep.contains(QString::fromUtf8(name).sliced(11)))
                gone.emplace_back(name);
        }
    }
    for (const std::string &name : gone)
        git_reference_remove(repository, name.c_str());
}

/// The depth at which the history probably reaches back to `since`, judged from where it ends now.
int nextDepth(const HistoryAnswer &answer, int asked, qint64 since)
{
    const double covered = double(std::max<qint64>(answer.newest - answer.edge, 1));
    const double wanted = double(std::max<qint64>(answer.newest - since, 1));
    const int depth = std::max(asked, answer.edgeDepth);
    const double guess = depth * std::clamp(wanted / covered * 1.2, 2.0, 30.0) + 20;
    return guess > maxDepth ? GIT_FETCH_DEPTH_UNSHALLOW : int(guess);
}

/// One fetch of one mirror, with the lock held.
class Fetch
{
public:
    Fetch(const FetchRequest &request, OpenedMirror opened, std::stop_token stop)
        : m_request(request)
        , m_repository(std::move(opened.repository))
        , m_stop(std::move(stop))
    {
        m_outcome.created = opened.created;
        m_outcome.rebuilt = opened.rebuilt;
    }

    Result<FetchOutcome> run()
    {
        const bool fresh = m_outcome.created;
        m_outcome.depth = fresh && !m_request.whole ? firstDepth : 0;
        if (auto done = transfer(); !done)
            return std::unexpected(done.error());
        if (!m_outcome.defaultBranch.isEmpty()) {
            if (auto done = deepen(); !done)
                return std::unexpected(done.error());
        }
        m_outcome.whole = shallowRoots(m_repository.get()).empty();
        return m_outcome;
    }

private:
    /// Connects, downloads what is new at m_outcome.depth, and moves the refs.
    Result<void> transfer()
    {
        RemoteSession session(m_repository.get(), m_request, m_stop);
        auto remote = session.connect();
        if (!remote)
            return std::unexpected(remote.error());
        if (remote->branches.isEmpty() || remote->defaultBranch.isEmpty()) {
            prune(m_repository.get(), {});
            return {};
        }
        const QStringList wanted = m_request.branches.isEmpty() ? QStringList{remote->defaultBranch} : m_request.branches;
        for (const QString &branch : wanted) {
            if (!remote->branches.contains(branch))
                return failure(ErrorKind::NotFound, FetcherText::tr("%1 has no branch “%2”; it has: %3.")
                                                        .arg(m_request.address.url, branch, oneLine(QStringList(remote->branches.keys()).join(FetcherText::tr(", ", "between parts of a list")), 160)));
        }
        if (auto done = download(session, *remote, wanted); !done)
            return done;
        return moveHead(*remote, wanted);
    }

    Result<void> download(RemoteSession &session, const RemoteBranches &remote, const QStringList &wanted)
    {
        std::vector<std::pair<QString, git_oid>> before;
        bool current = m_outcome.depth == 0;
        for (const QString &branch : wanted) {
            const auto tip = localTip(m_repository.get(), branch);
            if (tip)
                before.emplace_back(branch, *tip);
            const git_oid offered = remote.branches.value(branch);
            current = current && tip && git_oid_equal(&*tip, &offered);
        }
        if (current && !m_request.whole)
            return {};
        auto received = session.download(wanted, m_outcome.depth);
        if (!received && received.error().kind == ErrorKind::Unsupported && m_outcome.depth > 0) {
            m_outcome.depth = 0; // the server refuses shallow fetches: take it whole
            m_outcome.reachesSince = true;
            RemoteSession again(m_repository.get(), m_request, m_stop);
            if (auto connected = again.connect(); !connected)
                return std::unexpected(connected.error());
            received = again.download(wanted, 0);
        }
        if (!received)
            return std::unexpected(received.error());
        m_outcome.receivedBytes += *received;
        noteMoves(before, wanted);
        return {};
    }

    void noteMoves(const std::vector<std::pair<QString, git_oid>> &before, const QStringList &wanted)
    {
        m_outcome.changed = m_outcome.changed || before.size() != std::size_t(wanted.size());
        for (const auto &[branch, old] : before) {
            const auto now = localTip(m_repository.get(), branch);
            if (!now || git_oid_equal(&*now, &old))
                continue;
            m_outcome.changed = true;
            if (git_graph_descendant_of(m_repository.get(), &*now, &old) != 1)
                m_outcome.forced.append(branch);
        }
    }

    Result<void> moveHead(const RemoteBranches &remote, const QStringList &wanted)
    {
        const QString previous = headBranch(m_repository.get());
        m_outcome.defaultBranch = remote.defaultBranch;
        if (!m_outcome.created && previous != remote.defaultBranch) {
            m_outcome.previousDefault = previous;
            m_outcome.changed = true;
        }
        if (previous != remote.defaultBranch) {
            const QByteArray name = "refs/heads/" + remote.defaultBranch.toUtf8();
            if (const int code = git_repository_set_head(m_repository.get(), name.constData()); code < 0)
                return std::unexpected(lastError(code, FetcherText::tr("The mirror's default branch cannot be set."), ErrorKind::Disk));
        }
        prune(m_repository.get(), wanted);
        return {};
    }

    /// Whether all commits since the wanted moment are there; how far the history goes.
    Result<HistoryAnswer> reach() const
    {
        auto tips = findTips(m_repository.get(), m_request.branches);
        if (!tips)
            return std::unexpected(tips.error());
        return listHistory(m_repository.get(), {std::move(tips->ids), m_request.since, std::numeric_limits<qint64>::max(), true}, m_stop);
    }

    Result<void> deepen()
    {
        if (m_request.whole) {
            if (shallowRoots(m_repository.get()).empty())
                return {};
            m_outcome.depth = GIT_FETCH_DEPTH_UNSHALLOW;
            return transfer();
        }
        int depth = m_outcome.depth;
        while (m_request.since > 0) {
            auto answer = reach();
            if (!answer)
                return std::unexpected(answer.error());
            if (answer->complete)
                return {};
            if (depth == GIT_FETCH_DEPTH_UNSHALLOW) {
                m_outcome.reachesSince = false; // the remote is itself shallow
                return {};
            }
            depth = nextDepth(*answer, depth, m_request.since);
            m_outcome.depth = depth;
            if (m_request.progress)
                m_request.progress({.phase = FetchProgress::Phase::Deepening});
            if (auto done = transfer(); !done)
                return done;
        }
        return {};
    }

    const FetchRequest &m_request;
    RepositoryHandle m_repository;
    std::stop_token m_stop;
    FetchOutcome m_outcome;
};

Result<FetchOutcome> checkFolder(const FetchRequest &request)
{
    auto repository = openRepository(request.location);
    if (!repository)
        return std::unexpected(repository.error());
    auto tips = findTips(repository->get(), request.branches);
    if (!tips)
        return std::unexpected(tips.error());
    FetchOutcome outcome;
    outcome.defaultBranch = headBranch(repository->get());
    outcome.whole = shallowRoots(repository->get()).empty();
    return outcome;
}

} // namespace

Result<FetchOutcome> fetchUnguarded(const FetchRequest &request, std::stop_token stop)
{
    initialize();
    if (!QDir().mkpath(QFileInfo(request.location.path).path()))
        return failure(ErrorKind::Disk, FetcherText::tr("The folder %1 cannot be created: check its permissions and the free space.").arg(QFileInfo(request.location.path).path()));
    QLockFile lock(request.location.path + ".lock"_L1);
    lock.setStaleLockTime(std::chrono::milliseconds::zero()); // a lock is stale when its process is gone, however long the fetch takes
    if (!lock.tryLock()) {
        if (lock.error() == QLockFile::LockFailedError)
            return failure(ErrorKind::Busy, FetcherText::tr("Another program is fetching %1 just now: wait for it to end.").arg(request.address.url));
        return failure(ErrorKind::Disk, FetcherText::tr("The mirror's folder %1 cannot be written: check its permissions and the free space.").arg(QFileInfo(request.location.path).path()));
    }
    removeLeftovers(request.location.path);
    auto opened = openMirror(request.location, request.rebuild);
    if (!opened)
        return std::unexpected(opened.error());
    return Fetch(request, std::move(*opened), std::move(stop)).run();
}

Result<FetchOutcome> fetch(const FetchRequest &request, std::stop_token stop)
{
    return request.address.isLocal() ? checkFolder(request) : fetchGuarded(request, std::move(stop));
}

} // namespace rijian::git
