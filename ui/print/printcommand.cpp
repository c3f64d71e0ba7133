#include "ui/print/printcommand.h"

#include "ui/language.h"
#include "ui/print/pdfprinter.h"

#include <QApplication>
#include <QFile>

#include <csignal>
#include <cstdio>
#include <sys/prctl.h>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

constexpr char Option[] = "--print-pdf";

int refuse(const QString &message, int status)
{
    std::fprintf(stderr, "rijian: %s\n", qPrintable(message));
    return status;
}

} // namespace

bool isPrintCommand(int argc, char **argv)
{
    return argc > 1 && qstrcmp(argv[1], Option) == 0;
}

void preparePrintCommand()
{
    prctl(PR_SET_PDEATHSIG, SIGTERM); // whoever asked for it is gone
    qputenv("QT_QPA_PLATFORM", "offscreen");
}

int runPrintCommand(QApplication &application)
{
    constexpr int asked = 4;
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != asked)
        return refuse(u"--print-pdf takes a page and the PDF to write: rijian --print-pdf IN.html OUT.pdf"_s, 2);
    applyLanguage(application, qEnvironmentVariable("RIJIAN_LANGUAGE", u"en"_s));
    QFile input(arguments.at(2));
    if (!input.open(QIODevice::ReadOnly))
        return refuse(PdfPrinter::tr("%1 cannot be read (%2).").arg(input.fileName(), input.errorString()), 1);
    const PrintLimits limits;
    PdfPrinter printer(nullptr, limits);
    int status = 1;
    QObject::connect(&printer, &PdfPrinter::finished, &application, [&status](const Result<PrintedPdf> &printed) {
        if (printed)
            std::printf("%d\n", printed->pages);
        status = printed ? 0 : refuse(printed.error().message, 1);
        QCoreApplication::quit();
    });
    printer.print(input.read(limits.bytes + 1), arguments.at(3));
    QApplication::exec();
    return status;
}

} // namespace rijian::ui
