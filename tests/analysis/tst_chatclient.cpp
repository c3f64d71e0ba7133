// One request to a model, against a server that does to it all that services and networks do.

#include "analysis/llm/chatclient.h"
#include "analysis/llm/chaterrors.h"
#include "analysis/llm/sse.h"
#include "support/modelfaults.h"
#include "support/testkit.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QMetaEnum>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QTcpServer>
#include <QTemporaryDir>

#include <atomic>
#include <thread>
#include <vector>

using namespace rijian;
using namespace rijian::analysis::llm;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace {

const QByteArray key = "sk-secretkey123456";
const ChatLimits quick{.firstToken = shortPatience, .betweenTokens = shortPatience};

QString nameOf(ChatStatus status)
{
    static const QStringList names{u"Ok"_s, u"Length"_s, u"Filtered"_s, u"Empty"_s, u"BadForm"_s, u"BadParameter"_s, u"TooLong"_s, u"BadRequest"_s, u"BadKey"_s, u"NoMoney"_s,
                                   u"NoModel"_s, u"RateLimit"_s, u"Overloaded"_s, u"Network"_s, u"Timeout"_s, u"Tls"_s, u"Proxy"_s, u"Redirected"_s, u"BadAnswer"_s, u"Cancelled"_s};
    return names.value(int(status));
}

QJsonObject body()
{
    return {{u"model"_s, u"test-model"_s},
            {u"messages"_s, QJsonArray{QJsonObject{{u"role"_s, u"user"_s}, {u"content"_s, u"分析"_s}}}},
            {u"stream"_s, true},
            {u"stream_options"_s, QJsonObject{{u"include_usage"_s, true}}},
            {u"response_format"_s, QJsonObject{{u"type"_s, u"json_schema"_s}}}};
}

Endpoint endpointAt(const QUrl &url)
{
    return {.name = u"test"_s, .baseUrl = url, .model = u"test-model"_s, .key = key, .concurrency = 16};
}

QString describe(const ChatOutcome &outcome)
{
    return u"%1, HTTP %2: %3 | %4"_s.arg(nameOf(outcome.status)).arg(outcome.httpStatus).arg(outcome.message, outcome.content.left(200));
}

} // namespace

class TestChatClient : public QObject
{
    Q_OBJECT

    ModelServer m_server;
    ChatClient m_client;
    ChatClient m_impatient{quick};

    ChatOutcome send(const std::stop_token &stop = {}, const ChatDelta &delta = {}) { return m_client.send(endpointAt(m_server.url()), body(), stop, delta); }

    static void verifyMessage(const ChatOutcome &outcome)
    {
        const QString all = describe(outcome);
        QVERIFY2(outcome.message.isEmpty() == (outcome.status == ChatStatus::Ok), qPrintable(all));
        QVERIFY2(outcome.message.size() < 400 && !outcome.message.contains(u'\n') && !outcome.message.contains(u'<'), qPrintable(all));
        QVERIFY2(!outcome.message.contains(u"sk-sec"_s) && !outcome.message.contains(QString::fromLatin1(key)), qPrintable(all));
    }

private Q_SLOTS:
    void init()
    {
        m_server.script({});
        m_server.clearRequests();
    }

    void everyFaultIsKnown_data()
    {
        QTest::addColumn<int>("index");
        int index = 0;
        for (const ModelFault &fault : modelFaults())
            QTest::newRow(fault.name) << index++;
        QVERIFY(index >= 50);
    }

    void everyFaultIsKnown()
    {
        QFETCH(const int, index);
        static const std::vector<ModelFault> faults = modelFaults();
        const ModelFault &fault = faults[std::size_t(index)];
        const bool silent = fault.reply.status == 0; // Qt itself sends such a request again, where the connection was an old one
        m_server.script(QList<ModelReply>(silent ? 10 : 1, fault.reply));
        QString grown;
        ChatClient &client = isSilence(fault) ? m_impatient : m_client;
        const ChatOutcome outcome = client.send(endpointAt(m_server.url()), body(), {}, [&](const QString &piece) { grown += piece; });
        QVERIFY2(nameOf(outcome.status) == QLatin1StringView(fault.status), qPrintable(describe(outcome)));
        verifyMessage(outcome);
        if (!fault.content.isNull())
            QCOMPARE(outcome.content, fault.content);
        if (!grown.isEmpty() && outcome.status == ChatStatus::Ok)
            QCOMPARE(grown.trimmed(), outcome.content);
        QCOMPARE(outcome.usage.requests, 1);
        if (!silent)
            QCOMPARE(m_server.count(), 1);
        if (fault.reply.status >= 400)
            QCOMPARE(outcome.httpStatus, fault.reply.status);
    }

    void whatAStreamCountsIsRead()
    {
        const ChatOutcome outcome = send();
        QVERIFY2(outcome.status == ChatStatus::Ok, qPrintable(describe(outcome)));
        QVERIFY(outcome.usageKnown);
        QCOMPARE(outcome.usage.prompt, 1000);
        QCOMPARE(outcome.usage.cached, 400);
        QCOMPARE(outcome.usage.completion, 200);
        QCOMPARE(outcome.finishReason, u"stop"_s);
        QCOMPARE(m_server.requests().constFirst().header("authorization"), QByteArray("Bearer " + key));
        QCOMPARE(m_server.requests().constFirst().path, QByteArray("/v1/chat/completions"));
    }

    void refusedParametersAreNamed()
    {
        m_server.script({errorReply(400, u"Unsupported parameter"_s, {}, u"stream_options.include_usage"_s), errorReply(400, u"temperature is wrong"_s, {}, u"temperature"_s)});
        QCOMPARE(send().parameter, u"stream_options"_s);
        QVERIFY(send().parameter.isEmpty()); // it was not sent: dropping it changes nothing
    }

    void thinkingIsKeptApart()
    {
        m_server.script({streamReply({sseEvent(toJson(chunkOf(u"<thi"_s))), sseEvent(toJson(chunkOf(u"nk>想一想</th"_s))), sseEvent(toJson(chunkOf(u"ink>答"_s))), sseEvent(toJson(chunkOf(u"案"_s))), sseEvent("[DONE]")})});
        QString grown;
        const ChatOutcome outcome = send({}, [&](const QString &piece) { grown += piece; });
        QCOMPARE(outcome.content, u"答案"_s);
        QCOMPARE(outcome.thinking, u"想一想"_s);
        QCOMPARE(grown, u"答案"_s);
    }

    void waitsAsTheServiceAsks()
    {
        const auto asked = [this](QByteArray name, QByteArray value) {
            ModelReply reply = errorReply(429, u"slow down"_s);
            reply.headers = {{std::move(name), std::move(value)}};
            m_server.script({reply});
            return send();
        };
        QCOMPARE(asked("Retry-After", "7").retryAfter, milliseconds(7'000));
        QCOMPARE(asked("retry-after-ms", "250").retryAfter, milliseconds(250));
        const ChatOutcome rates = asked("x-ratelimit-remaining-tokens", "0");
        QCOMPARE(rates.rates.remainingTokens, 0);
        QVERIFY(!rates.retryAfter);
        const QDateTime now(QDate(2026, 1, 7), QTime(12, 0), QTimeZone::UTC);
        QCOMPARE(readRetryAfter({{"Retry-After", "Wed, 07 Jan 2026 12:00:30 GMT"}}, now), milliseconds(30'000));
        QVERIFY(!readRetryAfter({{"Retry-After", "soon"}}, now));
        QCOMPARE(readRates({{"x-ratelimit-reset-requests", "6m0s"}}, now).resetRequests, milliseconds(360'000));
        QCOMPARE(readRates({{"x-ratelimit-reset-tokens", "20ms"}}, now).resetTokens, milliseconds(20));
        QCOMPARE(readRates({{"x-ratelimit-reset-tokens", "1.5"}}, now).resetTokens, milliseconds(1'500));
    }

    void nothingAnswers()
    {
        QTcpServer closed;
        QVERIFY(closed.listen(QHostAddress::LocalHost));
        const QUrl url(u"http://127.0.0.1:%1/v1"_s.arg(closed.serverPort()));
        closed.close();
        const ChatOutcome outcome = m_client.send(endpointAt(url), body());
        QVERIFY2(outcome.status == ChatStatus::Network, qPrintable(describe(outcome)));
        verifyMessage(outcome);
    }

    void certificatesAreVerified_data()
    {
        QTest::addColumn<ModelServer::Security>("security");
        QTest::addColumn<bool>("trusted");
        QTest::addColumn<ChatStatus>("status");
        QTest::newRow("trusted") << ModelServer::Security::Tls << true << ChatStatus::Ok;
        QTest::newRow("unknown") << ModelServer::Security::Tls << false << ChatStatus::Tls;
        QTest::newRow("expired") << ModelServer::Security::Expired << true << ChatStatus::Tls;
    }

    void certificatesAreVerified()
    {
        QFETCH(const ModelServer::Security, security);
        QFETCH(const bool, trusted);
        QFETCH(const ChatStatus, status);
        QTemporaryDir folder;
        ModelServer server(security, folder.path());
        const QSslConfiguration before = QSslConfiguration::defaultConfiguration();
        QSslConfiguration configuration = before;
        if (trusted)
            configuration.addCaCertificates(server.certificate());
        QSslConfiguration::setDefaultConfiguration(configuration);
        ChatClient client;
        const ChatOutcome outcome = client.send(endpointAt(server.url()), body());
        QSslConfiguration::setDefaultConfiguration(before);
        QVERIFY2(outcome.status == status, qPrintable(describe(outcome)));
        verifyMessage(outcome);
        QCOMPARE(server.count(), status == ChatStatus::Ok ? 1 : 0);
    }

    void theKeyStaysWhereItBelongs()
    {
        Endpoint elsewhere = endpointAt(QUrl(u"http://example.invalid/v1"_s));
        QCOMPARE(m_client.send(elsewhere, body()).status, ChatStatus::Tls); // no encryption, not sent
        Endpoint pasted = endpointAt(m_server.url());
        pasted.key = "sk-\r\nX-Evil: 1";
        QCOMPARE(m_client.send(pasted, body()).status, ChatStatus::BadKey);
        QCOMPARE(m_server.count(), 0);

        ModelServer other;
        ModelReply redirect{.status = 307};
        redirect.headers = {{"Location", other.url().toEncoded() + "/chat/completions"}};
        m_server.script({redirect});
        QCOMPARE(send().status, ChatStatus::Redirected);
        QCOMPARE(other.count(), 0);
    }

    void aRedirectWithinTheServiceIsFollowed()
    {
        ModelReply redirect{.status = 308};
        redirect.headers = {{"Location", "/v1/chat/completions/"}};
        m_server.script({redirect});
        const ChatOutcome outcome = send();
        QVERIFY2(outcome.status == ChatStatus::Ok, qPrintable(describe(outcome)));
        QCOMPARE(m_server.requests().last().path, QByteArray("/v1/chat/completions/"));
        QCOMPARE(m_server.requests().last().body, body());
        m_server.script(QList<ModelReply>(10, redirect));
        QCOMPARE(send().status, ChatStatus::Redirected); // for ever: not with us
    }

    void stoppingEndsItAtOnce()
    {
        ModelReply hang = streamedText(sampleCardText());
        hang.pieces = hang.pieces.first(2);
        hang.end = ModelReply::End::Hang;
        m_server.script({hang});
        ChatClient patient; // whose own time-outs are a minute and more
        std::stop_source source;
        const ChatOutcome outcome = patient.send(endpointAt(m_server.url()), body(), source.get_token(), [&](const QString &) { source.request_stop(); });
        QCOMPARE(outcome.status, ChatStatus::Cancelled);
        QCOMPARE(patient.send(endpointAt(m_server.url()), body(), source.get_token()).status, ChatStatus::Cancelled);
        QCOMPARE(m_server.count(), 1);
    }

    void theClientsEndEndsWhatRuns()
    {
        ModelReply silent;
        silent.end = ModelReply::End::Hang;
        silent.before = milliseconds(60'000);
        m_server.script({silent});
        auto client = std::make_unique<ChatClient>();
        ChatOutcome outcome;
        {
            const std::jthread caller([&] { outcome = client->send(endpointAt(m_server.url()), body()); });
            QVERIFY(m_server.waitForRequests(1));
            client.reset();
        }
        QCOMPARE(outcome.status, ChatStatus::Cancelled);
    }

    void asManyAtOnceAsAllowed()
    {
        constexpr int many = 16; // more than the six that Qt allows by itself
        m_server.setLatency(milliseconds(3'000)); // until the last has come, on a busy machine, too
        ChatClient client;
        std::atomic<int> answered = 0;
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < many; ++i)
                threads.emplace_back([&] { answered += client.send(endpointAt(m_server.url()), body()).status == ChatStatus::Ok; });
        }
        m_server.setLatency(milliseconds(0));
        QCOMPARE(answered, many);
        QCOMPARE(m_server.mostAtOnce(), many);
    }

    void eventsAreReadInAnyPieces()
    {
        const QByteArray stream = "\xEF\xBB\xBF" "data: 一\r\ndata:two\n\n: comment\rdata: 3\r\rdatax: no\ndata\n\ndata: end";
        const QByteArrayList expected{"一\ntwo", "3", "", "end"};
        for (qsizetype size = 1; size <= stream.size(); ++size) {
            SseReader reader(1000);
            QByteArrayList events;
            for (qsizetype at = 0; at < stream.size(); at += size)
                events += reader.read(QByteArrayView(stream).sliced(at, std::min(size, stream.size() - at)));
            events += reader.finish();
            QCOMPARE(events, expected);
        }
        SseReader bounded(10);
        QVERIFY(bounded.read("data: 12345678901").isEmpty());
        QVERIFY(bounded.tooLong());
    }
};

RIJIAN_TEST_MAIN(TestChatClient)
#include "tst_chatclient.moc"
