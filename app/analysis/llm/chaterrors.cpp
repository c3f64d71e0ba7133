#include "analysis/llm/chaterrors.h"

#include "core/httpdate.h"
#include "core/text.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QLocale>
#include <QRegularExpression>
#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::analysis::llm {

namespace {

struct ChatErrorsText {
    Q_DECLARE_TR_FUNCTIONS(rijian::analysis::llm::ChatErrors)
};

using std::chrono::milliseconds;

constexpr qsizetype longestExcerpt = 120;

/// What a service says of an error, in whatever fields.
struct Words {
    QString code, type, parameter, message;
    QString all; ///< of these, lower case
};

Words readWords(const QJsonObject &error)
{
    const auto text = [](const QJsonValue &value) { return value.isDouble() ? QString::number(value.toInteger()) : value.toString().left(4000); };
    Words words{text(error[u"code"_s]), text(error[u"type"_s]), text(error[u"param"_s]), text(error[u"message"_s]), {}};
    if (words.message.isEmpty())
        words.message = text(error[u"detail"_s]);
    words.all = (words.code + u' ' + words.type + u' ' + words.message).toLower();
    return words;
}

QJsonObject errorIn(const QByteArray &body)
{
    const QJsonObject object = QJsonDocument::fromJson(body).object();
    const QJsonValue error = object[u"error"_s];
    if (error.isObject())
        return error.toObject();
    return error.isString() ? QJsonObject{{u"message"_s, error}, {u"code"_s, object[u"code"_s]}} : object;
}

bool saysAny(const QString &text, std::initializer_list<QStringView> words)
{
    return std::ranges::any_of(words, [&](QStringView word) { return text.contains(word); });
}

bool saysNoMoney(const Words &words)
{
    return saysAny(words.all, {u"insufficient_quota", u"insufficient quota", u"insufficient balance", u"insufficient_balance", u"insufficient funds", u"exceeded your current quota", u"arrearage",
                               u"billing", u"payment required", u"credit balance", u"余额不足", u"欠费", u"额度不足", u"配额不足", u"账户余额", u"套餐已用完", u"额度已用完", u"充值"});
}

bool saysTooLong(const Words &words)
{
    return saysAny(words.all, {u"context_length_exceeded", u"maximum context length", u"context length", u"context window", u"context size", u"prompt is too long", u"too many tokens",
                               u"input length", u"input is too long", u"exceed_context_size", u"max_model_len", u"range of input length", u"最大长度", u"超过最大", u"上下文长度", u"输入过长"});
}

bool saysFiltered(const Words &words)
{
    return words.code == "1301"_L1
        || saysAny(words.all, {u"content_filter", u"content filter", u"content_policy", u"data_inspection_failed", u"inappropriate content", u"content exists risk", u"敏感内容", u"不安全或敏感", u"内容安全"});
}

bool saysNoModel(const Words &words)
{
    return saysAny(words.all, {u"model_not_found", u"model not found", u"model does not exist", u"model not exist", u"no such model", u"unknown model", u"invalid model", u"not a valid model", u"模型不存在"})
        || (words.all.contains(u"model"_s) && saysAny(words.all, {u"does not exist", u"not found", u"not exist", u"try pulling it"}));
}

/// The name of a sent parameter that the service says it refuses.
QString refusedParameter(const Words &words, const QJsonObject &request)
{
    const QString named = words.parameter.section(u'.', 0, 0).section(u'[', 0, 0);
    if (named != "messages"_L1 && named != "model"_L1 && request.contains(named))
        return named;
    for (const QString &key : request.keys()) {
        const bool fixed = key == "messages"_L1 || key == "model"_L1 || key == "stream"_L1;
        if (!fixed && words.message.contains(key))
            return key;
    }
    return {};
}

bool concernsForm(const QString &parameter, const Words &words)
{
    return parameter == "response_format"_L1 || parameter == "tools"_L1 || parameter == "tool_choice"_L1
        || saysAny(words.all, {u"response_format", u"json_schema", u"json_object", u"structured output", u"tool_choice", u"function calling", u"tool calling", u"guided_json", u"grammar"});
}

ChatStatus judgeRequest(const Words &words, const QJsonObject &request, QString &parameter)
{
    if (saysFiltered(words))
        return ChatStatus::Filtered;
    if (saysTooLong(words))
        return ChatStatus::TooLong;
    if (saysNoMoney(words))
        return ChatStatus::NoMoney;
    parameter = refusedParameter(words, request);
    const bool formSent = request.contains(u"response_format"_s) || request.contains(u"tools"_s);
    if (formSent && concernsForm(parameter, words))
        return ChatStatus::BadForm;
    if (saysNoModel(words))
        return ChatStatus::NoModel;
    return parameter.isEmpty() ? ChatStatus::BadRequest : ChatStatus::BadParameter;
}

ChatStatus judge(int httpStatus, const Words &words, const QJsonObject &request, QString &parameter)
{
    switch (httpStatus) {
    case 401:
    case 403:
        return saysNoMoney(words) ? ChatStatus::NoMoney : saysFiltered(words) ? ChatStatus::Filtered : ChatStatus::BadKey;
    case 402:
        return ChatStatus::NoMoney;
    case 404:
    case 405:
        return ChatStatus::NoModel; // the model, or the whole address: no request will do
    case 407:
        return ChatStatus::Proxy;
    case 408:
    case 409:
        return ChatStatus::Overloaded;
    case 413:
        return ChatStatus::TooLong;
    case 429:
        return saysNoMoney(words) ? ChatStatus::NoMoney : ChatStatus::RateLimit;
    default:
        break;
    }
    if (httpStatus >= 500)
        return saysTooLong(words) ? ChatStatus::TooLong : ChatStatus::Overloaded;
    return judgeRequest(words, request, parameter);
}

QString messageOf(ChatStatus status, const Endpoint &endpoint, int httpStatus)
{
    const QString host = endpoint.baseUrl.host();
    switch (status) {
    case ChatStatus::BadKey:
        return ChatErrorsText::tr("%1 does not accept the key (%2): check it in the settings.").arg(host).arg(httpStatus);
    case ChatStatus::NoMoney:
        return ChatErrorsText::tr("%1 requires payment first: the account's balance or quota is used up (%2).").arg(host).arg(httpStatus);
    case ChatStatus::NoModel:
        return ChatErrorsText::tr("%1 has no model “%2” at this address (%3): choose another one in the settings.").arg(host, endpoint.model.left(80)).arg(httpStatus);
    case ChatStatus::RateLimit:
        return ChatErrorsText::tr("%1 asks to wait (429): requests came too fast.").arg(host);
    case ChatStatus::Overloaded:
        return ChatErrorsText::tr("%1 has a problem of its own (%2): try again later.").arg(host).arg(httpStatus);
    case ChatStatus::TooLong:
        return ChatErrorsText::tr("The commit is longer than %1 takes: set its context size in the settings.").arg(endpoint.model.left(80));
    case ChatStatus::Filtered:
        return ChatErrorsText::tr("The service's content filter, or the model itself, refused to answer.");
    case ChatStatus::BadForm:
        return ChatErrorsText::tr("%1 cannot be asked for structured answers in this way.").arg(endpoint.model.left(80));
    case ChatStatus::Proxy:
        return ChatErrorsText::tr("The proxy wants a user name and a password (407).");
    default:
        return ChatErrorsText::tr("%1 refused the request (%2).").arg(host).arg(httpStatus);
    }
}

/// "20ms", "1s", "6m0s", "1h2m", seconds, or seconds since 1970.
std::optional<milliseconds> readDuration(const QByteArray &text, const QDateTime &now)
{
    bool ok = false;
    if (const double number = text.toDouble(&ok); ok && number >= 0) {
        if (number > 1e9)
            return milliseconds(std::max<qint64>(0, qint64(number > 1e12 ? number : number * 1000) - now.toMSecsSinceEpoch()));
        return milliseconds(qint64(number * 1000));
    }
    static const QRegularExpression part(u"(\\d+(?:\\.\\d+)?)(ms|s|m|h)"_s);
    double sum = 0;
    qsizetype covered = 0;
    const QString words = QString::fromLatin1(text.left(40));
    for (const QRegularExpressionMatch &match : part.globalMatch(words)) {
        const QString unit = match.captured(2);
        sum += match.captured(1).toDouble() * (unit == "ms"_L1 ? 1 : unit == "s"_L1 ? 1e3 : unit == "m"_L1 ? 6e4 : 3.6e6);
        covered += match.capturedLength();
    }
    return covered == 0 || covered != words.size() ? std::nullopt : std::optional(milliseconds(qint64(sum)));
}

std::optional<QByteArray> header(const HeaderList &headers, QByteArrayView name)
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value.trimmed();
    }
    return {};
}

std::optional<qint64> number(const std::optional<QByteArray> &text)
{
    bool ok = false;
    const qint64 value = text ? text->toLongLong(&ok) : 0;
    return ok && value >= 0 ? std::optional(value) : std::nullopt;
}

} // namespace

QString excerpt(QString text, const QByteArray &key)
{
    if (!key.isEmpty())
        text.replace(QString::fromUtf8(key), u"…"_s);
    // Services quote a key in part: whatever looks like one goes.
    static const QRegularExpression secret(u"(?:sk|key|pk|tok)[-_][A-Za-z0-9*_-]{6,}|[A-Za-z0-9_*-]{24,}"_s);
    text.replace(secret, u"…"_s);
    return oneLine(text, longestExcerpt);
}

ChatOutcome judgeError(const Endpoint &endpoint, int httpStatus, const QJsonObject &error, const QJsonObject &request)
{
    const Words words = readWords(error);
    bool isNumber = false;
    const int code = words.code.toInt(&isNumber);
    const int status = httpStatus >= 400 ? httpStatus : isNumber && code >= 400 && code < 600 ? code : 500;
    ChatOutcome outcome{.httpStatus = httpStatus};
    outcome.status = judge(status, words, request, outcome.parameter);
    if (outcome.status == ChatStatus::BadForm && outcome.parameter.isEmpty())
        outcome.parameter = request.contains(u"tools"_s) ? u"tools"_s : u"response_format"_s;
    outcome.message = messageOf(outcome.status, endpoint, status);
    if (const QString said = excerpt(words.message, endpoint.key); !said.isEmpty())
        outcome.message += ChatErrorsText::tr(" It says: “%1”").arg(said);
    return outcome;
}

ChatOutcome judgeAnswer(const Endpoint &endpoint, int httpStatus, const QByteArray &body, const QJsonObject &request)
{
    return judgeError(endpoint, httpStatus, errorIn(body), request);
}

std::optional<milliseconds> readRetryAfter(const HeaderList &headers, const QDateTime &now)
{
    if (const auto ms = number(header(headers, "retry-after-ms")))
        return milliseconds(*ms);
    const auto text = header(headers, "retry-after");
    if (!text)
        return {};
    bool ok = false;
    if (const double seconds = text->toDouble(&ok); ok)
        return seconds >= 0 ? std::optional(milliseconds(qint64(std::min(seconds, 1e6) * 1000))) : std::nullopt;
    const QDateTime when = readHttpDate(*text);
    return when.isValid() ? std::optional(milliseconds(std::max<qint64>(0, now.msecsTo(when)))) : std::nullopt;
}

RateHeaders readRates(const HeaderList &headers, const QDateTime &now)
{
    RateHeaders rates;
    rates.remainingRequests = number(header(headers, "x-ratelimit-remaining-requests"));
    rates.remainingTokens = number(header(headers, "x-ratelimit-remaining-tokens"));
    if (const auto text = header(headers, "x-ratelimit-reset-requests"))
        rates.resetRequests = readDuration(*text, now);
    if (const auto text = header(headers, "x-ratelimit-reset-tokens"))
        rates.resetTokens = readDuration(*text, now);
    return rates;
}

} // namespace rijian::analysis::llm
