#pragma once

#include "core/settings.h"
#include "jobs/workspace.h"
#include "ui/dialogs/secretstore.h"

#include <QDialog>

class QAbstractButton;
class QDialogButtonBox;
class QListWidget;
class QStackedWidget;

namespace rijian::ui {

class AnalysisPage;
class SchedulePage;
class SettingsPage;

/// The settings, on a copy. Use it with open() or show(): it has no need of a nested event loop.
class SettingsDialog : public QDialog
{
    Q_OBJECT

public:
    enum class Page { General, Repositories, Analysis, Schedule, Notifications };

    explicit SettingsDialog(const Settings &settings, QWidget *parent = nullptr, const SecretStore &secrets = {});

    /// What was last accepted or applied; before that, what was given.
    Settings settings() const { return m_settings; }
    void showPage(Page page);
    /// Where the user's own prompts and prices, and the targets of the daily digest are kept. Without one they are not offered.
    void setDataFolder(const QString &folder);
    /// How the model that is set up is.
    void setModel(const jobs::ModelInfo &model);
    /// Checks all pages, writes the key to the keychain, and then closes; what is wrong is shown and keeps the dialog open.
    void accept() override;

protected:
    void changeEvent(QEvent *event) override;

Q_SIGNALS:
    /// By Apply and by OK (before accepted()): one connection is enough.
    void applied(const rijian::Settings &settings);
    /// After applied(): a key was kept or removed, or the files that a model is made from may be other ones. Settings do not tell.
    void modelTouched();

private:
    void addPages(const SecretStore &secrets);
    void addPage(SettingsPage *page);
    QDialogButtonBox *makeButtons();
    bool checkPages();
    Settings shown() const;
    void apply(bool thenClose);
    void finish(bool thenClose, bool touched);
    void refresh();
    void applyColors();

    Settings m_settings;
    QList<SettingsPage *> m_pages;
    AnalysisPage *m_analysis = nullptr;
    SchedulePage *m_schedule = nullptr;
    QListWidget *m_list = nullptr;
    QStackedWidget *m_stack = nullptr;
    QAbstractButton *m_ok = nullptr;
    QAbstractButton *m_apply = nullptr;
    bool m_saving = false; ///< the keychain is being asked
};

} // namespace rijian::ui
