#pragma once
// A child process to talk to: its stdin and stdout are one socket of ours. Internal to this room.

#include "core/result.h"

#include <QProcessEnvironment>
#include <QStringList>

#include <chrono>
#include <memory>

namespace rijian::git {

/// Functions may be called from different threads, one after the other. The child is in a session of its own: it has no terminal to
/// ask at, and no key pressed there reaches it. Programs that it starts are ended with it.
class WorkerProcess
{
public:
    /// `environment` is the child's whole environment. The error's detail says what the system says; its message is empty.
    static Result<std::unique_ptr<WorkerProcess>> start(const QString &program, const QStringList &arguments, const QProcessEnvironment &environment);
    /// Kills it, and waits a second at most until it is gone.
    ~WorkerProcess();
    WorkerProcess(const WorkerProcess &) = delete;
    WorkerProcess &operator=(const WorkerProcess &) = delete;

    int socket() const { return m_socket; }
    qint64 pid() const;
    void kill();
    /// How it ended, such as "SIGSEGV" or "exit status 1"; empty when it had not after `patience`.
    QString waitForEnd(std::chrono::milliseconds patience) const;

private:
    struct State;
    WorkerProcess(std::shared_ptr<State> state, int socket);

    std::shared_ptr<State> m_state;
    int m_socket;
};

} // namespace rijian::git
