#pragma once

#include "core/repository.h"

#include <QDialog>

class QAbstractButton;
class QCheckBox;
class QComboBox;
class QDialogButtonBox;
class QFormLayout;
class QLineEdit;

namespace rijian::ui {

class MessageLabel;

/// Name, branches, group and sharing of one repository. It touches no store: the caller takes repository() when accepted().
class RepositoryDialog : public QDialog
{
    Q_OBJECT

public:
    /// `others`: names in use, which are refused; `groups`: offered.
    RepositoryDialog(const Repository &repository, const QStringList &groups, const QStringList &others, QWidget *parent = nullptr);

    /// As given, with what the user changed.
    Repository repository() const;
    /// Every repository is shared by a setting: the box says so and cannot be changed.
    void setShareAll(bool all);
    void accept() override;

private:
    QDialogButtonBox *makeButtons();
    void fill(QFormLayout *form, const QStringList &groups);
    QString name() const;
    QStringList branches() const;
    bool check();

    Repository m_repository;
    QStringList m_others;
    QLineEdit *m_name = nullptr;
    MessageLabel *m_nameMessage = nullptr;
    QLineEdit *m_branches = nullptr;
    MessageLabel *m_branchesMessage = nullptr;
    QComboBox *m_group = nullptr;
    QCheckBox *m_shared = nullptr;
    MessageLabel *m_sharedNote = nullptr;
    QAbstractButton *m_ok = nullptr;
    bool m_shareAll = false;
};

} // namespace rijian::ui
