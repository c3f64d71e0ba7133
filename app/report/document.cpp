#include "report/document.h"

using namespace Qt::StringLiterals;

namespace rijian::report {

Importance Entry::importance() const
{
    if (ownImportance != Importance::Unknown)
        return ownImportance;
    return analysis ? analysis->card.importance : Importance::Unknown;
}

Standing standingOf(const Entry &entry)
{
    if (!entry.failure.isEmpty())
        return Standing::Failed;
    if (!entry.analysis || entry.analysis->markdown.isEmpty())
        return Standing::Missing;
    if (entry.analysis->analyzer == "rules"_L1)
        return Standing::Rules;
    return entry.analysis->state == AnalysisState::Partial ? Standing::Partial : Standing::Whole;
}

void count(Ledger &ledger, Standing standing)
{
    ++ledger.commits;
    switch (standing) {
    case Standing::Whole: ++ledger.whole; break;
    case Standing::Partial: ++ledger.partial; break;
    case Standing::Rules: ++ledger.rules; break;
    case Standing::Failed: ++ledger.failed; break;
    case Standing::Missing: ++ledger.missing; break;
    }
}

Ledger takeStock(const Document &document)
{
    Ledger ledger;
    for (const Section &section : document.sections) {
        for (const Entry &entry : section.entries)
            count(ledger, standingOf(entry));
    }
    return ledger;
}

} // namespace rijian::report
