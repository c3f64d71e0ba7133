#include "core/text.h"

#include <QStringDecoder>

using namespace Qt::StringLiterals;

namespace rijian {

namespace {

/// GB2312's two-byte form: every high byte belongs to a pair of bytes from 0xA1 to 0xFE.
bool looksLikeGb(QByteArrayView bytes)
{
    bool any = false;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const auto byte = static_cast<uchar>(bytes[i]);
        if (byte < 0x80)
            continue;
        const auto next = i + 1 < bytes.size() ? static_cast<uchar>(bytes[i + 1]) : uchar(0);
        if (byte < 0xA1 || byte == 0xFF || next < 0xA1 || next == 0xFF)
            return false;
        any = true;
        ++i;
    }
    return any;
}

/// True when `decoder` read every byte.
bool decodeWith(QStringDecoder decoder, QByteArrayView bytes, QString &text)
{
    if (!decoder.isValid())
        return false;
    text = decoder(bytes);
    return !decoder.hasError();
}

bool isDeceptive(char32_t c)
{
    return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0) || (c >= 0x200B && c <= 0x200F)
        || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x061C || c == 0xFEFF
        || (c >= 0xE0000 && c <= 0xE007F);
}

} // namespace

QString decodeText(QByteArrayView bytes, QByteArrayView encoding)
{
    QString text;
    if (!encoding.isEmpty() && decodeWith(QStringDecoder(QByteArray(encoding.data(), encoding.size()).constData()), bytes, text))
        return text;
    if (decodeWith(QStringDecoder(QStringDecoder::Utf8), bytes, text))
        return text;
    if (looksLikeGb(bytes) && decodeWith(QStringDecoder("GB18030"), bytes, text))
        return text;
    return QString::fromLatin1(bytes);
}

QString visibleControls(QStringView text)
{
    QString result;
    result.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        char32_t c = text[i].unicode();
        if (text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            c = QChar::surrogateToUcs4(text[i], text[i + 1]);
            ++i;
        }
        if (isDeceptive(c))
            result += u"⟨U+"_s + QString::number(uint(c), 16).rightJustified(4, u'0').toUpper() + u'⟩';
        else
            result += QStringView(QChar::fromUcs4(c));
    }
    return result;
}

QString oneLine(QStringView text, qsizetype limit)
{
    QString line = visibleControls(text.trimmed());
    line.replace(u'\n', u' ').replace(u'\t', u' ');
    if (line.size() > limit) {
        qsizetype end = limit - 1;
        if (line[end - 1].isHighSurrogate())
            --end;
        line = line.first(end) + u'…';
    }
    return line;
}

bool isSignature(QStringView line)
{
    const QStringView text = line.trimmed();
    return text.startsWith("Signed-off-by:"_L1, Qt::CaseInsensitive) || text.startsWith("Co-authored-by:"_L1, Qt::CaseInsensitive);
}

} // namespace rijian
