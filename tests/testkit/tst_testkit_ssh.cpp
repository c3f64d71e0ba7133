// The tests' own tools: git itself as the client of the SSH server.

#include "support/cuttingproxy.h"
#include "support/sshserver.h"
#include "support/testkit.h"
#include "support/testrepository.h"

#include <memory>

using namespace Qt::StringLiterals;
using namespace rijian::testkit;

class TestKitSsh : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void clones_data();
    void clones();
    void clonesShallow();
    void checksKnownHosts_data();
    void checksKnownHosts();
    void refusesOtherKeys();
    void agentHoldsKeys();
    void worksThroughABadLine();

private:
    int lsRemote(const QString &url, const QProcessEnvironment &environment) const;

    QTemporaryDir m_folder;
    std::unique_ptr<TestRepository> m_repository;
    std::unique_ptr<SshServer> m_server;
    SshKey m_key;
};

void TestKitSsh::initTestCase()
{
    m_repository = std::make_unique<TestRepository>(m_folder.filePath(u"demo.git"_s));
    m_repository->commitMany(10, [](int i) { return CommitSpec{.message = QByteArray::number(i) + '\n', .writes = {{"a", QByteArray::number(i)}}}; });
    m_server = std::make_unique<SshServer>(m_folder.path());
    m_key = m_server->makeKey();
}

int TestKitSsh::lsRemote(const QString &url, const QProcessEnvironment &environment) const
{
    return runGit({u"ls-remote"_s, url}, environment).exitCode;
}

void TestKitSsh::clones_data()
{
    QTest::addColumn<SshKey::Type>("type");
    QTest::addColumn<bool>("oldFormat");
    QTest::newRow("ed25519") << SshKey::Type::Ed25519 << false;
    QTest::newRow("ecdsa") << SshKey::Type::Ecdsa << false;
    QTest::newRow("rsa") << SshKey::Type::Rsa << false;
    QTest::newRow("rsa, PEM") << SshKey::Type::Rsa << true;
}

void TestKitSsh::clones()
{
    QFETCH(const SshKey::Type, type);
    QFETCH(const bool, oldFormat);
    const auto key = m_server->makeKey(type, {}, true, oldFormat);
    QCOMPARE(lsRemote(m_server->url(u"demo.git"_s), m_server->clientEnvironment(key)), 0);
    QCOMPARE(lsRemote(m_server->scpUrl(u"demo.git"_s), m_server->clientEnvironment(key)), 0);
}

void TestKitSsh::clonesShallow()
{
    const auto target = m_folder.filePath(u"clone"_s);
    const auto environment = m_server->clientEnvironment(m_key);
    QCOMPARE(runGit({u"clone"_s, u"-q"_s, u"--bare"_s, u"--depth"_s, u"2"_s, m_server->url(u"demo.git"_s), target}, environment).exitCode, 0);
    QCOMPARE(runGit({u"rev-list"_s, u"--count"_s, u"main"_s}, environment, target).out.trimmed(), "2");
}

void TestKitSsh::checksKnownHosts_data()
{
    QTest::addColumn<KnownHosts>("content");
    QTest::addColumn<bool>("passes");
    QTest::newRow("no file") << KnownHosts::NoFile << false;
    QTest::newRow("other host") << KnownHosts::Empty << false;
    QTest::newRow("right") << KnownHosts::Right << true;
    QTest::newRow("hashed") << KnownHosts::Hashed << true;
    QTest::newRow("wrong key") << KnownHosts::WrongKey << false;
    QTest::newRow("one of two keys") << KnownHosts::EcdsaOnly << true;
    QTest::newRow("revoked") << KnownHosts::Revoked << false;
}

void TestKitSsh::checksKnownHosts()
{
    QFETCH(const KnownHosts, content);
    QFETCH(const bool, passes);
    m_server->setKnownHosts(content);
    const bool passed = lsRemote(m_server->url(u"demo.git"_s), m_server->clientEnvironment(m_key)) == 0;
    m_server->setKnownHosts(KnownHosts::Right);
    QCOMPARE(passed, passes);
}

void TestKitSsh::refusesOtherKeys()
{
    const auto stranger = m_server->makeKey(SshKey::Type::Ed25519, {}, false);
    QVERIFY(lsRemote(m_server->url(u"demo.git"_s), m_server->clientEnvironment(stranger)) != 0);
    const auto locked = m_server->makeKey(SshKey::Type::Ed25519, u"open sesame"_s);
    QVERIFY(lsRemote(m_server->url(u"demo.git"_s), m_server->clientEnvironment(locked)) != 0);
    QCOMPARE(lsRemote(m_server->url(u"demo.git"_s), m_server->clientEnvironment(m_key)), 0);
}

void TestKitSsh::agentHoldsKeys()
{
    auto environment = m_server->clientEnvironment({.file = u"/nonexistent"_s, .passphrase = {}});
    environment.insert(u"GIT_SSH_COMMAND"_s, environment.value(u"GIT_SSH_COMMAND"_s).replace(u"IdentitiesOnly=yes"_s, u"IdentitiesOnly=no"_s));
    QVERIFY(lsRemote(m_server->url(u"demo.git"_s), environment) != 0);
    environment.insert(u"SSH_AUTH_SOCK"_s, m_server->startAgent({m_key}));
    QCOMPARE(lsRemote(m_server->url(u"demo.git"_s), environment), 0);
}

void TestKitSsh::worksThroughABadLine()
{
    CuttingProxy line(m_server->port());
    auto environment = m_server->clientEnvironment(m_key);
    environment.insert(u"GIT_SSH_COMMAND"_s, environment.value(u"GIT_SSH_COMMAND"_s) + u" -o HostKeyAlias=[127.0.0.1]:%1"_s.arg(m_server->port()));
    const auto url = m_server->url(u"demo.git"_s).replace(u":%1/"_s.arg(m_server->port()), u":%1/"_s.arg(line.port()));
    QCOMPARE(lsRemote(url, environment), 0);
    line.setFault({.kind = LineFault::Kind::Cut, .bytes = 500});
    QVERIFY(lsRemote(url, environment) != 0);
}

RIJIAN_TEST_MAIN(TestKitSsh)
#include "tst_testkit_ssh.moc"
