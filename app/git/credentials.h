#pragma once
// Credentials and trust for one fetch: where user names, passwords, tokens and keys come from, and which hosts are believed.

#include "git/address.h"

#include <git2.h>

#include <QSet>
#include <QString>

#include <functional>
#include <optional>

namespace rijian::git {

struct UserPassword {
    QString user;
    QString password;
};

/// What the caller lets a fetch ask for. Each may be empty; all are called on the fetching thread.
struct SecretSources {
    /// A token or password kept for a host ("github.com") in the system keychain.
    std::function<std::optional<QString>(const QString &host)> keychain;
    /// Asks the person at the terminal or in the window; empty answers mean "no".
    std::function<std::optional<UserPassword>(const QString &host, const QString &user)> askPassword;
    std::function<std::optional<QString>(const QString &keyFile)> askPassphrase;
};

/// Answers libgit2's questions for one address, each source once, in this order:
/// - https: the address's own password, environment (RIJIAN_GIT_TOKEN_<HOST>, GH_TOKEN/GITHUB_TOKEN for github.com, GITLAB_TOKEN for gitlab.com),
///   keychain, git's credential helpers (`git credential fill`, where git is installed), the person.
///   Nothing is ever sent to another host than the address's, nor over plain http to another machine.
/// - ssh: the agent, then ~/.ssh/id_ed25519, id_ecdsa, id_rsa (passphrase: RIJIAN_SSH_PASSPHRASE, keychain "ssh:<file>", the person).
class Credentials
{
public:
    Credentials(Address address, SecretSources sources);

    /// git_credential_acquire_cb's answer.
    int acquire(git_credential **credential, const QString &url, const QString &userFromUrl, unsigned allowed);
    /// git_transport_certificate_check_cb's answer: only what libgit2 itself found valid (known_hosts, certificate store).
    int checkCertificate(bool valid, const git_cert *certificate, const QString &host);

    /// Tells git's credential helpers that what they gave worked, or did not.
    void report(bool worked);

    /// What to tell the person after an authentication failure: what was tried and what would help.
    QString advice() const;
    /// Set when the host itself was refused: the whole message.
    QString trustProblem() const { return m_trustProblem; }

private:
    std::optional<UserPassword> nextPassword();
    std::optional<UserPassword> fromEnvironment() const;
    std::optional<UserPassword> fromHelper();
    int acquireSsh(git_credential **credential, const QByteArray &user);
    QString hostKeyProblem(const git_cert_hostkey &key, const QString &host) const;
    bool tryKeyFile(git_credential **credential, const QByteArray &user, const QString &file);

    Address m_address;
    SecretSources m_sources;
    int m_step = 0;
    QStringList m_tried;
    std::optional<UserPassword> m_helper; ///< given by a credential helper, waiting for report()
    QString m_trustProblem;
};

} // namespace rijian::git
