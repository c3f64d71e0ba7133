#pragma once

#include <QDBusMessage>
#include <QStringList>

namespace rijian::jobs {

/// The call that shows a notification, of org.freedesktop.Notifications. The lines are plain text. `actions`: pairs of a name and a label, "default" is a click on
/// it. `replaces`: the number of one that is shown, 0: none. The answer is its number.
QDBusMessage noticeCall(const QString &title, const QStringList &lines, const QStringList &actions = {}, uint replaces = 0);

/// Shows one. Blocks for five seconds at most. False: nobody is there to show it.
bool notifyDesktop(const QString &title, const QStringList &lines);

} // namespace rijian::jobs
