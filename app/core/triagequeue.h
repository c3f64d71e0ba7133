#pragma once
// What is still to be dealt with: commits to review that matter, over days and repositories, and follow-ups whose day has come.

#include "core/card.h"

#include <QDate>

class QTimeZone;

namespace rijian {

struct Settings;

/// Which commits are in the queue.
struct QueueRange {
    Importance least = Importance::High;
    qint64 since = 0;      ///< committer time, seconds since 1970 UTC: what is older was let go
    qint64 todaySince = 0; ///< the same, of today's start in the user's zone: what is older was carried over
    QDate today;           ///< in the user's zone: follow-ups due by then are in the queue, too

    bool operator==(const QueueRange &) const = default;
};

/// The queue as the settings say, on this day of the user's zone.
QueueRange queueRange(const Settings &settings, const QTimeZone &zone, const QDate &today);

/// How much there is to do.
struct QueueCounts {
    int open = 0;      ///< commits in the queue, due follow-ups among them
    int high = 0;      ///< of these, 🔴 and 待看
    int earlier = 0;   ///< of the 🔴, from before today
    int followUps = 0; ///< commits to follow up, due or not
    int due = 0;       ///< of these, due today or before

    bool operator==(const QueueCounts &) const = default;
};

} // namespace rijian
