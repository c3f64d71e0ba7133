// The tests' own tools: git itself as the client of the HTTP server, the bad line and the forward proxy.

#include "support/cuttingproxy.h"
#include "support/githttpserver.h"
#include "support/httpproxy.h"
#include "support/testkit.h"
#include "support/testrepository.h"

#include <QProcess>

#include <memory>

using namespace Qt::StringLiterals;
using namespace rijian::testkit;

class TestKitHttp : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void clonesAndFetches();
    void clonesShallowAndDeepens();
    void refusesShallow();
    void seesForcedPushes();
    void asksForCredentials();
    void redirects();
    void answersAsTold();
    void holdsRequests();
    void servesOverTls();
    void survivesClientsThatGo();
    void cutsTheLine_data();
    void cutsTheLine();
    void stallsTheLine();
    void dropsConnections();
    void slowsTheLine();
    void goesThroughTheProxy();
    void proxyAsksForCredentials();

private:
    ProcessResult git(const QStringList &arguments, const QString &folder = {}) const;
    QString freshFolder();
    /// A bare clone's exit status.
    int clone(const QString &url, const QStringList &more = {});
    QByteArray count(const QString &folder) const;

    QTemporaryDir m_folder;
    QProcessEnvironment m_environment;
    std::unique_ptr<TestRepository> m_repository; ///< served as "demo.git", 120 commits, with a pack of about 1 MB
    std::unique_ptr<GitHttpServer> m_server;
    QStringList m_shas;
    int m_clones = 0;
};

void TestKitHttp::initTestCase()
{
    m_environment = gitEnvironment(m_folder.filePath(u"home"_s));
    m_repository = std::make_unique<TestRepository>(m_folder.filePath(u"served/demo.git"_s));
    m_shas = m_repository->commitMany(120, [](int i) {
        // Content that does not compress: the pack must be large enough to be cut somewhere in it.
        QByteArray noise;
        quint32 state = quint32(i) * 2654435761u + 1;
        for (int k = 0; k < 8192; ++k) {
            state = state * 1664525u + 1013904223u;
            noise += char(state >> 24);
        }
        return CommitSpec{.message = "change " + QByteArray::number(i) + '\n', .writes = {{"noise", noise}}};
    });
    m_server = std::make_unique<GitHttpServer>(m_folder.filePath(u"served"_s));
}

void TestKitHttp::init()
{
    m_server->clearFaults();
    m_server->setCredentials({}, {});
    m_server->setAllowShallow(true);
    m_server->clearRecords();
    m_repository->reset(u"main"_s, m_shas.constLast());
}

ProcessResult TestKitHttp::git(const QStringList &arguments, const QString &folder) const
{
    return runGit(arguments, m_environment, folder);
}

QString TestKitHttp::freshFolder()
{
    return m_folder.filePath(u"clone%1"_s.arg(++m_clones));
}

int TestKitHttp::clone(const QString &url, const QStringList &more)
{
    return git(QStringList{u"clone"_s, u"--quiet"_s, u"--bare"_s} + more + QStringList{url, freshFolder()}).exitCode;
}

QByteArray TestKitHttp::count(const QString &folder) const
{
    return git({u"rev-list"_s, u"--count"_s, u"--all"_s}, folder).out.trimmed();
}

void TestKitHttp::clonesAndFetches()
{
    QCOMPARE(clone(m_server->url(u"demo.git"_s)), 0);
    const auto folder = m_folder.filePath(u"clone%1"_s.arg(m_clones));
    QCOMPARE(count(folder), "120");
    const auto records = m_server->records();
    QCOMPARE(records.constFirst().method, "GET");
    QVERIFY(records.constFirst().isInfoRefs());
    QCOMPARE(records.constFirst().gitProtocol, "version=2");
    QVERIFY(records.constLast().isUploadPack());
    QCOMPARE(records.constLast().status, 200);
    QVERIFY(m_server->bytesSent() > 900'000);

    m_repository->commit("more\n", "a", "a\n");
    QCOMPARE(git({u"fetch"_s, u"--quiet"_s, m_server->url(u"demo.git"_s), u"+refs/heads/*:refs/heads/*"_s}, folder).exitCode, 0);
    QCOMPARE(count(folder), "121");
    QVERIFY(clone(m_server->url(u"none.git"_s)) != 0);
    QCOMPARE(m_server->records().constLast().status, 404);
}

void TestKitHttp::clonesShallowAndDeepens()
{
    QCOMPARE(clone(m_server->url(u"demo.git"_s), {u"--depth"_s, u"3"_s}), 0);
    const auto folder = m_folder.filePath(u"clone%1"_s.arg(m_clones));
    QCOMPARE(count(folder), "3");
    QCOMPARE(git({u"fetch"_s, u"--quiet"_s, u"--deepen"_s, u"4"_s}, folder).exitCode, 0);
    QCOMPARE(count(folder), "7");
    // Without protocol 2 as well: what libgit2 speaks.
    QCOMPARE(git({u"-c"_s, u"protocol.version=0"_s, u"fetch"_s, u"--quiet"_s, u"--deepen"_s, u"3"_s}, folder).exitCode, 0);
    QCOMPARE(count(folder), "10");
}

void TestKitHttp::refusesShallow()
{
    m_server->setAllowShallow(false);
    const auto result = git({u"clone"_s, u"--bare"_s, u"--depth"_s, u"3"_s, m_server->url(u"demo.git"_s), freshFolder()});
    QVERIFY(!result.ok());
    QVERIFY2(result.err.contains("shallow"), result.err.constData());
    QCOMPARE(clone(m_server->url(u"demo.git"_s)), 0);
    QCOMPARE(count(m_folder.filePath(u"clone%1"_s.arg(m_clones))), "120");
}

void TestKitHttp::seesForcedPushes()
{
    QCOMPARE(clone(m_server->url(u"demo.git"_s)), 0);
    const auto folder = m_folder.filePath(u"clone%1"_s.arg(m_clones));
    m_repository->reset(u"main"_s, m_shas.at(50));
    const auto other = m_repository->commit("another way\n", "a", "b\n");
    const auto url = m_server->url(u"demo.git"_s);
    QVERIFY(git({u"fetch"_s, u"--quiet"_s, url, u"refs/heads/main:refs/heads/main"_s}, folder).exitCode != 0);
    QCOMPARE(git({u"fetch"_s, u"--quiet"_s, url, u"+refs/heads/main:refs/heads/main"_s}, folder).exitCode, 0);
    QCOMPARE(git({u"rev-parse"_s, u"main"_s}, folder).out.trimmed(), other.toLatin1());
}

void TestKitHttp::asksForCredentials()
{
    m_server->setCredentials(u"ann"_s, u"s3:cret"_s);
    QVERIFY(clone(m_server->url(u"demo.git"_s)) != 0);
    QCOMPARE(m_server->records().constLast().status, 401);
    QVERIFY(clone(m_server->url(u"demo.git"_s, u"ann"_s, u"wrong"_s)) != 0);
    QCOMPARE(clone(m_server->url(u"demo.git"_s, u"ann"_s, u"s3:cret"_s)), 0);
}

void TestKitHttp::redirects()
{
    m_server->addRedirect({.from = u"/old"_s, .to = "/demo.git"});
    QCOMPARE(clone(m_server->url(u"old"_s)), 0);
    QCOMPARE(m_server->records().constFirst().status, 301);
    const GitHttpServer other(m_folder.filePath(u"nothing"_s));
    m_server->addRedirect({.from = u"/moved"_s, .to = other.url(u"x.git"_s).toLatin1(), .status = 302, .body = "moved"});
    QVERIFY(clone(m_server->url(u"moved"_s)) != 0);
    QCOMPARE(other.records().constFirst().path, u"/x.git/info/refs"_s);
}

void TestKitHttp::answersAsTold()
{
    m_server->addAnswer({.status = 429, .headers = {{"Retry-After", "1"}}, .pathPart = u"info/refs"_s, .times = 1});
    QVERIFY(clone(m_server->url(u"demo.git"_s)) != 0);
    QCOMPARE(m_server->records().constLast().status, 429);
    QCOMPARE(clone(m_server->url(u"demo.git"_s)), 0);
    m_server->addAnswer({.status = 200, .body = "<html>sign in</html>"});
    // git takes this for an empty repository of a server without smart HTTP; a careful client does not.
    const auto result = git({u"ls-remote"_s, m_server->url(u"demo.git"_s)});
    QCOMPARE(result.exitCode, 0);
    QCOMPARE(result.out, "");
}

void TestKitHttp::holdsRequests()
{
    m_server->setHold(true);
    QProcess process;
    process.setProcessEnvironment(m_environment);
    process.start(u"git"_s, {u"ls-remote"_s, m_server->url(u"demo.git"_s)});
    QVERIFY(process.waitForStarted());
    QVERIFY(m_server->waitForRequests(1));
    QCOMPARE(m_server->records().constFirst().status, 0);
    m_server->setHold(false);
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 0);
    QVERIFY(process.readAllStandardOutput().contains(m_shas.constLast().toLatin1()));
}

void TestKitHttp::servesOverTls()
{
    const GitHttpServer server(m_folder.filePath(u"served"_s), GitHttpServer::Security::Tls);
    QVERIFY(git({u"ls-remote"_s, server.url(u"demo.git"_s)}).exitCode != 0);
    QCOMPARE(git({u"-c"_s, u"http.sslCAInfo="_s + server.certificate().certificate, u"ls-remote"_s, server.url(u"demo.git"_s)}).exitCode, 0);
}

void TestKitHttp::survivesClientsThatGo()
{
    CuttingProxy line(m_server->port());
    for (const auto kind : {LineFault::Kind::Reset, LineFault::Kind::Cut}) {
        line.setFault({.kind = kind, .bytes = 50'000});
        QVERIFY(clone(u"http://127.0.0.1:%1/demo.git"_s.arg(line.port())) != 0);
        QCOMPARE(clone(m_server->url(u"demo.git"_s)), 0);
    }
}

void TestKitHttp::cutsTheLine_data()
{
    QTest::addColumn<LineFault::Kind>("kind");
    QTest::addColumn<qint64>("bytes");
    QTest::newRow("in the list of references") << LineFault::Kind::Cut << qint64(300);
    QTest::newRow("in the pack") << LineFault::Kind::Cut << qint64(500'000);
    QTest::newRow("reset in the pack") << LineFault::Kind::Reset << qint64(500'000);
}

void TestKitHttp::cutsTheLine()
{
    QFETCH(const LineFault::Kind, kind);
    QFETCH(const qint64, bytes);
    CuttingProxy line(m_server->port());
    const auto url = u"http://127.0.0.1:%1/demo.git"_s.arg(line.port());
    line.setFault({.kind = kind, .bytes = bytes});
    QVERIFY(clone(url) != 0);
    QCOMPARE(line.bytesDown(), bytes * line.connections());
    line.passThrough();
    QCOMPARE(clone(url), 0);
}

void TestKitHttp::stallsTheLine()
{
    CuttingProxy line(m_server->port());
    line.setFault({.kind = LineFault::Kind::Stall, .bytes = 300'000});
    QProcess process;
    process.setProcessEnvironment(m_environment);
    process.start(u"git"_s, {u"clone"_s, u"--quiet"_s, u"--bare"_s, u"http://127.0.0.1:%1/demo.git"_s.arg(line.port()), freshFolder()});
    QVERIFY(process.waitForStarted());
    QVERIFY(line.waitForStall());
    QCOMPARE(line.bytesDown(), 300'000);
    QCOMPARE(process.state(), QProcess::Running);
    line.passThrough();
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 0);
}

void TestKitHttp::dropsConnections()
{
    CuttingProxy line(m_server->port());
    line.setFault({.kind = LineFault::Kind::Drop, .times = 2});
    const auto url = u"http://127.0.0.1:%1/demo.git"_s.arg(line.port());
    int failures = 0;
    while (git({u"ls-remote"_s, url}).exitCode != 0 && failures < 5)
        ++failures;
    QVERIFY(failures >= 1 && failures <= 2); // curl may try a dropped connection again by itself
    QCOMPARE(line.connections(), 3);
}

void TestKitHttp::slowsTheLine()
{
    CuttingProxy line(m_server->port());
    line.setFault({.kind = LineFault::Kind::Throttle, .bytes = 2'000'000});
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(clone(u"http://127.0.0.1:%1/demo.git"_s.arg(line.port())), 0);
    QVERIFY(timer.elapsed() > 300); // about 1 MB
}

void TestKitHttp::goesThroughTheProxy()
{
    const HttpProxy proxy;
    auto environment = m_environment;
    environment.insert(u"http_proxy"_s, proxy.url());
    environment.insert(u"https_proxy"_s, proxy.url());
    QCOMPARE(runGit({u"clone"_s, u"--quiet"_s, u"--bare"_s, m_server->url(u"demo.git"_s), freshFolder()}, environment).exitCode, 0);
    QCOMPARE(proxy.records().constFirst().method, "GET");
    QVERIFY(proxy.records().size() >= 2);
    QVERIFY(proxy.bytesDown() > 900'000);

    const HttpProxy tunnel;
    environment.insert(u"https_proxy"_s, tunnel.url());
    const GitHttpServer secure(m_folder.filePath(u"served"_s), GitHttpServer::Security::Tls);
    environment.insert(u"GIT_SSL_CAINFO"_s, secure.certificate().certificate);
    QCOMPARE(runGit({u"ls-remote"_s, secure.url(u"demo.git"_s)}, environment).exitCode, 0);
    QCOMPARE(tunnel.records().constFirst().method, "CONNECT");
    QCOMPARE(tunnel.records().constFirst().target, QByteArray("127.0.0.1:" + QByteArray::number(secure.port())));
}

void TestKitHttp::proxyAsksForCredentials()
{
    HttpProxy proxy;
    proxy.setCredentials(u"p"_s, u"q"_s);
    auto environment = m_environment;
    environment.insert(u"http_proxy"_s, proxy.url());
    QVERIFY(runGit({u"ls-remote"_s, m_server->url(u"demo.git"_s)}, environment).exitCode != 0);
    QCOMPARE(proxy.records().constLast().status, 407);
    environment.insert(u"http_proxy"_s, proxy.url(u"p"_s, u"q"_s));
    QCOMPARE(runGit({u"ls-remote"_s, m_server->url(u"demo.git"_s)}, environment).exitCode, 0);
}

RIJIAN_TEST_MAIN(TestKitHttp)
#include "tst_testkit_http.moc"
