#include "jobs/dailyrun.h"

#include "core/text.h"
#include "jobs/jobkinds.h"

#include <algorithm>
#include <array>

using namespace std::chrono_literals;

namespace rijian::jobs {

namespace {

constexpr int mostTries = 5; // a run that crashes the program must not do so for ever
constexpr int mostPutOff = 8; // some six hours: then a host that is gone for good keeps the others waiting no longer
constexpr int mostPutOffForModel = 3; // one that answers nonsense costs each time
constexpr std::array<std::chrono::minutes, 4> pauses{5min, 15min, 30min, 60min};
constexpr std::array<std::chrono::minutes, 4> deliveryPauses{10min, 30min, 60min, 120min}; // then the next run goes on

/// The day whose time of day has passed last.
QDate lastScheduled(const Settings &settings, const QDateTime &nowInZone)
{
    return nowInZone.time() >= settings.dailyAt ? nowInZone.date() : nowInZone.date().addDays(-1);
}

} // namespace

bool isDailyRunDue(const Settings &settings, const QDateTime &nowInZone)
{
    if (!settings.daily)
        return false;
    const QDate scheduled = lastScheduled(settings, nowInZone);
    if (settings.dailyBegun == scheduled.toString(Qt::ISODate) && settings.dailyTries >= mostTries)
        return false;
    const QDate last = QDate::fromString(settings.lastDaily, Qt::ISODate);
    // Without a last one (or by a clock that was wrong), what comes before today was not missed.
    return last.isValid() && last <= nowInZone.date() ? scheduled > last : scheduled == nowInZone.date();
}

QDateTime nextDailyRun(const Settings &settings, const QDateTime &nowInZone)
{
    if (!settings.daily)
        return {};
    if (isDailyRunDue(settings, nowInZone))
        return nowInZone;
    const bool today = nowInZone.time() < settings.dailyAt && settings.lastDaily != nowInZone.date().toString(Qt::ISODate);
    return QDateTime(nowInZone.date().addDays(today ? 0 : 1), settings.dailyAt, nowInZone.timeZone(), QDateTime::TransitionResolution::RelativeToBefore);
}

DailyRun::DailyRun(Workspace &workspace, QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_desk(workspace.options().dataFolder)
{
    m_clock.setInterval(60'000);
    m_settle.setInterval(1'000);
    m_settle.setSingleShot(true);
    connect(&m_clock, &QTimer::timeout, this, &DailyRun::look);
    connect(&m_settle, &QTimer::timeout, this, &DailyRun::wait);
    connect(&workspace, &Workspace::settingsChanged, this, &DailyRun::look);
    connect(&workspace.scheduler(), &Scheduler::ended, this, &DailyRun::note);
}

void DailyRun::start()
{
    m_notBefore = {};
    m_deliverAt = QDateTime::currentDateTimeUtc(); // what the program left behind when it ended
    m_lateTries = 0;
    m_clock.start();
    look();
}

void DailyRun::look()
{
    const QDateTime now = QDateTime::currentDateTimeUtc().toTimeZone(m_workspace.zone());
    if (m_running || !m_clock.isActive())
        return;
    if (!isDailyRunDue(m_workspace.settings(), now) || (m_notBefore.isValid() && now < m_notBefore)) {
        if (m_deliverAt.isValid() && now >= m_deliverAt)
            deliverRest();
        return;
    }
    auto lock = RunLock::take(m_workspace.options().dataFolder, dailyLock);
    if (!lock)
        return; // the timer's program is at it: in a minute again
    m_lock = std::move(*lock);
    m_running = true;
    m_day = now.date();
    const QDate scheduled = lastScheduled(m_workspace.settings(), now);
    if (scheduled != m_scheduled)
        m_putOff = 0;
    m_scheduled = scheduled;
    Settings settings = m_workspace.settings();
    const QString word = scheduled.toString(Qt::ISODate);
    settings.dailyTries = settings.dailyBegun == word ? settings.dailyTries + 1 : 1;
    settings.dailyBegun = word;
    m_workspace.setSettings(settings);
    m_desk.beginDaily(m_day).then(this, [this](const Result<std::optional<QDate>> &first) {
        const QDate before = m_day.addDays(-1);
        if (!first || *first) {
            // Switched on just now, there is nothing to make up for.
            begin(first && !m_workspace.settings().lastDaily.isEmpty() ? **first : before);
        } else {
            noteDone();
            m_running = false;
            m_lock.reset();
        }
    });
}

/// A service that was away for an hour need not be waited for until tomorrow.
void DailyRun::deliverRest()
{
    m_deliverAt = {};
    if (!m_workspace.settings().dailyDeliver)
        return;
    m_desk.deliver({}).then(this, [this](const Result<QList<DeliveryResult>> &results) {
        if (!results)
            return;
        waitToDeliver(*results);
        QList<DeliveryResult> news = *results;
        news.removeIf([](const DeliveryResult &result) { return result.waits || (result.delivered == 0 && !result.error); });
        if (!news.isEmpty())
            Q_EMIT deliveredLate(news);
    });
}

void DailyRun::waitToDeliver(const QList<DeliveryResult> &results)
{
    const bool waits = std::ranges::any_of(results, &DeliveryResult::waits);
    if (waits && m_lateTries < deliveryPauses.size())
        m_deliverAt = QDateTime::currentDateTimeUtc().addDuration(deliveryPauses.at(m_lateTries++));
}

void DailyRun::noteDone()
{
    Settings settings = m_workspace.settings();
    settings.lastDaily = m_scheduled.toString(Qt::ISODate);
    settings.dailyTries = 0;
    m_putOff = 0;
    m_notBefore = {};
    m_workspace.setSettings(settings);
}

/// `first` to yesterday are reported.
void DailyRun::begin(const QDate &first)
{
    m_modelCards = m_reached = m_unreached = 0;
    m_digest.reset();
    m_lateTries = 0;
    m_failure.reset();
    m_days.clear();
    const QTimeZone zone = m_workspace.zone();
    for (QDate day = first; day < m_day; day = day.addDays(1))
        m_days.append({day, day, zone});
    m_workspace.scheduler().enqueue([span = DaySpan{first, m_day, zone}, repositories = repositories(), cards = m_workspace.settings().analyzeAfterFetch](storage::Database &) -> Result<QList<Job>> {
        QList<Job> jobs;
        for (const Repository &repository : repositories)
            jobs << fetchJob(repository, span, Background) << analyzeJob(repository, span, Background, cards);
        return jobs;
    }).then(this, [this] { m_settle.start(); });
}

QList<Repository> DailyRun::repositories() const
{
    QList<Repository> followed;
    for (const qint64 id : m_workspace.followedIds()) {
        if (const Repository *repository = m_workspace.repository(id))
            followed.append(*repository);
    }
    return followed;
}

/// Until nothing of the queue waits or runs.
void DailyRun::wait()
{
    m_workspace.jobs().then(this, [this](const Result<QList<Job>> &jobs) {
        const auto busy = [](const Job &job) { return job.state == JobState::Waiting || job.state == JobState::Running; };
        if (jobs && std::ranges::any_of(*jobs, busy))
            m_settle.start();
        else
            end();
    });
}

/// The rules' cards of repositories that are not shared say nothing about the model, a folder says nothing about the network.
void DailyRun::note(const JobEnd &end)
{
    if (!m_running)
        return;
    if (end.job.kind == fetchKind && !hostOf(end.job).isEmpty()) {
        m_reached += end.job.state == JobState::Done;
        m_unreached += end.job.state == JobState::Failed && end.error && end.error->kind == ErrorKind::Network;
    }
    if (isByRules(end.job))
        return;
    const Repository *repository = m_workspace.repository(end.job.repository);
    if (m_workspace.model().state != ModelInfo::State::Ready || !repository || !(repository->shared || m_workspace.settings().shareAll))
        return;
    m_modelCards += end.analysed + end.reused;
    if (end.failed > 0 && end.error && !m_failure)
        m_failure = end.error;
}

void DailyRun::end()
{
    if (m_reached == 0 && m_unreached > 0 && m_putOff < mostPutOff) {
        putOff({ErrorKind::Network, tr("The daily run was put off: no repository could be reached."), {}});
    } else if (m_failure && m_modelCards == 0) {
        const Error error{m_failure->kind, tr("The daily run failed and no report was written. %1").arg(m_failure->message), m_failure->detail};
        if (m_putOff < mostPutOffForModel)
            putOff(error);
        else
            conclude(std::unexpected(error), QList<DeliveryResult>());
    } else {
        writeReports();
    }
}

/// It is begun again after a while, and told of once.
void DailyRun::putOff(const Error &error)
{
    const auto pause = pauses.at(std::min<std::size_t>(std::size_t(m_putOff), pauses.size() - 1));
    m_notBefore = QDateTime::currentDateTimeUtc().addDuration(pause);
    const bool first = m_putOff++ == 0;
    Settings settings = m_workspace.settings();
    settings.dailyTries = 0; // it did not end the program
    m_workspace.setSettings(settings);
    m_desk.putOffDaily(m_day, oneLine(error.message, 500)).then(this, [this, first, error](const Result<void> &) {
        m_running = false;
        m_lock.reset();
        if (first)
            Q_EMIT finished(std::unexpected(error));
    });
}

void DailyRun::writeReports()
{
    const Settings &settings = m_workspace.settings();
    if (!settings.dailyExport || settings.exportFolder.isEmpty()) {
        deliver(ExportDone{});
        return;
    }
    QList<ReportRequest> days;
    for (const DaySpan &day : std::as_const(m_days))
        days.append({.span = day, .repositories = repositories(), .only = {}});
    m_desk.report(settings, days).then(this, [this](const Result<QStringList> &files) {
        deliver(files.transform([](const QStringList &written) { return ExportDone{.file = written.value(written.size() - 1)}; }));
    });
}

/// A report that could not be written keeps nobody from being told.
void DailyRun::deliver(const Result<ExportDone> &report)
{
    if (!m_workspace.settings().dailyDeliver) {
        conclude(report, QList<DeliveryResult>());
        return;
    }
    QList<DeliveryRequest> requests;
    for (const DaySpan &day : std::as_const(m_days))
        requests.append({.span = day, .repositories = repositories()});
    m_desk.deliver(requests).then(this, [this, report](const Result<QList<DeliveryResult>> &results) {
        if (!results && results.error().kind == ErrorKind::Busy)
            putOff(results.error()); // else nobody would deliver these days
        else
            conclude(report, results);
    });
}

void DailyRun::conclude(const Result<ExportDone> &report, const Result<QList<DeliveryResult>> &deliveries)
{
    QList<DeliveryResult> results = deliveries.value_or(QList<DeliveryResult>());
    if (!deliveries)
        results.append({.target = {.name = tr("Delivery")}, .error = deliveries.error()});
    const bool ok = report && std::ranges::none_of(results, [](const DeliveryResult &result) { return result.error.has_value(); });
    QStringList message;
    if (!report)
        message.append(report.error().message);
    else if (m_workspace.settings().dailyExport && m_workspace.settings().exportFolder.isEmpty())
        message.append(tr("No report was written: no folder is chosen for reports."));
    if (const QString summary = deliverySummary(results); !summary.isEmpty())
        message.append(summary);
    waitToDeliver(results);
    const DaySpan span{m_days.isEmpty() ? m_day : m_days.first().first, m_day.addDays(-1), m_workspace.zone()};
    m_desk.digest({.span = span, .repositories = repositories(), .only = {}}).then(this, [this, report](const Result<delivery::Digest> &digest) {
        if (report && digest)
            m_digest = *digest;
    });
    m_desk.endDaily(m_day, ok, oneLine(message.join(QLatin1Char(' ')), 500)).then(this, [this, report, results](const Result<void> &) {
        noteDone();
        m_running = false;
        m_lock.reset();
        if (!results.isEmpty())
            Q_EMIT delivered(results);
        Q_EMIT finished(report);
    });
}

} // namespace rijian::jobs
