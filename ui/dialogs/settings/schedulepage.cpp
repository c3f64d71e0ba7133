#include "ui/dialogs/settings/schedulepage.h"

#include "core/day.h"
#include "jobs/dailyrun.h"
#include "jobs/deliverydesk.h"
#include "ui/dialogs/formparts.h"
#include "ui/dialogs/targetdialog.h"
#include "ui/theme.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QPushButton>
#include <QSystemTrayIcon>
#include <QTimeEdit>
#include <QTreeWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

enum Column { Name, Kind, What, Last };

constexpr int rowRoom = 10; // pixels, as is the next
constexpr int columnRoom = 24;

} // namespace

SchedulePage::SchedulePage(QWidget *parent)
    : SettingsPage(parent)
{
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(18);
    auto *form = makeForm(nullptr);
    rows->addLayout(form);
    m_daily = addCheck(form, tr("Once a day:"), u"daily"_s, tr("&Fetch and analyze all repositories"));
    m_at = new QTimeEdit(this);
    m_at->setObjectName(u"dailyAt"_s);
    m_at->setDisplayFormat(u"HH:mm"_s);
    form->addRow(tr("&At:"), m_at);
    m_export = addCheck(form, QString(), u"dailyExport"_s, tr("&Export the report of the day before"));
    m_exportNote = new MessageLabel(this);
    m_exportNote->setObjectName(u"exportNote"_s);
    form->addRow(QString(), m_exportNote);
    m_deliver = addCheck(form, QString(), u"dailyDeliver"_s, tr("&Deliver its digest to the targets below"));
    form->addRow(QString(), makeNote(tr("In the time zone of the General page. Runs while the program is open; if it was closed then, soon after the "
                                        "next start. “rijian-cli schedule install” runs it without the program."), this));
    addKeeping(form);
    m_nextRun = new MessageLabel(this);
    m_nextRun->setObjectName(u"nextRun"_s);
    form->addRow(QString(), m_nextRun);
    m_lastRun = new MessageLabel(this);
    m_lastRun->setObjectName(u"lastRun"_s);
    form->addRow(QString(), m_lastRun);
    setFieldWidth({m_at});
    connect(m_at, &QTimeEdit::timeChanged, this, &SettingsPage::changed);
    for (QWidget *field : {static_cast<QWidget *>(m_at), static_cast<QWidget *>(m_export), static_cast<QWidget *>(m_deliver)})
        connect(m_daily, &QCheckBox::toggled, field, &QWidget::setEnabled);
    addTargets(rows);
}

SchedulePage::~SchedulePage() = default;

/// Off by itself, as people expect that a window's end is the program's. Whoever switches the daily run on expects that it is done, window or not: the box
/// goes along, for all to see.
void SchedulePage::addKeeping(QFormLayout *form)
{
    m_keep = addCheck(form, QString(), u"keepInTray"_s, tr("&Keep running in the notification area when the window is closed"));
    const bool possible = QSystemTrayIcon::isSystemTrayAvailable();
    m_keep->setEnabled(possible);
    if (!possible)
        form->addRow(QString(), makeNote(tr("This desktop has no notification area."), this));
    connect(m_daily, &QCheckBox::clicked, this, [this, possible](bool on) {
        if (on && possible)
            m_keep->setChecked(true);
    });
}

void SchedulePage::addTargets(QVBoxLayout *rows)
{
    m_delivery = new QWidget(this);
    auto *column = new QVBoxLayout(m_delivery);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(makeHeading(tr("Targets"), m_delivery));
    m_list = new QTreeWidget(m_delivery);
    m_list->setObjectName(u"targets"_s);
    m_list->setAccessibleName(tr("Targets"));
    m_list->setHeaderLabels({tr("Name"), tr("Service"), tr("What"), tr("Last delivery")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAlternatingRowColors(true);
    m_list->setMinimumHeight(m_list->fontMetrics().height() * 9);
    m_list->header()->setStretchLastSection(true);
    column->addWidget(m_list);
    auto *buttons = new QHBoxLayout;
    const auto add = [&](const QString &text, const QString &name) {
        auto *button = new QPushButton(text, m_delivery);
        button->setObjectName(name);
        button->setAutoDefault(false);
        buttons->addWidget(button);
        return button;
    };
    connect(add(tr("&New…"), u"addTarget"_s), &QPushButton::clicked, this, [this] { edit({.name = QString(), .kind = DeliveryKind::Feishu}); });
    m_edit = add(tr("Ed&it…"), u"editTarget"_s);
    m_test = add(tr("&Test"), u"testTarget"_s);
    m_remove = add(tr("&Remove"), u"removeTarget"_s);
    buttons->addStretch();
    column->addLayout(buttons);
    m_message = new MessageLabel(m_delivery);
    m_message->setObjectName(u"targetMessage"_s);
    column->addWidget(m_message);
    column->addWidget(makeNote(tr("Checked targets get the digest once a day, each message at most once. Addresses and passwords are kept in the system's keychain."), m_delivery));
    rows->addWidget(m_delivery);
    m_delivery->hide();
    connect(m_edit, &QPushButton::clicked, this, [this] {
        if (const DeliveryTarget *target = current())
            edit(*target);
    });
    connect(m_list, &QTreeWidget::itemActivated, m_edit, &QPushButton::click);
    connect(m_remove, &QPushButton::clicked, this, &SchedulePage::removeCurrent);
    connect(m_test, &QPushButton::clicked, this, &SchedulePage::testCurrent);
    connect(m_list, &QTreeWidget::itemChanged, this, [this](QTreeWidgetItem *item) { switchTarget(item); });
    connect(m_list, &QTreeWidget::itemSelectionChanged, this, &SchedulePage::enable);
}

void SchedulePage::load(const Settings &settings)
{
    m_daily->setChecked(settings.daily);
    m_at->setTime(settings.dailyAt);
    m_keep->setChecked(settings.keepInTray);
    m_export->setChecked(settings.dailyExport);
    m_deliver->setChecked(settings.dailyDeliver);
    m_at->setEnabled(settings.daily);
    m_export->setEnabled(settings.daily);
    m_deliver->setEnabled(settings.daily);
    const QDateTime next = jobs::nextDailyRun(settings, QDateTime::currentDateTimeUtc().toTimeZone(parseTimeZone(settings.timeZone).value_or(defaultTimeZone())));
    if (next.isValid())
        m_nextRun->say(MessageLabel::Kind::Note, tr("Next run: %1.").arg(QLocale().toString(next.toLocalTime(), QLocale::ShortFormat)));
    else
        m_nextRun->clear();
    follow(settings);
}

void SchedulePage::store(Settings &settings) const
{
    settings.daily = m_daily->isChecked();
    settings.dailyAt = m_at->time();
    settings.keepInTray = m_keep->isChecked();
    settings.dailyExport = m_export->isChecked();
    settings.dailyDeliver = m_deliver->isChecked();
}

void SchedulePage::follow(const Settings &settings)
{
    if (settings.daily && settings.dailyExport && settings.exportFolder.isEmpty())
        m_exportNote->say(MessageLabel::Kind::Note, tr("No folder is chosen for it yet: General › Reports go to."));
    else
        m_exportNote->clear();
}

void SchedulePage::setDataFolder(const QString &folder)
{
    m_desk = std::make_unique<jobs::DeliveryDesk>(folder);
    m_delivery->show();
    enable();
    showTargets();
    showLastRun();
}

void SchedulePage::showLastRun()
{
    m_desk->lastDaily().then(this, [this](const Result<std::optional<storage::DailyRecord>> &last) {
        if (!last || !*last)
            return;
        const storage::DailyRecord &run = **last;
        const QString when = QLocale().toString(run.begunAt.toLocalTime(), QLocale::ShortFormat);
        const bool bad = run.endedAt.isValid() && !run.ok;
        const QString how = !run.endedAt.isValid() ? tr("Last run: %1, not finished. %2").arg(when, run.message).trimmed() : bad ? tr("Last run: %1, not all done. %2").arg(when, run.message) : tr("Last run: %1, all done.").arg(when);
        m_lastRun->say(bad ? MessageLabel::Kind::Bad : MessageLabel::Kind::Note, how);
    });
}

void SchedulePage::showTargets()
{
    m_desk->targets().then(this, [this](const Result<QList<jobs::TargetState>> &states) {
        if (states)
            fill(*states);
        else
            m_message->say(MessageLabel::Kind::Bad, states.error().message);
    });
}

void SchedulePage::fill(const QList<jobs::TargetState> &states)
{
    const qint64 chosen = current() ? current()->id : 0;
    m_filling = true;
    m_list->clear();
    m_targets.clear();
    for (const jobs::TargetState &state : states) {
        m_targets.append(state.target);
        auto *item = new QTreeWidgetItem(m_list);
        item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
        item->setCheckState(Name, state.target.enabled ? Qt::Checked : Qt::Unchecked);
        item->setSizeHint(Kind, QSize(m_list->fontMetrics().horizontalAdvance(deliveryKindName(state.target.kind)) + columnRoom, m_list->fontMetrics().height() + rowRoom));
        item->setText(Name, state.target.name);
        item->setText(Kind, deliveryKindName(state.target.kind));
        item->setText(What, state.target.kind == DeliveryKind::Git ? tr("The whole report") : deliveryLeastName(state.target.least));
        item->setText(Last, deliveryStateText(state));
        item->setToolTip(Last, item->text(Last)); // the column may be too narrow
        if (const DeliveryTone tone = state.last ? deliveryTone(*state.last) : DeliveryTone::Plain; tone != DeliveryTone::Plain)
            item->setForeground(Last, tone == DeliveryTone::Bad ? colors().high : colors().medium);
        if (state.target.id == chosen)
            m_list->setCurrentItem(item);
    }
    for (const Column column : {Name, Kind, What}) {
        m_list->resizeColumnToContents(column);
        m_list->setColumnWidth(column, m_list->columnWidth(column) + columnRoom);
    }
    m_filling = false;
    enable();
}

const DeliveryTarget *SchedulePage::current() const
{
    const qsizetype row = m_list->indexOfTopLevelItem(m_list->currentItem());
    return row >= 0 && row < m_targets.size() ? &m_targets.at(row) : nullptr;
}

void SchedulePage::enable()
{
    for (QPushButton *button : {m_edit, m_remove, m_test})
        button->setEnabled(current());
}

void SchedulePage::edit(const DeliveryTarget &target)
{
    m_message->clear();
    auto *dialog = new TargetDialog(*m_desk, target, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, &SchedulePage::showTargets);
    dialog->open();
}

void SchedulePage::removeCurrent()
{
    if (const DeliveryTarget *target = current())
        m_desk->remove(*target).then(this, [this, name = target->name](const Result<void> &removed) {
            m_message->say(removed ? MessageLabel::Kind::Note : MessageLabel::Kind::Bad, removed ? tr("“%1” is removed.").arg(name) : removed.error().message);
            showTargets();
        });
}

void SchedulePage::testCurrent()
{
    const DeliveryTarget *target = current();
    if (!target)
        return;
    m_message->say(MessageLabel::Kind::Note, tr("Sending a test message to “%1”…").arg(target->name));
    m_test->setEnabled(false);
    m_desk->test(*target, std::nullopt).then(this, [this, name = target->name](const Result<void> &tested) {
        m_message->say(tested ? MessageLabel::Kind::Good : MessageLabel::Kind::Bad, tested ? tr("“%1” works.").arg(name) : tested.error().message);
        enable();
    });
}

void SchedulePage::switchTarget(QTreeWidgetItem *item)
{
    const qsizetype row = m_list->indexOfTopLevelItem(item);
    if (m_filling || row < 0 || row >= m_targets.size())
        return;
    DeliveryTarget &target = m_targets[row];
    const bool on = item->checkState(Name) == Qt::Checked;
    if (target.enabled == on)
        return;
    target.enabled = on;
    m_desk->save(target, std::nullopt).then(this, [this](const Result<DeliveryTarget> &saved) {
        if (!saved)
            m_message->say(MessageLabel::Kind::Bad, saved.error().message);
    });
}

} // namespace rijian::ui
