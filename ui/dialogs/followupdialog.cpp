#include "ui/dialogs/followupdialog.h"

#include <QCheckBox>
#include <QDateEdit>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rijian::ui {

FollowUpDialog::FollowUpDialog(int commits, const Triage &before, const QDate &today, QWidget *parent)
    : QDialog(parent)
    , m_hasDue(new QCheckBox(tr("&Due on"), this))
    , m_due(new QDateEdit(this))
    , m_note(new QPlainTextEdit(before.note, this))
{
    setWindowTitle(tr("Follow Up"));
    m_due->setCalendarPopup(true);
    m_due->setDisplayFormat(u"yyyy-MM-dd"_s);
    m_due->setMinimumDate(std::min(today, before.due.isValid() ? before.due : today));
    m_due->setDate(before.due.isValid() ? before.due : today.addDays(1));
    m_due->setObjectName(u"due"_s);
    m_due->setAccessibleName(tr("Due on"));
    m_hasDue->setChecked(before.due.isValid() || before.state != TriageState::FollowUp);
    m_hasDue->setObjectName(u"hasDue"_s);
    m_due->setEnabled(m_hasDue->isChecked());
    connect(m_hasDue, &QCheckBox::toggled, m_due, &QWidget::setEnabled);
    auto *dates = new QHBoxLayout;
    dates->addWidget(m_hasDue);
    dates->addWidget(m_due);
    const int toMonday = 8 - today.dayOfWeek();
    const std::pair<QString, int> soon[] = {{tr("Today"), 0}, {tr("Tomorrow"), 1}, {tr("Next Monday"), toMonday}, {tr("In Two Weeks"), 14}};
    for (const auto &[text, days] : soon) {
        auto *button = new QToolButton(this);
        button->setText(text);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        connect(button, &QToolButton::clicked, this, [this, date = today.addDays(days)] {
            m_hasDue->setChecked(true);
            m_due->setDate(date);
        });
        dates->addWidget(button);
    }
    dates->addStretch();
    auto *label = new QLabel(commits == 1 ? tr("Your &note on this commit:") : tr("Your &note on %n commit(s):", nullptr, commits), this);
    label->setBuddy(m_note);
    m_note->setTabChangesFocus(true);
    m_note->setObjectName(u"note"_s);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("Follow Up"));
    buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(16, 16, 16, 12);
    rows->setSpacing(10);
    rows->addLayout(dates);
    rows->addWidget(label);
    rows->addWidget(m_note, 1);
    rows->addWidget(buttons);
    resize(520, 260);
    m_due->setFocus();
}

QDate FollowUpDialog::due() const
{
    return m_hasDue->isChecked() ? m_due->date() : QDate();
}

QString FollowUpDialog::note() const
{
    return m_note->toPlainText().trimmed();
}

} // namespace rijian::ui
