#include "core/day.h"

#include <QCoreApplication>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace rijian {

namespace {

struct DayText {
    Q_DECLARE_TR_FUNCTIONS(rijian::Day)
};

} // namespace

QTimeZone defaultTimeZone()
{
    return QTimeZone("Asia/Shanghai"_ba);
}

Result<QTimeZone> parseTimeZone(const QString &text)
{
    const QString name = text.trimmed();
    if (name.compare("local"_L1, Qt::CaseInsensitive) == 0)
        return QTimeZone::systemTimeZone();
    if (name.compare("utc"_L1, Qt::CaseInsensitive) == 0 || name == "Z"_L1)
        return QTimeZone::utc();
    static const QRegularExpression offset(u"^(?:UTC|GMT)?([+-])(\\d{1,2})(?::?(\\d{2}))?$"_s, QRegularExpression::CaseInsensitiveOption);
    if (const auto match = offset.match(name); match.hasMatch()) {
        const int seconds = match.captured(2).toInt() * 3600 + match.captured(3).toInt() * 60;
        if (seconds <= 14 * 3600)
            return QTimeZone::fromSecondsAheadOfUtc(match.captured(1) == "-"_L1 ? -seconds : seconds);
    }
    // Qt reads a zone's file by its name: nothing but a name may get there.
    static const QRegularExpression ianaName(u"^[A-Za-z][A-Za-z0-9_+/-]*$"_s);
    if (const QByteArray id = name.toUtf8(); ianaName.match(name).hasMatch() && QTimeZone::isTimeZoneIdAvailable(id))
        return QTimeZone(id);
    return failure(ErrorKind::Usage,
                   DayText::tr("Unknown time zone “%1”: write a name such as Asia/Shanghai, UTC, local, or an offset such as +08:00.").arg(name));
}

Result<QDate> parseDate(const QString &text, const QTimeZone &zone, const QDateTime &now)
{
    const QDate today = now.toTimeZone(zone).date();
    const QString word = text.trimmed().toLower();
    if (word == "today"_L1)
        return today;
    if (word == "yesterday"_L1)
        return today.addDays(-1);
    static const QRegularExpression form(u"^\\d{4}-\\d{2}-\\d{2}$"_s);
    const QDate date = form.match(word).hasMatch() ? QDate::fromString(word, Qt::ISODate) : QDate();
    if (!date.isValid())
        return failure(ErrorKind::Usage, DayText::tr("“%1” is not a date: write it as 2026-01-07, or today, or yesterday.").arg(text));
    if (date > today)
        return failure(ErrorKind::Usage,
                       DayText::tr("%1 is in the future: today is %2 in %3.").arg(word, today.toString(Qt::ISODate), QString::fromUtf8(zone.id())));
    return date;
}

qint64 DaySpan::beginSeconds() const
{
    return first.startOfDay(zone).toSecsSinceEpoch();
}

qint64 DaySpan::endSeconds() const
{
    return last.addDays(1).startOfDay(zone).toSecsSinceEpoch();
}

QString DaySpan::title() const
{
    const QString begin = first.toString(Qt::ISODate);
    return first == last ? begin : begin + u" – "_s + last.toString(Qt::ISODate);
}

QString displayTime(qint64 seconds, const QTimeZone &zone)
{
    return QDateTime::fromSecsSinceEpoch(seconds, zone).toString(u"yyyy-MM-dd HH:mm:ss"_s);
}

} // namespace rijian
