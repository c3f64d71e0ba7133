#include "analysis/llm/chatreading.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace rijian::analysis::llm {

namespace {

struct ChatReadingText {
    Q_DECLARE_TR_FUNCTIONS(rijian::analysis::llm::ChatReading)
};

/// A text, or a list of parts with texts.
QString contentText(const QJsonValue &content)
{
    if (!content.isArray())
        return content.toString();
    QString text;
    for (const QJsonValue part : content.toArray())
        text += part[u"text"_s].toString();
    return text;
}

// Thinking that a model put into its answer, at the beginning.
const QLatin1StringView thinkBegin = "<think>"_L1;
const QLatin1StringView thinkEnd = "</think>"_L1;

std::pair<QString, QString> splitThinking(const QString &content)
{
    const QString trimmed = content.trimmed();
    if (!trimmed.startsWith(thinkBegin))
        return {content, {}};
    const qsizetype from = thinkBegin.size();
    const qsizetype end = trimmed.indexOf(thinkEnd);
    return end < 0 ? std::pair(QString(), trimmed.sliced(from)) : std::pair(trimmed.sliced(end + thinkEnd.size()).trimmed(), trimmed.sliced(from, end - from));
}

/// A JSON object to its last brace: nothing was lost, whatever the transport says.
bool isComplete(const QString &content)
{
    return content.trimmed().endsWith(u'}') && QJsonDocument::fromJson(content.toUtf8()).isObject();
}

} // namespace

void ChatReading::append(QString &text, const QString &more, qsizetype most)
{
    if (more.isEmpty())
        return;
    m_received += more.size();
    if (text.size() + more.size() > most)
        m_tooLong = true;
    else
        text += more;
}

QStringView ChatReading::growing() const
{
    if (m_content.isEmpty())
        return m_arguments;
    return m_visible < 0 ? QStringView() : QStringView(m_content).sliced(m_visible);
}

void ChatReading::findVisible()
{
    if (m_visible >= 0)
        return;
    const QStringView begun = QStringView(m_content).trimmed();
    if (begun.isEmpty() || (begun.size() < thinkBegin.size() && thinkBegin.startsWith(begun)))
        return;
    if (!begun.startsWith(thinkBegin)) {
        m_visible = 0;
        return;
    }
    if (const qsizetype end = m_content.indexOf(thinkEnd, m_searched); end >= 0)
        m_visible = end + thinkEnd.size();
    m_searched = std::max<qsizetype>(0, m_content.size() - thinkEnd.size());
}

bool ChatReading::take(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject())
        return false;
    const QJsonObject object = document.object();
    if (const QJsonValue error = object[u"error"_s]; error.isObject() || error.isString()) {
        m_error = error.isObject() ? error.toObject() : QJsonObject{{u"message"_s, error.toString()}};
        return true;
    }
    if (!object[u"choices"_s].isArray())
        return object[u"usage"_s].isObject() ? (takeUsage(object[u"usage"_s].toObject()), true) : false;
    m_completion = true;
    if (const QJsonArray choices = object[u"choices"_s].toArray(); !choices.isEmpty())
        takeChoice(choices.first().toObject());
    if (object[u"usage"_s].isObject())
        takeUsage(object[u"usage"_s].toObject());
    return true;
}

void ChatReading::takeChoice(const QJsonObject &choice)
{
    const QJsonObject part = choice[choice.contains(u"delta"_s) ? u"delta"_s : u"message"_s].toObject();
    append(m_content, contentText(part[u"content"_s]), m_most);
    findVisible();
    append(m_thinking, part[part.contains(u"reasoning_content"_s) ? u"reasoning_content"_s : u"reasoning"_s].toString(), m_most);
    append(m_refusal, part[u"refusal"_s].toString(), m_most);
    const QJsonArray calls = part[u"tool_calls"_s].toArray();
    if (!calls.isEmpty() && calls.first()[u"index"_s].toInt() == 0)
        append(m_arguments, calls.first()[u"function"_s][u"arguments"_s].toString(), m_most);
    append(m_arguments, part[u"function_call"_s][u"arguments"_s].toString(), m_most);
    if (const QString finish = choice[u"finish_reason"_s].toString(); !finish.isEmpty())
        m_finish = finish.left(60);
}

void ChatReading::takeUsage(const QJsonObject &usage)
{
    const auto number = [](const QJsonValue &value) { return std::clamp<qint64>(value.toInteger(), 0, 1'000'000'000); };
    m_usageKnown = true;
    m_usage.prompt = number(usage[u"prompt_tokens"_s]);
    m_usage.completion = number(usage[u"completion_tokens"_s]);
    m_usage.cached = std::max(number(usage[u"prompt_tokens_details"_s][u"cached_tokens"_s]), number(usage[u"prompt_cache_hit_tokens"_s]));
    m_usage.cached = std::min(m_usage.cached, m_usage.prompt);
}

ChatOutcome ChatReading::outcome(bool whole) const
{
    ChatOutcome outcome{.finishReason = m_finish, .usage = m_usage, .usageKnown = m_usageKnown};
    std::tie(outcome.content, outcome.thinking) = splitThinking(m_content);
    outcome.thinking = m_thinking + outcome.thinking;
    outcome.toolArguments = m_arguments;
    const bool filtered = m_finish == "content_filter"_L1 || m_finish == "sensitive"_L1 || (!m_refusal.isEmpty() && m_content.trimmed().isEmpty());
    if (filtered) {
        outcome.status = ChatStatus::Filtered;
        outcome.message = ChatReadingText::tr("The service's content filter, or the model itself, refused to answer.");
    } else if (!whole && m_finish.isEmpty() && !isComplete(outcome.content)) {
        outcome.status = ChatStatus::Network;
        outcome.message = ChatReadingText::tr("The connection was cut while the answer came.");
    } else if (!m_completion) {
        outcome.status = ChatStatus::BadAnswer;
        outcome.message = ChatReadingText::tr("The service answered, but not as a model does: check the base address.");
    } else if (m_finish == "length"_L1) {
        outcome.status = ChatStatus::Length;
        outcome.message = ChatReadingText::tr("The answer was cut off at its longest length.");
    } else if (outcome.content.trimmed().isEmpty() && m_arguments.trimmed().isEmpty()) {
        outcome.status = ChatStatus::Empty;
        outcome.message = ChatReadingText::tr("The model sent an empty answer.");
    } else {
        outcome.status = ChatStatus::Ok;
    }
    return outcome;
}

} // namespace rijian::analysis::llm
