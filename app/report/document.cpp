#include "report/document.h"

using namespace Qt::StringLiterals;

namespace rijian::report {

Ledger takeStock(const Document &document)
{
    Ledger ledger;
    for (const Section &section : document.sections) {
        for (const Entry &entry : section.entries) {
            ++ledger.commits;
            if (!entry.failure.isEmpty())
                ++ledger.failed;
            else if (!entry.analysis || entry.analysis->markdown.isEmpty())
                ++ledger.missing;
            else if (entry.analysis->analyzer == "rules"_L1)
                ++ledger.rules;
            else if (entry.analysis->state == AnalysisState::Partial)
                ++ledger.partial;
            else
                ++ledger.whole;
        }
    }
    return ledger;
}

} // namespace rijian::report
