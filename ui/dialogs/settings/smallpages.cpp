#include "ui/dialogs/settings/smallpages.h"

#include "core/card.h"
#include "ui/dialogs/formparts.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QSpinBox>

using namespace Qt::StringLiterals;

namespace rijian::ui {

RepositoriesPage::RepositoriesPage(QWidget *parent)
    : SettingsPage(parent)
{
    auto *form = makeForm(this);
    m_fetchOnStart = addCheck(form, tr("Fetch:"), u"fetchOnStart"_s, tr("When the program &starts"));
    m_minutes = new QSpinBox(this);
    m_minutes->setObjectName(u"fetchMinutes"_s);
    m_minutes->setRange(0, 7 * 24 * 60);
    m_minutes->setSingleStep(15);
    m_minutes->setSpecialValueText(tr("Only by hand"));
    m_minutes->setSuffix(tr(" minutes"));
    form->addRow(tr("Fetch again &after:"), m_minutes);
    form->addRow(QString(), makeNote(tr("Each host is asked for one repository at a time."), this));
    m_mergeCommits = addCheck(form, tr("List:"), u"mergeCommits"_s, tr("&Merge commits, too"));
    setFieldWidth({m_minutes});
    connect(m_minutes, &QSpinBox::valueChanged, this, &SettingsPage::changed);
}

void RepositoriesPage::load(const Settings &settings)
{
    m_fetchOnStart->setChecked(settings.fetchOnStart);
    m_minutes->setValue(settings.fetchMinutes);
    m_mergeCommits->setChecked(settings.mergeCommits);
}

void RepositoriesPage::store(Settings &settings) const
{
    settings.fetchOnStart = m_fetchOnStart->isChecked();
    settings.fetchMinutes = m_minutes->value();
    settings.mergeCommits = m_mergeCommits->isChecked();
}

NotificationsPage::NotificationsPage(QWidget *parent)
    : SettingsPage(parent)
{
    auto *form = makeForm(this);
    m_least = new QComboBox(this);
    m_least->setObjectName(u"queueLeast"_s);
    m_least->addItem(tr("High importance only"), int(Importance::High));
    m_least->addItem(tr("High and medium importance"), int(Importance::Medium));
    m_least->addItem(tr("All commits with a card"), int(Importance::Low));
    m_days = new QSpinBox(this);
    m_days->setObjectName(u"queueDays"_s);
    m_days->setRange(1, 365);
    m_days->setSuffix(tr(" days"));
    form->addRow(tr("&To do:"), m_least);
    form->addRow(tr("&Going back at most:"), m_days);
    form->addRow(QString(), makeNote(tr("Older unreviewed commits are no longer listed."), this));
    setFieldWidth({m_days});
    connect(m_least, &QComboBox::currentIndexChanged, this, &SettingsPage::changed);
    connect(m_days, &QSpinBox::valueChanged, this, &SettingsPage::changed);
    m_high = addCheck(form, tr("Notify me about:"), u"notifyHigh"_s, tr("New commits of &high importance"));
    m_failures = addCheck(form, QString(), u"notifyFailures"_s, tr("&Failed fetches"));
    form->addRow(QString(), makeNote(tr("One notification a run, not one a commit."), this));
}

void NotificationsPage::load(const Settings &settings)
{
    m_least->setCurrentIndex(std::max(0, m_least->findData(settings.queueLeast)));
    m_days->setValue(settings.queueDays);
    m_high->setChecked(settings.notifyHigh);
    m_failures->setChecked(settings.notifyFailures);
}

void NotificationsPage::store(Settings &settings) const
{
    settings.queueLeast = m_least->currentData().toInt();
    settings.queueDays = m_days->value();
    settings.notifyHigh = m_high->isChecked();
    settings.notifyFailures = m_failures->isChecked();
}

} // namespace rijian::ui
