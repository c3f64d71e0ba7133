#pragma once
// Text inside a Markdown document with a structure of its own.

#include <QString>
#include <QStringView>

namespace rijian::report {

/// Plain text for a Markdown line (a heading, a link's words): shown as it is, whatever it holds. No line ends in it.
QString inlineText(QStringView text);

/// A card's text to stand below a heading of the third level: as it is, unless it would break the document (a heading above the fourth
/// level, a fence that stays open) or holds HTML other than <br>; then the lines that do so are escaped. Linear in the text.
QString guardedCard(const QString &markdown);

} // namespace rijian::report
