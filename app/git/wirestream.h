#pragma once
// CBOR items as wire.cpp needs them: a writer and a reader with the same calls, so that each value's fields are written down once.
// Internal to this room.

#include <QByteArray>
#include <QCborStreamReader>
#include <QCborStreamWriter>
#include <QString>

#include <concepts>
#include <limits>
#include <type_traits>

namespace rijian::git::wire {

class Writer
{
public:
    /// Borrows `out`.
    explicit Writer(QIODevice *out)
        : m_stream(out)
    {
        m_stream.startArray();
    }
    void end() { m_stream.endArray(); }

    void item(bool value) { m_stream.append(value); }
    template<std::integral I>
        requires(!std::same_as<I, bool>)
    void item(I value)
    {
        if constexpr (std::is_signed_v<I>)
            m_stream.append(qint64(value));
        else
            m_stream.append(quint64(value));
    }
    void item(const QString &value) { m_stream.append(QStringView(value)); }
    void item(const QByteArray &value) { m_stream.append(value); }

    /// `last` is the enumeration's highest value.
    template<typename E>
    void enumeration(E value, E)
    {
        item(std::underlying_type_t<E>(value));
    }
    template<typename List>
    qsizetype count(const List &list)
    {
        item(qint64(list.size()));
        return qsizetype(list.size());
    }

private:
    QCborStreamWriter m_stream;
};

/// Once something is not as expected, ok() is false and everything read is empty.
class Reader
{
public:
    explicit Reader(const QByteArray &bytes)
        : m_stream(bytes)
        , m_size(bytes.size())
    {
        m_ok = m_stream.isArray() && m_stream.enterContainer();
    }
    bool ok() const { return m_ok; }
    void fail() { m_ok = false; }
    /// Whether all of it was read, and nothing follows.
    bool end() { return m_ok && !m_stream.hasNext() && m_stream.leaveContainer() && m_stream.currentOffset() == m_size; }

    void item(bool &value)
    {
        if (!expect(m_stream.isBool()))
            return;
        value = m_stream.toBool();
        advance();
    }
    template<std::integral I>
        requires(!std::same_as<I, bool>)
    void item(I &value)
    {
        if (!expect(m_stream.isInteger()))
            return;
        if (m_stream.isUnsignedInteger()) {
            const quint64 read = m_stream.toUnsignedInteger();
            if (expect(read <= quint64(std::numeric_limits<I>::max())))
                value = I(read);
        } else {
            const qint64 read = m_stream.toInteger();
            if (expect(read < 0 && std::is_signed_v<I> && read >= qint64(std::numeric_limits<I>::min())))
                value = I(read);
        }
        advance();
    }
    void item(QString &value)
    {
        if (expectText(m_stream.isString()))
            value = m_stream.readAllString();
        afterText();
    }
    void item(QByteArray &value)
    {
        if (expectText(m_stream.isByteArray()))
            value = m_stream.readAllByteArray();
        afterText();
    }

    template<typename E>
    void enumeration(E &value, E last)
    {
        std::underlying_type_t<E> read{};
        item(read);
        if (expect(read >= 0 && read <= std::underlying_type_t<E>(last)))
            value = E(read);
    }
    /// How many elements follow: each takes a byte at least.
    template<typename List>
    qsizetype count(List &)
    {
        qsizetype size = 0;
        item(size);
        return expect(size >= 0 && size <= remaining()) ? size : 0;
    }

private:
    bool expect(bool condition)
    {
        m_ok = m_ok && condition;
        return m_ok;
    }
    /// Texts come in one piece of known length that is there: nothing is allocated for a length that only claims to be.
    bool expectText(bool rightType)
    {
        return expect(rightType && m_stream.isLengthKnown() && m_stream.length() <= quint64(remaining()));
    }
    void afterText() { expect(m_stream.lastError() == QCborError::NoError); }
    void advance()
    {
        if (m_ok)
            expect(m_stream.next());
    }
    qsizetype remaining() const { return m_size - qsizetype(m_stream.currentOffset()); }

    QCborStreamReader m_stream;
    qsizetype m_size;
    bool m_ok = false;
};

} // namespace rijian::git::wire
