#include "delivery/http.h"

#include "core/httpdate.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QHostAddress>
#include <QIODevice>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::delivery {

namespace {

struct HttpText {
    Q_DECLARE_TR_FUNCTIONS(rijian::delivery::Http)
};

bool isLoopback(const QUrl &url)
{
    return url.host() == "localhost"_L1 || QHostAddress(url.host()).isLoopback();
}

/// A body that can be read once: Qt sends a request a second time by itself when a connection breaks, unless it cannot read the body again.
class OnceDevice : public QIODevice
{
public:
    explicit OnceDevice(const QByteArray &bytes)
        : m_left(bytes)
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }

    bool isSequential() const override { return true; }
    bool seek(qint64) override { return false; }
    bool reset() override { return false; }
    qint64 bytesAvailable() const override { return m_left.size() + QIODevice::bytesAvailable(); }

protected:
    qint64 readData(char *data, qint64 size) override
    {
        const qsizetype some = std::min<qsizetype>(qsizetype(size), m_left.size());
        std::copy_n(m_left.constData(), some, data);
        m_left.remove(0, some);
        return some;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_left;
};

QNetworkRequest requestOf(const Post &post)
{
    QNetworkRequest request(post.url);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setHeader(QNetworkRequest::ContentTypeHeader, "application/json; charset=utf-8"_ba);
    request.setHeader(QNetworkRequest::UserAgentHeader, u"rijian/" RIJIAN_VERSION ""_s);
    request.setMaximumRedirectsAllowed(0);
    request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    request.setHeader(QNetworkRequest::ContentLengthHeader, post.body.size());
    for (const auto &[name, value] : post.headers)
        request.setRawHeader(name, value);
    return request;
}

/// Seconds, or a date; at most an hour.
std::chrono::seconds retryAfter(const QNetworkReply &reply)
{
    QByteArray text = reply.rawHeader("Retry-After").trimmed();
    if (text.isEmpty())
        text = reply.rawHeader("x-ogw-ratelimit-reset").trimmed(); // Feishu's
    bool number = false;
    qint64 seconds = text.toLongLong(&number);
    if (!number) {
        const QDateTime until = readHttpDate(text);
        seconds = until.isValid() ? QDateTime::currentDateTimeUtc().secsTo(until) : 0;
    }
    return std::chrono::seconds(std::clamp<qint64>(seconds, 0, 3600));
}

HttpAnswer failureOf(const QNetworkReply &reply, const QString &host, bool handedOver)
{
    using End = HttpAnswer::End;
    const auto made = [](End end, const QString &message) { return HttpAnswer{.end = end, .message = message}; };
    switch (reply.error()) {
    case QNetworkReply::HostNotFoundError:
        return made(End::NotSent, HttpText::tr("There is no host %1: check the address and the network.").arg(host));
    case QNetworkReply::ConnectionRefusedError:
        return made(End::NotSent, HttpText::tr("Nothing answers at %1: check the address and the network.").arg(host));
    case QNetworkReply::SslHandshakeFailedError:
        return made(End::NotSent, HttpText::tr("No secure connection to %1: its certificate is not trusted.").arg(host));
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return made(End::NotSent, HttpText::tr("The proxy cannot be used: check the system's proxy settings."));
    default:
        return made(handedOver ? End::Broken : End::NotSent, HttpText::tr("The connection to %1 broke.").arg(host));
    }
}

} // namespace

HttpAnswer send(const Post &post, const HttpLimits &limits, std::stop_token stop)
{
    if (stop.stop_requested())
        return {.end = HttpAnswer::End::Cancelled};
    QNetworkAccessManager manager;
    if (!isLoopback(post.url))
        manager.setProxy(QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(post.url)).value(0));
    QEventLoop loop;
    OnceDevice once(post.body);
    const std::unique_ptr<QNetworkReply> reply(manager.post(requestOf(post), &once));
    bool handedOver = false; // some of the body has left: it may arrive
    bool late = false;
    QByteArray body;
    QObject::connect(reply.get(), &QNetworkReply::uploadProgress, &loop, [&](qint64 sent, qint64) { handedOver = handedOver || sent > 0; });
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    QObject::connect(reply.get(), &QNetworkReply::readyRead, &loop, [&] {
        body += reply->read(limits.answerBytes - body.size() + 1);
        if (body.size() > limits.answerBytes)
            loop.quit(); // whatever follows, nobody reads it
    });
    QTimer::singleShot(limits.whole, &loop, [&] {
        late = true;
        loop.quit();
    });
    const std::stop_callback stopped(stop, [&loop] { QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection); });
    if (!reply->isFinished())
        loop.exec(QEventLoop::ExcludeUserInputEvents);
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status != 0 && (reply->isFinished() || body.size() > limits.answerBytes)) {
        if (reply->error() == QNetworkReply::RemoteHostClosedError)
            return failureOf(*reply, post.url.host(), true);
        return {.status = status, .body = body.first(std::min(body.size(), limits.answerBytes)), .retryAfter = retryAfter(*reply)};
    }
    if (late)
        return {.end = handedOver ? HttpAnswer::End::Broken : HttpAnswer::End::NotSent, .message = HttpText::tr("%1 does not answer.").arg(post.url.host())};
    if (stop.stop_requested())
        return {.end = handedOver ? HttpAnswer::End::Broken : HttpAnswer::End::Cancelled, .message = HttpText::tr("Stopped.")};
    return failureOf(*reply, post.url.host(), handedOver);
}

} // namespace rijian::delivery
