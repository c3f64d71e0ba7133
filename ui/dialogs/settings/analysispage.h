#pragma once

#include "jobs/workspace.h"
#include "ui/dialogs/secretstore.h"
#include "ui/dialogs/settings/settingspage.h"

#include <QFuture>

class QCheckBox;
class QFormLayout;
class QPushButton;
class QSpinBox;

namespace rijian::ui {

class FoldGroup;
class MessageLabel;
class ServiceFields;

/// Which service analyzes, what it may see, who stands in for it, and how much of it may be used.
class AnalysisPage : public SettingsPage
{
    Q_OBJECT

public:
    explicit AnalysisPage(const SecretStore &secrets, QWidget *parent = nullptr);
    ~AnalysisPage() override;

    QString title() const override { return tr("Analysis"); }
    QString iconName() const override { return QStringLiteral("tools-wizard"); }
    void load(const Settings &settings) override;
    void store(Settings &settings) const override;
    bool check() override;

    /// Where the user's own prompts and prices are kept. Without one they are not offered.
    void setDataFolder(const QString &folder);
    /// How the model that is set up is; forgotten when something is changed.
    void setModel(const jobs::ModelInfo &model);

    bool keyChanged() const;
    /// To the keychain.
    QFuture<Result<void>> saveKey();
    /// After saveKey() failed.
    void showKeyProblem(const QString &message);
    /// The user may have changed files that the model is made from.
    bool filesOpened() const { return m_filesOpened; }

private:
    void addState(QFormLayout *form);
    void addSharing(QFormLayout *form);
    QWidget *makeFallback(const SecretStore &secrets);
    QWidget *makeLimits();
    QWidget *makeFiles();
    QSpinBox *addLimit(QFormLayout *form, const QString &label, const QString &name, int maximum, int step, const QString &suffix, const QString &none);
    QList<QSpinBox *> limits() const;
    void alignForms(const QList<QFormLayout *> &forms);
    void onChanged();
    void refresh();
    void openOwn(const QString &source, const QString &name);

    QString m_dataFolder;
    QCheckBox *m_afterFetch = nullptr;
    ServiceFields *m_main = nullptr;
    MessageLabel *m_state = nullptr;
    QCheckBox *m_shareAll = nullptr;
    QCheckBox *m_tellJudged = nullptr;
    QCheckBox *m_confirmPlan = nullptr;
    FoldGroup *m_fallbackGroup = nullptr;
    ServiceFields *m_fallback = nullptr;
    FoldGroup *m_limitsGroup = nullptr;
    QSpinBox *m_concurrency = nullptr;
    QSpinBox *m_requests = nullptr;
    QSpinBox *m_tokens = nullptr;
    QSpinBox *m_context = nullptr;
    QSpinBox *m_dailyTokens = nullptr;
    QSpinBox *m_dailyCost = nullptr;
    FoldGroup *m_filesGroup = nullptr;
    MessageLabel *m_filesMessage = nullptr;
    bool m_fallbackKeyFailed = false;
    bool m_filesOpened = false;
};

} // namespace rijian::ui
