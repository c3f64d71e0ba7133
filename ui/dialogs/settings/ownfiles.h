#pragma once

#include "core/result.h"

#include <QString>

namespace rijian::ui {

/// Files that the program brings along and the user may put own ones in the place of: copies what `source` (a file or a folder, of the
/// resources) holds to `target`, where it is not there already. Nothing of the user's is replaced. Gives `target`. Any thread; blocks.
Result<QString> provideOwnFiles(const QString &source, const QString &target);

} // namespace rijian::ui
