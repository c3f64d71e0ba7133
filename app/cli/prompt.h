#pragma once

#include "git/credentials.h"

namespace rijian::cli {

/// The keychain, and where a person sits at the terminal, questions on it (answers are not echoed).
git::SecretSources terminalSecrets();

} // namespace rijian::cli
