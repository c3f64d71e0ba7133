#include "ui/notifier.h"

#include "core/text.h"
#include "jobs/jobkinds.h"
#include "ui/desktopnotifier.h"
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

Notifier::Notifier(jobs::Workspace &workspace, jobs::DailyRun &daily, QObject *parent, const QDBusConnection &bus)
    : QObject(parent)
    , m_workspace(workspace)
    , m_daily(daily)
    , m_menu(std::make_unique<QMenu>())
{
    if (QSystemTrayIcon::isSystemTrayAvailable()) {
        m_tray = new QSystemTrayIcon(icon(u"view-calendar-list"_s), this);
        m_tray->setContextMenu(m_menu.get());
        m_tray->show();
        connect(m_tray, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
            if (reason != QSystemTrayIcon::Context) // that opens the menu
                Q_EMIT windowWanted();
        });
        connect(&workspace, &jobs::Workspace::queueChanged, this, &Notifier::showCounts);
    }
    m_desktop = new DesktopNotifier(bus, m_tray, this);
    connect(m_desktop, &DesktopNotifier::activated, this, [this] {
        if (m_workspace.queueCounts().open > 0)
            Q_EMIT queueWanted();
        else
            Q_EMIT windowWanted();
    });
    retranslate();
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(3'000);
    connect(&m_quiet, &QTimer::timeout, this, &Notifier::whenQuiet);
    connect(&workspace.scheduler(), &jobs::Scheduler::ended, this, &Notifier::onEnded);
    connect(&daily, &jobs::DailyRun::finished, this, &Notifier::onDaily);
    connect(&daily, &jobs::DailyRun::delivered, this, [this](const QList<jobs::DeliveryResult> &results) { m_delivered = deliveryLines(results); });
    connect(&daily, &jobs::DailyRun::deliveredLate, this, [this](const QList<jobs::DeliveryResult> &results) { tell(tr("Rijian"), deliveryLines(results)); });
    // What is there at the start is no news; what the first fetch brings is.
    workspace.highToReview(QDateTime::currentSecsSinceEpoch() - newsSeconds).then(this, [this](const Result<QList<CommitRow>> &high) {
        takeNews(high.value_or(QList<CommitRow>{}));
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
        tell(tr("Rijian"), {tr("Rijian keeps running in the notification area. Its menu there has Quit.")});
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
    tellWithNews(tr("Rijian"), {}, 0, lines);
}

/// "Delivered to 2 places.", then why others were not reached.
QStringList Notifier::deliveryLines(const QList<jobs::DeliveryResult> &results)
{
    constexpr qsizetype mostFailures = 3;
    QStringList lines;
    int done = 0;
    for (const jobs::DeliveryResult &result : results) {
        if (!result.error)
            ++done;
        else if (lines.size() < mostFailures)
            lines << oneLine(result.target.name, 40) + u": "_s + result.error->message;
    }
    if (done > 0)
        lines.prepend(tr("Delivered to %n place(s).", nullptr, done));
    return lines;
}

void Notifier::onDaily(const Result<jobs::ExportDone> &report)
{
    QStringList lines;
    if (const int due = m_workspace.queueCounts().due; due > 0)
        lines << tr("%n follow-up(s) are due.", nullptr, due);
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
    QList<jobs::News> high;
    const std::optional<delivery::Digest> &digest = m_daily.digest();
    if (digest) { // with those that were told of when they came: it is the day's summary
        for (const delivery::DigestCommit &commit : digest->listed) {
            high.append({commit.repository, commit.subject});
            m_told.insert(commit.sha);
        }
    }
    tellWithNews(digest ? digest->title() : tr("Rijian"), high, digest ? high.size() + digest->unlisted : 0, lines);
}

void Notifier::tellWithNews(const QString &title, const QList<jobs::News> &high, qsizetype all, const QStringList &lines)
{
    m_workspace.highToReview(QDateTime::currentSecsSinceEpoch() - newsSeconds).then(this, [this, title, high, all, lines](const Result<QList<CommitRow>> &rows) {
        const QList<jobs::News> fresh = takeNews(rows.value_or(QList<CommitRow>{}));
        tell(title, (m_workspace.settings().notifyHigh ? jobs::newsLines(high + fresh, all + fresh.size()) : QStringList()) + lines);
        Q_EMIT lookedForNews();
    });
}

/// What was not told of yet; from now on it was.
QList<jobs::News> Notifier::takeNews(const QList<CommitRow> &high)
{
    QList<jobs::News> fresh;
    for (const CommitRow &row : high) {
        if (!m_told.contains(row.sha))
            fresh.append({m_workspace.names().value(row.repository), row.subject()});
        m_told.insert(row.sha);
    }
    return fresh;
}

void Notifier::tell(const QString &title, const QStringList &lines)
{
    if (lines.isEmpty())
        return;
    Q_EMIT told(lines, title);
    m_desktop->show(title, lines);
}

} // namespace rijian::ui
