#include "jobs/desktopnotice.h"

#include <QDBusConnection>
#include <QVariantMap>

using namespace Qt::StringLiterals;

namespace rijian::jobs {

QDBusMessage noticeCall(const QString &title, const QStringList &lines, const QStringList &actions, uint replaces)
{
    QDBusMessage call = QDBusMessage::createMethodCall(u"org.freedesktop.Notifications"_s, u"/org/freedesktop/Notifications"_s, u"org.freedesktop.Notifications"_s, u"Notify"_s);
    // The body may be markup for some servers.
    call.setArguments({u"Rijian"_s, replaces, u"view-calendar-list"_s, title, lines.join(u'\n').toHtmlEscaped(), actions, QVariantMap(), -1});
    return call;
}

bool notifyDesktop(const QString &title, const QStringList &lines)
{
    if (qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS"))
        return false;
    const QDBusConnection bus = QDBusConnection::sessionBus();
    return bus.isConnected() && bus.call(noticeCall(title, lines), QDBus::Block, 5'000).type() == QDBusMessage::ReplyMessage;
}

} // namespace rijian::jobs
