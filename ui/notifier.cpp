#include "ui/notifier.h"

#include "core/text.h"
#include "jobs/jobkinds.h"
#include "ui/theme.h"

#include <QFileInfo>
#include <QLocale>
#include <QMenu>
#include <QSystemTrayIcon>

#include <algorithm>
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
    , m_menu(std::make_unique<QMenu>())
{
    if (QSystemTrayIcon::isSystemTrayAvailable()) {
        m_tray = new QSystemTrayIcon(icon(u"view-calendar-list"_s), this);
        m_tray->setContextMenu(m_menu.get());
        m_tray->show();
        connect(m_tray, &QSystemTrayIcon::messageClicked, this, [this] {
            if (m_workspace.queueCounts().open > 0)
                Q_EMIT queueWanted();
            else
                Q_EMIT windowWanted();
        });
        connect(m_tray, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
            if (reason != QSystemTrayIcon::Context) // that opens the menu
                Q_EMIT windowWanted();
        });
        connect(&workspace, &jobs::Workspace::queueChanged, this, &Notifier::showCounts);
    }
    retranslate();
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(3'000);
    connect(&m_quiet, &QTimer::timeout, this, &Notifier::whenQuiet);
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

Notifier::~Notifier() = default;

void Notifier::retranslate()
{
    m_menu->clear();
    const auto add = [this](const QString &name, const QString &text, const QString &iconName, auto act) {
        QAction *action = m_menu->addAction(icon(iconName), text);
        action->setObjectName(name);
        connect(action, &QAction::triggered, this, act);
    };
    add(u"trayOpen"_s, tr("&Open Rijian"), u"view-calendar-list"_s, [this] { Q_EMIT windowWanted(); });
    add(u"trayQueue"_s, tr("&To-Do List"), u"view-list-text"_s, [this] { Q_EMIT queueWanted(); });
    add(u"trayFetch"_s, tr("&Fetch All"), u"view-refresh"_s, [this] { m_workspace.fetch(m_workspace.followedIds()); });
    m_menu->addSeparator();
    add(u"trayQuit"_s, tr("&Quit"), u"application-exit"_s, [this] { Q_EMIT quitWanted(); });
    showCounts(m_workspace.queueCounts());
}

void Notifier::showCounts(const QueueCounts &counts)
{
    if (m_tray) //: %n: commits in the to-do list
        m_tray->setToolTip(counts.open > 0 ? tr("Rijian 日鉴: %n to do", nullptr, counts.open) : u"Rijian 日鉴"_s);
}

/// Once: whoever has read it knows.
void Notifier::tellThatItGoesOn()
{
    if (!std::exchange(m_toldThatItGoesOn, true))
        tell({tr("Rijian keeps running in the notification area. Its menu there has Quit.")});
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
    tellWithNews(!m_first, lines, QDateTime::currentSecsSinceEpoch() - newsSeconds);
    m_first = false;
}

void Notifier::onDaily(const Result<jobs::ExportDone> &report)
{
    QStringList lines;
    if (!report)
        lines << report.error().message;
    else if (!report->file.isEmpty())
        lines << tr("The report %1 was written.").arg(QFileInfo(report->file).fileName());
    const QList<DaySpan> &days = m_daily.days();
    if (report && days.size() > 1)
        lines << tr("%n missed day(s) were made up for, from %1 on.", nullptr, int(days.size() - 1)).arg(QLocale().toString(days.first().first, QLocale::ShortFormat));
    lines += std::exchange(m_delivered, {});
    if (m_workspace.settings().notifyFailures && m_failed > 0)
        lines << tr("%n fetch(es) failed.", nullptr, m_failed);
    m_failed = 0;
    m_first = false;
    // What was committed on a day that was made up for is news, however long ago that was.
    const qint64 since = QDateTime::currentSecsSinceEpoch() - newsSeconds;
    tellWithNews(true, lines, report && !days.isEmpty() ? std::min(since, days.first().beginSeconds()) : since);
}

void Notifier::tellWithNews(bool news, const QStringList &lines, qint64 since)
{
    m_workspace.highToReview(since).then(this, [this, news, lines](const Result<QList<CommitRow>> &high) {
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
