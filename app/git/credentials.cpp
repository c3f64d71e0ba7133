#include "git/credentials.h"

#include "git/gitprogram.h"
#include "git/knownhosts.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace rijian::git {

namespace {

struct CredentialsText {
    Q_DECLARE_TR_FUNCTIONS(rijian::git::Credentials)
};

constexpr qint64 maxKnownHosts = 16 << 20;

bool isLoopback(const QString &host)
{
    return host == "localhost"_L1 || host == "::1"_L1 || host.startsWith("127."_L1);
}

QString environmentName(QString host)
{
    for (QChar &c : host)
        c = c.isLetterOrNumber() ? c.toUpper() : u'_';
    return u"RIJIAN_GIT_TOKEN_"_s + host;
}

QByteArray helperQuestion(const Address &address)
{
    QByteArray question = "protocol=" + QUrl(address.url).scheme().toUtf8() + "\nhost=" + address.host.toUtf8();
    if (address.port > 0)
        question += ':' + QByteArray::number(address.port);
    question += "\npath=" + address.path.toUtf8() + '\n';
    if (!address.user.isEmpty())
        question += "username=" + address.user.toUtf8() + '\n';
    return question;
}

/// A line end in a value would smuggle a second line into the helper's protocol.
bool isPlainLine(const QString &text)
{
    return !text.contains(u'\n') && !text.contains(QChar(0));
}

} // namespace

Credentials::Credentials(Address address, SecretSources sources)
    : m_address(std::move(address))
    , m_sources(std::move(sources))
{
}

std::optional<UserPassword> Credentials::fromEnvironment() const
{
    QStringList names{environmentName(m_address.host)};
    if (m_address.host == "github.com"_L1)
        names << u"GH_TOKEN"_s << u"GITHUB_TOKEN"_s;
    else if (m_address.host == "gitlab.com"_L1)
        names << u"GITLAB_TOKEN"_s;
    for (const QString &name : names) {
        // Hosts take a token as the password; which user name stands beside it matters to none but GitLab ("oauth2").
        const QString token = qEnvironmentVariable(name.toUtf8().constData());
        if (!token.isEmpty())
            return UserPassword{m_address.user.isEmpty() ? u"oauth2"_s : m_address.user, token};
    }
    return std::nullopt;
}

std::optional<UserPassword> Credentials::fromHelper()
{
    if (!isPlainLine(m_address.path) || !isPlainLine(m_address.user))
        return std::nullopt;
    const auto answer = runGit({u"credential"_s, u"fill"_s}, helperQuestion(m_address) + '\n');
    if (!answer)
        return std::nullopt;
    UserPassword found;
    for (const QByteArray &line : answer->split('\n')) {
        if (line.startsWith("username="))
            found.user = QString::fromUtf8(line.sliced(9));
        else if (line.startsWith("password="))
            found.password = QString::fromUtf8(line.sliced(9));
    }
    if (found.password.isEmpty())
        return std::nullopt;
    m_helper = found;
    return found;
}

std::optional<UserPassword> Credentials::nextPassword()
{
    for (;;) {
        std::optional<UserPassword> found;
        switch (m_step++) {
        case 0:
            if (!m_address.password.isEmpty())
                found = UserPassword{m_address.user, m_address.password};
            if (found)
                m_tried << CredentialsText::tr("the address's own password");
            break;
        case 1:
            found = fromEnvironment();
            if (found)
                m_tried << CredentialsText::tr("a token from the environment");
            break;
        case 2:
            if (m_sources.keychain) {
                if (const auto token = m_sources.keychain(m_address.host))
                    found = UserPassword{m_address.user.isEmpty() ? u"oauth2"_s : m_address.user, *token};
            }
            if (found)
                m_tried << CredentialsText::tr("a token from the keychain");
            break;
        case 3:
            found = fromHelper();
            if (found)
                m_tried << CredentialsText::tr("git's credential helper");
            break;
        case 4:
            if (m_sources.askPassword)
                found = m_sources.askPassword(m_address.host, m_address.user);
            if (found)
                m_tried << CredentialsText::tr("the password given");
            break;
        default:
            return std::nullopt;
        }
        if (found)
            return found;
    }
}

bool Credentials::tryKeyFile(git_credential **credential, const QByteArray &user, const QString &file)
{
    if (!QFileInfo::exists(file))
        return false;
    QFile key(file);
    if (!key.open(QIODevice::ReadOnly))
        return false;
    const QByteArray text = key.read(64 << 10);
    // OpenSSH's own format hides whether it is encrypted behind base64: "bcrypt" (its key derivation) shows.
    const bool encrypted = text.contains("ENCRYPTED") || QByteArray::fromBase64(text.mid(text.indexOf('\n'))).left(64).contains("bcrypt");
    std::optional<QString> passphrase;
    if (encrypted) {
        if (const QString given = qEnvironmentVariable("RIJIAN_SSH_PASSPHRASE"); !given.isEmpty())
            passphrase = given;
        else if (m_sources.keychain)
            passphrase = m_sources.keychain(u"ssh:"_s + file);
        if (!passphrase && m_sources.askPassphrase)
            passphrase = m_sources.askPassphrase(file);
        if (!passphrase) {
            m_tried << CredentialsText::tr("%1 (has a passphrase, which was not given)").arg(file);
            return false;
        }
    }
    m_tried << file;
    const QByteArray secret = passphrase.value_or(QString()).toUtf8();
    const QByteArray publicFile = QFileInfo::exists(file + ".pub"_L1) ? file.toUtf8() + ".pub" : QByteArray();
    return git_credential_ssh_key_new(credential, user.constData(), publicFile.isEmpty() ? nullptr : publicFile.constData(),
                                      file.toUtf8().constData(), encrypted ? secret.constData() : nullptr)
        == 0;
}

int Credentials::acquireSsh(git_credential **credential, const QByteArray &user)
{
    const QStringList names{u"id_ed25519"_s, u"id_ecdsa"_s, u"id_rsa"_s};
    for (;;) {
        const int step = m_step++;
        if (step == 0) {
            if (qEnvironmentVariableIsEmpty("SSH_AUTH_SOCK"))
                continue;
            m_tried << CredentialsText::tr("the ssh agent");
            if (git_credential_ssh_key_from_agent(credential, user.constData()) == 0)
                return 0;
        } else if (step <= names.size()) {
            if (tryKeyFile(credential, user, QDir::home().filePath(u".ssh/"_s + names[step - 1])))
                return 0;
        } else {
            return GIT_EAUTH;
        }
    }
}

int Credentials::acquire(git_credential **credential, const QString &url, const QString &userFromUrl, unsigned allowed)
{
    const QUrl asking(url);
    const bool elsewhere = !asking.host().isEmpty() && (asking.host().toLower() != m_address.host || asking.port() != m_address.port);
    if (elsewhere && m_address.kind == Address::Kind::Http) {
        m_tried << CredentialsText::tr("nothing: the server sent us to %1, and credentials stay with %2").arg(asking.host(), m_address.host);
        return GIT_EAUTH;
    }
    const QByteArray user = (!userFromUrl.isEmpty() ? userFromUrl : !m_address.user.isEmpty() ? m_address.user : u"git"_s).toUtf8();
    if (allowed & GIT_CREDENTIAL_SSH_KEY)
        return acquireSsh(credential, user);
    if (allowed & GIT_CREDENTIAL_USERNAME)
        return git_credential_username_new(credential, user.constData());
    if (!(allowed & GIT_CREDENTIAL_USERPASS_PLAINTEXT))
        return GIT_EAUTH;
    if (m_address.kind == Address::Kind::Http && QUrl(url).scheme() == "http"_L1 && !isLoopback(m_address.host)) {
        m_tried << CredentialsText::tr("nothing: a password would travel unencrypted over http; use https");
        return GIT_EAUTH;
    }
    const auto found = nextPassword();
    if (!found)
        return GIT_EAUTH;
    return git_credential_userpass_plaintext_new(credential, found->user.toUtf8().constData(), found->password.toUtf8().constData());
}

/// libgit2 found the host's key not to be in known_hosts. A new host is met every day; a changed key may be an attack.
QString Credentials::hostKeyProblem(const git_cert_hostkey &key, const QString &host) const
{
    QString fingerprint;
    if (key.type & GIT_CERT_SSH_SHA256)
        fingerprint = u"SHA256:"_s
            + QString::fromLatin1(QByteArray(reinterpret_cast<const char *>(key.hash_sha256), sizeof key.hash_sha256).toBase64(QByteArray::OmitTrailingEquals));
    const QString path = QDir::home().filePath(u".ssh/known_hosts"_s);
    QFile file(path);
    auto state = HostKeyState::Unknown;
    if (key.type & GIT_CERT_SSH_RAW && file.open(QIODevice::ReadOnly))
        state = lookUpHostKey(file.read(maxKnownHosts), host, m_address.port, QByteArrayView(key.hostkey, qsizetype(key.hostkey_len)));
    if (state == HostKeyState::Changed)
        return CredentialsText::tr("WARNING: the ssh host key of %1 has changed: it is now %2, and %3 has another one. Somebody may be listening in. Nothing was sent. "
                                   "Only if the host announces this key, remove the old one with “ssh-keygen -R %4” and accept the new one.")
            .arg(host, fingerprint, path, m_address.port > 0 ? u"'[%1]:%2'"_s.arg(host).arg(m_address.port) : host);
    if (state == HostKeyState::Revoked)
        return CredentialsText::tr("WARNING: the ssh host key of %1 (%2) is marked as revoked in %3: this is not the host, or its key was stolen. Nothing was sent.")
            .arg(host, fingerprint, path);
    return CredentialsText::tr("The ssh host key of %1 (%2) is not known yet: compare it with what the host publishes, then connect once with “ssh %3” to accept it, and fetch again.")
        .arg(host, fingerprint, m_address.port > 0 ? u"-p %1 %2"_s.arg(m_address.port).arg(host) : host);
}

int Credentials::checkCertificate(bool valid, const git_cert *certificate, const QString &host)
{
    if (valid)
        return 0;
    if (certificate && certificate->cert_type == GIT_CERT_HOSTKEY_LIBSSH2) {
        m_trustProblem = hostKeyProblem(*reinterpret_cast<const git_cert_hostkey *>(certificate), host);
    } else {
        m_trustProblem = CredentialsText::tr("The certificate of %1 is not trusted by this system: it is expired, for another name, or of an unknown authority. "
                                             "Nothing was sent. Check the address, the clock, and the system's certificates.")
                             .arg(host);
    }
    return GIT_ECERTIFICATE;
}

void Credentials::report(bool worked)
{
    if (!m_helper || !isPlainLine(m_helper->user) || !isPlainLine(m_helper->password))
        return;
    const QByteArray answer = helperQuestion(m_address) + "username=" + m_helper->user.toUtf8() + "\npassword=" + m_helper->password.toUtf8() + "\n\n";
    runGit({u"credential"_s, worked ? u"approve"_s : u"reject"_s}, answer);
    m_helper.reset();
}

QString Credentials::advice() const
{
    const QString tried = m_tried.isEmpty() ? CredentialsText::tr("no credentials were found") : CredentialsText::tr("tried: %1").arg(m_tried.join(CredentialsText::tr(", ", "between parts of a list")));
    if (m_address.kind == Address::Kind::Ssh)
        return CredentialsText::tr("%1 refused the ssh login (%2). Load your key into the ssh agent, or check that its public half is known to the host.").arg(m_address.host, tried);
    return CredentialsText::tr("%1 asks for a login (%2). The repository may be private or misspelled; set %3 to a token that may read it.")
        .arg(m_address.host, tried, environmentName(m_address.host));
}

} // namespace rijian::git
