#pragma once
// Takes out of a text what looks like a secret, before it is sent anywhere.

#include <QString>

namespace rijian::analysis::llm {

/// Line by line, keeping the lines' shape: 〔已隐去：疑似密钥〕 stands where private keys, providers' tokens, passwords in addresses and assigned secrets were.
/// Checksums, commit ids and placeholders stay. Linear.
QString redacted(const QString &text);

} // namespace rijian::analysis::llm
