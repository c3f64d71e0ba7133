#pragma once

#include "core/result.h"
#include "report/document.h"

#include <QByteArray>

namespace rijian::report {

/// The daily report as docs/REPORT_FORMAT.md defines it: UTF-8, LF, ends with one empty line as each section does.
/// The same document gives the same bytes.
QByteArray writeMarkdown(const Document &document);

/// Writes a file so that it is there whole or, when anything fails, as it was before.
Result<void> saveFile(const QString &file, const QByteArray &bytes);

} // namespace rijian::report
