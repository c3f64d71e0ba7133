#pragma once

#include "core/ownrule.h"
#include "storage/ownrulestore.h"

#include <QDialog>
#include <QFuture>
#include <QTimer>

#include <functional>

class QComboBox;
class QDialogButtonBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace rijian::ui {

class MessageLabel;

/// The user's own rules: a list in their order, the current one's fields beneath, and how many commits it describes, counted while one types. Nothing is
/// kept before OK.
class OwnRulesDialog : public QDialog
{
    Q_OBJECT

public:
    using Count = std::function<QFuture<Result<storage::OwnRuleCount>>(const OwnRule &)>;

    /// `names`: of the repositories, to complete. `count` answers on this thread.
    OwnRulesDialog(const QList<OwnRule> &rules, const QStringList &names, int days, Count count, QWidget *parent);

    const QList<OwnRule> &rules() const { return m_rules; }
    /// Another one at the end, ready to be edited.
    void addRule(const OwnRule &rule);

    void accept() override;

private:
    QTreeWidget *makeList();
    QWidget *makeFields();
    QLineEdit *addField(QFormLayout *form, const QString &label, const QString &name, QString OwnRule::*field, const QString &hint);
    void fill();
    void showRow(int row);
    void showCurrent();
    void take();
    void move(int by);
    void remove();
    void askCount();
    void enable();
    int current() const;

    QList<OwnRule> m_rules;
    int m_days;
    Count m_count;
    QTreeWidget *m_list;
    QWidget *m_fields = nullptr;
    QList<std::pair<QLineEdit *, QString OwnRule::*>> m_lines;
    QComboBox *m_type = nullptr;
    QComboBox *m_effect = nullptr;
    QPushButton *m_remove = nullptr;
    QPushButton *m_up = nullptr;
    QPushButton *m_down = nullptr;
    MessageLabel *m_message = nullptr;
    QLabel *m_samples = nullptr;
    QTimer m_settle; ///< while one types nothing is counted
    quint64 m_asked = 0;
    bool m_filling = false;
};

} // namespace rijian::ui
