#pragma once
// A session bus of its own, and a desktop on it that shows notifications: it keeps what it is told.

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVirtualObject>
#include <QProcess>

namespace rijian::testkit {

class DesktopBus : private QDBusVirtualObject
{
public:
    /// See isThere().
    DesktopBus()
    {
        m_bus.start(QStringLiteral("dbus-daemon"), {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address=1")});
        if (!m_bus.waitForStarted() || !m_bus.waitForReadyRead())
            return;
        m_address = QString::fromUtf8(m_bus.readLine().trimmed());
        QDBusConnection connection = QDBusConnection::connectToBus(m_address, m_name);
        m_isThere = connection.registerService(QStringLiteral("org.freedesktop.Notifications")) && connection.registerVirtualObject(m_path, this);
    }
    ~DesktopBus() override
    {
        QDBusConnection(m_name).unregisterObject(m_path);
        QDBusConnection::disconnectFromBus(m_name);
        m_bus.kill();
        m_bus.waitForFinished();
    }

    /// False: dbus-daemon is not installed.
    bool isThere() const { return m_isThere; }
    QString address() const { return m_address; }
    /// Arguments of each Notify.
    const QList<QVariantList> &notices() const { return m_notices; }
    /// As a user who clicks on it.
    void click(uint number)
    {
        QDBusMessage signal = QDBusMessage::createSignal(m_path, QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("ActionInvoked"));
        signal.setArguments({number, QStringLiteral("default")});
        QDBusConnection(m_name).send(signal);
    }

private:
    QString introspect(const QString &) const override { return {}; }
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &connection) override
    {
        if (message.member() != QLatin1String("Notify"))
            return false;
        m_notices.append(message.arguments());
        return connection.send(message.createReply(uint(m_notices.size())));
    }

    const QString m_name = QStringLiteral("desktop");
    const QString m_path = QStringLiteral("/org/freedesktop/Notifications");
    QProcess m_bus;
    QString m_address;
    bool m_isThere = false;
    QList<QVariantList> m_notices;
};

} // namespace rijian::testkit
