#pragma once

#include "delivery/service.h"

#include <stop_token>

namespace rijian::delivery {

struct HttpLimits {
    std::chrono::milliseconds whole{30'000};
    qsizetype answerBytes = 64 << 10; ///< read of an answer
};

/// Posts JSON and waits for the answer, in an event loop of its own: any thread but the UI's. Certificates are always verified, no redirect is
/// followed, no cookie kept; the address is in no message.
HttpAnswer send(const Post &post, const HttpLimits &limits = {}, std::stop_token stop = {});

} // namespace rijian::delivery
