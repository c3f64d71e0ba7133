// Mail: the message itself, the conversation with a scripted server for what goes wrong, and with aiosmtpd where it is installed.

#include "delivery/mail.h"
#include "delivery/smtp.h"
#include "support/certificate.h"
#include "support/mailserver.h"
#include "support/testkit.h"
#include "support/threaded.h"

#include <QFile>
#include <QJsonArray>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>

#include <thread>

using namespace rijian;
using namespace rijian::delivery;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

namespace {

/// Answers each line with the next of its answers; "" closes the connection. Lines after DATA count as one, up to the dot.
class Scripted : public QObject
{
public:
    explicit Scripted(QByteArrayList answers)
        : m_answers(std::move(answers))
    {
        m_server.listen(QHostAddress::LocalHost);
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = m_server.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
            answer(socket);
        });
    }

    quint16 port() const { return m_server.serverPort(); }
    QByteArray received;

private:
    void answer(QTcpSocket *socket)
    {
        const QByteArray next = m_answers.isEmpty() ? QByteArray() : m_answers.takeFirst();
        if (next.isEmpty()) {
            socket->disconnectFromHost();
            return;
        }
        m_data = next.startsWith("354");
        socket->write(next + "\r\n");
        socket->flush();
    }

    void read(QTcpSocket *socket)
    {
        m_buffer += socket->readAll();
        for (;;) {
            const QByteArray end = m_data ? "\r\n.\r\n"_ba : "\r\n"_ba;
            const qsizetype at = m_buffer.indexOf(end);
            if (at < 0)
                return;
            received += m_buffer.first(at + end.size());
            m_buffer.remove(0, at + end.size());
            answer(socket);
        }
    }

    QTcpServer m_server;
    QByteArrayList m_answers;
    QByteArray m_buffer;
    bool m_data = false;
};

Digest smallDigest()
{
    Digest digest{.days = {QDate(2026, 1, 7), QDate(2026, 1, 7), defaultTimeZone()}, .commits = 1, .repositories = 1, .counts = {0, 0, 0, 1}};
    digest.listed.append({.repository = u"o/仓库"_s, .sha = QString(40, u'a'), .subject = u"<script>x</script> & 标题"_s, .author = u"李"_s, .summary = u"摘要。"_s,
                          .webAddress = u"https://github.com/o/r/commit/aaa"_s, .importance = Importance::High});
    return digest;
}

QByteArray decodedPart(const QByteArray &mail, const QByteArray &type)
{
    const qsizetype start = mail.indexOf("\r\n\r\n", mail.indexOf(QByteArray("Content-Type: " + type + ";"))) + 4;
    return QByteArray::fromBase64(mail.mid(start, mail.indexOf("\r\n--", start) - start));
}

} // namespace

class TestSmtp : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    CertificateFiles m_files;

    static DeliveryTarget targetAt(int port, MailSecurity security = MailSecurity::None)
    {
        return {.key = u"k"_s, .name = u"m"_s, .kind = DeliveryKind::Email, .server = u"127.0.0.1"_s, .port = port, .security = security, .from = u"bot@example.org"_s, .to = {u"a@example.org"_s, u"b@example.org"_s}};
    }

private Q_SLOTS:
    void initTestCase() { m_files = makeSelfSignedCertificate(m_folder.path()); }

    void theMessage()
    {
        const QByteArray mail = mailOf(smallDigest(), targetAt(25), QDateTime::fromSecsSinceEpoch(1'767'800'000, QTimeZone::UTC));
        for (const QByteArray &line : mail.split('\n')) {
            QVERIFY2(line.isEmpty() || line.endsWith('\r'), line.constData());
            QVERIFY2(line.size() <= 80 || line.startsWith("Message-ID"), line.constData());
            QVERIFY(std::ranges::all_of(line, [](char c) { return c >= 0; }));
        }
        QVERIFY(mail.contains("\r\nDate: Wed, 07 Jan 2026 15:33:20 +0000\r\n"));
        QVERIFY(mail.contains("\r\nTo: a@example.org,\r\n b@example.org\r\n"));
        const auto id = [](const QByteArray &message) { return message.sliced(message.indexOf("Message-ID"), 70); };
        QCOMPARE(id(mailOf(smallDigest(), targetAt(25), QDateTime::fromSecsSinceEpoch(1, QTimeZone::UTC))), id(mail));
        const QByteArray text = decodedPart(mail, "text/plain"), html = decodedPart(mail, "text/html");
        QVERIFY2(text.contains("<script>x</script> & 标题"), text.constData());
        QVERIFY2(!html.contains("<script>") && html.contains("&lt;script&gt;") && html.contains("href=\"https://github.com/o/r/commit/aaa\""), html.constData());
    }

    void headersInUtf8()
    {
        QCOMPARE(encodedWords(u"plain"_s), "plain"_ba);
        const QString text = u"日鉴 2026-01-07：12 个提交，🔴 2 🟡 3 🟢 7 \r\nBcc: x@y"_s;
        QString back;
        for (const QByteArray &word : encodedWords(text).split('\n')) {
            const QByteArray one = word.trimmed();
            QVERIFY(one.size() <= 75 && one.startsWith("=?UTF-8?B?") && one.endsWith("?="));
            const QString part = QString::fromUtf8(QByteArray::fromBase64(one.sliced(10, one.size() - 12)));
            QVERIFY(part.isValidUtf16() && !part.contains(QChar::ReplacementCharacter));
            back += part;
        }
        QCOMPARE(back, QString(text).replace(u"\r\n"_s, u"  "_s));
    }

    void dotsAreDoubled()
    {
        QCOMPARE(dotStuffed("a\r\n.\r\n..b\r\nc.\r\n"), "a\r\n..\r\n...b\r\nc.\r\n.\r\n"_ba);
        QCOMPARE(dotStuffed(".x"), "..x\r\n.\r\n"_ba);
    }

    void answers_data()
    {
        QTest::addColumn<QByteArrayList>("script");
        QTest::addColumn<int>("verdict");
        const QByteArray hello = "250-here\r\n250 8BITMIME";
        QTest::newRow("taken") << QByteArrayList{"220 hi", hello, "250 ok", "250 ok", "250 ok", "354 go", "250 queued"} << int(Verdict::Delivered);
        QTest::newRow("one of two unknown") << QByteArrayList{"220 hi", hello, "250 ok", "550 who", "250 ok", "354 go", "250 queued"} << int(Verdict::Delivered);
        QTest::newRow("all unknown") << QByteArrayList{"220 hi", hello, "250 ok", "550 who", "550 who"} << int(Verdict::Refused);
        QTest::newRow("greylisted") << QByteArrayList{"220 hi", hello, "250 ok", "451 later"} << int(Verdict::Retry);
        QTest::newRow("busy") << QByteArrayList{"421 too many"} << int(Verdict::Retry);
        QTest::newRow("sender refused") << QByteArrayList{"220 hi", hello, "553 no"} << int(Verdict::Refused);
        QTest::newRow("too large") << QByteArrayList{"220 hi", hello, "250 ok", "250 ok", "250 ok", "354 go", "552 too large"} << int(Verdict::Refused);
        QTest::newRow("content not taken now") << QByteArrayList{"220 hi", hello, "250 ok", "250 ok", "250 ok", "354 go", "451 disk"} << int(Verdict::Retry);
        QTest::newRow("silence before DATA") << QByteArrayList{"220 hi", hello, "250 ok", ""} << int(Verdict::Retry);
        QTest::newRow("gone after the message") << QByteArrayList{"220 hi", hello, "250 ok", "250 ok", "250 ok", "354 go", ""} << int(Verdict::Unknown);
        QTest::newRow("no mail server") << QByteArrayList{"HTTP/1.1 400 Bad Request"} << int(Verdict::Refused);
        QTest::newRow("an endless line") << QByteArrayList{QByteArray(20'000, '2')} << int(Verdict::Refused);
        QTest::newRow("endless lines") << QByteArrayList{QByteArray("220-x\r\n").repeated(5'000)} << int(Verdict::Refused);
    }

    void answers()
    {
        QFETCH(const QByteArrayList, script);
        QFETCH(const int, verdict);
        Threaded<Scripted> server(script);
        int port = 0;
        server.run([&] { port = server->port(); });
        const Outcome outcome = sendMail(targetAt(port), {}, "Subject: x\r\n\r\n.dot\r\n");
        QVERIFY2(int(outcome.verdict) == verdict, qPrintable(outcome.message));
        QVERIFY(verdict == int(Verdict::Delivered) || !outcome.message.isEmpty());
        QByteArray received;
        server.run([&] { received = server->received; });
        if (verdict == int(Verdict::Delivered))
            QVERIFY2(received.contains("\r\n..dot\r\n.\r\n"), received.constData());
    }

    void withoutEncryptionNothingIsSaid()
    {
        Threaded<Scripted> server(QByteArrayList{"220 hi", "250-here\r\n250 AUTH PLAIN"});
        int port = 0;
        server.run([&] { port = server->port(); });
        DeliveryTarget target = targetAt(port, MailSecurity::StartTls);
        target.user = u"ann"_s;
        const Outcome outcome = sendMail(target, u"geheim"_s, "x\r\n");
        QCOMPARE(outcome.verdict, Verdict::Refused);
        QByteArray received;
        server.run([&] { received = server->received; });
        QCOMPARE(received, "EHLO [127.0.0.1]\r\n"_ba);
    }

    /// A server that says nothing: whoever waits for it can be stopped at once.
    void stopped_data()
    {
        QTest::addColumn<int>("security");
        QTest::newRow("before the greeting") << int(MailSecurity::None);
        QTest::newRow("in the handshake") << int(MailSecurity::Tls);
    }

    void stopped()
    {
        QFETCH(const int, security);
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        std::stop_source stop;
        Outcome outcome;
        std::jthread sender([&] { outcome = sendMail(targetAt(silent.serverPort(), MailSecurity(security)), {}, "x\r\n", {.step = std::chrono::hours(1)}, stop.get_token()); });
        QVERIFY(silent.waitForNewConnection(10'000));
        stop.request_stop();
        sender.join();
        QCOMPARE(outcome.verdict, Verdict::Retry);
        QVERIFY(!outcome.message.isEmpty());
    }

    void aRealServer_data()
    {
        QTest::addColumn<QString>("mode");
        QTest::addColumn<int>("security");
        QTest::addColumn<QString>("auth");
        QTest::addColumn<bool>("right");
        QTest::newRow("none") << u"none"_s << int(MailSecurity::None) << QString() << true;
        QTest::newRow("starttls, plain") << u"starttls"_s << int(MailSecurity::StartTls) << u"plain"_s << true;
        QTest::newRow("starttls, login") << u"starttls"_s << int(MailSecurity::StartTls) << u"login"_s << true;
        QTest::newRow("tls, plain") << u"tls"_s << int(MailSecurity::Tls) << u"plain"_s << true;
        QTest::newRow("a wrong password") << u"starttls"_s << int(MailSecurity::StartTls) << u"plain"_s << false;
    }

    void aRealServer()
    {
        const QString python = MailServer::python();
        if (python.isEmpty())
            QSKIP("aiosmtpd is not installed (python3-aiosmtpd)");
        QFETCH(const QString, mode);
        QFETCH(const int, security);
        QFETCH(const QString, auth);
        QFETCH(const bool, right);
        QStringList arguments{mode, m_files.certificate, m_files.key};
        if (!auth.isEmpty())
            arguments.append(auth);
        MailServer server(python, arguments);
        QVERIFY(server.port() > 0);

        DeliveryTarget target = targetAt(server.port(), MailSecurity(security));
        target.to.append(u"nobody@example.org"_s);
        target.user = auth.isEmpty() ? QString() : u"ann"_s;
        const QByteArray mail = mailOf(smallDigest(), target, QDateTime::currentDateTimeUtc());
        if (security != int(MailSecurity::None)) // without trust in its certificate, nothing
            QCOMPARE(sendMail(target, u"密码"_s, mail).verdict, Verdict::Refused);
        const SmtpLimits trusting{.authorities = QSslCertificate::fromPath(m_files.certificate)};
        const Outcome outcome = sendMail(target, right ? u"密码"_s : u"falsch"_s, mail, trusting);
        QVERIFY2((outcome.verdict == Verdict::Delivered) == right, qPrintable(outcome.message));
        QVERIFY(!outcome.message.contains(u"falsch"_s));
        if (right) {
            const QJsonObject got = server.nextMail();
            QCOMPARE(QByteArray::fromBase64(got[u"content"_s].toString().toLatin1()), mail);
            QCOMPARE(got[u"to"_s].toArray(), QJsonArray({u"a@example.org"_s, u"b@example.org"_s}));
            QCOMPARE(got[u"encrypted"_s].toBool(), security != int(MailSecurity::None));
            QCOMPARE(got[u"user"_s].toString(), auth.toUpper());
            QVERIFY(outcome.message.contains(u"nobody@example.org"_s));
        }
        QVERIFY(server.stop().isEmpty());
    }
};

RIJIAN_TEST_MAIN(TestSmtp)
#include "tst_smtp.moc"
