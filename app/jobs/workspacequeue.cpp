// The part of Workspace that tells of what is to be dealt with, and keeps the rules of the user's own.

#include "jobs/workspace.h"
#include "storage/overviewstore.h"
#include "storage/ownrulestore.h"

using namespace Qt::StringLiterals;

namespace rijian::jobs {

/// What is due, and how far the queue goes back, is told of a day.
void Workspace::followDay()
{
    const QDate today = this->today();
    if (today == m_today)
        return;
    m_today = today;
    m_queueReload.start();
    Q_EMIT dayChanged(today);
    if (m_list == List::Queue)
        loadRows();
}

QueueRange Workspace::queueRange() const
{
    return rijian::queueRange(m_settings, zone(), today());
}

QFuture<Result<QList<OwnRule>>> Workspace::ownRules()
{
    return m_reader->run([](storage::Database &database) { return storage::OwnRuleStore(database).all(); });
}

QFuture<Result<void>> Workspace::saveOwnRules(const QList<OwnRule> &rules)
{
    return m_writer->run([rules](storage::Database &database) { return storage::OwnRuleStore(database).save(rules); }).then(this, [this](const Result<void> &saved) {
        if (saved)
            applyOwnRules();
        return saved;
    });
}

QFuture<Result<storage::OwnRuleCount>> Workspace::countOwnRule(const OwnRule &rule)
{
    m_ruleCount.request_stop();
    m_ruleCount = {};
    return searcher().run([rule, since = queueRange().since, stop = m_ruleCount.get_token()](storage::Database &database) { return storage::OwnRuleStore(database).count(rule, since, stop); });
}

/// Some commits at a time: a decision does not wait for them.
void Workspace::applyOwnRules()
{
    using Pass = Result<std::optional<bool>>; // whether there is more; nothing: there was nothing to do
    m_writer->run([](storage::Database &database) -> Pass {
        storage::OwnRuleStore store(database);
        const auto pending = store.isPassPending();
        if (!pending || !*pending)
            return pending ? Pass(std::nullopt) : std::unexpected(pending.error());
        const auto more = store.pass();
        return more ? Pass(*more) : std::unexpected(more.error());
    }).then(this, [this](const Pass &more) {
        if (!more)
            Q_EMIT failed(more.error());
        else if (more->value_or(false))
            applyOwnRules();
        else if (*more) {
            reload();
            Q_EMIT ownRulesApplied();
        }
    });
}

void Workspace::loadQueueCounts()
{
    const quint64 asked = ++m_queueAsked;
    m_background->run([ids = allIds(), range = queueRange()](storage::Database &database) { return storage::OverviewStore(database).queueCounts(ids, range); })
        .then(this, [this, asked](const Result<QueueCounts> &counts) {
            if (!counts || asked != m_queueAsked || *counts == m_queue)
                return;
            m_queue = *counts;
            Q_EMIT queueChanged(m_queue);
        });
}

} // namespace rijian::jobs
