// The watchdog around a fetch. No server of Qt's runs here, so that the thread sanitizer can judge the threads.

#include "git/fetcher.h"
#include "support/testkit.h"

#include <QTcpServer>
#include <QTemporaryDir>

#include <thread>

using namespace rijian;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

class TestFetchGuard : public QObject
{
    Q_OBJECT

    QTemporaryDir m_data;

    git::FetchRequest request(const QString &url)
    {
        git::FetchRequest request;
        request.address = *git::parseAddress(url);
        request.location = git::locate(m_data.path(), request.address);
        return request;
    }

private Q_SLOTS:
    /// What was given up ends when its server is gone: before the process, whose end would free what it uses.
    void cleanupTestCase() { QTRY_VERIFY(!git::hasAbandonedFetches()); }

    void aServerThatStallsIsGivenUp()
    {
        // Where libgit2 hangs: an ssh server that says nothing. The kernel takes the connection, nobody answers.
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        auto ask = request(u"ssh://me@127.0.0.1:%1/repo.git"_s.arg(silent.serverPort()));
        ask.connectPatience = std::chrono::milliseconds(300);
        const auto outcome = git::fetch(ask);
        QCOMPARE(outcome.error().kind, ErrorKind::Network);
        QVERIFY2(git::hasAbandonedFetches(), qPrintable(outcome.error().message + outcome.error().detail));
    }

    void stoppingEndsAStall()
    {
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        auto ask = request(u"ssh://me@127.0.0.1:%1/other.git"_s.arg(silent.serverPort()));
        ask.cancelPatience = std::chrono::milliseconds(100);
        std::stop_source source;
        // The stop comes from another thread, once the connection is being made.
        std::atomic<bool> connecting = false;
        ask.progress = [&](const git::FetchProgress &) { connecting = true; connecting.notify_one(); };
        std::jthread stopper([&] {
            connecting.wait(false);
            source.request_stop();
        });
        QCOMPARE(git::fetch(ask, source.get_token()).error().kind, ErrorKind::Cancelled);
    }

    void nobodyListens()
    {
        const auto outcome = git::fetch(request(u"http://127.0.0.1:1/a/b.git"_s));
        QCOMPARE(outcome.error().kind, ErrorKind::Network);
        QVERIFY(outcome.error().message.contains(u"127.0.0.1"_s));
    }

    void severalAtOnce()
    {
        std::array<ErrorKind, 4> kinds{};
        {
            std::vector<std::jthread> threads;
            for (std::size_t i = 0; i < kinds.size(); ++i)
                threads.emplace_back([&, i, ask = request(u"http://127.0.0.1:1/a/b%1.git"_s.arg(i))] { kinds[i] = git::fetch(ask).error().kind; });
        }
        for (const ErrorKind kind : kinds)
            QCOMPARE(kind, ErrorKind::Network);
    }
};

RIJIAN_TEST_MAIN(TestFetchGuard)
#include "tst_fetchguard.moc"
