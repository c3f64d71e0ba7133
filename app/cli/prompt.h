#pragma once

#include "git/credentials.h"

namespace rijian::cli {

/// The keychain, and where a person sits at the terminal, questions on it (answers are not echoed).
git::SecretSources terminalSecrets();

/// A secret such as a model's key: asked for by `question` at the terminal without echo, else the first line of stdin. Usage when there is none.
Result<QString> readHidden(const QString &question);

/// A token for a host: asked for at the terminal without echo, else the first line of stdin. Usage when there is none.
Result<QString> readToken(const QString &host);

} // namespace rijian::cli
