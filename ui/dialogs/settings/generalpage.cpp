#include "ui/dialogs/settings/generalpage.h"

#include "core/day.h"
#include "ui/dialogs/formparts.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QDir>
#include <QFileDialog>
#include <QFontComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTimeZone>
#include <QtConcurrent>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

constexpr int smallestFont = 8; ///< points; one less on the spin box stands for the system's

void select(QComboBox *box, const QString &data)
{
    box->setCurrentIndex(qMax(0, box->findData(data)));
}

} // namespace

GeneralPage::GeneralPage(QWidget *parent)
    : SettingsPage(parent)
{
    auto *form = makeForm(this);
    addLanguage(form);
    addZone(form);
    addLook(form);
    addFonts(form);
    addFolder(form);
    setFieldWidth({m_language, m_zone, m_theme, m_fontSize, m_codeFont});
    fillZones();
}

void GeneralPage::addLanguage(QFormLayout *form)
{
    m_language = new QComboBox(this);
    m_language->setObjectName(u"language"_s);
    m_language->addItem(tr("System"), QString());
    m_language->addItem(u"English"_s, u"en"_s);
    m_language->addItem(u"简体中文"_s, u"zh_CN"_s);
    form->addRow(tr("&Language:"), m_language);
    connect(m_language, &QComboBox::currentIndexChanged, this, &GeneralPage::changed);
}

void GeneralPage::addZone(QFormLayout *form)
{
    m_zone = new QComboBox(this);
    m_zone->setObjectName(u"timeZone"_s);
    m_zone->setEditable(true);
    m_zone->setInsertPolicy(QComboBox::NoInsert);
    m_zone->setMinimumContentsLength(24);
    m_zone->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_zone->completer()->setFilterMode(Qt::MatchContains);
    m_zoneMessage = new MessageLabel(this);
    m_zoneMessage->setObjectName(u"timeZoneMessage"_s);
    form->addRow(tr("Time &zone:"), m_zone);
    form->addRow(QString(), makeNote(tr("Decides where a day begins and how times are written."), this));
    form->addRow(QString(), m_zoneMessage);
    connect(m_zone, &QComboBox::currentTextChanged, this, [this] {
        m_zoneMessage->clear();
        Q_EMIT changed();
    });
    connect(m_zone->lineEdit(), &QLineEdit::editingFinished, this, [this] { checkZone(); });
}

void GeneralPage::addLook(QFormLayout *form)
{
    m_theme = new QComboBox(this);
    m_theme->setObjectName(u"theme"_s);
    m_theme->addItem(tr("System", "colour scheme"), u"system"_s);
    m_theme->addItem(tr("Light"), u"light"_s);
    m_theme->addItem(tr("Dark"), u"dark"_s);
    form->addRow(tr("&Theme:"), m_theme);
    connect(m_theme, &QComboBox::currentIndexChanged, this, &GeneralPage::changed);
}

void GeneralPage::addFonts(QFormLayout *form)
{
    m_fontSize = new QSpinBox(this);
    m_fontSize->setObjectName(u"fontSize"_s);
    m_fontSize->setRange(smallestFont - 1, 40);
    m_fontSize->setSpecialValueText(tr("System", "font size"));
    m_fontSize->setSuffix(tr(" pt"));
    form->addRow(tr("Font &size:"), m_fontSize);
    m_systemCodeFont = new QCheckBox(tr("The system's fixed-width font"), this);
    m_systemCodeFont->setObjectName(u"systemCodeFont"_s);
    m_codeFont = new QFontComboBox(this);
    m_codeFont->setObjectName(u"codeFont"_s);
    m_codeFont->setFontFilters(QFontComboBox::MonospacedFonts);
    m_codeFont->setAccessibleName(tr("Code font"));
    form->addRow(tr("Code font:"), m_systemCodeFont);
    form->addRow(QString(), m_codeFont);
    connect(m_fontSize, &QSpinBox::valueChanged, this, &GeneralPage::changed);
    connect(m_systemCodeFont, &QCheckBox::toggled, m_codeFont, &QWidget::setDisabled);
    connect(m_systemCodeFont, &QCheckBox::toggled, this, &GeneralPage::changed);
    connect(m_codeFont, &QFontComboBox::currentTextChanged, this, &GeneralPage::changed);
}

void GeneralPage::addFolder(QFormLayout *form)
{
    m_folder = new QLineEdit(this);
    m_folder->setObjectName(u"exportFolder"_s);
    m_folder->setPlaceholderText(tr("ask at the first export"));
    m_folderMessage = new MessageLabel(this);
    auto *browseButton = new QPushButton(tr("&Browse…"), this);
    browseButton->setAutoDefault(false);
    auto *row = new QHBoxLayout;
    row->addWidget(m_folder, 1);
    row->addWidget(browseButton);
    form->addRow(tr("&Reports go to:"), row);
    if (auto *label = qobject_cast<QLabel *>(form->labelForField(row)))
        label->setBuddy(m_folder);
    form->addRow(QString(), m_folderMessage);
    connect(m_folder, &QLineEdit::textChanged, this, [this] {
        m_folderMessage->clear();
        Q_EMIT changed();
    });
    connect(browseButton, &QPushButton::clicked, this, &GeneralPage::browse);
}

/// The list of names is read from the system's files.
void GeneralPage::fillZones()
{
    QtConcurrent::run([] {
        QStringList names;
        for (const QByteArray &id : QTimeZone::availableTimeZoneIds()) {
            // Old and technical aliases are understood, but only clutter the list.
            if ((id.contains('/') && !id.startsWith("Etc/") && !id.startsWith("SystemV/") && !id.startsWith("posix/") && !id.startsWith("right/")) || id == "UTC")
                names << QString::fromLatin1(id);
        }
        names << u"local"_s;
        return names;
    }).then(this, [this](const QStringList &names) {
        const QString shown = m_zone->currentText();
        const QSignalBlocker quiet(m_zone);
        m_zone->clear();
        m_zone->addItems(names);
        m_zone->setCurrentText(shown);
    });
}

void GeneralPage::load(const Settings &settings)
{
    select(m_language, settings.language);
    m_zone->setCurrentText(settings.timeZone);
    select(m_theme, settings.theme);
    m_fontSize->setValue(settings.fontSize <= 0 ? smallestFont - 1 : qMax(smallestFont, settings.fontSize));
    m_systemCodeFont->setChecked(settings.codeFont.isEmpty());
    m_codeFont->setDisabled(settings.codeFont.isEmpty());
    if (!settings.codeFont.isEmpty())
        m_codeFont->setCurrentText(settings.codeFont);
    m_folder->setText(QDir::toNativeSeparators(settings.exportFolder));
}

void GeneralPage::store(Settings &settings) const
{
    settings.language = m_language->currentData().toString();
    settings.timeZone = m_zone->currentText().trimmed();
    settings.theme = m_theme->currentData().toString();
    settings.fontSize = m_fontSize->value() < smallestFont ? 0 : m_fontSize->value();
    settings.codeFont = m_systemCodeFont->isChecked() ? QString() : m_codeFont->currentText();
    settings.exportFolder = folder();
}

QString GeneralPage::folder() const
{
    const QString text = QDir::fromNativeSeparators(m_folder->text().trimmed());
    if (text == "~"_L1 || text.startsWith("~/"_L1))
        return QDir::homePath() + text.sliced(1);
    return text;
}

bool GeneralPage::check()
{
    // Both are looked at, so that both messages show.
    const bool zone = checkZone();
    const bool path = checkFolder();
    if (!zone)
        m_zone->setFocus();
    else if (!path)
        m_folder->setFocus();
    return zone && path;
}

bool GeneralPage::checkZone()
{
    const auto zone = parseTimeZone(m_zone->currentText());
    if (zone)
        m_zoneMessage->clear();
    else
        m_zoneMessage->say(MessageLabel::Kind::Bad, zone.error().message);
    return zone.has_value();
}

bool GeneralPage::checkFolder()
{
    if (folder().isEmpty() || QDir::isAbsolutePath(folder()))
        return true;
    m_folderMessage->say(MessageLabel::Kind::Bad, tr("Enter the folder's absolute path, or choose it with Browse."));
    return false;
}

void GeneralPage::browse()
{
    auto *dialog = new QFileDialog(this, tr("Folder for reports"), folder().isEmpty() ? QDir::homePath() : folder());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) { m_folder->setText(QDir::toNativeSeparators(path)); });
    dialog->open();
}

} // namespace rijian::ui
