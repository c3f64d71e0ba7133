#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <algorithm>
#include <array>

namespace rijian {

/// The name of a git object (SHA-1). Null, git's forty zeros, stands for an object that is not there.
class ObjectId
{
public:
    static constexpr qsizetype size = 20; ///< bytes

    ObjectId() = default;
    /// Of raw bytes; null where they are not as many as a name has.
    explicit ObjectId(QByteArrayView raw)
    {
        if (raw.size() == size)
            std::ranges::copy(raw, m_bytes.begin());
    }

    bool isNull() const { return *this == ObjectId(); }
    /// Borrows.
    QByteArrayView bytes() const { return m_bytes; }
    /// 40 digits; empty when null.
    QByteArray toHex() const { return isNull() ? QByteArray() : bytes().toByteArray().toHex(); }

    bool operator==(const ObjectId &) const = default;

private:
    std::array<char, size> m_bytes{};
};

} // namespace rijian
