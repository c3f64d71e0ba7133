#pragma once

#include "ui/dialogs/secretstore.h"

#include <QFuture>
#include <QWidget>

class QLineEdit;
class QToolButton;

namespace rijian::ui {

/// The key of a service: typed here, kept in the system's keychain, never shown. The keychain is asked on other threads.
class KeyField : public QWidget
{
    Q_OBJECT

public:
    explicit KeyField(SecretStore secrets, QWidget *parent = nullptr);

    /// The keychain's name for the key ("llm:host"); empty: there is no service to have a key for. What was typed for another
    /// name stays when `keepTyped`.
    void setName(const QString &name, bool keepTyped);
    /// A key was typed, or is to be removed.
    bool isDirty() const;
    /// Writes or removes it. Afterwards it is not dirty.
    QFuture<Result<void>> save();
    /// What was typed, else what the keychain has, else nothing.
    QFuture<QString> key() const;
    void setObjectNames(const QString &edit, const QString &removeButton);
    /// What stands in the empty field while it has no name.
    void setIdleText(const QString &text);

Q_SIGNALS:
    void changed();

private:
    void ask();
    void refresh();

    SecretStore m_secrets;
    QLineEdit *m_edit = nullptr;
    QToolButton *m_removeButton = nullptr;
    QString m_name;
    QString m_idleText;
    bool m_kept = false;   ///< the keychain has one
    bool m_remove = false; ///< and is to lose it
    quint64 m_asked = 0;   ///< answers to older questions are dropped
};

} // namespace rijian::ui
