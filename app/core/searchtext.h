#pragma once
// Text as the search's index has it: words without case, Chinese by overlapping pairs of characters, so that a word of two characters is found as fast as any.
// docs/SEARCH.md says why not by threes.

#include <QString>
#include <QStringList>

namespace rijian {

/// The words of a text in their order, with blanks between. A run of Han, Kana or Hangul is each pair of neighbours and the last character; any other run of
/// letters and digits is one word, cut at 64 characters.
QString indexWords(QStringView text);

/// The parts of names like "KVCacheManager" ("kv cache manager"); names without parts have none.
QString indexParts(QStringView text);

/// Of hexadecimal digits alone, in small letters.
bool isHex(QStringView word);
/// The same with a digit in it: "deadbeef" is a word.
bool looksLikeSha(QStringView word);

/// Whether a word of indexWords() or indexParts() is kept in the list of words: of two letters and digits at least, no number and no sha, of which there is no end.
bool isListed(QStringView word);
/// Pieces of listed words are looked for from so many letters on.
inline constexpr qsizetype shortestPiece = 3;

/// What of the index stands for a text that somebody looks for: these words, one after the other.
struct SearchPhrase {
    QStringList words;
    bool prefix = false; ///< the last is the beginning of a word
    bool isEmpty() const { return words.isEmpty(); }
};
/// `open`: words may go on. A single letter may not: too much would begin with it.
SearchPhrase searchPhrase(QStringView text, bool open);

} // namespace rijian
