#pragma once

#include <QString>

namespace rijian::git {

/// Whether an address may be opened as a page: http, as hosts within a company have it, or https, and nothing else.
bool isWebPage(const QString &address);

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
    /// The page of a file as it was in a commit; `line`: from 1, 0 for none. Empty where the host is not known.
    QString file(const QString &sha, const QByteArray &path, int line = 0) const;

private:
    QString m_commitPrefix;
    QString m_filePrefix; ///< up to the sha
    QString m_fileInfix;  ///< between sha and path
    QString m_lineMark;   ///< before the line's number
    QString m_plain;
};

} // namespace rijian::git
