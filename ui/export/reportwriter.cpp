#include "ui/export/reportwriter.h"

#include "ui/print/pdfprinter.h"

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {
constexpr int TellInterval = 100; // milliseconds
}

ReportWriter::ReportWriter(jobs::Workspace &workspace, QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
{
    m_tell.setInterval(TellInterval);
    connect(&m_tell, &QTimer::timeout, this, &ReportWriter::tell);
}

ReportWriter::~ReportWriter()
{
    m_stop.request_stop();
}

void ReportWriter::write(const jobs::ExportOptions &options)
{
    m_stop.request_stop();
    m_printer.reset();
    m_stop = {};
    m_percent = std::make_shared<std::atomic<int>>(0);
    m_busy = true;
    jobs::ExportOptions how = options;
    how.stop = m_stop;
    how.progress = [percent = m_percent](qsizetype done, qsizetype all) { *percent = int(done * 100 / std::max<qsizetype>(all, 1)); };
    const bool pdf = options.form.form == report::Form::Pdf;
    m_pdf = pdf ? options.file : QString();
    if (pdf) {
        how.form = {report::Form::Html, {}};
        how.file.clear();
        how.write.open = true;
        how.textLimit = PrintLimits().bytes + 1; // enough to see that it is too long
    }
    m_tell.start();
    m_workspace.exportReport(how).then(this, [this, run = ++m_run](const Result<jobs::ExportDone> &done) {
        if (run == m_run)
            composed(done);
    });
}

void ReportWriter::composed(const Result<jobs::ExportDone> &done)
{
    if (done && !m_pdf.isEmpty() && m_stop.stop_requested())
        end(failure(ErrorKind::Cancelled, tr("Stopped: nothing was written.")));
    else if (done && !m_pdf.isEmpty())
        print(*done);
    else
        end(done);
}

void ReportWriter::print(const jobs::ExportDone &page)
{
    *m_percent = 0;
    m_printer = std::make_unique<PdfPrinter>();
    connect(m_printer.get(), &PdfPrinter::progressed, this, [this](int percent) { *m_percent = percent < 100 ? percent : -1; });
    connect(m_printer.get(), &PdfPrinter::finished, this, [this, page](const Result<PrintedPdf> &printed) {
        if (!printed) {
            end(std::unexpected(printed.error()));
            return;
        }
        jobs::ExportDone done = page;
        done.file = printed->file;
        done.markdown.clear(); // it is the page's
        end(done);
    });
    m_printer->print(page.markdown.toUtf8(), m_pdf);
}

void ReportWriter::stop()
{
    m_stop.request_stop();
    if (m_printer)
        m_printer->cancel();
}

void ReportWriter::tell()
{
    Q_EMIT progressed(*m_percent);
}

void ReportWriter::end(const Result<jobs::ExportDone> &done)
{
    m_tell.stop();
    m_busy = false;
    if (m_printer)
        m_printer.release()->deleteLater(); // it may be what calls
    if (done && !done->file.isEmpty())
        m_workspace.noteExported(done->record);
    Q_EMIT finished(done);
}

} // namespace rijian::ui
