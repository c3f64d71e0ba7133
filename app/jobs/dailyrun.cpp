#include "jobs/dailyrun.h"

#include "core/text.h"
#include "jobs/reporting.h"

#include <QDir>

#include <algorithm>

namespace rijian::jobs {

bool isDailyRunDue(const Settings &settings, const QDateTime &nowInZone)
{
    return settings.daily && nowInZone.time() >= settings.dailyAt && settings.lastDaily != nowInZone.date().toString(Qt::ISODate);
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
    m_clock.start();
    look();
}

QDate DailyRun::today() const
{
    return QDateTime::currentDateTimeUtc().toTimeZone(m_workspace.zone()).date();
}

void DailyRun::look()
{
    const QDateTime now = QDateTime::currentDateTimeUtc().toTimeZone(m_workspace.zone());
    if (m_running || !m_clock.isActive() || !isDailyRunDue(m_workspace.settings(), now))
        return;
    auto lock = RunLock::take(m_workspace.options().dataFolder, dailyLock);
    if (!lock)
        return; // the timer's program is at it: in a minute again
    m_lock = std::move(*lock);
    m_running = true;
    m_day = now.date();
    Settings settings = m_workspace.settings();
    settings.lastDaily = m_day.toString(Qt::ISODate);
    m_workspace.setSettings(settings); // first: a run that crashes the program must not do so again and again
    m_desk.beginDaily(m_day).then(this, [this](const Result<bool> &mine) {
        if (mine.value_or(true)) {
            begin();
        } else {
            m_running = false;
            m_lock.reset();
        }
    });
}

void DailyRun::begin()
{
    m_modelCards = 0;
    m_failure.reset();
    m_workspace.fetchRecent(m_workspace.followedIds());
    m_settle.start();
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

/// The rules' cards of repositories that are not shared say nothing about the model.
void DailyRun::note(const JobEnd &end)
{
    const Repository *repository = m_workspace.repository(end.job.repository);
    const bool model = m_workspace.model().state == ModelInfo::State::Ready && repository && (repository->shared || m_workspace.settings().shareAll);
    if (!m_running || !model)
        return;
    m_modelCards += end.analysed;
    if (end.failed > 0 && end.error && !m_failure)
        m_failure = end.error;
}

void DailyRun::end()
{
    if (m_failure && m_modelCards == 0)
        conclude(failure(m_failure->kind, tr("The daily run failed and no report was written. %1").arg(m_failure->message), m_failure->detail), QList<DeliveryResult>());
    else
        writeReport();
}

void DailyRun::writeReport()
{
    const Settings &settings = m_workspace.settings();
    if (!settings.dailyExport || settings.exportFolder.isEmpty()) {
        deliver(ExportDone{});
        return;
    }
    const QTimeZone zone = m_workspace.zone();
    const QDate before = today().addDays(-1);
    ExportOptions options{.span = {before, before, zone}, .repositories = m_workspace.followedIds()};
    options.file = QDir(settings.exportFolder).filePath(reportFileName(options.span));
    m_workspace.exportReport(options).then(this, [this](const Result<ExportDone> &done) { deliver(done); });
}

/// A report that could not be written keeps nobody from being told.
void DailyRun::deliver(const Result<ExportDone> &report)
{
    if (!m_workspace.settings().dailyDeliver) {
        conclude(report, QList<DeliveryResult>());
        return;
    }
    const QDate before = today().addDays(-1);
    DeliveryRequest request{.span = {before, before, m_workspace.zone()}};
    for (const qint64 id : m_workspace.followedIds()) {
        if (const Repository *repository = m_workspace.repository(id))
            request.repositories.append(*repository);
    }
    m_desk.deliver(request).then(this, [this, report](const Result<QList<DeliveryResult>> &results) { conclude(report, results); });
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
    if (const QString summary = deliverySummary(results); !summary.isEmpty())
        message.append(summary);
    m_desk.endDaily(m_day, ok, oneLine(message.join(QLatin1Char(' ')), 500)).then(this, [this, report, results](const Result<void> &) {
        m_running = false;
        m_lock.reset();
        if (!results.isEmpty())
            Q_EMIT delivered(results);
        Q_EMIT finished(report);
    });
}

} // namespace rijian::jobs
