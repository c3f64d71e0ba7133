#pragma once

#include "core/patch.h"

namespace rijian {

/// By what a file's tick is kept: its path. Where git's bytes are not UTF-8, several may read alike: those are percent-escaped behind a slash, with which
/// no path in git begins.
inline QString viewedKey(const FilePatch &file)
{
    const QByteArray &raw = file.change.status == FileStatus::Deleted ? file.oldSide.path : file.newSide.path;
    return raw.isEmpty() ? file.change.path : QString(QLatin1Char('/') + QString::fromLatin1(raw.toPercentEncoding("/")));
}

} // namespace rijian
