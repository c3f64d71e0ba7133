#pragma once
// A model that does as the test says, and where a workspace gets it from. No network.

#include "jobs/modelsource.h"

#include <atomic>
#include <mutex>

namespace rijian::testkit {

class ScriptedModel : public analysis::Analyzer
{
public:
    QString name() const override { return QStringLiteral("llm"); }
    QStringList models() const override { return {QStringLiteral("scripted-1")}; }
    QString version() const override { return QStringLiteral("1"); }
    bool sendsAway() const override { return true; }
    std::optional<Error> outage() const override
    {
        return down ? std::optional(Error{ErrorKind::Auth, QStringLiteral("The key was refused."), {}}) : std::nullopt;
    }
    analysis::Estimate estimate(const analysis::Task &) const override
    {
        return {.requests = 1, .promptTokens = 2'000, .completionTokens = 500, .cost = priced ? 0.0125 : 0, .currency = priced ? QStringLiteral("CNY") : QString()};
    }

    /// Set before the model is used; called on the pipeline's threads.
    std::function<void(const analysis::Task &, Analysis &)> onAnalyze;

    Analysis analyze(const analysis::Task &task) const override
    {
        ++calls;
        Analysis made{.sha = task.patch.commit.sha, .analyzer = name(), .model = models().first(), .promptVersion = version(),
                      .createdAt = QDateTime::currentDateTimeUtc()};
        made.provider = QStringLiteral("Scripted");
        made.usage = {.prompt = 2'000, .completion = 500, .requests = 1};
        if (priced) {
            made.cost = 0.0125;
            made.currency = QStringLiteral("CNY");
        }
        if (failing) {
            made.state = AnalysisState::Failed;
            made.failure = QStringLiteral("The service answered nonsense.");
            return made;
        }
        made.card.importance = Importance::Low;
        made.markdown = QStringLiteral("**⚡ 重要程度**：🟢 低\n\n**📋 变更摘要**：\n1. 模型的话。");
        if (onAnalyze)
            onAnalyze(task, made);
        return made;
    }

    mutable std::atomic<int> calls = 0;
    std::atomic<bool> down = false;    ///< an outage
    std::atomic<bool> failing = false; ///< no commit gets a card
    std::atomic<bool> priced = true;
};

class ScriptedModelSource : public jobs::ModelSource
{
public:
    Made make(storage::Database &, const Settings &) override
    {
        ++made;
        if (onMake)
            onMake();
        const std::scoped_lock lock(m_mutex);
        if (m_broken)
            return std::unexpected(*m_broken);
        return std::shared_ptr<const analysis::Analyzer>(model);
    }
    Made make(storage::Database &database, const Settings &settings, const QJsonObject &) override { return make(database, settings); }
    Result<void> remember(storage::Database &) override { return {}; }
    std::optional<qint64> tokensLeft() const override { return left < 0 ? std::nullopt : std::optional<qint64>(left); }

    void breakWith(std::optional<Error> error)
    {
        const std::scoped_lock lock(m_mutex);
        m_broken = std::move(error);
    }

    /// Set while nothing is made; called on the thread that makes one.
    std::function<void()> onMake;

    const std::shared_ptr<ScriptedModel> model = std::make_shared<ScriptedModel>();
    std::atomic<int> made = 0;
    std::atomic<qint64> left = -1; ///< tokens of today's budget; negative: no limit

private:
    std::mutex m_mutex;
    std::optional<Error> m_broken;
};

} // namespace rijian::testkit
