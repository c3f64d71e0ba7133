// What ExportDialog is made of.

#include "ui/dialogs/formparts.h"
#include "ui/export/exportdialog.h"
#include "ui/export/reportpreview.h"
#include "ui/export/reportwriter.h"
#include "ui/theme.h"
#include "ui/window/exporter.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QSplitter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rijian::ui {

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
    m_days = new MessageLabel(this);
    m_days->setObjectName(u"days"_s);
    form->addRow(tr("Days:"), m_days);
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
    refreshDays();
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
    m_notes = new QCheckBox(tr("My follow-ups and no&tes"), this);
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
    connect(m_only, &QRadioButton::toggled, this, [this] {
        refreshDays();
        if (m_listed) // else they are the same days
            suggestFile();
        changed();
    });
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

} // namespace rijian::ui
