// `rijian-cli deliver`, against a server, with the secrets in the environment.

#include "storage/database.h"
#include "storage/deliverystore.h"
#include "support/modelserver.h"
#include "support/outcome.h"
#include "support/process.h"
#include "support/sampleday.h"
#include "support/testkit.h"
#include "support/testrepository.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>

using namespace rijian::testkit;
using namespace Qt::StringLiterals;

class TestCliDeliver : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(QDir().mkpath(path(u"home"_s)) && QDir().mkpath(path(u"data"_s)));
        TestRepository remote(path(u"dynamo.git"_s));
        makeSampleDay(remote);
        const ProcessResult first = run({u"run"_s, remote.path(), u"--date"_s, u"2026-01-07"_s, u"--analyzer"_s, u"rules"_s, u"-o"_s, path(u"report.md"_s)});
        QVERIFY2(first.ok(), first.err.constData());
    }

    void init()
    {
        m_server.setAnswer([](const ModelRequest &) { return jsonReply({{u"errcode"_s, 0}, {u"code"_s, 0}}); });
        m_server.clearRequests();
        m_environment.clear();
    }

    void cleanup()
    {
        for (const QJsonValue target : QJsonDocument::fromJson(run({u"deliver"_s, u"list"_s, u"--json"_s}).out).array())
            QVERIFY(run({u"deliver"_s, u"remove"_s, target[u"name"_s].toString()}).ok());
    }

    void aDigestIsSentOnce()
    {
        add(u"wecom"_s, u"Team A"_s, u"RIJIAN_DELIVER_TEAM_A"_s);
        const ProcessResult dry = send({u"--dry-run"_s});
        QVERIFY2(dry.ok() && dry.out.contains("2026-01-07"), dry.err.constData());
        QCOMPARE(m_server.count(), 0);
        const ProcessResult sent = send({});
        QVERIFY2(sent.ok(), sent.err.constData());
        QCOMPARE(m_server.count(), 1);
        const QString text = m_server.requests().first().body[u"markdown"_s][u"content"_s].toString();
        QVERIFY2(text.startsWith(u"### 日鉴 2026-01-07：15 个提交"_s) && text.contains(u"🟡 值得一看"_s), qPrintable(text));
        QVERIFY(send({}).ok());
        QCOMPARE(m_server.count(), 1);
        QVERIFY(send({u"--again"_s}).ok());
        QCOMPARE(m_server.count(), 2);
        const QJsonValue listed = QJsonDocument::fromJson(run({u"deliver"_s, u"list"_s, u"--json"_s}).out).array().first();
        QCOMPARE(listed[u"last"_s][u"state"_s].toString(), u"delivered"_s);
    }

    void theDatabaseAndTheMessagesHoldNoSecret()
    {
        add(u"feishu"_s, u"F"_s, u"RIJIAN_DELIVER_F"_s);
        m_server.setAnswer([](const ModelRequest &request) { return jsonReply({{u"code"_s, 19021}, {u"msg"_s, QString::fromUtf8(u"sign match fail at "_s.toUtf8() + request.path)}}); });
        const ProcessResult sent = send({u"--verbose"_s});
        QCOMPARE(sent.exitCode, 3);
        QVERIFY2(sent.err.contains("19021") && !sent.err.contains("TOKEN-7") && !sent.out.contains("TOKEN-7"), sent.err.constData());
        for (const QString &name : QDir(path(u"data"_s)).entryList({u"rijian.db*"_s}, QDir::Files)) {
            QFile file(path(u"data/"_s + name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!file.readAll().contains("TOKEN-7"), qPrintable(name));
        }
        // Refused is not delivered: once mended, it goes out.
        init();
        m_environment.insert(u"RIJIAN_DELIVER_F"_s, address());
        QVERIFY(send({}).ok());
        QCOMPARE(m_server.count(), 1);
    }

    /// kill -9 between the request and its answer: the message may have arrived, so it is never sent again by itself.
    void aKilledSenderLeavesNoSecondMessage()
    {
        add(u"slack"_s, u"S"_s, u"RIJIAN_DELIVER_S"_s);
        m_server.setAnswer([](const ModelRequest &) { return ModelReply{.status = 0, .end = ModelReply::End::Hang}; });
        QProcess process;
        process.setProcessEnvironment(environment());
        process.start(QStringLiteral(RIJIAN_CLI), {u"--data-dir"_s, path(u"data"_s), u"deliver"_s, u"send"_s, u"--date"_s, u"2026-01-07"_s});
        QVERIFY(m_server.waitForRequests(1));
        // Another sender waits outside meanwhile.
        const ProcessResult busy = send({});
        QVERIFY2(busy.exitCode == 3 && m_server.count() == 1, busy.err.constData());
        process.kill();
        QVERIFY(process.waitForFinished());
        m_server.setAnswer([](const ModelRequest &) { return ModelReply{.contentType = "text/plain", .pieces = {"ok"}}; });
        for (int i = 0; i < 2; ++i) {
            const ProcessResult after = send({});
            QCOMPARE(after.exitCode, 3);
            QVERIFY2(after.err.contains("may have been delivered"), after.err.constData());
            QCOMPARE(m_server.count(), 1);
        }
        QVERIFY(send({u"--again"_s}).ok());
        QCOMPARE(m_server.count(), 2);
    }

    /// A real keychain: gnome-keyring in a session of its own. A name in Chinese, as its variable in the environment would be no help.
    void theAddressIsKeptInTheSystemsKeychain()
    {
        QFile script(path(u"session.sh"_s));
        QVERIFY(script.open(QIODevice::WriteOnly));
        script.write("set -e; exec 2>&1; export HOME='" + path(u"home"_s).toUtf8() + "'; unset GNOME_KEYRING_CONTROL; cli='" RIJIAN_CLI " --data-dir " + path(u"data"_s).toUtf8()
                     + "'\necho -n unlock | gnome-keyring-daemon --unlock --components=secrets >/dev/null\n"
                       "printf '%s\\nSECkey\\n' '" + address().toUtf8() + "' | $cli deliver add dingtalk 团队\n"
                       "$cli deliver test 团队\n"
                       "$cli deliver send 团队 --date 2026-01-07\n"
                       "$cli deliver remove 团队\n"
                       "if secret-tool search service rijian 2>/dev/null | grep TOKEN-7; then echo still there; fi\n");
        script.close();
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.start(u"dbus-run-session"_s, {u"--"_s, u"bash"_s, script.fileName()});
        QVERIFY(process.waitForFinished(60'000));
        const QByteArray said = process.readAllStandardOutput();
        QVERIFY2(process.exitCode() == 0, said.constData());
        QVERIFY2(said.contains("delivered") && !said.contains("TOKEN-7") && !said.contains("SECkey") && !said.contains("still there"), said.constData());
        QCOMPARE(m_server.count(), 2);
        for (const ModelRequest &request : m_server.requests())
            QVERIFY2(request.path.contains("/hook/TOKEN-7?timestamp=") && request.path.contains("&sign="), request.path.constData());
    }

    void onlyHigh()
    {
        add(u"dingtalk"_s, u"D"_s, u"RIJIAN_DELIVER_D"_s);
        const ProcessResult sent = send({u"--only"_s, u"high"_s});
        QVERIFY2(sent.ok(), sent.err.constData());
        const bool some = run({u"report"_s, u"--date"_s, u"2026-01-07"_s, u"--importance"_s, u"high"_s, u"--json"_s, u"-o"_s, path(u"x.md"_s)}).err.contains("🔴 0") == false;
        for (const ModelRequest &request : m_server.requests())
            QVERIFY(!request.body[u"markdown"_s][u"text"_s].toString().contains(u"值得一看"_s));
        QVERIFY(some || m_server.count() == 0);
    }

    void mistakes_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("status");
        QTest::newRow("no such kind") << QStringList{u"add"_s, u"pigeon"_s, u"x"_s} << 2;
        QTest::newRow("no name") << QStringList{u"add"_s, u"slack"_s} << 2;
        QTest::newRow("no target") << QStringList{u"send"_s} << 2;
        QTest::newRow("an unknown target") << QStringList{u"send"_s, u"nobody"_s} << 3;
        QTest::newRow("mail without addresses") << QStringList{u"add"_s, u"email"_s, u"m"_s, u"--server"_s, u"smtp.example.org"_s} << 2;
        QTest::newRow("mail without encryption") << QStringList{u"add"_s, u"email"_s, u"m"_s, u"--server"_s, u"smtp.example.org"_s, u"--security"_s, u"none"_s, u"--from"_s, u"a@b.c"_s, u"--to"_s, u"a@b.c"_s} << 2;
        QTest::newRow("a path that leads out") << QStringList{u"add"_s, u"git"_s, u"g"_s, u"--folder"_s, u"."_s, u"--path"_s, u"../x.md"_s} << 2;
        QTest::newRow("no verb") << QStringList{u"fly"_s} << 2;
        QTest::newRow("a webhook without encryption") << QStringList{u"add"_s, u"slack"_s, u"plain"_s} << 2;
    }

    void mistakes()
    {
        QFETCH(const QStringList, words);
        QFETCH(const int, status);
        m_environment.insert(u"RIJIAN_DELIVER_PLAIN"_s, u"http://hooks.example.org/x"_s);
        const ProcessResult done = run(QStringList{u"deliver"_s} + words);
        QVERIFY2(done.exitCode == status, done.err.constData());
        QCOMPARE(done.err.count('\n'), 1);
        QCOMPARE(QJsonDocument::fromJson(run({u"deliver"_s, u"list"_s, u"--json"_s}).out).array().size(), 0);
    }

private:
    QString path(const QString &name) const { return m_folder.filePath(name); }
    QString address() const { return m_server.url().toString() + u"/hook/TOKEN-7"_s; }

    QProcessEnvironment environment() const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"HOME"_s, path(u"home"_s));
        environment.remove(u"DBUS_SESSION_BUS_ADDRESS"_s);
        environment.insert(m_environment);
        return environment;
    }

    ProcessResult run(const QStringList &arguments) const
    {
        return runProcess(QStringLiteral(RIJIAN_CLI), QStringList{u"--data-dir"_s, path(u"data"_s)} + arguments, environment());
    }

    ProcessResult send(const QStringList &more) const { return run(QStringList{u"deliver"_s, u"send"_s, u"--date"_s, u"2026-01-07"_s} + more); }

    void add(const QString &kind, const QString &name, const QString &variable)
    {
        m_environment.insert(variable, address());
        const ProcessResult added = run({u"deliver"_s, u"add"_s, kind, name});
        QVERIFY2(added.ok(), added.err.constData());
    }

    QTemporaryDir m_folder;
    ModelServer m_server;
    QProcessEnvironment m_environment;
};

RIJIAN_TEST_MAIN(TestCliDeliver)
#include "tst_clideliver.moc"
