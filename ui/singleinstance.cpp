#include "ui/singleinstance.h"

#include <QCborArray>
#include <QCborMap>
#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QDir>
#include <QFileInfo>
#include <QLocalServer>
#include <QLocalSocket>
#include <QThread>
#include <QTimer>
#include <QtEndian>

#include <algorithm>
#include <optional>

#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rijian::ui {

namespace {

// The message: its length in 4 bytes, big endian, then a CBOR map. The answer is "ok".
constexpr quint32 longestMessage = 3 * 1024 * 1024; ///< the addresses allowed below fit
constexpr qsizetype mostHandedOver = 200;
constexpr qsizetype longestAddress = 4096;
constexpr int mostConnections = 8;
constexpr auto clientPatience = 2s; ///< for a whole message
const QByteArray acknowledgement = QByteArrayLiteral("ok");

bool isPrivate(const QString &folder)
{
    const QFileInfo info(folder);
    constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    return info.isDir() && !info.isSymLink() && info.ownerId() == ::getuid() && !(info.permissions() & others);
}

/// A folder that nobody else can enter; short, as a socket's path has about 100 bytes.
QString runtimeFolder()
{
    const QString session = qEnvironmentVariable("XDG_RUNTIME_DIR");
    if (!session.isEmpty() && isPrivate(session))
        return session;
    const QString own = QDir::tempPath() + u"/rijian-%1"_s.arg(::getuid());
    QDir().mkdir(own, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return isPrivate(own) ? own : QString();
}

QString pathOfSocket(const QString &dataFolder)
{
    const QString runtime = runtimeFolder();
    if (runtime.isEmpty())
        return {};
    const QString canonical = QFileInfo(dataFolder).canonicalFilePath();
    const QByteArray named = canonical.toUtf8() + '\0' + QByteArray::number(::getuid());
    const QByteArray hash = QCryptographicHash::hash(named, QCryptographicHash::Sha256);
    return runtime + u"/rijian-"_s + QString::fromLatin1(hash.first(10).toHex());
}

QByteArray encode(const SingleInstance::Request &request)
{
    QCborArray addresses;
    for (const QString &address : request.addresses.first(qMin(mostHandedOver, request.addresses.size())))
        addresses.append(address.left(longestAddress));
    QCborMap map{{u"addresses"_s, addresses}, {u"date"_s, request.date.toString(Qt::ISODate)}};
    const QByteArray token = qgetenv("XDG_ACTIVATION_TOKEN");
    if (!token.isEmpty() && token.size() <= 256)
        map.insert(u"token"_s, QString::fromLatin1(token));
    const QByteArray body = map.toCborValue().toCbor();
    QByteArray message(4, Qt::Uninitialized);
    qToBigEndian(quint32(body.size()), message.data());
    return message + body;
}

struct Received {
    SingleInstance::Request request;
    QByteArray token;
};

/// Nothing: not what encode() writes.
std::optional<Received> decode(const QByteArray &body)
{
    QCborParserError error;
    const QCborValue value = QCborValue::fromCbor(body, &error);
    if (error.error != QCborError::NoError || !value.isMap())
        return {};
    const QCborArray addresses = value[u"addresses"_s].toArray();
    if (addresses.size() > mostHandedOver)
        return {};
    Received received;
    for (const QCborValue &one : addresses) {
        const QString address = one.toString();
        if (address.isEmpty() || address.size() > longestAddress)
            return {};
        received.request.addresses << address;
    }
    received.request.date = QDate::fromString(value[u"date"_s].toString(), Qt::ISODate);
    const QString token = value[u"token"_s].toString();
    if (token.size() <= 256 && std::ranges::all_of(token, [](QChar c) { return c.unicode() > 0x20 && c.unicode() < 0x7F; }))
        received.token = token.toLatin1();
    return received;
}

} // namespace

SingleInstance::SingleInstance(const QString &dataFolder, QObject *parent)
    : QObject(parent)
    , m_socketPath(pathOfSocket(dataFolder))
    , m_lock(dataFolder + u"/desktop.lock"_s)
{
    m_lock.setStaleLockTime(0); // however long it runs; a dead process's lock is stale at once
}

SingleInstance::~SingleInstance()
{
    if (m_server)
        m_server->close();
}

Result<SingleInstance::Role> SingleInstance::start(const Request &request, std::chrono::milliseconds patience)
{
    if (m_lock.tryLock()) {
        if (const auto listening = listen(); !listening)
            return std::unexpected(listening.error());
        return Role::First;
    }
    if (m_lock.error() != QLockFile::LockFailedError)
        return failure(ErrorKind::Disk, tr("The data folder cannot be locked: check that it can be written to and is not full."));
    const QDeadlineTimer deadline(patience);
    auto delivered = deliver(request, patience);
    while (!delivered && !deadline.hasExpired()) {
        QThread::msleep(50); // it may be about to listen, or about to end
        if (m_lock.tryLock()) {
            if (const auto listening = listen(); !listening)
                return std::unexpected(listening.error());
            return Role::First;
        }
        delivered = deliver(request, deadline.remainingTimeAsDuration() > 0ns ? std::chrono::ceil<std::chrono::milliseconds>(deadline.remainingTimeAsDuration()) : 0ms);
    }
    if (!delivered)
        return std::unexpected(delivered.error());
    return Role::Delivered;
}

/// Holding the lock: a socket that is there is a dead process's.
Result<void> SingleInstance::listen()
{
    if (m_socketPath.isEmpty())
        return {}; // no private folder: a later start is told that this one does not answer
    QLocalServer::removeServer(m_socketPath);
    m_server = new QLocalServer(this);
    m_server->setSocketOptions(QLocalServer::UserAccessOption);
    m_server->setMaxPendingConnections(mostConnections);
    connect(m_server, &QLocalServer::newConnection, this, &SingleInstance::onConnection);
    if (!m_server->listen(m_socketPath)) {
        const QString detail = m_server->errorString();
        m_lock.unlock();
        return failure(ErrorKind::Disk, tr("No socket can be made for later starts: check the session's runtime folder."), detail);
    }
    return {};
}

Result<void> SingleInstance::deliver(const Request &request, std::chrono::milliseconds patience) const
{
    const auto busy = [this](const QString &detail) {
        return failure(ErrorKind::Busy, tr("Rijian is running already with this data folder, but does not answer. End it, or use another folder."), detail);
    };
    if (m_socketPath.isEmpty())
        return busy(u"no private runtime folder"_s);
    const QDeadlineTimer deadline(patience);
    const auto left = [&] { return qMax(1, int(deadline.remainingTime())); };
    QLocalSocket socket;
    socket.connectToServer(m_socketPath);
    if (!socket.waitForConnected(left()))
        return busy(socket.errorString());
    socket.write(encode(request));
    QByteArray answer;
    while (answer.size() < acknowledgement.size()) {
        if (!socket.waitForReadyRead(left()))
            return busy(socket.errorString());
        answer += socket.readAll();
    }
    if (answer != acknowledgement)
        return busy(u"unknown answer"_s);
    return {};
}

void SingleInstance::onConnection()
{
    while (QLocalSocket *socket = m_server->nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        if (m_connections >= mostConnections) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        ++m_connections;
        connect(socket, &QObject::destroyed, this, [this] { --m_connections; });
        socket->setReadBufferSize(longestMessage + 4);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] { onData(socket); });
        QTimer::singleShot(clientPatience, socket, [socket] { socket->abort(); socket->deleteLater(); });
        onData(socket);
    }
}

void SingleInstance::onData(QLocalSocket *socket)
{
    const auto refuse = [socket] {
        socket->abort();
        socket->deleteLater();
    };
    if (socket->bytesAvailable() < 4)
        return;
    const quint32 length = qFromBigEndian<quint32>(socket->peek(4).constData());
    if (length == 0 || length > longestMessage) {
        refuse();
        return;
    }
    if (socket->bytesAvailable() < 4 + qint64(length))
        return;
    const auto received = decode(socket->read(4 + length).sliced(4));
    if (!received) {
        refuse();
        return;
    }
    disconnect(socket, &QLocalSocket::readyRead, this, nullptr); // one message a connection
    socket->write(acknowledgement);
    socket->disconnectFromServer();
    if (!received->token.isEmpty())
        qputenv("XDG_ACTIVATION_TOKEN", received->token); // Qt takes it for the next requestActivate()
    Q_EMIT activated(received->request.addresses, received->request.date);
}

} // namespace rijian::ui
