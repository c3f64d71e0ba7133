#include "ui/dialogs/settingsdialog.h"

#include "ui/dialogs/formparts.h"
#include "ui/dialogs/settings/analysispage.h"
#include "ui/dialogs/settings/generalpage.h"
#include "ui/dialogs/settings/schedulepage.h"
#include "ui/dialogs/settings/smallpages.h"
#include "ui/theme.h"

#include <QDialogButtonBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace rijian::ui {

SettingsDialog::SettingsDialog(const Settings &settings, QWidget *parent, const SecretStore &secrets)
    : QDialog(parent)
    , m_settings(settings)
    , m_list(new QListWidget(this))
    , m_stack(new QStackedWidget(this))
{
    setWindowTitle(tr("Settings"));
    m_list->setIconSize(QSize(22, 22));
    m_list->setAccessibleName(tr("Pages"));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(20);
    columns->addWidget(m_list);
    columns->addWidget(m_stack, 1);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(12, 12, 12, 12);
    rows->setSpacing(12);
    rows->addLayout(columns, 1);
    addPages(secrets);
    rows->addWidget(makeButtons()); // after the pages: so the Tab key goes
    connect(m_list, &QListWidget::currentRowChanged, m_stack, &QStackedWidget::setCurrentIndex);
    m_list->setCurrentRow(0);
    applyColors();
    resize(sizeHint().expandedTo(QSize(780, 620)));
    refresh();
}

void SettingsDialog::addPages(const SecretStore &secrets)
{
    m_analysis = new AnalysisPage(secrets);
    addPage(new GeneralPage);
    addPage(new RepositoriesPage);
    addPage(m_analysis);
    m_schedule = new SchedulePage;
    addPage(m_schedule);
    addPage(new NotificationsPage);
    m_list->setFixedWidth(m_list->sizeHintForColumn(0) + 2 * m_list->frameWidth() + 24);
}

void SettingsDialog::addPage(SettingsPage *page)
{
    auto *item = new QListWidgetItem(icon(page->iconName()), page->title(), m_list);
    item->setSizeHint(QSize(m_list->fontMetrics().horizontalAdvance(page->title()) + 60, m_list->fontMetrics().height() + 18));
    auto *content = new QWidget;
    auto *rows = new QVBoxLayout(content);
    rows->setContentsMargins(0, 4, 8, 4);
    rows->setSpacing(14);
    QLabel *heading = makeHeading(page->title(), content);
    QFont font = heading->font();
    font.setPointSizeF(font.pointSizeF() * 1.25);
    heading->setFont(font);
    rows->addWidget(heading);
    rows->addWidget(page);
    rows->addStretch();
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus); // its fields have it
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(content);
    m_stack->addWidget(scroll);
    m_pages << page;
    page->load(m_settings);
    connect(page, &SettingsPage::changed, this, &SettingsDialog::refresh);
}

QDialogButtonBox *SettingsDialog::makeButtons()
{
    auto *box = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel | QDialogButtonBox::Apply, this);
    m_ok = box->button(QDialogButtonBox::Ok);
    m_apply = box->button(QDialogButtonBox::Apply);
    // Qt's own translations may not be installed.
    m_ok->setText(tr("OK"));
    m_apply->setText(tr("Apply"));
    box->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    connect(box, &QDialogButtonBox::accepted, this, &SettingsDialog::accept);
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_apply, &QAbstractButton::clicked, this, [this] { apply(false); });
    return box;
}

/// The page's icons are drawn for the list's own background: the row chosen is only tinted.
void SettingsDialog::applyColors()
{
    const Colors &c = colors();
    QPalette own;
    own.setColor(QPalette::Highlight, c.fold);
    own.setColor(QPalette::HighlightedText, c.text);
    if (m_list->palette().color(QPalette::Highlight) != c.fold)
        m_list->setPalette(own);
    for (int i = 0; i < m_pages.size(); ++i)
        m_list->item(i)->setIcon(icon(m_pages.at(i)->iconName()));
}

void SettingsDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyColors();
}

void SettingsDialog::showPage(Page page)
{
    m_list->setCurrentRow(int(page));
}

void SettingsDialog::accept()
{
    apply(true);
}

bool SettingsDialog::checkPages()
{
    for (int i = 0; i < m_pages.size(); ++i) {
        if (!m_pages.at(i)->check()) {
            m_list->setCurrentRow(i);
            return m_pages.at(i)->check(); // once more: only what is visible takes the focus
        }
    }
    return true;
}

Settings SettingsDialog::shown() const
{
    Settings settings = m_settings;
    for (const SettingsPage *page : m_pages)
        page->store(settings);
    return settings;
}

void SettingsDialog::apply(bool thenClose)
{
    if (m_saving || !checkPages())
        return;
    if (!m_analysis->keyChanged()) {
        finish(thenClose, m_analysis->filesOpened());
        return;
    }
    m_saving = true;
    refresh();
    m_analysis->saveKey().then(this, [this, thenClose](const Result<void> &saved) {
        m_saving = false;
        refresh();
        if (saved) {
            finish(thenClose && isVisible(), true);
        } else {
            showPage(Page::Analysis);
            m_analysis->showKeyProblem(saved.error().message);
        }
    });
}

void SettingsDialog::setDataFolder(const QString &folder)
{
    m_analysis->setDataFolder(folder);
    m_schedule->setDataFolder(folder);
}

void SettingsDialog::setModel(const jobs::ModelInfo &model)
{
    m_analysis->setModel(model);
}

void SettingsDialog::finish(bool thenClose, bool touched)
{
    m_settings = shown();
    refresh();
    Q_EMIT applied(m_settings);
    if (touched)
        Q_EMIT modelTouched();
    if (thenClose)
        QDialog::accept();
}

void SettingsDialog::refresh()
{
    if (!m_ok || !m_analysis)
        return;
    m_ok->setEnabled(!m_saving);
    const Settings settings = shown();
    m_apply->setEnabled(!m_saving && (m_analysis->keyChanged() || settings != m_settings));
    for (SettingsPage *page : std::as_const(m_pages))
        page->follow(settings);
}

} // namespace rijian::ui
