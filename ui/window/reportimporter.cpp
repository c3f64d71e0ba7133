#include "ui/window/reportimporter.h"

#include "ui/dialogs/importdialog.h"
#include "ui/messagebar.h"

#include <QDir>
#include <QDirIterator>
#include <QFileDialog>
#include <QFileInfo>
#include <QStandardPaths>
#include <QtConcurrent>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

struct Dropped {
    QStringList reports;
    QStringList folders;
};

bool isReportName(const QString &name)
{
    return name.endsWith(".md"_L1, Qt::CaseInsensitive) || name.endsWith(".markdown"_L1, Qt::CaseInsensitive);
}

/// A work tree's folder, or a bare repository.
bool isRepository(const QDir &folder)
{
    return folder.exists(u".git"_s) || (folder.exists(u"HEAD"_s) && folder.exists(u"objects"_s) && folder.exists(u"refs"_s));
}

bool holdsReports(const QString &folder)
{
    constexpr int most = 20'000; // entries looked at
    QDirIterator entries(folder, QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks, QDirIterator::Subdirectories);
    for (int i = 0; i < most && entries.hasNext(); ++i) {
        if (const QFileInfo entry = entries.nextFileInfo(); entry.isFile() && isReportName(entry.fileName()))
            return true;
    }
    return false;
}

Dropped sortOut(const QStringList &paths)
{
    Dropped dropped;
    for (const QString &path : paths) {
        const QFileInfo info(path);
        const bool report = info.isDir() ? !isRepository(QDir(path)) && holdsReports(path) : isReportName(path);
        (report ? dropped.reports : dropped.folders).append(path);
    }
    return dropped;
}

} // namespace

QString importWords(const jobs::ImportSummary &summary)
{
    const jobs::ImportCounts &added = summary.added;
    if (summary.imported == 0)
        return ReportImporter::tr("No report could be imported.");
    const QString read = ReportImporter::tr("%n report(s) read.", nullptr, summary.imported);
    if (added.isNothing())
        //: %1: "3 reports read."
        return ReportImporter::tr("%1 All of it was there already.").arg(read);
    QStringList parts;
    if (added.repositories > 0)
        parts << ReportImporter::tr("%n repositories", nullptr, added.repositories);
    if (added.commits > 0)
        parts << ReportImporter::tr("%n commit(s)", nullptr, added.commits);
    if (added.cards > 0)
        parts << ReportImporter::tr("%n card(s)", nullptr, added.cards);
    if (added.failures > 0)
        parts << ReportImporter::tr("%n failed analyses", nullptr, added.failures);
    if (parts.isEmpty())
        parts << ReportImporter::tr("%n day(s)", nullptr, added.days);
    //: %1: "3 reports read."; %2: "1 repository, 12 commits and 10 cards"
    return ReportImporter::tr("%1 Added: %2.").arg(read, parts.join(ReportImporter::tr(", ", "between parts of a list")));
}

QString failedWords(const jobs::ImportSummary &summary)
{
    return ReportImporter::tr("%n file(s) could not be imported.", nullptr, int(summary.failed.size()));
}

ReportImporter::ReportImporter(jobs::Workspace &workspace, MessageBar *messages, QWidget *window)
    : QObject(window)
    , m_workspace(workspace)
    , m_messages(messages)
    , m_window(window)
{
}

ReportImporter::~ReportImporter()
{
    m_stop.request_stop();
}

void ReportImporter::chooseFiles()
{
    auto *dialog = new QFileDialog(m_window, tr("Import Reports"), QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation), tr("Reports (*.md *.markdown)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, &ReportImporter::import);
    dialog->open();
}

void ReportImporter::chooseFolder()
{
    auto *dialog = new QFileDialog(m_window, tr("Import Folder of Reports"), QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::filesSelected, this, &ReportImporter::import);
    dialog->open();
}

void ReportImporter::drop(const QStringList &paths)
{
    if (paths.isEmpty())
        return;
    QtConcurrent::run([paths] { return sortOut(paths); }).then(this, [this](const Dropped &dropped) {
        if (!dropped.folders.isEmpty())
            Q_EMIT foldersDropped(dropped.folders);
        if (!dropped.reports.isEmpty())
            import(dropped.reports);
    });
}

void ReportImporter::import(const QStringList &paths)
{
    if (paths.isEmpty())
        return;
    if (m_dialog && m_dialog->isBusy()) {
        m_messages->show(MessageBar::Kind::Notice, tr("Reports are being imported already: wait for them, or stop that first."));
        return;
    }
    m_stop = {};
    m_dialog = new ImportDialog(m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &ImportDialog::stopWanted, this, [this] { m_stop.request_stop(); });
    m_dialog->openLater();
    m_workspace.importReports(paths, m_dialog->progress(), m_stop.get_token()).then(this, [this](const Result<jobs::ImportSummary> &summary) { done(summary); });
}

void ReportImporter::done(const Result<jobs::ImportSummary> &summary)
{
    const bool clean = summary ? summary->failed.isEmpty() : summary.error().kind == ErrorKind::Cancelled;
    if (m_dialog) {
        if (clean)
            m_dialog->end();
        else
            m_dialog->showEnd(summary);
    }
    if (!summary)
        m_messages->show(clean ? MessageBar::Kind::Notice : MessageBar::Kind::Problem, clean ? tr("The import was stopped. What was read before is there.") : summary.error().message);
    else
        m_messages->show(clean ? MessageBar::Kind::Done : MessageBar::Kind::Problem, clean ? importWords(*summary) : importWords(*summary) + u' ' + failedWords(*summary));
    Q_EMIT finished();
}

} // namespace rijian::ui
