#pragma once

#include "core/result.h"

#include <QString>

namespace rijian::jobs {

/// What a typed address is understood as, in a few words: "GitHub: owner/name", "Folder: /srv/a". May look at files: not for the
/// UI thread.
Result<QString> understandAddress(const QString &text);

} // namespace rijian::jobs
