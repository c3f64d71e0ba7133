#include "analysis/llm/transport.h"

#include <QCoreApplication>
#include <QNetworkReply>
#include <QNetworkRequest>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::analysis::llm {

namespace {

struct TransportText {
    Q_DECLARE_TR_FUNCTIONS(rijian::analysis::llm::Transport)
};

} // namespace

bool canBeSent(QByteArrayView key)
{
    return std::ranges::all_of(key, [](char c) { return c > 0x20 && c < 0x7F; });
}

bool sameOrigin(const QUrl &a, const QUrl &b)
{
    const auto port = [](const QUrl &url) { return url.port(url.scheme() == "https"_L1 ? 443 : 80); };
    return a.scheme() == b.scheme() && a.host() == b.host() && port(a) == port(b);
}

void prepareRequest(QNetworkRequest &request, const QByteArray &key)
{
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false); // as many connections as requests: none waits behind another
    if (!key.isEmpty())
        request.setRawHeader("Authorization"_ba, "Bearer "_ba + key);
}

TransportFailure failureOf(const QNetworkReply &reply, const QUrl &base, const QString &tlsError)
{
    const QString host = base.host();
    switch (reply.error()) {
    case QNetworkReply::SslHandshakeFailedError:
        return {ChatStatus::Tls, TransportText::tr("No secure connection to %1: %2").arg(host, tlsError.isEmpty() ? TransportText::tr("the TLS handshake failed.") : tlsError)};
    case QNetworkReply::HostNotFoundError:
        return {ChatStatus::Network, TransportText::tr("There is no host %1: check the address and the network.").arg(host)};
    case QNetworkReply::ConnectionRefusedError:
        return {ChatStatus::Network, TransportText::tr("Nothing answers at %1: is the service running, and is the port right?").arg(base.authority())};
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::UnknownProxyError:
        return {ChatStatus::Proxy, TransportText::tr("The proxy cannot be reached: check the system's proxy settings.")};
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return {ChatStatus::Proxy, TransportText::tr("The proxy wants a user name and a password (407).")};
    default:
        return {ChatStatus::Network, TransportText::tr("The connection to %1 broke: check the network and try again.").arg(host)};
    }
}

} // namespace rijian::analysis::llm
