#include "cli/systemdtimer.h"

#include "core/day.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSaveFile>
#include <QStandardPaths>

#include <optional>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace rijian::cli {

namespace {

struct SystemdTimerText {
    Q_DECLARE_TR_FUNCTIONS(rijian::cli::SystemdTimer)
};

struct Ran {
    int code = -1;
    QString out;
    QString err;
};

Ran runTool(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForStarted(5'000) || !process.waitForFinished(30'000)) {
        process.kill();
        process.waitForFinished(1'000);
        return {};
    }
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, QString::fromUtf8(process.readAllStandardOutput()).trimmed(),
            QString::fromUtf8(process.readAllStandardError()).section(u'\n', 0, 0)};
}

Ran systemctl(const QStringList &arguments)
{
    return runTool(u"systemctl"_s, QStringList{u"--user"_s, u"--no-pager"_s} + arguments);
}

/// A word of ExecStart=: specifiers, variables and quotes have no power in it.
QString unitWord(const QString &text)
{
    QString word = text;
    word.replace(u'\\', "\\\\"_L1).replace(u'"', "\\\""_L1).replace(u'%', "%%"_L1).replace(u'$', "$$"_L1).replace(u'\n', "\\n"_L1);
    return u'"' + word + u'"';
}

QString shellWord(const QString &text)
{
    // % is a line's end in a crontab.
    return u'\'' + QString(text).replace(u'\'', "'\\''"_L1).replace(u'%', "\\%"_L1) + u'\'';
}

Result<void> write(const QString &file, const QString &text)
{
    QSaveFile save(file);
    if (!save.open(QIODevice::WriteOnly) || save.write(text.toUtf8()) < 0 || !save.commit())
        return failure(ErrorKind::Disk, SystemdTimerText::tr("%1 cannot be written: check the permissions.").arg(file), save.errorString());
    return {};
}

bool isNamed(const QTimeZone &zone)
{
    return zone.timeSpec() == Qt::TimeZone && !zone.id().startsWith("UTC+") && !zone.id().startsWith("UTC-");
}

} // namespace

QString unitFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + "/systemd/user"_L1;
}

Result<QString> onCalendar(const TimerPlan &plan)
{
    const QString daily = u"*-*-* %1"_s.arg(plan.at.toString(u"HH:mm:ss"_s));
    if (plan.zone == "local"_L1)
        return daily;
    const auto zone = parseTimeZone(plan.zone);
    if (!zone)
        return std::unexpected(zone.error());
    if (zone->id() == "UTC")
        return QString(daily + u" UTC"_s);
    if (isNamed(*zone))
        return QString(daily + u' ' + QString::fromLatin1(zone->id()));
    const int offset = zone->offsetFromUtc(QDateTime::currentDateTimeUtc());
    return u"*-*-* %1 UTC"_s.arg(plan.at.addSecs(-offset).toString(u"HH:mm:ss"_s));
}

QString serviceUnit(const TimerPlan &plan)
{
    QStringList words;
    for (const QString &word : QStringList{plan.program} + plan.arguments + QStringList{u"daily"_s})
        words.append(unitWord(word));
    // A user's manager knows nothing of the network: the run that could not reach anything (status 3) is begun again. 1 and 2: done but for some, and wrong words.
    return u"[Unit]\nDescription=Rijian: the daily report\nStartLimitIntervalSec=12h\nStartLimitBurst=8\n\n"
           "[Service]\nType=oneshot\nExecStart=%1\nNice=10\nTimeoutStartSec=6h\nRestart=on-failure\nRestartSec=15min\nRestartPreventExitStatus=1 2\n"_s.arg(words.join(u' '));
}

Result<QString> timerUnit(const TimerPlan &plan)
{
    return onCalendar(plan).transform([](const QString &calendar) {
        return u"[Unit]\nDescription=Rijian: the daily report\n\n[Timer]\nOnCalendar=%1\nPersistent=true\n\n[Install]\nWantedBy=timers.target\n"_s.arg(calendar);
    });
}

QString crontabLines(const TimerPlan &plan)
{
    QStringList words;
    for (const QString &word : QStringList{plan.program} + plan.arguments + QStringList{u"daily"_s})
        words.append(shellWord(word));
    QTime at = plan.at;
    QString zone;
    if (const auto parsed = parseTimeZone(plan.zone); parsed && plan.zone != "local"_L1) {
        const bool named = isNamed(*parsed) || parsed->id() == "UTC";
        zone = u"CRON_TZ=%1\n"_s.arg(named ? QString::fromLatin1(parsed->id()) : u"UTC"_s);
        if (!named)
            at = at.addSecs(-parsed->offsetFromUtc(QDateTime::currentDateTimeUtc()));
    }
    return zone + u"%1 %2 * * * %3"_s.arg(at.minute()).arg(at.hour()).arg(words.join(u' '));
}

Result<void> installTimer(const TimerPlan &plan)
{
    const auto timer = timerUnit(plan);
    if (!timer)
        return std::unexpected(timer.error());
    if (QStandardPaths::findExecutable(u"systemctl"_s).isEmpty())
        return failure(ErrorKind::Unsupported, SystemdTimerText::tr("There is no systemd here."));
    // A manager that runs answers with its state, be it "degraded".
    if (const Ran running = systemctl({u"is-system-running"_s}); running.out.isEmpty() || running.out == "offline"_L1 || running.out == "unknown"_L1)
        return failure(ErrorKind::Unsupported, SystemdTimerText::tr("systemd does not run for this user."), running.err);
    const QString folder = unitFolder();
    if (!QDir().mkpath(folder))
        return failure(ErrorKind::Disk, SystemdTimerText::tr("The folder %1 cannot be created: check the permissions.").arg(folder));
    for (const auto &[name, text] : {std::pair(QString(serviceName), serviceUnit(plan)), std::pair(QString(timerName), *timer)}) {
        if (auto written = write(folder + u'/' + name, text); !written)
            return written;
    }
    for (const QStringList &step : {QStringList{u"daemon-reload"_s}, QStringList{u"enable"_s, u"--now"_s, QString(timerName)}, QStringList{u"restart"_s, QString(timerName)}}) {
        if (const Ran ran = systemctl(step); ran.code != 0)
            return failure(ErrorKind::Internal, SystemdTimerText::tr("systemd did not take the timer: %1").arg(ran.err), ran.err);
    }
    return {};
}

Result<void> removeTimer()
{
    const bool there = QFile::exists(unitFolder() + u'/' + timerName);
    if (there && !QStandardPaths::findExecutable(u"systemctl"_s).isEmpty())
        systemctl({u"disable"_s, u"--now"_s, QString(timerName)}); // without a manager the files are all there is
    for (const QLatin1StringView name : {timerName, serviceName}) {
        const QString file = unitFolder() + u'/' + name;
        if (QFile::exists(file) && !QFile::remove(file))
            return failure(ErrorKind::Disk, SystemdTimerText::tr("%1 cannot be removed: check the permissions.").arg(file));
    }
    if (there && !QStandardPaths::findExecutable(u"systemctl"_s).isEmpty())
        systemctl({u"daemon-reload"_s});
    return {};
}

TimerStatus timerStatus()
{
    TimerStatus status;
    QFile file(unitFolder() + u'/' + timerName);
    status.installed = file.open(QIODevice::ReadOnly);
    if (!status.installed)
        return status;
    for (const QString &line : QString::fromUtf8(file.read(10'000)).split(u'\n')) {
        if (line.startsWith("OnCalendar="_L1))
            status.calendar = line.sliced(11);
    }
    if (QStandardPaths::findExecutable(u"systemctl"_s).isEmpty())
        return status;
    status.active = systemctl({u"is-active"_s, QString(timerName)}).out == "active"_L1;
    status.lingers = runTool(u"loginctl"_s, {u"show-user"_s, QString::number(getuid()), u"--property=Linger"_s, u"--value"_s}).out != "no"_L1;
    status.next = systemctl({u"show"_s, QString(timerName), u"--property=NextElapseUSecRealtime"_s, u"--value"_s}).out;
    return status;
}

} // namespace rijian::cli
