#include "support/githttpserver.h"

#include "support/fatallogger.h"

#include "support/githttpservice.h"
#include "support/threaded.h"

#include <QDeadlineTimer>

#include <stdexcept>

using namespace Qt::StringLiterals;

namespace rijian::testkit {

struct GitHttpServer::Private {
    Private(const QString &folderToServe)
        : folder(folderToServe)
        , service(folderToServe, shared)
    {
    }

    /// QHttpServer does not tell when a client has gone, and complains at each further piece of the answer.
    ExpectWarning clientsThatGo{QStringLiteral("device not open"), 0};
    QString folder;
    QTemporaryDir scratch; ///< certificate and key
    CertificateFiles certificate;
    std::shared_ptr<HttpShared> shared = std::make_shared<HttpShared>();
    Threaded<GitHttpService> service;
    quint16 port = 0;

    template<typename Change>
    void change(Change &&apply)
    {
        const QMutexLocker lock(&shared->mutex);
        apply(shared->options);
    }
};

GitHttpServer::GitHttpServer(const QString &folder, Security security, quint16 port)
    : d(std::make_unique<Private>(folder))
{
    if (security == Security::Tls)
        d->certificate = makeSelfSignedCertificate(d->scratch.path());
    d->service.run([&] { d->port = d->service->listen(d->certificate, port); });
    if (d->port == 0)
        throw std::runtime_error("cannot listen on 127.0.0.1");
}

GitHttpServer::~GitHttpServer() = default;

QString GitHttpServer::folder() const
{
    return d->folder;
}

quint16 GitHttpServer::port() const
{
    return d->port;
}

QString GitHttpServer::baseUrl() const
{
    return (d->certificate.key.isEmpty() ? u"http"_s : u"https"_s) + u"://127.0.0.1:"_s + QString::number(d->port);
}

QString GitHttpServer::url(const QString &name) const
{
    return baseUrl() + u'/' + name;
}

QString GitHttpServer::url(const QString &name, const QString &user, const QString &password) const
{
    QUrl address(url(name));
    address.setUserName(user);
    address.setPassword(password);
    return address.toString(QUrl::FullyEncoded);
}

CertificateFiles GitHttpServer::certificate() const
{
    return d->certificate;
}

void GitHttpServer::setCredentials(const QString &user, const QString &password)
{
    d->change([&](HttpOptions &options) {
        options.user = user;
        options.password = password;
    });
}

void GitHttpServer::setAllowShallow(bool allow)
{
    d->change([&](HttpOptions &options) { options.allowShallow = allow; });
}

void GitHttpServer::setAllowProtocolV2(bool allow)
{
    d->change([&](HttpOptions &options) { options.allowProtocolV2 = allow; });
}

void GitHttpServer::addRedirect(const HttpRedirect &redirect)
{
    d->change([&](HttpOptions &options) { options.redirects << redirect; });
}

void GitHttpServer::addAnswer(const HttpAnswer &answer)
{
    d->change([&](HttpOptions &options) { options.answers << answer; });
}

void GitHttpServer::clearFaults()
{
    d->change([](HttpOptions &options) {
        options.redirects.clear();
        options.answers.clear();
    });
}

void GitHttpServer::setHold(bool hold)
{
    d->change([&](HttpOptions &options) { options.hold = hold; });
    if (!hold)
        d->service.run([this] { d->service->release(); });
}

QList<HttpRecord> GitHttpServer::records() const
{
    const QMutexLocker lock(&d->shared->mutex);
    return d->shared->records;
}

void GitHttpServer::clearRecords()
{
    const QMutexLocker lock(&d->shared->mutex);
    d->shared->records.clear();
    ++d->shared->generation;
}

qint64 GitHttpServer::bytesSent() const
{
    qint64 sum = 0;
    for (const auto &record : records())
        sum += record.sent;
    return sum;
}

bool GitHttpServer::waitForRequests(int count, int timeoutMs) const
{
    QMutexLocker lock(&d->shared->mutex);
    QDeadlineTimer deadline(timeoutMs);
    while (d->shared->records.size() < count) {
        if (!d->shared->arrived.wait(&d->shared->mutex, deadline))
            return false;
    }
    return true;
}

} // namespace rijian::testkit
