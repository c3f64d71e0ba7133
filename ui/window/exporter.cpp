#include "ui/window/exporter.h"

#include "jobs/reporting.h"
#include "report/template.h"
#include "ui/export/exportdialog.h"
#include "ui/export/reportwriter.h"
#include "ui/messagebar.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QPointer>
#include <QStandardPaths>
#include <QUrl>

#include <utility>

using namespace Qt::StringLiterals;

namespace rijian::ui {

void showInFolder(const QString &file)
{
    QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(file).absolutePath()));
}

void openFile(const QString &file)
{
    QDesktopServices::openUrl(QUrl::fromLocalFile(file));
}

void copyText(const QString &text)
{
    QGuiApplication::clipboard()->setText(text);
}

void pickReportFile(QWidget *parent, const QString &file, const QString &suffix, const std::function<void(const QString &)> &picked)
{
    const QFileInfo suggested(QDir::fromNativeSeparators(file));
    auto *dialog = new QFileDialog(parent, Exporter::tr("Export Report"), suggested.absolutePath(), u"%1 (*.%2)"_s.arg(suffix.toUpper(), suffix));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    dialog->selectFile(suggested.fileName());
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, picked);
    dialog->open();
}

Exporter::Exporter(jobs::Workspace &workspace, MessageBar *messages, QWidget *window)
    : QObject(window)
    , m_workspace(workspace)
    , m_messages(messages)
    , m_window(window)
    , m_writer(new ReportWriter(workspace, this))
    , m_copier(new ReportWriter(workspace, this))
{
    connect(m_writer, &ReportWriter::finished, this, [this](const Result<jobs::ExportDone> &result) {
        ended(result);
        if (m_waiting.isEmpty() && m_problem)
            std::exchange(m_problem, nullptr)(); // it was hidden by what came after it
        writeNext();
    });
    connect(m_copier, &ReportWriter::finished, this, [this](const Result<jobs::ExportDone> &result) {
        if (result)
            done(*result);
        else
            m_messages->show(MessageBar::Kind::Problem, result.error().message);
    });
}

QString Exporter::dailyName()
{
    return tr("Daily report");
}

jobs::ExportOptions Exporter::options() const
{
    jobs::ExportOptions options{.span = m_workspace.span(), .repositories = m_workspace.shown()};
    options.write.generatedAt = QDateTime::currentDateTimeUtc();
    return options;
}

void Exporter::exportDay()
{
    const Settings &settings = m_workspace.settings();
    jobs::ExportOptions wanted = options();
    wanted.form = report::formOf(settings.exportForm).value_or(report::FormChoice());
    wanted.notes = settings.exportNotes;
    wanted.name = settings.exportName.isEmpty() ? dailyName() : settings.exportName;
    QString suffix;
    if (wanted.form.form == report::Form::Template) {
        // A small folder of the user's; a file that is gone is an error of the export.
        if (const auto own = report::findTemplate(m_workspace.options().dataFolder, wanted.form.templateName))
            suffix = QFileInfo(own->file).suffix();
    }
    wanted.file = jobs::reportFileName(wanted.span, wanted.form, suffix);
    if (settings.exportFolder.isEmpty()) {
        askForFile(wanted);
        return;
    }
    wanted.file = QDir(settings.exportFolder).filePath(wanted.file);
    write(wanted, false);
}

void Exporter::exportAs(const QList<CommitRow> &selected, bool selectedOnly)
{
    auto *dialog = new ExportDialog(m_workspace, selected, selectedOnly, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void Exporter::askForFile(const jobs::ExportOptions &wanted)
{
    const QString chosen = m_workspace.settings().exportFolder;
    const QString folder = chosen.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation) : chosen;
    const QFileInfo file(wanted.file);
    pickReportFile(m_window, QDir(folder).filePath(file.fileName()), file.suffix(), [self = QPointer(this), wanted](const QString &picked) {
        if (!self)
            return;
        jobs::ExportOptions there = wanted;
        there.file = picked;
        self->write(there, true);
    });
}

void Exporter::copyReport()
{
    m_copier->write(options());
}

void Exporter::write(const jobs::ExportOptions &wanted, bool remember)
{
    if (remember && m_workspace.settings().exportFolder.isEmpty()) {
        Settings settings = m_workspace.settings();
        settings.exportFolder = QFileInfo(wanted.file).absolutePath();
        m_workspace.setSettings(settings);
    }
    m_waiting.append(wanted);
    if (!m_writer->isBusy()) // else it is stopped
        writeNext();
}

void Exporter::writeNext()
{
    if (m_waiting.isEmpty())
        return;
    m_wanted = m_waiting.takeFirst();
    m_writer->write(m_wanted);
    if (m_wanted.form.form == report::Form::Pdf) // takes seconds, not milliseconds
        m_messages->show(MessageBar::Kind::Notice, tr("The PDF is being printed…"), {{tr("Stop"), [this] { m_writer->stop(); }}});
}

void Exporter::ended(const Result<jobs::ExportDone> &result)
{
    if (result) {
        done(*result);
        return;
    }
    QList<MessageBar::Choice> choices;
    if (result.error().kind == ErrorKind::Disk)
        choices.append({tr("Choose Another File…"), [this, wanted = m_wanted] { askForFile(wanted); }});
    else if (m_wanted.form.form != report::Form::Markdown)
        choices.append({tr("Export As…"), [this] { exportAs({}, false); }});
    const bool stopped = result.error().kind == ErrorKind::Cancelled;
    const auto tell = [this, stopped, text = result.error().message, choices] { m_messages->show(stopped ? MessageBar::Kind::Notice : MessageBar::Kind::Problem, text, choices); };
    tell();
    if (!stopped && !m_waiting.isEmpty())
        m_problem = tell;
}

void Exporter::done(const jobs::ExportDone &done)
{
    const auto whole = [missing = done.missing](const QString &text) {
        //: Two sentences
        return missing > 0 ? tr("%1 %2").arg(text, tr("%n of them have no card yet.", nullptr, missing)) : text;
    };
    if (done.file.isEmpty()) {
        copyText(done.markdown);
        m_messages->show(MessageBar::Kind::Done, whole(tr("The report of %n commit(s) is on the clipboard.", nullptr, done.commits)), {}, 8);
        return;
    }
    const QString file = done.file;
    QList<MessageBar::Choice> choices{{tr("Open"), [file] { openFile(file); }}, {tr("Show in Folder"), [file] { showInFolder(file); }}};
    if (!done.markdown.isEmpty())
        choices.append({tr("Copy"), [text = done.markdown] { copyText(text); }});
    m_messages->show(MessageBar::Kind::Done, whole(tr("Report of %n commit(s) written: %1.", nullptr, done.commits).arg(QDir::toNativeSeparators(file))), choices);
}

} // namespace rijian::ui
