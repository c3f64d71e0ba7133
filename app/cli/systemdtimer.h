#pragma once
// The user's systemd timer that starts `rijian-cli daily`.

#include "core/result.h"

#include <QString>
#include <QStringList>
#include <QTime>
#include <QTimeZone>

namespace rijian::cli {

struct TimerPlan {
    QString program;        ///< rijian-cli, absolute
    QStringList arguments;  ///< of it
    QTime at;
    QString zone; ///< as parseTimeZone() takes it
};

/// systemd's calendar knows names of zones alone: a fixed offset is told in UTC, which it stays for good.
Result<QString> onCalendar(const TimerPlan &plan);
QString serviceUnit(const TimerPlan &plan);
Result<QString> timerUnit(const TimerPlan &plan);
/// What to write into a crontab where there is no systemd.
QString crontabLines(const TimerPlan &plan);

/// Where the user's units are.
QString unitFolder();
inline constexpr QLatin1StringView timerName("rijian-daily.timer");
inline constexpr QLatin1StringView serviceName("rijian-daily.service");

/// Writes the units and switches the timer on. Unsupported: there is no systemd for this user; nothing is left behind then.
Result<void> installTimer(const TimerPlan &plan);
/// Removing what is not there is no error.
Result<void> removeTimer();

struct TimerStatus {
    bool installed = false;
    bool active = false;
    QString calendar; ///< the unit's OnCalendar
    QString next;     ///< in systemd's words; empty: not known
    bool lingers = true; ///< the user's timers run while nobody is logged in; true where that is not known
};
TimerStatus timerStatus();

} // namespace rijian::cli
