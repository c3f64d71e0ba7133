#include "jobs/dailyrun.h"

#include "jobs/reporting.h"

#include <QDir>

namespace rijian::jobs {

bool isDailyRunDue(const Settings &settings, const QDateTime &nowInZone)
{
    return settings.daily && nowInZone.time() >= settings.dailyAt && settings.lastDaily != nowInZone.date().toString(Qt::ISODate);
}

DailyRun::DailyRun(Workspace &workspace, QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
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

void DailyRun::look()
{
    const QDateTime now = QDateTime::currentDateTimeUtc().toTimeZone(m_workspace.zone());
    if (m_running || !m_clock.isActive() || !isDailyRunDue(m_workspace.settings(), now))
        return;
    m_running = true;
    Settings settings = m_workspace.settings();
    settings.lastDaily = now.date().toString(Qt::ISODate);
    m_workspace.setSettings(settings); // first: a run that crashes the program must not do so again and again
    begin();
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
    m_running = false;
    if (m_failure && m_modelCards == 0)
        Q_EMIT finished(failure(m_failure->kind, tr("The daily run failed and no report was written. %1").arg(m_failure->message), m_failure->detail));
    else
        writeReport();
}

void DailyRun::writeReport()
{
    const Settings &settings = m_workspace.settings();
    if (!settings.dailyExport || settings.exportFolder.isEmpty()) {
        Q_EMIT finished(ExportDone{});
        return;
    }
    const QTimeZone zone = m_workspace.zone();
    const QDate before = QDateTime::currentDateTimeUtc().toTimeZone(zone).date().addDays(-1);
    ExportOptions options{.span = {before, before, zone}, .repositories = m_workspace.followedIds()};
    options.file = QDir(settings.exportFolder).filePath(reportFileName(options.span));
    m_workspace.exportReport(options).then(this, [this](const Result<ExportDone> &done) { Q_EMIT finished(done); });
}

} // namespace rijian::jobs
