#pragma once
// Which encoding a file's bytes are in, found from the bytes alone, and the bytes as UTF-8. Values only, thread-safe. Linear; what is
// more than UTF-8's check looks at the first MiB alone.

#include <QByteArray>
#include <QByteArrayView>
#include <QLatin1StringView>
#include <QList>

#include <optional>

namespace rijian {

/// Unknown: no such side, binary content, or (as a wish) whatever the bytes look like.
/// Big5, EucKr and Windows1251 are never detected, only wished for.
enum class TextEncoding { Unknown, Utf8, Utf8Bom, Utf16Le, Utf16Be, Gb18030, ShiftJis, EucJp, Latin1, Big5, EucKr, Windows1251, Windows1252 };
inline constexpr TextEncoding lastTextEncoding = TextEncoding::Windows1252;

/// Git's rule: a NUL among the first 8,000 bytes.
bool looksBinary(QByteArrayView bytes);

/// A byte order mark decides, then: UTF-16 where the NULs stand on one side of the pairs only and the text holds no control characters;
/// UTF-8 where the bytes are valid, or nearly so beside many valid characters; EUC-JP and Shift-JIS where a fifth of the pairs are kana; GB18030 where
/// every high byte belongs to a pair and most are of GB2312; Windows-1252 where its quotes and dashes stand; Latin-1 for what is left. Unknown for binary content.
TextEncoding detectEncoding(QByteArrayView bytes);

/// UTF-16's mark goes (it is the encoding's), UTF-8's stays (git and compilers see it). What does not fit becomes U+FFFD. Bytes in UTF-8
/// or of Unknown encoding come back as they are.
QByteArray toUtf8(QByteArrayView bytes, TextEncoding encoding);

/// "UTF-16LE", for people and for settings; empty for Unknown.
QLatin1StringView encodingName(TextEncoding encoding);
std::optional<TextEncoding> encodingByName(QLatin1StringView name);

/// What a repository's text can be read as, whatever it looks like: the encodings that need a converter of their own, and UTF-8. Those that this
/// machine's Qt cannot decode are left out.
QList<TextEncoding> readableEncodings();

} // namespace rijian
