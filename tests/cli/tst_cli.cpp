// The program as its users run it: real processes, a real git server, real files.

#include "support/cuttingproxy.h"
#include "support/githttpserver.h"
#include "support/sampleday.h"
#include "support/testkit.h"
#include "support/testrepository.h"

#include <QDirIterator>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>

#include <csignal>

using namespace rijian::testkit;
using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 60'000;

struct Run {
    int status = -1;
    QByteArray out;
    QByteArray err;
    QStringList errLines() const { return QString::fromUtf8(err).split(u'\n', Qt::SkipEmptyParts); }
    QJsonArray array() const { return QJsonDocument::fromJson(out).array(); }
    QJsonObject object() const { return QJsonDocument::fromJson(out).object(); }
};

QByteArray read(const QString &file)
{
    QFile source(file);
    return source.open(QIODevice::ReadOnly) ? source.readAll() : QByteArray();
}

} // namespace

class TestCli : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<GitHttpServer> m_server;
    std::unique_ptr<TestRepository> m_remote;
    QStringList m_shas;

    QString path(const QString &name) const { return m_folder.filePath(name); }
    QString url() const { return m_server->url(u"ai-dynamo/dynamo.git"_s); }

    void start(QProcess &process, const QStringList &arguments) const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"HOME"_s, path(u"home"_s));
        environment.remove(u"DBUS_SESSION_BUS_ADDRESS"_s);
        process.setProcessEnvironment(environment);
        process.setWorkingDirectory(m_folder.path());
        process.start(QStringLiteral(RIJIAN_CLI), QStringList{u"--data-dir"_s, path(u"data"_s)} + arguments);
    }

    Run run(const QStringList &arguments) const
    {
        QProcess process;
        start(process, arguments);
        if (!process.waitForFinished(patienceMs))
            qFatal("rijian-cli did not end");
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -process.exitCode(), process.readAllStandardOutput(),
                process.readAllStandardError()};
    }

    /// `run ADDRESS --date 2026-01-07 -o FILE`
    Run report(const QString &address, const QString &file = u"r.md"_s, const QStringList &more = {}) const
    {
        return run(QStringList{u"run"_s, address, u"--date"_s, u"2026-01-07"_s, u"-o"_s, file} + more);
    }

private Q_SLOTS:
    void init()
    {
        m_server.reset();
        QDir(m_folder.path()).removeRecursively();
        QDir().mkpath(path(u"home"_s));
        QDir().mkpath(path(u"served/ai-dynamo"_s));
        m_remote = std::make_unique<TestRepository>(path(u"served/ai-dynamo/dynamo.git"_s));
        m_shas = makeSampleDay(*m_remote);
        m_server = std::make_unique<GitHttpServer>(path(u"served"_s));
    }

    void theMainJob()
    {
        const Run done = report(url());
        QVERIFY2(done.status == 0, done.err.constData());
        QCOMPARE(done.out, QByteArray());
        const QByteArray text = read(path(u"r.md"_s));
        // The table is the sample's, byte for byte.
        const QByteArray sample = read(QStringLiteral(RIJIAN_TEST_DATA "/report-2026-01-07.md"));
        const qsizetype begin = sample.indexOf("## ai-dynamo/dynamo\n");
        const QByteArray table = sample.sliced(begin, sample.indexOf("## ai-dynamo/dynamo 的") - begin);
        QVERIFY(table.count('\n') > 17);
        QVERIFY2(text.contains(table), text.left(3000).constData());
        // Nothing is lost: a section with a card for each of the fifteen rows, in the table's order.
        qsizetype at = 0;
        for (const QString &sha : m_shas) {
            at = text.indexOf(QByteArray("### " + sha.toLatin1() + '\n'), at);
            QVERIFY2(at > 0, qPrintable(sha));
        }
        QCOMPARE(text.count("**🎯 变更类型**"), 15);
        QCOMPARE(text.count("**⚡ 重要程度**"), 15);
        // Again: the same bytes.
        QCOMPARE(report(url(), u"again.md"_s).status, 0);
        QCOMPARE(read(path(u"again.md"_s)), text);
    }

    void stepByStep()
    {
        QCOMPARE(run({u"repo"_s, u"add"_s, url(), u"--name"_s, u"dynamo"_s}).status, 0);
        QCOMPARE(run({u"fetch"_s, u"dynamo"_s}).status, 0);
        const QStringList analyze{u"analyze"_s, u"dynamo"_s, u"--date"_s, u"2026-01-07"_s, u"--analyzer"_s, u"rules"_s, u"--json"_s};
        const Run analyzed = run(analyze);
        QCOMPARE(analyzed.status, 0);
        QCOMPARE(analyzed.array().first()[u"analysed"_s].toInt(), 15);
        QCOMPARE(run(analyze).array().first()[u"analysed"_s].toInt(), 0);
        QCOMPARE(run(analyze + QStringList{u"--again"_s}).array().first()[u"analysed"_s].toInt(), 15);
        const Run written = run({u"report"_s, u"dynamo"_s, u"--date"_s, u"2026-01-07"_s, u"-o"_s, u"-"_s});
        QCOMPARE(written.status, 0);
        QVERIFY(written.out.startsWith("# 每日更新报告（2026-01-07）\n"));
        const Run empty = run({u"report"_s, u"dynamo"_s, u"--date"_s, u"2026-01-05"_s, u"-o"_s, u"-"_s});
        QCOMPARE(empty.status, 0);
        QVERIFY(empty.out.contains("今日无更新"));
        QVERIFY(!empty.out.contains("LLM分析结果"));
    }

    void aReportWithoutCardsSaysSo()
    {
        QCOMPARE(run({u"repo"_s, u"add"_s, url(), u"--name"_s, u"dynamo"_s}).status, 0);
        const Run written = run({u"report"_s, u"dynamo"_s, u"--date"_s, u"2026-01-07"_s, u"-o"_s, u"-"_s});
        QCOMPARE(written.status, 1);
        QCOMPARE(written.out.count("*暂无分析*"), 15);
        QVERIFY(written.out.contains("> 15 个提交：未分析 15\n"));
        QVERIFY(written.err.contains("analyze"));
    }

    void reportsComeInAndOut()
    {
        QVERIFY(QDir(m_folder.path()).mkpath(u"old"_s));
        QVERIFY(QFile::copy(QStringLiteral(RIJIAN_TEST_DATA "/report-2026-01-07.md"), path(u"old/a.md"_s)));
        QFile bad(path(u"old/README.md"_s));
        QVERIFY(bad.open(QIODevice::WriteOnly) && bad.write("# Reports\n") > 0);
        bad.close();

        const Run first = run({u"import"_s, path(u"old"_s), u"--json"_s});
        QCOMPARE(first.status, 1);
        QCOMPARE(first.object()[u"files"].toInt(), 2);
        QCOMPARE(first.object()[u"commits"].toInt(), 15);
        QCOMPARE(first.object()[u"cards"].toInt(), 10);
        QCOMPARE(first.object()[u"unreadable"][0][u"file"].toString(), path(u"old/README.md"_s));
        QVERIFY2(first.err.contains("README.md: Line 1:"), first.err.constData());
        const Run again = run({u"import"_s, path(u"old/a.md"_s), u"--json"_s});
        QCOMPARE(again.status, 0);
        QCOMPARE(again.object()[u"unchanged"].toInt(), 1);
        QCOMPARE(again.object()[u"commits"].toInt(), 0);

        // Its report comes from what was imported; nobody connects.
        const Run report = run({u"report"_s, u"--date"_s, u"2026-01-07"_s, u"-o"_s, path(u"out.md"_s)});
        QCOMPARE(report.status, 1); // five without a card
        const QByteArray bytes = read(path(u"out.md"_s));
        QVERIFY(bytes.contains("> 15 个提交：模型分析 10 · 未分析 5"));
        QVERIFY2(!report.err.contains("connecting"), report.err.constData());
        QCOMPARE(run({u"import"_s, path(u"out.md"_s), u"--data-dir"_s, path(u"other"_s)}).status, 0);
        QCOMPARE(run({u"report"_s, u"--date"_s, u"2026-01-07"_s, u"-o"_s, path(u"again.md"_s), u"--data-dir"_s, path(u"other"_s)}).status, 1);
        QCOMPARE(read(path(u"again.md"_s)), bytes);

        // Another day is nobody's to fetch unasked.
        const Run other = run({u"report"_s, u"--date"_s, u"2026-01-08"_s, u"-o"_s, u"-"_s});
        QCOMPARE(other.status, 2);
        QVERIFY2(!other.err.contains("connecting"), other.err.constData());
        QCOMPARE(run({u"import"_s}).status, 2);
        QCOMPARE(run({u"import"_s, path(u"none.md"_s)}).status, 3);
    }

    void commitsAsJson()
    {
        run({u"repo"_s, u"add"_s, url(), u"--name"_s, u"dynamo"_s});
        const Run listed = run({u"commits"_s, u"dynamo"_s, u"--date"_s, u"2026-01-07"_s, u"--json"_s});
        QCOMPARE(listed.status, 0);
        const QJsonArray commits = listed.array();
        QCOMPARE(commits.size(), 15);
        for (qsizetype i = 0; i < commits.size(); ++i)
            QCOMPARE(commits[i][u"sha"_s].toString(), m_shas[i]);
        const QJsonObject first = commits.first().toObject();
        for (const char *key : {"sha", "author_name", "author_email", "author_time", "committer_time", "message", "parents", "files_changed", "insertions", "deletions"})
            QVERIFY2(first.contains(QLatin1StringView(key)), key);
        QCOMPARE(first[u"author_name"_s].toString(), u"Pavithra Vijayakrishnan"_s);
        QCOMPARE(first[u"author_time"_s].toString(), u"2026-01-07T17:56:44+08:00"_s);
        QVERIFY(first[u"message"_s].toString().endsWith(u'\n'));
        QCOMPARE(first[u"parents"_s].toArray().size(), 1);
        QVERIFY(first[u"files_changed"_s].toInt() > 0);
        // In UTC only 17:56 and 08:05 of +0800 belong to that day.
        QCOMPARE(run({u"commits"_s, u"dynamo"_s, u"--date"_s, u"2026-01-07"_s, u"--timezone"_s, u"UTC"_s, u"--json"_s}).array().size(), 2);
    }

    void repositories()
    {
        QCOMPARE(run({u"repo"_s, u"list"_s, u"--json"_s}).out.trimmed(), "[\n]");
        QCOMPARE(run({u"repo"_s, u"add"_s, url(), u"--branch"_s, u"main"_s, u"--name"_s, u"dynamo"_s}).status, 0);
        const Run twice = run({u"repo"_s, u"add"_s, url()});
        QCOMPARE(twice.status, 2);
        QVERIFY(twice.err.contains("tracked already"));
        const QJsonObject before = run({u"repo"_s, u"list"_s, u"--json"_s}).array().first().toObject();
        QCOMPARE(before[u"name"_s].toString(), u"dynamo"_s);
        QCOMPARE(before[u"address"_s].toString(), url());
        QCOMPARE(before[u"branch"_s].toString(), u"main"_s);
        QVERIFY(before[u"last_fetch"_s].isNull());
        QCOMPARE(run({u"fetch"_s}).status, 0);
        QVERIFY(run({u"repo"_s, u"list"_s, u"--json"_s}).array().first()[u"last_fetch"_s].isString());
        QCOMPARE(run({u"repo"_s, u"rename"_s, u"dynamo"_s, u"d2"_s}).status, 0);
        QCOMPARE(run({u"repo"_s, u"remove"_s, u"d2"_s}).status, 0);
        QCOMPARE(run({u"repo"_s, u"list"_s, u"--json"_s}).array().size(), 0);
        QVERIFY(QDir(path(u"data/mirrors"_s)).entryList({u"*.git"_s}, QDir::Dirs).isEmpty());
    }

    void showsOneCommit()
    {
        run({u"fetch"_s, url()});
        const QString name = run({u"repo"_s, u"list"_s, u"--json"_s}).array().first()[u"name"_s].toString();
        QCOMPARE(name, u"ai-dynamo/dynamo"_s);
        const Run shown = run({u"show"_s, name, m_shas.first().left(8)});
        QCOMPARE(shown.status, 0);
        QVERIFY(shown.out.contains("**🎯 变更类型**"));
        QVERIFY(shown.out.contains("\n@@ "));
        QVERIFY(shown.out.startsWith(m_shas.first().toLatin1()));
        QCOMPARE(run({u"show"_s, name, u"deadbeef"_s}).status, 3);
        QVERIFY(run({u"show"_s, name, m_shas.first(), u"--json"_s}).object()[u"analysis"_s].toObject().contains(u"importance"_s));
    }

    void badWords_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, const QStringList &arguments, int status, const QString &says) { QTest::newRow(name) << arguments << status << says; };
        row("unknown command", {u"frobnicate"_s}, 2, u"no sub-command"_s);
        row("unknown option", {u"run"_s, u"--frobnicate"_s}, 2, u"frobnicate"_s);
        row("option of another command", {u"show"_s, u"a"_s, u"b"_s, u"--again"_s}, 2, u"does not take"_s);
        row("bad date", {u"run"_s, u"x"_s, u"--date"_s, u"7.1.2026"_s}, 2, u"not a date"_s);
        row("no such day", {u"run"_s, u"x"_s, u"--date"_s, u"2026-02-30"_s}, 2, u"not a date"_s);
        row("the future", {u"run"_s, u"x"_s, u"--date"_s, u"2999-01-01"_s}, 2, u"future"_s);
        row("bad zone", {u"run"_s, u"x"_s, u"--timezone"_s, u"Mars/Base"_s}, 2, u"time zone"_s);
        row("since after until", {u"run"_s, u"x"_s, u"--since"_s, u"2026-01-07"_s, u"--until"_s, u"2026-01-06"_s}, 2, u"after"_s);
        row("bad analyzer", {u"run"_s, u"x"_s, u"--analyzer"_s, u"oracle"_s}, 2, u"rules or llm"_s);
        row("no model", {u"run"_s, u"x"_s, u"--analyzer"_s, u"llm"_s}, 2, u"model set"_s);
        row("not an address", {u"run"_s, u"no such thing"_s, u"-o"_s, u"-"_s}, 2, u"cannot be tracked"_s);
        row("a program as address", {u"run"_s, u"ext::sh -c id"_s, u"-o"_s, u"-"_s}, 2, u"cannot be tracked"_s);
        row("no such folder", {u"run"_s, u"./nowhere"_s, u"-o"_s, u"-"_s}, 3, u"does not exist"_s);
        row("not a repository", {u"run"_s, u"."_s, u"-o"_s, u"-"_s}, 3, u"not a git repository"_s);
        row("unknown name", {u"commits"_s, u"nobody"_s}, 3, u"nobody"_s);
        row("nothing tracked", {u"fetch"_s}, 2, u"No repository is tracked"_s);
        row("host unknown", {u"run"_s, u"https://no-such-host.invalid/a/b"_s, u"-o"_s, u"r.md"_s}, 3, u"no-such-host.invalid"_s);
        row("output folder missing", {u"run"_s, u"x"_s, u"-o"_s, u"no/such/folder/r.md"_s}, 3, u"no/such/folder"_s);
        row("output is a folder", {u"run"_s, u"x"_s, u"-o"_s, u"home"_s}, 2, u"is a folder"_s);
    }

    void badWords()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, says);
        const Run done = run(arguments);
        QTEST(done.status, "status");
        QVERIFY2(done.err.contains(says.toUtf8()), done.err.constData());
        QCOMPARE(done.errLines().filter(QRegularExpression(u"^rijian-cli: "_s)).size(), 1); // one clear line
        QVERIFY(done.out.isEmpty());
        QVERIFY(!QFile::exists(path(u"r.md"_s)));
    }

    void someOfSeveral()
    {
        const Run done = report(url(), u"r.md"_s, {m_server->url(u"nobody/nothing.git"_s)});
        QCOMPARE(done.status, 1);
        QVERIFY2(done.err.contains("nobody/nothing"), done.err.constData());
        const QByteArray text = read(path(u"r.md"_s));
        QVERIFY(text.contains("## ai-dynamo/dynamo\n"));
        // The report's reader sees what is missing, too.
        QVERIFY2(text.contains("## nobody/nothing\n\n⚠️ "), text.right(500).constData());
    }

    void wrongCredentials()
    {
        m_server->setCredentials(u"me"_s, u"secret"_s);
        const Run refused = report(url());
        QCOMPARE(refused.status, 3);
        QVERIFY(refused.err.contains("RIJIAN_GIT_TOKEN"));
        QVERIFY(!QFile::exists(path(u"r.md"_s)));
        const Run given = report(m_server->url(u"ai-dynamo/dynamo.git"_s, u"me"_s, u"secret"_s));
        QVERIFY2(given.status == 0, given.err.constData());
        // The password went nowhere.
        QVERIFY(!given.err.contains("secret"));
        QDirIterator files(m_folder.path(), QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext())
            QVERIFY2(!read(files.next()).contains("secret"), qPrintable(files.filePath()));
    }

    void tokensAreKeptInTheSystemsKeychain()
    {
        // A real keychain: gnome-keyring in a session of its own.
        m_server->setCredentials(u"oauth2"_s, u"t0ken"_s);
        QFile script(path(u"session.sh"_s));
        QVERIFY(script.open(QIODevice::WriteOnly));
        script.write("set -e; exec 2>&1; export HOME='" + path(u"home"_s).toUtf8() + "'; unset GNOME_KEYRING_CONTROL; cli='" RIJIAN_CLI " --data-dir " + path(u"data"_s).toUtf8()
                     + "'\necho -n unlock | gnome-keyring-daemon --unlock --components=secrets >/dev/null\n"
                       "echo t0ken | $cli repo login 127.0.0.1\n"
                       "$cli run " + url().toUtf8() + " --date 2026-01-07 -o r.md\n"
                       "$cli repo logout 127.0.0.1\n"
                       "if $cli fetch; then echo still in; fi\n");
        script.close();
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.start(u"dbus-run-session"_s, {u"--"_s, u"bash"_s, script.fileName()});
        QVERIFY(process.waitForFinished(patienceMs));
        const QByteArray said = process.readAllStandardOutput();
        QVERIFY2(process.exitCode() == 0, said.constData());
        QVERIFY2(said.contains("is in the keychain") && said.contains("asks for a login") && !said.contains("still in"), said.constData());
        QCOMPARE(read(path(u"r.md"_s)).count("\n### "), 15);
        QVERIFY(!said.contains("t0ken"));
    }

    void offlineItGoesOnWithWhatWasFetched()
    {
        QCOMPARE(report(url()).status, 0);
        const QByteArray text = read(path(u"r.md"_s));
        m_server->addAnswer({.status = 500});
        const Run down = report(url());
        QCOMPARE(down.status, 1);
        QVERIFY(down.err.contains("previous fetch"));
        QCOMPARE(read(path(u"r.md"_s)), text);
        QCOMPARE(report(url(), u"r.md"_s, {u"--offline"_s}).status, 0);
    }

    void aCorruptDatabaseIsSaidAndKept()
    {
        run({u"repo"_s, u"add"_s, url()});
        const QByteArray garbage = QByteArray("this is no database\n").repeated(1000);
        QFile database(path(u"data/rijian.db"_s));
        QVERIFY(database.open(QIODevice::WriteOnly) && database.write(garbage) == garbage.size());
        database.close();
        const Run done = run({u"repo"_s, u"list"_s});
        QCOMPARE(done.status, 3);
        QCOMPARE(done.errLines().size(), 1);
        QVERIFY2(done.err.contains("damaged") && done.err.contains("rijian.db"), done.err.constData());
        QCOMPARE(read(path(u"data/rijian.db"_s)), garbage);
    }

    void aCorruptMirrorIsMadeAnew()
    {
        QCOMPARE(report(url()).status, 0);
        const QByteArray text = read(path(u"r.md"_s));
        const QString mirror = QDir(path(u"data/mirrors"_s)).entryInfoList({u"*.git"_s}, QDir::Dirs).first().filePath();
        for (const QFileInfo &pack : QDir(mirror + "/objects/pack"_L1).entryInfoList({u"*.pack"_s})) {
            QFile::setPermissions(pack.filePath(), QFile::ReadOwner | QFile::WriteOwner);
            QVERIFY(QFile(pack.filePath()).resize(100));
        }
        const Run done = report(url());
        QVERIFY2(done.status == 0, done.err.constData());
        QVERIFY(done.err.contains("recreated"));
        QCOMPARE(read(path(u"r.md"_s)), text);
    }

    void interruptedItEndsAndTheNextRunWorks()
    {
        CuttingProxy line(m_server->port());
        line.setFault({LineFault::Kind::Throttle, 500});
        const QString slow = u"http://127.0.0.1:%1/ai-dynamo/dynamo.git"_s.arg(line.port());
        QProcess process;
        start(process, {u"run"_s, slow, u"--date"_s, u"2026-01-07"_s, u"-o"_s, u"r.md"_s});
        QVERIFY(m_server->waitForRequests(1));
        ::kill(pid_t(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(patienceMs));
        QCOMPARE(process.exitCode(), 130);
        QVERIFY(!QFile::exists(path(u"r.md"_s)));
        line.passThrough();
        const Run again = report(slow);
        QVERIFY2(again.status == 0, again.err.constData());
    }

    void killedItLosesNothing()
    {
        CuttingProxy line(m_server->port());
        const QString address = u"http://127.0.0.1:%1/ai-dynamo/dynamo.git"_s.arg(line.port());
        line.setFault({LineFault::Kind::Throttle, 500});
        QProcess process;
        start(process, {u"fetch"_s, address});
        QVERIFY(m_server->waitForRequests(1));
        process.kill();
        QVERIFY(process.waitForFinished(patienceMs));
        line.passThrough();
        const Run again = report(address);
        QVERIFY2(again.status == 0, again.err.constData());
        QCOMPARE(read(path(u"r.md"_s)).count("\n### "), 15);
    }

    void fourAtOnce()
    {
        run({u"repo"_s, u"add"_s, url(), u"--name"_s, u"dynamo"_s});
        run({u"fetch"_s});
        std::array<QProcess, 4> processes;
        for (QProcess &process : processes)
            start(process, {u"analyze"_s, u"dynamo"_s, u"--date"_s, u"2026-01-07"_s});
        for (QProcess &process : processes) {
            QVERIFY(process.waitForFinished(patienceMs));
            QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
        }
        QCOMPARE(run({u"report"_s, u"dynamo"_s, u"--date"_s, u"2026-01-07"_s, u"-o"_s, u"-"_s}).out.count("\n### "), 15);
    }

    void aFullDiskIsSaid()
    {
        QVERIFY(QFile::exists(u"/dev/full"_s));
        QProcess process;
        process.setStandardOutputFile(u"/dev/full"_s);
        start(process, {u"run"_s, url(), u"--date"_s, u"2026-01-07"_s, u"-o"_s, u"-"_s});
        QVERIFY(process.waitForFinished(patienceMs));
        QCOMPARE(process.exitCode(), 3);
        QVERIFY(process.readAllStandardError().contains("stdout"));
        start(process, {u"repo"_s, u"list"_s}); // lists, too
        QVERIFY(process.waitForFinished(patienceMs));
        QCOMPARE(process.exitCode(), 3);
        QCOMPARE(process.readAllStandardError().count("stdout"), 1);
    }

    void aFolderIsReadInPlaceAndNeverWritten()
    {
        const auto snapshot = [&] {
            QStringList lines;
            QDirIterator files(m_remote->path(), QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
            while (files.hasNext()) {
                const QFileInfo info = files.nextFileInfo();
                lines.append(info.filePath() + QString::number(info.size()) + info.lastModified().toString(Qt::ISODateWithMs));
            }
            lines.sort();
            return lines;
        };
        const QStringList before = snapshot();
        const Run done = report(m_remote->path(), u"-"_s);
        QVERIFY2(done.status == 0, done.err.constData());
        QCOMPARE(done.out.count("\n### "), 15);
        QCOMPARE(snapshot(), before);
        QVERIFY(!QDir(path(u"data/mirrors"_s)).exists());
    }

    void foldersAreNamedAfterTheirRemote()
    {
        m_remote->git({u"remote"_s, u"add"_s, u"origin"_s, u"git@github.com:ai-dynamo/dynamo.git"_s});
        const Run done = report(m_remote->path(), u"-"_s);
        QVERIFY(done.out.contains("\n## ai-dynamo/dynamo\n"));
        QVERIFY(done.out.contains(QByteArray("\nhttps://github.com/ai-dynamo/dynamo/commit/" + m_shas.first().toLatin1() + '\n')));
        TestRepository other(path(u"served/dynamo.git"_s));
        QCOMPARE(run({u"repo"_s, u"add"_s, other.path()}).status, 0);
        QCOMPARE(run({u"repo"_s, u"list"_s, u"--json"_s}).array().last()[u"name"_s].toString(), u"dynamo"_s);
    }

    void helpForEverything()
    {
        for (const QString &command : {u"run"_s, u"repo"_s, u"fetch"_s, u"commits"_s, u"show"_s, u"analyze"_s, u"report"_s}) {
            const Run help = run({command, u"--help"_s});
            QCOMPARE(help.status, 0);
            QVERIFY2(help.out.contains(QByteArray("Usage: rijian-cli " + command.toUtf8())), help.out.constData());
        }
        QCOMPARE(run({u"--help"_s}).status, 0);
        const Run nothing = run({});
        QCOMPARE(nothing.status, 2);
        QVERIFY(nothing.out.isEmpty() && nothing.err.contains("Usage"));
        QVERIFY(run({u"--version"_s}).out.startsWith("rijian-cli "));
    }

    void quietAndVerbose()
    {
        const Run quiet = report(url(), u"r.md"_s, {u"--quiet"_s});
        QCOMPARE(quiet.status, 0);
        QVERIFY(quiet.err.isEmpty() && quiet.out.isEmpty());
        const Run verbose = report(u"http://127.0.0.1:1/a/b.git"_s, u"-"_s, {u"--verbose"_s});
        QCOMPARE(verbose.status, 3);
        QVERIFY(verbose.errLines().size() > 1);
    }
};

RIJIAN_TEST_MAIN(TestCli)
#include "tst_cli.moc"
