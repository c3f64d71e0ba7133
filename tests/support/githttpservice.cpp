#include "support/githttpservice.h"

#include "support/process.h"

#include <QFile>
#include <QHttpServerRequest>
#include <QHttpServerResponder>
#include <QNetworkProxy>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QTcpServer>
#include <QUrl>

#include <utility>

using namespace Qt::StringLiterals;

namespace rijian::testkit {

namespace {

using Status = QHttpServerResponder::StatusCode;

/// `refs`, the answer to info/refs in protocol 0, without the capabilities of shallow clones. They stand after the NUL
/// of the first reference's line ("pkt-line": four hex digits of length, then the line).
QByteArray withoutShallow(const QByteArray &refs)
{
    const auto nul = refs.indexOf('\0');
    if (nul < 0)
        return refs;
    const auto end = refs.indexOf('\n', nul);
    // The line begins after the "# service" line and its flush packet.
    const auto flush = refs.indexOf("\n0000");
    const auto start = flush >= 0 && flush < nul ? flush + 5 : 0;
    QByteArray line = refs.sliced(start + 4, nul + 1 - start - 4);
    const auto words = refs.sliced(nul + 1, end - nul - 1).split(' ');
    QByteArrayList kept;
    for (const auto &word : words) {
        if (word != "shallow" && !word.startsWith("deepen"))
            kept << word;
    }
    line += kept.join(' ') + '\n';
    return refs.first(start) + QByteArray::number(line.size() + 4, 16).rightJustified(4, '0') + line + refs.sliced(end + 1);
}

QTcpServer *secureServer(const CertificateFiles &files, QObject *parent)
{
    auto *server = new QSslServer(parent);
    auto configuration = QSslConfiguration::defaultConfiguration();
    const auto chain = QSslCertificate::fromPath(files.certificate);
    QFile keyFile(files.key);
    if (!chain.isEmpty() && keyFile.open(QIODevice::ReadOnly)) {
        configuration.setLocalCertificate(chain.constFirst());
        configuration.setPrivateKey(QSslKey(&keyFile, QSsl::Ec));
    }
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    server->setSslConfiguration(configuration);
    return server;
}

HttpExchange read(const QHttpServerRequest &request)
{
    HttpExchange exchange;
    auto &cgi = exchange.request;
    cgi.method = request.method() == QHttpServerRequest::Method::Post ? "POST"
        : request.method() == QHttpServerRequest::Method::Head        ? "HEAD"
                                                                      : "GET";
    cgi.path = request.url().path();
    cgi.query = request.url().query(QUrl::FullyEncoded).toLatin1();
    cgi.contentType = request.value("content-type");
    cgi.contentEncoding = request.value("content-encoding");
    cgi.gitProtocol = request.value("git-protocol");
    cgi.body = request.body();
    auto &record = exchange.record;
    record.method = cgi.method;
    record.path = cgi.path;
    record.query = cgi.query;
    record.gitProtocol = cgi.gitProtocol;
    record.authorization = request.value("authorization");
    record.userAgent = request.value("user-agent");
    record.host = QString::fromLatin1(request.value("host"));
    record.received = cgi.body.size();
    return exchange;
}

} // namespace

void HttpShared::answered(int index, int atGeneration, int status, qint64 bytes)
{
    const QMutexLocker lock(&mutex);
    if (atGeneration != generation)
        return;
    if (status != 0)
        records[index].status = status;
    records[index].sent += bytes;
}

HttpOptions HttpShared::take(const QString &path)
{
    const QMutexLocker lock(&mutex);
    HttpOptions mine = options;
    mine.answers.clear();
    for (auto &answer : options.answers) {
        if (answer.times == 0 || !path.contains(answer.pathPart))
            continue;
        mine.answers << answer;
        if (answer.times > 0)
            --answer.times;
        break;
    }
    return mine;
}

GitHttpService::GitHttpService(const QString &folder, std::shared_ptr<HttpShared> shared)
    : m_folder(folder)
    , m_shared(std::move(shared))
    , m_environment(gitEnvironment(m_scratch.path()))
{
}

GitHttpService::~GitHttpService()
{
    m_held.clear();
    qDeleteAll(findChildren<CgiProcess *>(Qt::FindDirectChildrenOnly));
}

quint16 GitHttpService::listen(const CertificateFiles &certificate, quint16 wanted)
{
    auto *server = certificate.key.isEmpty() ? new QTcpServer(this) : secureServer(certificate, this);
    server->setProxy(QNetworkProxy::NoProxy);
    if (!server->listen(QHostAddress::LocalHost, wanted) || !bind(server))
        return 0;
    return server->serverPort();
}

void GitHttpService::release()
{
    for (auto &exchange : std::exchange(m_held, {}))
        answer(exchange);
}

bool GitHttpService::handleRequest(const QHttpServerRequest &request, QHttpServerResponder &responder)
{
    HttpExchange exchange = read(request);
    exchange.responder = std::make_shared<QHttpServerResponder>(std::move(responder));
    bool hold = false;
    {
        const QMutexLocker lock(&m_shared->mutex);
        exchange.index = int(m_shared->records.size());
        exchange.generation = m_shared->generation;
        m_shared->records << exchange.record;
        hold = m_shared->options.hold;
        m_shared->arrived.wakeAll();
    }
    if (hold)
        m_held.push_back(std::move(exchange));
    else
        answer(exchange);
    return true;
}

void GitHttpService::missingHandler(const QHttpServerRequest &, QHttpServerResponder &) { }

void GitHttpService::answer(HttpExchange &exchange)
{
    const auto options = m_shared->take(exchange.request.path);
    if (!options.answers.isEmpty()) {
        const auto &fixed = options.answers.constFirst();
        QHttpHeaders headers;
        headers.append(QHttpHeaders::WellKnownHeader::ContentType, fixed.contentType);
        for (const auto &[name, value] : fixed.headers)
            headers.append(name, value);
        send(exchange, fixed.status, headers, fixed.body);
        return;
    }
    if (!options.user.isEmpty()) {
        const QByteArray expected = "Basic " + QString(options.user + u':' + options.password).toUtf8().toBase64();
        if (exchange.record.authorization != expected) {
            QHttpHeaders headers;
            headers.append(QHttpHeaders::WellKnownHeader::WWWAuthenticate, "Basic realm=\"test\"");
            headers.append(QHttpHeaders::WellKnownHeader::ContentType, "text/plain");
            send(exchange, 401, headers, "who are you?\n");
            return;
        }
        exchange.request.user = options.user;
    }
    for (const auto &candidate : options.redirects) {
        if (exchange.request.path.startsWith(candidate.from)) {
            redirect(exchange, candidate);
            return;
        }
    }
    if (!options.allowShallow || !options.allowProtocolV2)
        exchange.request.gitProtocol.clear();
    runGit(exchange, options.allowShallow);
}

void GitHttpService::send(const HttpExchange &exchange, int status, const QHttpHeaders &headers, const QByteArray &body)
{
    m_shared->answered(exchange.index, exchange.generation, status, body.size());
    exchange.responder->write(body, headers, Status(status));
}

void GitHttpService::redirect(const HttpExchange &exchange, const HttpRedirect &redirect)
{
    const auto rest = exchange.request.path.sliced(redirect.from.size());
    QByteArray location = redirect.to + QUrl::toPercentEncoding(rest, "/");
    if (!exchange.request.query.isEmpty())
        location += '?' + exchange.request.query;
    QHttpHeaders headers;
    headers.append(QHttpHeaders::WellKnownHeader::Location, location);
    if (!redirect.body.isEmpty() && !redirect.contentType.isEmpty())
        headers.append(QHttpHeaders::WellKnownHeader::ContentType, redirect.contentType);
    send(exchange, redirect.status, headers, redirect.body);
}

void GitHttpService::runGit(const HttpExchange &exchange, bool shallow)
{
    auto *cgi = new CgiProcess(m_folder, m_environment, this);
    if (!shallow && exchange.record.isInfoRefs())
        gather(cgi, exchange);
    else
        stream(cgi, exchange);
    connect(cgi, &CgiProcess::finished, this, [this, cgi, exchange](bool ok) {
        if (!ok)
            send(exchange, 502, {}, "git http-backend failed\n");
        cgi->deleteLater();
    });
    cgi->start(exchange.request);
}

void GitHttpService::stream(CgiProcess *cgi, const HttpExchange &exchange)
{
    // The newest piece is kept back: an answer must end with a piece that is not empty.
    const auto kept = std::make_shared<QByteArray>();
    connect(cgi, &CgiProcess::headers, this, [this, exchange](int status, const QHttpHeaders &headers) {
        m_shared->answered(exchange.index, exchange.generation, status, 0);
        exchange.responder->writeBeginChunked(headers, Status(status));
    });
    connect(cgi, &CgiProcess::body, this, [this, exchange, kept](const QByteArray &bytes) {
        if (bytes.isEmpty())
            return;
        m_shared->answered(exchange.index, exchange.generation, 0, bytes.size());
        if (!kept->isEmpty())
            exchange.responder->writeChunk(*kept);
        *kept = bytes;
    });
    connect(cgi, &CgiProcess::finished, this, [exchange, kept](bool ok) {
        if (ok)
            exchange.responder->writeEndChunked(kept->isEmpty() ? QByteArray("\n") : *kept);
    });
}

void GitHttpService::gather(CgiProcess *cgi, const HttpExchange &exchange)
{
    struct Answer {
        int status = 200;
        QHttpHeaders headers;
        QByteArray body;
    };
    const auto whole = std::make_shared<Answer>();
    connect(cgi, &CgiProcess::headers, this, [whole](int status, const QHttpHeaders &headers) {
        whole->status = status;
        whole->headers = headers;
    });
    connect(cgi, &CgiProcess::body, this, [whole](const QByteArray &bytes) { whole->body += bytes; });
    connect(cgi, &CgiProcess::finished, this, [this, whole, exchange](bool ok) {
        if (ok)
            send(exchange, whole->status, whole->headers, withoutShallow(whole->body));
    });
}

} // namespace rijian::testkit
