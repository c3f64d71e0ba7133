// One desktop per data folder: with real processes (this program, started again), a crash, and clients that mean no good.

#include "support/outcome.h"
#include "support/uitest.h"
#include "ui/singleinstance.h"

#include <QLocalServer>
#include <QLocalSocket>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtConcurrent>
#include <QtEndian>

#include <cstdio>

using namespace rijian;
using namespace rijian::ui;
using namespace Qt::StringLiterals;
using Role = SingleInstance::Role;

namespace {

/// `tst_singleinstance --start FOLDER [ADDRESS...]`: what a start of the program does. Says "first" and stays, or ends.
int runStart(const QStringList &arguments)
{
    SingleInstance instance(arguments.value(0));
    const auto role = instance.start({arguments.sliced(1), QDate(2026, 1, 7)});
    std::puts(!role ? "failed" : *role == Role::First ? "first" : "delivered");
    std::fflush(stdout);
    return role && *role == Role::First ? QCoreApplication::exec() : 0;
}

} // namespace

class TestSingleInstance : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QTemporaryDir> m_runtime;

    /// A process that has said its word ends soon; one that waits is ended.
    struct EndProcess {
        void operator()(QProcess *process) const
        {
            if (process->state() != QProcess::NotRunning && !process->waitForFinished(500)) {
                process->kill();
                process->waitForFinished();
            }
            delete process;
        }
    };
    using Process = std::unique_ptr<QProcess, EndProcess>;

    Process startProcess(const QStringList &addresses = {}) const
    {
        Process process(new QProcess);
        process->start(QCoreApplication::applicationFilePath(), QStringList{u"--start"_s, m_folder->path()} + addresses);
        return process;
    }

    /// The process's first line; the event loop runs meanwhile.
    static QString word(QProcess &process)
    {
        return QTest::qWaitFor([&] { return process.canReadLine(); }, 15'000) ? QString::fromLatin1(process.readLine().trimmed()) : u"silent"_s;
    }

    /// Sends bytes to the socket; whether the other side hung up.
    static bool isRefused(const QString &path, const QByteArray &bytes, int patience = 30'000)
    {
        QLocalSocket socket;
        socket.connectToServer(path);
        if (!socket.waitForConnected(1000))
            return true;
        socket.write(bytes);
        return QTest::qWaitFor([&] { return socket.state() == QLocalSocket::UnconnectedState; }, patience) && socket.readAll().isEmpty();
    }

    static QByteArray framed(const QByteArray &body)
    {
        QByteArray length(4, '\0');
        qToBigEndian(quint32(body.size()), length.data());
        return length + body;
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_runtime = std::make_unique<QTemporaryDir>();
        qputenv("XDG_RUNTIME_DIR", m_runtime->path().toUtf8());
        qunsetenv("XDG_ACTIVATION_TOKEN");
    }

    void theSecondStartHandsOverAndEnds()
    {
        SingleInstance first(m_folder->path());
        const auto role = first.start({});
        VERIFY_OK(role);
        QCOMPARE(*role, Role::First);
        const QSignalSpy activated(&first, &SingleInstance::activated);
        qputenv("XDG_ACTIVATION_TOKEN", "token-1");
        const auto process = startProcess({u"owner/name"_s, u"日本/鉴"_s});
        qunsetenv("XDG_ACTIVATION_TOKEN");
        QCOMPARE(word(*process), u"delivered"_s);
        QTRY_COMPARE(activated.size(), 1);
        QCOMPARE(activated.first().at(0).toStringList(), QStringList({u"owner/name"_s, u"日本/鉴"_s}));
        QCOMPARE(activated.first().at(1).toDate(), QDate(2026, 1, 7));
        QCOMPARE(qgetenv("XDG_ACTIVATION_TOKEN"), "token-1"_ba);
        QVERIFY(QTest::qWaitFor([&] { return process->state() == QProcess::NotRunning; }, 30'000));
        QCOMPARE(process->exitCode(), 0);
        // Nobody else may knock.
        const auto others = QFile::permissions(first.socketPath()) & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther);
        QVERIFY(!others);
    }

    void anotherFolderIsAnotherProgram()
    {
        const QTemporaryDir other;
        SingleInstance first(m_folder->path());
        SingleInstance second(other.path());
        QCOMPARE(first.start({}).value_or(Role::Delivered), Role::First);
        QCOMPARE(second.start({}).value_or(Role::Delivered), Role::First);
        QVERIFY(first.socketPath() != second.socketPath());
        // The same folder by another name is the same.
        const QString link = other.filePath(u"link"_s);
        QVERIFY(QFile::link(m_folder->path(), link));
        QCOMPARE(SingleInstance(link).socketPath(), first.socketPath());
    }

    void whatACrashLeavesIsTakenOver()
    {
        const auto process = startProcess();
        QCOMPARE(word(*process), u"first"_s);
        SingleInstance instance(m_folder->path());
        process->kill();
        QVERIFY(QTest::qWaitFor([&] { return process->state() == QProcess::NotRunning; }, 30'000));
        QVERIFY(QFileInfo::exists(instance.socketPath()));
        QVERIFY(QFileInfo::exists(m_folder->filePath(u"desktop.lock"_s)));
        QCOMPARE(instance.start({}).value_or(Role::Delivered), Role::First);
        const QSignalSpy activated(&instance, &SingleInstance::activated);
        const auto second = startProcess({u"a/b"_s});
        QCOMPARE(word(*second), u"delivered"_s);
        QTRY_COMPARE(activated.size(), 1);
    }

    void anEndedProgramMakesRoom()
    {
        {
            SingleInstance first(m_folder->path());
            QCOMPARE(first.start({}).value_or(Role::Delivered), Role::First);
        }
        SingleInstance second(m_folder->path());
        QCOMPARE(second.start({}).value_or(Role::Delivered), Role::First);
    }

    void oneThatDoesNotAnswerIsReported()
    {
        SingleInstance first(m_folder->path());
        QCOMPARE(first.start({}).value_or(Role::Delivered), Role::First);
        // This thread, which would answer, is the one that asks.
        SingleInstance second(m_folder->path());
        const auto role = second.start({}, std::chrono::milliseconds(300));
        VERIFY_FAILS(role, ErrorKind::Busy);
        QCoreApplication::processEvents();
    }

    void aFolderThatCannotBeLockedIsReported()
    {
        SingleInstance instance(m_folder->filePath(u"missing"_s));
        VERIFY_FAILS(instance.start({}), ErrorKind::Disk);
    }

    void garbageIsRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("text") << "GET / HTTP/1.1\r\n\r\n"_ba;
        QTest::newRow("empty") << QByteArray(4, '\0');
        QTest::newRow("too long") << "\xff\xff\xff\xff"_ba;
        QTest::newRow("no cbor") << framed("\xff\xfe\xfd"_ba);
        QTest::newRow("no map") << framed("\x83\x01\x02\x03"_ba);
        QTest::newRow("huge array") << framed("\xa1\x69" "addresses" "\x9b\x7f\xff\xff\xff\xff\xff\xff\xff"_ba);
        QTest::newRow("nested") << framed(QByteArray(100'000, '\x81'));
        QTest::newRow("addresses of other types") << framed("\xa1\x69" "addresses" "\x81\x01"_ba);
        QTest::newRow("unfinished") << "\0\0\0\x20 half"_ba;
    }

    void garbageIsRefused()
    {
        QFETCH(const QByteArray, bytes);
        SingleInstance first(m_folder->path());
        QCOMPARE(first.start({}).value_or(Role::Delivered), Role::First);
        const QSignalSpy activated(&first, &SingleInstance::activated);
        QVERIFY(isRefused(first.socketPath(), bytes));
        QVERIFY(activated.isEmpty());
        const auto process = startProcess({u"a/b"_s});
        QCOMPARE(word(*process), u"delivered"_s);
    }

    void manySilentClientsDoNotShutOthersOut()
    {
        SingleInstance first(m_folder->path());
        QCOMPARE(first.start({}).value_or(Role::Delivered), Role::First);
        std::vector<std::unique_ptr<QLocalSocket>> silent;
        for (int i = 0; i < 20; ++i) {
            silent.push_back(std::make_unique<QLocalSocket>());
            silent.back()->connectToServer(first.socketPath());
            QTest::qWait(1);
        }
        const auto process = startProcess({u"a/b"_s});
        QCOMPARE(word(*process), u"delivered"_s); // once their time is up
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (application.arguments().value(1) == "--start"_L1)
        return runStart(application.arguments().sliced(2));
    TestSingleInstance test;
    QTEST_SET_MAIN_SOURCE_PATH
    return rijian::testkit::runTest(test, argc, argv);
}
#include "tst_singleinstance.moc"
