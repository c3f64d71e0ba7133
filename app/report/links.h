#pragma once
// Which addresses from a text may become links.

#include <QString>
#include <QStringView>

namespace rijian::report {

/// The address as a link may carry it, encoded, international host names in their ASCII form; empty unless it is https with a host and without
/// user name, or mailto with nothing but an address; empty, too, for the page of a commit whose sha was made up (core/commit.h).
QString outsideAddress(QStringView address);

struct FoundAddress {
    qsizetype start = 0;
    qsizetype length = 0; ///< 0: none
};

/// The first https address in plain text at or after `from`. It ends at a blank, at a character that no address holds, at Chinese or other
/// wide characters, and before punctuation that belongs to the sentence. Linear in the text for all calls together.
FoundAddress findAddress(QStringView text, qsizetype from);

/// Han characters, kana, full-width forms and Chinese punctuation: written without blanks between words.
bool isWide(QChar c);

} // namespace rijian::report
