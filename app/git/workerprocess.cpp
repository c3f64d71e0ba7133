#include "git/workerprocess.h"

#include <QFile>

#include <condition_variable>
#include <csignal>
#include <cstring>
#include <mutex>
#include <optional>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace Qt::StringLiterals;

namespace rijian::git {

/// Shared with the thread that waits for the child.
struct WorkerProcess::State {
    std::mutex mutex;
    std::condition_variable changed;
    std::optional<int> spawnError; ///< set once the attempt is over; 0: it runs, or ran
    pid_t pid = 0;
    std::optional<int> status; ///< waitpid's; set in the same breath as the child is reaped, so that a pid is never used again
};

namespace {

QString wordsFor(int status)
{
    if (!WIFSIGNALED(status))
        return u"exit status %1"_s.arg(WEXITSTATUS(status));
    const char *name = sigabbrev_np(WTERMSIG(status));
    return name ? u"SIG"_s + QString::fromLatin1(name) : u"signal %1"_s.arg(WTERMSIG(status));
}

/// What posix_spawn takes for a list of strings.
class Strings
{
public:
    explicit Strings(const QStringList &strings)
    {
        for (const QString &string : strings)
            m_bytes.push_back(QFile::encodeName(string));
        for (QByteArray &bytes : m_bytes)
            m_pointers.push_back(bytes.data());
        m_pointers.push_back(nullptr);
    }
    char **data() { return m_pointers.data(); }

private:
    std::vector<QByteArray> m_bytes;
    std::vector<char *> m_pointers;
};

int spawn(pid_t &pid, const QString &program, const QStringList &arguments, const QProcessEnvironment &environment, int socket)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, socket, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, socket, STDOUT_FILENO);
    posix_spawn_file_actions_addclosefrom_np(&actions, 3);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setflags(&attributes, short(POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF));
    Strings words(QStringList(program) + arguments);
    Strings variables(environment.toStringList());
    const int error = posix_spawn(&pid, QFile::encodeName(program).constData(), &actions, &attributes, words.data(), variables.data());
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

} // namespace

WorkerProcess::WorkerProcess(std::shared_ptr<State> state, int socket)
    : m_state(std::move(state))
    , m_socket(socket)
{
}

Result<std::unique_ptr<WorkerProcess>> WorkerProcess::start(const QString &program, const QStringList &arguments, const QProcessEnvironment &environment)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return failure(ErrorKind::Internal, {}, QString::fromLocal8Bit(std::strerror(errno)));
    auto state = std::make_shared<State>();
    // The child asks the kernel to be killed when the thread that started it ends (PR_SET_PDEATHSIG): hence one that lives as long as it.
    std::thread([=, theirs = ends[1]] {
        pid_t pid = 0;
        const int error = spawn(pid, program, arguments, environment, theirs);
        ::close(theirs);
        {
            const std::scoped_lock lock(state->mutex);
            state->pid = pid;
            state->spawnError = error;
            state->changed.notify_all();
        }
        if (error != 0)
            return;
        siginfo_t info;
        int waited = 0;
        do {
            waited = waitid(P_PID, id_t(pid), &info, WEXITED | WNOWAIT);
        } while (waited != 0 && errno == EINTR);
        const std::scoped_lock lock(state->mutex);
        if (waited == 0)
            ::kill(-pid, SIGKILL); // what it started
        int status = 0;
        waitpid(pid, &status, 0);
        state->status = status;
        state->changed.notify_all();
    }).detach();
    std::unique_lock lock(state->mutex);
    state->changed.wait(lock, [&] { return state->spawnError.has_value(); });
    const int error = *state->spawnError;
    lock.unlock();
    if (error != 0) {
        ::close(ends[0]);
        return failure(ErrorKind::Internal, {}, QString::fromLocal8Bit(std::strerror(error)));
    }
    return std::unique_ptr<WorkerProcess>(new WorkerProcess(std::move(state), ends[0]));
}

WorkerProcess::~WorkerProcess()
{
    kill();
    ::close(m_socket);
    waitForEnd(std::chrono::seconds(1)); // longer only where the kernel itself waits, such as for a file server: left to the thread
}

qint64 WorkerProcess::pid() const
{
    const std::scoped_lock lock(m_state->mutex);
    return m_state->pid;
}

void WorkerProcess::kill()
{
    const std::scoped_lock lock(m_state->mutex);
    if (!m_state->status)
        ::kill(-m_state->pid, SIGKILL);
}

QString WorkerProcess::waitForEnd(std::chrono::milliseconds patience) const
{
    std::unique_lock lock(m_state->mutex);
    if (!m_state->changed.wait_for(lock, patience, [this] { return m_state->status.has_value(); }))
        return {};
    return wordsFor(*m_state->status);
}

} // namespace rijian::git
