#pragma once
// The keychain as dialogs see it: tests put their own in its place.

#include "core/keychain.h"

#include <functional>

namespace rijian::ui {

/// Both block, so they are called off the UI thread; both may be called from any thread.
struct SecretStore {
    std::function<Result<QString>(const QString &key)> read = readSecret;
    std::function<Result<void>(const QString &key, const QString &secret)> write = writeSecret;
};

} // namespace rijian::ui
