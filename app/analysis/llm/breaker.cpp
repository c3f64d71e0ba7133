#include "analysis/llm/breaker.h"

#include <QCoreApplication>

namespace rijian::analysis::llm {

namespace {

struct BreakerText {
    Q_DECLARE_TR_FUNCTIONS(rijian::analysis::llm::ChatCaller)
};

/// What is said again of a failure, without what belonged to its request.
ChatOutcome repeated(const ChatOutcome &outcome, const QString &message)
{
    return {.status = outcome.status, .httpStatus = outcome.httpStatus, .message = message};
}

} // namespace

std::optional<ChatOutcome> Breaker::refusal(Time now)
{
    if (auto known = outage(now))
        return known;
    m_outage.reset();
    if (!m_open)
        return {};
    if (now >= m_until && !m_probing) {
        m_probing = true;
        return {};
    }
    return repeated(m_last, BreakerText::tr("The service is left alone for a while after many failures in a row. The last one: %1").arg(m_last.message));
}

void Breaker::note(const ChatOutcome &outcome, Time now)
{
    if (outcome.status == ChatStatus::Cancelled) {
        m_probing = false;
        return;
    }
    if (isOutage(outcome.status)) {
        m_outage = repeated(outcome, outcome.message);
        m_outageSince = now;
    }
    if (!isTransient(outcome.status)) { // it answers
        m_failures = 0;
        m_open = m_probing = false;
        return;
    }
    m_last = repeated(outcome, outcome.message);
    if (++m_failures < m_policy.breakerFailures && !m_probing)
        return;
    m_open = true;
    m_probing = false;
    m_until = now + m_policy.rest;
}

std::optional<ChatOutcome> Breaker::outage(Time now) const
{
    return m_outage && now < m_outageSince + m_policy.outageRest ? m_outage : std::nullopt;
}

void Breaker::reset()
{
    m_failures = 0;
    m_open = m_probing = false;
    m_outage.reset();
}

} // namespace rijian::analysis::llm
