#include "core/text.h"

#include "core/hiddentext.h"

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
        const bool pair = text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        if (isDeceptive(text, i))
            result += characterToken(pair ? QChar::surrogateToUcs4(text[i], text[i + 1]) : char32_t(text[i].unicode()));
        else
            result += text.sliced(i, pair ? 2 : 1);
        i += pair ? 1 : 0;
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
