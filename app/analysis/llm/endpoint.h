#pragma once
// A model at a service that speaks OpenAI's chat completions, with all that a request to it needs to know.

#include "core/card.h"

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QUrl>

namespace rijian::analysis::llm {

/// How an answer's form is asked for, the strictest first: the ladder that is climbed down where a service refuses a form.
enum class AnswerForm {
    Schema,   ///< response_format json_schema
    Json,     ///< response_format json_object, the schema in the prompt
    Tool,     ///< a function call with the schema as its parameters
    Markdown, ///< the card's own text, as in a report
};

/// What services do differently, from resources/providers.json; what a service turns out to refuse is remembered beside it (EndpointMemory).
struct Dialect {
    QList<AnswerForm> forms{AnswerForm::Schema, AnswerForm::Json, AnswerForm::Tool, AnswerForm::Markdown}; ///< in the order they are tried
    bool maxCompletionTokens = false; ///< the answer's bound is called max_completion_tokens, not max_tokens
    bool streamUsage = true;          ///< knows stream_options.include_usage
    QJsonObject extra;                ///< fields for every request, such as {"thinking": {"type": "disabled"}}

    bool operator==(const Dialect &) const = default;
};

/// Per million tokens.
struct Price {
    double prompt = 0;
    double cached = 0; ///< of prompt tokens from the provider's cache
    double completion = 0;
    QString currency; ///< "CNY", "USD"; empty: not known

    bool isKnown() const { return !currency.isEmpty(); }
    bool operator==(const Price &) const = default;
};

struct Endpoint {
    QString name;  ///< of the preset, or of the custom one: for people, and in Analysis::provider
    QUrl baseUrl;  ///< ends before "/chat/completions"
    QString model;
    QByteArray key; ///< secret: for the Authorization header to baseUrl's own origin alone; empty: none is sent
    Dialect dialect;
    qint64 contextTokens = 32'768; ///< prompt and answer together
    qint64 answerTokens = 4'096;   ///< the answer at most, thinking included
    int concurrency = 4;           ///< requests at once, at most
    int requestsPerMinute = 0;     ///< 0: no limit
    qint64 tokensPerMinute = 0;    ///< 0: no limit
    Price price;

    /// What abilities and limits belong to: "https://api.deepseek.com/v1 deepseek-chat". No secret.
    QString id() const { return baseUrl.toString() + QLatin1Char(' ') + model; }
};

} // namespace rijian::analysis::llm
