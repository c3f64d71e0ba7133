#include "git/wire.h"

#include "git/wirevalues.h"

#include <QBuffer>
#include <QCoreApplication>

#include <array>

using namespace Qt::StringLiterals;

namespace rijian::git::wire {

template<typename Stream>
void exchange(Stream &stream, Of<Stream, FetchCall> &call)
{
    exchange(stream, call.request);
}

template<typename Stream>
void exchange(Stream &stream, Of<Stream, ListCall> &call)
{
    all(stream, call.location, call.branches, call.begin, call.end, call.merges);
}

template<typename Stream>
void exchange(Stream &stream, Of<Stream, ReadCall> &call)
{
    all(stream, call.location, call.shas, call.options, call.threads);
    if constexpr (std::same_as<Stream, Reader>)
        call.threads = std::clamp(call.threads, 1, 256);
}

template<typename Stream>
void exchange(Stream &stream, Of<Stream, ResolveCall> &call)
{
    all(stream, call.location, call.text);
}

template<typename Stream>
void exchange(Stream &stream, Of<Stream, HasCommitsCall> &call)
{
    all(stream, call.location, call.branches);
}

template<typename Stream>
void exchange(Stream &stream, Of<Stream, OpenCall> &call)
{
    exchange(stream, call.location);
}

template<typename Stream>
void exchange(Stream &stream, Of<Stream, FileCall> &call)
{
    all(stream, call.location, call.branches, call.candidates, call.maxBytes);
}

template<typename Stream>
void exchange(Stream &stream, Of<Stream, BlameCall> &call)
{
    all(stream, call.location, call.query.sha, call.query.path, call.query.firstLine, call.query.lineCount);
}

template<typename Stream>
void exchange(Stream &, Of<Stream, CancelCall> &)
{
}

template<typename Stream>
void exchange(Stream &, Of<Stream, Leaving> &)
{
}

template<typename Stream>
void exchange(Stream &stream, Of<Stream, Hello> &hello)
{
    all(stream, hello.protocol, hello.version);
}

template<typename Stream>
void exchange(Stream &stream, Of<Stream, Delivery> &delivery)
{
    all(stream, delivery.index, delivery.patch);
}

namespace {

struct WireText {
    Q_DECLARE_TR_FUNCTIONS(rijian::git::Wire)
};

constexpr qsizetype headBytes = 4;
constexpr qsizetype large = 1 << 20;

template<typename Content>
Result<QByteArray> encodeContent(quint32 request, const Content &content)
{
    QByteArray frame(headBytes, '\0');
    QBuffer buffer(&frame);
    buffer.open(QIODevice::Append);
    Writer stream(&buffer);
    stream.item(request);
    stream.item(qint64(content.index()));
    std::visit([&](const auto &value) { exchange(stream, value); }, content);
    stream.end();
    const qsizetype size = frame.size() - headBytes;
    if (size > maxFrame)
        return failure(ErrorKind::Unsupported, WireText::tr("This is too much to be shown at once."), u"a message of %1 bytes"_s.arg(size));
    qToBigEndian(quint32(size), frame.data());
    return frame;
}

/// Makes the alternative `index` of the variant and reads it.
template<typename Content, std::size_t... I>
void exchangeAlternative(Reader &stream, Content &content, std::size_t index, std::index_sequence<I...>)
{
    ((I == index ? exchange(stream, content.template emplace<I>()) : void()), ...);
}

template<typename Content>
Result<Message<Content>> decodeContent(const QByteArray &payload)
{
    Message<Content> message;
    Reader stream(payload);
    std::size_t index = 0;
    stream.item(message.request);
    stream.item(index);
    if (index >= std::variant_size_v<Content>)
        stream.fail();
    if (stream.ok())
        exchangeAlternative(stream, message.content, index, std::make_index_sequence<std::variant_size_v<Content>>());
    if (!stream.end())
        return failure(ErrorKind::BadData, WireText::tr("A message of the git worker cannot be read."), u"%1 bytes of kind %2"_s.arg(payload.size()).arg(index));
    return message;
}

} // namespace

Result<QByteArray> encode(quint32 request, const Call &call)
{
    return encodeContent(request, call);
}

Result<QByteArray> encode(quint32 request, const Answer &answer)
{
    return encodeContent(request, answer);
}

Result<Message<Call>> decodeCall(const QByteArray &payload)
{
    return decodeContent<Call>(payload);
}

Result<Message<Answer>> decodeAnswer(const QByteArray &payload)
{
    return decodeContent<Answer>(payload);
}

void FrameBuffer::append(QByteArrayView bytes)
{
    if (m_taken == m_bytes.size())
        clear();
    m_bytes.append(bytes);
}

Result<std::optional<QByteArray>> FrameBuffer::next()
{
    if (m_bytes.size() - m_taken < headBytes)
        return std::nullopt;
    const qsizetype size = qFromBigEndian<quint32>(m_bytes.constData() + m_taken);
    if (size == 0 || size > maxFrame)
        return failure(ErrorKind::BadData, WireText::tr("A message of the git worker cannot be read."), u"a frame of %1 bytes"_s.arg(size));
    if (m_bytes.size() - m_taken - headBytes < size) {
        m_bytes.remove(0, m_taken); // less than one frame is moved, once for each batch of bytes
        m_taken = 0;
        return std::nullopt;
    }
    QByteArray payload;
    if (size >= large) { // handed out as it is, and no room for the like of it kept
        m_bytes.remove(0, m_taken + headBytes);
        QByteArray rest = m_bytes.sliced(size);
        m_bytes.truncate(size);
        payload = std::exchange(m_bytes, std::move(rest));
        m_taken = 0;
    } else {
        payload = m_bytes.sliced(m_taken + headBytes, size);
        m_taken += headBytes + size;
    }
    return payload;
}

void FrameBuffer::clear()
{
    m_bytes.resize(0);
    m_taken = 0;
}

} // namespace rijian::git::wire
