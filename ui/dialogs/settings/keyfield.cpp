#include "ui/dialogs/settings/keyfield.h"

#include "ui/theme.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QToolButton>
#include <QtConcurrent>

using namespace Qt::StringLiterals;

namespace rijian::ui {

KeyField::KeyField(SecretStore secrets, QWidget *parent)
    : QWidget(parent)
    , m_secrets(std::move(secrets))
    , m_edit(new QLineEdit(this))
    , m_removeButton(new QToolButton(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_edit, 1);
    row->addWidget(m_removeButton);
    m_edit->setEchoMode(QLineEdit::Password);
    m_edit->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase | Qt::ImhSensitiveData);
    m_edit->setMaxLength(1000);
    m_removeButton->setIcon(icon(u"edit-delete"_s));
    m_removeButton->setToolTip(tr("Remove the key from the keychain"));
    m_removeButton->setAccessibleName(m_removeButton->toolTip());
    setFocusProxy(m_edit);
    connect(m_edit, &QLineEdit::textChanged, this, [this] {
        m_remove = false;
        refresh();
        Q_EMIT changed();
    });
    connect(m_removeButton, &QToolButton::clicked, this, [this] {
        m_edit->clear();
        m_remove = true;
        refresh();
        Q_EMIT changed();
    });
    refresh();
}

void KeyField::setName(const QString &name, bool keepTyped)
{
    if (name == m_name)
        return;
    m_name = name;
    m_kept = false;
    m_remove = false;
    if (!keepTyped)
        m_edit->clear();
    refresh();
    ask();
}

void KeyField::setObjectNames(const QString &edit, const QString &removeButton)
{
    m_edit->setObjectName(edit);
    m_removeButton->setObjectName(removeButton);
}

void KeyField::setIdleText(const QString &text)
{
    m_idleText = text;
    refresh();
}

void KeyField::ask()
{
    const quint64 asked = ++m_asked;
    if (m_name.isEmpty())
        return;
    QtConcurrent::run([read = m_secrets.read, name = m_name] {
        const auto secret = read(name);
        return secret && !secret->isEmpty();
    }).then(this, [this, asked](bool kept) {
        if (asked != m_asked)
            return;
        m_kept = kept;
        refresh();
    });
}

void KeyField::refresh()
{
    m_edit->setPlaceholderText(m_name.isEmpty() ? m_idleText : m_remove ? tr("will be removed from the keychain") : m_kept ? tr("kept in the system keychain") : QString());
    m_removeButton->setEnabled(m_kept && !m_remove);
}

bool KeyField::isDirty() const
{
    return !m_name.isEmpty() && (m_remove || !m_edit->text().trimmed().isEmpty());
}

QFuture<Result<void>> KeyField::save()
{
    if (!isDirty())
        return QtFuture::makeReadyValueFuture<Result<void>>({});
    const QString name = m_name;
    const QString secret = m_edit->text().trimmed();
    return QtConcurrent::run([write = m_secrets.write, name, secret] { return write(name, secret); })
        .then(this, [this, name, secret](const Result<void> &written) {
            if (written && name == m_name) {
                m_kept = !secret.isEmpty();
                m_remove = false;
                if (m_edit->text().trimmed() == secret)
                    m_edit->clear();
                refresh();
            }
            return written;
        });
}

QFuture<QString> KeyField::key() const
{
    if (const QString typed = m_edit->text().trimmed(); !typed.isEmpty() || m_remove || m_name.isEmpty())
        return QtFuture::makeReadyValueFuture(typed);
    return QtConcurrent::run([read = m_secrets.read, name = m_name] { return read(name).value_or(QString()); });
}

} // namespace rijian::ui
