#pragma once
// A smart HTTP server for a folder of bare repositories, on 127.0.0.1: QHttpServer in a thread of its own that runs
// git's own `git http-backend`. What it serves is what any git server serves (protocols 0, 1 and 2); what it refuses, a
// test chooses.

#include "support/certificate.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QUrl>

#include <memory>
#include <utility>

namespace rijian::testkit {

/// One request, as the server saw it.
struct HttpRecord {
    QByteArray method;
    QString path;
    QByteArray query;
    QByteArray gitProtocol;   ///< the Git-Protocol header
    QByteArray authorization; ///< the Authorization header
    QByteArray userAgent;
    QString host;             ///< the Host header
    int status = 0;           ///< 0: not answered yet
    qint64 received = 0;      ///< bytes of the request's body
    qint64 sent = 0;          ///< bytes of the answer's body

    bool isInfoRefs() const { return path.endsWith(QStringLiteral("/info/refs")); }
    bool isUploadPack() const { return path.endsWith(QStringLiteral("/git-upload-pack")); }
};

/// Requests whose path begins with `from` are answered with a redirect to `to` + the rest of the path + the query.
struct HttpRedirect {
    QString from;    ///< "/old.git"
    QByteArray to;   ///< "/new.git", or an absolute address such as another server's: "http://localhost:1234/new.git"
    int status = 301;
    QByteArray body = {}; ///< empty: a redirect without a body (Content-Length: 0)
    QByteArray contentType = "text/html"; ///< of a body; empty: no such header, on which libgit2 1.9.0 stumbles
};

/// Requests whose path contains `pathPart` get this answer in place of git's.
struct HttpAnswer {
    int status = 500;
    QByteArray body = "<html><body>no</body></html>";
    QByteArray contentType = "text/html";
    QList<std::pair<QByteArray, QByteArray>> headers = {}; ///< further ones, such as Retry-After
    QString pathPart = {}; ///< empty: every request
    int times = -1;   ///< so often, then git answers again; -1: always
};

/// Every function may be called from any thread while requests run; a change holds for requests that come after it.
class GitHttpServer {
public:
    enum class Security { Plain, Tls };

    /// Serves the repositories below `folder`. Listens when the constructor returns; throws std::runtime_error when it
    /// cannot. `port` 0: one that is free.
    explicit GitHttpServer(const QString &folder, Security security = Security::Plain, quint16 port = 0);
    /// Ends the requests that still run.
    ~GitHttpServer();

    QString folder() const;
    quint16 port() const;
    /// "http://127.0.0.1:PORT" or https.
    QString baseUrl() const;
    /// The address of `folder`/NAME.
    QString url(const QString &name) const;
    /// The same with user and password in it.
    QString url(const QString &name, const QString &user, const QString &password) const;
    /// With Security::Tls: what a client must trust (http.sslCAInfo, GIT_OPT_SET_SSL_CERT_LOCATIONS).
    CertificateFiles certificate() const;

    /// Requests without these get 401 and `WWW-Authenticate: Basic`. An empty user: nobody is asked.
    void setCredentials(const QString &user, const QString &password);
    /// False: a server too old for shallow clones. It speaks protocol 0 whatever the client asks for and does not
    /// advertise "shallow" and "deepen-*" in its answer to info/refs. git then says "Server does not support shallow
    /// clients", libgit2 1.9.0 "server doesn't support shallow" (GIT_EINVALID).
    void setAllowShallow(bool allow);
    /// False: an old server in all other respects too: the Git-Protocol header is ignored (protocol 0).
    void setAllowProtocolV2(bool allow);
    void addRedirect(const HttpRedirect &redirect);
    void addAnswer(const HttpAnswer &answer);
    /// Forgets redirects and answers.
    void clearFaults();
    /// While on, requests are read and recorded but not answered; turning it off answers them.
    void setHold(bool hold);

    /// Since the start or clearRecords(), in order of arrival.
    QList<HttpRecord> records() const;
    void clearRecords();
    /// Body bytes sent in all since then.
    qint64 bytesSent() const;
    /// Waits until so many requests have arrived. False: they did not in time.
    bool waitForRequests(int count, int timeoutMs = 60'000) const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace rijian::testkit
