#pragma once
// The date of an HTTP header. Any thread.

#include <QByteArrayView>
#include <QDateTime>

namespace rijian {

/// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110, 5.6.7: the preferred form), in UTC; invalid for anything else. Qt's own RFC 2822 takes no "GMT".
QDateTime readHttpDate(QByteArrayView text);

} // namespace rijian
