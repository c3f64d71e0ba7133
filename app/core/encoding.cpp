#include "core/encoding.h"

#include <QString>
#include <QStringDecoder>
#include <QUtf8StringView>

#include <algorithm>
#include <array>
#include <cstring>

using namespace Qt::StringLiterals;

namespace rijian {

namespace {

constexpr qsizetype probeBytes = 8'000;      // as git's buffer_is_binary
constexpr qsizetype sampleBytes = 1 << 20;

struct Name {
    TextEncoding encoding;
    QLatin1StringView name;
};
constexpr std::array names{
    Name{TextEncoding::Utf8, "UTF-8"_L1},       Name{TextEncoding::Utf8Bom, "UTF-8 BOM"_L1}, Name{TextEncoding::Utf16Le, "UTF-16LE"_L1},
    Name{TextEncoding::Utf16Be, "UTF-16BE"_L1}, Name{TextEncoding::Gb18030, "GB18030"_L1},   Name{TextEncoding::ShiftJis, "Shift-JIS"_L1},
    Name{TextEncoding::EucJp, "EUC-JP"_L1},     Name{TextEncoding::Latin1, "ISO-8859-1"_L1}, Name{TextEncoding::Big5, "Big5"_L1},
    Name{TextEncoding::EucKr, "EUC-KR"_L1},     Name{TextEncoding::Windows1251, "Windows-1251"_L1}, Name{TextEncoding::Windows1252, "Windows-1252"_L1},
};

uchar at(QByteArrayView bytes, qsizetype i)
{
    return i < bytes.size() ? uchar(bytes[i]) : uchar(0);
}

bool within(uchar byte, int first, int last)
{
    return byte >= first && byte <= last;
}

/// Whole characters of text and no controls but those of lines: what random bytes never are for long.
bool isUtf16Text(QByteArrayView bytes, bool bigEndian)
{
    const QByteArrayView sample = bytes.first(std::min(bytes.size(), probeBytes) & ~qsizetype(1));
    bool high = false; // the unit before began a surrogate pair
    for (qsizetype i = 0; i < sample.size(); i += 2) {
        const auto unit = char16_t(bigEndian ? uchar(sample[i]) << 8 | uchar(sample[i + 1]) : uchar(sample[i + 1]) << 8 | uchar(sample[i]));
        if (high != QChar::isLowSurrogate(unit))
            return false;
        high = QChar::isHighSurrogate(unit);
        const bool lineControl = unit >= 0x09 && unit <= 0x0D;
        if ((unit < 0x20 && !lineControl) || unit == 0x7F || unit >= 0xFFFE)
            return false;
        if (!high && !QChar::isLowSurrogate(unit) && unit > 0xFF && QChar::category(char32_t(unit)) == QChar::Other_NotAssigned)
            return false;
    }
    return !sample.isEmpty() && !(high && sample.size() == bytes.size());
}

TextEncoding utf16Of(QByteArrayView bytes)
{
    if (bytes.size() % 2 != 0)
        return TextEncoding::Unknown;
    const QByteArrayView sample = bytes.first(std::min(bytes.size(), probeBytes));
    std::array<qsizetype, 2> zeros{};
    for (qsizetype i = 0; i < sample.size(); ++i)
        zeros[std::size_t(i % 2)] += sample[i] == '\0';
    if ((zeros[0] == 0) == (zeros[1] == 0))
        return TextEncoding::Unknown;
    const bool bigEndian = zeros[0] > 0;
    if (std::max(zeros[0], zeros[1]) * 100 < sample.size() || !isUtf16Text(bytes, bigEndian))
        return TextEncoding::Unknown;
    return bigEndian ? TextEncoding::Utf16Be : TextEncoding::Utf16Le;
}

/// The length of the valid sequence that begins here, 0 for none. (That overlong forms pass does no harm to a count.)
qsizetype utf8Length(QByteArrayView bytes, qsizetype i)
{
    const uchar lead = at(bytes, i);
    const qsizetype length = within(lead, 0xC2, 0xDF) ? 2 : within(lead, 0xE0, 0xEF) ? 3 : within(lead, 0xF0, 0xF4) ? 4 : 0;
    for (qsizetype k = 1; k < length; ++k) {
        if (!within(at(bytes, i + k), 0x80, 0xBF))
            return 0;
    }
    return length;
}

/// Text that was cut or pasted into badly: replacing all of it would be worse than a few marks.
bool isNearlyUtf8(QByteArrayView sample)
{
    qsizetype good = 0;
    qsizetype bad = 0;
    for (qsizetype i = 0; i < sample.size();) {
        const qsizetype length = at(sample, i) < 0x80 ? 1 : utf8Length(sample, i);
        good += length > 1;
        bad += length == 0;
        i += std::max<qsizetype>(length, 1);
    }
    return good > 0 && bad * 10 <= good;
}

struct PairCounts {
    qsizetype pairs = 0;
    qsizetype telling = 0; ///< kana, or characters of GB2312
    bool valid = true;
};

PairCounts countGb(QByteArrayView sample, bool cut)
{
    PairCounts counts;
    for (qsizetype i = 0; i < sample.size() && counts.valid;) {
        const uchar lead = at(sample, i);
        const uchar trail = at(sample, i + 1);
        if (lead < 0x80) {
            ++i;
        } else if (cut && i + 4 > sample.size()) {
            break;
        } else if (within(lead, 0x81, 0xFE) && (within(trail, 0x40, 0x7E) || within(trail, 0x80, 0xFE))) {
            ++counts.pairs;
            counts.telling += within(lead, 0xA1, 0xF7) && within(trail, 0xA1, 0xFE);
            i += 2;
        } else if (within(lead, 0x81, 0xFE) && within(trail, 0x30, 0x39) && within(at(sample, i + 2), 0x81, 0xFE) && within(at(sample, i + 3), 0x30, 0x39)) {
            i += 4;
        } else {
            counts.valid = false;
        }
    }
    return counts;
}

PairCounts countEucJp(QByteArrayView sample, bool cut)
{
    PairCounts counts;
    for (qsizetype i = 0; i < sample.size() && counts.valid;) {
        const uchar lead = at(sample, i);
        const uchar trail = at(sample, i + 1);
        if (lead < 0x80) {
            ++i;
        } else if (cut && i + 3 > sample.size()) {
            break;
        } else if (within(lead, 0xA1, 0xFE) && within(trail, 0xA1, 0xFE)) {
            ++counts.pairs;
            counts.telling += lead == 0xA4 || lead == 0xA5;
            i += 2;
        } else if (lead == 0x8E && within(trail, 0xA1, 0xDF)) {
            i += 2;
        } else if (lead == 0x8F && within(trail, 0xA1, 0xFE) && within(at(sample, i + 2), 0xA1, 0xFE)) {
            i += 3;
        } else {
            counts.valid = false;
        }
    }
    return counts;
}

PairCounts countShiftJis(QByteArrayView sample, bool cut)
{
    PairCounts counts;
    for (qsizetype i = 0; i < sample.size() && counts.valid;) {
        const uchar lead = at(sample, i);
        const uchar trail = at(sample, i + 1);
        if (lead < 0x80 || within(lead, 0xA1, 0xDF)) {
            ++i;
        } else if (cut && i + 2 > sample.size()) {
            break;
        } else if ((within(lead, 0x81, 0x9F) || within(lead, 0xE0, 0xFC)) && (within(trail, 0x40, 0x7E) || within(trail, 0x80, 0xFC))) {
            ++counts.pairs;
            counts.telling += (lead == 0x82 && within(trail, 0x9F, 0xF1)) || (lead == 0x83 && within(trail, 0x40, 0x96));
            i += 2;
        } else {
            counts.valid = false;
        }
    }
    return counts;
}

bool isMostly(const PairCounts &counts, int percent)
{
    return counts.valid && counts.pairs > 0 && counts.telling * 100 >= counts.pairs * percent;
}

const char *converterName(TextEncoding encoding)
{
    switch (encoding) {
    case TextEncoding::Gb18030:
        return "GB18030";
    case TextEncoding::ShiftJis:
        return "Shift_JIS";
    case TextEncoding::EucJp:
        return "EUC-JP";
    case TextEncoding::Big5:
        return "Big5-HKSCS";
    case TextEncoding::EucKr:
        return "windows-949"; // EUC-KR and the syllables that it lacks
    case TextEncoding::Windows1251:
        return "windows-1251";
    case TextEncoding::Windows1252:
        return "windows-1252";
    default:
        return "ISO-8859-1";
    }
}

QStringDecoder decoderOf(TextEncoding encoding)
{
    if (encoding == TextEncoding::Utf16Le)
        return QStringDecoder(QStringDecoder::Utf16LE, QStringDecoder::Flag::Stateless);
    if (encoding == TextEncoding::Utf16Be)
        return QStringDecoder(QStringDecoder::Utf16BE, QStringDecoder::Flag::Stateless);
    if (encoding == TextEncoding::Latin1)
        return QStringDecoder(QStringDecoder::Latin1);
    return QStringDecoder(converterName(encoding), QStringDecoder::Flag::Stateless);
}

bool canDecode(TextEncoding encoding)
{
    return decoderOf(encoding).isValid();
}

/// What Latin-1 has as controls, which no text needs, are quotes, dashes and the euro there.
bool isWindows1252(QByteArrayView bytes)
{
    bool telling = false;
    for (const char c : bytes) {
        if (const uchar byte = uchar(c); byte < 0x80 || byte > 0x9F)
            continue;
        else if (QByteArrayView("\x81\x8D\x8F\x90\x9D").contains(c)) // not assigned
            return false;
        telling = true;
    }
    return telling;
}

} // namespace

bool looksBinary(QByteArrayView bytes)
{
    return std::memchr(bytes.data(), 0, std::size_t(std::min(bytes.size(), probeBytes))) != nullptr;
}

TextEncoding detectEncoding(QByteArrayView bytes)
{
    if (bytes.isEmpty())
        return TextEncoding::Utf8;
    const bool even = bytes.size() % 2 == 0;
    if (even && bytes.startsWith("\xFF\xFE") && isUtf16Text(bytes.sliced(2), false))
        return TextEncoding::Utf16Le;
    if (even && bytes.startsWith("\xFE\xFF") && isUtf16Text(bytes.sliced(2), true))
        return TextEncoding::Utf16Be;
    if (looksBinary(bytes))
        return utf16Of(bytes);
    if (bytes.startsWith("\xEF\xBB\xBF"))
        return TextEncoding::Utf8Bom;
    if (QUtf8StringView(bytes.data(), bytes.size()).isValidUtf8())
        return TextEncoding::Utf8;
    const bool cut = bytes.size() > sampleBytes;
    const QByteArrayView sample = bytes.first(std::min(bytes.size(), sampleBytes));
    if (isNearlyUtf8(sample))
        return TextEncoding::Utf8;
    if (isMostly(countEucJp(sample, cut), 20) && canDecode(TextEncoding::EucJp))
        return TextEncoding::EucJp;
    const PairCounts gb = countGb(sample, cut);
    if (isMostly(countShiftJis(sample, cut), 20) && !isMostly(gb, 60) && canDecode(TextEncoding::ShiftJis))
        return TextEncoding::ShiftJis;
    if (isMostly(gb, 60) && canDecode(TextEncoding::Gb18030))
        return TextEncoding::Gb18030;
    return isWindows1252(bytes) && canDecode(TextEncoding::Windows1252) ? TextEncoding::Windows1252 : TextEncoding::Latin1;
}

QByteArray toUtf8(QByteArrayView bytes, TextEncoding encoding)
{
    if (encoding == TextEncoding::Unknown || encoding == TextEncoding::Utf8 || encoding == TextEncoding::Utf8Bom)
        return bytes.toByteArray();
    QStringDecoder decoder = decoderOf(encoding);
    if (!decoder.isValid())
        decoder = QStringDecoder(QStringDecoder::Latin1);
    if (encoding == TextEncoding::Utf16Le || encoding == TextEncoding::Utf16Be) {
        const QString text = decoder(bytes);
        return text.toUtf8();
    }
    // A character cut at the end would be dropped; a line feed behind it shows it.
    QString text = decoder(QByteArray(bytes.toByteArray() + '\n'));
    if (text.endsWith(u'\n'))
        text.chop(1);
    return text.toUtf8();
}

QLatin1StringView encodingName(TextEncoding encoding)
{
    const auto found = std::ranges::find(names, encoding, &Name::encoding);
    return found == names.end() ? QLatin1StringView() : found->name;
}

std::optional<TextEncoding> encodingByName(QLatin1StringView name)
{
    const auto found = std::ranges::find_if(names, [&](const Name &each) { return each.name.compare(name, Qt::CaseInsensitive) == 0; });
    return found == names.end() ? std::nullopt : std::optional(found->encoding);
}

QList<TextEncoding> readableEncodings()
{
    QList<TextEncoding> readable{TextEncoding::Utf8};
    for (const TextEncoding encoding : {TextEncoding::Gb18030, TextEncoding::Big5, TextEncoding::ShiftJis, TextEncoding::EucJp, TextEncoding::EucKr, TextEncoding::Latin1,
                                        TextEncoding::Windows1252, TextEncoding::Windows1251}) {
        if (canDecode(encoding))
            readable.append(encoding);
    }
    return readable;
}

} // namespace rijian
