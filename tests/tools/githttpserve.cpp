// rijian-test-gitserver FOLDER [--port P]: serves the repositories below FOLDER over smart HTTP on 127.0.0.1 until it is
// ended. Its first line is the base address. For benchmarks and for trying things by hand; not for a network.

#include "support/githttpserver.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>

#include <cstdio>
#include <exception>

using namespace Qt::StringLiterals;

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    const QCommandLineOption port(u"port"_s, u"Port to listen on; 0 for any."_s, u"P"_s, u"0"_s);
    parser.addOption(port);
    parser.addPositionalArgument(u"FOLDER"_s, u"Folder of bare repositories."_s);
    parser.addHelpOption();
    parser.process(application);
    if (parser.positionalArguments().size() != 1)
        parser.showHelp(2);
    try {
        const rijian::testkit::GitHttpServer server(QDir(parser.positionalArguments().constFirst()).absolutePath(),
            rijian::testkit::GitHttpServer::Security::Plain, parser.value(port).toUShort());
        std::printf("%s\n", qPrintable(server.baseUrl()));
        std::fflush(stdout);
        return application.exec();
    } catch (const std::exception &error) {
        std::fprintf(stderr, "rijian-test-gitserver: %s\n", error.what());
        return 1;
    }
}
