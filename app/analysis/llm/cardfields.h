#pragma once
// A card out of a JSON value by whatever names and shapes a model gave its fields.

#include "core/card.h"
#include "core/cardtext.h"

#include <QJsonValue>
#include <QStringView>

namespace rijian::analysis::llm {

struct CardFields {
    Card card;
    QList<CardField> found; ///< each once
};

/// Looks through wrappers ({"card": {…}}, [{…}], "{…}" as text) for the object with the most fields.
CardFields cardFieldsOf(const QJsonValue &value);

/// A field's text fit for a card: bounded, without control characters, lone surrogates, headings and unbalanced fences.
QString cleanField(QStringView text);

} // namespace rijian::analysis::llm
