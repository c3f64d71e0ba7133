#include "cli/printing.h"

#include "core/text.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QProcess>

using namespace Qt::StringLiterals;

namespace rijian::cli {

namespace {

struct PrintingText {
    Q_DECLARE_TR_FUNCTIONS(rijian::cli::Printing)
};

constexpr int PollInterval = 100;       // milliseconds
constexpr int EndsWithin = 3'000;       // milliseconds, of a program that was asked to
constexpr qsizetype KeptWords = 20'000; // of what it says

/// The program's own line among those of its engine.
QString reasonIn(const QByteArray &words)
{
    QString reason;
    for (const QByteArray &line : words.split('\n')) {
        if (line.startsWith("rijian: "))
            reason = QString::fromUtf8(line.sliced(8));
    }
    return oneLine(reason, 500);
}

void endProcess(QProcess &process)
{
    process.terminate();
    if (!process.waitForFinished(EndsWithin)) {
        process.kill();
        process.waitForFinished(EndsWithin);
    }
}

} // namespace

Result<void> checkOutput(const QString &file)
{
    if (file == "-"_L1)
        return {};
    const QFileInfo info(file);
    const QFileInfo folder(info.absolutePath());
    if (info.isDir())
        return failure(ErrorKind::Usage, PrintingText::tr("%1 is a folder: give the report's file name.").arg(file));
    if (!folder.isDir())
        return failure(ErrorKind::Disk, PrintingText::tr("The folder %1 does not exist: create it, or choose another with -o.").arg(folder.filePath()));
    if (!folder.isWritable() || (info.exists() && !info.isWritable()))
        return failure(ErrorKind::Disk, PrintingText::tr("%1 cannot be written: choose another file with -o, or check the permissions.").arg(file));
    return {};
}

Result<QString> findPrinter()
{
    const QFileInfo program(QCoreApplication::applicationDirPath() + "/rijian"_L1);
    if (program.isFile() && program.isExecutable())
        return program.filePath();
    return failure(ErrorKind::Unsupported,
                   PrintingText::tr("A PDF is printed by the desktop program “rijian”, which is not installed beside this one: install it, or choose the "
                                    "format “html” and print that."));
}

Result<int> printPdf(const QString &program, const QString &page, const QString &pdf, const std::stop_token &stop)
{
    QProcess process;
    QByteArray words;
    QObject::connect(&process, &QProcess::readyReadStandardError, &process, [&] {
        words += process.readAllStandardError();
        words.remove(0, std::max<qsizetype>(0, words.size() - KeptWords));
    });
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(program, {u"--print-pdf"_s, page, pdf});
    if (!process.waitForStarted())
        return failure(ErrorKind::Unsupported, PrintingText::tr("%1 cannot be started (%2): check that it is installed whole.").arg(program, process.errorString()));
    // It has a time limit of its own, by the page's length.
    while (!process.waitForFinished(PollInterval)) {
        if (stop.stop_requested()) {
            endProcess(process);
            return failure(ErrorKind::Cancelled, PrintingText::tr("Stopped: nothing was written."));
        }
        if (process.state() == QProcess::NotRunning)
            break;
    }
    words += process.readAllStandardError();
    if (process.exitStatus() == QProcess::CrashExit)
        return failure(ErrorKind::Internal, PrintingText::tr("The program that prints ended unexpectedly: try again, or choose the format “html”."), oneLine(QString::fromUtf8(words), 2000));
    if (process.exitCode() != 0) {
        const QString reason = reasonIn(words);
        return failure(ErrorKind::Internal, reason.isEmpty() ? PrintingText::tr("The PDF could not be printed: try again, or choose the format “html”.") : reason, oneLine(QString::fromUtf8(words), 2000));
    }
    return process.readAllStandardOutput().trimmed().toInt();
}

} // namespace rijian::cli
