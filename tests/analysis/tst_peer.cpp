// The client against a server of the same protocol that this project did not write, with the answers of tests/peer/fixtures.json. Skipped where it is
// not installed: packaging/peer-model.sh --install build/peer. RIJIAN_PEER_URL names one that runs elsewhere ("http://127.0.0.1:4010/v1", started
// anew by packaging/peer-model.sh with AIMOCK_API_KEYS=peer-key).

#include "analysis/llm/chatcaller.h"
#include "analysis/llm/chatclient.h"
#include "analysis/llm/connectiontest.h"
#include "support/testkit.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QSignalSpy>

#include <array>
#include <csignal>
#include <sys/prctl.h>
#include <thread>
#include <vector>

using namespace rijian;
using namespace rijian::analysis::llm;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace {

const QByteArray key = "peer-key";

QJsonObject body(const QString &model, bool stream = false)
{
    QJsonObject body{{u"model"_s, model}, {u"messages"_s, QJsonArray{QJsonObject{{u"role"_s, u"user"_s}, {u"content"_s, u"分析这个提交"_s}}}}};
    if (stream) {
        body[u"stream"_s] = true;
        body[u"stream_options"_s] = QJsonObject{{u"include_usage"_s, true}};
    }
    return body;
}

QString describe(const ChatOutcome &outcome)
{
    return u"status %1, HTTP %2: %3 | %4"_s.arg(int(outcome.status)).arg(outcome.httpStatus).arg(outcome.message, outcome.content.left(200));
}

} // namespace

class TestPeer : public QObject
{
    Q_OBJECT

    QProcess m_server;
    QUrl m_baseUrl;
    ChatClient m_client{ChatLimits{.connect = milliseconds(10'000), .firstToken = milliseconds(20'000), .betweenTokens = milliseconds(20'000), .whole = milliseconds(60'000)}};

    Endpoint endpoint(const QString &model) const { return {.name = u"peer"_s, .baseUrl = m_baseUrl, .model = model, .key = key}; }
    ChatOutcome send(const QString &model, bool stream = false) { return m_client.send(endpoint(model), body(model, stream)); }

    /// Starts the server; empty: it runs. Else why it cannot.
    QString start()
    {
        const QString root = QStringLiteral(RIJIAN_SOURCE_DIR);
        const QString folder = root + u"/build/peer"_s;
        if (!QFile::exists(folder + u"/installed.json"_s))
            return u"no server of others to test against: run packaging/peer-model.sh --install build/peer"_s;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"AIMOCK_API_KEYS"_s, QString::fromLatin1(key));
        m_server.setProcessEnvironment(environment);
        m_server.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); }); // also when this test dies
        m_server.start(root + u"/packaging/peer-model.sh"_s, {folder});
        QByteArray said;
        const QDeadlineTimer deadline(30'000);
        for (const QByteArray mark = "listening on "; !deadline.hasExpired() && m_server.state() != QProcess::NotRunning;) {
            m_server.waitForReadyRead(1'000);
            said += m_server.readAllStandardOutput();
            const qsizetype at = said.indexOf(mark);
            if (const qsizetype end = said.indexOf('\n', at); at >= 0 && end > at) {
                m_baseUrl = QUrl(QString::fromLatin1(said.sliced(at + mark.size(), end - at - mark.size()).trimmed()) + u"/v1"_s);
                return {};
            }
        }
        return u"the server of others does not start: "_s + QString::fromUtf8(said + m_server.readAllStandardError()).trimmed();
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_baseUrl = QUrl(qEnvironmentVariable("RIJIAN_PEER_URL"));
        if (!m_baseUrl.isEmpty())
            return;
        if (const QString why = start(); !why.isEmpty())
            QSKIP(qPrintable(why));
    }

    void cleanupTestCase()
    {
        if (m_server.state() == QProcess::NotRunning)
            return;
        m_server.terminate();
        if (!m_server.waitForFinished(5'000)) {
            m_server.kill();
            m_server.waitForFinished(5'000);
        }
    }

    void anAnswerComesWhole_data()
    {
        QTest::addColumn<bool>("stream");
        QTest::newRow("at once") << false;
        QTest::newRow("streamed") << true;
    }

    void anAnswerComesWhole()
    {
        QFETCH(const bool, stream);
        QString grown;
        const ChatOutcome outcome = m_client.send(endpoint(u"card"_s), body(u"card"_s, stream), {}, [&](const QString &piece) { grown += piece; });
        QVERIFY2(outcome.status == ChatStatus::Ok, qPrintable(describe(outcome)));
        QCOMPARE(outcome.message, QString());
        QCOMPARE(outcome.finishReason, u"stop"_s);
        const QJsonObject card = QJsonDocument::fromJson(outcome.content.toUtf8()).object();
        QCOMPARE(card.value(u"importance"_s).toString(), u"🟡 中"_s);
        QCOMPARE(card.value(u"summary"_s).toString(), u"修复了解析器在空输入时的崩溃"_s);
        if (stream)
            QCOMPARE(grown, outcome.content);
        QVERIFY(outcome.usageKnown);
        QCOMPARE(outcome.usage.prompt, 1'200);
        QCOMPARE(outcome.usage.completion, 90);
    }

    void everyFormOfAnswer_data()
    {
        QTest::addColumn<QJsonObject>("fields");
        QTest::addColumn<QString>("form");
        const QJsonObject schema{{u"type"_s, u"object"_s}};
        QTest::newRow("schema") << QJsonObject{{u"response_format"_s, QJsonObject{{u"type"_s, u"json_schema"_s}, {u"json_schema"_s, QJsonObject{{u"name"_s, u"card"_s}, {u"schema"_s, schema}}}}}}
                                << u"schema"_s;
        QTest::newRow("json") << QJsonObject{{u"response_format"_s, QJsonObject{{u"type"_s, u"json_object"_s}}}} << u"json"_s;
        QTest::newRow("tool") << QJsonObject{{u"tools"_s, QJsonArray{QJsonObject{{u"type"_s, u"function"_s}, {u"function"_s, QJsonObject{{u"name"_s, u"card"_s}, {u"parameters"_s, schema}}}}}}}
                              << u"工具"_s;
    }

    void everyFormOfAnswer()
    {
        QFETCH(const QJsonObject, fields);
        QFETCH(const QString, form);
        for (const bool stream : {false, true}) {
            QJsonObject request = body(u"forms"_s, stream);
            for (auto field = fields.begin(); field != fields.end(); ++field)
                request[field.key()] = field.value();
            const ChatOutcome outcome = m_client.send(endpoint(u"forms"_s), request);
            QVERIFY2(outcome.status == ChatStatus::Ok, qPrintable(describe(outcome)));
            const QString text = outcome.toolArguments.isEmpty() ? outcome.content : outcome.toolArguments;
            QCOMPARE(QJsonDocument::fromJson(text.toUtf8()).object().value(u"form"_s).toString(), form);
            QCOMPARE(outcome.toolArguments.isEmpty(), !fields.contains(u"tools"_s));
        }
    }

    void thinkingIsKeptApart()
    {
        for (const bool stream : {false, true}) {
            const ChatOutcome outcome = send(u"deepseek-reasoner"_s, stream);
            QVERIFY2(outcome.status == ChatStatus::Ok, qPrintable(describe(outcome)));
            QCOMPARE(outcome.content, u"答案"_s);
            QCOMPARE(outcome.thinking, u"先想一想"_s);
        }
    }

    void whatGoesWrongIsKnown_data()
    {
        QTest::addColumn<ChatStatus>("status");
        QTest::addColumn<bool>("streamOnly");
        QTest::newRow("long") << ChatStatus::Length << false;
        QTest::newRow("filtered") << ChatStatus::Filtered << false;
        QTest::newRow("limited") << ChatStatus::RateLimit << false;
        QTest::newRow("no-quota") << ChatStatus::NoMoney << false;
        QTest::newRow("too-long") << ChatStatus::TooLong << false;
        QTest::newRow("gone") << ChatStatus::NoModel << false;
        QTest::newRow("broken") << ChatStatus::Overloaded << false;
        QTest::newRow("cut") << ChatStatus::Network << true;
    }

    void whatGoesWrongIsKnown()
    {
        QFETCH(const ChatStatus, status);
        QFETCH(const bool, streamOnly);
        const QString model = QString::fromLatin1(QTest::currentDataTag());
        for (const bool stream : {false, true}) {
            if (streamOnly && !stream)
                continue;
            const ChatOutcome outcome = send(model, stream);
            QVERIFY2(outcome.status == status, qPrintable(describe(outcome)));
            QVERIFY2(!outcome.message.isEmpty() && !outcome.message.contains(u'\n') && !outcome.message.contains(QString::fromLatin1(key)), qPrintable(describe(outcome)));
            if (status == ChatStatus::RateLimit)
                QCOMPARE(outcome.retryAfter, milliseconds(1'000));
            if (status == ChatStatus::Length)
                QCOMPARE(outcome.content, u"被截断的回答"_s);
        }
    }

    void aWrongKeyIsRefused()
    {
        Endpoint wrong = endpoint(u"card"_s);
        wrong.key = "wrong-key";
        const ChatOutcome outcome = m_client.send(wrong, body(wrong.model));
        QVERIFY2(outcome.status == ChatStatus::BadKey, qPrintable(describe(outcome)));
        QVERIFY(!outcome.message.contains(u"wrong-key"_s));
    }

    void itsModelsAreListed()
    {
        ConnectionTest test;
        QSignalSpy finished(&test, &ConnectionTest::finished);
        for (const auto &[used, outcome] : {std::pair(key, ConnectionAnswer::Outcome::Ok), std::pair(QByteArray("wrong-key"), ConnectionAnswer::Outcome::WrongKey)}) {
            test.start(m_baseUrl, QString::fromLatin1(used));
            QVERIFY(finished.wait(20'000));
            const auto answer = finished.takeFirst().first().value<ConnectionAnswer>();
            QVERIFY2(answer.outcome == outcome, qPrintable(answer.message));
            QCOMPARE(answer.models.isEmpty(), outcome != ConnectionAnswer::Outcome::Ok);
        }
    }

    void aGrowingAnswerIsStopped()
    {
        std::stop_source source; // the rest of the answer takes some seconds more
        QString grown;
        const ChatOutcome outcome = m_client.send(endpoint(u"slow"_s), body(u"slow"_s, true), source.get_token(), [&](const QString &piece) {
            grown += piece;
            source.request_stop();
        });
        QVERIFY2(outcome.status == ChatStatus::Cancelled, qPrintable(describe(outcome)));
        QVERIFY2(u"一二三四五六七八九十"_s.startsWith(grown) && !grown.isEmpty(), qPrintable(grown));
    }

    void aServiceThatRecoversIsAskedAgain()
    {
        ChatCaller caller(m_client, endpoint(u"recovers"_s), RetryPolicy{.base = milliseconds(1)});
        const ChatOutcome outcome = caller.call(body(u"recovers"_s), 100); // 503, then 429 for a second
        QVERIFY2(outcome.status == ChatStatus::Ok, qPrintable(describe(outcome)));
        QCOMPARE(outcome.content, u"好了"_s);
        QCOMPARE(outcome.usage.requests, 3);
    }

    void manyAtOnce()
    {
        std::array<ChatOutcome, 24> outcomes;
        {
            std::vector<std::jthread> threads;
            for (std::size_t i = 0; i < outcomes.size(); ++i)
                threads.emplace_back([this, &outcomes, i] { outcomes[i] = send(i % 2 ? u"card"_s : u"deepseek-reasoner"_s, i % 3 == 0); });
        }
        for (std::size_t i = 0; i < outcomes.size(); ++i) {
            QVERIFY2(outcomes[i].status == ChatStatus::Ok, qPrintable(describe(outcomes[i])));
            QCOMPARE(outcomes[i].thinking.isEmpty(), i % 2 == 1);
        }
    }
};

RIJIAN_TEST_MAIN(TestPeer)
#include "tst_peer.moc"
