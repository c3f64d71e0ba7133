#pragma once
// One analysis of one commit, as it is stored and reported. Belongs to the commit's sha alone, so that repositories
// that share commits share analyses.

#include "core/card.h"

#include <QDateTime>
#include <QString>
#include <QStringList>

namespace rijian {

enum class AnalysisState {
    Whole,   ///< the analyzer read all of the commit
    Partial, ///< some of the commit was not read; `coverage` says what
    Failed,  ///< no card of this analyzer; `failure` says why
};

struct Analysis {
    QString sha;
    QString analyzer;      ///< "rules" or "llm"
    QString model;         ///< of an llm; empty for rules
    QString promptVersion; ///< version of the prompt or of the rules' data
    QDateTime createdAt;   ///< UTC; not part of a report
    AnalysisState state = AnalysisState::Whole;
    QString failure;  ///< one line, for people
    QString coverage; ///< what was not read, one line, for people
    int score = 0;    ///< the analyzer's own points behind the importance; 0 when it has none
    QStringList reasons; ///< why this importance, most telling first, Chinese
    Card card;
    QString markdown; ///< the card's text as shown and exported; begins with its first field, ends without a line end
};

} // namespace rijian
