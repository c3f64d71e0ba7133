#include "cli/application.h"
#include "cli/interrupt.h"
#include "cli/worker.h"
#include "git/fetcher.h"
#include "git/library.h"

#include <QCoreApplication>

#include <string_view>
#include <thread>
#include <unistd.h>

int main(int argc, char **argv)
{
    if (argc == 2 && std::string_view(argv[1]) == "worker")
        return rijian::cli::runWorker(argc, argv);
    const std::stop_token stop = rijian::cli::watchSignals();
    // libgit2 reads all of the system's certificates when it starts (4 ms): meanwhile the rest can begin.
    const std::jthread warmUp(rijian::git::initialize);
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("rijian-cli"));
    QCoreApplication::setApplicationVersion(QStringLiteral(RIJIAN_VERSION));
    const int status = rijian::cli::runApplication(QCoreApplication::arguments(), stop);
    // A fetch that hangs inside libgit2 cannot be joined: leave it behind without tearing down what it uses.
    if (rijian::git::hasAbandonedFetches())
        _exit(status);
    return status;
}
