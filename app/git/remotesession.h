#pragma once
// One connection to a remote: what it has, and downloading some of it. Internal to this room.

#include "git/fetcher.h"
#include "git/handle.h"

#include <QElapsedTimer>
#include <QMap>

namespace rijian::git {

struct RemoteBranches {
    QMap<QString, git_oid> branches; ///< short name -> tip
    QString defaultBranch;           ///< what the remote's HEAD names; empty if it names nothing that exists
};

class RemoteSession
{
public:
    /// Borrows all three for its lifetime. One thread.
    RemoteSession(git_repository *repository, const FetchRequest &request, std::stop_token stop);

    Result<RemoteBranches> connect();
    /// Downloads the branches and moves the mirror's refs of the same names; `depth` as git_fetch_options has it.
    /// Returns the bytes received. Unsupported: the server refuses shallow fetches.
    Result<quint64> download(const QStringList &branches, int depth);

private:
    static int onCredential(git_credential **credential, const char *url, const char *user, unsigned allowed, void *payload);
    static int onCertificate(git_cert *certificate, int valid, const char *host, void *payload);
    static int onProgress(const git_indexer_progress *stats, void *payload);
    static int onSideband(const char *text, int length, void *payload);

    Error explain(int code, const QString &what);
    git_remote_callbacks callbacks();

    git_repository *m_repository;
    const FetchRequest &m_request;
    std::stop_token m_stop;
    Credentials m_credentials;
    RemoteHandle m_remote;
    QElapsedTimer m_lastProgress;
};

} // namespace rijian::git
