#include "jobs/cardchoice.h"

using namespace Qt::StringLiterals;

namespace rijian::jobs {

CardChoice chooseCard(const QList<Analysis> &analyses)
{
    CardChoice choice;
    for (const Analysis &analysis : analyses) {
        const bool rules = analysis.analyzer == "rules"_L1;
        if (analysis.state == AnalysisState::Failed) {
            if (!rules && choice.failure.isEmpty())
                choice.failure = analysis.failure;
            continue;
        }
        if (!rules)
            return {analysis, {}};
        if (!choice.analysis)
            choice.analysis = analysis;
    }
    return choice;
}

} // namespace rijian::jobs
