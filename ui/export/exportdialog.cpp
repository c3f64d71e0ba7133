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
    for (const CommitRow &row : selected)
        m_selected[row.repository].insert(row.sha);
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

// What it is made of

QWidget *ExportDialog::makeLeft(const QList<CommitRow> &selected, bool selectedOnly)
{
    auto *left = new QWidget(this);
    auto *rows = new QVBoxLayout(left);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(12);
    auto *form = makeForm(nullptr);
    rows->addLayout(form);
    rows->addStretch();
    makeChoices(form);
    makeContents(form, selected, selectedOnly);
    makeNews(form);
    makePlace(form);
    for (QComboBox *box : {m_form, m_least, m_name})
        box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    left->setMinimumWidth(400);
    return left;
}

void ExportDialog::makeChoices(QFormLayout *form)
{
    m_form = new QComboBox(this);
    m_form->setObjectName(u"form"_s);
    const std::pair<report::Form, QString> forms[] = {
        {report::Form::Markdown, tr("Markdown: the daily report")}, {report::Form::Grouped, tr("Markdown: grouped by importance")}, {report::Form::Html, tr("HTML: one page for the browser")},
        {report::Form::Pdf, tr("PDF: to print and to send")},       {report::Form::Json, tr("JSON: for other programs")},           {report::Form::Csv, tr("CSV: the table, for spreadsheets")},
    };
    for (const auto &[one, text] : forms)
        m_form->addItem(text, report::FormChoice{one, {}}.word());
    const auto remembered = report::formOf(m_workspace.settings().exportForm);
    if (remembered && remembered->form == report::Form::Template)
        m_wantedTemplate = remembered->word();
    else if (remembered)
        m_form->setCurrentIndex(std::max(0, m_form->findData(remembered->word())));
    form->addRow(tr("&Format:"), m_form);
}

void ExportDialog::makeContents(QFormLayout *form, const QList<CommitRow> &selected, bool selectedOnly)
{
    const QList<qint64> &shown = m_workspace.shown();
    const Repository *single = shown.size() == 1 ? m_workspace.repository(shown.first()) : nullptr;
    const QString where = single ? oneLine(single->name, 60) : tr("%n repositories", nullptr, int(shown.size()));
    //: %1: days, %2: repositories
    form->addRow(tr("Days:"), makeNote(tr("%1, %2, as in the window").arg(m_workspace.span().title(), where), this));
    auto *choice = new QWidget(this);
    auto *rows = new QVBoxLayout(choice);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(4);
    m_all = new QRadioButton(tr("&All listed"), choice);
    m_all->setObjectName(u"all"_s);
    m_only = new QRadioButton(tr("Only the &selected (%n)", nullptr, int(selected.size())), choice);
    m_only->setObjectName(u"onlySelected"_s);
    m_only->setEnabled(!selected.isEmpty());
    (selectedOnly && !selected.isEmpty() ? m_only : m_all)->setChecked(true);
    rows->addWidget(m_all);
    rows->addWidget(m_only);
    form->addRow(tr("Commits:"), choice);
    m_least = new QComboBox(this);
    m_least->setObjectName(u"least"_s);
    m_least->addItem(tr("Any"), int(Importance::Unknown));
    m_least->addItem(tr("🟡 Medium and 🔴 high"), int(Importance::Medium));
    m_least->addItem(tr("🔴 High only"), int(Importance::High));
    m_least->setCurrentIndex(std::max(0, m_least->findData(m_workspace.settings().exportLeast)));
    form->addRow(tr("&Importance:"), m_least);
    m_notes = new QCheckBox(tr("My follow-ups and no&tes at the end"), this);
    m_notes->setObjectName(u"notes"_s);
    m_notes->setChecked(m_workspace.settings().exportNotes);
    form->addRow(QString(), m_notes);
}

void ExportDialog::makeNews(QFormLayout *form)
{
    m_name = new QComboBox(this);
    m_name->setObjectName(u"name"_s);
    m_name->setEditable(true);
    m_name->setInsertPolicy(QComboBox::NoInsert);
    m_name->lineEdit()->setMaxLength(80);
    const QString remembered = m_workspace.settings().exportName;
    m_name->addItem(remembered.isEmpty() ? Exporter::dailyName() : remembered);
    m_name->setToolTip(tr("New means: not exported under this name before."));
    form->addRow(tr("&Name:"), m_name);
    m_onlyNew = new QCheckBox(tr("Only what is ne&w since the last export"), this);
    m_onlyNew->setObjectName(u"onlyNew"_s);
    m_onlyNew->setChecked(m_workspace.settings().exportOnlyNew);
    form->addRow(QString(), m_onlyNew);
    auto *row = new QWidget(this);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(10);
    m_news = new QLabel(row);
    m_news->setObjectName(u"news"_s);
    m_news->setWordWrap(true);
    m_news->setTextFormat(Qt::PlainText);
    m_forget = new QPushButton(tr("For&get"), row);
    m_forget->setObjectName(u"forget"_s);
    m_forget->setAutoDefault(false);
    m_forget->setToolTip(tr("Forget what was exported under this name: all counts as new again. Files stay."));
    line->addWidget(m_news, 1);
    line->addWidget(m_forget, 0, Qt::AlignTop);
    form->addRow(QString(), row);
}

void ExportDialog::makePlace(QFormLayout *form)
{
    auto *row = new QWidget(this);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    m_file = new QLineEdit(row);
    m_file->setObjectName(u"file"_s);
    m_choose = new QPushButton(tr("&Browse…"), row);
    m_choose->setAutoDefault(false);
    line->addWidget(m_file, 1);
    line->addWidget(m_choose);
    auto *label = new QLabel(tr("Fi&le:"), this);
    label->setBuddy(m_file);
    form->addRow(label, row);
    m_fileNote = new MessageLabel(this);
    m_fileNote->setObjectName(u"fileNote"_s);
    form->addRow(QString(), m_fileNote);
}

QWidget *ExportDialog::makeRight()
{
    auto *right = new QWidget(this);
    auto *rows = new QVBoxLayout(right);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(6);
    rows->addWidget(makeHeading(tr("Preview"), right));
    m_preview = new ReportPreview(right);
    auto *frame = new QFrame(right);
    frame->setFrameShape(QFrame::StyledPanel);
    auto *inner = new QVBoxLayout(frame);
    inner->setContentsMargins(1, 1, 1, 1);
    inner->addWidget(m_preview);
    rows->addWidget(frame, 1);
    m_previewNote = new MessageLabel(right);
    m_previewNote->setObjectName(u"previewNote"_s);
    rows->addWidget(m_previewNote);
    right->setMinimumWidth(320);
    return right;
}

QWidget *ExportDialog::makeButtons()
{
    auto *row = new QWidget(this);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    const auto button = [&](const QString &text, const QString &objectName) {
        auto *made = new QPushButton(text, row);
        made->setObjectName(objectName);
        made->setAutoDefault(false);
        line->addWidget(made);
        return made;
    };
    line->addWidget(m_message, 1);
    line->addStretch();
    m_open = button(tr("&Open"), u"open"_s);
    m_folder = button(tr("Open Fol&der"), u"folder"_s);
    m_copy = button(tr("&Copy"), u"copy"_s);
    m_export = button(tr("&Export"), u"export"_s);
    m_close = button(tr("Close"), u"close"_s);
    m_copy->setIcon(icon(u"edit-copy"_s));
    m_copy->setToolTip(tr("Copy the report's text"));
    m_export->setIcon(icon(u"document-export"_s));
    m_export->setDefault(true);
    m_open->hide();
    m_folder->hide();
    return row;
}

void ExportDialog::connectAll()
{
    connect(m_form, &QComboBox::currentIndexChanged, this, [this] {
        suggestFile();
        watchTemplate();
        changed();
    });
    connect(m_least, &QComboBox::currentIndexChanged, this, &ExportDialog::changed);
    connect(m_notes, &QCheckBox::toggled, this, &ExportDialog::changed);
    connect(m_only, &QRadioButton::toggled, this, &ExportDialog::changed);
    connect(m_onlyNew, &QCheckBox::toggled, this, [this] {
        suggestFile();
        changed();
    });
    connect(m_name, &QComboBox::currentTextChanged, this, [this] {
        refreshNews();
        changed();
    });
    connect(m_forget, &QPushButton::clicked, this, [this] {
        m_workspace.forgetExported(name());
        loadHistory();
    });
    connect(m_file, &QLineEdit::textEdited, this, [this] {
        m_ownName = true;
        refreshButtons();
    });
    connect(m_choose, &QPushButton::clicked, this, &ExportDialog::chooseFile);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, [this] {
        watchTemplate(); // an editor may have put another file in its place
        changed();
    });
    connect(&m_later, &QTimer::timeout, this, &ExportDialog::preview);
    connect(m_previewer, &ReportWriter::finished, this, &ExportDialog::showPreview);
    connect(m_writer, &ReportWriter::finished, this, &ExportDialog::written);
    connect(m_writer, &ReportWriter::progressed, this, [this](int percent) {
        constexpr int whole = 100;
        m_progress->setRange(0, percent < 0 ? 0 : whole);
        m_progress->setValue(std::max(percent, 0));
    });
    connect(m_open, &QPushButton::clicked, this, [this] { openFile(m_lastFile); });
    connect(m_folder, &QPushButton::clicked, this, [this] { showInFolder(m_lastFile); });
    connect(m_copy, &QPushButton::clicked, this, &ExportDialog::copy);
    connect(m_export, &QPushButton::clicked, this, [this] {
        if (m_writer->isBusy())
            m_writer->stop();
        else
            write();
    });
    connect(m_close, &QPushButton::clicked, this, &ExportDialog::reject);
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

jobs::ExportOptions ExportDialog::options() const
{
    jobs::ExportOptions wanted{.span = m_workspace.span(), .repositories = m_workspace.shown()};
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
    QString file = jobs::reportFileName(m_workspace.span(), form(), suffix());
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
    for (QWidget *choice : std::initializer_list<QWidget *>{m_form, m_all, m_only, m_least, m_name, m_file, m_choose, m_forget})
        choice->setEnabled(!busy);
    m_notes->setEnabled(!busy && (form().form == report::Form::Markdown || form().form == report::Form::Grouped));
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
