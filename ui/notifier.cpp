#include "ui/notifier.h"

#include "core/text.h"
#include "jobs/jobkinds.h"
#include "ui/theme.h"

#include <QFileInfo>
#include <QSystemTrayIcon>

#include <utility>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

constexpr qint64 newsSeconds = 2 * 24 * 3600; // older commits are no news

} // namespace

Notifier::Notifier(jobs::Workspace &workspace, jobs::DailyRun &daily, QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_daily(daily)
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
    connect(&daily, &jobs::DailyRun::finished, this, &Notifier::onDaily);
    connect(&daily, &jobs::DailyRun::delivered, this, [this](const QList<jobs::DeliveryResult> &results) {
        int done = 0;
        for (const jobs::DeliveryResult &result : results) {
            if (!result.error)
                ++done;
            else if (m_delivered.size() < 3)
                m_delivered << oneLine(result.target.name, 40) + u": "_s + result.error->message;
        }
        if (done > 0)
            m_delivered.prepend(tr("Delivered to %n place(s).", nullptr, done));
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
    if (m_workspace.scheduler().running() > 0 || m_daily.isRunning()) {
        m_quiet.start();
        return;
    }
    QStringList lines;
    if (m_workspace.settings().notifyFailures && m_failed > 0)
        lines << tr("%n fetch(es) failed.", nullptr, m_failed);
    m_failed = 0;
    tellWithNews(!m_first, lines);
    m_first = false;
}

void Notifier::onDaily(const Result<jobs::ExportDone> &report)
{
    QStringList lines;
    if (!report)
        lines << report.error().message;
    else if (!report->file.isEmpty())
        lines << tr("The report %1 was written.").arg(QFileInfo(report->file).fileName());
    lines += std::exchange(m_delivered, {});
    if (m_workspace.settings().notifyFailures && m_failed > 0)
        lines << tr("%n fetch(es) failed.", nullptr, m_failed);
    m_failed = 0;
    m_first = false;
    tellWithNews(true, lines);
}

void Notifier::tellWithNews(bool news, const QStringList &lines)
{
    m_workspace.highToReview(QDateTime::currentSecsSinceEpoch() - newsSeconds).then(this, [this, news, lines](const Result<QList<CommitRow>> &high) {
        const QStringList fresh = takeNews(high.value_or(QList<CommitRow>{}));
        tell((news && m_workspace.settings().notifyHigh ? fresh : QStringList()) + lines);
    });
}

/// What was not told of yet; from now on it was.
QStringList Notifier::takeNews(const QList<CommitRow> &high)
{
    constexpr int mostLines = 3;
    QStringList lines;
    int fresh = 0;
    for (const CommitRow &row : high) {
        if (m_told.contains(row.sha))
            continue;
        m_told.insert(row.sha);
        if (++fresh <= mostLines)
            lines << u"🔴 "_s + tr("%1: %2").arg(oneLine(m_workspace.names().value(row.repository), 40), oneLine(row.subject(), 80));
    }
    if (fresh > mostLines)
        lines << tr("and %n more", nullptr, fresh - mostLines);
    return lines;
}

void Notifier::tell(const QStringList &lines)
{
    if (lines.isEmpty())
        return;
    Q_EMIT told(lines);
    if (m_tray)
        m_tray->showMessage(tr("Rijian"), lines.join(u'\n'), QSystemTrayIcon::Information);
}

} // namespace rijian::ui
