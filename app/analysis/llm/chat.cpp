#include "analysis/llm/chat.h"

namespace rijian::analysis::llm {

bool isTransient(ChatStatus status)
{
    switch (status) {
    case ChatStatus::RateLimit:
    case ChatStatus::Overloaded:
    case ChatStatus::Network:
    case ChatStatus::Timeout:
        return true;
    default:
        return false;
    }
}

bool isOutage(ChatStatus status)
{
    switch (status) {
    case ChatStatus::BadKey:
    case ChatStatus::NoMoney:
    case ChatStatus::NoModel:
    case ChatStatus::Tls:
    case ChatStatus::Proxy:
    case ChatStatus::Redirected:
        return true;
    default:
        return false;
    }
}

} // namespace rijian::analysis::llm
