#pragma once
// GitHttpServer's inside: what lives in its thread. Tests use githttpserver.h.

#include "support/cgiprocess.h"
#include "support/githttpserver.h"

#include <QAbstractHttpServer>
#include <QMutex>
#include <QMutexLocker>
#include <QTemporaryDir>
#include <QWaitCondition>

#include <memory>
#include <vector>

class QHttpServerResponder;
class QTcpServer;

namespace rijian::testkit {

struct HttpOptions {
    QString user;
    QString password;
    bool allowShallow = true;
    bool allowProtocolV2 = true;
    bool hold = false;
    QList<HttpRedirect> redirects;
    QList<HttpAnswer> answers;
};

/// What the owner's threads and the server's share.
struct HttpShared {
    mutable QMutex mutex;
    mutable QWaitCondition arrived;
    HttpOptions options;
    QList<HttpRecord> records;
    int generation = 0; ///< goes up when the records are cleared, so that late answers do not touch new ones

    /// Notes an answer's status, when it is not 0, and further bytes.
    void answered(int index, int atGeneration, int status, qint64 bytes);
    /// The options for one request: `answers` holds the one to give, if any, and it is used up.
    HttpOptions take(const QString &path);
};

/// A request with what is needed to answer it later.
struct HttpExchange {
    CgiRequest request;
    HttpRecord record;
    int index = 0;
    int generation = 0;
    std::shared_ptr<QHttpServerResponder> responder;
};

class GitHttpService final : public QAbstractHttpServer {
    Q_OBJECT

public:
    GitHttpService(const QString &folder, std::shared_ptr<HttpShared> shared);
    /// Kills the git programs that still run.
    ~GitHttpService() override;

    /// The port, or 0 when it cannot listen. A certificate without a key: plain HTTP.
    quint16 listen(const CertificateFiles &certificate, quint16 wanted);
    /// Answers what was held.
    void release();

protected:
    bool handleRequest(const QHttpServerRequest &request, QHttpServerResponder &responder) override;
    void missingHandler(const QHttpServerRequest &request, QHttpServerResponder &responder) override;

private:
    void answer(HttpExchange &exchange);
    void send(const HttpExchange &exchange, int status, const QHttpHeaders &headers, const QByteArray &body);
    void redirect(const HttpExchange &exchange, const HttpRedirect &redirect);
    void runGit(const HttpExchange &exchange, bool shallow);
    void stream(CgiProcess *cgi, const HttpExchange &exchange);
    void gather(CgiProcess *cgi, const HttpExchange &exchange);

    QTemporaryDir m_scratch; ///< git's HOME
    QString m_folder;
    std::shared_ptr<HttpShared> m_shared;
    QProcessEnvironment m_environment;
    std::vector<HttpExchange> m_held;
};

} // namespace rijian::testkit
