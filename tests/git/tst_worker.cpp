// Git's work in a process of its own, with the real program: the same results as in this process, and one clear error where a
// repository makes git hang, where a worker dies, or where the program is not what it should be.

#include "git/localbackend.h"
#include "git/wire.h"
#include "git/workerbackend.h"
#include "git/workerprocess.h"
#include "support/damage.h"
#include "support/cuttingproxy.h"
#include "support/githttpserver.h"
#include "support/outcome.h"
#include "support/testkit.h"
#include "support/testrepository.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTcpServer>
#include <QTemporaryDir>

#include <csignal>
#include <map>
#include <mutex>
#include <sys/socket.h>
#include <thread>

using namespace rijian;
using namespace rijian::git;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace {

const QString program = QStringLiteral(RIJIAN_CLI);
constexpr qint64 noon = 1'767'758'400;

/// Short for a hang, long for a slow machine's honest work.
WorkerLimits shortLimits()
{
    return {.start = milliseconds(20'000), .resolve = milliseconds(2'000), .list = milliseconds(2'000), .commit = milliseconds(2'000)};
}

CommitSpec spec(int i)
{
    CommitSpec commit;
    commit.message = "commit " + QByteArray::number(i) + '\n';
    commit.author.seconds = noon + i;
    commit.writes = {{"file" + QByteArray::number(i % 5) + ".txt", QByteArray::number(i) + '\n' + QByteArray(2'000, 'x')}};
    return commit;
}

Location at(const TestRepository &repository)
{
    return {repository.path(), false};
}

/// Everything that a backend delivers, as bytes that can be compared.
std::map<qsizetype, Result<CommitPatch>> readAll(Backend &backend, const Location &location, const QStringList &shas, const DiffOptions &options = {.text = true})
{
    std::map<qsizetype, Result<CommitPatch>> read;
    std::mutex mutex;
    const auto done = backend.readCommits(location, shas, options, 2, [&](qsizetype i, Result<CommitPatch> &&patch) {
        const std::scoped_lock lock(mutex);
        if (!read.emplace(i, std::move(patch)).second)
            qWarning("delivered twice: %lld", qlonglong(i));
    });
    if (!done)
        qWarning("%s", qPrintable(words(done)));
    return read;
}

QByteArray bytes(const Result<CommitPatch> &patch)
{
    return wire::encode(1, wire::Delivery{0, patch}).value();
}

bool isGone(qint64 pid)
{
    QFile stat(u"/proc/%1/stat"_s.arg(pid));
    return !stat.open(QIODevice::ReadOnly) || stat.readAll().contains(") Z ");
}

} // namespace

class TestWorker : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    /// A program of a few shell lines that stands in for the worker.
    QString script(const QByteArray &lines)
    {
        QFile file(m_folder->filePath(u"worker"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write("#!/bin/sh\n" + lines + '\n') < 0)
            qWarning("no script");
        file.close();
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return file.fileName();
    }

    /// The same with a worker's greeting first.
    QString greetingScript(const QByteArray &lines)
    {
        QFile hello(m_folder->filePath(u"hello"_s));
        if (!hello.open(QIODevice::WriteOnly) || hello.write(wire::encode(0, wire::Hello{.version = QStringLiteral(RIJIAN_VERSION)}).value()) < 0)
            qWarning("no greeting");
        return script("cat '" + QFile::encodeName(hello.fileName()) + "'\n" + lines);
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void theResultsAreTheSame()
    {
        TestRepository repository;
        repository.git({u"remote"_s, u"add"_s, u"origin"_s, u"https://example.org/a/b.git"_s});
        QStringList shas = repository.commitMany(60, spec);
        CommitSpec side = spec(100);
        side.branch = u"side"_s;
        side.parents = {{shas[10]}};
        side.moves = {{"file1.txt", "moved/file1.txt"}};
        side.writes = {{"data.bin", QByteArray("a\0b", 3)}, {"link", "file2.txt", 0120000}, {"日.txt", "鉴\n"}};
        shas << repository.commit(side);
        shas << repository.merge({shas.last()}, spec(101));
        CommitSpec big = spec(102);
        QByteArray text;
        for (int i = 0; i < 150'000; ++i)
            text += "line " + QByteArray::number(i * 7) + '\n';
        big.writes = {{"big.txt", text}, {"other.txt", text.first(text.size() / 2)}};
        shas << repository.commit(big) << QString(40, u'0') << u"nonsense"_s;

        LocalBackend local;
        WorkerBackend worker(program);
        QCOMPARE(worker.workerPid(), 0);
        for (const DiffOptions &options : {DiffOptions{.text = true}, DiffOptions{}, DiffOptions{.text = true, .contextLines = 100'000, .paths = {u"file1.txt"_s}}}) {
            auto here = readAll(local, at(repository), shas, options);
            auto there = readAll(worker, at(repository), shas, options);
            QCOMPARE(there.size(), std::size_t(shas.size()));
            for (qsizetype i = 0; i < shas.size(); ++i)
                QVERIFY2(bytes(here.at(i)) == bytes(there.at(i)), qPrintable(shas[i]));
        }
        const qint64 pid = worker.workerPid();
        QVERIFY(pid > 0);
        const auto day = worker.listDay(at(repository), {u"main"_s, u"side"_s}, noon, noon + 1'000, true);
        VERIFY_OK(day);
        QCOMPARE(wire::encode(1, day), wire::encode(1, local.listDay(at(repository), {u"main"_s, u"side"_s}, noon, noon + 1'000, true)));
        QCOMPARE(worker.resolveSha(at(repository), shas[3].first(8)).value(), shas[3]);
        VERIFY_FAILS(worker.resolveSha(at(repository), u"nowhere"_s), ErrorKind::NotFound);
        QVERIFY(worker.hasCommits(at(repository), {}).value());
        VERIFY_FAILS(worker.hasCommits(at(repository), {u"nowhere"_s}), ErrorKind::NotFound);
        QCOMPARE(worker.open(at(repository)).value(), u"https://example.org/a/b.git"_s);
        VERIFY_FAILS(worker.open({m_folder->path(), false}), ErrorKind::BadData);
        QCOMPARE(worker.readFile(at(repository), {}, {u"nowhere"_s, u"OTHER.TXT"_s}, 7).value(), "line 0\n");
        QCOMPARE(worker.readFile(at(repository), {u"side"_s}, {u"other.txt"_s, u"日.txt"_s}, 100).value(), "鉴\n");
        VERIFY_FAILS(worker.readFile(at(repository), {}, {u"nowhere"_s}, 100), ErrorKind::NotFound);
        const auto origins = worker.blame(at(repository), {shas[61], "file3.txt", 1, 2});
        VERIFY_OK(origins);
        QCOMPARE(*origins, local.blame(at(repository), {shas[61], "file3.txt", 1, 2}).value());
        QCOMPARE(origins->at(0).sha, shas[58]);
        QCOMPARE(origins->at(1).sha, shas[3]);
        VERIFY_FAILS(worker.blame(at(repository), {shas[61], "nowhere", 1, 1}), ErrorKind::NotFound);
        VERIFY_FAILS(worker.readFile({m_folder->path(), false}, {}, {u"a"_s}, 100), ErrorKind::BadData);
        VERIFY_FAILS(worker.readCommits({m_folder->path(), false}, shas, {}, 2, [](qsizetype, Result<CommitPatch> &&) {}, {}), ErrorKind::BadData);
        QCOMPARE(worker.workerPid(), pid);
    }

    void aCommitThatHangsGitIsNamedAndTheOthersCome()
    {
        TestRepository repository;
        const QStringList shas = repository.commitMany(30, spec);
        unpackObjects(repository);
        QVERIFY(truncateObject(repository, repository.resolve(shas[12] + u":file2.txt"_s)));
        WorkerBackend worker(program, {}, shortLimits());
        QVERIFY(worker.hasCommits(at(repository), {}).value());
        const qint64 pid = worker.workerPid();
        auto read = readAll(worker, at(repository), shas);
        QCOMPARE(read.size(), std::size_t(30));
        for (int i = 0; i < 30; ++i) {
            if (i != 12 && i != 17) // the file's next change compares with it
                VERIFY_OK(read.at(i));
        }
        for (const int i : {12, 17}) {
            VERIFY_FAILS(read.at(i), ErrorKind::BadData);
            QVERIFY2(read.at(i).error().message.contains(u"git fsck"_s), qPrintable(words(read.at(i))));
        }
        QVERIFY(isGone(pid));
        QVERIFY(worker.hasCommits(at(repository), {}).value());
        QVERIFY(worker.workerPid() != pid);
    }

    void aHangIsNeverWaitedForLong()
    {
        TestRepository repository;
        const QString sha = repository.commit(spec(1));
        unpackObjects(repository);
        QVERIFY(truncateObject(repository, sha));
        WorkerLimits limits = shortLimits();
        limits.resolve = limits.list = limits.commit = milliseconds(300);
        WorkerBackend worker(program, {}, limits);
        VERIFY_FAILS(worker.listDay(at(repository), {}, 0, noon * 2, true), ErrorKind::BadData);
        QCOMPARE(worker.workerPid(), 0);
        VERIFY_FAILS(worker.resolveSha({repository.path(), true}, sha), ErrorKind::BadData);
        auto read = readAll(worker, {repository.path(), true}, {sha});
        VERIFY_FAILS(read.at(0), ErrorKind::BadData);
        QVERIFY2(read.at(0).error().message.contains(u"fetch the repository again"_s), qPrintable(words(read.at(0))));
    }

    void aFileThatHangsGitIsOneError()
    {
        TestRepository repository;
        repository.commit("hidden\n", "README.md", QByteArray(20'000, 'x') + QByteArray::number(1));
        unpackObjects(repository);
        QVERIFY(truncateObject(repository, repository.resolve(u"main:README.md"_s)));
        WorkerLimits limits = shortLimits();
        limits.resolve = limits.blame = milliseconds(300);
        WorkerBackend worker(program, {}, limits);
        VERIFY_FAILS(worker.blame(at(repository), {repository.resolve(u"main"_s), "README.md", 1, 1}), ErrorKind::BadData);
        QCOMPARE(worker.workerPid(), 0);
        VERIFY_FAILS(worker.readFile(at(repository), {}, {u"README.md"_s}, 100), ErrorKind::BadData);
        QCOMPARE(worker.workerPid(), 0);
    }

    void aHangIsStoppedWhenAsked()
    {
        TestRepository repository;
        const QString sha = repository.commit(spec(1));
        unpackObjects(repository);
        QVERIFY(truncateObject(repository, sha));
        WorkerLimits limits;
        limits.cancel = milliseconds(100);
        WorkerBackend worker(program, {}, limits);
        std::stop_source source;
        std::jthread stopper([&] { source.request_stop(); });
        VERIFY_FAILS(worker.resolveSha(at(repository), sha, source.get_token()), ErrorKind::Cancelled);
        VERIFY_FAILS(worker.resolveSha(at(repository), sha, source.get_token()), ErrorKind::Cancelled); // asked before
    }

    /// The beginning of a large commit, and then all of it: also when the worker is lost in between.
    void beginningsComeFirst()
    {
        TestRepository repository;
        testkit::CommitSpec large{.message = "large\n"};
        for (int i = 0; i < 40; ++i)
            large.writes.append({QByteArray::number(i) + ".txt", QByteArray("a line\n").repeated(500)});
        const QString sha = repository.commit(large);
        WorkerBackend worker(program);
        for (const bool kills : {false, true}) {
            int beginnings = 0, wholes = 0;
            const auto done = worker.readCommits(at(repository), {sha}, {.text = true, .firstLines = 900}, 1, [&](qsizetype, Result<CommitPatch> &&patch) {
                VERIFY_OK(patch);
                QCOMPARE(patch->files.size(), 40);
                QCOMPARE(patch->files[2].gap, patch->partial ? PatchGap::Later : PatchGap::None);
                patch->partial ? ++beginnings : ++wholes;
                if (kills && patch->partial && beginnings == 1)
                    ::kill(pid_t(worker.workerPid()), SIGKILL);
            }, {});
            VERIFY_OK(done);
            QCOMPARE(wholes, 1);
            QVERIFY(beginnings >= 1 && beginnings <= 2); // the whole may have been sent before the kill
        }
    }

    /// Who moves on from a large commit does not cost the worker its life: it sees the stop while it reads.
    void aStopWithinACommitKeepsTheWorker()
    {
        TestRepository repository;
        testkit::CommitSpec large{.message = "large\n"};
        for (int i = 0; i < 400; ++i)
            large.writes.append({QByteArray::number(i) + ".txt", QByteArray("a line\n").repeated(500)});
        const QString sha = repository.commit(large);
        WorkerLimits limits;
        limits.cancel = milliseconds(60'000); // a kill would be waited for
        WorkerBackend worker(program, {}, limits);
        QVERIFY(worker.hasCommits(at(repository), {}).value());
        const qint64 pid = worker.workerPid();
        std::stop_source source;
        int beginnings = 0, wholes = 0;
        const auto done = worker.readCommits(at(repository), {sha}, {.text = true, .firstLines = 900}, 1, [&](qsizetype, Result<CommitPatch> &&patch) {
            VERIFY_OK(patch);
            patch->partial ? ++beginnings : ++wholes;
            source.request_stop();
        }, source.get_token());
        VERIFY_FAILS(done, ErrorKind::Cancelled);
        QCOMPARE(beginnings, 1);
        QCOMPARE(wholes, 0);
        QCOMPARE(worker.resolveSha(at(repository), sha).value(), sha);
        QCOMPARE(worker.workerPid(), pid);
    }

    void aKilledWorkerIsReplaced()
    {
        TestRepository repository;
        const QStringList shas = repository.commitMany(300, spec);
        WorkerBackend worker(program);
        int come = 0;
        qint64 killed = 0;
        const auto done = worker.readCommits(at(repository), shas, {.text = true}, 2, [&](qsizetype, Result<CommitPatch> &&patch) {
            VERIFY_OK(patch);
            if (++come == 20) {
                killed = worker.workerPid();
                ::kill(pid_t(killed), SIGKILL);
            }
        }, {});
        VERIFY_OK(done);
        QCOMPARE(come, 300);
        QVERIFY(killed > 0 && isGone(killed));

        ::kill(pid_t(worker.workerPid()), SIGKILL); // idle, or by the time it is asked
        QCOMPARE(worker.resolveSha(at(repository), shas[0]).value(), shas[0]);
        ::kill(pid_t(worker.workerPid()), SIGSTOP); // in the middle: it cannot have answered
        std::jthread killer([pid = worker.workerPid()] { ::kill(pid_t(pid), SIGKILL); });
        QCOMPARE(worker.listDay(at(repository), {}, noon, noon + 10, true).value().shas.size(), 10);
    }

    void afterSomeLostWorkersTheRestIsGivenUp()
    {
        TestRepository repository;
        const QStringList shas = repository.commitMany(1'000, spec);
        WorkerBackend worker(program);
        std::map<qsizetype, int> come;
        QString message;
        const auto done = worker.readCommits(at(repository), shas, {.text = true}, 2, [&](qsizetype i, Result<CommitPatch> &&patch) {
            ++come[i];
            if (!patch)
                message = patch.error().message;
            if (const qint64 pid = worker.workerPid(); pid > 0)
                ::kill(pid_t(pid), SIGKILL);
        }, {});
        VERIFY_OK(done);
        QCOMPARE(come.size(), std::size_t(1'000));
        for (const auto &[index, times] : come)
            QCOMPARE(times, 1);
        QVERIFY2(message.contains(u"SIGKILL"_s), qPrintable(message));
    }

    void fetchingShowsProgressAndStops()
    {
        TestRepository remote(m_folder->filePath(u"served/repo.git"_s));
        remote.commitMany(300, spec);
        GitHttpServer server(m_folder->filePath(u"served"_s));
        CuttingProxy line(server.port());
        FetchRequest ask{.address = parseAddress(u"http://127.0.0.1:%1/repo.git"_s.arg(line.port())).value()};
        ask.location = locate(m_folder->path(), ask.address);
        int reports = 0;
        ask.progress = [&](const FetchProgress &) { ++reports; };
        WorkerBackend worker(program);

        line.setFault({LineFault::Kind::Stall, 2'000});
        std::stop_source source;
        QElapsedTimer clock;
        std::jthread stopper([&] {
            line.waitForStall();
            clock.start();
            source.request_stop();
        });
        VERIFY_FAILS(worker.fetch(ask, source.get_token()), ErrorKind::Cancelled);
        stopper.join();
        QVERIFY2(clock.elapsed() <= 20'000, qPrintable(QString::number(clock.elapsed())));

        line.passThrough();
        const auto outcome = worker.fetch(ask);
        VERIFY_OK(outcome);
        QCOMPARE(outcome->defaultBranch, u"main"_s);
        QVERIFY(outcome->created && outcome->receivedBytes > 0 && reports > 0);
        QCOMPARE(worker.listDay(ask.location, {}, noon + 290, noon + 300, true).value().shas.size(), 10);
        server.addAnswer({.status = 500});
        VERIFY_FAILS(worker.fetch(ask), ErrorKind::Network);
    }

    void aFetchLeftBehindTakesItsWorkerWithIt()
    {
        QTcpServer silent; // an ssh server that says nothing, where libgit2 hangs
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        FetchRequest ask{.address = parseAddress(u"ssh://me@127.0.0.1:%1/repo.git"_s.arg(silent.serverPort())).value()};
        ask.location = locate(m_folder->path(), ask.address);
        ask.connectPatience = milliseconds(200);
        WorkerBackend worker(program);
        for (int i = 0; i < 2; ++i) { // the mirror is not locked the second time
            VERIFY_FAILS(worker.fetch(ask), ErrorKind::Network);
            QCOMPARE(worker.workerPid(), 0);
        }
    }

    void programsThatAreNoWorkers_data()
    {
        QTest::addColumn<QByteArray>("lines");
        QTest::addColumn<bool>("greets");
        QTest::newRow("says nothing") << QByteArray("exec sleep 1000") << false;
        QTest::newRow("ends at once") << QByteArray("exit 3") << false;
        QTest::newRow("talks to people") << QByteArray("echo Hello, what can I do for you?; exec sleep 1000") << false;
        QTest::newRow("greets and says nothing") << QByteArray("exec sleep 1000") << true;
        QTest::newRow("greets and talks") << QByteArray("echo Hello, what can I do for you?; exec sleep 1000") << true;
        QTest::newRow("half a frame") << QByteArray("head -c 1 >/dev/null; printf '\\000\\000\\001\\000half'; exec sleep 1000") << true;
        QTest::newRow("ends when asked") << QByteArray("head -c 1 >/dev/null; exit 3") << true;
        QTest::newRow("closes its output") << QByteArray("head -c 1 >/dev/null; exec sleep 1000 <&- >&-") << true;
        QTest::newRow("answers nonsense") << QByteArray("head -c 1 >/dev/null; printf '\\000\\000\\000\\004half'; exec sleep 1000") << true;
    }

    void programsThatAreNoWorkers()
    {
        QFETCH(const QByteArray, lines);
        QFETCH(const bool, greets);
        const milliseconds soon(300);
        WorkerBackend worker(greets ? greetingScript(lines) : script(lines), {}, {.start = greets ? milliseconds(10'000) : soon, .resolve = soon, .cancel = soon});
        const auto answer = worker.resolveSha({m_folder->path(), false}, u"main"_s);
        VERIFY_FAILS(answer, greets ? ErrorKind::BadData : ErrorKind::Internal);
        QCOMPARE(worker.workerPid(), 0);
    }

    void aMissingProgramIsSaid()
    {
        WorkerBackend worker(m_folder->filePath(u"nothing"_s));
        const auto answer = worker.resolveSha({m_folder->path(), false}, u"main"_s);
        VERIFY_FAILS(answer, ErrorKind::Internal);
        QVERIFY2(answer.error().message.contains(m_folder->filePath(u"nothing"_s)), qPrintable(words(answer)));
    }

    void aWorkerEndsWithItsInputThoughGitHangs()
    {
        TestRepository repository;
        const QString sha = repository.commit(spec(1));
        unpackObjects(repository);
        QVERIFY(truncateObject(repository, sha));
        const auto process = WorkerProcess::start(program, {u"worker"_s}, QProcessEnvironment::systemEnvironment());
        VERIFY_OK(process);
        const QByteArray frame = wire::encode(1, wire::ResolveCall{at(repository), sha}).value();
        QCOMPARE(::send((*process)->socket(), frame.constData(), std::size_t(frame.size()), MSG_NOSIGNAL), ssize_t(frame.size()));
        ::shutdown((*process)->socket(), SHUT_WR);
        QCOMPARE((*process)->waitForEnd(milliseconds(20'000)), u"exit status 0"_s);
    }

    void garbageEndsAWorker()
    {
        const auto process = WorkerProcess::start(program, {u"worker"_s}, QProcessEnvironment::systemEnvironment());
        VERIFY_OK(process);
        QCOMPARE(::send((*process)->socket(), "\0\0\0\x04what", 8, MSG_NOSIGNAL), ssize_t(8));
        QCOMPARE((*process)->waitForEnd(milliseconds(20'000)), u"exit status 1"_s);
    }

    void aWorkerDiesWithItsParentAndHasLimits()
    {
        // The parent is a shell whose worker's stdin stays open: it is the test's own socket. (Not <&0: that is /dev/null in the background.)
        const auto parent = WorkerProcess::start(u"/bin/sh"_s, {u"-c"_s, u"exec 3<&0; '%1' worker <&3 3<&- & echo $! > '%2'; wait"_s.arg(program, m_folder->filePath(u"pid"_s))},
                                                 QProcessEnvironment::systemEnvironment());
        VERIFY_OK(parent);
        char byte = 0;
        QCOMPARE(::recv((*parent)->socket(), &byte, 1, 0), ssize_t(1)); // it greets, so its limits are set
        QFile file(m_folder->filePath(u"pid"_s));
        QTRY_VERIFY(file.size() > 1);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const qint64 pid = file.readAll().trimmed().toLongLong();
        QVERIFY(pid > 0 && !isGone(pid));
        QFile limits(u"/proc/%1/limits"_s.arg(pid));
        QVERIFY(limits.open(QIODevice::ReadOnly));
        const QByteArray text = limits.readAll().simplified();
        QVERIFY2(text.contains("Max core file size 0 0"), text.constData());
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
        QVERIFY2(text.contains("Max data size 4294967296"), text.constData());
#endif
        ::kill(pid_t((*parent)->pid()), SIGKILL); // the shell alone
        QTRY_VERIFY(isGone(pid));
    }
};

RIJIAN_TEST_MAIN(TestWorker)
#include "tst_worker.moc"
