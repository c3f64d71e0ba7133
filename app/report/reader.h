#pragma once
// Reads a Markdown report back into values: what this program writes, and both forms of the script before it (docs/REPORT_FORMAT.md).
// The text may be anybody's: every step is linear in its length, nothing recurses, and what is kept is no more than the text holds.

#include "core/result.h"
#include "report/document.h"

#include <QByteArrayView>
#include <QDate>
#include <QList>
#include <QString>
#include <QTime>

#include <optional>

namespace rijian::report {

/// Longer files are refused: a year of a very busy repository takes about half of it.
inline constexpr qsizetype largestReport = 256 * 1024 * 1024;

enum class ReportForm {
    Daily,   ///< a table and the commits in its order
    Grouped, ///< a table, a contents list, and the commits by importance
};

/// Who made a card, as far as the report says.
enum class CardMaker { Model, ModelInPart, Rules };

/// One row of the table with what stands below it about the same commit.
struct ReadCommit {
    QString sha;        ///< 40 lower-case hex digits; empty: a row that nothing more is told of
    QString webAddress; ///< as written; empty: as for the sha
    QDate date;         ///< as written: a clock on the wall in the report's zone, which the report does not name
    QTime time;         ///< date and time invalid: not in the table, or no time that can be
    QString author;
    QString message;   ///< as committed, but for line ends at its end; of a row alone its cell, "<br>" as line ends
    bool whole = false; ///< `message` is the commit's own, not a cell or a subject
    QString failure;    ///< why there is no model's card; one line
    QString card;       ///< byte for byte, without line ends at its end; empty: none
    Importance group = Importance::Unknown; ///< of the group it stands in, in grouped reports
    CardMaker maker = CardMaker::Model;     ///< of `card`. The header line counts, it does not name: see readReport()
    qsizetype line = 0; ///< where its section begins, from 1; 0: it has none
    bool row = false;   ///< the table has it
};

struct ReadSection {
    QString repository; ///< the heading
    QList<ReadCommit> commits; ///< in the table's order
    QString failure; ///< why the repository could not be read; empty: it was
    qsizetype line = 0;
};

struct ReadReport {
    ReportForm form = ReportForm::Daily;
    QDate first;
    QDate last; ///< inclusive
    QList<ReadSection> sections;
};

/// Reads a report: UTF-8 (with or without BOM) or UTF-16 with one, LF or CRLF. The exact inverse of writeMarkdown() but for what Markdown does
/// not tell: the zone, and which cards the header line's counts mean. The rules' cards are known by their closing remark; what is still
/// missing of each count is taken in the report's order, from the end.
///
/// BadData with "Line N: …" and what was expected there: no report, or one that breaks off. Rows without a section are no error: the script left
/// out each commit that its model failed for.
Result<ReadReport> readReport(QByteArrayView bytes);

} // namespace rijian::report
