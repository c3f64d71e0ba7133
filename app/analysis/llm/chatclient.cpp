#include "analysis/llm/chatclient.h"

#include "analysis/llm/chatrequest.h"
#include "analysis/llm/providers.h"
#include "analysis/llm/transport.h"

#include <QCoreApplication>
#include <QHash>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QThread>

#include <condition_variable>
#include <map>
#include <mutex>

using namespace Qt::StringLiterals;

namespace rijian::analysis::llm {

namespace {

struct ChatClientText {
    Q_DECLARE_TR_FUNCTIONS(rijian::analysis::llm::ChatClient)
};

/// Where the network thread and a caller meet.
struct Exchange {
    std::mutex mutex;
    std::condition_variable_any changed;
    QString pieces; ///< that the caller has not handed on yet
    std::optional<ChatOutcome> outcome;
};

/// The system's proxies as callers' threads have looked them up: asking may take seconds, which the network thread does not have.
class KnownProxies : public QNetworkProxyFactory
{
public:
    struct Table {
        std::mutex mutex;
        QHash<QString, QList<QNetworkProxy>> byOrigin;
    };

    explicit KnownProxies(std::shared_ptr<Table> table)
        : m_table(std::move(table))
    {
    }

    static QString originOf(const QUrl &url) { return url.scheme() + u"://"_s + url.host() + u":"_s + QString::number(url.port()); }

    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        const std::scoped_lock lock(m_table->mutex);
        return m_table->byOrigin.value(originOf(query.url()), {QNetworkProxy(QNetworkProxy::NoProxy)});
    }

private:
    std::shared_ptr<Table> m_table;
};

std::optional<ChatOutcome> refusal(const Endpoint &endpoint)
{
    if (!canBeSent(endpoint.key))
        return ChatOutcome{.status = ChatStatus::BadKey, .message = ChatClientText::tr("The key holds blanks or characters that no key has: enter it again in the settings.")};
    if (!endpoint.baseUrl.isValid() || endpoint.baseUrl.host().isEmpty())
        return ChatOutcome{.status = ChatStatus::NoModel, .message = ChatClientText::tr("The model's base address is not a web address: correct it in the settings.")};
    if (!endpoint.key.isEmpty() && endpoint.baseUrl.scheme() != "https"_L1 && !isLoopback(endpoint.baseUrl))
        return ChatOutcome{.status = ChatStatus::Tls, .message = ChatClientText::tr("The key is not sent to %1 without encryption: write its address with https.").arg(endpoint.baseUrl.host())};
    return {};
}

} // namespace

class ChatClient::Network
{
public:
    explicit Network(const ChatLimits &limits)
        : m_limits(limits)
    {
        m_thread.setObjectName(u"chat"_s);
        m_anchor.moveToThread(&m_thread);
        m_thread.start();
        QMetaObject::invokeMethod(&m_anchor, [this] {
            m_manager = new QNetworkAccessManager(&m_anchor);
            m_manager->setProxyFactory(new KnownProxies(m_proxies));
        });
    }

    ~Network()
    {
        QMetaObject::invokeMethod(&m_anchor, [this] {
            while (!m_requests.empty())
                m_requests.begin()->second->cancel();
            delete std::exchange(m_manager, nullptr);
        }, Qt::BlockingQueuedConnection);
        {
            std::unique_lock lock(m_mutex);
            m_idle.wait(lock, [this] { return m_senders == 0; });
        }
        m_thread.quit();
        m_thread.wait();
    }

    ChatOutcome send(const Endpoint &endpoint, const QJsonObject &body, const std::stop_token &stop, const ChatDelta &delta)
    {
        lookUpProxy(endpoint.baseUrl);
        const auto exchange = std::make_shared<Exchange>();
        const quint64 id = begin(endpoint, body, exchange);
        ChatOutcome outcome = await(*exchange, stop, delta).value_or(ChatOutcome{.status = ChatStatus::Cancelled, .message = ChatClientText::tr("Stopped."), .usage = {.requests = 1}});
        if (outcome.status == ChatStatus::Cancelled)
            QMetaObject::invokeMethod(&m_anchor, [this, id] { cancel(id); });
        const std::scoped_lock lock(m_mutex);
        if (--m_senders == 0)
            m_idle.notify_all();
        return outcome;
    }

private:
    void lookUpProxy(const QUrl &url)
    {
        const QString origin = KnownProxies::originOf(url);
        if (isLoopback(url))
            return;
        {
            const std::scoped_lock lock(m_proxies->mutex);
            if (m_proxies->byOrigin.contains(origin))
                return;
        }
        const QList<QNetworkProxy> proxies = QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(url));
        const std::scoped_lock lock(m_proxies->mutex);
        m_proxies->byOrigin.insert(origin, proxies);
    }

    quint64 begin(const Endpoint &endpoint, const QJsonObject &body, const std::shared_ptr<Exchange> &exchange)
    {
        quint64 id = 0;
        {
            const std::scoped_lock lock(m_mutex);
            ++m_senders;
            id = ++m_lastId;
        }
        QMetaObject::invokeMethod(&m_anchor, [this, id, endpoint, body, exchange] { start(id, endpoint, body, exchange); });
        return id;
    }

    /// In the network thread.
    void start(quint64 id, const Endpoint &endpoint, const QJsonObject &body, const std::shared_ptr<Exchange> &exchange)
    {
        const auto ended = [this, id, exchange](ChatOutcome outcome) {
            if (const auto node = m_requests.extract(id))
                node.mapped()->deleteLater();
            const std::scoped_lock lock(exchange->mutex);
            exchange->outcome = std::move(outcome);
            exchange->changed.notify_all();
        };
        if (!m_manager) { // the client is on its way out
            ended({.status = ChatStatus::Cancelled});
            return;
        }
        const auto grew = [exchange](const QString &piece) {
            const std::scoped_lock lock(exchange->mutex);
            exchange->pieces += piece;
            exchange->changed.notify_all();
        };
        auto *request = new ChatRequest(*m_manager, endpoint, body, m_limits, {grew, ended});
        request->setParent(&m_anchor);
        m_requests.emplace(id, request);
        request->start();
    }

    /// In the network thread.
    void cancel(quint64 id)
    {
        if (const auto found = m_requests.find(id); found != m_requests.end())
            found->second->cancel();
    }

    /// Nothing: `stop` was requested.
    static std::optional<ChatOutcome> await(Exchange &exchange, const std::stop_token &stop, const ChatDelta &delta)
    {
        std::unique_lock lock(exchange.mutex);
        while (exchange.changed.wait(lock, stop, [&] { return exchange.outcome || !exchange.pieces.isEmpty(); }) && !stop.stop_requested()) {
            if (const QString pieces = std::exchange(exchange.pieces, {}); !pieces.isEmpty() && delta) {
                lock.unlock();
                delta(pieces);
                lock.lock();
            }
            if (exchange.outcome && exchange.pieces.isEmpty())
                return std::move(exchange.outcome);
        }
        return {};
    }

    const ChatLimits m_limits;
    const std::shared_ptr<KnownProxies::Table> m_proxies = std::make_shared<KnownProxies::Table>();
    QThread m_thread;
    QObject m_anchor;                            ///< lives in m_thread, with all below
    QNetworkAccessManager *m_manager = nullptr;
    std::map<quint64, ChatRequest *> m_requests; ///< owned by m_anchor
    std::mutex m_mutex;
    std::condition_variable m_idle;
    int m_senders = 0;                           ///< guarded by m_mutex, as is the next
    quint64 m_lastId = 0;
};

ChatClient::ChatClient(ChatLimits limits)
    : m_network(std::make_unique<Network>(limits))
{
}

ChatClient::~ChatClient() = default;

ChatOutcome ChatClient::send(const Endpoint &endpoint, const QJsonObject &body, std::stop_token stop, const ChatDelta &delta)
{
    if (stop.stop_requested())
        return {.status = ChatStatus::Cancelled, .message = ChatClientText::tr("Stopped.")};
    if (auto refused = refusal(endpoint))
        return std::move(*refused);
    return m_network->send(endpoint, body, stop, delta);
}

} // namespace rijian::analysis::llm
