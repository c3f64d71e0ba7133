// estimateTokens(): by what tokenizers do with words, digits, punctuation, indentation and Han characters. Measured against cl100k_base and o200k_base
// (docs/PROMPTS.md).

#include "analysis/llm/prompt.h"

namespace rijian::analysis::llm {

namespace {

// In hundredths of a token.
constexpr qint64 perLetter = 27;  // a word is rarely more than four or five letters a token, a name fewer
constexpr qint64 perWord = 35;    // and never less than a part of one
constexpr qint64 perDigit = 40;   // three digits a token at best
constexpr qint64 perMark = 65;    // some marks come in pairs
constexpr qint64 perLine = 60;    // line feed with its indentation
constexpr qint64 perHan = 105;
constexpr qint64 perOther = 120;  // of any other script

enum class Class { Letter, Digit, Blank, LineEnd, Mark, Han, Other, Inside };

Class classOf(char16_t c)
{
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_')
        return Class::Letter;
    if (c >= '0' && c <= '9')
        return Class::Digit;
    if (c == '\n')
        return Class::LineEnd;
    if (c <= ' ')
        return Class::Blank;
    if (c < 0x80)
        return Class::Mark;
    if (c >= 0xDC00 && c <= 0xDFFF)
        return Class::Inside;
    return (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xFF00 && c <= 0xFFEF) || (c >= 0x3000 && c <= 0x303F) ? Class::Han : Class::Other;
}

Class classOf(char c)
{
    const auto byte = uchar(c);
    if (byte < 0x80)
        return classOf(char16_t(byte));
    if (byte < 0xC0)
        return Class::Inside;
    return byte >= 0xE2 && byte < 0xF0 ? Class::Han : Class::Other;
}

template<typename View>
qint64 estimate(View text)
{
    qint64 sum = 0;
    bool word = false;
    for (const auto unit : text) {
        Class found;
        if constexpr (std::is_same_v<View, QStringView>)
            found = classOf(unit.unicode());
        else
            found = classOf(unit);
        const bool letter = found == Class::Letter;
        switch (found) {
        case Class::Letter:
            sum += perLetter + (word ? 0 : perWord);
            break;
        case Class::Digit:
            sum += perDigit;
            break;
        case Class::Mark:
            sum += perMark;
            break;
        case Class::LineEnd:
            sum += perLine;
            break;
        case Class::Han:
            sum += perHan;
            break;
        case Class::Other:
            sum += perOther;
            break;
        case Class::Blank:
        case Class::Inside:
            break;
        }
        word = letter;
    }
    return (sum + 99) / 100;
}

} // namespace

qint64 estimateTokens(QStringView text)
{
    return estimate(text);
}

qint64 estimateTokens(QByteArrayView text)
{
    return estimate(text);
}

} // namespace rijian::analysis::llm
