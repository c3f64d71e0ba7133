#include "ui/window/modelmenu.h"

#include "analysis/llm/providers.h"
#include "core/text.h"
#include "jobs/modelsetup.h"
#include "ui/theme.h"

#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

QString nameOf(const jobs::EndpointChoice &choice)
{
    const bool preset = analysis::llm::providerByName(choice.provider);
    const QString host = QUrl(choice.baseUrl).host();
    const QString who = preset || host.isEmpty() ? choice.provider : host;
    return oneLine(QString(who + u' ' + choice.model), 80).trimmed();
}

} // namespace

QList<ModelChoice> modelChoices(const Settings &settings, const QProcessEnvironment &environment)
{
    const QList<jobs::EndpointChoice> set = jobs::endpointChoices(settings, environment);
    if (set.isEmpty())
        return {};
    QList<jobs::EndpointChoice> all{set.first()};
    if (const auto *preset = analysis::llm::providerByName(set.first().provider)) {
        for (const QString &model : preset->models)
            all.append({set.first().provider, set.first().baseUrl, model});
    }
    all += set.sliced(1);
    QList<ModelChoice> choices;
    for (const jobs::EndpointChoice &one : std::as_const(all)) {
        const QString name = nameOf(one);
        if (!std::ranges::contains(choices, name, &ModelChoice::name))
            choices.append({name, choices.isEmpty() ? QJsonObject() : one.toJson()});
    }
    return choices;
}

ModelMenu::ModelMenu(std::function<Settings()> settings, QWidget *parent)
    : QMenu(parent)
{
    setTitle(tr("Anal&yze Again With"));
    setIcon(ui::icon(u"view-refresh"_s));
    connect(this, &QMenu::aboutToShow, this, [this, settings = std::move(settings)] { fill(settings()); });
}

void ModelMenu::fill(const Settings &settings)
{
    clear();
    for (const ModelChoice &choice : modelChoices(settings, QProcessEnvironment::systemEnvironment())) {
        QString words = QString(choice.name).replace(u'&', u"&&"_s);
        if (choice.model.isEmpty())
            words = tr("%1 (as set up)").arg(words);
        addAction(words, this, [this, model = choice.model] { Q_EMIT chosen(model); });
    }
    if (!isEmpty())
        addSeparator();
    addAction(tr("&Other…"), this, &ModelMenu::otherWanted);
}

} // namespace rijian::ui
