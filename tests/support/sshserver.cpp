#include "support/sshserver.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QLocalSocket>
#include <QNetworkProxy>
#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>

#include <pwd.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <csignal>
#include <functional>
#include <stdexcept>

using namespace Qt::StringLiterals;

namespace rijian::testkit {

namespace {

constexpr int startMs = 20'000;

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(content) != content.size())
        throw std::runtime_error("cannot write " + path.toStdString());
}

QByteArray readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

void end(QProcess &process)
{
    process.terminate();
    if (!process.waitForFinished(5'000)) {
        process.kill();
        process.waitForFinished();
    }
}

/// The program ends with the test's process, also when that is killed.
void tieToUs(QProcess &process)
{
    process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
}

/// Tries `connects` until it is true or the process is gone.
bool waitUntil(QProcess &process, const std::function<bool()> &connects)
{
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < startMs) {
        if (connects())
            return true;
        if (process.waitForFinished(10))
            return false;
    }
    return false;
}

bool greets(quint16 port)
{
    QTcpSocket socket;
    socket.setProxy(QNetworkProxy::NoProxy);
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    return socket.waitForConnected(1'000) && socket.waitForReadyRead(10'000) && socket.readAll().startsWith("SSH-2.0-");
}

} // namespace

struct SshServer::Private {
    QTemporaryDir scratch;
    QString folder;
    QString user;
    QProcessEnvironment environment;
    quint16 port = 0;
    int keys = 0;
    QProcess sshd;
    QProcess agent;

    QString file(const QString &name) const { return scratch.filePath(name); }
    QString knownHostsFile() const { return file(u"home/.ssh/known_hosts"_s); }

    void run(const QString &program, const QStringList &arguments, const QProcessEnvironment &with) const
    {
        const auto result = runProcess(program, arguments, with);
        if (!result.ok())
            throw std::runtime_error(program.toStdString() + ": " + result.err.toStdString());
    }

    void keygen(const QString &path, SshKey::Type type, const QString &passphrase, bool oldFormat) const
    {
        QStringList arguments{u"-q"_s, u"-C"_s, u"test"_s, u"-N"_s, passphrase, u"-f"_s, path};
        switch (type) {
        case SshKey::Type::Ed25519:
            arguments << u"-t"_s << u"ed25519"_s;
            break;
        case SshKey::Type::Ecdsa:
            arguments << u"-t"_s << u"ecdsa"_s;
            break;
        case SshKey::Type::Rsa:
            arguments << u"-t"_s << u"rsa"_s << u"-b"_s << u"2048"_s;
            break;
        }
        if (oldFormat)
            arguments << u"-m"_s << u"PEM"_s;
        run(u"ssh-keygen"_s, arguments, environment);
    }

    /// False: sshd ended, which a port taken by others or an unknown option makes it do.
    bool start(bool penalties)
    {
        port = freePort();
        QByteArray config = "ListenAddress 127.0.0.1:" + QByteArray::number(port) + '\n';
        config += "HostKey " + QFile::encodeName(file(u"host_ed25519"_s)) + "\nHostKey " + QFile::encodeName(file(u"host_ecdsa"_s)) + '\n';
        config += "AuthorizedKeysFile " + QFile::encodeName(file(u"authorized_keys"_s)) + '\n';
        config += "PidFile none\nUsePAM no\nStrictModes no\nPermitRootLogin yes\nPasswordAuthentication no\n"
                  "KbdInteractiveAuthentication no\nMaxStartups 100\nMaxAuthTries 20\nLoginGraceTime 60\nAcceptEnv GIT_PROTOCOL\n"
                  "SetEnv GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null\n";
        if (!penalties) // else the tests' own failures would lock out 127.0.0.1 (OpenSSH 9.8 and later)
            config += "PerSourcePenalties no\n";
        write(file(u"sshd_config"_s), config);
        write(file(u"log"_s), {});
        sshd.setStandardErrorFile(file(u"log"_s));
        // sshd wants to be called by its absolute path.
        auto program = QStandardPaths::findExecutable(u"sshd"_s);
        if (program.isEmpty())
            program = QStandardPaths::findExecutable(u"sshd"_s, {u"/usr/sbin"_s, u"/usr/local/sbin"_s, u"/usr/bin"_s});
        sshd.start(program, {u"-D"_s, u"-e"_s, u"-f"_s, file(u"sshd_config"_s)});
        return sshd.waitForStarted() && waitUntil(sshd, [this] { return greets(port); });
    }
};

SshServer::SshServer(const QString &folder)
    : d(std::make_unique<Private>())
{
    d->folder = QDir(folder).absolutePath();
    d->user = QString::fromLocal8Bit(::getpwuid(::geteuid())->pw_name);
    d->environment = gitEnvironment(home());
    tieToUs(d->sshd);
    tieToUs(d->agent);
    if (!QDir().mkpath(home() + u"/.ssh"_s))
        throw std::runtime_error("cannot make " + home().toStdString());
    d->keygen(d->file(u"host_ed25519"_s), SshKey::Type::Ed25519, {}, false);
    d->keygen(d->file(u"host_ecdsa"_s), SshKey::Type::Ecdsa, {}, false);
    write(d->file(u"authorized_keys"_s), {});
    if (::geteuid() == 0)
        QDir().mkpath(u"/run/sshd"_s); // sshd as root separates privileges there; its package's service makes it
    bool penalties = false;
    for (int attempt = 0; !d->start(penalties); ++attempt) {
        end(d->sshd);
        if (attempt == 5)
            throw std::runtime_error("sshd: " + log().toStdString());
        penalties = log().contains("PerSourcePenalties");
    }
    setKnownHosts(KnownHosts::Right);
}

SshServer::~SshServer()
{
    end(d->agent);
    end(d->sshd);
}

quint16 SshServer::port() const
{
    return d->port;
}

QString SshServer::user() const
{
    return d->user;
}

QString SshServer::url(const QString &name) const
{
    return u"ssh://%1@127.0.0.1:%2%3/%4"_s.arg(d->user).arg(d->port).arg(d->folder, name);
}

QString SshServer::scpUrl(const QString &name) const
{
    return u"%1@[127.0.0.1:%2]:%3/%4"_s.arg(d->user).arg(d->port).arg(d->folder, name);
}

SshKey SshServer::makeKey(SshKey::Type type, const QString &passphrase, bool authorized, bool oldFormat)
{
    const SshKey key{d->file(u"key%1"_s.arg(++d->keys)), passphrase};
    d->keygen(key.file, type, passphrase, oldFormat);
    if (authorized) // sshd reads the file anew for each login
        write(d->file(u"authorized_keys"_s), readAll(d->file(u"authorized_keys"_s)) + readAll(key.publicFile()));
    return key;
}

QString SshServer::home() const
{
    return d->file(u"home"_s);
}

QByteArrayList SshServer::hostKeys() const
{
    QByteArrayList keys;
    for (const auto &name : {u"host_ed25519.pub"_s, u"host_ecdsa.pub"_s})
        keys << readAll(d->file(name)).split(' ').first(2).join(' ');
    return keys;
}

void SshServer::setKnownHosts(KnownHosts content)
{
    const auto path = d->knownHostsFile();
    QFile::remove(path);
    if (content == KnownHosts::NoFile)
        return;
    auto keys = hostKeys();
    if (content == KnownHosts::WrongKey) {
        QTemporaryDir other;
        keys.clear();
        for (const auto type : {SshKey::Type::Ed25519, SshKey::Type::Ecdsa}) {
            const auto file = other.filePath(QString::number(int(type)));
            d->keygen(file, type, {}, false);
            keys << readAll(file + u".pub"_s).split(' ').first(2).join(' ');
        }
    } else if (content == KnownHosts::EcdsaOnly) {
        keys.removeFirst();
    }
    QByteArray host = "[127.0.0.1]:" + QByteArray::number(d->port);
    if (content == KnownHosts::RightNoPort)
        host = "127.0.0.1";
    else if (content == KnownHosts::Empty)
        host = "git.example.org";
    else if (content == KnownHosts::Revoked)
        host.prepend("@revoked ");
    QByteArray lines;
    for (const auto &key : std::as_const(keys))
        lines += host + ' ' + key + '\n';
    write(path, lines);
    if (content == KnownHosts::Hashed) {
        d->run(u"ssh-keygen"_s, {u"-q"_s, u"-H"_s, u"-f"_s, path}, d->environment);
        QFile::remove(path + u".old"_s);
    }
}

QString SshServer::startAgent(const QList<SshKey> &keys)
{
    end(d->agent);
    const auto socket = d->file(u"agent"_s);
    QFile::remove(socket);
    d->agent.setProcessEnvironment(d->environment);
    d->agent.setStandardOutputFile(QProcess::nullDevice());
    d->agent.start(u"ssh-agent"_s, {u"-D"_s, u"-a"_s, socket});
    const bool up = d->agent.waitForStarted() && waitUntil(d->agent, [&] {
        QLocalSocket client;
        client.connectToServer(socket);
        return client.waitForConnected(100);
    });
    if (!up)
        throw std::runtime_error("ssh-agent: " + d->agent.readAllStandardError().toStdString());
    auto environment = d->environment;
    environment.insert(u"SSH_AUTH_SOCK"_s, socket);
    for (const auto &key : keys)
        d->run(u"ssh-add"_s, {u"-q"_s, key.file}, environment);
    return socket;
}

QProcessEnvironment SshServer::clientEnvironment(const SshKey &key) const
{
    auto environment = gitEnvironment(home());
    // ssh finds the user's folder through the password file, not HOME: name every file.
    environment.insert(u"GIT_SSH_COMMAND"_s,
        u"ssh -F none -o BatchMode=yes -o StrictHostKeyChecking=yes -o GlobalKnownHostsFile=none -o IdentitiesOnly=yes "
        "-o UserKnownHostsFile='%1' -i '%2'"_s.arg(d->knownHostsFile(), key.file));
    return environment;
}

QByteArray SshServer::log() const
{
    return readAll(d->file(u"log"_s));
}

} // namespace rijian::testkit
