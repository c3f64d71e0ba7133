#pragma once
// Characters that deceive who reads a text: controls, bidirectional controls and what paints as nothing. Thread-safe: values only.

#include <QByteArrayView>
#include <QString>
#include <QStringView>

#include <vector>

namespace rijian {

struct FilePatch;

/// Whether the character at `at` must not be shown as it is: a control but tab and line feed, or an invisible one. A surrogate pair counts by its
/// first unit.
bool isDeceptive(QStringView text, qsizetype at);

/// A bidirectional control, or a character that paints as nothing: zero-width ones, fillers, joiners, soft hyphens, variation selectors, tags
/// (Unicode's Default_Ignorable_Code_Point, format characters and line separators). Not what belongs to the character before it: an emoji's or ideograph's
/// presentation selector (Unicode's StandardizedVariants and emoji-variation-sequences), the joiner between two emoji.
bool isInvisible(QStringView text, qsizetype at);

/// "⟨U+202E⟩".
QString characterToken(char32_t c);

/// How many characters of UTF-8 text may be deceptive: never fewer than are. One look at each byte.
qsizetype countSuspects(QByteArrayView utf8);

/// The file's added lines that hold invisible characters, as indices into FilePatch::lines, the first `most` of them. A byte order mark where the file
/// begins is none.
std::vector<int> linesWithInvisibles(const FilePatch &file, std::size_t most);

} // namespace rijian
