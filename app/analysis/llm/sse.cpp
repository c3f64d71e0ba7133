#include "analysis/llm/sse.h"

#include <algorithm>

namespace rijian::analysis::llm {

QByteArrayList SseReader::read(QByteArrayView bytes)
{
    QByteArrayList events;
    while (!bytes.isEmpty() && !m_tooLong) {
        if (m_afterReturn && bytes.front() == '\n')
            bytes = bytes.sliced(1);
        m_afterReturn = false;
        const auto end = std::ranges::find_if(bytes, [](char c) { return c == '\n' || c == '\r'; });
        const qsizetype length = end - bytes.begin();
        if (m_line.size() + length > m_most) {
            m_tooLong = true;
            break;
        }
        m_line.append(bytes.first(length));
        if (end == bytes.end())
            break;
        m_afterReturn = *end == '\r';
        endLine(events);
        bytes = bytes.sliced(length + 1);
    }
    return events;
}

QByteArrayList SseReader::finish()
{
    QByteArrayList events;
    if (!m_line.isEmpty())
        endLine(events);
    endEvent(events);
    return events;
}

void SseReader::endLine(QByteArrayList &events)
{
    if (std::exchange(m_first, false) && m_line.startsWith("\xEF\xBB\xBF"))
        m_line.remove(0, 3);
    if (m_line.isEmpty()) {
        endEvent(events);
        return;
    }
    QByteArrayView value = m_line;
    if (value.startsWith("data")) {
        value = value.sliced(4);
        if (value.startsWith(':'))
            value = value.sliced(1);
        else if (!value.isEmpty())
            value = {}; // a field of a longer name
        const bool isData = m_line.size() == 4 || m_line[4] == ':';
        if (isData) {
            if (value.startsWith(' '))
                value = value.sliced(1);
            if (m_hasData)
                m_data.append('\n');
            m_hasData = true;
            if (m_data.size() + value.size() > m_most)
                m_tooLong = true;
            else
                m_data.append(value);
        }
    }
    m_line.clear();
}

void SseReader::endEvent(QByteArrayList &events)
{
    if (m_hasData && !m_tooLong)
        events.append(m_data);
    m_data.clear();
    m_hasData = false;
}

} // namespace rijian::analysis::llm
