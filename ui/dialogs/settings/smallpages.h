#pragma once
// The pages with a handful of fields each.

#include "ui/dialogs/settings/settingspage.h"

class QCheckBox;
class QComboBox;
class QSpinBox;

namespace rijian::ui {

class RepositoriesPage : public SettingsPage
{
    Q_OBJECT

public:
    explicit RepositoriesPage(QWidget *parent = nullptr);
    QString title() const override { return tr("Repositories"); }
    QString iconName() const override { return QStringLiteral("vcs-branch"); }
    void load(const Settings &settings) override;
    void store(Settings &settings) const override;

private:
    QCheckBox *m_fetchOnStart = nullptr;
    QSpinBox *m_minutes = nullptr;
    QCheckBox *m_mergeCommits = nullptr;
};

class NotificationsPage : public SettingsPage
{
    Q_OBJECT

public:
    explicit NotificationsPage(QWidget *parent = nullptr);
    QString title() const override { return tr("To Do and Notifications"); }
    QString iconName() const override { return QStringLiteral("notifications"); }
    void load(const Settings &settings) override;
    void store(Settings &settings) const override;

private:
    QComboBox *m_least = nullptr;
    QSpinBox *m_days = nullptr;
    QCheckBox *m_high = nullptr;
    QCheckBox *m_failures = nullptr;
};

} // namespace rijian::ui
