#pragma once
// The interface's words for the product's terms, in the interface's language. (The card's own words are data: core/card.h.)

#include "core/card.h"
#include "core/encoding.h"
#include "core/triage.h"

#include <QString>

namespace rijian::models {

QString importanceLabel(Importance importance); ///< "High"; Unknown: "Not rated"
QString importanceMark(Importance importance);  ///< "🔴"; Unknown: "⚪"
QString stateLabel(TriageState state);          ///< "To review"
QString encodingLabel(TextEncoding encoding);   ///< "GB18030 (Simplified Chinese)"; Unknown: "Automatic"
QString typeLabel(ChangeType type);             ///< "Bug fix"

} // namespace rijian::models
