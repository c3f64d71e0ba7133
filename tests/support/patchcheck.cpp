#include "support/patchcheck.h"

#include <QDir>

#include <stdexcept>

using namespace Qt::StringLiterals;

namespace rijian::testkit {

namespace {

/// "@@ -1 +1,2 @@ context" with both counts.
QByteArray hunkHeader(const QByteArray &line)
{
    const qsizetype end = line.indexOf(" @@", 2);
    if (end < 0)
        return line;
    QByteArray text = "@@";
    for (const QByteArray &range : line.mid(3, end - 3).split(' '))
        text += ' ' + (range.contains(',') ? range : range + ",1");
    return QByteArray(text + line.sliced(end)).trimmed();
}

bool isWeightless(const QByteArray &line)
{
    return line.startsWith("index ") || line.startsWith("similarity index ") || line.startsWith("dissimilarity index ");
}

} // namespace

QList<PatchSection> patchSections(QByteArrayView patch)
{
    QList<PatchSection> sections;
    bool binary = false;
    int oldLeft = 0; // of the current hunk
    int newLeft = 0;
    for (qsizetype at = 0; at < patch.size();) {
        const qsizetype feed = patch.indexOf('\n', at);
        const qsizetype end = feed < 0 ? patch.size() : feed;
        const QByteArray line = patch.sliced(at, end - at).toByteArray();
        at = end + 1;
        if (oldLeft > 0 || newLeft > 0 || line.startsWith('\\')) {
            oldLeft -= line.startsWith('-') || line.startsWith(' ');
            newLeft -= line.startsWith('+') || line.startsWith(' ');
            if (!sections.isEmpty())
                sections.last().body += line + '\n';
        } else if (line.startsWith("diff --git ")) {
            sections.append({line + '\n', {}});
            binary = false;
        } else if (sections.isEmpty() || binary) {
            continue;
        } else if (line.startsWith("@@ ")) {
            const QByteArray header = hunkHeader(line);
            sections.last().body += header + '\n';
            const QList<QByteArray> ranges = header.split(' ').sliced(1, 2);
            oldLeft = ranges[0].split(',').last().toInt();
            newLeft = ranges[1].split(',').last().toInt();
        } else if (line == "GIT binary patch" || line.startsWith("Binary files ")) {
            binary = true;
            sections.last().body += "binary\n";
        } else if (!isWeightless(line)) {
            sections.last().header += line + '\n';
        }
    }
    return sections;
}

PatchApplier::PatchApplier(const QString &gitDir)
    : m_environment(gitEnvironment(m_scratch.path()))
{
    QDir(m_scratch.path()).mkdir(u"objects"_s);
    m_environment.insert(u"GIT_DIR"_s, gitDir);
    m_environment.insert(u"GIT_INDEX_FILE"_s, m_scratch.filePath(u"index"_s));
    m_environment.insert(u"GIT_OBJECT_DIRECTORY"_s, m_scratch.filePath(u"objects"_s));
    m_environment.insert(u"GIT_ALTERNATE_OBJECT_DIRECTORIES"_s, gitDir + u"/objects"_s);
    m_emptyTree = QString::fromLatin1(git({u"hash-object"_s, u"-w"_s, u"-t"_s, u"tree"_s, u"--stdin"_s}).trimmed());
}

ProcessResult PatchApplier::run(const QStringList &arguments, const QByteArray &input) const
{
    return runGit(arguments, m_environment, m_scratch.path(), input);
}

QByteArray PatchApplier::git(const QStringList &arguments, const QByteArray &input) const
{
    const ProcessResult result = run(arguments, input);
    if (!result.ok())
        throw std::runtime_error("git " + arguments.join(u' ').toStdString() + ": " + result.err.toStdString());
    return result.out;
}

/// Settings for an object folder that has the objects of one tree alone.
QProcessEnvironment PatchApplier::alone(const QString &before, const QString &folder) const
{
    QDir(folder).mkpath(u"pack"_s);
    const QByteArray objects = git({u"rev-list"_s, u"--objects"_s, u"--no-object-names"_s, (before.isEmpty() ? m_emptyTree : before) + u"^{tree}"_s});
    git({u"pack-objects"_s, u"-q"_s, folder + u"/pack/pack"_s}, objects);
    QProcessEnvironment environment = m_environment;
    environment.insert(u"GIT_OBJECT_DIRECTORY"_s, folder);
    environment.remove(u"GIT_ALTERNATE_OBJECT_DIRECTORIES"_s);
    return environment;
}

QString PatchApplier::apply(const QString &before, const QString &after, const QByteArray &patch) const
{
    const QTemporaryDir folder;
    const QProcessEnvironment environment = patch.contains("\nGIT binary patch\n") ? alone(before, folder.path()) : m_environment;
    const QByteArray wanted = git({u"rev-parse"_s, after + u"^{tree}"_s}).trimmed();
    git(before.isEmpty() ? QStringList{u"read-tree"_s, u"--empty"_s} : QStringList{u"read-tree"_s, before});
    if (!patch.isEmpty()) {
        const ProcessResult applied = runGit({u"apply"_s, u"--cached"_s, u"--whitespace=nowarn"_s, u"-"_s}, environment, m_scratch.path(), patch);
        if (!applied.ok())
            return QString::fromUtf8(applied.err);
    }
    const ProcessResult made = runGit({u"write-tree"_s, u"--missing-ok"_s}, environment, m_scratch.path());
    return made.ok() && made.out.trimmed() == wanted ? QString() : QString::fromUtf8(made.err) + u" tree "_s + QString::fromLatin1(made.out) + u" instead of "_s + QString::fromLatin1(wanted);
}

QByteArray PatchApplier::gitPatch(const QString &before, const QString &after, const QStringList &options) const
{
    return git(QStringList{u"diff"_s, u"-M"_s, u"--binary"_s} + options + QStringList{before.isEmpty() ? m_emptyTree : before, after});
}

QByteArray PatchApplier::gitMoves(const QString &before, const QString &after, const QStringList &options) const
{
    // Colours of a line's first sign: red and green are git's own for what did not move.
    const QStringList colours{u"-c"_s, u"color.diff.oldMoved=magenta"_s, u"-c"_s, u"color.diff.newMoved=magenta"_s, u"-c"_s, u"color.diff.oldMovedAlternative=blue"_s,
                              u"-c"_s, u"color.diff.newMovedAlternative=blue"_s, u"-c"_s, u"color.diff.old=red"_s, u"-c"_s, u"color.diff.new=green"_s};
    const QByteArray patch = git(colours + QStringList{u"diff"_s, u"-M"_s, u"--color=always"_s, u"--color-moved=zebra"_s, u"--ws-error-highlight=none"_s} + options
                                 + QStringList{before.isEmpty() ? m_emptyTree : before, after});
    QByteArray moves;
    for (const QByteArray &line : patch.split('\n')) {
        const qsizetype end = line.startsWith("\x1B[3") ? line.indexOf('m') + 1 : 0;
        if (end < 1 || end >= line.size() || (line[end] != '+' && line[end] != '-'))
            continue;
        moves += line.startsWith("\x1B[35m") ? 'm' : line.startsWith("\x1B[34m") ? 'a' : '.';
    }
    return moves;
}

} // namespace rijian::testkit
