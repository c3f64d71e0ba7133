#include "support/process.h"

#include <QDeadlineTimer>
#include <QProcess>

using namespace Qt::StringLiterals;

namespace rijian::testkit {

QProcessEnvironment gitEnvironment(const QString &home)
{
    const auto system = QProcessEnvironment::systemEnvironment();
    QProcessEnvironment environment;
    // Sanitizer and coverage settings must reach our own programs; the rest of the user's environment must not.
    for (const auto &name : {u"PATH"_s, u"TMPDIR"_s, u"LD_LIBRARY_PATH"_s, u"ASAN_OPTIONS"_s, u"UBSAN_OPTIONS"_s, u"TSAN_OPTIONS"_s, u"LSAN_OPTIONS"_s}) {
        if (system.contains(name))
            environment.insert(name, system.value(name));
    }
    environment.insert(u"HOME"_s, home);
    environment.insert(u"XDG_CONFIG_HOME"_s, home + u"/.config"_s);
    environment.insert(u"GIT_CONFIG_NOSYSTEM"_s, u"1"_s);
    environment.insert(u"GIT_CONFIG_GLOBAL"_s, u"/dev/null"_s);
    environment.insert(u"GIT_TERMINAL_PROMPT"_s, u"0"_s);
    environment.insert(u"GIT_ASKPASS"_s, u"true"_s);
    environment.insert(u"LC_ALL"_s, u"C"_s);
    environment.insert(u"TZ"_s, u"UTC"_s);
    for (const auto &who : {u"AUTHOR"_s, u"COMMITTER"_s}) {
        environment.insert(u"GIT_"_s + who + u"_NAME"_s, u"Test Kit"_s);
        environment.insert(u"GIT_"_s + who + u"_EMAIL"_s, u"kit@example.org"_s);
        environment.insert(u"GIT_"_s + who + u"_DATE"_s, u"1767700800 +0800"_s);
    }
    return environment;
}

bool waitForEnd(QProcess &process, int timeoutMs)
{
    const QDeadlineTimer deadline(timeoutMs);
    while (process.state() != QProcess::NotRunning && !deadline.hasExpired())
        process.waitForFinished(int(std::min<qint64>(200, deadline.remainingTime())));
    return process.state() == QProcess::NotRunning;
}

ProcessResult runProcess(const QString &program, const QStringList &arguments, const QProcessEnvironment &environment,
    const QString &workingDirectory, const QByteArray &input, int timeoutMs)
{
    QProcess process;
    process.setProcessEnvironment(environment);
    if (!workingDirectory.isEmpty())
        process.setWorkingDirectory(workingDirectory);
    process.start(program, arguments);
    ProcessResult result;
    if (!process.waitForStarted()) {
        result.err = process.errorString().toUtf8();
        return result;
    }
    process.write(input);
    process.closeWriteChannel();
    if (!waitForEnd(process, timeoutMs)) {
        process.kill();
        waitForEnd(process, 5'000);
        result.err = "time limit reached: ";
    } else if (process.exitStatus() == QProcess::NormalExit) {
        result.exitCode = process.exitCode();
    }
    result.out = process.readAllStandardOutput();
    result.err += process.readAllStandardError();
    return result;
}

ProcessResult runGit(const QStringList &arguments, const QProcessEnvironment &environment, const QString &workingDirectory,
    const QByteArray &input)
{
    return runProcess(u"git"_s, arguments, environment, workingDirectory, input);
}

} // namespace rijian::testkit
