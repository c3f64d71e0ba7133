#include "ui/dialogs/followupdialog.h"

#include <QCheckBox>
#include <QDateEdit>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QShortcut>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::ui {

QString noteOfAll(const QList<CommitRow> &commits)
{
    const QString first = commits.isEmpty() ? QString() : commits.first().triage.note;
    return std::ranges::all_of(commits, [&](const CommitRow &row) { return row.triage.note == first; }) ? first : QString();
}

FollowUpDialog::FollowUpDialog(const QList<CommitRow> &commits, const QDate &today, QWidget *parent)
    : QDialog(parent)
    , m_hasDue(new QCheckBox(tr("&Due on"), this))
    , m_due(new QDateEdit(this))
    , m_note(new QPlainTextEdit(this))
    , m_before(noteOfAll(commits))
{
    const Triage before = commits.isEmpty() ? Triage{} : commits.first().triage;
    m_note->setPlainText(m_before);
    if (std::ranges::any_of(commits, [&](const CommitRow &row) { return row.triage.note != m_before; }))
        m_note->setPlaceholderText(tr("They have notes of their own, which stay unless you write one here."));
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
        button->setObjectName(u"in%1"_s.arg(days));
        connect(button, &QToolButton::clicked, this, [this, date = today.addDays(days)] {
            m_hasDue->setChecked(true);
            m_due->setDate(date);
        });
        dates->addWidget(button);
    }
    dates->addStretch();
    auto *label = new QLabel(commits.size() == 1 ? tr("Your &note on this commit:") : tr("Your &note on %n commit(s):", nullptr, int(commits.size())), this);
    label->setBuddy(m_note);
    m_note->setTabChangesFocus(true);
    m_note->setObjectName(u"note"_s);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("Follow Up"));
    buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter}) // Return alone is a new line of the note
        new QShortcut(Qt::CTRL | key, this, this, &QDialog::accept);
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

std::optional<QString> FollowUpDialog::note() const
{
    const QString note = m_note->toPlainText().trimmed();
    return note == m_before.trimmed() ? std::nullopt : std::optional(note);
}

} // namespace rijian::ui
