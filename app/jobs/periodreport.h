#pragma once
// The digest of a week or a month, as Markdown, from the store alone.

#include "core/day.h"
#include "core/repository.h"
#include "core/result.h"

#include <QList>

namespace rijian::storage {
class Database;
}

namespace rijian::jobs {

enum class Period { Week, Month };

/// The week (from Monday on) or month that a day is in, as far as it has come: not beyond `today`.
DaySpan periodAround(Period period, const QDate &day, const QDate &today, const QTimeZone &zone);
/// The one before it: all of it, or of a period that goes on as many days as that has.
DaySpan periodBefore(Period period, const DaySpan &span, const QDate &today);

/// "每周更新摘要-2026-01-05_2026-01-11.md"
QString periodFileName(Period period, const DaySpan &span);

/// Its Markdown: counts beside those of the period before, repositories, days, 🔴 commits, the most changed folders, the most active authors, open
/// follow-ups. What comes from repositories stands in it as text. The same store gives the same bytes. Call it within Database::snapshot().
Result<QString> composePeriod(storage::Database &database, Period period, const DaySpan &span, const DaySpan &before, const QList<Repository> &repositories);

} // namespace rijian::jobs
