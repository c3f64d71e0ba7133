#include "analysis/llm/conversation.h"

#include "analysis/llm/cardform.h"
#include "analysis/llm/prices.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::analysis::llm {

namespace {

struct ConversationText {
    Q_DECLARE_TR_FUNCTIONS(rijian::analysis::llm::Conversation)
};

constexpr int mostAttempts = 8;         // forms to climb down, contexts to learn
constexpr int mostDrops = 5;            // parameters to leave out of one request
constexpr qint64 growingEveryMs = 100;
constexpr qint64 leastContext = 3'000;  // a model with less cannot read the instructions

QString answerOf(const ChatOutcome &outcome)
{
    return outcome.content.trimmed().isEmpty() ? outcome.toolArguments : outcome.content;
}

} // namespace

Conversation::Conversation(Context context, const Task &task)
    : m_context(context)
    , m_task(task)
{
}

PromptOptions Conversation::promptOptions(const Endpoint &endpoint, const EndpointMemory &memory)
{
    PromptOptions options{.form = memory.form(endpoint)};
    options.contextTokens = std::min(endpoint.contextTokens, memory.contextTokens(endpoint.id()).value_or(endpoint.contextTokens));
    options.contextTokens -= estimateTokens(QJsonDocument(formFields(options.form)).toJson(QJsonDocument::Compact)); // the schema counts, too
    options.answerTokens = std::min(endpoint.answerTokens, options.contextTokens / 3);
    return options;
}

Reply Conversation::run()
{
    for (int i = 0; i < mostAttempts && attempt() == Next::Again; ++i) {
    }
    return std::move(m_reply);
}

Conversation::Next Conversation::attempt()
{
    m_options = promptOptions(m_context.caller.endpoint(), m_context.memory);
    m_reply.plan = planPrompts(m_context.templates, m_task, m_options);
    Prompt prompt = m_reply.plan.parts.constFirst();
    if (m_reply.plan.parts.size() > 1) {
        QStringList answers;
        for (const Prompt &part : std::as_const(m_reply.plan.parts)) {
            const ChatOutcome outcome = ask(part, {}, m_options.answerTokens, false);
            if (outcome.status != ChatStatus::Ok && outcome.status != ChatStatus::Length)
                return judge(outcome);
            answers.append(outcome.content);
        }
        prompt = mergePrompt(m_context.templates, m_task, m_reply.plan, answers, m_options);
    }
    ChatOutcome outcome = ask(prompt, m_options.form, m_options.answerTokens, true);
    // Thinking may have used up the room for the answer: once more with as much as the model's context bears.
    if (outcome.status == ChatStatus::Length && !readAnswer(answerOf(outcome)).isWhole()) {
        const qint64 room = m_options.contextTokens - prompt.tokens;
        if (room > m_options.answerTokens * 3 / 2)
            outcome = ask(prompt, m_options.form, std::min(room, m_options.answerTokens * 3), true);
    }
    if (outcome.status != ChatStatus::Ok && outcome.status != ChatStatus::Length)
        return judge(outcome);
    take(outcome);
    if (!m_reply.answer.isWhole() && !m_task.stop.stop_requested())
        askBack(prompt, outcome);
    return Next::Done;
}

/// One request, without the parameters that the endpoint turns out to refuse.
ChatOutcome Conversation::ask(const Prompt &prompt, std::optional<AnswerForm> form, qint64 answerTokens, bool shown)
{
    QElapsedTimer sinceShown;
    QString grown;
    const auto grow = [&](const QString &piece) {
        grown = piece.isNull() ? QString() : grown + piece;
        if (sinceShown.isValid() && sinceShown.elapsed() < growingEveryMs)
            return;
        sinceShown.start();
        if (const QString card = growingCard(grown); !card.isEmpty())
            m_task.growing(card);
    };
    ChatOutcome outcome;
    for (int drops = 0; drops < mostDrops; ++drops) {
        if (const auto spent = m_context.budget ? m_context.budget->exhausted() : std::nullopt)
            return {.status = ChatStatus::NoMoney, .message = spent->message};
        outcome = m_context.caller.call(body(prompt, form, answerTokens), prompt.tokens + answerTokens, m_task.stop,
                                        shown && m_task.growing ? ChatDelta(grow) : ChatDelta());
        count(outcome, prompt.tokens);
        if (outcome.status != ChatStatus::BadParameter || !m_context.memory.dropParameter(m_context.caller.endpoint().id(), outcome.parameter))
            break;
    }
    return outcome;
}

QJsonObject Conversation::body(const Prompt &prompt, std::optional<AnswerForm> form, qint64 answerTokens) const
{
    const Endpoint &endpoint = m_context.caller.endpoint();
    QJsonArray messages;
    for (const ChatMessage &message : prompt.messages)
        messages.append(QJsonObject{{u"role"_s, message.role}, {u"content"_s, message.content}});
    QJsonObject body{{u"model"_s, endpoint.model}, {u"messages"_s, messages}, {u"stream"_s, true}, {u"temperature"_s, 0.2}};
    body.insert(endpoint.dialect.maxCompletionTokens ? u"max_completion_tokens"_s : u"max_tokens"_s, answerTokens);
    if (endpoint.dialect.streamUsage)
        body.insert(u"stream_options"_s, QJsonObject{{u"include_usage"_s, true}});
    const auto add = [&body](const QJsonObject &fields) {
        for (auto field = fields.begin(); field != fields.end(); ++field)
            body.insert(field.key(), field.value());
    };
    add(endpoint.dialect.extra);
    if (form)
        add(formFields(*form));
    const QSet<QString> dropped = m_context.memory.dropped(endpoint.id());
    for (const QString &name : dropped)
        body.remove(name);
    // OpenAI's newer models refuse the one and want the other.
    if (dropped.contains(u"max_tokens"_s) && !dropped.contains(u"max_completion_tokens"_s))
        body.insert(u"max_completion_tokens"_s, answerTokens);
    return body;
}

void Conversation::count(const ChatOutcome &outcome, qint64 promptTokens)
{
    TokenUsage usage = outcome.usage;
    const QString answer = answerOf(outcome);
    if (!outcome.usageKnown && (!answer.isEmpty() || !outcome.thinking.isEmpty())) {
        usage.prompt = promptTokens;
        usage.completion = estimateTokens(answer) + estimateTokens(outcome.thinking);
    }
    m_reply.usage += usage;
    if (m_context.budget) {
        const Price &price = m_context.caller.endpoint().price;
        m_context.budget->spend(usage, costOf(price, usage), price.currency);
    }
}

/// What follows from a request without an answer.
Conversation::Next Conversation::judge(const ChatOutcome &outcome)
{
    m_reply.status = outcome.status;
    m_reply.message = outcome.message;
    m_reply.raw = answerOf(outcome);
    const Endpoint &endpoint = m_context.caller.endpoint();
    if (outcome.status == ChatStatus::BadForm)
        return m_context.memory.refuseForm(endpoint, m_options.form) ? Next::Again : Next::Done;
    if (outcome.status == ChatStatus::TooLong && m_options.contextTokens > leastContext) {
        m_context.memory.learnContext(endpoint.id(), std::max(leastContext, m_options.contextTokens * 3 / 5));
        return Next::Again;
    }
    return Next::Done;
}

void Conversation::take(const ChatOutcome &outcome)
{
    m_reply.status = outcome.status;
    m_reply.raw = answerOf(outcome);
    m_reply.answer = readAnswer(m_reply.raw);
    const bool usable = m_reply.answer.readable && m_reply.answer.card.importance != Importance::Unknown && !m_reply.answer.card.summary.isEmpty();
    m_reply.message = usable ? QString() : ConversationText::tr("%1 answered, but not with a card that can be read.").arg(m_context.caller.endpoint().model);
}

/// Once, with the fault named. The better one of the two answers counts.
void Conversation::askBack(const Prompt &prompt, const ChatOutcome &first)
{
    Prompt again = prompt;
    const QString question = followUp(m_reply.answer, m_options.form);
    again.messages.append({u"assistant"_s, answerOf(first)});
    again.messages.append({u"user"_s, question});
    again.tokens += estimateTokens(answerOf(first)) + estimateTokens(question);
    const Reply before = m_reply;
    const ChatOutcome second = ask(again, m_options.form, m_options.answerTokens, true);
    const TokenUsage usage = m_reply.usage;
    if (second.status == ChatStatus::Ok || second.status == ChatStatus::Length)
        take(second);
    const auto worth = [](const Reply &reply) { return std::tuple(reply.message.isEmpty(), !reply.answer.foreign, -reply.answer.missing.size()); };
    if (worth(before) > worth(m_reply))
        m_reply = before;
    m_reply.usage = usage;
}

} // namespace rijian::analysis::llm
