#pragma once

#include <QString>

namespace rijian::git {

/// Builds web addresses of commits from a remote's address, for GitHub, GitLab, Gitee, Gitea/Forgejo/Codeberg, Bitbucket and
/// sourcehut (ssh remotes too). Forms as these hosts publish them.
class WebLink
{
public:
    /// `remote`: an address as parseAddress() takes it. A local folder: pass the address of its remote, if it has one.
    explicit WebLink(const QString &remote);

    /// False: the host is not one with known pages, and commit() is the remote's address without user name or password.
    bool isKnown() const { return !m_commitPrefix.isEmpty(); }
    QString commit(const QString &sha) const;

private:
    QString m_commitPrefix;
    QString m_plain;
};

} // namespace rijian::git
