#include "delivery/gitdelivery.h"

#include "core/text.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QProcessEnvironment>
#include <QSaveFile>
#include <QStandardPaths>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::delivery {

namespace {

struct GitDeliveryText {
    Q_DECLARE_TR_FUNCTIONS(rijian::delivery::GitDelivery)
};

constexpr qint64 outputLimit = 1 << 20;

struct Ran {
    int code = -1; ///< -1: not to its end
    QByteArray out;
    QByteArray err;
};

QProcessEnvironment environment()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    // Another repository's, of the program that started this one.
    for (const auto &name : {u"GIT_DIR"_s, u"GIT_WORK_TREE"_s, u"GIT_INDEX_FILE"_s, u"GIT_OBJECT_DIRECTORY"_s, u"GIT_PREFIX"_s, u"GIT_NAMESPACE"_s})
        environment.remove(name);
    environment.insert(u"GIT_TERMINAL_PROMPT"_s, u"0"_s);
    environment.insert(u"GIT_EDITOR"_s, u"false"_s);
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    if (!environment.contains(u"GIT_SSH_COMMAND"_s))
        environment.insert(u"GIT_SSH_COMMAND"_s, u"ssh -o BatchMode=yes"_s);
    return environment;
}

class Git
{
public:
    Git(QString folder, std::stop_token stop)
        : m_folder(std::move(folder))
        , m_stop(std::move(stop))
    {
    }

    Ran run(const QStringList &arguments, int timeoutMs = 60'000) const
    {
        QProcess process;
        process.setWorkingDirectory(m_folder);
        process.setProcessEnvironment(environment());
        process.start(u"git"_s, QStringList{u"--literal-pathspecs"_s, u"--no-optional-locks"_s} + arguments);
        if (!process.waitForStarted(10'000))
            return {};
        process.closeWriteChannel();
        const QDeadlineTimer deadline(timeoutMs);
        while (process.state() != QProcess::NotRunning && !process.waitForFinished(100)) {
            if (deadline.hasExpired() || m_stop.stop_requested()) {
                process.terminate(); // so that git takes its locks away
                if (!process.waitForFinished(5'000))
                    process.kill();
                process.waitForFinished(2'000);
                return {.err = "stopped after its time"};
            }
        }
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput().left(outputLimit), process.readAllStandardError().left(outputLimit)};
    }

private:
    QString m_folder;
    std::stop_token m_stop;
};

/// The line of git's that says most.
QString lastWords(const QByteArray &err)
{
    QString best;
    for (const QString &line : QString::fromUtf8(err.left(8'000)).split(u'\n', Qt::SkipEmptyParts)) {
        if (best.isEmpty() || line.startsWith("fatal:"_L1) || line.startsWith("error:"_L1))
            best = line;
    }
    // A remote's address may hold a password.
    QStringList words;
    for (const QString &word : oneLine(best, 300).split(u' '))
        words.append(word.contains("://"_L1) ? u"…"_s : word);
    return words.join(u' ');
}

std::unexpected<Error> failedRun(const Ran &ran, const QString &what)
{
    return failure(ErrorKind::BadData, what.arg(lastWords(ran.err)), QString::fromUtf8(ran.err.left(2'000)));
}

Result<void> checkRepository(const Git &git, const QString &folder)
{
    if (QStandardPaths::findExecutable(u"git"_s).isEmpty())
        return failure(ErrorKind::NotFound, GitDeliveryText::tr("The program git is needed to commit reports: install it."));
    if (!QFileInfo(folder).isDir())
        return failure(ErrorKind::NotFound, GitDeliveryText::tr("The folder %1 does not exist.").arg(folder));
    const Ran inside = git.run({u"rev-parse"_s, u"--is-inside-work-tree"_s});
    if (inside.code != 0 || inside.out.trimmed() != "true")
        return failure(ErrorKind::NotFound, GitDeliveryText::tr("%1 is not a git working tree: run “git init” there, or choose another folder.").arg(folder), QString::fromUtf8(inside.err.left(2'000)));
    for (const auto &[mark, what] : {std::pair(u"MERGE_HEAD"_s, u"merge"_s), std::pair(u"rebase-merge"_s, u"rebase"_s), std::pair(u"rebase-apply"_s, u"rebase"_s),
                                     std::pair(u"CHERRY_PICK_HEAD"_s, u"cherry-pick"_s)}) {
        const Ran path = git.run({u"rev-parse"_s, u"--git-path"_s, mark});
        if (path.code == 0 && QFileInfo(QDir(folder), QString::fromUtf8(path.out.trimmed())).exists())
            return failure(ErrorKind::Busy, GitDeliveryText::tr("A %1 is going on in %2: finish it, then deliver again.").arg(what, folder));
    }
    if (git.run({u"symbolic-ref"_s, u"-q"_s, u"HEAD"_s}).code != 0)
        return failure(ErrorKind::Busy, GitDeliveryText::tr("No branch is checked out in %1: check one out, then deliver again.").arg(folder));
    if (git.run({u"-c"_s, u"user.useConfigOnly=true"_s, u"var"_s, u"GIT_COMMITTER_IDENT"_s}).code != 0)
        return failure(ErrorKind::Usage, GitDeliveryText::tr("git does not know who commits in %1: set user.name and user.email there.").arg(folder));
    return {};
}

/// Makes the report's folder. No component of it may be a link: it could lead out of the work tree.
Result<void> makeFolder(const QString &folder, const QString &path)
{
    QDir here(folder);
    const QStringList components = path.split(u'/');
    for (qsizetype i = 0; i < components.size(); ++i) {
        const QFileInfo info(here, components.at(i));
        if (info.isSymLink())
            return failure(ErrorKind::Disk, GitDeliveryText::tr("%1 is a link, which may lead out of the repository: the report is not written.").arg(info.filePath()));
        if (i + 1 == components.size())
            return info.isDir() ? failure(ErrorKind::Disk, GitDeliveryText::tr("%1 is a folder: the report cannot be written.").arg(info.filePath())) : Result<void>();
        if (!info.isDir() && !here.mkdir(components.at(i)))
            return failure(ErrorKind::Disk, GitDeliveryText::tr("The folder %1 cannot be created: check the permissions.").arg(info.filePath()));
        here.setPath(info.filePath());
    }
    return {};
}

Result<void> writeReport(const QString &file, const QByteArray &report)
{
    QSaveFile save(file);
    if (!save.open(QIODevice::WriteOnly) || save.write(report) != report.size() || !save.commit())
        return failure(ErrorKind::Disk, GitDeliveryText::tr("%1 cannot be written: check the free space and the permissions.").arg(file), save.errorString());
    return {};
}

Result<void> push(const Git &git, const QString &folder)
{
    const Ran pushed = git.run({u"push"_s}, 180'000);
    if (pushed.code == 0)
        return {};
    const QByteArray &words = pushed.err;
    if (words.contains("non-fast-forward") || words.contains("fetch first") || words.contains("[rejected]"))
        return failure(ErrorKind::Busy, GitDeliveryText::tr("The report is committed in %1, but its remote has newer commits: pull there, then deliver again.").arg(folder), QString::fromUtf8(words.left(2'000)));
    if (words.contains("no upstream branch") || words.contains("No configured push destination"))
        return failure(ErrorKind::Usage, GitDeliveryText::tr("The report is committed in %1, but the branch has no remote: run “git push -u” there once.").arg(folder), QString::fromUtf8(words.left(2'000)));
    return failure(ErrorKind::Network, GitDeliveryText::tr("The report is committed in %1, but was not pushed: %2").arg(folder, lastWords(words)), QString::fromUtf8(words.left(2'000)));
}

} // namespace

Result<QString> reportPath(const DeliveryTarget &target, const QDate &day)
{
    QString name = target.name;
    name.replace(u'/', u'-');
    QString path = target.pattern.isEmpty() ? QString(defaultReportPattern) : target.pattern;
    path.replace("{year}"_L1, day.toString(u"yyyy"_s)).replace("{month}"_L1, day.toString(u"MM"_s)).replace("{date}"_L1, day.toString(Qt::ISODate)).replace("{name}"_L1, name);
    const QStringList components = path.split(u'/');
    const bool sound = path.size() <= 400 && !path.contains(u'\\') && std::ranges::all_of(components, [](const QString &component) {
        const bool control = std::ranges::any_of(component, [](QChar c) { return c < u' ' || c == u'\x7f'; });
        return !component.isEmpty() && component != "."_L1 && component != ".."_L1 && component.compare(".git"_L1, Qt::CaseInsensitive) != 0 && component.toUtf8().size() <= 255 && !control;
    });
    if (!sound)
        return failure(ErrorKind::Usage, GitDeliveryText::tr("“%1” is not a path within the repository: use names, “/”, {year}, {month}, {name} and {date}.").arg(oneLine(path, 100)));
    return path;
}

Result<void> checkFolder(const DeliveryTarget &target)
{
    const QString folder = QFileInfo(target.folder).absoluteFilePath();
    return checkRepository(Git(folder, {}), folder);
}

Result<GitDelivered> commitReport(const DeliveryTarget &target, const QString &path, const QByteArray &report, const QString &message, std::stop_token stop)
{
    const QString folder = QFileInfo(target.folder).absoluteFilePath();
    const Git git(folder, std::move(stop));
    if (auto ready = checkRepository(git, folder); !ready)
        return std::unexpected(ready.error());
    const QString file = QDir(folder).filePath(path);
    // A file that is changed and not committed is the user's work, unless it is this report from a run that broke off.
    const Ran before = git.run({u"status"_s, u"--porcelain"_s, u"--"_s, path});
    QFile there(file);
    const bool same = there.open(QIODevice::ReadOnly) && there.size() == report.size() && there.readAll() == report;
    there.close();
    if (before.code != 0)
        return failedRun(before, GitDeliveryText::tr("git cannot tell what is changed: %1"));
    if (!before.out.trimmed().isEmpty() && QFileInfo::exists(file) && !same)
        return failure(ErrorKind::Busy, GitDeliveryText::tr("%1 has changes that are not committed: commit or undo them, then deliver again.").arg(file));
    GitDelivered done{.path = path};
    if (!same || !before.out.trimmed().isEmpty()) {
        if (auto made = makeFolder(folder, path); !made)
            return std::unexpected(made.error());
        if (auto written = same ? Result<void>() : writeReport(file, report); !written)
            return std::unexpected(written.error());
        const Ran added = git.run({u"add"_s, u"--force"_s, u"--"_s, path});
        if (added.code != 0)
            return failedRun(added, GitDeliveryText::tr("git does not take the report: %1"));
        const Ran changed = git.run({u"status"_s, u"--porcelain"_s, u"--"_s, path});
        if (changed.code == 0 && !changed.out.trimmed().isEmpty()) {
            const Ran committed = git.run({u"commit"_s, u"--quiet"_s, u"--only"_s, u"-m"_s, message, u"--"_s, path}, 120'000);
            if (committed.code != 0)
                return failedRun(committed, GitDeliveryText::tr("git did not commit the report: %1"));
            done.committed = true;
        }
    }
    if (target.push) {
        if (auto pushed = push(git, folder); !pushed)
            return std::unexpected(pushed.error());
        done.pushed = true;
    }
    return done;
}

} // namespace rijian::delivery
