#pragma once
// How alike two files are, as git's `diffcore_count_changes` sees it. Internal to this room.

#include <QByteArrayView>

#include <vector>

namespace rijian::git {

/// A file as a bag of its lines (pieces of 64 bytes where they are longer), sorted by hash. Carriage returns before line feeds do not count
/// in text.
class Fingerprint
{
public:
    Fingerprint() = default;
    explicit Fingerprint(QByteArrayView bytes);

    std::size_t size() const { return m_pieces.size(); }
    /// Bytes in pieces that both have.
    quint64 common(const Fingerprint &other) const;

private:
    struct Piece {
        quint32 hash = 0;
        quint32 bytes = 0;
    };
    std::vector<Piece> m_pieces;
};

} // namespace rijian::git
