#include "diff/linetext.h"

#include "core/hiddentext.h"

#include <QStringDecoder>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::diff {

namespace {

char32_t codePointAt(QStringView text, qsizetype i, qsizetype &length)
{
    if (text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
        length = 2;
        return QChar::surrogateToUcs4(text[i], text[i + 1]);
    }
    length = 1;
    return text[i].unicode();
}

/// The standard's abbreviations: control pictures (U+2400 …) are missing in most fonts.
constexpr const char *controlNames[] = {"NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "HT", "LF", "VT", "FF", "CR", "SO", "SI",
                                        "DLE", "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB", "ESC", "FS", "GS", "RS", "US"};

/// Empty for what is shown as it is.
QString tokenAt(QStringView text, qsizetype at, char32_t c)
{
    if (c >= 0x20 && c < 0x7F)
        return {};
    if (c <= 0x7F)
        return u'⟨' + QString::fromLatin1(c == 0x7F ? "DEL" : controlNames[c]) + u'⟩';
    return isDeceptive(text, at) ? characterToken(c) : QString();
}

} // namespace

QString decodeLine(QByteArrayView bytes)
{
    if (bytes.startsWith("\xEF\xBB\xBF")) // Qt would drop it
        return u'\uFEFF' + QString::fromUtf8(bytes.sliced(3));
    return QString::fromUtf8(bytes);
}

bool isPlain(QByteArrayView bytes)
{
    return std::all_of(bytes.begin(), bytes.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

namespace {

/// The last of `replacements` that begins at or before `offset`, or null.
const Replacement *lastBefore(const std::vector<Replacement> &replacements, ShownRange Replacement::*unit, qsizetype offset)
{
    const auto after = std::ranges::upper_bound(replacements, offset, {}, [unit](const Replacement &r) { return (r.*unit).offset; });
    return after == replacements.begin() ? nullptr : &*std::prev(after);
}

/// An offset of one unit in the other where a whole character ends before both.
qsizetype carried(qsizetype offset, const ShownRange &from, const ShownRange &to)
{
    return offset - (from.offset + from.length) + to.offset + to.length;
}

qsizetype outsideSurrogates(QStringView text, qsizetype offset)
{
    const bool inside = offset > 0 && offset < text.size() && text[offset].isLowSurrogate() && text[offset - 1].isHighSurrogate();
    return inside ? offset - 1 : offset;
}

} // namespace

qsizetype ShownLine::toShown(qsizetype textOffset) const
{
    qsizetype offset = std::max(textOffset, qsizetype(0));
    if (const Replacement *before = lastBefore(replacements, &Replacement::text, offset)) {
        if (offset < before->text.offset + before->text.length)
            return before->shown.offset;
        offset = carried(offset, before->text, before->shown);
    }
    return outsideSurrogates(text, std::min(offset, text.size()));
}

qsizetype ShownLine::toText(qsizetype shownOffset) const
{
    const qsizetype shown = outsideSurrogates(text, std::clamp(shownOffset, qsizetype(0), text.size()));
    const Replacement *before = lastBefore(replacements, &Replacement::shown, shown);
    if (!before)
        return shown;
    const qsizetype end = before->shown.offset + before->shown.length;
    if (shown >= end)
        return carried(shown, before->shown, before->text);
    return shown - before->shown.offset < end - shown ? before->text.offset : before->text.offset + before->text.length;
}

ShownLine showLine(QStringView text, int tabWidth)
{
    ShownLine shown;
    const bool plain = std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() >= 0x20 && c.unicode() < 0x7F; });
    if (plain) {
        shown.text = text.toString();
        return shown;
    }
    shown.text.reserve(text.size() + 16);
    int column = 0;
    qsizetype length = 1;
    const auto replace = [&](qsizetype at, const QString &by) {
        shown.replacements.push_back({.text = {at, length}, .shown = {shown.text.size(), by.size()}});
        shown.text += by;
        column += int(by.size());
    };
    qsizetype run = 0; // where what is shown as it is began
    const auto endRun = [&](qsizetype at) {
        shown.text += text.sliced(run, at - run);
        run = at + length;
    };
    for (qsizetype i = 0; i < text.size(); i += length) {
        const char32_t c = codePointAt(text, i, length);
        if (c == '\t') {
            endRun(i);
            replace(i, QString(tabWidth - column % tabWidth, u' '));
        } else if (const QString token = tokenAt(text, i, c); !token.isEmpty()) {
            endRun(i);
            shown.tokens.push_back({shown.text.size(), token.size()});
            replace(i, token);
        } else {
            column += columnsOf(c);
        }
    }
    shown.text += text.sliced(std::min(run, text.size()));
    return shown;
}

std::vector<qsizetype> breakLine(QStringView shown, int columns)
{
    std::vector<qsizetype> breaks;
    int used = 0;
    qsizetype good = 0;   // where a word may end, in this row's second half
    int usedAtGood = 0;
    qsizetype length = 1;
    for (qsizetype i = 0; i < shown.size(); i += length) {
        const char32_t c = codePointAt(shown, i, length);
        const int width = columnsOf(c);
        if (used + width > columns && used > 0) {
            breaks.push_back(good > 0 ? good : i);
            used = good > 0 ? used - usedAtGood : 0;
            good = 0;
        }
        used += width;
        if (used > columns / 2 && (QChar::isSpace(c) || QChar::isPunct(c) || width == 2)) {
            good = i + length;
            usedAtGood = used;
        }
    }
    return breaks;
}

int brokenRows(QByteArrayView bytes, int tabWidth, int columns)
{
    if (bytes.size() <= columns / std::max(tabWidth, 10)) // the widest a byte can get is a token's ten columns
        return 1;
    if (bytes.size() <= columns && isPlain(bytes))
        return 1;
    return int(breakLine(showLine(decodeLine(bytes), tabWidth).text, columns).size()) + 1;
}

int columnsOf(char32_t c)
{
    if (c < 0x300)
        return 1;
    const auto category = QChar::category(c);
    if (category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing || (c >= 0xFE00 && c <= 0xFE0F))
        return 0;
    const bool wide = (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0x303E) || (c >= 0x3041 && c <= 0xA4CF)
        || (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE4F) || (c >= 0xFF00 && c <= 0xFF60)
        || (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD);
    return wide ? 2 : 1;
}

int shownColumns(QByteArrayView bytes, int tabWidth)
{
    if (isPlain(bytes))
        return int(bytes.size());
    const QString line = decodeLine(bytes);
    const QStringView text(line);
    int columns = 0;
    qsizetype length = 1;
    for (qsizetype i = 0; i < text.size(); i += length) {
        const char32_t c = codePointAt(text, i, length);
        if (c == '\t')
            columns += tabWidth - columns % tabWidth;
        else if (c >= 0x20 && c < 0x7F)
            ++columns;
        else if (const QString token = tokenAt(text, i, c); !token.isEmpty())
            columns += int(token.size());
        else
            columns += columnsOf(c);
    }
    return columns;
}

} // namespace rijian::diff
