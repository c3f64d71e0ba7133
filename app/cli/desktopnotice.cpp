#include "cli/desktopnotice.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QVariantMap>

using namespace Qt::StringLiterals;

namespace rijian::cli {

bool notifyDesktop(const QString &title, const QStringList &lines)
{
    if (qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS"))
        return false;
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return false;
    QDBusMessage call = QDBusMessage::createMethodCall(u"org.freedesktop.Notifications"_s, u"/org/freedesktop/Notifications"_s, u"org.freedesktop.Notifications"_s, u"Notify"_s);
    // The body may be markup for some servers.
    call.setArguments({u"Rijian"_s, uint(0), u"view-calendar-list"_s, title, lines.join(u'\n').toHtmlEscaped(), QStringList(), QVariantMap(), -1});
    return bus.call(call, QDBus::Block, 5'000).type() == QDBusMessage::ReplyMessage;
}

} // namespace rijian::cli
