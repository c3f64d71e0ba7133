#pragma once
// What a card names in backticks, found again in the commit's diff. Thread-safe: values only.

#include "core/patch.h"

#include <QSet>
#include <QStringList>

#include <stop_token>

namespace rijian::diff {

/// The texts between single backticks, each once, in their order: at most 200 of at most 200 characters, none over several lines.
QStringList codeSpans(QStringView markdown);

/// The file that a name means, by its path, its old path or the end of either after a slash; -1: none. Of several, the first.
int fileNamed(const CommitPatch &patch, QStringView name);

/// What to search the lines for: "open()" and "open(path)" mean "open" where lines do not hold them as they stand.
QString withoutCall(QStringView name);

/// Those of the names that are files of the commit or stand in its lines, with or without a call's brackets: whole words (standsAlone() of
/// diff/search.h), as a search for withoutCall() finds them. Case counts. Empty when stopped.
QSet<QString> occurring(const QStringList &names, const CommitPatch &patch, const std::stop_token &stop);

} // namespace rijian::diff
