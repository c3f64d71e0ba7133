#pragma once

#include "ui/dialogs/secretstore.h"
#include "ui/dialogs/settings/settingspage.h"

#include <QFuture>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace rijian::analysis::llm {
class ConnectionTest;
struct ConnectionAnswer;
}

namespace rijian::ui {

class KeyField;
class MessageLabel;

/// Which service analyzes, how much of it, and what it may see.
class AnalysisPage : public SettingsPage
{
    Q_OBJECT

public:
    explicit AnalysisPage(SecretStore secrets, QWidget *parent = nullptr);
    ~AnalysisPage() override;

    QString title() const override { return tr("Analysis"); }
    QString iconName() const override { return QStringLiteral("tools-wizard"); }
    void load(const Settings &settings) override;
    void store(Settings &settings) const override;
    bool check() override;

    bool keyChanged() const;
    /// To the keychain.
    QFuture<Result<void>> saveKey();
    void showKeyProblem(const QString &message);

private:
    void addProvider(QFormLayout *form);
    void addService(QFormLayout *form);
    void addTest(QFormLayout *form);
    void addLimits(QFormLayout *form);
    void addSharing(QFormLayout *form);
    void connectFields();
    QString provider() const;
    void onProvider();
    void onBaseUrl();
    void setModels(const QStringList &models);
    void refresh();
    bool checkService();
    void toggleTest();
    void startTest();
    void showAnswer(const analysis::llm::ConnectionAnswer &answer);
    void endTest();

    QCheckBox *m_afterFetch = nullptr;
    QComboBox *m_provider = nullptr;
    QLineEdit *m_baseUrl = nullptr;
    MessageLabel *m_baseUrlMessage = nullptr;
    QComboBox *m_model = nullptr;
    MessageLabel *m_modelMessage = nullptr;
    KeyField *m_key = nullptr;
    MessageLabel *m_keyMessage = nullptr;
    QPushButton *m_testButton = nullptr;
    MessageLabel *m_testMessage = nullptr;
    QSpinBox *m_concurrency = nullptr;
    QSpinBox *m_dailyTokens = nullptr;
    QCheckBox *m_shareAll = nullptr;
    analysis::llm::ConnectionTest *m_test = nullptr;
    quint64 m_testId = 0; ///< 0: none runs
    quint64 m_lastTestId = 0;
};

} // namespace rijian::ui
