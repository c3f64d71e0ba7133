#include "cli/application.h"
#include "cli/interrupt.h"
#include "git/fetcher.h"

#include <QCoreApplication>

#include <unistd.h>

int main(int argc, char **argv)
{
    const std::stop_token stop = rijian::cli::watchSignals();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("rijian-cli"));
    QCoreApplication::setApplicationVersion(QStringLiteral(RIJIAN_VERSION));
    const int status = rijian::cli::runApplication(QCoreApplication::arguments(), stop);
    // A fetch that hangs inside libgit2 cannot be joined: leave it behind without tearing down what it uses.
    if (rijian::git::hasAbandonedFetches())
        _exit(status);
    return status;
}
