#pragma once
// A local OpenSSH server (sshd, as the user who runs the tests, on 127.0.0.1) for a folder of repositories, with keys,
// known_hosts files and an agent for its clients. How libgit2 behaves against it: docs/GIT_NOTES.md.

#include "support/process.h"

#include <QList>
#include <QString>

#include <memory>

namespace rijian::testkit {

struct SshKey {
    enum class Type { Ed25519, Ecdsa, Rsa };
    QString file; ///< the private key; FILE.pub is the public one
    QString passphrase;

    QString publicFile() const { return file + QStringLiteral(".pub"); }
};

/// What ~/.ssh/known_hosts says about the server.
enum class KnownHosts {
    NoFile,
    Empty,     ///< a file that names another host only
    Right,     ///< "[127.0.0.1]:PORT" with each of the server's keys
    RightNoPort, ///< "127.0.0.1" alone, which OpenSSH does not take for another port
    Hashed,    ///< Right, with hashed names
    WrongKey,  ///< the server's name with another server's keys: what a man in the middle looks like
    EcdsaOnly, ///< Right, with one of the server's two key types
    Revoked,   ///< Right, marked @revoked
};

class SshServer {
public:
    /// Ready for connections when the constructor returns. Throws std::runtime_error with sshd's words when it cannot.
    explicit SshServer(const QString &folder);
    /// Ends sshd and the agent.
    ~SshServer();

    quint16 port() const;
    QString user() const;
    /// "ssh://USER@127.0.0.1:PORT/FOLDER/NAME".
    QString url(const QString &name) const;
    /// "USER@[127.0.0.1:PORT]:FOLDER/NAME": the short form as git and libgit2 read it with a port.
    QString scpUrl(const QString &name) const;

    /// A new key pair that the server lets in, or not. `oldFormat`: PEM in place of OpenSSH's own format.
    SshKey makeKey(SshKey::Type type = SshKey::Type::Ed25519, const QString &passphrase = {}, bool authorized = true, bool oldFormat = false);

    /// A folder of the tests' own to use as HOME; its .ssh/known_hosts is what setKnownHosts wrote last (first: Right).
    QString home() const;
    void setKnownHosts(KnownHosts content);
    /// Lines such as "ssh-ed25519 AAAA…", one for each of the server's keys.
    QByteArrayList hostKeys() const;

    /// Starts an agent that holds these keys (none may have a passphrase) and returns its socket, for SSH_AUTH_SOCK.
    QString startAgent(const QList<SshKey> &keys);

    /// For git itself: as testkit::gitEnvironment(home()), with GIT_SSH_COMMAND that uses `key`, our known_hosts and nothing
    /// of the user's.
    QProcessEnvironment clientEnvironment(const SshKey &key) const;

    /// What sshd wrote so far.
    QByteArray log() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace rijian::testkit
