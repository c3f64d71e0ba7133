#include "ui/notifier.h"

#include "core/text.h"
#include "jobs/jobkinds.h"
#include "ui/theme.h"

#include <QFileInfo>
#include <QSystemTrayIcon>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

constexpr qint64 newsSeconds = 2 * 24 * 3600; // older commits are no news

} // namespace

Notifier::Notifier(jobs::Workspace &workspace, jobs::DailyRun &daily, QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
{
    if (QSystemTrayIcon::isSystemTrayAvailable()) {
        m_tray = new QSystemTrayIcon(icon(u"view-calendar-list"_s), this);
        m_tray->setToolTip(u"Rijian 日鉴"_s);
        m_tray->show();
        connect(m_tray, &QSystemTrayIcon::messageClicked, this, &Notifier::clicked);
        connect(m_tray, &QSystemTrayIcon::activated, this, &Notifier::clicked);
    }
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(3'000);
    connect(&m_quiet, &QTimer::timeout, this, &Notifier::whenQuiet);
    if (m_tray) {
        connect(&workspace, &jobs::Workspace::queueChanged, this, [this](const QueueCounts &counts) {
            m_tray->setToolTip(counts.high > 0 ? tr("Rijian 日鉴: %n to review", nullptr, counts.high) : u"Rijian 日鉴"_s);
        });
    }
    connect(&workspace.scheduler(), &jobs::Scheduler::ended, this, &Notifier::onEnded);
    connect(&daily, &jobs::DailyRun::finished, this, [this](const Result<jobs::ExportDone> &report) {
        if (!report)
            tell({report.error().message});
        else if (!report->file.isEmpty())
            tell({tr("The report %1 was written.").arg(QFileInfo(report->file).fileName())});
    });
    connect(&daily, &jobs::DailyRun::delivered, this, [this](const QList<jobs::DeliveryResult> &results) {
        QStringList failures;
        for (const jobs::DeliveryResult &result : results) {
            if (result.error && failures.size() < 3)
                failures << oneLine(result.target.name, 40) + u": "_s + result.error->message;
        }
        tell(failures);
    });
    m_quiet.start();
}

void Notifier::onEnded(const jobs::JobEnd &end)
{
    m_failed += end.job.kind == jobs::fetchKind && end.job.state == JobState::Failed;
    m_quiet.start();
}

void Notifier::whenQuiet()
{
    if (m_workspace.scheduler().running() > 0) {
        m_quiet.start();
        return;
    }
    m_workspace.highToReview(QDateTime::currentSecsSinceEpoch() - newsSeconds).then(this, [this](const Result<QList<CommitRow>> &rows) {
        QStringList lines;
        int fresh = 0;
        for (const CommitRow &row : rows.value_or(QList<CommitRow>{})) {
            if (m_told.contains(row.sha))
                continue;
            m_told.insert(row.sha);
            if (++fresh <= 3)
                lines << u"🔴 "_s + oneLine(m_workspace.names().value(row.repository), 40) + u": "_s + oneLine(row.subject(), 80);
        }
        if (fresh > 3)
            lines << tr("and %n more", nullptr, fresh - 3);
        const Settings &settings = m_workspace.settings();
        if (!settings.notifyHigh || m_first)
            lines.clear();
        if (settings.notifyFailures && m_failed > 0)
            lines << tr("%n fetch(es) failed.", nullptr, m_failed);
        m_failed = 0;
        m_first = false;
        tell(lines);
    });
}

void Notifier::tell(const QStringList &lines)
{
    if (m_tray && !lines.isEmpty())
        m_tray->showMessage(tr("Rijian"), lines.join(u'\n'), QSystemTrayIcon::Information);
}

} // namespace rijian::ui
