#pragma once

#include "jobs/workspace.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <memory>
#include <optional>

namespace rijian::ui {

class PdfPrinter;

/// Writes one report after the other in whichever form, PDF included, with progress and a way to stop. UI thread; the work happens on the workspace's threads and
/// in the engine's processes.
class ReportWriter : public QObject
{
    Q_OBJECT

public:
    explicit ReportWriter(jobs::Workspace &workspace, QObject *parent);
    ~ReportWriter() override;

    /// finished() follows. One that was begun before is stopped, and says nothing any more. What was written to a file under a name is kept (noteExported()).
    void write(const jobs::ExportOptions &options);
    /// finished() with Cancelled follows.
    void stop();
    bool isBusy() const { return m_busy; }

Q_SIGNALS:
    void progressed(int percent); ///< -1: it goes on, and nobody knows how far
    void finished(const rijian::Result<rijian::jobs::ExportDone> &done);

private:
    void composed(const Result<jobs::ExportDone> &done);
    void print(const jobs::ExportDone &page);
    void tell();
    void end(const Result<jobs::ExportDone> &done);

    jobs::Workspace &m_workspace;
    std::unique_ptr<PdfPrinter> m_printer;
    std::stop_source m_stop;
    std::shared_ptr<std::atomic<int>> m_percent; ///< written on the export's thread
    QTimer m_tell;
    QString m_pdf; ///< where to print; empty: another form
    quint64 m_run = 0;
    bool m_busy = false;
};

} // namespace rijian::ui
