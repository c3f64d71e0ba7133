#pragma once
// The messages between a program and its git worker. A message is a frame: four bytes of length (big endian), then one CBOR array
// (RFC 8949): the number of the request it belongs to, the kind, the values in the order of wire.cpp. Lines of a patch are packed
// into one byte string, so that 200,000 of them cost a few copies.
//
// Both sides check what they read: a message that is not exactly as the other side's program writes it is BadData, never more.

#include "git/backend.h"

#include <QByteArray>

#include <optional>
#include <variant>

namespace rijian::git::wire {

/// Raised whenever the messages change; both sides must have the same one.
inline constexpr int protocol = 9;
/// A longer frame is neither written nor read. The largest that can occur is one line of libgit2's largest file, 1 GiB, which decoding may double.
inline constexpr qsizetype maxFrame = qsizetype(2304) << 20;

// What the worker is asked.
struct FetchCall {
    FetchRequest request; ///< functions do not travel: `secrets` and `progress` are empty on the other side
};
struct ListCall {
    Location location;
    QStringList branches;
    qint64 begin = 0;
    qint64 end = 0;
    bool merges = true;
};
struct ReadCall {
    Location location;
    QStringList shas;
    DiffOptions options;
    int threads = 1;
};
struct ResolveCall {
    Location location;
    QString text;
};
struct HasCommitsCall {
    Location location;
    QStringList branches;
};
struct OpenCall {
    Location location;
};
struct FileCall {
    Location location;
    QStringList branches;
    QStringList candidates;
    qint64 maxBytes = 0;
};
struct BlameCall {
    Location location;
    BlameQuery query;
};
/// Stops the request of the same number, if it still runs. Has no answer of its own.
struct CancelCall {
};
using Call = std::variant<FetchCall, ListCall, ReadCall, ResolveCall, HasCommitsCall, OpenCall, FileCall, BlameCall, CancelCall>;

// What the worker says.
/// The first message, with number 0.
struct Hello {
    int protocol = wire::protocol;
    QString version;
};
struct Delivery {
    qsizetype index = 0;
    Result<CommitPatch> patch;
};
/// Comes right before the last answer of a worker that ends after it.
struct Leaving {
};
// The others are the last answer to their request.
using Answer = std::variant<Hello, FetchProgress, Delivery, Leaving, Result<FetchOutcome>, Result<DayListing>, Result<void>, Result<QString>, Result<bool>,
                            Result<QByteArray>, Result<QList<LineOrigin>>>;

template<typename Content>
struct Message {
    quint32 request = 0;
    Content content;
};

/// The whole frame; Unsupported when it would be longer than maxFrame.
Result<QByteArray> encode(quint32 request, const Call &call);
Result<QByteArray> encode(quint32 request, const Answer &answer);

/// `payload` is a frame without its length. Nothing in the result points into it.
Result<Message<Call>> decodeCall(const QByteArray &payload);
Result<Message<Answer>> decodeAnswer(const QByteArray &payload);

/// Cuts a stream of bytes into frames.
class FrameBuffer
{
public:
    void append(QByteArrayView bytes);
    /// The next whole frame's payload; nothing when more bytes are needed; BadData when a length cannot be one.
    Result<std::optional<QByteArray>> next();
    /// Whether the stream stands within a frame.
    bool isPartial() const { return m_taken < m_bytes.size(); }
    void clear();

private:
    QByteArray m_bytes;
    qsizetype m_taken = 0; ///< bytes at the front that were handed out
};

} // namespace rijian::git::wire
