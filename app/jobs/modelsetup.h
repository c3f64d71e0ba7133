#pragma once
// The model's analyzer from the settings, the environment, the keychain and what the store remembers.

#include "analysis/llm/modelanalyzer.h"
#include "jobs/modelsource.h"

#include <QProcessEnvironment>

#include <mutex>

namespace rijian::jobs {

/// A model at a service, without its key.
struct EndpointChoice {
    QString provider; ///< a preset's name or "custom"
    QString baseUrl;  ///< empty: the preset's
    QString model;

    QJsonObject toJson() const;
    static EndpointChoice fromJson(const QJsonObject &object);
    bool isEmpty() const { return provider.isEmpty() && baseUrl.isEmpty() && model.isEmpty(); }
    bool operator==(const EndpointChoice &) const = default;
};

/// What settings and environment ask for, the preferred one first; empty: no model. RIJIAN_LLM_BASE_URL and RIJIAN_LLM_MODEL beat the settings' first one.
QList<EndpointChoice> endpointChoices(const Settings &settings, const QProcessEnvironment &environment);

struct ModelSetupOptions {
    QString dataFolder; ///< with the user's prompts/ and prices.json, where there are any
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    std::function<Result<QString>(const QString &name)> readSecret; ///< empty: the system's keychain
    analysis::llm::ChatLimits limits;
    analysis::llm::RetryPolicy retry;
};

/// Any thread; calls take turns. All analyzers it makes share one budget and one memory of endpoints.
///
/// The key is RIJIAN_LLM_API_KEY for the first endpoint, else the keychain's entry for the address; services on this machine need none.
class ModelSetup final : public ModelSource
{
public:
    explicit ModelSetup(ModelSetupOptions options);

    Made make(storage::Database &database, const Settings &settings) override;
    Made make(storage::Database &database, const Settings &settings, const QJsonObject &choice) override;
    Result<void> remember(storage::Database &database) override;
    std::optional<qint64> tokensLeft() const override;

private:
    Result<analysis::llm::Endpoint> endpoint(const Settings &settings, const EndpointChoice &choice, bool first) const;
    Result<QByteArray> keyFor(const QUrl &baseUrl, bool first) const;
    Made assemble(storage::Database &database, const Settings &settings, const QList<EndpointChoice> &choices);
    Result<void> recall(storage::Database &database);
    Result<void> prepareBudget(storage::Database &database, const Settings &settings, const QString &currency);

    ModelSetupOptions m_options;
    std::shared_ptr<analysis::llm::EndpointMemory> m_memory;
    std::shared_ptr<analysis::llm::Budget> m_budget;
    std::mutex m_making; ///< guards m_recalled
    bool m_recalled = false;
};

} // namespace rijian::jobs
