#include "models/filelabels.h"

#include "core/text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::models {

namespace {

struct FileLabelsText {
    Q_DECLARE_TR_FUNCTIONS(rijian::models::FileLabels)
};

constexpr quint32 symlink = 0120000;
constexpr quint32 executable = 0100755;
constexpr quint32 plainFile = 0100644;

bool isPlain(TextEncoding encoding)
{
    return encoding == TextEncoding::Unknown || encoding == TextEncoding::Utf8;
}

QString lineEndWord(LineEnds ends)
{
    return ends == LineEnds::CrLf ? u"CRLF"_s : ends == LineEnds::Lf ? u"LF"_s : FileLabelsText::tr("mixed line endings");
}

/// A size, or that before and that after where these differ; -1: there is none.
QString sizeWords(qint64 before, qint64 after)
{
    const auto words = [](qint64 size) { return QLocale().formattedDataSize(size, 1, QLocale::DataSizeTraditionalFormat); };
    return before >= 0 && after >= 0 && before != after ? words(before) + u" → "_s + words(after) : words(std::max(before, after));
}

/// With the size of the file that it stands for.
QString lfsNote(const std::optional<LfsPointer> &before, const std::optional<LfsPointer> &after)
{
    return FileLabelsText::tr("Git LFS pointer (%1)").arg(sizeWords(before ? before->size : -1, after ? after->size : -1));
}

/// Of a pointer the size of what it stands for is told.
bool hasOwnSize(const FilePatch &file)
{
    return isBinary(file) && !file.oldSide.lfs && !file.newSide.lfs && std::max(file.oldSide.size, file.newSide.size) >= 0;
}

/// What is not plain about a file's text: its encoding, changed line ends, a last line without one.
QStringList textNotes(const FilePatch &file)
{
    QStringList notes;
    const FileSide &before = file.oldSide;
    const FileSide &after = file.newSide.id.isNull() ? file.oldSide : file.newSide;
    const auto name = [](TextEncoding encoding) { return QString(encodingName(encoding)); };
    if (before.encoding != TextEncoding::Unknown && after.encoding != TextEncoding::Unknown && before.encoding != after.encoding)
        notes << name(before.encoding) + u" → "_s + name(after.encoding);
    else if (!isPlain(after.encoding))
        notes << name(after.encoding);
    if (before.lineEnds != LineEnds::None && after.lineEnds != LineEnds::None && before.lineEnds != after.lineEnds)
        notes << lineEndWord(before.lineEnds) + u" → "_s + lineEndWord(after.lineEnds);
    else if (after.lineEnds == LineEnds::Mixed)
        notes << lineEndWord(after.lineEnds);
    if (before.lfs || after.lfs)
        notes << lfsNote(before.lfs, after.lfs);
    // Added lines follow the removed ones, so that the file's last line is the patch's.
    if (!file.lines.empty() && file.lines.back().noLineEnd && file.lines.back().kind != LineKind::Removed)
        notes << FileLabelsText::tr("no newline at end of file");
    return notes;
}

} // namespace

QChar statusLetter(FileStatus status)
{
    switch (status) {
    case FileStatus::Added:
        return u'A';
    case FileStatus::Deleted:
        return u'D';
    case FileStatus::Renamed:
        return u'R';
    case FileStatus::Copied:
        return u'C';
    case FileStatus::TypeChanged:
        return u'T';
    case FileStatus::Modified:
        break;
    }
    return u'M';
}

QString statusWord(FileStatus status)
{
    switch (status) {
    case FileStatus::Added:
        return FileLabelsText::tr("added");
    case FileStatus::Deleted:
        return FileLabelsText::tr("deleted");
    case FileStatus::Renamed:
        return FileLabelsText::tr("renamed");
    case FileStatus::Copied:
        return FileLabelsText::tr("copied");
    case FileStatus::TypeChanged:
        return FileLabelsText::tr("type changed");
    case FileStatus::Modified:
        break;
    }
    return FileLabelsText::tr("modified");
}

QString shownPath(const FileChange &change)
{
    const bool moved = change.status == FileStatus::Renamed || change.status == FileStatus::Copied;
    const QString path = visibleControls(change.path);
    return moved && !change.oldPath.isEmpty() && change.oldPath != change.path ? visibleControls(change.oldPath) + u" → "_s + path : path;
}

QStringList fileNotes(const FilePatch &file, bool invisibles)
{
    const FileChange &change = file.change;
    QStringList notes;
    if (invisibles)
        notes << FileLabelsText::tr("⚠ invisible characters");
    if (file.gap == PatchGap::TooLarge)
        notes << FileLabelsText::tr("too large");
    else if (file.gap == PatchGap::Unreadable)
        notes << FileLabelsText::tr("content missing or damaged");
    else if (change.binary)
        notes << (file.notCompared ? FileLabelsText::tr("not compared") : FileLabelsText::tr("binary"));
    if (hasOwnSize(file))
        notes << sizeWords(file.oldSide.size, file.newSide.size);
    if (change.submodule)
        notes << FileLabelsText::tr("submodule");
    if (change.oldMode == symlink || change.newMode == symlink)
        notes << FileLabelsText::tr("symbolic link");
    if (change.oldMode == plainFile && change.newMode == executable)
        notes << FileLabelsText::tr("now executable");
    else if (change.oldMode == executable && change.newMode == plainFile)
        notes << FileLabelsText::tr("no longer executable");
    else if (change.status == FileStatus::Added && change.newMode == executable)
        notes << FileLabelsText::tr("executable");
    return notes + textNotes(file);
}

QString fileWords(const FilePatch &file, bool invisibles)
{
    QStringList parts{statusWord(file.change.status)};
    if (file.change.insertions > 0)
        parts << FileLabelsText::tr("lines added: %1").arg(file.change.insertions);
    if (file.change.deletions > 0)
        parts << FileLabelsText::tr("lines removed: %1").arg(file.change.deletions);
    return (parts << fileNotes(file, invisibles)).join(FileLabelsText::tr(", ", "between parts of a list"));
}

QString describeFile(const FilePatch &file, bool invisibles)
{
    return QStringList{shownPath(file.change), fileWords(file, invisibles)}.join(FileLabelsText::tr(", ", "between parts of a list"));
}

} // namespace rijian::models
