#include "support/httpproxy.h"

#include "support/threaded.h"

#include <QMutex>
#include <QMutexLocker>
#include <QNetworkProxy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

#include <stdexcept>

using namespace Qt::StringLiterals;

namespace rijian::testkit {

namespace {

struct Shared {
    mutable QMutex mutex;
    QByteArray authorization; ///< expected; empty: none
    QList<ProxyRecord> records;
    qint64 bytesDown = 0;
};

/// One client connection: reads a request's head, passes its body, then reads the next head.
class Client : public QObject {
public:
    Client(QTcpSocket *socket, Shared &shared, QObject *parent)
        : QObject(parent)
        , m_shared(shared)
        , m_client(socket)
        , m_server(new QTcpSocket(this))
    {
        socket->setParent(this);
        m_server->setProxy(QNetworkProxy::NoProxy);
        connect(m_client, &QTcpSocket::readyRead, this, &Client::read);
        connect(m_client, &QTcpSocket::disconnected, this, &QObject::deleteLater);
        connect(m_server, &QTcpSocket::readyRead, this, [this] {
            const QByteArray bytes = m_server->readAll();
            {
                const QMutexLocker lock(&m_shared.mutex);
                m_shared.bytesDown += bytes.size();
            }
            m_client->write(bytes);
        });
        connect(m_server, &QTcpSocket::connected, this, [this] {
            if (m_tunnel)
                m_client->write("HTTP/1.1 200 Connection established\r\n\r\n");
            m_server->write(std::exchange(m_waiting, {}));
            read();
        });
        connect(m_server, &QTcpSocket::disconnected, this, [this] { m_client->disconnectFromHost(); });
        connect(m_server, &QTcpSocket::errorOccurred, this, [this] {
            if (m_server->state() == QTcpSocket::UnconnectedState && m_connecting)
                refuse(502, "Bad Gateway", {});
        });
    }

private:
    void read()
    {
        m_buffer += m_client->readAll();
        while (!m_buffer.isEmpty() && step()) { }
    }

    /// Handles the buffer's next part. False: it needs more bytes, or nothing is left.
    bool step()
    {
        if (m_tunnel) {
            toServer(std::exchange(m_buffer, {}));
            return false;
        }
        if (m_body > 0) {
            const auto part = m_buffer.first(std::min(m_body, m_buffer.size()));
            m_body -= part.size();
            m_buffer.remove(0, part.size());
            if (!m_refused)
                toServer(part);
            return true;
        }
        if (m_chunked)
            return chunk();
        const auto length = m_buffer.indexOf("\r\n\r\n");
        if (length < 0)
            return false;
        const QByteArray head = m_buffer.first(length);
        m_buffer.remove(0, length + 4);
        begin(head);
        return true;
    }

    /// A chunk's size line; the chunk itself and its line end pass as a body.
    bool chunk()
    {
        const auto end = m_buffer.indexOf("\r\n");
        if (end < 0)
            return false;
        const auto size = m_buffer.first(end).toLongLong(nullptr, 16);
        const QByteArray line = m_buffer.first(end + 2);
        m_buffer.remove(0, end + 2);
        m_body = size + 2; // the last chunk is followed by an empty line: no trailers from git clients
        m_chunked = size != 0;
        if (!m_refused)
            toServer(line);
        return true;
    }

    void begin(const QByteArray &head)
    {
        m_refused = false;
        auto lines = head.split('\n');
        const auto words = lines.takeFirst().trimmed().split(' ');
        QByteArray authorization;
        QByteArray kept;
        for (const auto &raw : std::as_const(lines)) {
            const QByteArray line = raw.trimmed();
            const QByteArray name = line.first(std::max<qsizetype>(line.indexOf(':'), 0)).toLower();
            const QByteArray value = line.sliced(name.size() + (name.isEmpty() ? 0 : 1)).trimmed();
            if (name == "proxy-authorization")
                authorization = value;
            else if (name != "proxy-connection")
                kept += line + "\r\n";
            if (name == "content-length")
                m_body = value.toLongLong();
            if (name == "transfer-encoding" && value.toLower() == "chunked")
                m_chunked = true;
        }
        if (words.size() != 3) {
            m_client->abort();
            return;
        }
        forward(words.at(0), words.at(1), kept, authorization);
    }

    void forward(const QByteArray &method, const QByteArray &target, const QByteArray &headers, const QByteArray &authorization)
    {
        const bool connectMethod = method == "CONNECT";
        const auto url = QUrl(connectMethod ? u"tcp://"_s + QString::fromLatin1(target) : QString::fromLatin1(target));
        int status = 200;
        {
            const QMutexLocker lock(&m_shared.mutex);
            if (!m_shared.authorization.isEmpty() && authorization != m_shared.authorization)
                status = 407;
            else if (url.host() != u"127.0.0.1"_s && url.host() != u"localhost"_s)
                status = 403;
            m_shared.records << ProxyRecord{method, target, status};
        }
        if (status == 407)
            return refuse(407, "Proxy Authentication Required", "Proxy-Authenticate: Basic realm=\"proxy\"\r\n");
        if (status == 403)
            return refuse(403, "Forbidden", {});
        m_tunnel = connectMethod;
        if (!connectMethod) {
            const QByteArray path = url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority);
            toServer(method + ' ' + (path.isEmpty() ? QByteArray("/") : path) + " HTTP/1.1\r\n" + headers + "\r\n");
        }
        const auto port = quint16(url.port(80));
        if (m_server->state() == QTcpSocket::UnconnectedState) {
            m_connecting = true;
            m_port = port;
            m_server->connectToHost(QHostAddress(QHostAddress::LocalHost), port);
        } else if (port != m_port) {
            m_client->abort(); // one server a connection is enough for what tests do
        }
    }

    void refuse(int status, const QByteArray &reason, const QByteArray &headers)
    {
        m_refused = true;
        m_connecting = false;
        m_tunnel = false;
        m_client->write("HTTP/1.1 " + QByteArray::number(status) + ' ' + reason + "\r\n" + headers + "Content-Length: 0\r\n\r\n");
    }

    void toServer(const QByteArray &bytes)
    {
        if (m_server->state() == QTcpSocket::ConnectedState)
            m_server->write(bytes);
        else
            m_waiting += bytes;
    }

    Shared &m_shared;
    QTcpSocket *m_client;
    QTcpSocket *m_server;
    QByteArray m_buffer;  ///< from the client, not handled yet
    QByteArray m_waiting; ///< for the server, not connected yet
    qsizetype m_body = 0; ///< bytes of the body still to come
    quint16 m_port = 0;
    bool m_chunked = false;
    bool m_tunnel = false;
    bool m_refused = false; ///< the request's body goes nowhere
    bool m_connecting = false;
};

class Listener : public QTcpServer {
public:
    explicit Listener(Shared &shared)
    {
        setProxy(QNetworkProxy::NoProxy);
        connect(this, &QTcpServer::newConnection, this, [this, &shared] {
            while (auto *socket = nextPendingConnection())
                new Client(socket, shared, &m_clients);
        });
        listen(QHostAddress::LocalHost);
    }

private:
    QObject m_clients; ///< owner of the connections; goes before the server does
};

} // namespace

struct HttpProxy::Private {
    Private()
        : listener(shared)
    {
        listener.run([this] { port = listener->serverPort(); });
    }

    Shared shared;
    Threaded<Listener> listener;
    quint16 port = 0;
};

HttpProxy::HttpProxy()
    : d(std::make_unique<Private>())
{
    if (d->port == 0)
        throw std::runtime_error("cannot listen on 127.0.0.1");
}

HttpProxy::~HttpProxy() = default;

quint16 HttpProxy::port() const
{
    return d->port;
}

QString HttpProxy::url() const
{
    return u"http://127.0.0.1:"_s + QString::number(d->port);
}

QString HttpProxy::url(const QString &user, const QString &password) const
{
    QUrl address(url());
    address.setUserName(user);
    address.setPassword(password);
    return address.toString(QUrl::FullyEncoded);
}

void HttpProxy::setCredentials(const QString &user, const QString &password)
{
    const QMutexLocker lock(&d->shared.mutex);
    d->shared.authorization = user.isEmpty() ? QByteArray() : "Basic " + QString(user + u':' + password).toUtf8().toBase64();
}

QList<ProxyRecord> HttpProxy::records() const
{
    const QMutexLocker lock(&d->shared.mutex);
    return d->shared.records;
}

qint64 HttpProxy::bytesDown() const
{
    const QMutexLocker lock(&d->shared.mutex);
    return d->shared.bytesDown;
}

} // namespace rijian::testkit
