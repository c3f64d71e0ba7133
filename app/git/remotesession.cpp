#include "git/remotesession.h"

#include "core/text.h"
#include "git/library.h"

#include <QCoreApplication>
#include <QDir>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <QDir>

using namespace Qt::StringLiterals;

namespace rijian::git {

namespace {

struct RemoteSessionText {
    Q_DECLARE_TR_FUNCTIONS(rijian::git::RemoteSession)
};

constexpr int progressIntervalMs = 100;

bool says(const QString &detail, std::initializer_list<QLatin1StringView> words)
{
    return std::any_of(words.begin(), words.end(), [&](QLatin1StringView word) { return detail.contains(word, Qt::CaseInsensitive); });
}

/// libgit2 sends the head and the body of a request apart and leaves Nagle's algorithm on: the body waits until the head is
/// acknowledged, 40 ms where the other side delays that, twice a fetch. It does not hand out its socket, so all TCP sockets of this
/// process get the option that every other git client sets; it harms none.
void sendAtOnce()
{
    const QDir open(u"/proc/self/fd"_s);
    for (const QString &name : open.entryList(QDir::Files | QDir::System)) {
        const int descriptor = name.toInt();
        int protocol = 0;
        socklen_t size = sizeof protocol;
        const int on = 1;
        if (getsockopt(descriptor, SOL_SOCKET, SO_PROTOCOL, &protocol, &size) == 0 && protocol == IPPROTO_TCP)
            setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    }
}

} // namespace

RemoteSession::RemoteSession(git_repository *repository, const FetchRequest &request, std::stop_token stop)
    : m_repository(repository)
    , m_request(request)
    , m_stop(std::move(stop))
    , m_credentials(request.address, request.secrets)
{
}

int RemoteSession::onCredential(git_credential **credential, const char *url, const char *user, unsigned allowed, void *payload)
{
    auto *self = static_cast<RemoteSession *>(payload);
    if (self->m_stop.stop_requested())
        return GIT_EUSER;
    return self->m_credentials.acquire(credential, QString::fromUtf8(url), QString::fromUtf8(user), allowed);
}

int RemoteSession::onCertificate(git_cert *certificate, int valid, const char *host, void *payload)
{
    auto *self = static_cast<RemoteSession *>(payload);
    return self->m_credentials.checkCertificate(valid != 0, certificate, QString::fromUtf8(host));
}

int RemoteSession::onProgress(const git_indexer_progress *stats, void *payload)
{
    auto *self = static_cast<RemoteSession *>(payload);
    if (self->m_stop.stop_requested())
        return GIT_EUSER;
    const bool last = stats->indexed_objects == stats->total_objects && stats->indexed_deltas == stats->total_deltas;
    if (!self->m_request.progress || (!last && self->m_lastProgress.isValid() && self->m_lastProgress.elapsed() < progressIntervalMs))
        return 0;
    self->m_lastProgress.start();
    const bool resolving = stats->received_objects == stats->total_objects;
    self->m_request.progress({resolving ? FetchProgress::Phase::Resolving : FetchProgress::Phase::Receiving, stats->received_objects,
                              stats->total_objects, stats->indexed_deltas, stats->total_deltas, stats->received_bytes});
    return 0;
}

int RemoteSession::onSideband(const char *, int, void *payload)
{
    auto *self = static_cast<RemoteSession *>(payload);
    if (self->m_stop.stop_requested())
        return GIT_EUSER;
    // A server that counts a large repository's objects says so for minutes before it sends any: a sign of life.
    if (self->m_request.progress && (!self->m_lastProgress.isValid() || self->m_lastProgress.elapsed() >= progressIntervalMs)) {
        self->m_lastProgress.start();
        self->m_request.progress({});
    }
    return 0;
}

git_remote_callbacks RemoteSession::callbacks()
{
    git_remote_callbacks callbacks = GIT_REMOTE_CALLBACKS_INIT;
    callbacks.credentials = onCredential;
    callbacks.certificate_check = onCertificate;
    callbacks.transfer_progress = onProgress;
    callbacks.sideband_progress = onSideband;
    callbacks.payload = this;
    return callbacks;
}

Error RemoteSession::explain(int code, const QString &what)
{
    const Address &address = m_request.address;
    Error error = lastError(code, what, ErrorKind::Network);
    if (!address.password.isEmpty())
        error.detail.replace(address.password, u"***"_s);
    if (m_stop.stop_requested() || code == GIT_EUSER)
        return {ErrorKind::Cancelled, RemoteSessionText::tr("Stopped."), error.detail};
    if (const QString trust = m_credentials.trustProblem(); !trust.isEmpty())
        return {ErrorKind::Auth, trust, error.detail};
    const QString &detail = error.detail;
    if (detail.contains("known_hosts"_L1)) // one line that cannot be read, or a home folder that is not there, and no host is believed
        return {ErrorKind::Auth, RemoteSessionText::tr("%1 cannot be read: fix or remove the line in it that is not a host key (ssh-keygen -l -f shows them), or "
                                                       "create the folder.")
                                     .arg(QDir::home().filePath(u".ssh/known_hosts"_s)), detail};
    if (error.kind == ErrorKind::Disk)
        return {ErrorKind::Disk, RemoteSessionText::tr("The mirror cannot be written (%1): free some space or check the permissions of %2. What was there is unharmed.").arg(oneLine(detail, 100), m_request.location.path), detail};
    if (code == GIT_EAUTH || says(detail, {"authentication"_L1, "failed to authenticate"_L1, "status code: 401"_L1, "status code: 403"_L1})) {
        m_credentials.report(false);
        return {ErrorKind::Auth, m_credentials.advice(), detail};
    }
    if (says(detail, {"status code: 404"_L1, "not found"_L1, "does not exist"_L1, "does not appear to be a git repository"_L1, "could not read from remote"_L1}) && !says(detail, {"resolve"_L1}))
        return {ErrorKind::NotFound, RemoteSessionText::tr("There is no repository at %1: check the address.").arg(address.url), detail};
    if (says(detail, {"doesn't support shallow"_L1, "does not support shallow"_L1}))
        return {ErrorKind::Unsupported, RemoteSessionText::tr("%1 refuses shallow fetches.").arg(address.host), detail};
    if (says(detail, {"object-format"_L1, "object format"_L1, "sha256"_L1, "oid type"_L1}))
        return {ErrorKind::Unsupported, RemoteSessionText::tr("%1 uses SHA-256 objects, which this program cannot read yet. Nothing can be done about it here; a SHA-1 mirror of it would work.").arg(address.url), detail};
    if (says(detail, {"429"_L1, "too many requests"_L1}))
        return {ErrorKind::RateLimit, RemoteSessionText::tr("%1 asks to wait: too many requests. Try again in a few minutes.").arg(address.host), detail};
    if (says(detail, {"resolve"_L1, "address info"_L1}))
        return {ErrorKind::Network, RemoteSessionText::tr("The host %1 is not known: check the address and the network.").arg(address.host), detail};
    if (says(detail, {"cannot redirect"_L1, "too many redirects"_L1}))
        return {ErrorKind::Network, RemoteSessionText::tr("%1 sends us to another host, which is not followed: give the new address instead.").arg(address.host), detail};
    if (says(detail, {"invalid pkt-line"_L1, "unexpected content-type"_L1, "content-type"_L1, "malformed"_L1, "invalid content"_L1}))
        return {ErrorKind::NotFound, RemoteSessionText::tr("%1 answers, but not as a git repository: check the address.").arg(address.url), detail};
    return {ErrorKind::Network, RemoteSessionText::tr("%1 (%2). Nothing was lost; try again.").arg(what, oneLine(detail, 140)), detail};
}

Result<RemoteBranches> RemoteSession::connect()
{
    if (m_stop.stop_requested())
        return failure(ErrorKind::Cancelled, RemoteSessionText::tr("Stopped."));
    if (m_request.progress)
        m_request.progress({});
    const QString what = RemoteSessionText::tr("%1 cannot be reached").arg(m_request.address.url);
    if (const int code = git_remote_create_anonymous(out(m_remote), m_repository, m_request.address.url.toUtf8().constData()); code < 0)
        return std::unexpected(explain(code, what));
    git_remote_connect_options options = GIT_REMOTE_CONNECT_OPTIONS_INIT;
    options.callbacks = callbacks();
    options.proxy_opts.type = GIT_PROXY_AUTO; // https_proxy, no_proxy of the environment
    options.follow_redirects = GIT_REMOTE_REDIRECT_NONE; // still follows them on the same host, which is what we want
    if (const int code = git_remote_connect_ext(m_remote.get(), GIT_DIRECTION_FETCH, &options); code < 0)
        return std::unexpected(explain(code, what));
    sendAtOnce();
    m_credentials.report(true);

    const git_remote_head **heads = nullptr;
    size_t count = 0;
    if (const int code = git_remote_ls(&heads, &count, m_remote.get()); code < 0)
        return std::unexpected(explain(code, what));
    RemoteBranches remote;
    for (size_t i = 0; i < count; ++i) {
        const QByteArrayView name(heads[i]->name);
        if (name.startsWith("refs/heads/"))
            remote.branches.insert(QString::fromUtf8(name.sliced(11)), heads[i]->oid);
    }
    git_buf head = GIT_BUF_INIT;
    if (git_remote_default_branch(&head, m_remote.get()) == 0) {
        const QString name = QString::fromUtf8(head.ptr);
        if (name.startsWith("refs/heads/"_L1) && remote.branches.contains(name.sliced(11)))
            remote.defaultBranch = name.sliced(11);
    }
    git_buf_dispose(&head);
    if (remote.defaultBranch.isEmpty() && !remote.branches.isEmpty()) {
        // A HEAD that names nothing (or is detached): take what a person would.
        for (const QString &usual : {u"main"_s, u"master"_s, u"trunk"_s, u"develop"_s, remote.branches.firstKey()}) {
            if (remote.branches.contains(usual)) {
                remote.defaultBranch = usual;
                break;
            }
        }
    }
    return remote;
}

Result<quint64> RemoteSession::download(const QStringList &branches, int depth)
{
    std::vector<QByteArray> specs;
    std::vector<char *> pointers;
    for (const QString &branch : branches)
        specs.push_back("+refs/heads/" + branch.toUtf8() + ":refs/heads/" + branch.toUtf8());
    for (QByteArray &spec : specs)
        pointers.push_back(spec.data());
    const git_strarray list{pointers.data(), pointers.size()};
    git_fetch_options options = GIT_FETCH_OPTIONS_INIT;
    options.callbacks = callbacks();
    options.proxy_opts.type = GIT_PROXY_AUTO;
    options.download_tags = GIT_REMOTE_DOWNLOAD_TAGS_NONE;
    options.prune = GIT_FETCH_NO_PRUNE; // its own prune would take the refspecs' word; fetcher.cpp prunes
    options.follow_redirects = GIT_REMOTE_REDIRECT_NONE;
    options.depth = depth;
    if (const int code = git_remote_fetch(m_remote.get(), &list, &options, "rijian: fetch"); code < 0)
        return std::unexpected(explain(code, RemoteSessionText::tr("Fetching %1 was cut off").arg(m_request.address.url)));
    return git_remote_stats(m_remote.get())->received_bytes;
}

} // namespace rijian::git
