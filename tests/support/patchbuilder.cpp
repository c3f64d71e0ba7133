#include "support/patchbuilder.h"

using namespace Qt::StringLiterals;

namespace rijian::testkit {

namespace {

QString unquoted(QByteArray path)
{
    if (path.startsWith('"') && path.endsWith('"')) {
        QByteArray plain;
        for (qsizetype i = 1; i + 1 < path.size(); ++i) {
            if (path.at(i) != '\\') {
                plain.append(path.at(i));
            } else if (i + 3 < path.size() && path.at(i + 1) >= '0' && path.at(i + 1) <= '3') {
                plain.append(char(path.mid(i + 1, 3).toInt(nullptr, 8)));
                i += 3;
            } else {
                const char c = path.at(++i);
                plain.append(c == 'n' ? '\n' : c == 't' ? '\t' : c);
            }
        }
        path = plain;
    }
    return QString::fromUtf8(path);
}

QString withoutPrefix(const QByteArray &path)
{
    QByteArray plain = path;
    if (plain.endsWith('\t'))
        plain.chop(1);
    const QString text = unquoted(plain);
    return text.startsWith(u"a/"_s) || text.startsWith(u"b/"_s) ? text.sliced(2) : text;
}

// "@@ -1,2 +3,4 @@ context"
Hunk parseHunk(const QByteArray &line)
{
    Hunk hunk;
    const qsizetype end = line.indexOf("@@", 2);
    const QList<QByteArray> parts = line.mid(3, end - 4).split(' ');
    const auto range = [](const QByteArray &text, int &start, int &count) {
        const qsizetype comma = text.indexOf(',');
        start = text.mid(1, comma < 0 ? -1 : comma - 1).toInt();
        count = comma < 0 ? 1 : text.mid(comma + 1).toInt();
    };
    if (parts.size() == 2) {
        range(parts.at(0), hunk.oldStart, hunk.oldCount);
        range(parts.at(1), hunk.newStart, hunk.newCount);
    }
    hunk.context = line.mid(end + 2).trimmed();
    return hunk;
}

void readHeader(FileChange &change, const QByteArray &line, bool &binary)
{
    const auto after = [&line](const char *prefix) { return line.mid(qsizetype(qstrlen(prefix))); };
    if (line.startsWith("new file mode ")) {
        change.status = FileStatus::Added;
        change.newMode = after("new file mode ").toUInt(nullptr, 8);
        change.oldMode = 0;
    } else if (line.startsWith("deleted file mode ")) {
        change.status = FileStatus::Deleted;
        change.oldMode = after("deleted file mode ").toUInt(nullptr, 8);
        change.newMode = 0;
    } else if (line.startsWith("old mode ")) {
        change.oldMode = after("old mode ").toUInt(nullptr, 8);
    } else if (line.startsWith("new mode ")) {
        change.newMode = after("new mode ").toUInt(nullptr, 8);
    } else if (line.startsWith("rename from ")) {
        change.status = FileStatus::Renamed;
        change.oldPath = unquoted(after("rename from "));
    } else if (line.startsWith("rename to ")) {
        change.path = unquoted(after("rename to "));
    } else if (line.startsWith("index ") && line.endsWith(" 160000")) {
        change.submodule = true;
    } else if (line.startsWith("Binary files ") || line.startsWith("GIT binary patch")) {
        binary = true;
    } else if (line.startsWith("--- ") && !line.startsWith("--- /dev/null")) {
        change.oldPath = withoutPrefix(after("--- "));
    } else if (line.startsWith("+++ ") && !line.startsWith("+++ /dev/null")) {
        change.path = withoutPrefix(after("+++ "));
    }
}

void finish(FilePatch &file)
{
    FileChange &change = file.change;
    if (change.status == FileStatus::Deleted && !change.oldPath.isEmpty())
        change.path = change.oldPath;
    if (change.status != FileStatus::Renamed && change.status != FileStatus::Copied)
        change.oldPath.clear();
    change.submodule |= change.oldMode == 0160000 || change.newMode == 0160000;
    change.binary = file.gap == PatchGap::Binary;
}

} // namespace

QList<FilePatch> patchFromDiff(QByteArrayView diff)
{
    QList<FilePatch> files;
    bool inHunk = false;
    int oldNumber = 0;
    int newNumber = 0;
    qsizetype position = 0;
    while (position < diff.size()) {
        qsizetype end = diff.indexOf('\n', position);
        if (end < 0)
            end = diff.size();
        const QByteArray line = diff.sliced(position, end - position).toByteArray();
        position = end + 1;
        if (line.startsWith("diff --git ")) {
            if (!files.isEmpty())
                finish(files.last());
            files.emplaceBack();
            files.last().change.oldMode = files.last().change.newMode = 0100644;
            const QByteArray paths = line.mid(11); // "a/x b/x": halves of equal length, unless renamed
            files.last().change.path = withoutPrefix(paths.mid(paths.size() / 2 + 1));
            inHunk = false;
            continue;
        }
        if (files.isEmpty())
            continue;
        FilePatch &file = files.last();
        if (line.startsWith("@@ ")) {
            Hunk hunk = parseHunk(line);
            hunk.firstLine = file.lines.size();
            oldNumber = hunk.oldStart;
            newNumber = hunk.newStart;
            file.hunks.push_back(hunk);
            inHunk = true;
        } else if (!inHunk) {
            bool binary = false;
            readHeader(file.change, line, binary);
            if (binary)
                file.gap = PatchGap::Binary;
        } else if (line.startsWith('\\')) {
            if (!file.lines.empty())
                file.lines.back().noLineEnd = true;
        } else if (line.startsWith('+') || line.startsWith('-') || line.startsWith(' ') || line.isEmpty()) {
            PatchLine entry;
            entry.kind = line.isEmpty() ? LineKind::Context : LineKind(line.front());
            entry.offset = file.text.size();
            entry.length = std::max(qsizetype(0), line.size() - 1);
            if (entry.kind != LineKind::Added)
                entry.oldNumber = oldNumber++;
            if (entry.kind != LineKind::Removed)
                entry.newNumber = newNumber++;
            file.change.insertions += entry.kind == LineKind::Added;
            file.change.deletions += entry.kind == LineKind::Removed;
            file.text += line.mid(1) + '\n';
            file.lines.push_back(entry);
            ++file.hunks.back().lineCount;
        }
    }
    if (!files.isEmpty())
        finish(files.last());
    return files;
}

CommitPatch commitPatch(const QString &message, QByteArrayView diff)
{
    CommitPatch patch;
    patch.commit.sha = u"0123456789abcdef0123456789abcdef01234567"_s;
    patch.commit.author = patch.commit.committer = Person{u"A U Thor"_s, u"author@example.com"_s};
    patch.commit.authorTime = patch.commit.committerTime = Moment{1767744000, 0};
    patch.commit.message = message;
    patch.commit.parents = {u"89abcdef0123456789abcdef0123456789abcdef"_s};
    patch.files = patchFromDiff(diff);
    for (const FilePatch &file : std::as_const(patch.files))
        patch.commit.files.append(file.change);
    return patch;
}

QByteArray fileDiff(const QByteArray &path, const QByteArray &body)
{
    QByteArray text = "diff --git a/" + path + " b/" + path + "\n--- a/" + path + "\n+++ b/" + path + '\n';
    int line = 1;
    QByteArray hunk;
    QByteArray context;
    int oldCount = 0;
    int newCount = 0;
    const auto flush = [&] {
        if (!hunk.isEmpty())
            text += "@@ -" + QByteArray::number(line) + ',' + QByteArray::number(oldCount) + " +" + QByteArray::number(line) + ','
                + QByteArray::number(newCount) + " @@ " + context + '\n' + hunk;
        line += oldCount + 10;
        hunk.clear();
        oldCount = newCount = 0;
    };
    for (const QByteArray &entry : body.split('\n')) {
        if (entry.startsWith("@@")) {
            flush();
            context = entry.mid(2).trimmed();
        } else if (!entry.isEmpty()) {
            hunk += entry + '\n';
            oldCount += entry.front() != '+';
            newCount += entry.front() != '-';
        }
    }
    flush();
    return text;
}

} // namespace rijian::testkit
