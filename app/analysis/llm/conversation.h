#pragma once
// One commit's talk with one endpoint: the prompt, the forms it may be answered in, one question back where something is missing.

#include "analysis/llm/budget.h"
#include "analysis/llm/cardanswer.h"
#include "analysis/llm/chatcaller.h"
#include "analysis/llm/endpointmemory.h"
#include "analysis/llm/prompt.h"

namespace rijian::analysis::llm {

/// How it ended.
struct Reply {
    ChatStatus status = ChatStatus::Network; ///< of the last request
    QString message;     ///< why there is no card, one line for people; empty: there is one
    CardAnswer answer;
    QString raw;         ///< the last answer's text
    PromptPlan plan;     ///< of the prompts that were sent
    TokenUsage usage;    ///< of all requests; estimated where the service does not count
};

/// Borrows everything; one thread.
class Conversation
{
public:
    struct Context {
        ChatCaller &caller;
        EndpointMemory &memory;
        const PromptTemplates &templates;
        Budget *budget = nullptr; ///< asked before each request, told after each
    };

    Conversation(Context context, const Task &task);

    Reply run();

    /// What planPrompts() is given for this endpoint, as far as it is known now.
    static PromptOptions promptOptions(const Endpoint &endpoint, const EndpointMemory &memory);

private:
    enum class Next { Done, Again };

    Next attempt();
    ChatOutcome ask(const Prompt &prompt, std::optional<AnswerForm> form, qint64 answerTokens, bool shown);
    QJsonObject body(const Prompt &prompt, std::optional<AnswerForm> form, qint64 answerTokens) const;
    void count(const ChatOutcome &outcome, qint64 promptTokens);
    Next judge(const ChatOutcome &outcome);
    void take(const ChatOutcome &outcome);
    void askBack(const Prompt &prompt, const ChatOutcome &outcome);

    Context m_context;
    const Task &m_task;
    PromptOptions m_options;
    Reply m_reply;
};

} // namespace rijian::analysis::llm
