#pragma once

#include <QStringList>

namespace rijian::jobs {

/// The programming languages of these files by their names, most files first, at most `most`: those with a twentieth of the files or more. Documents,
/// data, and what lies in a folder of others' code ("vendor", "third_party", "node_modules") do not count.
QStringList languagesOf(const QStringList &paths, int most = 4);

} // namespace rijian::jobs
