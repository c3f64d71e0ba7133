#include "ui/dialogs/repositorydialog.h"

#include "ui/dialogs/formparts.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

/// What git-check-ref-format refuses of a branch's name.
bool isBranchName(const QString &name)
{
    static const QRegularExpression wrong(u"[\\x00-\\x20\\x7f~^:?*\\[\\\\]|\\.\\.|@\\{|//|^[-/]|(^|/)\\.|[/.]$|\\.lock(/|$)|^@$"_s);
    return !wrong.match(name).hasMatch();
}

} // namespace

RepositoryDialog::RepositoryDialog(const Repository &repository, const QStringList &groups, const QStringList &others, QWidget *parent)
    : QDialog(parent)
    , m_repository(repository)
    , m_others(others)
{
    m_others.removeAll(repository.name);
    setWindowTitle(tr("Edit %1").arg(repository.name));
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(16, 16, 16, 12);
    rows->setSpacing(16);
    auto *form = makeForm(nullptr);
    rows->addLayout(form);
    rows->addStretch();
    fill(form, groups);
    rows->addWidget(makeButtons());
    setMinimumWidth(520);
    check();
}

void RepositoryDialog::fill(QFormLayout *form, const QStringList &groups)
{
    form->addRow(tr("Address:"), makeNote(m_repository.address, this));
    m_name = new QLineEdit(m_repository.name, this);
    m_name->setObjectName(u"name"_s);
    m_nameMessage = new MessageLabel(this);
    m_nameMessage->setObjectName(u"nameMessage"_s);
    form->addRow(tr("&Name:"), m_name);
    form->addRow(QString(), m_nameMessage);
    m_branches = new QLineEdit(m_repository.branch, this);
    m_branches->setObjectName(u"branches"_s);
    m_branches->setPlaceholderText(tr("the default branch"));
    m_branchesMessage = new MessageLabel(this);
    m_branchesMessage->setObjectName(u"branchesMessage"_s);
    form->addRow(tr("&Branches:"), m_branches);
    form->addRow(QString(), makeNote(tr("Separate several with spaces."), this));
    form->addRow(QString(), m_branchesMessage);
    m_group = new QComboBox(this);
    m_group->setObjectName(u"group"_s);
    m_group->setEditable(true);
    m_group->setInsertPolicy(QComboBox::NoInsert);
    m_group->addItems(groups);
    setFieldWidth({m_group});
    m_group->setCurrentText(m_repository.group);
    m_group->lineEdit()->setPlaceholderText(tr("none"));
    form->addRow(tr("&Group:"), m_group);
    m_shared = new QCheckBox(tr("May be &sent to a model"), this);
    m_shared->setObjectName(u"shared"_s);
    m_shared->setChecked(m_repository.shared);
    m_sharedNote = qobject_cast<MessageLabel *>(makeNote(QString(), this));
    form->addRow(tr("Privacy:"), m_shared);
    form->addRow(QString(), m_sharedNote);
    setShareAll(false);
    connect(m_name, &QLineEdit::textChanged, this, [this] { check(); });
    connect(m_branches, &QLineEdit::textChanged, this, [this] { check(); });
}

QDialogButtonBox *RepositoryDialog::makeButtons()
{
    auto *box = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_ok = box->button(QDialogButtonBox::Ok);
    m_ok->setText(tr("OK"));
    box->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    connect(box, &QDialogButtonBox::accepted, this, &RepositoryDialog::accept);
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
    return box;
}

void RepositoryDialog::setShareAll(bool all)
{
    m_shareAll = all;
    m_shared->setEnabled(!all);
    m_shared->setChecked(all || m_repository.shared);
    m_sharedNote->say(MessageLabel::Kind::Note, all ? tr("The settings share all repositories.")
                                                     : tr("The messages and changed lines of its commits are then sent to the provider that the settings name."));
}

QString RepositoryDialog::name() const
{
    return m_name->text().simplified();
}

QStringList RepositoryDialog::branches() const
{
    QStringList names = m_branches->text().simplified().split(u' ', Qt::SkipEmptyParts);
    names.removeDuplicates();
    return names;
}

Repository RepositoryDialog::repository() const
{
    Repository changed = m_repository;
    changed.name = name();
    changed.branch = branches().join(u' ');
    changed.group = m_group->currentText().simplified();
    if (!m_shareAll)
        changed.shared = m_shared->isChecked();
    return changed;
}

bool RepositoryDialog::check()
{
    const auto say = [](MessageLabel *label, const QString &text) { label->say(MessageLabel::Kind::Bad, text); };
    QString wrongName;
    if (name().isEmpty())
        wrongName = tr("The name is missing.");
    else if (m_others.contains(name()))
        wrongName = tr("Another repository has this name.");
    say(m_nameMessage, wrongName);
    const auto list = branches();
    const auto wrong = std::ranges::find_if_not(list, isBranchName);
    say(m_branchesMessage, wrong == list.end() ? QString() : tr("“%1” cannot be the name of a branch.").arg(*wrong));
    const bool fine = wrongName.isEmpty() && wrong == list.end();
    if (m_ok)
        m_ok->setEnabled(fine);
    return fine;
}

void RepositoryDialog::accept()
{
    if (check())
        QDialog::accept();
}

} // namespace rijian::ui
