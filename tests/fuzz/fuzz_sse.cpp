// Any bytes as a stream of server-sent events: the same events in whatever pieces they come, and no more than the bound is held.

#include "fuzztarget.h"

#include "analysis/llm/sse.h"

#include <algorithm>

using namespace rijian;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    constexpr qsizetype most = 4096;
    if (size < 1)
        return 0;
    const qsizetype piece = 1 + data[0] % 37;
    const QByteArrayView bytes = fuzz::bytesOf(data + 1, size - 1);
    analysis::llm::SseReader whole(most);
    QByteArrayList events = whole.read(bytes);
    events += whole.finish();
    analysis::llm::SseReader pieces(most);
    QByteArrayList same;
    for (qsizetype at = 0; at < bytes.size(); at += piece)
        same += pieces.read(bytes.sliced(at, std::min(piece, bytes.size() - at)));
    same += pieces.finish();
    fuzz::promise(whole.tooLong() == pieces.tooLong(), "too long in pieces or whole");
    fuzz::promise(events == same, "the same events in pieces");
    for (const QByteArray &event : std::as_const(events))
        fuzz::promise(event.size() <= most, "an event within the bound");
    return 0;
}
