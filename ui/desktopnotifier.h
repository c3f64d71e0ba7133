#pragma once

#include <QDBusConnection>
#include <QObject>

class QSystemTrayIcon;

namespace rijian::ui {

/// Shows one notification at a time on the desktop, whether that has a place for icons or not; a click on it is activated(). UI thread; never waits.
class DesktopNotifier : public QObject
{
    Q_OBJECT

public:
    /// `bus`: where org.freedesktop.Notifications is; `tray`: shows it where nobody answers there; may be null.
    DesktopNotifier(const QDBusConnection &bus, QSystemTrayIcon *tray, QObject *parent);

    /// Replaces the last one. Plain text.
    void show(const QString &title, const QStringList &lines);

Q_SIGNALS:
    void activated();

private Q_SLOTS:
    void onAction(uint number, const QString &action);

private:
    QDBusConnection m_bus;
    QSystemTrayIcon *m_tray;
    uint m_number = 0; ///< of the last one
};

} // namespace rijian::ui
