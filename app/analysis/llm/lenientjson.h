#pragma once
// JSON as models write it: fences and prose around it, comments, single quotes, names without quotes, trailing and missing commas, line feeds and quotes
// inside of texts, Python's words, and an end in the middle of anything.

#include <QJsonValue>
#include <QStringView>

namespace rijian::analysis::llm {

/// What was read and where it ended.
struct LenientJson {
    QJsonValue value;      ///< Undefined: there was none
    qsizetype end = 0;     ///< behind what was read
    bool cutOff = false;   ///< the text ended before the value did
};

/// Reads the value at the beginning of `text` (an object or an array). Linear; values nested deeper than 32 are dropped.
LenientJson readLenientJson(QStringView text);

} // namespace rijian::analysis::llm
