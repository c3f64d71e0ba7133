#pragma once

#include "core/settings.h"
#include "ui/dialogs/secretstore.h"

#include <QFuture>
#include <QObject>

class QComboBox;
class QFormLayout;
class QLineEdit;
class QPushButton;
class QWidget;

namespace rijian::analysis::llm {
class ConnectionTest;
struct ConnectionAnswer;
}

namespace rijian::ui {

class KeyField;
class MessageLabel;

/// The rows of a form that say which service is asked: provider, address, model, key, and a test of them. UI thread.
class ServiceFields : public QObject
{
    Q_OBJECT

public:
    struct Words {
        QString provider, baseUrl, model, key; ///< labels
        QString none;                          ///< the choice of no service
        QString prefix;                        ///< of the widgets' object names; empty: "provider", "baseUrl", …
    };
    struct Service {
        QString provider, baseUrl, model; ///< Settings' fields of these names
    };

    ServiceFields(const Words &words, const SecretStore &secrets, QWidget *page);

    /// The provider's row, and the rest: what a page has to say about the choice can stand between.
    void addProvider(QFormLayout *form);
    void addRest(QFormLayout *form);

    void load(const Service &service);
    Service service() const;
    bool isChosen() const;
    /// Says what is wrong beside its field, which gets the focus. False: something is.
    bool check();
    void setEnabled(bool enabled);

    /// The keychain's name for the key; empty: no service is chosen, or its address cannot be read.
    QString keyName() const;
    /// A service on the same host has the same key: then it is entered in `other`'s field only. Called again when either changes.
    void shareKey(const ServiceFields &other);
    bool keyChanged() const;
    QFuture<Result<void>> saveKey();
    void showKeyProblem(const QString &message);

Q_SIGNALS:
    void changed();

private:
    QString name(const char *field) const;
    void connectFields();
    QString provider() const;
    void onProvider();
    void onBaseUrl();
    void setModels(const QStringList &models);
    void refresh();
    bool checkAddress();
    void toggleTest();
    void startTest();
    void showAnswer(const analysis::llm::ConnectionAnswer &answer);
    void endTest();

    Words m_words;
    QComboBox *m_provider;
    QLineEdit *m_baseUrl;
    MessageLabel *m_baseUrlMessage;
    QComboBox *m_model;
    MessageLabel *m_modelMessage;
    KeyField *m_key;
    MessageLabel *m_keyMessage;
    QPushButton *m_testButton;
    MessageLabel *m_testMessage;
    const KeyField *m_sharedKey = nullptr; ///< the other service's, when it is the same host's
    analysis::llm::ConnectionTest *m_test;
    bool m_enabled = true;
    quint64 m_testId = 0; ///< 0: none runs
    quint64 m_lastTestId = 0;
};

} // namespace rijian::ui
