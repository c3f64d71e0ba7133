#pragma once

#include <QString>
#include <QStringList>

namespace rijian::cli {

/// One notification on the desktop, by org.freedesktop.Notifications. False: nobody is there to show it. The lines are plain text.
bool notifyDesktop(const QString &title, const QStringList &lines);

} // namespace rijian::cli
