// `daily`, which a timer starts, and `schedule`, which sets the timer.

#include "cli/commands.h"
#include "cli/json.h"
#include "cli/systemdtimer.h"
#include "core/text.h"
#include "delivery/digest.h"
#include "jobs/dailyreport.h"
#include "jobs/dailyrun.h"
#include "jobs/desktopnotice.h"
#include "jobs/jobkinds.h"
#include "storage/dailystore.h"
#include "storage/settingsstore.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace rijian::cli {

namespace {

struct DailyCommandsText {
    Q_DECLARE_TR_FUNCTIONS(rijian::cli::DailyCommands)
};

/// Where the daily run's reports go, or what to do about it.
QString folderLine(const Settings &settings)
{
    if (settings.exportFolder.isEmpty())
        return DailyCommandsText::tr("No reports are written: no folder was chosen for them. “rijian-cli schedule install -o FOLDER” chooses one.");
    return DailyCommandsText::tr("The reports go to %1.").arg(settings.exportFolder);
}

/// To all targets that are on; none where the daily run is not to deliver. Without requests what is left of earlier runs.
Result<QList<jobs::DeliveryResult>> deliverAll(Session &session, const Settings &settings, const QList<jobs::DeliveryRequest> &requests)
{
    const auto targets = storage::DeliveryStore(*session.database).enabledTargets();
    if (!targets)
        return std::unexpected(targets.error());
    if (!settings.dailyDeliver || targets->isEmpty())
        return QList<jobs::DeliveryResult>();
    return jobs::Delivering(*session.database, session.options.dataFolder, {}, session.stop).deliver(*targets, requests, jobs::deliveryPatience);
}

/// One day's run: fetch and analyse, report, deliver, tell. Days that were missed are reported with yesterday, each by itself.
class Daily
{
public:
    Daily(Session &session, Settings settings, const QDate &first, const QDate &today, const QTimeZone &zone)
        : m_session(session)
        , m_settings(std::move(settings))
        , m_reported{first, today.addDays(-1), zone}
        , m_fetched{first, today, zone}
    {
    }

    void run()
    {
        const auto ready = m_session.prepareAnalyzers();
        const auto repositories = ready ? m_session.repositories(false) : std::unexpected(ready.error());
        if (!repositories) {
            fail(repositories.error());
            return;
        }
        m_repositories = *repositories;
        for (const Repository &repository : m_repositories) {
            if (m_session.stop.stop_requested())
                return;
            bring(repository);
        }
        // After a week a host, or a model, that is gone for good keeps the others waiting no longer.
        const bool mayWait = m_fetched.first.daysTo(m_fetched.last) < storage::DailyStore::mostDays;
        if (m_reached == 0 && m_unreached > 0 && mayWait) {
            putOff({ErrorKind::Network, DailyCommandsText::tr("No repository could be reached, so no report was written or delivered; the next run does it."), {}});
            return;
        }
        if (m_outage && m_modelCards == 0 && mayWait) {
            putOff({m_outage->kind, DailyCommandsText::tr("The model made no card at all, so no report was written or delivered; the next run does it."), {}});
            return;
        }
        report();
        deliver();
        summarise();
    }

    /// The day's work is still to be done.
    bool isPutOff() const { return m_isPutOff; }
    /// A delivery could not be sent now and may be later.
    bool waits() const { return m_waits; }
    QString message() const { return m_lines.join(u' '); }
    const QString &title() const { return m_title; }
    const QStringList &lines() const { return m_lines; }

private:
    void fail(const Error &error, const QString &context = {})
    {
        m_session.fail(error, context);
        m_lines.append(context.isEmpty() ? error.message : QString(context + u": "_s + error.message));
    }

    void putOff(const Error &error)
    {
        fail(error);
        m_isPutOff = true;
    }

    void bring(const Repository &repository)
    {
        if (!m_session.options.offline) {
            const auto fetched = m_session.pipeline->fetch(repository, m_fetched);
            if (!jobs::hostOf(jobs::fetchJob(repository, m_fetched, 0)).isEmpty()) { // a folder says nothing about the network
                m_reached += fetched.has_value();
                m_unreached += !fetched && fetched.error().kind == ErrorKind::Network;
            }
            if (!fetched) {
                fail(fetched.error(), repository.name);
                if (fetched.error().kind == ErrorKind::Cancelled || !m_session.pipeline->isFetched(repository))
                    return;
            }
        }
        // A model that cannot be used at all (its key is not to be had) keeps no commit from being listed.
        const auto wanted = m_session.analyzerFor(repository);
        if (!wanted) {
            fail(wanted.error(), repository.name);
            m_outage = m_outage ? m_outage : wanted.error();
        }
        const analysis::Analyzer *analyzer = wanted ? *wanted : &m_session.rules();
        const auto day = m_session.pipeline->list(repository, m_fetched, analyzer, false);
        if (!day) {
            fail(day.error(), repository.name);
            return;
        }
        for (const jobs::Shortfall &shortfall : day->shortfalls)
            m_session.fail(shortfall.error, repository.name);
        if (analyzer != &m_session.rules()) {
            m_modelCards += day->analysed + day->reused;
            if (day->failed > 0 && !m_outage)
                m_outage = day->outage ? *day->outage : Error{ErrorKind::BadData, day->failure, {}};
        }
        m_session.succeed();
        m_session.concludeModel(repository, *day);
    }

    template<typename What>
    QList<What> eachDay() const
    {
        QList<What> days;
        for (QDate day = m_reported.first; day <= m_reported.last; day = day.addDays(1))
            days.append(What{.span = {day, day, m_reported.zone}, .repositories = m_repositories});
        return days;
    }

    void report()
    {
        if (!m_settings.dailyExport)
            return;
        if (m_settings.exportFolder.isEmpty()) {
            m_session.console.say(folderLine(m_settings));
            return;
        }
        for (const jobs::ReportRequest &day : eachDay<jobs::ReportRequest>()) {
            const auto file = jobs::saveDailyReport(*m_session.database, m_session.options.dataFolder, m_settings, day, m_session.stop);
            if (!file)
                fail(file.error());
            else if (file->isEmpty())
                m_session.console.say(DailyCommandsText::tr("There are no commits to report on %1.").arg(day.span.title()));
            else
                m_session.console.say(DailyCommandsText::tr("The report %1 was written.").arg(*file));
        }
    }

    void deliver()
    {
        const auto results = deliverAll(m_session, m_settings, eachDay<jobs::DeliveryRequest>());
        if (!results) {
            if (results.error().kind == ErrorKind::Busy)
                putOff(results.error()); // else nobody would deliver these days
            else
                fail(results.error());
            return;
        }
        for (const jobs::DeliveryResult &result : *results) {
            m_waits |= result.waits;
            if (result.error)
                fail(*result.error, result.target.name);
            else
                m_session.console.say(result.target.name + u": "_s + result.note);
        }
    }

    /// 🔴 first, then what went wrong.
    void summarise()
    {
        const auto digest = jobs::digestOf(*m_session.database, {.span = m_reported, .repositories = m_repositories}, Importance::High);
        if (!digest)
            return;
        m_title = digest->title();
        QList<jobs::News> high;
        for (const delivery::DigestCommit &commit : digest->listed)
            high.append({commit.repository, commit.subject});
        m_lines = jobs::newsLines(high, high.size() + digest->unlisted) + m_lines;
    }

    Session &m_session;
    Settings m_settings;
    DaySpan m_reported;
    DaySpan m_fetched;
    QList<Repository> m_repositories;
    int m_reached = 0;   ///< repositories of a host
    int m_unreached = 0; ///< for the network's sake
    int m_modelCards = 0;
    bool m_isPutOff = false;
    bool m_waits = false;
    std::optional<Error> m_outage;
    QString m_title;
    QStringList m_lines;
};

void tellDesktop(const Daily &daily)
{
    if (!daily.title().isEmpty() || !daily.lines().isEmpty())
        jobs::notifyDesktop(daily.title().isEmpty() ? DailyCommandsText::tr("Rijian") : daily.title(), daily.lines().first(std::min<qsizetype>(daily.lines().size(), 6)));
}

/// Under the lock of the daily run.
ExitStatus runDay(Session &session, const Settings &settings, const QDate &today, const QTimeZone &zone)
{
    storage::DailyStore store(*session.database);
    const auto first = store.firstToReport(today);
    const auto last = first ? store.last() : std::unexpected(first.error());
    const auto begun = last ? store.begin(today, QDateTime::currentDateTimeUtc()) : std::unexpected(last.error());
    if (!begun)
        return failed(session, begun.error());
    Daily daily(session, settings, *first, today, zone);
    daily.run();
    if (session.stop.stop_requested())
        return Interrupted; // not ended: the next start does the rest
    const QString message = oneLine(daily.message(), 500);
    if (daily.isPutOff()) {
        if (const auto noted = store.putOff(today, message); !noted)
            session.fail(noted.error());
        if (!*last || (*last)->day != today || (*last)->message.isEmpty()) // each is told of once
            tellDesktop(daily);
        return Failed;
    }
    if (const auto ended = store.end(today, session.exitStatus() == AllDone, message, QDateTime::currentDateTimeUtc()); !ended)
        session.fail(ended.error());
    tellDesktop(daily);
    return daily.waits() ? Failed : session.exitStatus();
}

/// What the day's run could not deliver. Failed while something still waits: the timer's service comes again.
ExitStatus deliverRest(Session &session, const Settings &settings, const QDate &today)
{
    const auto results = deliverAll(session, settings, {});
    if (!results)
        return failed(session, results.error());
    bool any = false;
    bool waits = false;
    for (const jobs::DeliveryResult &result : *results) {
        any |= result.parts > 0 || result.error;
        waits |= result.waits;
        if (result.error)
            session.fail(*result.error, result.target.name);
        else if (result.parts > 0)
            session.console.say(result.target.name + u": "_s + result.note);
    }
    if (!any)
        session.console.say(DailyCommandsText::tr("The run of %1 is done; --again runs it again.").arg(today.toString(Qt::ISODate)));
    return waits ? Failed : session.exitStatus();
}

/// `-o FOLDER`: where the daily reports go from now on.
Result<void> keepFolder(Session &session, Settings &settings)
{
    const QString folder = session.options.output;
    if (folder == "-"_L1)
        return failure(ErrorKind::Usage, DailyCommandsText::tr("-o needs a folder here."));
    const QString path = QDir(folder).absolutePath();
    if (!QDir().mkpath(path))
        return failure(ErrorKind::Disk, DailyCommandsText::tr("The folder %1 cannot be created: check the permissions.").arg(path));
    const Settings before = settings;
    settings.exportFolder = path;
    settings.dailyExport = true;
    return storage::SettingsStore(*session.database).save(settings, before);
}

QString lingerAdvice()
{
    return DailyCommandsText::tr("It runs only while you are logged in: “loginctl enable-linger” lets it run always.");
}

ExitStatus installSchedule(Session &session, const TimerPlan &plan, const Settings &before)
{
    if (const auto installed = installTimer(plan); !installed) {
        Error error = installed.error();
        if (error.kind == ErrorKind::Unsupported) {
            session.console.result((crontabLines(plan) + u'\n').toUtf8());
            error.message = DailyCommandsText::tr("%1 Write these lines into your crontab (crontab -e) instead.").arg(error.message);
        }
        return failed(session, error);
    }
    Settings settings = before;
    settings.dailyAt = plan.at;
    if (const auto saved = storage::SettingsStore(*session.database).save(settings, before); !saved)
        return failed(session, saved.error());
    session.console.say(DailyCommandsText::tr("The daily run is scheduled: %1").arg(onCalendar(plan).value_or(QString())));
    if (settings.dailyExport)
        session.console.say(folderLine(settings));
    if (!timerStatus().lingers)
        session.console.say(lingerAdvice());
    return AllDone;
}

ExitStatus showSchedule(Session &session, const Settings &settings)
{
    const TimerStatus timer = timerStatus();
    const auto last = storage::DailyStore(*session.database).last();
    if (!last)
        return failed(session, last.error());
    const bool writes = settings.dailyExport && !settings.exportFolder.isEmpty();
    QJsonObject object{{u"folder"_s, writes ? QJsonValue(settings.exportFolder) : QJsonValue()}, {u"installed"_s, timer.installed}, {u"active"_s, timer.active}, {u"calendar"_s, timer.calendar}, {u"next"_s, timer.next}, {u"lingers"_s, timer.lingers}, {u"last"_s, QJsonValue()}};
    QStringList lines;
    if (!timer.installed)
        lines.append(DailyCommandsText::tr("No timer is installed: “rijian-cli schedule install” does so."));
    else if (timer.active)
        lines.append(DailyCommandsText::tr("The timer is on: %1. Next: %2").arg(timer.calendar, timer.next.isEmpty() ? DailyCommandsText::tr("not known") : timer.next));
    else
        lines.append(DailyCommandsText::tr("The timer is installed, but off: %1. “rijian-cli schedule install” switches it on.").arg(timer.calendar));
    if (timer.installed && !timer.lingers)
        lines.append(lingerAdvice());
    if (settings.dailyExport)
        lines.append(folderLine(settings));
    if (*last) {
        const storage::DailyRecord &run = **last;
        object[u"last"_s] = QJsonObject{{u"day"_s, run.day.toString(Qt::ISODate)}, {u"begun"_s, run.begunAt.toString(Qt::ISODate)},
                                        {u"ended"_s, run.endedAt.isValid() ? QJsonValue(run.endedAt.toString(Qt::ISODate)) : QJsonValue()}, {u"ok"_s, run.ok}, {u"message"_s, run.message}};
        const QString how = !run.endedAt.isValid() ? DailyCommandsText::tr("not finished") : run.ok ? DailyCommandsText::tr("all done") : DailyCommandsText::tr("not all done");
        lines.append(DailyCommandsText::tr("Last run: %1, %2. %3").arg(run.begunAt.toLocalTime().toString(u"yyyy-MM-dd HH:mm"_s), how, run.message).trimmed());
    } else {
        lines.append(DailyCommandsText::tr("There was no daily run yet."));
    }
    session.console.result(session.options.json ? printed(object) : (lines.join(u'\n') + u'\n').toUtf8());
    return AllDone;
}

} // namespace

ExitStatus runDaily(Session &session)
{
    const auto lock = jobs::RunLock::take(session.options.dataFolder, jobs::dailyLock);
    if (!lock && lock.error().kind == ErrorKind::Busy) {
        session.console.say(DailyCommandsText::tr("Another program is doing the daily run; it is not repeated."));
        return AllDone;
    }
    auto settings = lock ? session.settings() : std::unexpected(lock.error());
    if (!settings)
        return failed(session, settings.error());
    const QTimeZone zone = session.options.zone;
    const QDate today = QDateTime::currentDateTimeUtc().toTimeZone(zone).date();
    storage::DailyStore store(*session.database);
    const auto done = store.isDone(today);
    if (!done)
        return failed(session, done.error());
    if (*done && !session.options.again)
        return deliverRest(session, *settings, today);
    return runDay(session, *settings, today, zone);
}

ExitStatus runSchedule(Session &session)
{
    auto settings = storage::SettingsStore(*session.database).load();
    if (!settings)
        return failed(session, settings.error());
    const QString verb = session.options.arguments.value(0, u"status"_s);
    if (verb == "status"_L1)
        return showSchedule(session, *settings);
    if (verb == "remove"_L1) {
        if (const auto removed = removeTimer(); !removed)
            return failed(session, removed.error());
        session.console.say(DailyCommandsText::tr("No timer starts the daily run any more."));
        return AllDone;
    }
    if (verb != "install"_L1)
        return failed(session, {ErrorKind::Usage, DailyCommandsText::tr("“schedule” needs one of: install, remove, status."), {}});
    const QString at = session.options.words.value(u"at"_s);
    TimerPlan plan{.program = QFileInfo(QCoreApplication::applicationFilePath()).canonicalFilePath(), .at = at.isEmpty() ? settings->dailyAt : QTime::fromString(at, u"HH:mm"_s),
                   .zone = session.options.words.value(u"timezone"_s, settings->timeZone)};
    if (!plan.at.isValid())
        return failed(session, {ErrorKind::Usage, DailyCommandsText::tr("--at is a time of day such as 08:30."), {}});
    if (!session.options.output.isEmpty()) {
        if (const auto kept = keepFolder(session, *settings); !kept)
            return failed(session, kept.error());
    }
    plan.arguments = {u"--data-dir"_s, session.options.dataFolder};
    if (session.options.words.contains(u"timezone"_s))
        plan.arguments << u"--timezone"_s << session.options.words.value(u"timezone"_s);
    return installSchedule(session, plan, *settings);
}

} // namespace rijian::cli
