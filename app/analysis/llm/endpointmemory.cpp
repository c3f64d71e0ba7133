#include "analysis/llm/endpointmemory.h"

#include "analysis/llm/cardform.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::analysis::llm {

namespace {

constexpr int daysKept = 30;
constexpr qsizetype mostDropped = 20;

} // namespace

EndpointMemory::EndpointMemory(std::function<QDateTime()> now)
    : m_now(std::move(now))
{
}

bool EndpointMemory::isFresh(const QDateTime &time) const
{
    return time.isValid() && time.addDays(daysKept) > m_now();
}

bool EndpointMemory::isRefused(const Known &known, AnswerForm form) const
{
    return isFresh(known.refused.value(form));
}

AnswerForm EndpointMemory::form(const Endpoint &endpoint) const
{
    const std::scoped_lock lock(m_mutex);
    const Known known = m_known.value(endpoint.id());
    const QList<AnswerForm> &forms = endpoint.dialect.forms;
    const auto found = std::ranges::find_if(forms, [&](AnswerForm form) { return !isRefused(known, form); });
    return found != forms.end() ? *found : forms.isEmpty() ? AnswerForm::Markdown : forms.last();
}

std::optional<AnswerForm> EndpointMemory::refuseForm(const Endpoint &endpoint, AnswerForm form)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_known[endpoint.id()].refused.insert(form, m_now());
        m_changed.insert(endpoint.id());
    }
    const AnswerForm next = this->form(endpoint);
    const std::scoped_lock lock(m_mutex);
    return isRefused(m_known.value(endpoint.id()), next) ? std::nullopt : std::optional(next);
}

bool EndpointMemory::dropParameter(const QString &id, const QString &name)
{
    const std::scoped_lock lock(m_mutex);
    Known &known = m_known[id];
    if (name.isEmpty() || isFresh(known.dropped.value(name)) || known.dropped.size() >= mostDropped)
        return false;
    known.dropped.insert(name, m_now());
    m_changed.insert(id);
    return true;
}

QSet<QString> EndpointMemory::dropped(const QString &id) const
{
    const std::scoped_lock lock(m_mutex);
    QSet<QString> names;
    const Known known = m_known.value(id);
    for (auto one = known.dropped.cbegin(); one != known.dropped.cend(); ++one) {
        if (isFresh(one.value()))
            names.insert(one.key());
    }
    return names;
}

void EndpointMemory::learnContext(const QString &id, qint64 tokens)
{
    const std::scoped_lock lock(m_mutex);
    Known &known = m_known[id];
    known.context = tokens;
    known.contextSince = m_now();
    m_changed.insert(id);
}

std::optional<qint64> EndpointMemory::contextTokens(const QString &id) const
{
    const std::scoped_lock lock(m_mutex);
    const Known known = m_known.value(id);
    return known.context > 0 && isFresh(known.contextSince) ? std::optional(known.context) : std::nullopt;
}

QJsonObject EndpointMemory::toJson(const QString &id) const
{
    const std::scoped_lock lock(m_mutex);
    const Known known = m_known.value(id);
    QJsonObject refused;
    for (auto one = known.refused.cbegin(); one != known.refused.cend(); ++one)
        refused.insert(formName(one.key()), one.value().toString(Qt::ISODate));
    QJsonObject dropped;
    for (auto one = known.dropped.cbegin(); one != known.dropped.cend(); ++one)
        dropped.insert(one.key(), one.value().toString(Qt::ISODate));
    QJsonObject object{{u"refused"_s, refused}, {u"dropped"_s, dropped}};
    if (known.context > 0)
        object.insert(u"context"_s, QJsonObject{{u"tokens"_s, known.context}, {u"time"_s, known.contextSince.toString(Qt::ISODate)}});
    return object;
}

void EndpointMemory::fromJson(const QString &id, const QJsonObject &object)
{
    const auto timeOf = [](const QJsonValue &value) { return QDateTime::fromString(value.toString(), Qt::ISODate); };
    Known known;
    const QJsonObject refused = object[u"refused"_s].toObject();
    for (auto one = refused.begin(); one != refused.end(); ++one) {
        if (const auto form = formByName(one.key()))
            known.refused.insert(*form, timeOf(one.value()));
    }
    const QJsonObject dropped = object[u"dropped"_s].toObject();
    for (auto one = dropped.begin(); one != dropped.end() && known.dropped.size() < mostDropped; ++one)
        known.dropped.insert(one.key(), timeOf(one.value()));
    const QJsonObject context = object[u"context"_s].toObject();
    known.context = std::max<qint64>(0, context[u"tokens"_s].toInteger());
    known.contextSince = timeOf(context[u"time"_s]);
    const std::scoped_lock lock(m_mutex);
    m_known.insert(id, known);
}

QStringList EndpointMemory::takeChanged()
{
    const std::scoped_lock lock(m_mutex);
    QStringList ids = std::exchange(m_changed, {}).values();
    ids.sort();
    return ids;
}

} // namespace rijian::analysis::llm
