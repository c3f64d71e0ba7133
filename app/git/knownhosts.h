#pragma once
// ~/.ssh/known_hosts, as far as libgit2 does not tell: it only says that a host's key is not there.

#include <QByteArrayView>
#include <QString>

namespace rijian::git {

enum class HostKeyState {
    Unknown, ///< no line for the host
    Known,   ///< this very key
    Changed, ///< the host has lines, but none with this key
    Revoked, ///< the key is marked @revoked for the host
};

/// What the text of a known_hosts file (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT") says about a host's raw key. Like libgit2 it takes a line
/// for the host alone for every port; hashed names count; wildcards, @cert-authority and lines that cannot be read do not.
HostKeyState lookUpHostKey(QByteArrayView knownHosts, const QString &host, int port, QByteArrayView key);

} // namespace rijian::git
