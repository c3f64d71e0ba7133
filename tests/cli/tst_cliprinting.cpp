// A PDF from the command line: what it says and leaves behind when the program that prints is missing, fails, ends or hangs. What that program does is tst_pdf's.

#include "support/outcome.h"
#include "support/process.h"
#include "support/testkit.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <csignal>
#include <unistd.h>

using namespace rijian;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

namespace {
constexpr int patience = 60'000; // milliseconds: the machine may be busy
}

class tst_cliprinting : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void withoutTheProgram();
    void itsWordsAreTold();
    void itEndsUnexpectedly();
    void itIsGivenThePage();
    void stopping();

private:
    void setPrinter(const QByteArray &script);
    QStringList arguments() const { return {u"--data-dir"_s, path(u"data"_s), u"report"_s, u"--date"_s, u"2026-03-17"_s, u"--form"_s, u"pdf"_s, u"-o"_s, path(u"out.pdf"_s)}; }
    ProcessResult run() const { return runProcess(path(u"rijian-cli"_s), arguments(), gitEnvironment(m_folder.path())); }
    QString path(const QString &name) const { return m_folder.filePath(name); }

    QTemporaryDir m_folder;
};

/// The command line in a folder of its own, with a report's data.
void tst_cliprinting::initTestCase()
{
    QVERIFY(m_folder.isValid());
    const QString cli = path(u"rijian-cli"_s);
    if (::link(RIJIAN_CLI, cli.toLocal8Bit().constData()) != 0)
        QVERIFY(QFile::copy(QStringLiteral(RIJIAN_CLI), cli));
    const auto imported = runProcess(cli, {u"--data-dir"_s, path(u"data"_s), u"import"_s, QStringLiteral(RIJIAN_TEST_DATA) + u"/report-grouped-2026-03-17.md"_s}, gitEnvironment(m_folder.path()));
    QVERIFY2(imported.ok(), imported.err.constData());
}

void tst_cliprinting::init()
{
    QFile::remove(path(u"rijian"_s));
    QFile::remove(path(u"out.pdf"_s));
}

void tst_cliprinting::setPrinter(const QByteArray &script)
{
    QFile file(path(u"rijian"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("#!/bin/sh\n" + script) > 0);
    QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
}

void tst_cliprinting::withoutTheProgram()
{
    const auto result = run();
    QCOMPARE(result.exitCode, 3);
    QVERIFY2(result.err.contains("rijian") && result.err.contains("html"), result.err.constData()); // what is missing, and what to do
    QVERIFY(!QFile::exists(path(u"out.pdf"_s)));
}

void tst_cliprinting::itsWordsAreTold()
{
    setPrinter("echo 'engine noise' >&2\necho 'rijian: there is no paper' >&2\nexit 1\n");
    const auto result = run();
    QCOMPARE(result.exitCode, 3);
    QVERIFY2(result.err.contains("there is no paper") && !result.err.contains("engine noise"), result.err.constData());
    QVERIFY(!QFile::exists(path(u"out.pdf"_s)));
}

void tst_cliprinting::itEndsUnexpectedly()
{
    setPrinter("kill -9 $$\n");
    const auto result = run();
    QCOMPARE(result.exitCode, 3);
    QVERIFY2(result.err.contains("html"), result.err.constData());
    QVERIFY(!QFile::exists(path(u"out.pdf"_s)));
}

void tst_cliprinting::itIsGivenThePage()
{
    setPrinter("[ \"$1\" = --print-pdf ] && grep -q '<!DOCTYPE html>' \"$2\" && cp \"$2\" \"$3\" && echo 7\n");
    const auto result = run();
    QVERIFY2(result.exitCode == 0, result.err.constData());
    QFile written(path(u"out.pdf"_s));
    QVERIFY(written.open(QIODevice::ReadOnly));
    const QByteArray page = written.readAll();
    QVERIFY(page.contains("<details class=\"card\" open>") && !page.contains("<details class=\"card\">")); // nothing is folded on paper
    // To stdout, by way of a file of its own.
    QStringList toStdout = arguments();
    toStdout.last() = u"-"_s;
    const auto piped = runProcess(path(u"rijian-cli"_s), toStdout, gitEnvironment(m_folder.path()));
    QVERIFY2(piped.exitCode == 0, piped.err.constData());
    QVERIFY(piped.out.startsWith("<!DOCTYPE html>"));
}

void tst_cliprinting::stopping()
{
    setPrinter("echo $$ > '" + path(u"pid"_s).toUtf8() + "'\nexec sleep 600\n");
    QProcess process;
    process.setProcessEnvironment(gitEnvironment(m_folder.path()));
    process.start(path(u"rijian-cli"_s), arguments());
    QVERIFY(process.waitForStarted());
    QFile number(path(u"pid"_s));
    QTRY_VERIFY_WITH_TIMEOUT(number.exists() && number.size() > 1, patience);
    QVERIFY(number.open(QIODevice::ReadOnly));
    const auto child = pid_t(number.readAll().trimmed().toInt());
    QVERIFY(child > 1);
    process.terminate();
    QVERIFY(waitForEnd(process, patience));
    QCOMPARE(process.exitCode(), 130);
    QVERIFY2(::kill(child, 0) != 0, "the program that prints outlives the one that asked");
    QVERIFY(!QFile::exists(path(u"out.pdf"_s)));
}

RIJIAN_TEST_MAIN(tst_cliprinting)
#include "tst_cliprinting.moc"
