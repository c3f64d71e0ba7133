#pragma once
// Text from a commit inside a Markdown report: it must not break the report's structure, and reading it back must give what was written.

#include <QString>
#include <QStringList>

namespace rijian::report {

/// The message for a commit's section: every line that would open a Markdown block which breaks the structure (heading, fence, HTML block,
/// table delimiter or setext underline, a card's field) gets one backslash before its first character. Other lines stay as they are.
QString escapeMessage(const QString &message);

/// Undoes escapeMessage() for text that it made; other text stays as it is.
QString unescapeMessage(const QString &text);

/// A line of a table for spreadsheets, with its line end: RFC 4180. A cell that a spreadsheet would take for a formula begins with an apostrophe.
QString csvRow(const QStringList &cells);

/// One table cell: non-empty lines, trimmed, joined with "<br>", without Signed-off-by and Co-authored-by; pipes escaped so that
/// cmark-gfm and GitHub keep them in the cell.
QString tableCell(const QString &text);

} // namespace rijian::report
