// Any two sides of a file as a diff: rows, pairs and word marks give both back.

#include "fuzztarget.h"

#include "support/reassemble.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    // The sides lie behind one another, with a NUL between them.
    const QByteArrayView bytes = rijian::fuzz::bytesOf(data, std::min<std::size_t>(size, 60'000));
    const qsizetype middle = std::max<qsizetype>(bytes.indexOf('\0'), 0);
    const QByteArray problem = rijian::testkit::reassemble(bytes.first(middle), bytes.sliced(std::min(bytes.size(), middle + 1)));
    rijian::fuzz::promise(problem.isEmpty(), problem.constData());
    return 0;
}
