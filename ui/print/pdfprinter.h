#pragma once
// An HTML report as a PDF on paper of A4: pages numbered, a bookmark for each heading, links that work, text that can be selected. docs/PDF.md says how.

#include "core/result.h"
#include "ui/print/pdfoutline.h"

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QTimer>

#include <memory>
#include <stop_token>

class QTemporaryDir;

namespace rijian::ui {

class ReportEngine;

struct PrintedPdf {
    QString file;
    int pages = 0;
    int bookmarks = 0;

    bool operator==(const PrintedPdf &) const = default;
};

struct PrintLimits {
    qsizetype bytes = 16'000'000;        ///< of the page; about 5,000 commits with their cards
    int milliseconds = 60'000;           ///< for any page…
    int millisecondsPerMegabyte = 40'000; ///< …and for each of its megabytes: four times what was measured on two slow cores
};

/// One report at a time. UI thread; the engine's and libqpdf's work happens elsewhere.
class PdfPrinter : public QObject
{
    Q_OBJECT

public:
    explicit PdfPrinter(QObject *parent = nullptr, PrintLimits limits = {});
    ~PdfPrinter() override;

    /// finished() follows, later. The file is there whole or as it was before.
    void print(const QByteArray &html, const QString &file);
    /// finished() with Cancelled follows.
    void cancel();
    bool isBusy() const { return m_busy; }

    /// While it prints; for tests.
    ReportEngine *engine() const { return m_engine.get(); }

Q_SIGNALS:
    void progressed(int percent); ///< of reading the page; 100: it is being printed, which says nothing on its way
    /// Unsupported: too long for a PDF. Internal: the engine ended, did not start or took too long. BadData, Disk, Cancelled.
    void finished(const rijian::Result<rijian::ui::PrintedPdf> &printed);

private:
    struct Prepared;

    void prepare(const QByteArray &html);
    void start(const Prepared &page);
    void loaded(bool ok);
    void printed(const QString &raw);
    void dropEngine();
    void end(const Result<PrintedPdf> &result);

    PrintLimits m_limits;
    std::unique_ptr<ReportEngine> m_engine; ///< while it prints
    std::unique_ptr<QTemporaryDir> m_scratch; ///< for what the engine writes
    QTimer m_watch;
    std::stop_source m_stop;
    QString m_file;
    QList<PageHeading> m_headings;
    quint64 m_run = 0; ///< counts what is printed: an answer for an earlier one is dropped
    bool m_busy = false;
    bool m_finishing = false; ///< the engine is done
};

} // namespace rijian::ui
