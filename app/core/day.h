#pragma once
// The day: which span of time a report is about. A day belongs to a time zone; a span of days is half open in seconds.

#include "core/result.h"

#include <QDate>
#include <QDateTime>
#include <QString>
#include <QTimeZone>

namespace rijian {

/// The report's default zone; a setting and `--timezone` change it.
QTimeZone defaultTimeZone();

/// An IANA name ("Asia/Shanghai"), "UTC", "local" or an offset ("+08:00", "UTC+8").
Result<QTimeZone> parseTimeZone(const QString &text);

/// "2026-01-07", "today" or "yesterday" (of `now` in `zone`). A day that has not begun yet is a usage error.
Result<QDate> parseDate(const QString &text, const QTimeZone &zone, const QDateTime &now);

/// One or more whole days in a zone.
struct DaySpan {
    QDate first;
    QDate last; ///< inclusive
    QTimeZone zone;

    qint64 beginSeconds() const; ///< since 1970 UTC: the first day's start
    qint64 endSeconds() const;   ///< the start of the day after the last
    bool contains(qint64 seconds) const { return seconds >= beginSeconds() && seconds < endSeconds(); }
    /// "2026-01-07", or "2026-01-05 – 2026-01-07" for several.
    QString title() const;

    bool operator==(const DaySpan &) const = default;
};

/// "2026-01-07 17:56:44": how reports and tables write a time.
QString displayTime(qint64 seconds, const QTimeZone &zone);

} // namespace rijian
