#include "analysis/llm/prompt.h"

namespace rijian::analysis::llm {

namespace {

enum class Kind { Letter, Upper, Digit, Blank, LineEnd, Mark, Wide };

Kind kindOf(char16_t c)
{
    if (c >= 'a' && c <= 'z')
        return Kind::Letter;
    if (c >= 'A' && c <= 'Z')
        return Kind::Upper;
    if (c >= '0' && c <= '9')
        return Kind::Digit;
    if (c == ' ' || c == '\t')
        return Kind::Blank;
    if (c == '\n' || c == '\r')
        return Kind::LineEnd;
    return c < 0x80 ? Kind::Mark : Kind::Wide;
}

/// Adds up in hundredths of a token, run by run.
class Counter
{
public:
    void add(Kind kind, int wideCost)
    {
        if (kind == Kind::Wide) {
            m_hundredths += wideCost;
        } else if (kind != m_kind) {
            m_hundredths += first(kind);
            m_run = 1;
        } else {
            m_hundredths += next(kind);
            ++m_run;
        }
        m_kind = kind;
    }
    qint64 tokens() const { return (m_hundredths + 99) / 100; }

private:
    int first(Kind kind) const
    {
        switch (kind) {
        case Kind::Letter:
            return m_kind == Kind::Upper ? (m_run == 1 ? 20 : 75) : 85; // "Name" is one word
        case Kind::Upper:
            return 95;
        case Kind::Digit:
            return m_kind == Kind::Letter || m_kind == Kind::Upper ? 105 : 90;
        case Kind::Mark:
            return 85;
        case Kind::LineEnd:
            return 60;
        default: // one blank belongs to the word behind it
            return 5;
        }
    }
    int next(Kind kind) const
    {
        switch (kind) {
        case Kind::Letter:
            return m_run < 4 ? 8 : 16;
        case Kind::Upper:
            return 30;
        case Kind::Digit:
            return 60;
        case Kind::Mark:
            return 45;
        default:
            return m_run < 3 ? 25 : 3;
        }
    }

    qint64 m_hundredths = 0;
    Kind m_kind = Kind::LineEnd;
    int m_run = 0;
};

} // namespace

qint64 estimateTokens(QStringView text)
{
    Counter counter;
    for (const QChar c : text) {
        const char16_t code = c.unicode();
        const bool chinese = code >= 0x4E00 && code <= 0x9FFF;
        counter.add(kindOf(code), chinese ? 95 : 110); // an emoji is two of these
    }
    return counter.tokens();
}

qint64 estimateTokens(QByteArrayView text)
{
    Counter counter;
    int expected = 0; // further bytes of the character
    for (const char c : text) {
        const auto byte = static_cast<uchar>(c);
        if (byte < 0x80) {
            counter.add(kindOf(byte), 0);
            expected = 0;
        } else if (byte < 0xC0 && expected > 0) {
            --expected;
        } else { // a character's first byte (E4 to E9: Chinese), or one that is no UTF-8 and will be a replacement character
            counter.add(Kind::Wide, byte >= 0xF0 ? 220 : byte >= 0xE4 && byte <= 0xE9 ? 95 : 110);
            expected = byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : byte >= 0xC0 ? 1 : 0;
        }
    }
    return counter.tokens();
}

} // namespace rijian::analysis::llm
