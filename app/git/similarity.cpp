#include "git/similarity.h"

#include "core/encoding.h"

#include <algorithm>

namespace rijian::git {

namespace {

constexpr quint32 longestPiece = 64;
constexpr quint64 fnvStart = 0xCBF29CE484222325; // FNV-1a (Fowler, Noll, Vo), 64 bits
constexpr quint64 fnvPrime = 0x100000001B3;

} // namespace

Fingerprint::Fingerprint(QByteArrayView bytes)
{
    const bool text = !looksBinary(bytes);
    m_pieces.reserve(std::size_t(bytes.size()) / 32 + 1);
    quint64 hash = fnvStart;
    quint32 length = 0;
    const auto finish = [&] {
        m_pieces.push_back({quint32(hash ^ (hash >> 32)), length});
        hash = fnvStart;
        length = 0;
    };
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        if (text && c == '\r' && i + 1 < bytes.size() && bytes[i + 1] == '\n')
            continue;
        hash = (hash ^ uchar(c)) * fnvPrime;
        if (++length == longestPiece || c == '\n')
            finish();
    }
    if (length > 0)
        finish();
    std::ranges::sort(m_pieces, {}, &Piece::hash);
    auto last = m_pieces.begin();
    for (auto piece = m_pieces.begin(); piece != m_pieces.end(); ++piece) {
        if (piece == last)
            continue;
        if (piece->hash == last->hash)
            last->bytes += piece->bytes;
        else
            *++last = *piece;
    }
    if (!m_pieces.empty())
        m_pieces.erase(std::next(last), m_pieces.end());
}

quint64 Fingerprint::common(const Fingerprint &other) const
{
    quint64 bytes = 0;
    auto one = m_pieces.begin();
    auto two = other.m_pieces.begin();
    while (one != m_pieces.end() && two != other.m_pieces.end()) {
        if (one->hash < two->hash) {
            ++one;
        } else if (two->hash < one->hash) {
            ++two;
        } else {
            bytes += std::min(one->bytes, two->bytes);
            ++one;
            ++two;
        }
    }
    return bytes;
}

} // namespace rijian::git
