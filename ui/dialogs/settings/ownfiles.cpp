#include "ui/dialogs/settings/ownfiles.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

struct OwnFilesText {
    Q_DECLARE_TR_FUNCTIONS(rijian::ui::OwnFiles)
};

/// What resources hold may not be written to: the copy may.
Result<void> copyOnce(const QString &source, const QString &target)
{
    if (QFileInfo::exists(target))
        return {};
    QFile file(source);
    if (!QDir().mkpath(QFileInfo(target).path()) || !file.copy(target)
        || !QFile::setPermissions(target, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther))
        return failure(ErrorKind::Disk, OwnFilesText::tr("%1 cannot be written: check the folder's permissions and the free space.").arg(QDir::toNativeSeparators(target)));
    return {};
}

} // namespace

Result<QString> provideOwnFiles(const QString &source, const QString &target)
{
    const QFileInfo info(source);
    if (!info.exists()) {
        if (QFileInfo::exists(target))
            return target;
        return failure(ErrorKind::NotFound, OwnFilesText::tr("This version of the program brings no such files along."));
    }
    if (info.isFile())
        return copyOnce(source, target).transform([&] { return target; });
    if (!QDir().mkpath(target))
        return failure(ErrorKind::Disk, OwnFilesText::tr("The folder %1 cannot be created.").arg(QDir::toNativeSeparators(target)));
    const QDir folder(source);
    for (QDirIterator files(source, QDir::Files, QDirIterator::Subdirectories); files.hasNext();) {
        const QString file = files.next();
        if (auto copied = copyOnce(file, QDir(target).filePath(folder.relativeFilePath(file))); !copied)
            return std::unexpected(copied.error());
    }
    return target;
}

} // namespace rijian::ui
