#include "ui/export/exportdialog.h"

#include "core/text.h"
#include "jobs/reporting.h"
#include "ui/dialogs/formparts.h"
#include "ui/export/reportpreview.h"
#include "ui/export/reportwriter.h"
#include "ui/theme.h"
#include "ui/window/exporter.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileInfo>
#include <QFormLayout>
#include <QLineEdit>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStandardPaths>
#include <QVBoxLayout>
#include <QtConcurrent>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

constexpr int PreviewDelay = 250; // milliseconds

} // namespace

ExportDialog::ExportDialog(jobs::Workspace &workspace, const QList<CommitRow> &selected, bool selectedOnly, QWidget *parent)
    : QDialog(parent)
    , m_workspace(workspace)
    , m_writer(new ReportWriter(workspace, this))
    , m_previewer(new ReportWriter(workspace, this))
{
    setWindowTitle(tr("Export Report"));
    takeSelected(selected);
    auto *split = new QSplitter(Qt::Horizontal, this);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(16);
    split->addWidget(makeLeft(selected, selectedOnly));
    split->addWidget(makeRight());
    split->setStretchFactor(1, 1);
    m_progress = new QProgressBar(this);
    m_progress->setObjectName(u"progress"_s);
    m_progress->setAccessibleName(tr("Progress of the export"));
    m_progress->setTextVisible(false);
    m_progress->hide();
    m_message = new MessageLabel(this);
    m_message->setObjectName(u"message"_s);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(16, 16, 16, 12);
    rows->setSpacing(12);
    rows->addWidget(split, 1);
    rows->addWidget(m_progress);
    rows->addWidget(makeButtons());
    m_later.setSingleShot(true);
    m_later.setInterval(PreviewDelay);
    connectAll();
    suggestFile();
    refreshNews();
    refreshButtons();
    resize(1120, 740);
    split->setSizes({420, 680});
    QtConcurrent::run([folder = report::templateFolder(workspace.options().dataFolder), data = workspace.options().dataFolder] { return report::templates(data); })
        .then(this, [this](const QList<report::TemplateFile> &files) { addTemplates(files); });
    loadHistory();
    m_form->setFocus();
}

ExportDialog::~ExportDialog() = default;

void ExportDialog::takeSelected(const QList<CommitRow> &selected)
{
    for (const CommitRow &row : selected)
        m_selected[row.repository].insert(row.sha);
    m_listed = !selected.isEmpty() && m_workspace.list() != jobs::Workspace::List::Days;
    if (!m_listed)
        return;
    const QTimeZone zone = m_workspace.zone();
    const auto [first, last] = std::ranges::minmax_element(selected, {}, [](const CommitRow &row) { return row.committerTime.seconds; });
    const auto dayOf = [&zone](const CommitRow &row) { return QDateTime::fromSecsSinceEpoch(row.committerTime.seconds, zone).date(); };
    m_selectedSpan = {dayOf(*first), dayOf(*last), zone};
    for (const qint64 id : m_workspace.allIds()) {
        if (m_selected.contains(id))
            m_selectedRepositories.append(id);
    }
}

// What is chosen

report::FormChoice ExportDialog::form() const
{
    return report::formOf(m_form->currentData().toString()).value_or(report::FormChoice());
}

QString ExportDialog::suffix() const
{
    const report::FormChoice chosen = form();
    const auto own = std::ranges::find(m_templates, chosen.templateName, &report::TemplateFile::name);
    return chosen.form == report::Form::Template && own != m_templates.end() ? QFileInfo(own->file).suffix() : report::formInfo(chosen.form).suffix;
}

QString ExportDialog::name() const
{
    const QString typed = m_name->currentText().trimmed();
    return typed.isEmpty() ? Exporter::dailyName() : typed;
}

const storage::ExportedReport *ExportDialog::earlier() const
{
    const auto found = std::ranges::find(m_earlier, name(), &storage::ExportedReport::name);
    return found == m_earlier.end() ? nullptr : &*found;
}

bool ExportDialog::ofList() const
{
    return m_listed && m_only->isChecked();
}

jobs::ExportOptions ExportDialog::options() const
{
    jobs::ExportOptions wanted{.span = span(), .repositories = repositories()};
    if (m_only->isChecked())
        wanted.only = m_selected;
    wanted.form = form();
    wanted.least = static_cast<Importance>(m_least->currentData().toInt());
    wanted.name = name();
    wanted.onlyNew = m_onlyNew->isChecked() && earlier();
    wanted.notes = m_notes->isChecked();
    wanted.write.generatedAt = QDateTime::currentDateTimeUtc();
    return wanted;
}

void ExportDialog::addTemplates(const QList<report::TemplateFile> &files)
{
    m_templates = files;
    for (const report::TemplateFile &file : files)
        m_form->addItem(tr("Template: %1").arg(oneLine(file.name, 60)), report::FormChoice{report::Form::Template, file.name}.word());
    if (const int index = m_wantedTemplate.isEmpty() ? -1 : m_form->findData(m_wantedTemplate); index >= 0)
        m_form->setCurrentIndex(index);
    m_wantedTemplate.clear();
    changed();
}

void ExportDialog::watchTemplate()
{
    if (!m_watcher.files().isEmpty())
        m_watcher.removePaths(m_watcher.files());
    const report::FormChoice chosen = form();
    const auto own = std::ranges::find(m_templates, chosen.templateName, &report::TemplateFile::name);
    if (chosen.form == report::Form::Template && own != m_templates.end())
        m_watcher.addPath(own->file);
}

void ExportDialog::loadHistory()
{
    m_workspace.exportedReports().then(this, [this](const Result<QList<storage::ExportedReport>> &reports) {
        if (reports)
            showHistory(*reports);
    });
}

void ExportDialog::showHistory(const QList<storage::ExportedReport> &reports)
{
    m_earlier = reports;
    for (const storage::ExportedReport &one : reports) {
        if (m_name->findText(one.name, Qt::MatchFixedString | Qt::MatchCaseSensitive) < 0)
            m_name->addItem(one.name);
    }
    refreshNews();
    suggestFile();
    refreshButtons();
    m_later.start(); // what was said of the last export stays
}

void ExportDialog::refreshDays()
{
    const Repository *single = repositories().size() == 1 ? m_workspace.repository(repositories().first()) : nullptr;
    const QString where = single ? oneLine(single->name, 60) : tr("%n repositories", nullptr, int(repositories().size()));
    if (ofList())
        //: %1: days, %2: repositories
        m_days->say(MessageLabel::Kind::Note, tr("%1, %2, of what is selected").arg(span().title(), where));
    else
        //: %1: days, %2: repositories
        m_days->say(MessageLabel::Kind::Note, tr("%1, %2, as in the window").arg(span().title(), where));
}

void ExportDialog::refreshNews()
{
    const storage::ExportedReport *last = earlier();
    m_onlyNew->setEnabled(last);
    m_forget->setVisible(last);
    m_news->setText(last ? tr("Last exported %1.").arg(QLocale().toString(last->last.toTimeZone(m_workspace.zone()), QLocale::ShortFormat))
                         : tr("Nothing was exported under this name yet."));
}

void ExportDialog::suggestFile()
{
    const QString before = QDir::fromNativeSeparators(m_file->text());
    if (m_ownName && !before.isEmpty()) {
        const QFileInfo info(before);
        if (!info.suffix().isEmpty())
            m_file->setText(QDir::toNativeSeparators(info.path() + u'/' + info.completeBaseName() + u'.' + suffix()));
        return;
    }
    const QString kept = m_workspace.settings().exportFolder;
    const QString folder = kept.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation) : kept;
    QString file = jobs::reportFileName(span(), form(), suffix());
    if (m_onlyNew->isChecked() && earlier()) // the day's whole report has the plain name
        file.insert(file.lastIndexOf(u'.'), u"-新增"_s);
    m_file->setText(QDir::toNativeSeparators(QDir(folder).filePath(file)));
}

void ExportDialog::chooseFile()
{
    pickReportFile(this, m_file->text(), suffix(), [this](const QString &file) {
        m_ownName = true;
        m_file->setText(QDir::toNativeSeparators(file));
        refreshButtons();
    });
}

/// Something was chosen: what was said before is about something else.
void ExportDialog::changed()
{
    m_message->clear();
    m_open->hide();
    m_folder->hide();
    refreshButtons();
    m_later.start();
}

void ExportDialog::refreshButtons()
{
    const bool busy = m_writer->isBusy();
    const QFileInfo target(m_file->text().trimmed());
    m_export->setText(busy && !m_copying ? tr("S&top") : tr("&Export"));
    m_export->setIcon(icon(busy && !m_copying ? u"process-stop"_s : u"document-export"_s));
    m_export->setEnabled(busy || !m_file->text().trimmed().isEmpty());
    m_copy->setEnabled(!busy && report::formInfo(form().form).text);
    m_progress->setVisible(busy);
    for (QWidget *choice : std::initializer_list<QWidget *>{m_form, m_all, m_only, m_least, m_notes, m_name, m_file, m_choose, m_forget})
        choice->setEnabled(!busy);
    m_only->setEnabled(!busy && !m_selected.isEmpty());
    m_onlyNew->setEnabled(!busy && earlier());
    if (!busy && target.isFile() && target != QFileInfo(m_lastFile)) // what was written a moment ago is no surprise
        m_fileNote->say(MessageLabel::Kind::Note, tr("A file of this name is there and will be replaced."));
    else
        m_fileNote->clear();
}

// Preview

bool ExportDialog::isPreviewCurrent() const
{
    return !m_later.isActive() && !m_previewer->isBusy();
}

void ExportDialog::preview()
{
    constexpr qsizetype pageLimit = 1'500'000, textLimit = 200'000; // bytes: what is there at once
    jobs::ExportOptions wanted = options();
    const bool page = wanted.form.form == report::Form::Html || wanted.form.form == report::Form::Pdf || suffix() == "html"_L1;
    if (wanted.form.form == report::Form::Pdf)
        wanted.form = {report::Form::Html, {}};
    wanted.write.open = form().form == report::Form::Pdf;
    wanted.textLimit = page ? pageLimit : textLimit;
    m_previewer->write(wanted);
}

void ExportDialog::showPreview(const Result<jobs::ExportDone> &done)
{
    if (!done) {
        m_previewNote->clear();
        m_preview->showProblem(done.error().message);
        Q_EMIT previewed();
        return;
    }
    const report::Form chosen = form().form;
    if (chosen == report::Form::Html || chosen == report::Form::Pdf || suffix() == "html"_L1)
        m_preview->showPage(done->markdown);
    else
        m_preview->showText(done->markdown);
    QStringList notes{tr("%n commit(s)", nullptr, done->commits)};
    if (done->fresh >= 0 && !m_onlyNew->isChecked())
        notes << tr("%n new since the last export", nullptr, done->fresh);
    if (done->missing > 0)
        notes << tr("%n without a card", nullptr, done->missing);
    if (done->cut)
        notes << tr("the preview shows only the beginning");
    m_previewNote->say(MessageLabel::Kind::Note, notes.join(u" · "_s));
    Q_EMIT previewed();
}

// Export

void ExportDialog::write()
{
    jobs::ExportOptions wanted = options();
    QString file = QDir::fromNativeSeparators(m_file->text().trimmed());
    if (file.isEmpty())
        return;
    if (file.startsWith("~/"_L1))
        file = QDir::homePath() + file.sliced(1);
    if (QFileInfo(file).isRelative()) {
        m_message->say(MessageLabel::Kind::Bad, tr("Enter a folder and a file name, such as %1.").arg(QDir::toNativeSeparators(QDir::home().filePath(QFileInfo(file).fileName()))));
        m_file->setFocus();
        return;
    }
    wanted.file = file;
    m_copying = false;
    m_message->clear();
    m_writer->write(wanted);
    refreshButtons();
}

void ExportDialog::copy()
{
    m_copying = true;
    m_message->clear();
    m_writer->write(options()); // no file: the text comes back
    refreshButtons();
}

void ExportDialog::written(const Result<jobs::ExportDone> &done)
{
    refreshButtons();
    if (!done) {
        m_message->say(done.error().kind == ErrorKind::Cancelled ? MessageLabel::Kind::Note : MessageLabel::Kind::Bad, done.error().message);
        return;
    }
    if (done->file.isEmpty()) {
        copyText(done->markdown);
        m_message->say(MessageLabel::Kind::Good, tr("The report of %n commit(s) is on the clipboard.", nullptr, done->commits));
        return;
    }
    m_lastFile = done->file;
    refreshButtons();
    m_message->say(MessageLabel::Kind::Good, tr("Report of %n commit(s) written.", nullptr, done->commits));
    m_open->show();
    m_folder->show();
    remember(done->file);
    loadHistory();
}

void ExportDialog::remember(const QString &file)
{
    Settings settings = m_workspace.settings();
    settings.exportForm = form().word();
    settings.exportLeast = m_least->currentData().toInt();
    settings.exportOnlyNew = m_onlyNew->isChecked();
    settings.exportNotes = m_notes->isChecked();
    settings.exportName = name() == Exporter::dailyName() ? QString() : name();
    if (!m_only->isChecked() || settings.exportFolder.isEmpty())
        settings.exportFolder = QFileInfo(file).absolutePath();
    m_workspace.setSettings(settings);
}

void ExportDialog::reject()
{
    if (m_writer->isBusy())
        m_writer->stop();
    else
        QDialog::reject();
}

} // namespace rijian::ui
