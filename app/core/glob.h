#pragma once

#include <QStringView>

namespace rijian {

/// Whether the whole of `text` is what `pattern` describes: `?` is any character but a slash, `*` any number of them, `**` any number of any. All else
/// stands for itself. In time that grows with the product of both lengths, whatever they hold.
bool globMatches(QStringView pattern, QStringView text, Qt::CaseSensitivity sensitivity = Qt::CaseSensitive);

/// Whether a file's path is what a pattern describes, as in .gitignore: without a slash (but at its end) it is the name of the file or of any folder above it;
/// with one it begins at the top. A folder stands for all that is in it, `**/` for any number of folders.
bool pathMatches(QStringView pattern, QStringView path);

} // namespace rijian
