// Any text as a card; and what was read, written and read again, is the same card.

#include "fuzztarget.h"

#include "core/cardtext.h"

using namespace rijian;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QString text = QString::fromUtf8(fuzz::bytesOf(data, size));
    const CardReading reading = readCard(text);
    for (const CardField field : reading.found)
        fuzz::promise(!reading.missing.contains(field), "found or missing");
    qsizetype kept = reading.card.typeText.size();
    for (const QString &field : {reading.card.summary, reading.card.scope, reading.card.architecture, reading.card.performance, reading.card.security, reading.card.risks,
                                 reading.card.advice, reading.card.closing})
        kept += field.size();
    fuzz::promise(kept <= 2 * text.size() + 100, "no more text than there was");
    const QString written = writeCard(reading.card);
    fuzz::promise(written == writeCard(reading.card), "the same card gives the same text");
    // Words that name no type, or a closing remark alone, are no card.
    Card labelled = reading.card;
    labelled.closing.clear();
    labelled.typeText.clear();
    if (labelled != Card())
        fuzz::promise(readCard(written).isCard(), "a card stays one");
    return 0;
}
