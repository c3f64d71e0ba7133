// Mirrors over SSH: OpenSSH's own server on the other side.

#include "git/fetcher.h"
#include "git/knownhosts.h"
#include "support/cuttingproxy.h"
#include "support/outcome.h"
#include "support/sshserver.h"
#include "support/testkit.h"
#include "support/testrepository.h"

#include <QDir>
#include <QTemporaryDir>

using namespace rijian;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 start = 1'767'700'800;

CommitSpec spec(int i)
{
    CommitSpec commit;
    commit.message = "commit " + QByteArray::number(i) + '\n';
    commit.author.seconds = start + i * 600;
    commit.writes = {{"file" + QByteArray::number(i % 7), QByteArray::number(i)}};
    return commit;
}

} // namespace

class TestFetchSsh : public QObject
{
    Q_OBJECT

    QTemporaryDir m_served;
    std::unique_ptr<QTemporaryDir> m_data;
    std::unique_ptr<SshServer> m_server;
    std::unique_ptr<TestRepository> m_remote;
    QStringList m_shas;
    SshKey m_key;

    git::FetchRequest request(const QString &url)
    {
        git::FetchRequest request;
        request.address = *git::parseAddress(url);
        request.location = git::locate(m_data->path(), request.address);
        return request;
    }

    git::FetchRequest request() { return request(m_server->url(u"repo.git"_s)); }

    static QStringList listed(const git::FetchRequest &from)
    {
        const auto day = git::listDay(from.location, {}, 0, start + 365 * 86400, true);
        return day ? day->shas : QStringList{day.error().message};
    }

    QString sshFile(const QString &name) const { return m_server->home() + "/.ssh/"_L1 + name; }

    /// Puts a key where ssh would look for it.
    void install(const SshKey &key, const QString &name, bool publicToo = true) const
    {
        QFile::copy(key.file, sshFile(name));
        if (publicToo)
            QFile::copy(key.publicFile(), sshFile(name) + ".pub"_L1);
    }

    void removeKeys() const
    {
        const QDir folder(sshFile({}));
        for (const QString &name : folder.entryList({u"id_*"_s}, QDir::Files))
            QFile::remove(folder.filePath(name));
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<SshServer>(m_served.path());
        qputenv("HOME", m_server->home().toUtf8()); // before libgit2 starts, which asks for it once
        m_key = m_server->makeKey();
        m_remote = std::make_unique<TestRepository>(m_served.filePath(u"repo.git"_s));
        m_shas = m_remote->commitMany(300, spec);
    }

    void init()
    {
        m_data = std::make_unique<QTemporaryDir>();
        qunsetenv("SSH_AUTH_SOCK");
        qunsetenv("RIJIAN_SSH_PASSPHRASE");
        QDir().mkpath(sshFile({}));
        removeKeys();
        m_server->setKnownHosts(KnownHosts::Right);
        m_remote->reset(u"main"_s, m_shas.last());
    }

    void keysFromTheAgent()
    {
        qputenv("SSH_AUTH_SOCK", m_server->startAgent({m_key}).toUtf8());
        const auto outcome = git::fetch(request());
        VERIFY_OK(outcome);
        QVERIFY(outcome->created && !outcome->whole);
        QCOMPARE(listed(request()).size(), 50); // the first depth
    }

    void keysFromFiles_data()
    {
        QTest::addColumn<SshKey::Type>("type");
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("oldFormat");
        QTest::addColumn<bool>("publicToo");
        QTest::newRow("ed25519") << SshKey::Type::Ed25519 << u"id_ed25519"_s << false << true;
        QTest::newRow("ed25519 alone") << SshKey::Type::Ed25519 << u"id_ed25519"_s << false << false;
        QTest::newRow("ecdsa") << SshKey::Type::Ecdsa << u"id_ecdsa"_s << false << true;
        QTest::newRow("rsa") << SshKey::Type::Rsa << u"id_rsa"_s << false << true;
        QTest::newRow("rsa, PEM") << SshKey::Type::Rsa << u"id_rsa"_s << true << false;
    }

    void keysFromFiles()
    {
        QFETCH(SshKey::Type, type);
        QFETCH(QString, name);
        QFETCH(bool, oldFormat);
        QFETCH(bool, publicToo);
        install(m_server->makeKey(type, {}, true, oldFormat), name, publicToo);
        const auto outcome = git::fetch(request());
        VERIFY_OK(outcome);
        QCOMPARE(listed(request()).first(), m_shas.last());
    }

    void passphrases_data()
    {
        QTest::addColumn<bool>("oldFormat");
        QTest::addColumn<bool>("publicToo");
        QTest::newRow("OpenSSH") << false << true;
        QTest::newRow("OpenSSH alone") << false << false;
        QTest::newRow("PEM alone") << true << false;
    }

    void passphrases()
    {
        QFETCH(bool, oldFormat);
        QFETCH(bool, publicToo);
        install(m_server->makeKey(SshKey::Type::Rsa, u"open sesame"_s, true, oldFormat), u"id_rsa"_s, publicToo);
        const auto without = git::fetch(request());
        VERIFY_FAILS(without, ErrorKind::Auth);
        QVERIFY2(without.error().message.contains(u"passphrase"_s), qPrintable(words(without)));

        qputenv("RIJIAN_SSH_PASSPHRASE", "open sesame");
        VERIFY_OK(git::fetch(request()));
        qunsetenv("RIJIAN_SSH_PASSPHRASE");

        auto asking = request();
        QStringList asked;
        asking.secrets.askPassphrase = [&](const QString &file) {
            asked << file;
            return std::optional(u"open sesame"_s);
        };
        VERIFY_OK(git::fetch(asking));
        QCOMPARE(asked, QStringList{sshFile(u"id_rsa"_s)});

        auto keychain = request();
        QString key;
        keychain.secrets.keychain = [&](const QString &name) {
            key = name;
            return std::optional(u"open sesame"_s);
        };
        VERIFY_OK(git::fetch(keychain));
        QCOMPARE(key, u"ssh:"_s + sshFile(u"id_rsa"_s));
    }

    void aWrongPassphraseIsNoEnd_data()
    {
        QTest::addColumn<bool>("publicToo");
        QTest::newRow("with the public file") << true;
        QTest::newRow("alone") << false;
    }

    void aWrongPassphraseIsNoEnd()
    {
        QFETCH(bool, publicToo);
        install(m_server->makeKey(SshKey::Type::Ed25519, u"open sesame"_s), u"id_ed25519"_s, publicToo);
        qputenv("RIJIAN_SSH_PASSPHRASE", "wr0ng guess");
        const auto wrong = git::fetch(request());
        VERIFY_FAILS(wrong, ErrorKind::Auth);
        QVERIFY2(!words(wrong).contains(u"wr0ng guess"_s), qPrintable(words(wrong)));
        QVERIFY2(wrong.error().message.contains(u"id_ed25519"_s), qPrintable(words(wrong)));
    }

    void aStrangersKeyIsRefused()
    {
        install(m_server->makeKey(SshKey::Type::Ed25519, {}, false), u"id_ed25519"_s);
        const auto outcome = git::fetch(request());
        VERIFY_FAILS(outcome, ErrorKind::Auth);
        QVERIFY2(outcome.error().message.contains(u"127.0.0.1 refused the ssh login"_s) && outcome.error().message.contains(u"id_ed25519"_s), qPrintable(words(outcome)));
        // The next key is tried all the same.
        install(m_server->makeKey(SshKey::Type::Ecdsa), u"id_ecdsa"_s);
        VERIFY_OK(git::fetch(request()));
    }

    void withoutAnyKey()
    {
        const auto outcome = git::fetch(request());
        VERIFY_FAILS(outcome, ErrorKind::Auth);
        QVERIFY2(outcome.error().message.contains(u"no credentials were found"_s), qPrintable(words(outcome)));
        QVERIFY(QDir(sshFile({})).removeRecursively());
        const auto nothing = git::fetch(request());
        VERIFY_FAILS(nothing, ErrorKind::Auth); // no folder, so an unknown host
    }

    void isItTheRightHost_data()
    {
        QTest::addColumn<KnownHosts>("content");
        QTest::addColumn<QString>("says"); // empty: all is well
        QTest::newRow("right") << KnownHosts::Right << QString();
        QTest::newRow("hashed") << KnownHosts::Hashed << QString();
        QTest::newRow("without the port") << KnownHosts::RightNoPort << QString();
        QTest::newRow("one kind of key") << KnownHosts::EcdsaOnly << QString();
        QTest::newRow("no file") << KnownHosts::NoFile << u"not known yet"_s;
        QTest::newRow("other hosts") << KnownHosts::Empty << u"not known yet"_s;
        QTest::newRow("changed") << KnownHosts::WrongKey << u"has changed"_s;
        QTest::newRow("revoked") << KnownHosts::Revoked << u"revoked"_s;
    }

    void isItTheRightHost()
    {
        QFETCH(KnownHosts, content);
        QFETCH(QString, says);
        install(m_key, u"id_ed25519"_s);
        m_server->setKnownHosts(content);
        const auto outcome = git::fetch(request());
        if (says.isEmpty()) {
            VERIFY_OK(outcome);
            return;
        }
        VERIFY_FAILS(outcome, ErrorKind::Auth);
        QVERIFY2(outcome.error().message.contains(says), qPrintable(words(outcome)));
        QVERIFY2(outcome.error().message.contains(u"SHA256:"_s), qPrintable(words(outcome)));
        QCOMPARE(outcome.error().message.startsWith(u"WARNING"_s), content == KnownHosts::WrongKey || content == KnownHosts::Revoked);
    }

    void aDamagedKnownHostsFile()
    {
        install(m_key, u"id_ed25519"_s);
        QFile file(sshFile(u"known_hosts"_s));
        QVERIFY(file.open(QIODevice::Append));
        file.write("oneword\n");
        file.close();
        const auto outcome = git::fetch(request());
        VERIFY_FAILS(outcome, ErrorKind::Auth);
        QVERIFY2(outcome.error().message.contains(file.fileName()), qPrintable(words(outcome)));
    }

    void aHomeFolderThatIsNotThere()
    {
        git_libgit2_opts(GIT_OPT_SET_HOMEDIR, (m_server->home() + "/nowhere"_L1).toUtf8().constData());
        const auto outcome = git::fetch(request());
        git_libgit2_opts(GIT_OPT_SET_HOMEDIR, m_server->home().toUtf8().constData());
        VERIFY_FAILS(outcome, ErrorKind::Auth);
        QVERIFY2(outcome.error().message.contains(u"known_hosts"_s), qPrintable(words(outcome)));
    }

    void linesOfKnownHosts_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<git::HostKeyState>("state");
        using enum git::HostKeyState;
        const QByteArray key = QByteArray("right").toBase64(), other = QByteArray("other").toBase64();
        QTest::newRow("empty") << QByteArray() << Unknown;
        QTest::newRow("rubbish") << QByteArray("#host\n\n@\n@revoked\nhost\nhost x\n \t\nhost ssh-rsa\n\0\xff\n") << Unknown;
        QTest::newRow("right") << "host ssh-rsa " + key << Known;
        QTest::newRow("CRLF and a comment") << "host\tssh-rsa  " + key + " me@here\r\n" << Known;
        QTest::newRow("list, case") << "a,HOST,b ssh-rsa " + key << Known;
        QTest::newRow("port") << "[host]:22 ssh-rsa " + key << Known;
        QTest::newRow("another port") << "[host]:23 ssh-rsa " + other << Unknown;
        QTest::newRow("another key") << "host ssh-rsa " + other << Changed;
        QTest::newRow("two keys") << "host ssh-rsa " + other + "\nhost ssh-rsa " + key << Known;
        QTest::newRow("revoked") << "host ssh-rsa " + key + "\n@revoked host ssh-rsa " + key << Revoked;
        QTest::newRow("another revoked") << "@revoked host ssh-rsa " + other << Unknown;
        QTest::newRow("authority") << "@cert-authority host ssh-rsa " + other << Unknown;
        QTest::newRow("hashed rubbish") << "|1|x|y ssh-rsa " + other + "\n|1| ssh-rsa " + other << Unknown;
    }

    void linesOfKnownHosts()
    {
        QFETCH(QByteArray, text);
        QFETCH(git::HostKeyState, state);
        QCOMPARE(git::lookUpHostKey(text, u"Host"_s, -1, "right"), state);
    }

    void deepensAndFollowsForcedPushes()
    {
        install(m_key, u"id_ed25519"_s);
        auto ask = request();
        VERIFY_OK(git::fetch(ask));
        QCOMPARE(listed(ask).size(), 50); // the first depth
        ask.since = start + 100 * 600;
        const auto deeper = git::fetch(ask);
        VERIFY_OK(deeper);
        QVERIFY(deeper->reachesSince && listed(ask).size() >= 200);

        m_remote->reset(u"main"_s, m_shas[290]);
        const QString rewritten = m_remote->commit(spec(500));
        const auto forced = git::fetch(ask);
        VERIFY_OK(forced);
        QCOMPARE(forced->forced, QStringList{u"main"_s});
        QCOMPARE(listed(ask).first(), rewritten);
        ask.whole = true;
        VERIFY_OK(git::fetch(ask));
        QCOMPARE(listed(ask).size(), 292);
    }

    void noSuchRepository()
    {
        install(m_key, u"id_ed25519"_s);
        const auto outcome = git::fetch(request(m_server->url(u"nothing.git"_s)));
        VERIFY_FAILS(outcome, ErrorKind::NotFound);
        QVERIFY2(outcome.error().message.contains(u"nothing.git"_s), qPrintable(words(outcome)));
    }

    void aCutLineLeavesTheMirrorAsItWas_data()
    {
        QTest::addColumn<int>("bytes");
        for (const int bytes : {10, 1000, 4000, 8000})
            QTest::addRow("%d bytes", bytes) << bytes;
    }

    void aCutLineLeavesTheMirrorAsItWas()
    {
        QFETCH(int, bytes);
        install(m_key, u"id_ed25519"_s);
        m_server->setKnownHosts(KnownHosts::RightNoPort); // for the line's port too
        CuttingProxy line(m_server->port());
        const auto ask = request(m_server->url(u"repo.git"_s).replace(u":%1/"_s.arg(m_server->port()), u":%1/"_s.arg(line.port())));
        VERIFY_OK(git::fetch(ask));
        const QStringList before = listed(ask);
        m_remote->commitMany(50, [](int i) { return spec(1000 + i); });
        line.setFault({LineFault::Kind::Cut, bytes});
        VERIFY_FAILS(git::fetch(ask), ErrorKind::Network);
        QCOMPARE(listed(ask), before);
        line.passThrough();
        VERIFY_OK(git::fetch(ask));
        QCOMPARE(listed(ask).first(), m_remote->resolve(u"main"_s));
    }

    void aStalledHandshakeIsGivenUp_data()
    {
        QTest::addColumn<int>("bytes");
        for (const int bytes : {0, 30, 500, 1500})
            QTest::addRow("%d bytes", bytes) << bytes;
    }

    void aStalledHandshakeIsGivenUp()
    {
        QFETCH(int, bytes);
        install(m_key, u"id_ed25519"_s);
        m_server->setKnownHosts(KnownHosts::RightNoPort);
        CuttingProxy line(m_server->port());
        auto ask = request(m_server->url(u"repo.git"_s).replace(u":%1/"_s.arg(m_server->port()), u":%1/"_s.arg(line.port())));
        line.setFault({LineFault::Kind::Stall, bytes});
        ask.connectPatience = std::chrono::milliseconds(400);
        const auto outcome = git::fetch(ask);
        VERIFY_FAILS(outcome, ErrorKind::Network);
        QVERIFY2(outcome.error().message.contains(u"does not answer"_s), qPrintable(words(outcome)));
        line.passThrough(); // the thread left behind ends, and with it its use of our folders
        QTRY_VERIFY_WITH_TIMEOUT(!git::hasAbandonedFetches(), 30'000);
    }
};

RIJIAN_TEST_MAIN(TestFetchSsh)
#include "tst_fetchssh.moc"
