#include "ui/dialogs/targetdialog.h"

#include "core/text.h"
#include "delivery/gitdelivery.h"
#include "jobs/deliverydesk.h"
#include "ui/dialogs/formparts.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rijian::ui {

QString deliveryKindName(DeliveryKind kind)
{
    switch (kind) {
    case DeliveryKind::Feishu:
        return TargetDialog::tr("Feishu");
    case DeliveryKind::DingTalk:
        return TargetDialog::tr("DingTalk");
    case DeliveryKind::WeCom:
        return TargetDialog::tr("WeCom");
    case DeliveryKind::Slack:
        return u"Slack"_s;
    case DeliveryKind::Webhook:
        return TargetDialog::tr("Webhook (JSON)");
    case DeliveryKind::Email:
        return TargetDialog::tr("E-mail");
    case DeliveryKind::Git:
        break;
    }
    return TargetDialog::tr("Git repository");
}

QString deliveryLeastName(Importance least)
{
    return least == Importance::High ? TargetDialog::tr("🔴 only") : TargetDialog::tr("🔴 and 🟡");
}

namespace {

QString stateWords(const storage::DeliveryPart &part, bool git)
{
    const QString day = part.subject.section(u' ', 0, 0);
    switch (part.state) {
    case storage::PartState::Delivered:
        return git ? TargetDialog::tr("%1: committed").arg(day) : TargetDialog::tr("%1: delivered").arg(day);
    case storage::PartState::Refused:
        return TargetDialog::tr("%1: refused").arg(day);
    case storage::PartState::Sending:
        return TargetDialog::tr("%1: being sent").arg(day);
    case storage::PartState::Waiting:
        return TargetDialog::tr("%1: waiting").arg(day);
    case storage::PartState::Unknown:
        break;
    }
    return TargetDialog::tr("%1: not known").arg(day);
}

} // namespace

QString deliveryStateText(const jobs::TargetState &state)
{
    if (!state.last)
        return TargetDialog::tr("never");
    const QString what = stateWords(*state.last, state.target.kind == DeliveryKind::Git);
    //: %1: what became of a delivery, %2: why
    return state.last->message.isEmpty() ? what : TargetDialog::tr("%1 – %2").arg(what, oneLine(state.last->message));
}

DeliveryTone deliveryTone(const storage::DeliveryPart &part)
{
    using storage::PartState;
    if (part.state == PartState::Refused || part.state == PartState::Unknown)
        return DeliveryTone::Bad;
    return part.state == PartState::Waiting && !part.message.isEmpty() ? DeliveryTone::Waiting : DeliveryTone::Plain;
}

TargetDialog::TargetDialog(jobs::DeliveryDesk &desk, const DeliveryTarget &target, QWidget *parent)
    : QDialog(parent)
    , m_desk(desk)
    , m_target(target)
{
    setWindowTitle(target.id == 0 ? tr("Add a Target") : tr("Edit %1").arg(target.name));
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(16, 16, 16, 12);
    rows->setSpacing(16);
    m_form = makeForm(nullptr);
    rows->addLayout(m_form);
    addFields(m_form);
    addMail(m_form);
    addFolder(m_form);
    m_message = new MessageLabel(this);
    m_message->setObjectName(u"message"_s);
    rows->addWidget(m_message);
    rows->addStretch();
    addButtons(rows);
    setMinimumWidth(560);
    showKind();
}

QLineEdit *TargetDialog::addLine(QFormLayout *form, const QString &label, const QString &name, const QString &text, const QString &hint)
{
    auto *line = new QLineEdit(text, this);
    line->setObjectName(name);
    line->setPlaceholderText(hint);
    form->addRow(label, line);
    connect(line, &QLineEdit::textChanged, this, [this] { m_message->clear(); });
    return line;
}

void TargetDialog::addFields(QFormLayout *form)
{
    m_kind = new QComboBox(this);
    m_kind->setObjectName(u"kind"_s);
    for (const DeliveryKind kind : deliveryKinds())
        m_kind->addItem(deliveryKindName(kind), int(kind));
    m_kind->setCurrentIndex(m_kind->findData(int(m_target.kind)));
    m_kind->setEnabled(m_target.id == 0);
    form->addRow(tr("&Service:"), m_kind);
    m_name = addLine(form, tr("&Name:"), u"name"_s, m_target.name, tr("such as the team's name"));
    m_least = new QComboBox(this);
    m_least->setObjectName(u"least"_s);
    m_least->addItem(deliveryLeastName(Importance::Medium), int(Importance::Medium));
    m_least->addItem(deliveryLeastName(Importance::High), int(Importance::High));
    m_least->setCurrentIndex(m_target.least == Importance::High);
    form->addRow(tr("&What:"), m_least);
    const QString kept = m_target.id == 0 ? QString() : tr("kept in the keychain; leave it empty to keep it");
    m_address = addLine(form, tr("&Address:"), u"address"_s, {}, kept.isEmpty() ? tr("https://…, as the service shows it") : kept);
    m_address->setEchoMode(QLineEdit::PasswordEchoOnEdit);
    m_signature = addLine(form, tr("Signing &key:"), u"signature"_s, {}, kept.isEmpty() ? tr("if messages are to be signed") : kept);
    m_signature->setEchoMode(QLineEdit::Password);
    m_unsigned = new QCheckBox(tr("Messages are not si&gned: remove the key"), this);
    m_unsigned->setObjectName(u"unsigned"_s);
    form->addRow(QString(), m_unsigned);
    connect(m_unsigned, &QCheckBox::toggled, this, [this](bool on) {
        m_signature->setDisabled(on);
        m_message->clear();
    });
    m_keyword = addLine(form, tr("Keywor&d:"), u"keyword"_s, m_target.keyword, tr("if the robot's security setting requires one"));
    setFieldWidth({m_kind, m_least});
    connect(m_kind, &QComboBox::currentIndexChanged, this, &TargetDialog::showKind);
}

void TargetDialog::addMail(QFormLayout *form)
{
    m_server = addLine(form, tr("Mail se&rver:"), u"server"_s, m_target.server, u"smtp.example.org"_s);
    m_security = new QComboBox(this);
    m_security->setObjectName(u"security"_s);
    m_security->addItem(u"TLS"_s, int(MailSecurity::Tls));
    m_security->addItem(u"STARTTLS"_s, int(MailSecurity::StartTls));
    m_security->addItem(tr("None (this machine only)"), int(MailSecurity::None));
    m_security->setCurrentIndex(m_security->findData(int(m_target.security)));
    form->addRow(tr("&Encryption:"), m_security);
    m_port = new QSpinBox(this);
    m_port->setObjectName(u"port"_s);
    m_port->setRange(0, 65535);
    m_port->setSpecialValueText(tr("Default"));
    m_port->setValue(m_target.port);
    form->addRow(tr("&Port:"), m_port);
    m_user = addLine(form, tr("&User:"), u"user"_s, m_target.user, tr("leave empty for no login"));
    m_password = addLine(form, tr("Passwor&d:"), u"password"_s, {}, m_target.id == 0 ? QString() : tr("kept in the keychain; leave it empty to keep it"));
    m_password->setEchoMode(QLineEdit::Password);
    m_from = addLine(form, tr("&From:"), u"from"_s, m_target.from, u"reports@example.org"_s);
    m_to = addLine(form, tr("T&o:"), u"to"_s, m_target.to.join(u", "_s), tr("separate several with commas"));
    setFieldWidth({m_security, m_port});
}

void TargetDialog::addFolder(QFormLayout *form)
{
    m_folderRow = new QWidget(this);
    auto *row = new QHBoxLayout(m_folderRow);
    row->setContentsMargins(0, 0, 0, 0);
    m_folder = new QLineEdit(m_target.folder, m_folderRow);
    m_folder->setObjectName(u"folder"_s);
    m_folder->setPlaceholderText(tr("a git working tree"));
    m_folderRow->setFocusProxy(m_folder);
    auto *browse = new QPushButton(tr("&Browse…"), m_folderRow);
    browse->setAutoDefault(false);
    row->addWidget(m_folder, 1);
    row->addWidget(browse);
    form->addRow(tr("Fo&lder:"), m_folderRow);
    connect(m_folder, &QLineEdit::textChanged, this, [this] { m_message->clear(); });
    connect(browse, &QPushButton::clicked, this, [this] {
        auto *dialog = new QFileDialog(this, tr("The Repository That Reports Go Into"), m_folder->text());
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::Directory);
        connect(dialog, &QFileDialog::fileSelected, m_folder, &QLineEdit::setText);
        dialog->open();
    });
    m_pattern = addLine(form, tr("Pat&h in it:"), u"pattern"_s, m_target.pattern, QString(defaultReportPattern));
    m_push = new QCheckBox(tr("P&ush after the commit"), this);
    m_push->setObjectName(u"push"_s);
    m_push->setChecked(m_target.push);
    form->addRow(QString(), m_push);
}

void TargetDialog::addButtons(QVBoxLayout *rows)
{
    auto *box = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_ok = box->button(QDialogButtonBox::Ok);
    m_ok->setText(tr("OK"));
    box->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    m_testButton = box->addButton(tr("&Test"), QDialogButtonBox::ActionRole);
    m_testButton->setObjectName(u"test"_s);
    rows->addWidget(box);
    connect(box, &QDialogButtonBox::accepted, this, &TargetDialog::accept);
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_testButton, &QAbstractButton::clicked, this, &TargetDialog::test);
}

/// The fields that the service has.
void TargetDialog::showKind()
{
    const auto kind = DeliveryKind(m_kind->currentData().toInt());
    const bool mail = kind == DeliveryKind::Email, git = kind == DeliveryKind::Git, robot = kind == DeliveryKind::Feishu || kind == DeliveryKind::DingTalk;
    const auto show = [&](QWidget *field, bool visible) { m_form->setRowVisible(field, visible); };
    show(m_least, !git);
    show(m_address, !mail && !git);
    show(m_signature, signsMessages(kind));
    show(m_unsigned, signsMessages(kind) && m_target.id != 0);
    show(m_keyword, robot);
    for (QWidget *field : {static_cast<QWidget *>(m_server), static_cast<QWidget *>(m_security), static_cast<QWidget *>(m_port), static_cast<QWidget *>(m_user),
                           static_cast<QWidget *>(m_password), static_cast<QWidget *>(m_from), static_cast<QWidget *>(m_to)})
        show(field, mail);
    for (QWidget *field : {m_folderRow, static_cast<QWidget *>(m_pattern), static_cast<QWidget *>(m_push)})
        show(field, git);
    m_message->clear();
    adjustSize();
}

DeliveryTarget TargetDialog::target() const
{
    DeliveryTarget target = m_target;
    target.kind = DeliveryKind(m_kind->currentData().toInt());
    target.name = m_name->text().trimmed();
    target.least = Importance(m_least->currentData().toInt());
    target.keyword = m_keyword->text().trimmed();
    target.server = m_server->text().trimmed();
    target.port = m_port->value();
    target.security = MailSecurity(m_security->currentData().toInt());
    target.user = m_user->text().trimmed();
    target.from = m_from->text().trimmed();
    target.to.clear();
    for (const QString &address : m_to->text().split(u',', Qt::SkipEmptyParts))
        target.to.append(address.trimmed());
    target.folder = m_folder->text().trimmed();
    target.pattern = m_pattern->text().trimmed();
    target.push = m_push->isChecked();
    return target;
}

bool TargetDialog::unsign() const
{
    return m_target.id != 0 && m_unsigned->isChecked();
}

/// Nothing: the one that is kept stays.
std::optional<DeliverySecret> TargetDialog::secret() const
{
    const DeliverySecret given{.address = m_address->text().trimmed(), .signature = unsign() ? QString() : m_signature->text().trimmed(), .password = m_password->text()};
    if (m_target.id != 0 && given == DeliverySecret{})
        return std::nullopt;
    return given;
}

bool TargetDialog::check()
{
    const DeliveryTarget wanted = target();
    auto sound = checkTarget(wanted);
    if (sound && wanted.kind == DeliveryKind::Git)
        sound = delivery::reportPath(wanted, QDate(2026, 1, 7)).transform([](const QString &) {});
    const auto given = secret();
    const bool keepsAddress = given && wanted.id != 0 && signsMessages(wanted.kind) && given->address.isEmpty(); // the desk checks what becomes of both
    if (sound && given && !keepsAddress)
        sound = checkSecret(wanted, *given);
    if (!sound)
        m_message->say(MessageLabel::Kind::Bad, sound.error().message);
    return sound.has_value();
}

void TargetDialog::setBusy(bool busy)
{
    m_ok->setEnabled(!busy);
    m_testButton->setEnabled(!busy);
}

void TargetDialog::test()
{
    if (!check())
        return;
    setBusy(true);
    m_message->say(MessageLabel::Kind::Note, tr("Sending a test message…"));
    m_desk.test(target(), secret(), unsign()).then(this, [this](const Result<void> &tested) {
        setBusy(false);
        m_message->say(tested ? MessageLabel::Kind::Good : MessageLabel::Kind::Bad, tested ? tr("It works.") : tested.error().message);
    });
}

void TargetDialog::accept()
{
    if (!m_ok->isEnabled() || !check())
        return;
    setBusy(true);
    m_desk.save(target(), secret(), unsign()).then(this, [this](const Result<DeliveryTarget> &saved) {
        setBusy(false);
        if (saved)
            QDialog::accept();
        else
            m_message->say(MessageLabel::Kind::Bad, saved.error().message);
    });
}

} // namespace rijian::ui
