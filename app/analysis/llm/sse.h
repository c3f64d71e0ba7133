#pragma once
// Server-sent events, as https://html.spec.whatwg.org/multipage/server-sent-events.html defines the stream: bytes in any pieces, events out.

#include <QByteArray>
#include <QByteArrayList>
#include <QByteArrayView>

namespace rijian::analysis::llm {

/// Reads a stream's data fields. Linear in its input; holds one line and one event at most, each bounded.
class SseReader
{
public:
    explicit SseReader(qsizetype mostBytes)
        : m_most(mostBytes)
    {
    }

    /// The data of the events that these bytes complete; lines of one event are joined with line feeds. Comments and other fields are left out.
    QByteArrayList read(QByteArrayView bytes);
    /// The stream has ended: an event without its blank line counts, as servers forget it.
    QByteArrayList finish();
    /// A line or an event was longer than allowed: nothing more is read.
    bool tooLong() const { return m_tooLong; }

private:
    void endLine(QByteArrayList &events);
    void endEvent(QByteArrayList &events);

    qsizetype m_most;
    QByteArray m_line;
    QByteArray m_data;
    bool m_hasData = false;
    bool m_afterReturn = false; ///< a line feed that follows belongs to the line's end before
    bool m_first = true;        ///< the stream's first line may begin with a byte order mark
    bool m_tooLong = false;
};

} // namespace rijian::analysis::llm
