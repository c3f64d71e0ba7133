#include "ui/dialogs/deliverywords.h"

#include "core/text.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

struct DeliveryWordsText {
    Q_DECLARE_TR_FUNCTIONS(rijian::ui::DeliveryWords)
};

using storage::PartState;

constexpr qsizetype reasonLength = 300;

/// "refused: why"; without a reason, what became of it alone.
QString withReason(const QString &what, const storage::DeliveryPart &part)
{
    //: %1: what became of a delivery, %2: why
    return part.message.isEmpty() ? what : DeliveryWordsText::tr("%1: %2").arg(what, oneLine(part.message, reasonLength));
}

QString rememberedWords(const jobs::TargetDay &day, const storage::DeliveryPart &part)
{
    switch (part.state) {
    case PartState::Delivered: {
        const QString when = QLocale().toString(part.updatedAt.toLocalTime(), QLocale::ShortFormat);
        return withReason(day.target.kind == DeliveryKind::Git ? DeliveryWordsText::tr("committed (%1)").arg(when) : DeliveryWordsText::tr("delivered (%1)").arg(when), part);
    }
    case PartState::Refused:
        return withReason(DeliveryWordsText::tr("refused"), part);
    case PartState::Waiting:
        return withReason(DeliveryWordsText::tr("waiting"), part);
    case PartState::Sending:
        return DeliveryWordsText::tr("being sent");
    case PartState::Unknown:
        break;
    }
    return withReason(DeliveryWordsText::tr("may have been delivered, so it is not sent again by itself"), part);
}

QString rememberedLine(const jobs::TargetDay &day)
{
    const storage::DeliveryPart *part = day.decisive();
    if (!part)
        return DeliveryWordsText::tr("not sent yet");
    const QString words = rememberedWords(day, *part);
    const int delivered = day.delivered();
    return delivered > 0 && delivered < day.parts.size() ? DeliveryWordsText::tr("%1 of %2 messages delivered, the rest: %3").arg(delivered).arg(day.parts.size()).arg(words) : words;
}

} // namespace

QString deliveredLine(const jobs::TargetDay &day)
{
    const storage::DeliveryPart *part = day.decisive();
    if (!day.result)
        return rememberedLine(day);
    if (!day.result->error)
        return oneLine(day.result->note, reasonLength);
    if (part && (part->state == PartState::Refused || part->state == PartState::Unknown))
        return rememberedLine(day);
    const QString why = oneLine(day.result->error->message, reasonLength);
    const ErrorKind kind = day.result->error->kind;
    const bool tried = kind != ErrorKind::Busy && kind != ErrorKind::Cancelled;
    // All of this one has arrived: what is wrong is of what was left before.
    return tried && part && part->state == PartState::Delivered ? DeliveryWordsText::tr("delivered, but what was left of an earlier day was not: %1").arg(why) : why;
}

} // namespace rijian::ui
