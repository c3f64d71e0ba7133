#include "analysis/llm/modelanalyzer.h"

#include "analysis/llm/prices.h"
#include "core/cardtext.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::analysis::llm {

namespace {

struct ModelAnalyzerText {
    Q_DECLARE_TR_FUNCTIONS(rijian::analysis::llm::ModelAnalyzer)
};

constexpr int widestContext = 24;       // lines; what a prompt leaves out is trimmed there
constexpr qsizetype longestRaw = 20'000; // characters of an unreadable answer that are kept
constexpr qint64 usualAnswer = 700;      // tokens of a card, measured over the sample's ten

/// None of Network: a job that failed for the network's sake is tried again by itself, and these need the user.
ErrorKind kindOf(ChatStatus status)
{
    switch (status) {
    case ChatStatus::BadKey:
    case ChatStatus::Tls:
        return ErrorKind::Auth;
    case ChatStatus::NoMoney:
        return ErrorKind::RateLimit;
    case ChatStatus::NoModel:
        return ErrorKind::NotFound;
    default:
        return ErrorKind::BadData;
    }
}

QString missingWords(const QList<CardField> &missing)
{
    QStringList words;
    for (const CardField field : missing)
        words.append(cardFieldWord(field));
    return words.isEmpty() ? QString() : u"模型没有给出："_s + words.join(u"、"_s);
}

/// Text that speaks to the model is named where a reader looks for danger, and cannot talk the commit's importance down.
void answerAttempts(Analysis &analysis, const Analysis *rules)
{
    if (analysis.attempts.isEmpty())
        return;
    QStringList quoted;
    for (const QString &attempt : std::as_const(analysis.attempts))
        quoted.append(u'“' + attempt + u'”');
    const QString warning = u"提交中有试图影响分析模型的文字，未予理会："_s + quoted.join(u"；"_s) + u"。"_s;
    QString &security = analysis.card.security;
    const bool nothing = security.isEmpty() || security == u"无" || security == u"不适用" || security == u"无。";
    security = nothing ? warning : QString(warning + u' ' + security);
    if (rules && analysis.card.importance < rules->card.importance) {
        analysis.reasons.append(u"提交中有针对模型的文字，重要程度不低于规则的判断（模型：%1）"_s.arg(importanceWord(analysis.card.importance)));
        analysis.card.importance = rules->card.importance;
    }
}

} // namespace

ModelAnalyzer::ModelAnalyzer(ModelOptions options)
    : m_options(std::move(options))
    , m_client(std::make_unique<ChatClient>(m_options.limits))
{
    for (const Endpoint &endpoint : std::as_const(m_options.chain))
        m_callers.push_back(std::make_unique<ChatCaller>(*m_client, endpoint, m_options.retry, m_options.clock));
}

ModelAnalyzer::~ModelAnalyzer() = default;

QString ModelAnalyzer::name() const
{
    return u"llm"_s;
}

QStringList ModelAnalyzer::models() const
{
    QStringList models;
    for (const Endpoint &endpoint : m_options.chain)
        models.append(endpoint.model);
    return models;
}

QString ModelAnalyzer::version() const
{
    return m_options.templates->version();
}

int ModelAnalyzer::contextLines() const
{
    return widestContext;
}

int ModelAnalyzer::concurrency() const
{
    return std::max(1, endpoint().concurrency);
}

std::optional<Error> ModelAnalyzer::outage() const
{
    if (m_options.budget) {
        if (auto spent = m_options.budget->exhausted())
            return spent;
    }
    std::optional<Error> first;
    for (const auto &caller : m_callers) {
        const auto outage = caller->outage();
        if (!outage)
            return {};
        if (!first)
            first = Error{kindOf(outage->status), outage->message, {}};
    }
    return first;
}

void ModelAnalyzer::reset()
{
    for (const auto &caller : m_callers)
        caller->reset();
}

Analysis ModelAnalyzer::blank(const Task &task, const Endpoint &endpoint) const
{
    Analysis analysis{.sha = task.patch.commit.sha, .analyzer = name(), .model = endpoint.model, .promptVersion = version()};
    analysis.createdAt = QDateTime::currentDateTimeUtc();
    analysis.state = AnalysisState::Failed;
    analysis.provider = endpoint.name;
    analysis.currency = endpoint.price.currency;
    return analysis;
}

Analysis ModelAnalyzer::analyze(const Task &task) const
{
    Analysis analysis = blank(task, endpoint());
    QStringList failures;
    TokenUsage usage;
    QHash<QString, double> costs; // by currency: what is not of the last one's is no part of the sum
    for (const auto &caller : m_callers) {
        const Endpoint &asked = caller->endpoint();
        Conversation conversation({*caller, *m_options.memory, *m_options.templates, m_options.budget.get()}, task);
        Reply reply = conversation.run();
        usage += reply.usage;
        costs[asked.price.currency] += costOf(asked.price, reply.usage);
        analysis = blank(task, asked);
        const bool answered = reply.message.isEmpty();
        if (answered) {
            fill(analysis, std::move(reply), task);
            break;
        }
        if (!failures.contains(reply.message))
            failures.append(reply.message);
        analysis.raw = reply.raw.left(longestRaw);
        analysis.attempts = reply.plan.attempts;
        analysis.failure = failures.join(u' ');
        if (reply.status == ChatStatus::Cancelled || task.stop.stop_requested())
            break;
    }
    analysis.usage = usage;
    analysis.cost = costs.value(analysis.currency);
    return analysis;
}

void ModelAnalyzer::fill(Analysis &analysis, Reply &&reply, const Task &task) const
{
    analysis.card = std::move(reply.answer.card);
    analysis.reading = std::move(reply.plan.reading);
    analysis.attempts = std::move(reply.plan.attempts);
    QStringList gaps;
    for (const QString &gap : {reply.plan.coverage, missingWords(reply.answer.missing), reply.answer.foreign ? u"模型没有用中文作答"_s : QString()}) {
        if (!gap.isEmpty())
            gaps.append(gap);
    }
    analysis.coverage = gaps.join(u"；"_s);
    analysis.state = gaps.isEmpty() ? AnalysisState::Whole : AnalysisState::Partial;
    analysis.unconfirmed = unconfirmedNames(analysis.card, task.patch);
    analysis.card = markUnconfirmed(std::move(analysis.card), analysis.unconfirmed);
    answerAttempts(analysis, task.rules);
    if (reply.plan.nothingRead && analysis.card.importance == Importance::Low) {
        analysis.card.importance = Importance::Medium;
        analysis.reasons.append(u"模型没有读到任何改动内容，不判为低"_s);
    }
    analysis.markdown = writeCard(analysis.card);
}

PromptPlan ModelAnalyzer::prompts(const Task &task) const
{
    return planPrompts(*m_options.templates, task, Conversation::promptOptions(endpoint(), *m_options.memory));
}

QString ModelAnalyzer::promptText(const Task &task) const
{
    QString text;
    for (const Prompt &prompt : prompts(task).parts) {
        for (const ChatMessage &message : prompt.messages)
            text += u"──── "_s + message.role + u" ────\n\n"_s + message.content + u"\n\n"_s;
    }
    return text;
}

Estimate ModelAnalyzer::estimate(const Task &task) const
{
    const PromptPlan plan = prompts(task);
    Estimate estimate{.requests = int(plan.parts.size()), .completionTokens = usualAnswer * plan.parts.size()};
    for (const Prompt &part : plan.parts)
        estimate.promptTokens += part.tokens;
    if (plan.parts.size() > 1) { // and the merging
        ++estimate.requests;
        estimate.promptTokens += estimate.completionTokens + estimateTokens(m_options.templates->text(u"system.md"_s));
        estimate.completionTokens += usualAnswer;
    }
    const Price &price = endpoint().price;
    estimate.cost = costOf(price, {.prompt = estimate.promptTokens, .completion = estimate.completionTokens});
    estimate.currency = price.currency;
    return estimate;
}

} // namespace rijian::analysis::llm
