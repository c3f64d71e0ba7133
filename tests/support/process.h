#pragma once
// Runs a program to its end, for tests: no shell, no inherited git settings, the whole output kept.

#include <QByteArray>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

class QProcess;

namespace rijian::testkit {

struct ProcessResult {
    int exitCode = -1; ///< -1: did not start, crashed, or was killed after the time limit
    QByteArray out;
    QByteArray err;

    bool ok() const { return exitCode == 0; }
};

/// The environment that makes git's behaviour independent of the machine: `home` is HOME and holds nothing of the
/// user's; no system or global configuration, no prompts, no agent, no proxies; language C, time zone UTC; a fixed
/// identity and date for commands that need one (tag, merge).
QProcessEnvironment gitEnvironment(const QString &home);

/// True when the program ended in time. In place of QProcess::waitForFinished() where a test runs under the thread sanitizer too: that holds
/// SIGCHLD back until the thread leaves its next call into the system, and does not take what Qt calls for one that may wait long. Of a program
/// that ends in the microsecond before Qt waits for it, Qt then hears when the wait is over. So these are many short ones.
bool waitForEnd(QProcess &process, int timeoutMs);

/// Blocks until the program ends. Killed after `timeoutMs`.
ProcessResult runProcess(const QString &program, const QStringList &arguments, const QProcessEnvironment &environment,
    const QString &workingDirectory = {}, const QByteArray &input = {}, int timeoutMs = 120'000);

/// runProcess("git", …).
ProcessResult runGit(const QStringList &arguments, const QProcessEnvironment &environment,
    const QString &workingDirectory = {}, const QByteArray &input = {});

} // namespace rijian::testkit
