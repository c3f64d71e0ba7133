#pragma once

#include "core/patch.h"

#include <QString>

namespace rijian::cli {

/// A patch as unified diff text, for reading. Lines are decoded as text; use git for a patch to apply.
QString patchText(const CommitPatch &patch);

} // namespace rijian::cli
