#include "support/cuttingproxy.h"

#include "support/threaded.h"

#include <QDeadlineTimer>
#include <QMutex>
#include <QMutexLocker>
#include <QNetworkProxy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>
#include <QWaitCondition>

#include <sys/socket.h>

#include <stdexcept>

namespace rijian::testkit {

namespace {

constexpr qint64 bufferLimit = 1 << 20; // per socket: keeps a fast server from filling memory before a slow client
constexpr int tickMs = 10;

struct Shared {
    mutable QMutex mutex;
    mutable QWaitCondition stalled;
    LineFault fault;
    int connections = 0;
    int stalls = 0;
    qint64 bytesDown = 0;

    LineFault take()
    {
        const QMutexLocker lock(&mutex);
        ++connections;
        if (fault.times == 0)
            return {};
        if (fault.times > 0)
            --fault.times;
        return fault;
    }
};

/// Makes close() send a TCP reset.
void resetOnClose(QTcpSocket *socket)
{
    const linger hard{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(int(socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
}

class Line : public QObject {
public:
    Line(QTcpSocket *client, quint16 targetPort, const LineFault &fault, Shared &shared, QObject *parent)
        : QObject(parent)
        , m_fault(fault)
        , m_shared(shared)
        , m_client(client)
        , m_server(new QTcpSocket(this))
    {
        client->setParent(this);
        m_server->setProxy(QNetworkProxy::NoProxy);
        for (auto *socket : {m_client, m_server})
            socket->setReadBufferSize(bufferLimit);
        connect(m_client, &QTcpSocket::readyRead, this, &Line::pump);
        connect(m_server, &QTcpSocket::readyRead, this, &Line::pump);
        connect(m_client, &QTcpSocket::bytesWritten, this, &Line::pump);
        connect(m_server, &QTcpSocket::bytesWritten, this, &Line::pump);
        connect(m_server, &QTcpSocket::connected, this, &Line::pump);
        connect(m_client, &QTcpSocket::disconnected, this, &QObject::deleteLater);
        connect(m_server, &QTcpSocket::disconnected, this, &Line::serverGone);
        connect(m_server, &QTcpSocket::errorOccurred, this, [this] {
            if (m_server->state() == QTcpSocket::UnconnectedState)
                serverGone();
        });
        connect(&m_tick, &QTimer::timeout, this, [this] {
            m_allowance = std::min(m_allowance + m_fault.bytes * tickMs / 1000 + 1, m_fault.bytes);
            pump();
        });
        if (m_fault.kind == LineFault::Kind::Throttle)
            m_tick.start(tickMs);
        m_server->connectToHost(QHostAddress(QHostAddress::LocalHost), targetPort);
    }

    void passThrough()
    {
        m_fault = {};
        m_stalled = false;
        m_tick.stop();
        pump();
    }

private:
    void serverGone()
    {
        pump();
        if (m_server->bytesAvailable() == 0 && !m_stalled)
            m_client->disconnectFromHost();
    }

    /// How many of the server's bytes may pass now.
    qint64 allowed() const
    {
        switch (m_fault.kind) {
        case LineFault::Kind::Throttle:
            return m_allowance;
        case LineFault::Kind::Cut:
        case LineFault::Kind::Reset:
        case LineFault::Kind::Stall:
            return m_fault.bytes - m_down;
        default:
            return bufferLimit;
        }
    }

    void pump()
    {
        if (m_stalled)
            return;
        if (m_server->state() == QTcpSocket::ConnectedState && m_server->bytesToWrite() < bufferLimit && m_client->bytesAvailable() > 0)
            m_server->write(m_client->read(bufferLimit));
        const qint64 room = std::min(allowed(), bufferLimit - m_client->bytesToWrite());
        if (room > 0 && m_client->state() == QTcpSocket::ConnectedState && m_server->bytesAvailable() > 0) {
            const QByteArray bytes = m_server->read(room);
            m_client->write(bytes);
            m_down += bytes.size();
            m_allowance -= bytes.size();
            const QMutexLocker lock(&m_shared.mutex);
            m_shared.bytesDown += bytes.size();
        }
        if (allowed() <= 0 && m_server->bytesAvailable() > 0)
            strike();
        else if (m_server->state() == QTcpSocket::UnconnectedState && m_server->bytesAvailable() == 0)
            m_client->disconnectFromHost();
    }

    /// The limit is reached and more would have come.
    void strike()
    {
        switch (m_fault.kind) {
        case LineFault::Kind::Cut:
            m_client->disconnectFromHost(); // sends what was written, then closes
            break;
        case LineFault::Kind::Reset:
            resetOnClose(m_client);
            m_client->abort();
            break;
        case LineFault::Kind::Stall: {
            m_stalled = true;
            const QMutexLocker lock(&m_shared.mutex);
            ++m_shared.stalls;
            m_shared.stalled.wakeAll();
            break;
        }
        default:
            break;
        }
    }

    LineFault m_fault;
    Shared &m_shared;
    QTcpSocket *m_client;
    QTcpSocket *m_server;
    QTimer m_tick;
    qint64 m_down = 0;
    qint64 m_allowance = 0; ///< for Throttle
    bool m_stalled = false;
};

class Forwarder : public QTcpServer {
public:
    Forwarder(quint16 targetPort, Shared &shared)
        : m_targetPort(targetPort)
        , m_shared(shared)
    {
        setProxy(QNetworkProxy::NoProxy);
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (auto *client = nextPendingConnection())
                take(client);
        });
        listen(QHostAddress::LocalHost);
    }

    ~Forwarder() override { qDeleteAll(lines()); }

    void passThrough()
    {
        for (auto *line : lines())
            line->passThrough();
    }

private:
    QList<Line *> lines() const
    {
        QList<Line *> all;
        for (auto *child : children()) {
            if (auto *line = dynamic_cast<Line *>(child))
                all << line;
        }
        return all;
    }

    void take(QTcpSocket *client)
    {
        const auto fault = m_shared.take();
        if (fault.kind == LineFault::Kind::Drop) {
            client->abort();
            client->deleteLater();
            return;
        }
        new Line(client, m_targetPort, fault, m_shared, this);
    }

    quint16 m_targetPort;
    Shared &m_shared;
};

} // namespace

struct CuttingProxy::Private {
    explicit Private(quint16 targetPort)
        : forwarder(targetPort, shared)
    {
        forwarder.run([this] { port = forwarder->serverPort(); });
    }

    Shared shared;
    Threaded<Forwarder> forwarder;
    quint16 port = 0;
};

CuttingProxy::CuttingProxy(quint16 targetPort)
    : d(std::make_unique<Private>(targetPort))
{
    if (d->port == 0)
        throw std::runtime_error("cannot listen on 127.0.0.1");
}

CuttingProxy::~CuttingProxy() = default;

quint16 CuttingProxy::port() const
{
    return d->port;
}

void CuttingProxy::setFault(const LineFault &fault)
{
    {
        const QMutexLocker lock(&d->shared.mutex);
        d->shared.fault = fault;
    }
    if (fault.kind == LineFault::Kind::None)
        d->forwarder.run([this] { d->forwarder->passThrough(); });
}

void CuttingProxy::passThrough()
{
    setFault({});
}

int CuttingProxy::connections() const
{
    const QMutexLocker lock(&d->shared.mutex);
    return d->shared.connections;
}

qint64 CuttingProxy::bytesDown() const
{
    const QMutexLocker lock(&d->shared.mutex);
    return d->shared.bytesDown;
}

bool CuttingProxy::waitForStall(int count, int timeoutMs) const
{
    QMutexLocker lock(&d->shared.mutex);
    QDeadlineTimer deadline(timeoutMs);
    while (d->shared.stalls < count) {
        if (!d->shared.stalled.wait(&d->shared.mutex, deadline))
            return false;
    }
    return true;
}

} // namespace rijian::testkit
