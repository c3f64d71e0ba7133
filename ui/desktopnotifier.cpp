#include "ui/desktopnotifier.h"

#include "jobs/desktopnotice.h"

#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QSystemTrayIcon>

using namespace Qt::StringLiterals;

namespace rijian::ui {

DesktopNotifier::DesktopNotifier(const QDBusConnection &bus, QSystemTrayIcon *tray, QObject *parent)
    : QObject(parent)
    , m_bus(bus)
    , m_tray(tray)
{
    m_bus.connect(u"org.freedesktop.Notifications"_s, u"/org/freedesktop/Notifications"_s, u"org.freedesktop.Notifications"_s, u"ActionInvoked"_s, this, SLOT(onAction(uint, QString)));
    if (m_tray)
        connect(m_tray, &QSystemTrayIcon::messageClicked, this, &DesktopNotifier::activated);
}

void DesktopNotifier::show(const QString &title, const QStringList &lines)
{
    const auto otherwise = [this, title, lines] {
        if (m_tray)
            m_tray->showMessage(title, lines.join(u'\n'), QSystemTrayIcon::Information);
    };
    if (!m_bus.isConnected()) {
        otherwise();
        return;
    }
    auto *answer = new QDBusPendingCallWatcher(m_bus.asyncCall(jobs::noticeCall(title, lines, {u"default"_s, tr("Show")}, m_number), 5'000), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer, otherwise] {
        answer->deleteLater();
        const QDBusPendingReply<uint> reply = *answer;
        if (reply.isError())
            otherwise();
        else
            m_number = reply.value();
    });
}

void DesktopNotifier::onAction(uint number, const QString &action)
{
    if (number == m_number && action == "default"_L1)
        Q_EMIT activated();
}

} // namespace rijian::ui
