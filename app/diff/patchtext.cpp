#include "diff/patchtext.h"

namespace rijian::diff {

namespace {

QByteArray header(const FileChange &change)
{
    const QByteArray path = change.path.toUtf8();
    const QByteArray before = change.oldPath.isEmpty() ? path : change.oldPath.toUtf8();
    const auto mode = [](quint32 value) { return QByteArray::number(value, 8).rightJustified(6, '0'); };
    const bool added = change.status == FileStatus::Added;
    const bool deleted = change.status == FileStatus::Deleted;
    QByteArray text = "diff --git a/" + before + " b/" + path + '\n';
    if (added)
        text += "new file mode " + mode(change.newMode) + '\n';
    else if (deleted)
        text += "deleted file mode " + mode(change.oldMode) + '\n';
    else if (change.oldMode != change.newMode)
        text += "old mode " + mode(change.oldMode) + "\nnew mode " + mode(change.newMode) + '\n';
    if (change.status == FileStatus::Renamed)
        text += "rename from " + before + "\nrename to " + path + '\n';
    else if (change.status == FileStatus::Copied)
        text += "copy from " + before + "\ncopy to " + path + '\n';
    if (change.binary)
        return text + "Binary files differ\n";
    return text;
}

QByteArray sides(const FileChange &change)
{
    const QByteArray path = change.path.toUtf8();
    const QByteArray before = change.oldPath.isEmpty() ? path : change.oldPath.toUtf8();
    return "--- " + (change.status == FileStatus::Added ? QByteArray("/dev/null") : "a/" + before) + "\n+++ "
        + (change.status == FileStatus::Deleted ? QByteArray("/dev/null") : "b/" + path) + '\n';
}

} // namespace

QByteArray unifiedPatch(const FilePatch &patch, std::size_t firstLine, std::size_t lastLine)
{
    QByteArray text = header(patch.change);
    if (!patch.hunks.empty())
        text += sides(patch.change);
    for (const Hunk &hunk : patch.hunks) {
        const std::size_t end = hunk.firstLine + hunk.lineCount;
        if (end <= firstLine || hunk.firstLine >= lastLine)
            continue;
        text += "@@ -" + QByteArray::number(hunk.oldStart) + ',' + QByteArray::number(hunk.oldCount) + " +" + QByteArray::number(hunk.newStart) + ','
            + QByteArray::number(hunk.newCount) + " @@" + (hunk.context.isEmpty() ? QByteArray() : ' ' + hunk.context) + '\n';
        for (std::size_t i = hunk.firstLine; i < end; ++i) {
            const PatchLine &line = patch.lines[i];
            text += char(line.kind);
            text += patch.lineText(line);
            text += line.noLineEnd ? "\n\\ No newline at end of file\n" : "\n";
        }
    }
    return text;
}

} // namespace rijian::diff
