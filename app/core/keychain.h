#pragma once

#include "core/result.h"

#include <QString>

namespace rijian {

/// A secret from the system's keychain (service "rijian"), e.g. "git:github.com". Blocks until the keychain answers, a few
/// seconds at most; not for the UI thread. NotFound: no such entry, or no keychain in this session.
Result<QString> readSecret(const QString &key);

/// Keeps a secret there; an empty one is removed.
Result<void> writeSecret(const QString &key, const QString &secret);

} // namespace rijian
