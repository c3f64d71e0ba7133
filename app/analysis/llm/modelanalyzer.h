#pragma once
// Cards by a model: a chain of endpoints, the first that answers makes the card.

#include "analysis/llm/conversation.h"

#include <memory>
#include <vector>

namespace rijian::analysis::llm {

struct ModelOptions {
    QList<Endpoint> chain; ///< at least one; the next is asked where one fails
    std::shared_ptr<const PromptTemplates> templates;
    std::shared_ptr<EndpointMemory> memory;
    std::shared_ptr<Budget> budget; ///< null: no limit
    ChatLimits limits;
    RetryPolicy retry;
    Clock clock = Clock::system();
};

/// Any thread, several at once.
class ModelAnalyzer final : public Analyzer
{
public:
    explicit ModelAnalyzer(ModelOptions options);
    ~ModelAnalyzer() override;

    QString name() const override; ///< "llm"
    QStringList models() const override; ///< of the chain
    QString version() const override; ///< of the prompt templates
    bool sendsAway() const override { return true; }
    int contextLines() const override;
    int concurrency() const override;
    std::optional<Error> outage() const override;
    Analysis analyze(const Task &task) const override;

    /// The first endpoint's prompts, as analyze() would send them now.
    PromptPlan prompts(const Task &task) const;
    Estimate estimate(const Task &task) const override;
    QString promptText(const Task &task) const override;

    const Endpoint &endpoint() const { return m_options.chain.constFirst(); }
    EndpointMemory &memory() const { return *m_options.memory; }
    /// The user has acted (a key, money, a limit): outages are forgotten.
    void reset();

private:
    Analysis blank(const Task &task, const Endpoint &endpoint) const;
    void fill(Analysis &analysis, Reply &&reply, const Task &task) const;

    ModelOptions m_options;
    std::unique_ptr<ChatClient> m_client;
    std::vector<std::unique_ptr<ChatCaller>> m_callers; ///< by place in the chain
};

} // namespace rijian::analysis::llm
