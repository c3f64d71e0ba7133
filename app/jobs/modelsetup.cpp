#include "jobs/modelsetup.h"

#include "analysis/llm/prices.h"
#include "analysis/llm/providers.h"
#include "core/day.h"
#include "core/keychain.h"
#include "storage/analysisstore.h"
#include "storage/database.h"
#include "storage/endpointstore.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace rijian::jobs {

using namespace analysis::llm;

namespace {

struct ModelSetupText {
    Q_DECLARE_TR_FUNCTIONS(rijian::jobs::ModelSetup)
};

const QString keyVariable = u"RIJIAN_LLM_API_KEY"_s;
const QString addressVariable = u"RIJIAN_LLM_BASE_URL"_s;
const QString modelVariable = u"RIJIAN_LLM_MODEL"_s;

QTimeZone zoneOf(const Settings &settings)
{
    return parseTimeZone(settings.timeZone).value_or(defaultTimeZone());
}

} // namespace

QJsonObject EndpointChoice::toJson() const
{
    return {{u"provider"_s, provider}, {u"baseUrl"_s, baseUrl}, {u"model"_s, model}};
}

EndpointChoice EndpointChoice::fromJson(const QJsonObject &object)
{
    return {object[u"provider"_s].toString(), object[u"baseUrl"_s].toString(), object[u"model"_s].toString()};
}

QList<EndpointChoice> endpointChoices(const Settings &settings, const QProcessEnvironment &environment)
{
    QList<EndpointChoice> choices;
    EndpointChoice first{settings.provider, settings.baseUrl, settings.model};
    if (const QString address = environment.value(addressVariable).trimmed(); !address.isEmpty())
        first = {QString(customProvider), address, {}};
    if (const QString model = environment.value(modelVariable).trimmed(); !model.isEmpty())
        first.model = model;
    if (!first.provider.isEmpty())
        choices.append(first);
    const EndpointChoice second{settings.fallbackProvider, settings.fallbackBaseUrl, settings.fallbackModel};
    if (!choices.isEmpty() && !second.provider.isEmpty())
        choices.append(second);
    return choices;
}

ModelSetup::ModelSetup(ModelSetupOptions options)
    : m_options(std::move(options))
    , m_memory(std::make_shared<EndpointMemory>())
    , m_budget(std::make_shared<Budget>())
{
    if (!m_options.readSecret)
        m_options.readSecret = &readSecret;
}

Result<QByteArray> ModelSetup::keyFor(const QUrl &baseUrl, bool first) const
{
    if (const QString given = m_options.environment.value(keyVariable).trimmed(); first && !given.isEmpty())
        return given.toUtf8();
    const auto kept = m_options.readSecret(secretName(baseUrl));
    if (kept && !kept->trimmed().isEmpty())
        return kept->trimmed().toUtf8();
    if (isLoopback(baseUrl))
        return QByteArray();
    if (!kept && kept.error().kind != ErrorKind::NotFound)
        return std::unexpected(kept.error());
    return failure(ErrorKind::Auth, ModelSetupText::tr("There is no key for %1: enter it in the settings, or set %2.").arg(baseUrl.host(), keyVariable));
}

Result<Endpoint> ModelSetup::endpoint(const Settings &settings, const EndpointChoice &choice, bool first) const
{
    const Provider *preset = providerByName(choice.provider);
    if (!preset && choice.baseUrl.isEmpty())
        return failure(ErrorKind::Usage, ModelSetupText::tr("The provider “%1” is not known: choose one in the settings, or give its base address.").arg(choice.provider));
    const auto url = parseBaseUrl(choice.baseUrl.isEmpty() ? preset->baseUrl.toString() : choice.baseUrl);
    if (!url)
        return std::unexpected(url.error());
    const QString model = choice.model.isEmpty() && preset ? preset->models.value(0) : choice.model;
    if (model.isEmpty())
        return failure(ErrorKind::Usage, ModelSetupText::tr("No model is chosen for %1: choose one in the settings.").arg(url->host()));
    const auto key = keyFor(*url, first);
    if (!key)
        return std::unexpected(key.error());
    const auto prices = PriceList::load(m_options.dataFolder + u"/prices.json"_s);
    if (!prices)
        return std::unexpected(prices.error());
    Endpoint endpoint = makeEndpoint(preset, *url, model);
    endpoint.key = *key;
    endpoint.price = prices->priceOf(endpoint.name, model);
    endpoint.concurrency = settings.concurrency;
    if (settings.requestsPerMinute > 0)
        endpoint.requestsPerMinute = settings.requestsPerMinute;
    if (settings.tokensPerMinute > 0)
        endpoint.tokensPerMinute = qint64(settings.tokensPerMinute) * 1000;
    if (settings.contextTokens > 0)
        endpoint.contextTokens = qint64(settings.contextTokens) * 1000;
    return endpoint;
}

/// What earlier programs learnt of endpoints, once.
Result<void> ModelSetup::recall(storage::Database &database)
{
    if (m_recalled)
        return {};
    const auto memories = storage::EndpointStore(database).load();
    if (!memories)
        return std::unexpected(memories.error());
    for (auto one = memories->cbegin(); one != memories->cend(); ++one)
        m_memory->fromJson(one.key(), one.value());
    m_recalled = true;
    return {};
}

/// Takes over what was spent today by all programs that use this store.
Result<void> ModelSetup::prepareBudget(storage::Database &database, const Settings &settings, const QString &currency)
{
    const QTimeZone zone = zoneOf(settings);
    const auto today = [zone] { return QDateTime::currentDateTimeUtc().toTimeZone(zone).date(); };
    const BudgetLimits limits{.dailyTokens = qint64(settings.dailyTokens) * 1000, .dailyCost = double(settings.dailyCost), .currency = currency};
    const QDateTime begin = today().startOfDay(zone);
    const auto spent = storage::AnalysisStore(database).spending(begin, begin.addDays(1));
    if (!spent)
        return std::unexpected(spent.error());
    qint64 tokens = 0;
    double cost = 0;
    for (const storage::Spending &one : *spent) {
        tokens += one.usage.prompt + one.usage.completion;
        if (one.currency == currency)
            cost += one.cost;
    }
    m_budget->begin(limits, today, tokens, cost);
    return {};
}

ModelSource::Made ModelSetup::assemble(storage::Database &database, const Settings &settings, const QList<EndpointChoice> &choices)
{
    if (choices.isEmpty())
        return std::shared_ptr<const analysis::Analyzer>();
    auto templates = PromptTemplates::load(m_options.dataFolder + u"/prompts"_s);
    if (!templates)
        return std::unexpected(templates.error());
    ModelOptions options{.templates = *templates, .memory = m_memory, .limits = m_options.limits, .retry = m_options.retry};
    for (qsizetype i = 0; i < choices.size(); ++i) {
        auto one = endpoint(settings, choices[i], i == 0);
        if (!one)
            return std::unexpected(one.error());
        options.chain.append(std::move(*one));
    }
    if (auto known = recall(database); !known)
        return std::unexpected(known.error());
    options.budget = m_budget;
    return std::make_shared<const ModelAnalyzer>(std::move(options));
}

ModelSource::Made ModelSetup::make(storage::Database &database, const Settings &settings)
{
    const std::scoped_lock lock(m_making);
    const auto choices = endpointChoices(settings, m_options.environment);
    auto made = assemble(database, settings, choices);
    if (made && *made) {
        const auto &endpoint = static_cast<const ModelAnalyzer &>(**made).endpoint();
        if (auto ready = prepareBudget(database, settings, endpoint.price.currency); !ready)
            return std::unexpected(ready.error());
    }
    return made;
}

ModelSource::Made ModelSetup::make(storage::Database &database, const Settings &settings, const QJsonObject &choice)
{
    const std::scoped_lock lock(m_making);
    return assemble(database, settings, {EndpointChoice::fromJson(choice)});
}

Result<void> ModelSetup::remember(storage::Database &database)
{
    QHash<QString, QJsonObject> changed;
    for (const QString &id : m_memory->takeChanged())
        changed.insert(id, m_memory->toJson(id));
    return changed.isEmpty() ? Result<void>() : storage::EndpointStore(database).save(changed);
}

std::optional<qint64> ModelSetup::tokensLeft() const
{
    return m_budget->tokensLeft();
}

} // namespace rijian::jobs
