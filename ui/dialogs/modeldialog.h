#pragma once

#include "core/settings.h"
#include "ui/dialogs/secretstore.h"

#include <QDialog>
#include <QJsonObject>

class QPushButton;

namespace rijian::ui {

class ServiceFields;

/// Which model some commits are to be analysed with once more. Begins with the one that is set up; keys that are entered are kept in the keychain.
class ModelDialog : public QDialog
{
    Q_OBJECT

public:
    ModelDialog(const Settings &settings, int commits, const SecretStore &secrets, QWidget *parent = nullptr);

Q_SIGNALS:
    /// As jobs::Workspace::analyzeCommits() takes it.
    void chosen(const QJsonObject &model);

private:
    void analyze();

    ServiceFields *m_service;
    QPushButton *m_analyze;
};

} // namespace rijian::ui
