#pragma once

#include "core/deliverytarget.h"

#include <QDialog>

#include <optional>

class QAbstractButton;
class QCheckBox;
class QComboBox;
class QFormLayout;
class QLineEdit;
class QSpinBox;
class QVBoxLayout;

namespace rijian::jobs {
class DeliveryDesk;
struct TargetState;
}

namespace rijian::storage {
struct DeliveryPart;
}

namespace rijian::ui {

class MessageLabel;

/// Feishu, DingTalk, …, as people call them.
QString deliveryKindName(DeliveryKind kind);
/// "🔴 and 🟡", "🔴 only"
QString deliveryLeastName(Importance least);
/// What last became of a target and, where there is more to say, why: "2026-01-07: delivered".
QString deliveryStateText(const jobs::TargetState &state);
/// What of a delivery wants attention: refused, not known, or waiting because something failed.
enum class DeliveryTone { Plain, Waiting, Bad };
DeliveryTone deliveryTone(const storage::DeliveryPart &part);

/// One target: where, what, and its secret. OK keeps it and the secret; a field of the secret that stays empty leaves what is kept. That messages are not signed
/// any more is said by a tick.
class TargetDialog : public QDialog
{
    Q_OBJECT

public:
    /// Borrows the desk.
    TargetDialog(jobs::DeliveryDesk &desk, const DeliveryTarget &target, QWidget *parent = nullptr);
    void accept() override;

private:
    void addFields(QFormLayout *form);
    void addMail(QFormLayout *form);
    void addFolder(QFormLayout *form);
    void addButtons(QVBoxLayout *rows);
    QLineEdit *addLine(QFormLayout *form, const QString &label, const QString &name, const QString &text, const QString &hint = {});
    void showKind();
    bool unsign() const;
    void test();
    void setBusy(bool busy);
    DeliveryTarget target() const;
    std::optional<DeliverySecret> secret() const;
    bool check();

    jobs::DeliveryDesk &m_desk;
    DeliveryTarget m_target;
    QFormLayout *m_form = nullptr;
    QComboBox *m_kind = nullptr;
    QLineEdit *m_name = nullptr;
    QComboBox *m_least = nullptr;
    QLineEdit *m_address = nullptr;
    QLineEdit *m_signature = nullptr;
    QCheckBox *m_unsigned = nullptr; ///< of a target that is changed: no key any more
    QLineEdit *m_keyword = nullptr;
    QLineEdit *m_server = nullptr;
    QSpinBox *m_port = nullptr;
    QComboBox *m_security = nullptr;
    QLineEdit *m_user = nullptr;
    QLineEdit *m_password = nullptr;
    QLineEdit *m_from = nullptr;
    QLineEdit *m_to = nullptr;
    QLineEdit *m_folder = nullptr;
    QWidget *m_folderRow = nullptr;
    QLineEdit *m_pattern = nullptr;
    QCheckBox *m_push = nullptr;
    MessageLabel *m_message = nullptr;
    QAbstractButton *m_ok = nullptr;
    QAbstractButton *m_testButton = nullptr;
};

} // namespace rijian::ui
