#include "cli/worker.h"

#include "cli/prompt.h"
#include "git/library.h"
#include "git/localbackend.h"
#include "git/workerserver.h"

#include <QCoreApplication>
#include <QTranslator>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace rijian::cli {

namespace {

// Far above what the largest commit takes, far below what makes a machine stand still.
[[maybe_unused]] constexpr rlim_t maxData = rlim_t(4) << 30;

void lowerLimit(__rlimit_resource resource, rlim_t value)
{
    rlimit limit{};
    if (getrlimit(resource, &limit) != 0)
        return;
    limit.rlim_cur = std::min(limit.rlim_cur, value);
    limit.rlim_max = std::min(limit.rlim_max, value);
    setrlimit(resource, &limit);
}

/// What comes in and goes out are messages alone: a library's print goes to stderr, a program started from here reads nothing.
bool keepStreams(int &in, int &out)
{
    in = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
    out = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
    const int nothing = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    return in >= 0 && out >= 0 && nothing >= 0 && dup2(nothing, STDIN_FILENO) >= 0 && dup2(STDERR_FILENO, STDOUT_FILENO) >= 0;
}

} // namespace

int runWorker(int argc, char **argv)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    std::signal(SIGPIPE, SIG_IGN);
    lowerLimit(RLIMIT_CORE, 0);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) // they map terabytes
    lowerLimit(RLIMIT_DATA, maxData);
#endif
    int in = -1, out = -1;
    if (isatty(STDIN_FILENO) || !keepStreams(in, out)) {
        std::fputs("rijian-cli: worker serves another program on stdin and stdout\n", stderr);
        return 2;
    }
    const std::jthread warmUp(git::initialize);
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("rijian-cli"));
    // What goes wrong is said in the language of the program that asks.
    QTranslator translator;
    if (translator.load(u"rijian_"_s + qEnvironmentVariable("RIJIAN_LANGUAGE", u"en"_s), u":/i18n"_s))
        QCoreApplication::installTranslator(&translator);
    git::LocalBackend backend;
    const int status = git::serveRequests(in, out, backend, {.keychain = terminalSecrets().keychain});
    if (git::hasAbandonedFetches())
        _exit(status);
    return status;
}

} // namespace rijian::cli
