#include "core/hiddentext.h"

#include "core/patch.h"

#include <QChar>

using namespace Qt::StringLiterals;

namespace rijian {

namespace {

constexpr char32_t zeroWidthJoiner = 0x200D;
constexpr char32_t emojiSelector = 0xFE0F;

char32_t characterAt(QStringView text, qsizetype at)
{
    const QChar c = text[at];
    return c.isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate() ? QChar::surrogateToUcs4(c, text[at + 1]) : char32_t(c.unicode());
}

/// 0 at the beginning.
char32_t characterBefore(QStringView text, qsizetype at)
{
    if (at <= 0)
        return 0;
    const QChar c = text[at - 1];
    return c.isLowSurrogate() && at > 1 && text[at - 2].isHighSurrogate() ? QChar::surrogateToUcs4(text[at - 2], c) : char32_t(c.unicode());
}

/// 0 at the end.
char32_t characterAfter(QStringView text, qsizetype at)
{
    const qsizetype next = at + (characterAt(text, at) > 0xFFFF ? 2 : 1);
    return next < text.size() ? characterAt(text, next) : 0;
}

bool isControl(char32_t c)
{
    return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0);
}

bool isSelector(char32_t c)
{
    return c >= 0xFE00 && c <= 0xFE0F;
}

bool paintsNothing(char32_t c)
{
    if (c < 0xAD)
        return false;
    if (c < 0x2000)
        return c == 0xAD || c == 0x34F || c == 0x61C || c == 0x115F || c == 0x1160 || c == 0x17B4 || c == 0x17B5 || (c >= 0x180B && c <= 0x180F);
    if (c < 0x2070)
        return (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) || c >= 0x2060;
    if (c < 0xFE00)
        return c == 0x3164;
    if (c < 0x10000)
        return isSelector(c) || c == 0xFEFF || c == 0xFFA0 || (c >= 0xFFF0 && c <= 0xFFFB);
    return (c >= 0x1BCA0 && c <= 0x1BCA3) || (c >= 0x1D173 && c <= 0x1D17A) || (c >= 0xE0000 && c <= 0xE0FFF);
}

/// Symbols that emoji are made of: pictures, arrows, skin tones.
bool isPicture(char32_t c)
{
    const auto category = QChar::category(c);
    return c > 0xA0 && (category == QChar::Symbol_Other || category == QChar::Symbol_Math || category == QChar::Symbol_Modifier);
}

/// A selector that says how the character before it looks.
bool isPresentation(char32_t selector, char32_t before, char32_t after)
{
    if (selector >= 0xFE0E) {
        const bool keycap = (before >= '0' && before <= '9') || before == '#' || before == '*';
        return keycap ? after == 0x20E3 : isPicture(before) || before == 0x203C || before == 0x2049 || before == 0x3030;
    }
    if (selector > 0xFE02)
        return false;
    const bool sign = before == 0x3001 || before == 0x3002 || before == 0xFF01 || before == 0xFF0C || before == 0xFF0E || before == 0xFF1A || before == 0xFF1B || before == 0xFF1F;
    return sign || QChar::script(before) == QChar::Script_Han || (before > 0x2000 && QChar::category(before) == QChar::Symbol_Math);
}

bool belongsToEmoji(QStringView text, qsizetype joiner)
{
    const char32_t before = characterBefore(text, joiner);
    return (before == emojiSelector || isPicture(before)) && isPicture(characterAfter(text, joiner));
}

bool isSuspect(uchar lead, uchar next)
{
    switch (lead) {
    case 0xC2: // C1 controls, the soft hyphen
        return next < 0xA0 || next == 0xAD;
    case 0xCD:
        return next == 0x8F;
    case 0xD8:
        return next == 0x9C;
    case 0xE1: // U+115F, U+1160, U+17B4 …, U+180B …
        return next == 0x85 || next == 0x9E || next == 0xA0;
    case 0xE2: // U+2000 to U+207F
        return next == 0x80 || next == 0x81;
    case 0xE3:
        return next == 0x85;
    case 0xEF: // U+FE00 …, U+FEFF, U+FFA0, U+FFF9 …
        return next == 0xB8 || next == 0xBB || next >= 0xBE;
    case 0xF0: // U+1BCA0 …, U+1D173 …
        return next == 0x9B || next == 0x9D;
    case 0xF3:
        return next == 0xA0;
    default:
        return false;
    }
}

bool hasInvisible(QByteArrayView line, bool first)
{
    const auto begin = line.begin();
    const bool plain = std::all_of(begin, line.end(), [](char c) { return uchar(c) < 0x80; });
    if (plain || countSuspects(line) == 0)
        return false;
    if (first && line.startsWith("\xEF\xBB\xBF"))
        line = line.sliced(3);
    // Qt would drop a byte order mark.
    const QString text = line.startsWith("\xEF\xBB\xBF") ? u'\uFEFF' + QString::fromUtf8(line.sliced(3)) : QString::fromUtf8(line);
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (isInvisible(text, i))
            return true;
    }
    return false;
}

} // namespace

bool isInvisible(QStringView text, qsizetype at)
{
    const char32_t c = characterAt(text, at);
    if (!paintsNothing(c))
        return false;
    if (c == zeroWidthJoiner)
        return !belongsToEmoji(text, at);
    return !isSelector(c) || !isPresentation(c, characterBefore(text, at), characterAfter(text, at));
}

bool isDeceptive(QStringView text, qsizetype at)
{
    return isControl(text[at].unicode()) || isInvisible(text, at);
}

QString characterToken(char32_t c)
{
    return u"⟨U+"_s + QString::number(uint(c), 16).rightJustified(4, u'0').toUpper() + u'⟩';
}

qsizetype countSuspects(QByteArrayView utf8)
{
    qsizetype count = 0;
    for (qsizetype i = 0; i < utf8.size(); ++i) {
        const auto byte = uchar(utf8[i]);
        if (byte >= 0xC2)
            count += i + 1 < utf8.size() && isSuspect(byte, uchar(utf8[i + 1])) ? 1 : 0;
        else if (byte < 0x20 || byte == 0x7F)
            count += byte != '\t' && byte != '\n';
    }
    return count;
}

std::vector<int> linesWithInvisibles(const FilePatch &file, std::size_t most)
{
    std::vector<int> found;
    for (std::size_t i = 0; i < file.lines.size() && found.size() < most; ++i) {
        const PatchLine &line = file.lines[i];
        if (line.kind == LineKind::Added && hasInvisible(file.lineText(line), line.newNumber == 1))
            found.push_back(int(i));
    }
    return found;
}

} // namespace rijian
