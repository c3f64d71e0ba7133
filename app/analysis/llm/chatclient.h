#pragma once
// Sends one request to a model and reads its answer: HTTP, server-sent events, time-outs, caps. Retries nothing (ChatCaller does).

#include "analysis/llm/chat.h"
#include "analysis/llm/endpoint.h"

#include <chrono>
#include <memory>
#include <stop_token>

namespace rijian::analysis::llm {

/// The limits of docs/MODELS.md.
struct ChatLimits {
    std::chrono::milliseconds connect{10'000};
    std::chrono::milliseconds firstToken{120'000};   ///< comments that keep the connection alive do not count
    std::chrono::milliseconds betweenTokens{60'000};
    std::chrono::milliseconds whole{600'000};
    qsizetype answerBytes = 1 << 20;   ///< of content, and as much again of thinking
    qsizetype lineBytes = 64 << 10;    ///< of one line of a stream
    qsizetype errorBytes = 64 << 10;   ///< of an error's body that is read
};

/// Any thread; several at once. Owns one network thread.
class ChatClient
{
public:
    explicit ChatClient(ChatLimits limits = {});
    /// Ends what runs as Cancelled.
    ~ChatClient();

    /// Posts `body` (a chat completion, with "stream" as the caller likes) to endpoint.baseUrl/chat/completions, and blocks until it has
    /// ended or `stop` is requested. `delta` is called on this thread while a streamed answer grows. The key goes to the base address's own
    /// origin over https (or to this machine) alone; no redirect to another origin is followed; certificates are always verified.
    ChatOutcome send(const Endpoint &endpoint, const QJsonObject &body, std::stop_token stop = {}, const ChatDelta &delta = {});

private:
    class Network;
    std::unique_ptr<Network> m_network;
};

} // namespace rijian::analysis::llm
