#include "diff/patchtext.h"

#include <QCoreApplication>

#include <algorithm>

namespace rijian::diff {

namespace {

struct PatchTextText {
    Q_DECLARE_TR_FUNCTIONS(rijian::diff::PatchText)
};

constexpr qsizetype binaryLine = 52; // bytes in a line of a literal

/// C-style where a byte would break the line or is not ASCII, as git's quote_c_style with core.quotePath.
QByteArray quoted(const QByteArray &path)
{
    const auto plain = [](char c) { return uchar(c) >= 0x20 && uchar(c) < 0x7F && c != '"' && c != '\\'; };
    if (std::ranges::all_of(path, plain))
        return path;
    static constexpr QByteArrayView codes("abtnvfr"); // BEL to CR
    QByteArray text = "\"";
    for (const char c : path) {
        if (plain(c)) {
            text += c;
            continue;
        }
        text += '\\';
        if (c == '"' || c == '\\')
            text += c;
        else if (uchar(c) >= 0x07 && uchar(c) <= 0x0D)
            text += codes[uchar(c) - 0x07];
        else
            text += QByteArray::number(uchar(c), 8).rightJustified(3, '0');
    }
    return text + '"';
}

QByteArray modeText(quint32 mode)
{
    return QByteArray::number(mode, 8).rightJustified(6, '0');
}

QByteArray shown(const QByteArray &id)
{
    return id.isEmpty() ? QByteArray(40, '0') : id;
}

/// One entry of git's patch: a changed type makes two of one FilePatch.
struct Entry {
    const FilePatch &patch;
    FileStatus status;
    bool oldThere = true;
    bool newThere = true;

    QByteArray oldPath() const
    {
        const QString &text = patch.change.oldPath.isEmpty() ? patch.change.path : patch.change.oldPath;
        return patch.oldSide.path.isEmpty() ? text.toUtf8() : patch.oldSide.path;
    }
    QByteArray newPath() const { return patch.newSide.path.isEmpty() ? patch.change.path.toUtf8() : patch.newSide.path; }
    bool binary() const
    {
        if (status != patch.change.status) // one half of a changed type: the other may be text
            return patch.gap == PatchGap::TooLarge || patch.gap == PatchGap::Unreadable || (patch.gap == PatchGap::Binary && (oldThere ? patch.oldSide : patch.newSide).encoding == TextEncoding::Unknown);
        return patch.gap == PatchGap::Binary || patch.gap == PatchGap::TooLarge || patch.gap == PatchGap::Unreadable;
    }
};

QByteArray header(const Entry &entry)
{
    const FileChange &change = entry.patch.change;
    const QByteArray before = entry.oldThere ? entry.oldPath() : entry.newPath();
    const QByteArray after = entry.newThere ? entry.newPath() : entry.oldPath();
    QByteArray text = "diff --git " + quoted("a/" + before) + ' ' + quoted("b/" + after) + '\n';
    if (!entry.oldThere)
        text += "new file mode " + modeText(change.newMode) + '\n';
    else if (!entry.newThere)
        text += "deleted file mode " + modeText(change.oldMode) + '\n';
    else if (change.oldMode != change.newMode)
        text += "old mode " + modeText(change.oldMode) + "\nnew mode " + modeText(change.newMode) + '\n';
    if (entry.status == FileStatus::Renamed || entry.status == FileStatus::Copied) {
        const QByteArray verb = entry.status == FileStatus::Renamed ? "rename" : "copy";
        if (entry.patch.similarity > 0)
            text += "similarity index " + QByteArray::number(entry.patch.similarity) + "%\n";
        text += verb + " from " + quoted(before) + '\n' + verb + " to " + quoted(after) + '\n';
    }
    const QByteArray oldId = entry.patch.oldSide.id.toHex();
    const QByteArray newId = entry.patch.newSide.id.toHex();
    if (oldId != newId) {
        text += "index " + shown(entry.oldThere ? oldId : QByteArray()) + ".." + shown(entry.newThere ? newId : QByteArray());
        text += entry.oldThere && entry.newThere && change.oldMode == change.newMode ? ' ' + modeText(change.newMode) + '\n' : QByteArray("\n");
    }
    return text;
}

/// The name after --- or +++; a tab ends one that holds a blank, as git does it for other tools.
QByteArray sideName(char prefix, const QByteArray &path)
{
    const QByteArray name = quoted(QByteArray(1, prefix) + '/' + path);
    return name.contains(' ') ? name + '\t' : name;
}

QByteArray sides(const Entry &entry)
{
    return "--- " + (entry.oldThere ? sideName('a', entry.oldPath()) : QByteArray("/dev/null")) + "\n+++ "
        + (entry.newThere ? sideName('b', entry.newPath()) : QByteArray("/dev/null")) + '\n';
}

QByteArray range(int start, int count)
{
    return QByteArray::number(start) + ',' + QByteArray::number(count);
}

void addHunk(QByteArray &text, const FilePatch &patch, const Hunk &hunk)
{
    text += "@@ -" + range(hunk.oldStart, hunk.oldCount) + " +" + range(hunk.newStart, hunk.newCount) + " @@"
        + (hunk.context.isEmpty() ? QByteArray() : ' ' + hunk.context) + '\n';
    for (std::size_t i = hunk.firstLine; i < hunk.firstLine + hunk.lineCount; ++i) {
        const PatchLine &line = patch.lines[i];
        text += char(line.kind);
        text += patch.lineText(line);
        text += line.noLineEnd ? "\n\\ No newline at end of file\n" : "\n";
    }
}

/// Git's base 85, RFC 1924's alphabet: four bytes as five characters.
void addBase85(QByteArray &text, QByteArrayView bytes)
{
    static constexpr char alphabet[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~";
    for (qsizetype i = 0; i < bytes.size(); i += 4) {
        quint32 value = 0;
        for (qsizetype k = 0; k < 4; ++k)
            value = value << 8 | (i + k < bytes.size() ? uchar(bytes[i + k]) : 0U);
        char digits[5];
        for (int k = 4; k >= 0; --k) {
            digits[k] = alphabet[value % 85];
            value /= 85;
        }
        text.append(digits, 5);
    }
}

void addLiteral(QByteArray &text, QByteArrayView content)
{
    text += "literal " + QByteArray::number(content.size()) + '\n';
    const QByteArray packed = content.isEmpty() ? QByteArray::fromHex("789c030000000001") // qCompress makes nothing of nothing
                                                : qCompress(content.toByteArray()).sliced(4); // Qt's own length stands before zlib's stream
    for (qsizetype i = 0; i < packed.size(); i += binaryLine) {
        const qsizetype length = std::min(binaryLine, packed.size() - i);
        text += char(length <= 26 ? 'A' + length - 1 : 'a' + length - 27);
        addBase85(text, QByteArrayView(packed).sliced(i, length));
        text += '\n';
    }
    text += '\n';
}

bool isComplete(bool there, const FileSide &side)
{
    return !there || (side.size >= 0 && side.content.size() == side.size);
}

void addBinary(QByteArray &text, const Entry &entry)
{
    const FileSide &before = entry.patch.oldSide;
    const FileSide &after = entry.patch.newSide;
    if (!isComplete(entry.oldThere, before) || !isComplete(entry.newThere, after)) {
        text += "Binary files " + (entry.oldThere ? quoted("a/" + entry.oldPath()) : QByteArray("/dev/null")) + " and "
            + (entry.newThere ? quoted("b/" + entry.newPath()) : QByteArray("/dev/null")) + " differ\n";
        return;
    }
    text += "GIT binary patch\n";
    addLiteral(text, entry.newThere ? QByteArrayView(after.content) : QByteArrayView());
    addLiteral(text, entry.oldThere ? QByteArrayView(before.content) : QByteArrayView());
}

void addEntry(QByteArray &text, const Entry &entry, std::size_t firstLine, std::size_t lastLine)
{
    text += header(entry);
    const bool changed = entry.patch.oldSide.id != entry.patch.newSide.id || entry.patch.change.binary;
    if (entry.binary() && changed)
        return addBinary(text, entry);
    bool begun = false;
    for (const Hunk &hunk : entry.patch.hunks) {
        if (hunk.firstLine + hunk.lineCount <= firstLine || hunk.firstLine >= lastLine)
            continue;
        const bool wanted = (entry.oldThere || hunk.oldCount == 0) && (entry.newThere || hunk.newCount == 0);
        if (!wanted)
            continue;
        if (!begun)
            text += sides(entry);
        begun = true;
        addHunk(text, entry.patch, hunk);
    }
}

void addFile(QByteArray &text, const FilePatch &patch, std::size_t firstLine, std::size_t lastLine)
{
    const FileStatus status = patch.change.status;
    if (status == FileStatus::TypeChanged) {
        addEntry(text, {patch, FileStatus::Deleted, true, false}, firstLine, lastLine);
        addEntry(text, {patch, FileStatus::Added, false, true}, firstLine, lastLine);
    } else {
        addEntry(text, {patch, status, status != FileStatus::Added, status != FileStatus::Deleted}, firstLine, lastLine);
    }
    // No line of a patch begins with a parenthesis: git passes over it, people read it.
    if (patch.gap == PatchGap::TooLarge)
        text += PatchTextText::tr("(too large to be read)").toUtf8() + '\n';
    else if (patch.gap == PatchGap::Unreadable)
        text += PatchTextText::tr("(the content is missing or damaged)").toUtf8() + '\n';
    else if (patch.gap == PatchGap::Cut || patch.gap == PatchGap::Later)
        text += PatchTextText::tr("(further lines are left out)").toUtf8() + '\n';
}

} // namespace

QByteArray unifiedPatch(const FilePatch &patch, std::size_t firstLine, std::size_t lastLine)
{
    QByteArray text;
    addFile(text, patch, firstLine, lastLine);
    return text;
}

QByteArray filePatchText(const FilePatch &patch)
{
    return unifiedPatch(patch, 0, std::max<std::size_t>(patch.lines.size(), 1));
}

bool isWholePatch(const FilePatch &patch)
{
    if (patch.gap != PatchGap::Binary)
        return patch.gap == PatchGap::None;
    return isComplete(!patch.oldSide.id.isNull(), patch.oldSide) && isComplete(!patch.newSide.id.isNull(), patch.newSide);
}

bool leavesOutChanges(const FilePatch &patch)
{
    if (patch.change.status == FileStatus::TypeChanged) // each side by itself
        return false;
    int shift = 0; // of the new file's lines against the old one's
    for (const Hunk &hunk : patch.hunks) {
        const int oldBefore = hunk.oldStart - (hunk.oldCount > 0 ? 1 : 0), newBefore = hunk.newStart - (hunk.newCount > 0 ? 1 : 0);
        if (newBefore - oldBefore != shift)
            return true;
        shift += hunk.newCount - hunk.oldCount;
    }
    return false;
}

QByteArray commitPatchText(const CommitPatch &patch)
{
    QByteArray text;
    for (const FilePatch &file : patch.files)
        text += filePatchText(file);
    return text;
}

} // namespace rijian::diff
