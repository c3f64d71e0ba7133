#pragma once
// One request to a model and how it ended, as plain values.

#include "core/analysis.h"

#include <QJsonObject>
#include <QList>
#include <QString>

#include <chrono>
#include <functional>
#include <optional>

namespace rijian::analysis::llm {

struct ChatMessage {
    QString role; ///< "system", "user", "assistant"
    QString content;

    bool operator==(const ChatMessage &) const = default;
};

/// How a request ended, as far as what is done next depends on it.
enum class ChatStatus {
    Ok,           ///< `content` (or `toolArguments`) is an answer
    Length,       ///< cut off at the answer's bound; what came is there
    Filtered,     ///< the service's content filter, or the model's refusal: final
    Empty,        ///< an answer without any content: worth one more request
    BadForm,      ///< 400 that names response_format, tools or the schema: try the next form
    BadParameter, ///< 400 that names a parameter that can be dropped: `parameter`
    TooLong,      ///< 400, 413: the prompt exceeds the model's context
    BadRequest,   ///< any other 400, 404 of a path, 422: final
    BadKey,       ///< 401, 403: no request will do until the user acts
    NoMoney,      ///< 402, or a 429 that says the quota is used up: likewise
    NoModel,      ///< 404, 400 that says the model does not exist: likewise
    RateLimit,    ///< 429: wait
    Overloaded,   ///< 408, 409, 5xx: worth another try
    Network,      ///< refused, no such host, cut, reset: worth another try
    Timeout,      ///< to connect, to the first byte, between two, as a whole: worth another try
    Tls,          ///< certificate or handshake: no request will do until somebody acts
    Proxy,        ///< likewise
    Redirected,   ///< to another origin, which is not given the key: likewise
    BadAnswer,    ///< 200 with something that is no chat completion, or one over the caps
    Cancelled,
};

/// Worth the same request once more.
bool isTransient(ChatStatus status);
/// Concerns every request to this endpoint, until the user acts.
bool isOutage(ChatStatus status);

/// What the headers say of limits; nothing: they are silent.
struct RateHeaders {
    std::optional<qint64> remainingRequests;
    std::optional<qint64> remainingTokens;
    std::optional<std::chrono::milliseconds> resetRequests; ///< from now
    std::optional<std::chrono::milliseconds> resetTokens;
};

struct ChatOutcome {
    ChatStatus status = ChatStatus::Network;
    int httpStatus = 0;
    /// One line for people, translated, that says what to do; empty for Ok. Holds no key and no text of the server but a bounded, cleaned
    /// excerpt of its error message in quotation marks.
    QString message;
    QString content;       ///< the answer
    QString thinking;      ///< reasoning_content, reasoning, <think>…</think>; not shown in a card
    QString toolArguments; ///< of the first tool call; JSON text
    QString finishReason;  ///< as the service said it; empty: it did not
    QString parameter;     ///< BadParameter, BadForm: the parameter's name
    std::optional<std::chrono::milliseconds> retryAfter; ///< retry-after-ms or Retry-After
    RateHeaders rates;
    TokenUsage usage;      ///< as the service counted; zeros when it did not say
    bool usageKnown = false;
};

/// What came since the last call: of the content or, for a tool call, of its arguments. A null text: a new request begins, what came before is void.
using ChatDelta = std::function<void(const QString &content)>;

} // namespace rijian::analysis::llm
