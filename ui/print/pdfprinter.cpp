#include "ui/print/pdfprinter.h"

#include "ui/print/pdffinish.h"
#include "ui/print/pdfoutline.h"
#include "ui/print/reportpage.h"

#include <QMarginsF>
#include <QPageLayout>
#include <QPageSize>
#include <QSaveFile>
#include <QTemporaryDir>
#include <QtConcurrent>

#include <utility>

using namespace Qt::StringLiterals;

namespace rijian::ui {

struct PdfPrinter::Prepared {
    QByteArray html;
    QList<PageHeading> headings;
};

namespace {

/// The style sheet's own, for a page that has none.
QPageLayout paper()
{
    return {QPageSize(QPageSize::A4), QPageLayout::Portrait, QMarginsF(15, 17, 15, 18), QPageLayout::Millimeter};
}

Result<void> save(const QString &file, const QByteArray &bytes)
{
    QSaveFile output(file);
    output.setDirectWriteFallback(false);
    if (output.open(QIODevice::WriteOnly) && output.write(bytes) == bytes.size() && output.commit())
        return {};
    return failure(ErrorKind::Disk, PdfPrinter::tr("%1 cannot be written (%2): choose another file, or check the folder, its permissions and the free space.").arg(file, output.errorString()));
}

Result<PrintedPdf> finishAndSave(const QString &raw, const QList<PageHeading> &headings, const QString &file, const std::stop_token &stop)
{
    QFile pdf(raw);
    if (!pdf.open(QIODevice::ReadOnly))
        return failure(ErrorKind::Disk, PdfPrinter::tr("%1 cannot be read (%2).").arg(raw, pdf.errorString()));
    const auto finished = finishPdf(pdf.readAll(), headings, stop);
    if (!finished)
        return std::unexpected(finished.error());
    if (stop.stop_requested())
        return failure(ErrorKind::Cancelled, PdfPrinter::tr("Stopped: nothing was written."));
    if (auto saved = save(file, finished->bytes); !saved)
        return std::unexpected(saved.error());
    return PrintedPdf{file, finished->pages, finished->bookmarks};
}

} // namespace

PdfPrinter::PdfPrinter(QObject *parent, PrintLimits limits)
    : QObject(parent)
    , m_limits(limits)
{
    m_watch.setSingleShot(true);
    connect(&m_watch, &QTimer::timeout, this, [this] {
        end(failure(ErrorKind::Internal, tr("The PDF took too long: choose fewer days or repositories, or export as HTML.")));
    });
}

PdfPrinter::~PdfPrinter()
{
    m_stop.request_stop();
    dropEngine();
}

/// A page tells of its end while it goes: nobody listens any more.
void PdfPrinter::dropEngine()
{
    if (m_engine)
        m_engine->page()->disconnect(this);
    m_engine.reset();
}

void PdfPrinter::print(const QByteArray &html, const QString &file)
{
    if (m_busy)
        return;
    m_busy = true;
    m_file = file;
    m_stop = {};
    ++m_run;
    if (html.size() > m_limits.bytes) {
        const auto tooLong = failure(ErrorKind::Unsupported,
                                     tr("This report is too long for a PDF (more than %1 MB): choose fewer days or repositories, or export as HTML, "
                                        "which has no limit.").arg(m_limits.bytes / 1'000'000));
        QMetaObject::invokeMethod(this, [this, run = m_run, tooLong] {
            if (run == m_run && m_busy)
                end(tooLong);
        }, Qt::QueuedConnection);
        return;
    }
    m_watch.start(m_limits.milliseconds + int(html.size() / 1'000'000) * m_limits.millisecondsPerMegabyte);
    prepare(html);
}

void PdfPrinter::prepare(const QByteArray &html)
{
    QtConcurrent::run([html]() -> Prepared {
        QList<PageHeading> headings = headingsOf(html);
        QByteArray page = withLinksTo(html, headings);
        return {std::move(page), std::move(headings)};
    }).then(this, [this, run = m_run](const Prepared &page) {
        if (run == m_run && m_busy)
            start(page);
    });
}

void PdfPrinter::start(const Prepared &page)
{
    m_headings = page.headings;
    m_engine = std::make_unique<ReportEngine>();
    ReportPage *report = m_engine->page();
    connect(report, &QWebEnginePage::loadProgress, this, [this](int percent) { Q_EMIT progressed(std::min(percent, 99)); });
    connect(report, &QWebEnginePage::loadFinished, this, &PdfPrinter::loaded);
    connect(report, &QWebEnginePage::renderProcessTerminated, this, [this] {
        // Not from within the engine's own signal: the page goes with it.
        QMetaObject::invokeMethod(this, [this, run = m_run] {
            if (run == m_run && m_busy)
                end(failure(ErrorKind::Internal, tr("The browser engine ended while it printed: try again with fewer days or repositories, or export as HTML.")));
        }, Qt::QueuedConnection);
    });
    report->present(page.html);
}

void PdfPrinter::loaded(bool ok)
{
    if (!m_busy)
        return;
    if (!ok) {
        QMetaObject::invokeMethod(this, [this, run = m_run] {
            if (run == m_run && m_busy)
                end(failure(ErrorKind::Internal, tr("The browser engine could not read the report: try again, or export another format.")));
        }, Qt::QueuedConnection);
        return;
    }
    Q_EMIT progressed(100);
    // By way of a file: Qt 6.8.2 runs the function of the other printToPdf() twice when the page's process ends meanwhile, and so frees it twice.
    m_scratch = std::make_unique<QTemporaryDir>();
    const QString raw = m_scratch->filePath(u"engine.pdf"_s);
    connect(m_engine->page(), &QWebEnginePage::pdfPrintingFinished, this, [this, raw, run = m_run](const QString &, bool done) {
        // Not from within the engine's own signal: its page goes.
        QMetaObject::invokeMethod(this, [this, raw, run, done] {
            if (run == m_run && m_busy && !m_finishing)
                printed(done ? raw : QString());
        }, Qt::QueuedConnection);
    });
    m_engine->page()->printToPdf(raw, paper());
}

void PdfPrinter::printed(const QString &raw)
{
    if (raw.isEmpty()) {
        end(failure(ErrorKind::Internal, tr("The browser engine could not print the report: check the space for temporary files, or export another format.")));
        return;
    }
    m_finishing = true;
    m_watch.stop(); // what follows depends on nobody
    dropEngine();
    QtConcurrent::run([raw, headings = m_headings, file = m_file, stop = m_stop.get_token()] { return finishAndSave(raw, headings, file, stop); })
        .then(this, [this, run = m_run](const Result<PrintedPdf> &result) {
            if (run == m_run && m_busy)
                end(result);
        });
}

void PdfPrinter::cancel()
{
    if (!m_busy)
        return;
    m_stop.request_stop();
    if (m_finishing)
        return; // whether the file is there already, its writer knows
    m_watch.stop();
    QMetaObject::invokeMethod(this, [this, run = m_run] {
        if (run == m_run && m_busy)
            end(failure(ErrorKind::Cancelled, tr("Stopped: nothing was written.")));
    }, Qt::QueuedConnection);
}

void PdfPrinter::end(const Result<PrintedPdf> &result)
{
    m_stop.request_stop(); // of a run that took too long
    m_watch.stop();
    m_busy = m_finishing = false;
    m_headings.clear();
    m_scratch.reset();
    dropEngine();
    Q_EMIT finished(result);
}

} // namespace rijian::ui
