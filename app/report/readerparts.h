#pragma once
// The parts of reading a report, for reader.cpp and its siblings alone.

#include "report/reader.h"

#include <QStringView>

#include <vector>

namespace rijian::report::reading {

/// The report's lines, without their ends. Counted from 0 here, from 1 in messages.
struct Lines {
    QString text;
    std::vector<QStringView> all; ///< views into `text`
    int emptyAtEnd = 0;     ///< line feeds behind the last line with text: 0, 1, or 2 for more

    qsizetype size() const { return qsizetype(all.size()); }
    QStringView at(qsizetype line) const { return line < size() ? all[std::size_t(line)] : QStringView(); }
    bool isBlank(qsizetype line) const { return at(line).trimmed().isEmpty(); }
    /// The first line at or after `line` that is not blank; size() if there is none.
    qsizetype nextText(qsizetype line) const;
    /// The lines [first, last) with line feeds between them.
    QString joined(qsizetype first, qsizetype last) const;
};

Result<Lines> splitReport(QByteArrayView bytes);

/// "Line 7: … expected, not “…”."
std::unexpected<Error> unexpectedLine(const Lines &lines, qsizetype line, const QString &expected);
/// "Line 7: the report breaks off …"
std::unexpected<Error> brokenOff(const Lines &lines, const QString &expected);

/// One row of the table. The author's and the message's cells as in the text, trimmed: pipes still escaped.
struct Row {
    QDate date;
    QTime time;
    QString author;
    QString message;
};

bool isTableHead(QStringView line);
bool isTableRule(QStringView line);
/// Nothing: it is no row of three cells, or its time is none.
std::optional<Row> readRow(QStringView line);
/// Undoes the cell's escaping of pipes.
QString cellText(QStringView cell);
/// The cell's part up to its first "<br>".
QStringView firstPiece(QStringView cell);
ReadCommit fromRow(const Row &row);

/// Where a message ends that fills exactly this cell, its trailers included: a line in [first, last]; -1: it does not begin as the cell does.
qsizetype endOfMessage(const Lines &lines, qsizetype first, qsizetype last, QStringView cell);

/// A line that begins a card, says that there is none, or why.
bool endsMessage(QStringView line);
/// "⚠️ 分析失败：reason"; the reason, or nothing.
std::optional<QString> failureReason(QStringView line);
inline constexpr QStringView noCard = u"*暂无分析*";

/// The 40 hex digits in a line such as "### <sha>"; empty: it is none.
QStringView shaHeading(QStringView line);
bool isSha(QStringView text);
/// "## name" where a table or one of the lines in its place follows: the line of that; -1: no repository begins here.
qsizetype repositoryBody(const Lines &lines, qsizetype line);

/// The commits' sections in lines [first, last) of a daily report, brought together with the rows.
Result<QList<ReadCommit>> readCommits(const Lines &lines, qsizetype first, qsizetype last, const std::vector<Row> &rows);
/// The groups in lines [first, last) of a grouped report, brought together with the rows. In the order of the rows.
Result<QList<ReadCommit>> readGroups(const Lines &lines, qsizetype first, qsizetype last, const std::vector<Row> &rows);
/// "**SHA**: `515b3a3` | 🔗 [查看提交](https://…/commit/<sha>)": the address, and the sha where the line tells all of it.
void readIdentity(QStringView line, ReadCommit &commit);
/// Whether this line, the first below the title, begins our own grouped form.
bool beginsOwnGroups(QStringView line);
/// Our own grouped form from this line to the end of the text; `failure` says where it breaks off.
Result<QList<ReadSection>> readOwnGroups(const Lines &lines, qsizetype line);
/// Whether this line begins the grouped part: statistics, contents or a group.
bool beginsGroups(QStringView line);

/// Text in lines [first, last), without the empty lines at its end.
QString blockText(const Lines &lines, qsizetype first, qsizetype last);

} // namespace rijian::report::reading
