#include "core/triagequeue.h"

#include "core/settings.h"

#include <QTimeZone>

namespace rijian {

QueueRange queueRange(const Settings &settings, const QTimeZone &zone, const QDate &today)
{
    return {.least = static_cast<Importance>(settings.queueLeast), .since = today.addDays(1 - settings.queueDays).startOfDay(zone).toSecsSinceEpoch(),
            .todaySince = today.startOfDay(zone).toSecsSinceEpoch(), .today = today};
}

} // namespace rijian
