#pragma once
// Pictures out of a commit: bytes of anybody's. Any thread.

#include <QByteArray>
#include <QImage>
#include <QString>

namespace rijian::ui {

/// Whether a file of this name may be a picture that readPicture() knows.
bool isPictureName(const QString &path);

/// One side of a picture.
struct Picture {
    QImage image;    ///< null: there is none, or `problem` says why
    qint64 bytes = 0;
    QString problem; ///< one line
};

/// Reads PNG, JPEG, GIF (its first picture), WebP, BMP and ICO, known by their first bytes: no other reader is ever asked. Pictures of more than
/// 50 million pixels are refused before they are read.
Picture readPicture(const QByteArray &bytes);

/// Pixel by pixel, how far two pictures are apart, from their upper left corners: black where they are the same, the brighter the farther. `different` counts
/// the pixels that are not the same; those that only one of them has are. Null, and nothing counted, where one of them is, or where both together span more
/// than 50 million pixels: a wide and a tall one do, small as they may be.
QImage pictureDifference(const QImage &before, const QImage &after, qint64 &different);

} // namespace rijian::ui
