#pragma once
// What every fuzz target begins with. A target aborts where a promise is broken; the sanitizers see to the rest.

#include <QByteArrayView>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

namespace rijian::fuzz {

inline void promise(bool kept, const char *what)
{
    if (kept)
        return;
    std::fprintf(stderr, "promise broken: %s\n", what);
    std::abort();
}

inline QByteArrayView bytesOf(const std::uint8_t *data, std::size_t size)
{
    return {reinterpret_cast<const char *>(data), qsizetype(size)};
}

} // namespace rijian::fuzz
