#pragma once
// Puts text from commits into a card: whoever wrote a commit must not be able to change the card's structure, hide text
// in it or make it endless.

#include <QString>
#include <QStringList>
#include <QStringView>

namespace rijian::analysis {

/// One line of text without control, bidirectional and zero-width characters, runs of blanks as one, at most `limit`
/// characters (an ellipsis stands for the rest).
QString cleaned(QStringView text, qsizetype limit);

/// cleaned(), with what Markdown or HTML would read as markup escaped; whole code spans are kept.
QString prose(QStringView text, qsizetype limit = 160);

/// prose() in 「」.
QString quoted(QStringView text, qsizetype limit = 160);

/// A code span, safe for names with backticks. A long name keeps its end, which tells more of a path.
QString code(QStringView name, qsizetype limit = 90);

/// Code spans joined by 、; beyond `most` names "等 N <unit>".
QString codeList(const QStringList &names, qsizetype most = 6, QStringView unit = u"项");

} // namespace rijian::analysis
