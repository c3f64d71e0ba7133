#include "core/day.h"
#include "ui/desktop.h"
#include "ui/print/printcommand.h"
#include "ui/singleinstance.h"
#include "ui/startup.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

#include <cstdio>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace rijian;

namespace {

int fail(const QString &message)
{
    std::fprintf(stderr, "rijian: %s\n", qPrintable(message));
    return 2;
}

/// Chromium's sandbox does not work for root, and would end the program with words that help nobody.
bool mayStart()
{
    if (geteuid() != 0 || qEnvironmentVariableIntValue("QTWEBENGINE_DISABLE_SANDBOX") == 1)
        return true;
    std::fputs("rijian: do not start the desktop as root: the card's browser engine is not safe there. In a container, where there is no other user, set "
               "QTWEBENGINE_DISABLE_SANDBOX=1.\n", stderr);
    return false;
}

/// Addresses of folders are meant from where the program was started, which another instance does not know.
QStringList absolute(QStringList addresses)
{
    for (QString &address : addresses) {
        if (const QFileInfo folder(address); folder.isDir())
            address = folder.absoluteFilePath();
    }
    return addresses;
}

} // namespace

int main(int argc, char **argv)
{
    ui::prepareApplication();
    const bool asks = argc > 1 && (qstrcmp(argv[1], "--help") == 0 || qstrcmp(argv[1], "-h") == 0 || qstrcmp(argv[1], "--version") == 0 || qstrcmp(argv[1], "-v") == 0);
    if (!asks && !mayStart())
        return 3;
    if (asks && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen"); // no display is needed to answer
    const bool prints = ui::isPrintCommand(argc, argv);
    if (prints)
        ui::preparePrintCommand();
    QApplication application(argc, argv);
    if (prints)
        return ui::runPrintCommand(application);
    QApplication::setDesktopFileName(u"rijian"_s);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"The day's changes of the repositories you follow."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption dataFolder(u"data-dir"_s, u"Keep the database and the mirrors in DIR."_s, u"DIR"_s,
                                        QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + "/rijian"_L1);
    const QCommandLineOption date(u"date"_s, u"Show day D (2026-01-07, today, yesterday)."_s, u"D"_s);
    parser.addOptions({dataFolder, date});
    parser.addPositionalArgument(u"ADDRESS"_s, u"Repositories to track: addresses, owner/name, folders."_s, u"[ADDRESS...]"_s);
    parser.process(application);
    QDate day;
    if (parser.isSet(date)) {
        const auto parsed = parseDate(parser.value(date), defaultTimeZone(), QDateTime::currentDateTimeUtc());
        if (!parsed)
            return fail(parsed.error().message);
        day = *parsed;
    }
    const QString folder = QDir(parser.value(dataFolder)).absolutePath();
    const QStringList addresses = absolute(parser.positionalArguments());
    if (!QDir().mkpath(folder))
        return fail(u"the data folder %1 cannot be made: choose another with --data-dir"_s.arg(folder));
    ui::SingleInstance instance(folder);
    const auto role = instance.start({addresses, day});
    if (!role)
        return fail(role.error().message);
    if (*role == ui::SingleInstance::Role::Delivered)
        return 0; // the one that runs has been told
    ui::Desktop desktop(application, {.dataFolder = folder, .day = day, .addresses = addresses,
                                      .workerProgram = QCoreApplication::applicationDirPath() + "/rijian-cli"_L1});
    QObject::connect(&instance, &ui::SingleInstance::activated, &desktop, &ui::Desktop::activate);
    return QApplication::exec();
}
