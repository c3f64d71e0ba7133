// Mirrors over smart HTTP: git's own http-backend on the other side, real faults in between.

#include "git/fetcher.h"
#include "git/fetchguard.h"
#include "git/library.h"
#include "support/cuttingproxy.h"
#include "support/githttpserver.h"
#include "support/httpproxy.h"
#include "support/testkit.h"
#include "support/testrepository.h"

#include <QLockFile>
#include <QTemporaryDir>

using namespace rijian;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 start = 1'767'700'800;
constexpr int firstDepth = 50; // what app/git/fetcher.cpp asks for first

/// A file that does not compress, so that packs have a size worth cutting.
QByteArray noise(int seed, int bytes)
{
    QByteArray data;
    quint32 state = quint32(seed) * 2654435761u + 1;
    for (int i = 0; i < bytes; ++i) {
        state = state * 1664525u + 1013904223u;
        data.append(char('0' + (state >> 24) % 64));
    }
    return data;
}

CommitSpec spec(int i)
{
    CommitSpec commit;
    commit.message = "commit " + QByteArray::number(i) + '\n';
    commit.author.seconds = start + i * 600; // 144 a day
    commit.writes = {{"file" + QByteArray::number(i % 7) + ".txt", noise(i, 2000)}};
    return commit;
}

} // namespace

class TestFetchHttp : public QObject
{
    Q_OBJECT

    QTemporaryDir m_served, m_data;
    std::unique_ptr<GitHttpServer> m_server;
    std::unique_ptr<TestRepository> m_remote;
    QStringList m_shas;

    git::FetchRequest request(const QString &url)
    {
        git::FetchRequest request;
        request.address = *git::parseAddress(url);
        request.location = git::locate(m_data.path(), request.address);
        return request;
    }

    git::FetchRequest request() { return request(m_server->url(u"repo.git"_s)); }

    QStringList listed(const git::FetchRequest &from, qint64 begin = 0)
    {
        const auto day = git::listDay(from.location, from.branches, begin, start + 365 * 86400, true);
        return day ? day->shas : QStringList{day.error().message};
    }

    QByteArray packs(const git::FetchRequest &of)
    {
        return QDir(of.location.path + "/objects/pack"_L1).entryList(QDir::Files, QDir::Name).join(u' ').toUtf8();
    }

private Q_SLOTS:
    void init()
    {
        m_server.reset();
        for (QTemporaryDir *folder : {&m_served, &m_data})
            QDir(folder->path()).removeRecursively();
        QDir().mkpath(m_served.path());
        m_remote = std::make_unique<TestRepository>(m_served.filePath(u"repo.git"_s));
        m_shas = m_remote->commitMany(400, spec);
        m_server = std::make_unique<GitHttpServer>(m_served.path());
    }

    void shallowFirstThenOnlyWhatIsNew()
    {
        const auto first = git::fetch(request());
        QVERIFY2(first, qPrintable(first ? QString() : first.error().message + first.error().detail));
        QVERIFY(first->created && first->changed && !first->whole);
        QCOMPARE(first->defaultBranch, u"main"_s);
        QCOMPARE(listed(request()).size(), firstDepth);

        m_server->clearRecords();
        const auto nothing = git::fetch(request());
        QVERIFY(nothing && !nothing->changed && nothing->receivedBytes == 0);
        QCOMPARE(m_server->records().size(), 1); // the list of refs told all

        const QString added = m_remote->commit(spec(400));
        const auto more = git::fetch(request());
        QVERIFY(more && more->changed && more->forced.isEmpty());
        QCOMPARE(listed(request()).first(), added);
        QCOMPARE(listed(request()).size(), firstDepth + 1);
        QVERIFY(more->receivedBytes < 10'000);
    }

    void deepensAsFarAsTheDayNeeds()
    {
        auto ask = request();
        ask.since = start + 200 * 600;
        const auto outcome = git::fetch(ask);
        QVERIFY(outcome && outcome->reachesSince && !outcome->whole);
        QCOMPARE(listed(ask, ask.since).size(), 200);
        ask.since = start - 86400;
        const auto rest = git::fetch(ask);
        QVERIFY(rest && rest->reachesSince && rest->whole);
        QCOMPARE(listed(ask).size(), 400);
        // Whole once, it stays whole.
        m_remote->commit(spec(400));
        QVERIFY(git::fetch(ask)->whole);
        QCOMPARE(listed(ask).size(), 401);
    }

    void deepeningGoesByGenerationsNotByCommits()
    {
        // A history of merges: 60 days of one merge of 8 commits each. Three days back are a handful of generations, though
        // dozens of commits: the whole history must not be fetched for it.
        TestRepository merged(m_served.filePath(u"merged.git"_s));
        constexpr qint64 day = 86400;
        QStringList trunk{merged.commit(spec(0))};
        for (int i = 1; i <= 60; ++i) {
            const QString side = u"side"_s + QString::number(i);
            merged.branch(side, trunk.last());
            merged.commitMany(8, [&](int j) {
                CommitSpec commit = spec(100 * i + j);
                commit.author.seconds = start + i * day + j * 60;
                commit.branch = side;
                return commit;
            });
            CommitSpec merge;
            merge.message = "merge " + QByteArray::number(i) + '\n';
            merge.author.seconds = start + i * day + 3600;
            trunk.append(merged.merge({side}, merge));
        }
        auto ask = request(m_server->url(u"merged.git"_s));
        ask.since = start + 20 * day;
        const auto outcome = git::fetch(ask);
        QVERIFY2(outcome, qPrintable(outcome ? QString() : outcome.error().detail));
        QVERIFY(outcome->reachesSince);
        QCOMPARE(listed(ask, ask.since).size(), 41 * 9);
    }

    void aSha256RepositoryIsNamedAsSuch()
    {
        TestRepository helper;
        helper.git({u"init"_s, u"--bare"_s, u"--object-format=sha256"_s, m_served.filePath(u"new.git"_s)});
        const QString tree = QString::fromUtf8(helper.git({u"-C"_s, m_served.filePath(u"new.git"_s), u"mktree"_s})).trimmed();
        const QString commit = QString::fromUtf8(helper.git({u"-C"_s, m_served.filePath(u"new.git"_s), u"commit-tree"_s, tree, u"-m"_s, u"x"_s})).trimmed();
        helper.git({u"-C"_s, m_served.filePath(u"new.git"_s), u"update-ref"_s, u"refs/heads/main"_s, commit});
        const IgnoreLeaks libgit2; // 1.9.0 loses the list of references it refuses
        const auto outcome = git::fetchUnguarded(request(m_server->url(u"new.git"_s)), {});
        QVERIFY(!outcome);
        QVERIFY2(outcome.error().kind == ErrorKind::Unsupported && outcome.error().message.contains(u"SHA-256"_s),
                 qPrintable(outcome.error().message + u" | "_s + outcome.error().detail));
    }

    void theWholeHistoryWhenAsked()
    {
        auto ask = request();
        QVERIFY(git::fetch(ask));
        ask.whole = true;
        const auto outcome = git::fetch(ask);
        QVERIFY2(outcome && outcome->whole, qPrintable(outcome ? QString() : outcome.error().detail));
        QCOMPARE(listed(ask).size(), 400);
    }

    void aServerThatRefusesShallowIsFetchedWhole()
    {
        m_server->setAllowShallow(false);
        const auto outcome = git::fetch(request());
        QVERIFY2(outcome && outcome->whole, qPrintable(outcome ? QString() : outcome.error().detail));
        QCOMPARE(listed(request()).size(), 400);
    }

    void aForcedPushIsFollowedAndTold()
    {
        QVERIFY(git::fetch(request()));
        m_remote->reset(u"main"_s, m_shas[390]);
        CommitSpec other = spec(500);
        const QString rewritten = m_remote->commit(other);
        const auto outcome = git::fetch(request());
        QVERIFY(outcome && outcome->changed);
        QCOMPARE(outcome->forced, QStringList{u"main"_s});
        QCOMPARE(listed(request()).first(), rewritten);
        QVERIFY(!listed(request()).contains(m_shas[399]));
    }

    void aRenamedDefaultBranchIsFollowedAndTheOldOnePruned()
    {
        QVERIFY(git::fetch(request()));
        m_remote->branch(u"trunk"_s, m_shas[399]);
        m_remote->setHead(u"trunk"_s);
        m_remote->deleteBranch(u"main"_s);
        const auto outcome = git::fetch(request());
        QVERIFY2(outcome, qPrintable(outcome ? QString() : outcome.error().detail));
        QCOMPARE(outcome->previousDefault, u"main"_s);
        QCOMPARE(outcome->defaultBranch, u"trunk"_s);
        QCOMPARE(listed(request()).first(), m_shas[399]);
        const auto repository = git::openRepository(request().location);
        QVERIFY(!git::findTips(repository->get(), {u"main"_s}));
    }

    void chosenBranchesOnly()
    {
        m_remote->branch(u"release"_s, m_shas[300]);
        m_remote->branch(u"other"_s, m_shas[200]);
        auto ask = request();
        ask.branches = {u"main"_s, u"release"_s};
        QVERIFY(git::fetch(ask));
        const auto repository = git::openRepository(ask.location);
        QVERIFY(git::findTips(repository->get(), ask.branches));
        QVERIFY(!git::findTips(repository->get(), {u"other"_s}));
        ask.branches = {u"nosuch"_s};
        const auto missing = git::fetch(ask);
        QCOMPARE(missing.error().kind, ErrorKind::NotFound);
        QVERIFY(missing.error().message.contains(u"release"_s));
    }

    void anEmptyRepositoryIsNoError()
    {
        TestRepository empty(m_served.filePath(u"empty.git"_s));
        const auto ask = request(m_server->url(u"empty.git"_s));
        const auto outcome = git::fetch(ask);
        QVERIFY2(outcome, qPrintable(outcome ? QString() : outcome.error().detail));
        QVERIFY(outcome->defaultBranch.isEmpty());
        QCOMPARE(listed(ask), QStringList());
        const QString first = empty.commit(spec(1));
        QVERIFY(git::fetch(ask));
        QCOMPARE(listed(ask), QStringList{first});
    }

    void loginsAreAskedForAndExplained()
    {
        m_server->setCredentials(u"me"_s, u"secret"_s);
        const auto refused = git::fetch(request());
        QCOMPARE(refused.error().kind, ErrorKind::Auth);
        QVERIFY2(refused.error().message.contains(u"RIJIAN_GIT_TOKEN_127_0_0_1"_s), qPrintable(refused.error().message));
        QVERIFY(!refused.error().message.contains(u'\n'));

        auto withPassword = request(m_server->url(u"repo.git"_s, u"me"_s, u"secret"_s));
        const auto outcome = git::fetch(withPassword);
        QVERIFY2(outcome, qPrintable(outcome ? QString() : outcome.error().message));

        auto wrong = request(m_server->url(u"repo.git"_s, u"me"_s, u"wrongpass"_s));
        const auto failed = git::fetch(wrong);
        QCOMPARE(failed.error().kind, ErrorKind::Auth);
        QVERIFY(!failed.error().message.contains(u"wrongpass"_s) && !failed.error().detail.contains(u"wrongpass"_s));
    }

    void tokensComeFromEnvironmentKeychainAndPrompt()
    {
        m_server->setCredentials(u"oauth2"_s, u"t0ken"_s);
        qputenv("RIJIAN_GIT_TOKEN_127_0_0_1", "t0ken");
        QVERIFY(git::fetch(request()));
        qunsetenv("RIJIAN_GIT_TOKEN_127_0_0_1");

        auto ask = request();
        QStringList hosts;
        ask.secrets.keychain = [&](const QString &host) {
            hosts.append(host);
            return std::optional<QString>(u"t0ken"_s);
        };
        QVERIFY(git::fetch(ask));
        QCOMPARE(hosts, QStringList{u"127.0.0.1"_s});

        auto prompt = request();
        int asked = 0;
        prompt.secrets.askPassword = [&](const QString &, const QString &) {
            ++asked;
            return std::optional(git::UserPassword{u"oauth2"_s, u"t0ken"_s});
        };
        QVERIFY(git::fetch(prompt));
        QCOMPARE(asked, 1);
    }

    void credentialHelpersOfGitAreAsked()
    {
        m_server->setCredentials(u"me"_s, u"secret"_s);
        const QString config = m_data.filePath(u"gitconfig"_s);
        QDir().mkpath(m_data.path());
        QFile file(config);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[credential]\n\thelper = \"!f() { cat >> '" + m_data.path().toUtf8() + "/asked'; test \\\"$1\\\" = get && echo username=me && echo password=secret; echo \\\"$1\\\" >> '"
                   + m_data.path().toUtf8() + "/verbs'; }; f\"\n");
        file.close();
        qputenv("GIT_CONFIG_GLOBAL", config.toUtf8());
        const auto outcome = git::fetch(request());
        qunsetenv("GIT_CONFIG_GLOBAL");
        QVERIFY2(outcome, qPrintable(outcome ? QString() : outcome.error().message));
        QFile verbs(m_data.filePath(u"verbs"_s));
        QVERIFY(verbs.open(QIODevice::ReadOnly));
        QCOMPARE(verbs.readAll(), "get\nstore\n"); // it worked, and the helper was told so
    }

    void credentialsStayWithTheirHost()
    {
        QTemporaryDir elsewhere;
        GitHttpServer other(elsewhere.path());
        other.setCredentials(u"x"_s, u"y"_s);
        m_server->addRedirect({u"/repo.git"_s, "http://localhost:" + QByteArray::number(other.port()) + "/repo.git"});
        const auto outcome = git::fetch(request(m_server->url(u"repo.git"_s, u"me"_s, u"secret"_s)));
        QVERIFY(!outcome);
        for (const HttpRecord &record : other.records())
            QVERIFY2(record.authorization.isEmpty(), record.authorization.constData());
        QVERIFY2(outcome.error().message.contains(u"another host"_s), qPrintable(outcome.error().message + outcome.error().detail));
    }

    void redirectsOnTheSameHostAreFollowed()
    {
        m_server->addRedirect({u"/old.git"_s, "/repo.git"});
        const auto ask = request(m_server->url(u"old.git"_s));
        const auto outcome = git::fetch(ask);
        QVERIFY2(outcome, qPrintable(outcome ? QString() : outcome.error().detail));
        QCOMPARE(listed(ask).size(), firstDepth);
    }

    void answersThatAreNoGit_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("404") << 404 << ErrorKind::NotFound;
        QTest::newRow("403") << 403 << ErrorKind::Auth;
        QTest::newRow("429") << 429 << ErrorKind::RateLimit;
        QTest::newRow("500") << 500 << ErrorKind::Network;
        QTest::newRow("a web page") << 200 << ErrorKind::NotFound;
    }

    void answersThatAreNoGit()
    {
        QFETCH(int, status);
        QFETCH(ErrorKind, kind);
        m_server->addAnswer({.status = status});
        const auto outcome = git::fetch(request());
        QVERIFY(!outcome);
        QVERIFY2(outcome.error().kind == kind, qPrintable(outcome.error().message + u" | "_s + outcome.error().detail));
        QVERIFY(!outcome.error().message.contains(u'\n'));
    }

    void anUnknownHost()
    {
        const auto outcome = git::fetch(request(u"http://no-such-host.invalid/a/b.git"_s));
        QCOMPARE(outcome.error().kind, ErrorKind::Network);
        QVERIFY2(outcome.error().message.contains(u"no-such-host.invalid"_s), qPrintable(outcome.error().message));
        const auto closed = git::fetch(request(u"http://127.0.0.1:1/a/b.git"_s));
        QCOMPARE(closed.error().kind, ErrorKind::Network);
    }

    void anUntrustedCertificateIsRefused()
    {
        GitHttpServer tls(m_served.path(), GitHttpServer::Security::Tls);
        const auto outcome = git::fetch(request(tls.url(u"repo.git"_s)));
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::Auth);
        QVERIFY2(outcome.error().message.contains(u"certificate"_s), qPrintable(outcome.error().message));
    }

    void aCutConnectionLeavesTheMirrorAsItWas_data()
    {
        QTest::addColumn<bool>("existing");
        QTest::addColumn<int>("bytes");
        for (const int bytes : {0, 300, 3000, 60'000}) {
            QTest::addRow("new mirror, %d bytes", bytes) << false << bytes;
            QTest::addRow("existing mirror, %d bytes", bytes) << true << bytes;
        }
    }

    void aCutConnectionLeavesTheMirrorAsItWas()
    {
        QFETCH(bool, existing);
        QFETCH(int, bytes);
        CuttingProxy line(m_server->port());
        const auto ask = request(u"http://127.0.0.1:%1/repo.git"_s.arg(line.port()));
        QStringList before;
        QByteArray packsBefore;
        if (existing) {
            QVERIFY(git::fetch(ask));
            before = listed(ask);
            packsBefore = packs(ask);
            m_remote->commitMany(100, [](int i) { return spec(1000 + i); });
        }
        line.setFault({LineFault::Kind::Cut, bytes});
        const auto cut = git::fetch(ask);
        QVERIFY(!cut);
        QVERIFY2(cut.error().kind == ErrorKind::Network, qPrintable(cut.error().message + cut.error().detail));
        if (existing) {
            QCOMPARE(listed(ask), before);
        }
        line.passThrough();
        const auto again = git::fetch(ask);
        QVERIFY2(again, qPrintable(again ? QString() : again.error().detail));
        QCOMPARE(listed(ask).first(), m_remote->resolve(u"main"_s));
        QVERIFY(!packs(ask).contains("tmp") && !packs(ask).contains("pack_git2"));
    }

    void cancellingStopsAtOnceAndLosesNothing()
    {
        CuttingProxy line(m_server->port());
        const auto quick = request(u"http://127.0.0.1:%1/repo.git"_s.arg(line.port()));
        line.setFault({LineFault::Kind::Throttle, 40'000});
        std::stop_source source;
        auto ask = quick;
        ask.progress = [&](const git::FetchProgress &progress) {
            if (progress.receivedObjects > 0)
                source.request_stop();
        };
        const auto outcome = git::fetch(ask, source.get_token());
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::Cancelled);
        line.passThrough();
        QVERIFY(git::fetch(quick));
        QCOMPARE(listed(quick).size(), firstDepth);
    }

    void progressIsReported()
    {
        auto ask = request();
        quint64 objects = 0, total = 0, bytes = 0;
        ask.progress = [&](const git::FetchProgress &progress) {
            QVERIFY(progress.receivedObjects <= progress.totalObjects);
            objects = std::max(objects, progress.receivedObjects);
            total = progress.totalObjects;
            bytes = progress.receivedBytes;
        };
        QVERIFY(git::fetch(ask));
        QVERIFY(total > firstDepth);
        QCOMPARE(objects, total);
        QVERIFY(bytes > 10'000);
    }

    void oneAtATime()
    {
        const auto ask = request();
        QVERIFY(git::fetch(ask));
        QLockFile other(ask.location.path + ".lock"_L1);
        QVERIFY(other.tryLock());
        QCOMPARE(git::fetch(ask).error().kind, ErrorKind::Busy);
        other.unlock();
        QVERIFY(git::fetch(ask));
    }

    void aDamagedMirrorIsMadeAnew_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("HEAD") << u"HEAD"_s;
        QTest::newRow("config") << u"config"_s;
        QTest::newRow("packs") << u"objects/pack"_s;
    }

    void aDamagedMirrorIsMadeAnew()
    {
        QFETCH(QString, file);
        const auto ask = request();
        QVERIFY(git::fetch(ask));
        const QString path = ask.location.path + u'/' + file;
        if (QFileInfo(path).isDir()) {
            for (const QFileInfo &pack : QDir(path).entryInfoList({u"*.pack"_s}))
                QVERIFY(QFile::setPermissions(pack.filePath(), QFile::ReadOwner | QFile::WriteOwner) && QFile(pack.filePath()).resize(200));
        } else {
            QFile broken(path);
            QVERIFY(broken.open(QIODevice::WriteOnly | QIODevice::Truncate));
            broken.write("[core\n\0garbage", 14);
        }
        const auto outcome = git::fetch(ask);
        QVERIFY2(outcome, qPrintable(outcome ? QString() : outcome.error().message + outcome.error().detail));
        QVERIFY(outcome->rebuilt);
        QCOMPARE(listed(ask).size(), firstDepth);
    }

    void proxiesOfTheEnvironmentAreUsed()
    {
        // Only for https: libgit2 1.9.0 never uses one for http.
        GitHttpServer tls(m_served.path(), GitHttpServer::Security::Tls);
        git::initialize();
        git_libgit2_opts(GIT_OPT_SET_SSL_CERT_LOCATIONS, tls.certificate().certificate.toUtf8().constData(), nullptr);
        HttpProxy proxy;
        qputenv("https_proxy", proxy.url().toUtf8());
        const auto ask = request(tls.url(u"repo.git"_s));
        const auto outcome = git::fetch(ask);
        qunsetenv("https_proxy");
        QVERIFY2(outcome, qPrintable(outcome ? QString() : outcome.error().message + outcome.error().detail));
        QCOMPARE(proxy.records().first().method, "CONNECT");
        QCOMPARE(listed(ask).size(), firstDepth);
    }
};

RIJIAN_TEST_MAIN(TestFetchHttp)
#include "tst_fetchhttp.moc"
