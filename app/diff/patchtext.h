#pragma once
// A patch as git writes it, for the clipboard: `git apply` takes it. Thread-safe.

#include "core/patch.h"

namespace rijian::diff {

/// The header and the hunks that hold any of the lines [firstLine, lastLine). A patch that holds the whole file is written with all of it.
QByteArray unifiedPatch(const FilePatch &patch, std::size_t firstLine, std::size_t lastLine);

} // namespace rijian::diff
