#pragma once
// Where reports go: whether a file can be written, and a PDF without a window, printed by the desktop program that is installed beside this one.

#include "core/result.h"

#include <QString>

#include <stop_token>

namespace rijian::cli {

/// Says early what would otherwise fail after all the work. "-": stdout.
Result<void> checkOutput(const QString &file);

/// The program that prints. Unsupported: it is not installed.
Result<QString> findPrinter();

/// Prints an HTML page; returns the number of pages. The PDF is there whole or as it was before. Cancelled: `stop` was requested, and the program is gone.
Result<int> printPdf(const QString &program, const QString &page, const QString &pdf, const std::stop_token &stop);

} // namespace rijian::cli
