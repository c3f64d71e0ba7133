#pragma once
// Bytes of unknown origin to text, and text of unknown origin to something that can be shown.

#include <QByteArrayView>
#include <QString>
#include <QStringList>
#include <QStringView>

namespace rijian {

/// Decodes bytes by the name of an encoding as a commit's header gives it (empty: UTF-8). Bytes that do not fit
/// fall back to what the bytes look like: UTF-8, then GB18030 (all high bytes in pairs), then Latin-1. Never fails.
QString decodeText(QByteArrayView bytes, QByteArrayView encoding = {});

/// The text with control characters (but tab and line feed), bidirectional controls, zero-width characters and tag characters
/// written as visible tokens such as ⟨U+202E⟩: what comes from a repository must not steer a terminal or deceive a reader.
QString visibleControls(QStringView text);

/// One line for a terminal or a log: controls made visible, line ends and tabs as blanks, cut to `limit` characters with "…".
QString oneLine(QStringView text, qsizetype limit = 200);

/// The message's trailer keys that a report's table leaves out.
bool isSignature(QStringView line);

} // namespace rijian
