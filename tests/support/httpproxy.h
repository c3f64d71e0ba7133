#pragma once
// A forward proxy as http_proxy and https_proxy name one, on 127.0.0.1 and in a thread of its own: absolute-form requests
// ("GET http://host/path") and CONNECT tunnels. It connects to whatever 127.0.0.1 or localhost address it is asked for and
// to nothing else (403).

#include <QList>
#include <QString>

#include <memory>

namespace rijian::testkit {

struct ProxyRecord {
    QByteArray method; ///< "GET", "POST", "CONNECT"
    QByteArray target; ///< "http://127.0.0.1:1234/x", or "127.0.0.1:1234" of a CONNECT
    int status = 200;  ///< the proxy's own answer: 200 (passed on), 403, 407, 502
};

/// Every function may be called from any thread.
class HttpProxy {
public:
    /// Throws std::runtime_error when it cannot listen.
    HttpProxy();
    ~HttpProxy();

    quint16 port() const;
    /// "http://127.0.0.1:PORT".
    QString url() const;
    QString url(const QString &user, const QString &password) const;
    /// Requests without these get 407. An empty user: nobody is asked.
    void setCredentials(const QString &user, const QString &password);

    QList<ProxyRecord> records() const;
    /// Bytes from servers to clients.
    qint64 bytesDown() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace rijian::testkit
