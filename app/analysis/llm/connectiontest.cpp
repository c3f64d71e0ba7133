#include "analysis/llm/connectiontest.h"

#include "analysis/llm/transport.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkProxyFactory>
#include <QNetworkReply>
#include <QtConcurrent>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace rijian::analysis::llm {

namespace {

using Outcome = ConnectionAnswer::Outcome;

constexpr qint64 longestList = 8 * 1024 * 1024; // the longest list in use, a router's with descriptions, has about 1 MiB
constexpr int mostHops = 3;

/// {"data": [{"id": "…"}, …]}, as OpenAI and those who speak like it answer. Nothing: it is something else.
std::optional<QStringList> readModels(const QByteArray &body)
{
    const QJsonValue data = QJsonDocument::fromJson(body).object().value("data"_L1);
    if (!data.isArray())
        return {};
    QStringList models;
    for (const QJsonValue &model : data.toArray()) {
        const QString id = model.toObject().value("id"_L1).toString();
        if (!id.isEmpty() && id.size() <= 200 && std::ranges::all_of(id, [](QChar c) { return c.isPrint(); }))
            models << id;
    }
    models.sort(Qt::CaseInsensitive);
    return models;
}

} // namespace

ConnectionTest::ConnectionTest(QObject *parent)
    : QObject(parent)
{
    m_deadline.setSingleShot(true);
    m_deadline.setInterval(10'000);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        finish({Outcome::TimedOut, tr("%1 did not answer in time. Try again later, or check the network and the proxy.").arg(m_base.host()), {}});
    });
}

ConnectionTest::~ConnectionTest()
{
    drop();
}

void ConnectionTest::start(const QUrl &baseUrl, const QString &key)
{
    cancel();
    m_running = true;
    m_base = baseUrl;
    m_redirects = 0;
    m_tooLong = false;
    m_tlsError.clear();
    const QByteArray trimmed = key.trimmed().toUtf8();
    const quint64 id = ++m_id;
    m_deadline.start();
    if (!canBeSent(trimmed)) {
        QMetaObject::invokeMethod(this, [this, id] {
            if (id == m_id && m_running)
                finish({Outcome::BadKey, tr("The key holds blanks or characters that no key has: paste it again."), {}});
        }, Qt::QueuedConnection);
        return;
    }
    m_key = trimmed;
    QUrl url = baseUrl;
    url.setPath(baseUrl.path() + "/models"_L1);
    // Asking the system for its proxy may take seconds.
    QtConcurrent::run([url] { return QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(url)); })
        .then(this, [this, id, url](const QList<QNetworkProxy> &proxies) {
            if (id != m_id || !m_running)
                return;
            m_network.setProxy(proxies.value(0, QNetworkProxy(QNetworkProxy::NoProxy)));
            get(url);
        });
}

void ConnectionTest::cancel()
{
    drop();
    m_running = false;
    ++m_id;
}

void ConnectionTest::drop()
{
    m_deadline.stop();
    m_key.fill('\0');
    m_key.clear();
    if (QNetworkReply *reply = std::exchange(m_reply, nullptr)) {
        reply->disconnect(this);
        reply->abort();
        reply->deleteLater();
    }
}

void ConnectionTest::get(const QUrl &url)
{
    QNetworkRequest request(url);
    request.setRawHeader("Accept"_ba, "application/json"_ba);
    prepareRequest(request, m_key);
    m_reply = m_network.get(request);
    connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) {
        if (!errors.isEmpty())
            m_tlsError = errors.first().errorString(); // and the reply fails: nobody ignores them
    });
    connect(m_reply, &QNetworkReply::downloadProgress, this, [this](qint64 received) {
        if (received > longestList && !std::exchange(m_tooLong, true))
            m_reply->abort();
    });
    connect(m_reply, &QNetworkReply::finished, this, &ConnectionTest::onFinished);
}

void ConnectionTest::onFinished()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QUrl target = m_reply->attribute(QNetworkRequest::RedirectionTargetAttribute).toUrl();
    if (status >= 300 && status < 400 && target.isValid()) {
        const QUrl next = m_reply->url().resolved(target);
        if (sameOrigin(next, m_base) && ++m_redirects <= mostHops) {
            m_reply->deleteLater();
            get(next);
            return;
        }
        finish({Outcome::Redirected,
                tr("%1 sends requests on to another address (%2), which was not given the key. If you trust it, write its address here.")
                    .arg(m_base.host(), next.host()),
                {}});
        return;
    }
    finish(m_tooLong || status > 0 ? answerOf(status) : failure());
}

ConnectionAnswer ConnectionTest::answerOf(int status) const
{
    const QString host = m_base.host();
    switch (status) {
    case 401:
    case 403:
        return {Outcome::WrongKey, tr("%1 does not accept the key (%2): check that it is whole and belongs to this service.").arg(host).arg(status), {}};
    case 402:
        return {Outcome::Quota, tr("%1 requires payment first (402): top up the account.").arg(host), {}};
    case 429:
        return {Outcome::Quota, tr("%1 asks to wait (429): the quota is used up, or requests came too fast.").arg(host), {}};
    case 404:
    case 405:
        return {Outcome::NotFound, tr("%1 was reached, but has no list of models there (%2): check the base address, which usually ends in /v1.").arg(host).arg(status), {}};
    case 407:
        return {Outcome::Proxy, tr("The proxy wants a user name and a password (407)."), {}};
    default:
        break;
    }
    if (status >= 500)
        return {Outcome::Refused, tr("%1 has a problem of its own (%2): try again later.").arg(host).arg(status), {}};
    if (!m_tooLong && (status < 200 || status > 299))
        return {Outcome::Refused, tr("%1 refused the request (%2).").arg(host).arg(status), {}};
    if (!m_tooLong && m_reply->error() != QNetworkReply::NoError)
        return failure();
    if (const auto models = m_tooLong ? std::nullopt : readModels(m_reply->readAll()))
        return {Outcome::Ok, tr("Connected to %1: it offers %n model(s).", nullptr, int(models->size())).arg(host), *models};
    return {Outcome::NotJson, tr("%1 answered, but not with a list of models: check the base address, which usually ends in /v1.").arg(host), {}};
}

ConnectionAnswer ConnectionTest::failure() const
{
    const TransportFailure failure = failureOf(*m_reply, m_base, m_tlsError);
    switch (failure.status) {
    case ChatStatus::Tls:
        return {Outcome::Tls, failure.message, {}};
    case ChatStatus::Proxy:
        return {Outcome::Proxy, failure.message, {}};
    default:
        return {Outcome::Unreachable, failure.message, {}};
    }
}

void ConnectionTest::finish(ConnectionAnswer answer)
{
    drop();
    m_running = false;
    Q_EMIT finished(answer);
}

} // namespace rijian::analysis::llm
