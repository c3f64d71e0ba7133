#include "ui/diff/imagefile.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImageReader>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

struct PictureText {
    Q_DECLARE_TR_FUNCTIONS(rijian::ui::Picture)
};

constexpr qint64 mostPixels = 50'000'000;

/// The reader's name for what the bytes begin with; empty: none that is known.
QByteArray formatOf(QByteArrayView bytes)
{
    using namespace std::string_view_literals;
    const auto begins = [bytes](std::string_view magic) { return bytes.startsWith(QByteArrayView(magic.data(), qsizetype(magic.size()))); };
    if (begins("\x89PNG\r\n\x1a\n"sv))
        return "png"_ba;
    if (begins("\xff\xd8\xff"sv))
        return "jpeg"_ba;
    if (begins("GIF87a"sv) || begins("GIF89a"sv))
        return "gif"_ba;
    if (begins("RIFF"sv) && bytes.size() > 12 && bytes.sliced(8, 4) == "WEBP")
        return "webp"_ba;
    if (begins("BM"sv))
        return "bmp"_ba;
    return begins("\0\0\1\0"sv) ? "ico"_ba : QByteArray();
}

} // namespace

bool isPictureName(const QString &path)
{
    static const QStringList suffixes{u".png"_s, u".jpg"_s, u".jpeg"_s, u".gif"_s, u".webp"_s, u".bmp"_s, u".ico"_s};
    return std::ranges::any_of(suffixes, [&path](const QString &suffix) { return path.endsWith(suffix, Qt::CaseInsensitive); });
}

Picture readPicture(const QByteArray &bytes)
{
    Picture picture{.bytes = bytes.size()};
    if (bytes.isEmpty())
        return picture;
    const QByteArray format = formatOf(bytes);
    if (format.isEmpty() || !QImageReader::supportedImageFormats().contains(format)) {
        picture.problem = format.isEmpty() ? PictureText::tr("This is not a picture of a known format.")
                                           : PictureText::tr("Pictures of the format %1 cannot be read here.").arg(QString::fromLatin1(format.toUpper()));
        return picture;
    }
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, format);
    reader.setAutoDetectImageFormat(false);
    reader.setAutoTransform(true);
    const QSize size = reader.size();
    if (!size.isValid() || size.isEmpty() || qint64(size.width()) * size.height() > mostPixels) {
        picture.problem = size.isValid() && !size.isEmpty() ? PictureText::tr("The picture is too large to be shown: %1 × %2 pixels.").arg(size.width()).arg(size.height())
                                                           : PictureText::tr("The picture is damaged.");
        return picture;
    }
    picture.image = reader.read();
    if (picture.image.isNull()) {
        picture.problem = PictureText::tr("The picture is damaged.");
        return picture;
    }
    picture.image = picture.image.convertToFormat(QImage::Format_ARGB32);
    if (picture.image.isNull()) // no memory is left for it
        picture.problem = PictureText::tr("The picture is too large to be shown: %1 × %2 pixels.").arg(size.width()).arg(size.height());
    return picture;
}

QImage pictureDifference(const QImage &before, const QImage &after, qint64 &different)
{
    different = 0;
    const QSize size = before.size().expandedTo(after.size());
    if (qint64(size.width()) * size.height() > mostPixels)
        return {};
    QImage result(size, QImage::Format_RGB32);
    if (result.isNull() || before.isNull() || after.isNull())
        return {};
    for (int y = 0; y < size.height(); ++y) {
        const auto *left = y < before.height() ? reinterpret_cast<const QRgb *>(before.constScanLine(y)) : nullptr;
        const auto *right = y < after.height() ? reinterpret_cast<const QRgb *>(after.constScanLine(y)) : nullptr;
        auto *line = reinterpret_cast<QRgb *>(result.scanLine(y));
        for (int x = 0; x < size.width(); ++x) {
            const bool both = left && right && x < before.width() && x < after.width();
            if (!both) {
                line[x] = qRgb(255, 0, 255);
                ++different;
                continue;
            }
            const QRgb a = left[x], b = right[x];
            if (a == b || (qAlpha(a) == 0 && qAlpha(b) == 0)) {
                line[x] = qRgb(0, 0, 0);
                continue;
            }
            ++different;
            const int fade = std::abs(qAlpha(a) - qAlpha(b));
            const auto far = [fade](int p, int q) { return std::min(255, 40 + std::max(std::abs(p - q), fade)); }; // seen even where it is by one
            line[x] = qRgb(far(qRed(a), qRed(b)), far(qGreen(a), qGreen(b)), far(qBlue(a), qBlue(b)));
        }
    }
    return result;
}

} // namespace rijian::ui
