#include "analysis/llm/connectiontest.h"
#include "analysis/llm/providers.h"
#include "cli/commands.h"
#include "cli/json.h"
#include "cli/prompt.h"
#include "core/keychain.h"
#include "core/text.h"
#include "jobs/modelsetup.h"
#include "storage/commitstore.h"
#include "storage/settingsstore.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace rijian::cli {

namespace {

struct ModelCommandsText {
    Q_DECLARE_TR_FUNCTIONS(rijian::cli::ModelCommands)
};

QJsonObject planObject(const jobs::RunPlan &plan, const QString &name)
{
    return {{u"name"_s, name},
            {u"commits"_s, plan.commits},
            {u"high"_s, plan.high},
            {u"reused"_s, plan.reused},
            {u"unreadable"_s, plan.unread},
            {u"requests"_s, plan.estimate.requests},
            {u"prompt_tokens"_s, plan.estimate.promptTokens},
            {u"completion_tokens"_s, plan.estimate.completionTokens},
            {u"cost"_s, plan.estimate.cost},
            {u"currency"_s, plan.estimate.currency},
            {u"minutes"_s, plan.minutes}};
}

QString planLine(const jobs::RunPlan &plan, const QString &name)
{
    const QLocale locale = QLocale::c();
    const QString cost = plan.estimate.currency.isEmpty() ? ModelCommandsText::tr("price not known") : ModelCommandsText::tr("about %1 %2").arg(locale.toString(plan.estimate.cost, 'f', 2), plan.estimate.currency);
    return ModelCommandsText::tr("%1: %2 commits to send (%3 of them 🔴 by the rules, which come first), %4 have their card; about %5 thousand tokens, %6, %7 min")
        .arg(name).arg(plan.commits).arg(plan.high).arg(plan.reused).arg((plan.estimate.promptTokens + plan.estimate.completionTokens + 500) / 1000).arg(cost)
        .arg(std::max(1.0, plan.minutes), 0, 'f', 0);
}

QStringList dayOf(Session &session, const Repository &repository, Result<void> &listed)
{
    const auto day = session.pipeline->list(repository, session.span());
    listed = day ? Result<void>() : std::unexpected(day.error());
    return day ? day->shas : QStringList();
}

/// The endpoint that settings and options name, without its key.
Result<QUrl> addressOf(const Settings &settings)
{
    const auto choices = jobs::endpointChoices(settings, QProcessEnvironment::systemEnvironment());
    if (choices.isEmpty())
        return failure(ErrorKind::Usage, ModelCommandsText::tr("No model is set up: use “rijian-cli model set --provider P”."));
    const auto *preset = analysis::llm::providerByName(choices.first().provider);
    const QString address = choices.first().baseUrl.isEmpty() && preset ? preset->baseUrl.toString() : choices.first().baseUrl;
    return analysis::llm::parseBaseUrl(address);
}

ExitStatus showModel(Session &session, const Settings &settings)
{
    const auto choices = jobs::endpointChoices(settings, QProcessEnvironment::systemEnvironment());
    QJsonArray list;
    for (const jobs::EndpointChoice &choice : choices) {
        list.append(choice.toJson());
        const auto *preset = analysis::llm::providerByName(choice.provider);
        const QString model = choice.model.isEmpty() && preset ? preset->models.value(0) : choice.model;
        const QString address = choice.baseUrl.isEmpty() && preset ? preset->baseUrl.toString() : choice.baseUrl;
        session.console.say(u"%1  %2  %3"_s.arg(choice.provider, oneLine(model), oneLine(address)));
    }
    if (choices.isEmpty())
        session.console.say(ModelCommandsText::tr("No model is set up: the built-in rules make the cards."));
    if (session.options.json)
        session.console.result(printed(list));
    return AllDone;
}

/// What differs from `before` alone: the desktop may be open, and has other settings changed.
ExitStatus keep(Session &session, const Settings &settings, const Settings &before)
{
    if (auto saved = storage::SettingsStore(*session.database).save(settings, before); !saved)
        return failed(session, saved.error());
    return showModel(session, settings);
}

ExitStatus setModel(Session &session, const Settings &settings, const Settings &before)
{
    if (settings.provider != analysis::llm::customProvider && !analysis::llm::providerByName(settings.provider))
        return failed(session, {ErrorKind::Usage, ModelCommandsText::tr("There is no provider “%1”: “rijian-cli model list” names them; custom is any other, with --base-url.").arg(oneLine(settings.provider, 80)), {}});
    if (auto url = addressOf(settings); !url)
        return failed(session, url.error());
    return keep(session, settings, before);
}

ExitStatus keepKey(Session &session, const Settings &settings)
{
    const auto url = addressOf(settings);
    const auto key = url ? readHidden(ModelCommandsText::tr("Key for %1: ").arg(url->host())) : std::unexpected(url.error());
    const auto kept = key ? writeSecret(analysis::llm::secretName(*url), *key) : std::unexpected(key.error());
    if (!kept)
        return failed(session, kept.error());
    session.console.say(ModelCommandsText::tr("The key for %1 is in the keychain.").arg(url->host()));
    return AllDone;
}

ExitStatus testModel(Session &session, const Settings &settings)
{
    const auto url = addressOf(settings);
    if (!url)
        return failed(session, url.error());
    QString key = qEnvironmentVariable("RIJIAN_LLM_API_KEY");
    if (key.isEmpty())
        key = readSecret(analysis::llm::secretName(*url)).value_or(QString());
    analysis::llm::ConnectionTest test;
    QEventLoop loop;
    analysis::llm::ConnectionAnswer answer;
    QObject::connect(&test, &analysis::llm::ConnectionTest::finished, &loop, [&](const analysis::llm::ConnectionAnswer &given) {
        answer = given;
        loop.quit();
    });
    test.start(*url, key);
    loop.exec();
    if (answer.outcome != analysis::llm::ConnectionAnswer::Outcome::Ok)
        return failed(session, {ErrorKind::Network, answer.message, {}});
    session.console.say(answer.message);
    if (session.options.json)
        session.console.result(printed(QJsonArray::fromStringList(answer.models)));
    else
        session.console.result((answer.models.join(u'\n') + u'\n').toUtf8());
    return AllDone;
}

ExitStatus listProviders(Session &session)
{
    QJsonArray list;
    QString text;
    for (const auto &provider : analysis::llm::providers()) {
        list.append(QJsonObject{{u"name"_s, provider.name}, {u"base_url"_s, provider.baseUrl.toString()}, {u"models"_s, QJsonArray::fromStringList(provider.models)}});
        text += u"%1  %2  %3\n"_s.arg(provider.name, -18).arg(provider.baseUrl.toString(), -54).arg(provider.models.join(u", "_s));
    }
    session.console.result(session.options.json ? printed(list) : text.toUtf8());
    return AllDone;
}

} // namespace

ExitStatus runPlan(Session &session)
{
    const auto model = session.model();
    const auto repositories = model ? session.repositories(true) : std::unexpected(model.error());
    if (!repositories)
        return failed(session, repositories.error());
    QJsonArray list;
    jobs::RunPlan all;
    for (const Repository &repository : *repositories) {
        Result<void> listed;
        const QStringList shas = dayOf(session, repository, listed);
        const auto plan = listed ? session.pipeline->plan(repository, shas, **model, session.options.again) : std::unexpected(listed.error());
        if (!plan) {
            session.fail(plan.error(), repository.name);
            continue;
        }
        session.succeed();
        all += *plan;
        list.append(planObject(*plan, repository.name));
        if (!session.options.json)
            session.console.result((planLine(*plan, repository.name) + u'\n').toUtf8());
    }
    if (session.options.json)
        session.console.result(printed(list));
    else if (list.size() > 1)
        session.console.result((planLine(all, ModelCommandsText::tr("Together")) + u'\n').toUtf8());
    return session.exitStatus();
}

ExitStatus runPrompt(Session &session)
{
    const QStringList &words = session.options.arguments;
    if (words.size() != 2)
        return failed(session, {ErrorKind::Usage, ModelCommandsText::tr("“prompt” takes a repository's name and a commit."), {}});
    const auto model = session.model();
    const auto repository = model ? session.pipeline->find(words.first()) : std::unexpected(model.error());
    const auto sha = repository ? session.pipeline->resolve(*repository, words.last()) : std::unexpected(repository.error());
    const auto text = sha ? session.pipeline->promptText(*repository, *sha, **model) : std::unexpected(sha.error());
    if (!text)
        return failed(session, text.error());
    session.console.result(text->toUtf8());
    return AllDone;
}

ExitStatus runModel(Session &session)
{
    const auto before = storage::SettingsStore(*session.database).load();
    auto settings = before ? session.settings() : before;
    if (!settings)
        return failed(session, settings.error());
    const QString verb = session.options.arguments.value(0, u"show"_s);
    if (verb == "show"_L1)
        return showModel(session, *settings);
    if (verb == "set"_L1)
        return setModel(session, *settings, *before);
    if (verb == "off"_L1) {
        settings->provider.clear();
        settings->baseUrl.clear();
        settings->model.clear();
        return keep(session, *settings, *before);
    }
    if (verb == "key"_L1)
        return keepKey(session, *settings);
    if (verb == "test"_L1)
        return testModel(session, *settings);
    if (verb == "list"_L1)
        return listProviders(session);
    return failed(session, {ErrorKind::Usage, ModelCommandsText::tr("“model” needs one of: show, set, off, key, test, list; see “rijian-cli model --help”."), {}});
}

} // namespace rijian::cli
