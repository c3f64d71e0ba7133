#include "core/httpdate.h"

#include <QLocale>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace rijian {

QDateTime readHttpDate(QByteArrayView text)
{
    constexpr qsizetype longest = 40;
    const QDateTime date = QLocale::c().toDateTime(QString::fromLatin1(text.first(std::min(text.size(), longest))).remove(u" GMT"_s), u"ddd, dd MMM yyyy hh:mm:ss"_s);
    return date.isValid() ? QDateTime(date.date(), date.time(), QTimeZone::UTC) : QDateTime();
}

} // namespace rijian
