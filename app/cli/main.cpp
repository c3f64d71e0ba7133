#include "cli/application.h"
#include "cli/interrupt.h"

#include <QCoreApplication>

int main(int argc, char **argv)
{
    const std::stop_token stop = rijian::cli::watchSignals();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("rijian-cli"));
    QCoreApplication::setApplicationVersion(QStringLiteral(RIJIAN_VERSION));
    return rijian::cli::runApplication(QCoreApplication::arguments(), stop);
}
