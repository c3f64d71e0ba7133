// Compares our blame of single lines with `git blame -L`, and its time with git's and with libgit2's own blame.
// rijian-blamecheck REPOSITORY [LINES] [SEED] [REVISION] [libgit2]

#include "git/blame.h"
#include "git/library.h"
#include "support/process.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QRandomGenerator>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <optional>

using namespace rijian;
using namespace Qt::StringLiterals;

namespace {

struct Times {
    std::vector<double> all;
    void add(qint64 nanoseconds) { all.push_back(double(nanoseconds) / 1e6); }
    double at(double share)
    {
        std::ranges::sort(all);
        return all.empty() ? 0 : all[std::min(all.size() - 1, std::size_t(double(all.size()) * share))];
    }
    void print(const char *name) { std::printf("%s: median %.1f ms, p90 %.1f, p99 %.1f, longest %.1f\n", name, at(0.5), at(0.9), at(0.99), at(1)); }
};

class Check
{
public:
    Check(QString repository, QString revision)
        : m_repository(std::move(repository))
        , m_sha(QString::fromLatin1(git({u"rev-parse"_s, revision}).trimmed()))
    {
        for (const QByteArray &entry : git({u"ls-tree"_s, u"-r"_s, u"-z"_s, m_sha}).split('\0')) {
            if (entry.startsWith("100"))
                m_paths.append(entry.sliced(entry.indexOf('\t') + 1));
        }
    }

    void one(QRandomGenerator &random, bool withLibrary);
    void print();

private:
    QByteArray git(const QStringList &arguments) const
    {
        const auto result = testkit::runGit(arguments, testkit::gitEnvironment(u"/nonexistent"_s), m_repository);
        if (!result.ok())
            throw std::runtime_error(result.err.toStdString());
        return result.out;
    }
    std::optional<QByteArray> theirs(const QByteArray &path, int line);
    QByteArray libraries(const QByteArray &path, int line);

    QString m_repository;
    QString m_sha;
    QByteArrayList m_paths;
    Times m_ours, m_gits, m_libraries;
    int m_lines = 0, m_same = 0, m_refused = 0, m_librarySame = 0, m_libraryLines = 0;
};

/// "sha line path", as git has it.
std::optional<QByteArray> Check::theirs(const QByteArray &path, int line)
{
    const QByteArray text = git({u"blame"_s, u"--porcelain"_s, u"-L"_s, u"%1,%1"_s.arg(line), m_sha, u"--"_s, QString::fromUtf8(path)});
    const QByteArrayList head = text.first(text.indexOf('\n')).split(' ');
    const qsizetype name = text.indexOf("\nfilename ");
    if (head.size() < 3 || name < 0)
        return std::nullopt;
    return QByteArray(head[0] + ' ' + head[1] + ' ' + text.sliced(name + 10, text.indexOf('\n', name + 1) - name - 10));
}

QByteArray Check::libraries(const QByteArray &path, int line)
{
    git::RepositoryHandle repository;
    git_blame_options options = GIT_BLAME_OPTIONS_INIT;
    options.min_line = options.max_line = std::size_t(line);
    git_blame *blame = nullptr;
    QByteArray answer;
    if (git_repository_open(git::out(repository), m_repository.toUtf8().constData()) < 0)
        return answer;
    if (git::fromHex(m_sha, options.newest_commit)
        && git_blame_file(&blame, repository.get(), path.constData(), &options) == 0) {
        if (const git_blame_hunk *hunk = git_blame_get_hunk_byline(blame, std::size_t(line)))
            answer = git::toHex(hunk->final_commit_id).toLatin1();
        git_blame_free(blame);
    }
    return answer;
}

void Check::one(QRandomGenerator &random, bool withLibrary)
{
    const QByteArray path = m_paths[random.bounded(m_paths.size())];
    const QByteArray content = git({u"cat-file"_s, u"blob"_s, m_sha + u':' + QString::fromUtf8(path)});
    const int count = int(content.count('\n'));
    if (count == 0 || content.contains('\0'))
        return;
    const int line = 1 + random.bounded(count);
    QElapsedTimer clock;
    clock.start();
    const auto ours = git::blame({m_repository, false}, {m_sha, path, line, 1});
    m_ours.add(clock.nsecsElapsed());
    ++m_lines;
    if (!ours) {
        ++m_refused;
        std::printf("%s:%d: %s\n", path.constData(), line, qPrintable(ours.error().message));
        return;
    }
    const git::LineOrigin &origin = ours->first();
    const QByteArray mine = origin.sha.toLatin1() + ' ' + QByteArray::number(origin.lineThere) + ' ' + origin.path;
    clock.restart();
    const auto git = theirs(path, line);
    m_gits.add(clock.nsecsElapsed());
    m_same += git == mine;
    if (git != mine)
        std::printf("%s:%d: git %s, ours %s\n", path.constData(), line, git.value_or("nothing").constData(), mine.constData());
    if (withLibrary) {
        clock.restart();
        const QByteArray found = libraries(path, line);
        m_libraries.add(clock.nsecsElapsed());
        ++m_libraryLines;
        m_librarySame += git && git->startsWith(found) && !found.isEmpty();
    }
}

void Check::print()
{
    std::printf("%d lines, %d as git has them, %d refused\n", m_lines, m_same, m_refused);
    m_ours.print("ours");
    m_gits.print("git blame -L");
    if (m_libraryLines > 0) {
        std::printf("libgit2: %d of %d as git has them\n", m_librarySame, m_libraryLines);
        m_libraries.print("libgit2");
    }
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    try {
        git::initialize();
        Check check(words.value(1), words.value(4, u"HEAD"_s));
        QRandomGenerator random(words.value(3, u"1"_s).toUInt());
        for (int i = words.value(2, u"200"_s).toInt(); i > 0; --i)
            check.one(random, words.contains(u"libgit2"_s));
        check.print();
    } catch (const std::exception &error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
    return 0;
}
