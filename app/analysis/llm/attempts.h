#pragma once
// Words that speak to a model instead of to people.

#include <QString>
#include <QStringView>

namespace rijian::analysis::llm {

/// Where a text stands decides what is suspicious: code of programs that work with models is full of prompts.
enum class AttemptPlace {
    Message, ///< the commit's message, an author's name, a path: nobody gives orders to a model there
    Code,    ///< an added line
};

/// The part of the text that addresses a model or dictates the analysis' outcome, as it was read (folded: letters' case, spacing, invisible and look-alike characters
/// make no difference); empty: there is none. Linear.
QString attemptIn(QStringView text, AttemptPlace place);

} // namespace rijian::analysis::llm
