#include "ui/window/exporter.h"

#include "jobs/reporting.h"
#include "ui/messagebar.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QStandardPaths>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace rijian::ui {

void showInFolder(const QString &file)
{
    QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(file).absolutePath()));
}

Exporter::Exporter(jobs::Workspace &workspace, MessageBar *messages, QWidget *window)
    : QObject(window)
    , m_workspace(workspace)
    , m_messages(messages)
    , m_window(window)
{
}

jobs::ExportOptions Exporter::options(const QList<CommitRow> &only) const
{
    jobs::ExportOptions options{.span = m_workspace.span(), .repositories = m_workspace.shown()};
    for (const CommitRow &row : only)
        options.only[row.repository].insert(row.sha);
    return options;
}

void Exporter::exportDay()
{
    jobs::ExportOptions wanted = options();
    const QString folder = m_workspace.settings().exportFolder;
    if (folder.isEmpty()) {
        askForFile(wanted);
        return;
    }
    wanted.file = QDir(folder).filePath(jobs::reportFileName(wanted.span));
    write(wanted, false);
}

void Exporter::exportAs(const QList<CommitRow> &only)
{
    askForFile(options(only));
}

void Exporter::askForFile(const jobs::ExportOptions &wanted)
{
    const QString chosen = m_workspace.settings().exportFolder;
    const QString folder = chosen.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation) : chosen;
    auto *dialog = new QFileDialog(m_window, tr("Export Report"), folder, tr("Markdown (*.md)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"md"_s);
    dialog->selectFile(jobs::reportFileName(wanted.span));
    connect(dialog, &QFileDialog::fileSelected, this, [this, wanted](const QString &file) {
        jobs::ExportOptions there = wanted;
        there.file = file;
        write(there, wanted.only.isEmpty());
    });
    dialog->open();
}

void Exporter::copyReport()
{
    write(options(), false);
}

void Exporter::write(const jobs::ExportOptions &wanted, bool remember)
{
    if (remember && m_workspace.settings().exportFolder.isEmpty()) {
        Settings settings = m_workspace.settings();
        settings.exportFolder = QFileInfo(wanted.file).absolutePath();
        m_workspace.setSettings(settings);
    }
    m_workspace.exportReport(wanted).then(this, [this, wanted](const Result<jobs::ExportDone> &result) {
        if (result) {
            done(*result);
            return;
        }
        QList<MessageBar::Choice> choices;
        if (result.error().kind == ErrorKind::Disk)
            choices.append({tr("Choose Another File…"), [this, wanted] { askForFile(wanted); }});
        m_messages->show(MessageBar::Kind::Problem, result.error().message, choices);
    });
}

void Exporter::done(const jobs::ExportDone &done)
{
    const auto whole = [missing = done.missing](const QString &text) {
        //: Two sentences
        return missing > 0 ? tr("%1 %2").arg(text, tr("%n of them have no card yet.", nullptr, missing)) : text;
    };
    if (done.file.isEmpty()) {
        QGuiApplication::clipboard()->setText(done.markdown);
        m_messages->show(MessageBar::Kind::Done, whole(tr("The report of %n commit(s) is on the clipboard.", nullptr, done.commits)), {}, 8);
        return;
    }
    const QString file = done.file;
    m_messages->show(MessageBar::Kind::Done, whole(tr("Report of %n commit(s) written: %1.", nullptr, done.commits).arg(QDir::toNativeSeparators(file))),
                     {{tr("Open"), [file] { QDesktopServices::openUrl(QUrl::fromLocalFile(file)); }},
                      {tr("Show in Folder"), [file] { showInFolder(file); }},
                      {tr("Copy"), [markdown = done.markdown] { QGuiApplication::clipboard()->setText(markdown); }}});
}

} // namespace rijian::ui
