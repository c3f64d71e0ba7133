#pragma once
// The card as a form that a model fills in: one schema, and how each AnswerForm asks for it in a request.

#include "analysis/llm/endpoint.h"

#include <QJsonObject>
#include <QString>

#include <optional>

namespace rijian::analysis::llm {

/// JSON Schema of the card's answer: every property required, no others, enumerations and lengths bounded. Stable: the same bytes each time.
const QJsonObject &cardSchema();

/// The fields of a request that ask for this form: "response_format", or "tools" and "tool_choice"; none for Markdown.
QJsonObject formFields(AnswerForm form);

/// What the prompt says of the form, Chinese: for Json the schema itself and the word JSON, for Markdown the card's sample; a line or two for
/// the others.
QString formInstruction(AnswerForm form);

/// "schema", "json", "tool", "markdown": as stored and in providers.json.
QString formName(AnswerForm form);
std::optional<AnswerForm> formByName(const QString &name);

} // namespace rijian::analysis::llm
