#pragma once

#include "core/settings.h"

#include <QJsonObject>
#include <QMenu>
#include <QProcessEnvironment>

#include <functional>

namespace rijian::ui {

/// A model that commits can be given to.
struct ModelChoice {
    QString name;      ///< "DeepSeek deepseek-reasoner"
    QJsonObject model; ///< as jobs::Workspace::analyzeCommits() takes it; empty: as set up
};

/// The one that is set up, the others that its provider is known for, and the second provider's; empty: no model is set up.
QList<ModelChoice> modelChoices(const Settings &settings, const QProcessEnvironment &environment);

/// "Analyze Again With": the models at hand, and any other. Made from the settings each time it is opened.
class ModelMenu : public QMenu
{
    Q_OBJECT

public:
    ModelMenu(std::function<Settings()> settings, QWidget *parent);

Q_SIGNALS:
    void chosen(const QJsonObject &model);
    void otherWanted();

private:
    void fill(const Settings &settings);
};

} // namespace rijian::ui
