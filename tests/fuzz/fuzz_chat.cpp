// Any stream as a service's answer: chunk by chunk, as it grows and as it ends.

#include "fuzztarget.h"

#include "analysis/llm/chatreading.h"
#include "analysis/llm/sse.h"

using namespace rijian;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    constexpr qsizetype most = 65'536;
    analysis::llm::SseReader stream(most);
    analysis::llm::ChatReading reading(most);
    QByteArrayList events = stream.read(fuzz::bytesOf(data, size));
    events += stream.finish();
    qsizetype grown = 0;
    for (const QByteArray &event : std::as_const(events)) {
        reading.take(event);
        grown = reading.growing().size();
        fuzz::promise(grown <= qsizetype(size), "no more text than came");
    }
    if (events.isEmpty())
        reading.take(fuzz::bytesOf(data, size).toByteArray()); // an answer in one piece
    for (const bool whole : {true, false}) {
        const analysis::llm::ChatOutcome outcome = reading.outcome(whole);
        std::ignore = outcome;
    }
    return 0;
}
