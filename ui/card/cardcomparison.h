#pragma once
// Two cards of a commit side by side. HTML as in cardhtml.h.

#include "core/analysis.h"

#include <QString>

namespace rijian::ui {

/// A table with a row a field and a column a card. Marked are the fields in which the judgements differ: other types, another level, or one card sees something
/// where the other sees nothing; and in the texts the names that one card alone mentions. Wording always differs and is not marked.
QString comparisonHtml(const Analysis &left, const Analysis &right);

} // namespace rijian::ui
