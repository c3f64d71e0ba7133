#pragma once

#include "core/result.h"

#include <QStringList>
#include <QTimer>
#include <QWidget>

#include <functional>

class QLineEdit;
class QPushButton;

namespace rijian::ui {

class MessageLabel;

/// One line for addresses of repositories: says below it, while one types, what was understood. Several lines may be pasted. For the
/// first start's page and the panel's "Add…".
class AddressField : public QWidget
{
    Q_OBJECT

public:
    /// What an address was understood as ("GitHub: owner/name"), or why it cannot be. Runs on other threads, several at once: it may
    /// look at files, and must not touch widgets.
    using Understand = std::function<Result<QString>(const QString &)>;

    explicit AddressField(Understand understand, QWidget *parent = nullptr);

    /// The addresses typed or pasted, one a line, blanks and empty lines left out.
    QStringList addresses() const;
    /// For what was dropped or is on the clipboard; it is looked at as if typed.
    void setAddresses(const QStringList &addresses);
    void clear();
    /// While what was entered is being added: the message, if any, and no input.
    void setBusy(const QString &message);
    /// Ends that with an error of the caller's, or with nothing.
    void setProblem(const QString &message);
    QLineEdit *edit() const { return m_edit; }

Q_SIGNALS:
    /// Enter or the button; all of them were understood. The field keeps them until clear().
    void addressesEntered(const QStringList &addresses);
    void escaped();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Answer {
        QStringList understood;
        QString problem; ///< the first
    };
    static Answer understandAll(const Understand &understand, const QStringList &addresses);
    void onText();
    void check();
    void showAnswer(const Answer &answer);
    void enter();

    Understand m_understand;
    QLineEdit *m_edit = nullptr;
    QPushButton *m_add = nullptr;
    MessageLabel *m_message = nullptr;
    QTimer m_pause;        ///< until one stops typing
    quint64 m_asked = 0;   ///< answers to older texts are dropped
    bool m_known = false;  ///< the answer to the text is there
    bool m_fine = false;   ///< and it is good
    bool m_enter = false;  ///< Enter came before the answer
};

} // namespace rijian::ui
