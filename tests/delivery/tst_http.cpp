// A request to a webhook: what can have arrived and what cannot.

#include "delivery/http.h"
#include "support/modelserver.h"
#include "support/testkit.h"

#include <QLocale>
#include <QTcpServer>
#include <QTemporaryDir>

using namespace rijian::delivery;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;
using End = HttpAnswer::End;

class TestHttp : public QObject
{
    Q_OBJECT

    static Post postTo(const ModelServer &server) { return {QUrl(server.url().toString() + u"/hook/SECRET-TOKEN?key=SECRET-TOKEN"_s), "{\"a\":\"日\"}", {{"X-Rijian-Timestamp"_ba, "7"_ba}}}; }

private Q_SLOTS:
    void theRequestIsWhatWasAsked()
    {
        ModelServer server;
        server.script({jsonReply({{u"code"_s, 0}})});
        const HttpAnswer answer = send(postTo(server));
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body, "{\"code\":0}"_ba);
        const ModelRequest request = server.requests().first();
        QCOMPARE(request.method, "POST"_ba);
        QVERIFY(request.header("content-type").startsWith("application/json"));
        QCOMPARE(request.header("x-rijian-timestamp"), "7"_ba);
        QCOMPARE(request.body[u"a"_s].toString(), u"日"_s);
    }

    void whatAServiceAsksFor()
    {
        ModelServer server;
        server.script({{.status = 429, .headers = {{"Retry-After"_ba, "17"_ba}}}, {.status = 429, .headers = {{"x-ogw-ratelimit-reset"_ba, "52"_ba}}}, {.status = 429, .headers = {{"Retry-After"_ba, "99999999"_ba}}},
                       {.status = 429, .headers = {{"Retry-After"_ba, "soon"_ba}}}});
        for (const int seconds : {17, 52, 3600, 0})
            QCOMPARE(int(send(postTo(server)).retryAfter.count()), seconds);
        const QString date = QLocale::c().toString(QDateTime::currentDateTimeUtc().addSecs(1'800), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s);
        server.script({{.status = 429, .headers = {{"Retry-After"_ba, date.toLatin1()}}}});
        const auto wait = send(postTo(server)).retryAfter.count();
        QVERIFY2(wait > 1'000 && wait <= 1'800, qPrintable(QString::number(wait)));
    }

    void noRedirectIsFollowed()
    {
        ModelServer server;
        server.script({{.status = 302, .headers = {{"Location"_ba, "https://elsewhere.example/"_ba}}}});
        QCOMPARE(send(postTo(server)).status, 302);
        QCOMPARE(server.count(), 1);
    }

    void brokenConnections_data()
    {
        QTest::addColumn<int>("how");
        QTest::newRow("reset") << int(ModelReply::End::Reset);
        QTest::newRow("cut") << int(ModelReply::End::Cut);
        QTest::newRow("hang") << int(ModelReply::End::Hang);
    }

    void brokenConnections()
    {
        QFETCH(const int, how);
        ModelServer server;
        server.script({{.status = how == int(ModelReply::End::Cut) ? 200 : 0, .pieces = {"{"}, .end = ModelReply::End(how)}});
        const HttpAnswer answer = send(postTo(server), {.whole = std::chrono::milliseconds(how == int(ModelReply::End::Hang) ? 3'000 : 20'000)});
        QCOMPARE(answer.end, End::Broken);
        QVERIFY(!answer.message.isEmpty() && !answer.message.contains(u"SECRET"_s));
        QCOMPARE(server.count(), 1); // Qt does not send it a second time by itself
    }

    void nobodyIsThere()
    {
        QTcpServer closed;
        QVERIFY(closed.listen(QHostAddress::LocalHost));
        const quint16 port = closed.serverPort();
        closed.close();
        const HttpAnswer answer = send({QUrl(u"http://127.0.0.1:%1/SECRET"_s.arg(port)), "{}", {}});
        QCOMPARE(answer.end, End::NotSent);
        QVERIFY(!answer.message.isEmpty() && !answer.message.contains(u"SECRET"_s));
    }

    void aCertificateThatNobodyTrusts()
    {
        const QTemporaryDir folder;
        ModelServer server(ModelServer::Security::Tls, folder.path());
        const HttpAnswer answer = send(postTo(server));
        QCOMPARE(answer.end, End::NotSent);
        QCOMPARE(server.count(), 0);
    }

    void anEndlessAnswer()
    {
        ModelServer server;
        server.script({{.pieces = QList<QByteArray>(64, QByteArray(16'384, 'x'))}});
        const HttpAnswer answer = send(postTo(server), {.answerBytes = 1'000});
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body.size(), 1'000);
    }

    void stopped()
    {
        std::stop_source stop;
        stop.request_stop();
        ModelServer server;
        QCOMPARE(send(postTo(server), {}, stop.get_token()).end, End::Cancelled);
        QCOMPARE(server.count(), 0);
    }
};

RIJIAN_TEST_MAIN(TestHttp)
#include "tst_http.moc"
