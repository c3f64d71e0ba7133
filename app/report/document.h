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
};

struct Section {
    QString repository; ///< heading
    QList<Entry> entries; ///< newest first
    QString failure; ///< why the repository could not be read at all; one line. Empty: it was.
};

struct Document {
    DaySpan days;
    QList<Section> sections; ///< in the panel's order
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

Ledger takeStock(const Document &document);

} // namespace rijian::report
