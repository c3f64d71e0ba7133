#include "cli/interrupt.h"

#include <csignal>
#include <cstdio>
#include <pthread.h>
#include <thread>
#include <unistd.h>

namespace rijian::cli {

std::stop_token watchSignals()
{
    // Blocked here and so in every thread to come; one thread waits for them, where any function may be called.
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        sigaddset(&signals, signal);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);

    static std::stop_source source;
    std::thread([signals] {
        int signal = 0;
        sigwait(&signals, &signal);
        source.request_stop();
        if (isatty(STDERR_FILENO))
            std::fputs("\nrijian-cli: stopping; again to stop at once\n", stderr);
        sigwait(&signals, &signal);
        _exit(130);
    }).detach();
    return source.get_token();
}

} // namespace rijian::cli
