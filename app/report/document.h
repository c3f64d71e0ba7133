#pragma once
// The day's report as values; writers turn it into a form.

#include "core/analysis.h"
#include "core/commit.h"
#include "core/day.h"

#include <QList>
#include <QString>

#include <optional>

namespace rijian::report {

struct Entry {
    Commit commit;
    QString webAddress;
    std::optional<Analysis> analysis; ///< the one to show; none: not analysed
    QString failure; ///< why the analyzer that was asked for made no card; `analysis` then stands in. One line.
    Importance ownImportance = Importance::Unknown; ///< the user's own word, which beats the card's; Unknown: none

    /// What groups and filters go by.
    Importance importance() const;
};

struct Section {
    QString repository; ///< heading
    QList<Entry> entries; ///< newest first
    QString failure; ///< why the repository could not be read at all; one line. Empty: it was.
};

/// What a report leaves out on purpose, and says so.
struct Filter {
    Importance least = Importance::Unknown; ///< commits below are left out; Unknown: none are
    int leftOut = 0;      ///< commits
    int unknown = 0;      ///< of these, without an importance: nobody has judged them

    bool isActive() const { return least != Importance::Unknown; }
    bool operator==(const Filter &) const = default;
};

struct Document {
    DaySpan days;
    QList<Section> sections; ///< in the panel's order
    Filter filter; ///< what is not among the sections' entries any more
};

/// How the document's commits were read: whole + partial + rules + failed + missing = commits.
struct Ledger {
    int commits = 0;
    int whole = 0;   ///< by a model, all of the commit
    int partial = 0; ///< by a model, part of the commit
    int rules = 0;   ///< by the built-in rules, as asked
    int failed = 0;  ///< the model failed; the rules stand in
    int missing = 0; ///< no card at all

    bool operator==(const Ledger &) const = default;
};

/// Where the ledger counts an entry.
enum class Standing { Whole, Partial, Rules, Failed, Missing };
Standing standingOf(const Entry &entry);
void count(Ledger &ledger, Standing standing);

Ledger takeStock(const Document &document);

} // namespace rijian::report
