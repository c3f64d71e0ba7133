// Compares our patches with git's on a repository's newest commits, and has git apply ours. Prints the first differences and the figures.
// rijian-patchcheck REPOSITORY [COMMITS] [SKIP] [apply|compare|moves] [GIT OPTIONS...] (of those: --patience --minimal -w -b --ignore-space-at-eol
// --ignore-blank-lines -C). "moves" compares moved blocks with `git diff --color-moved=zebra`.

#include "diff/moves.h"
#include "diff/patchtext.h"
#include "git/localbackend.h"
#include "support/patchcheck.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <limits>

using namespace rijian;
using namespace Qt::StringLiterals;

namespace {

struct Figures {
    int movedLines = 0, sameLines = 0, changedLines = 0, withMoves = 0, sameMoves = 0;
    int commits = 0, unread = 0, files = 0, sameFiles = 0, sameCommits = 0, applied = 0, refused = 0;
};

git::DiffOptions optionsFor(const QStringList &words)
{
    git::DiffOptions options = git::DiffOptions::unlimited();
    options.exact = options.contents = true;
    options.algorithm = words.contains(u"--patience"_s) ? git::DiffAlgorithm::Patience
        : words.contains(u"--minimal"_s)                ? git::DiffAlgorithm::Minimal
                                                        : git::DiffAlgorithm::Default;
    options.whitespace = words.contains(u"-w"_s)         ? git::Whitespace::IgnoreAll
        : words.contains(u"-b"_s)                        ? git::Whitespace::IgnoreAmount
        : words.contains(u"--ignore-space-at-eol"_s)     ? git::Whitespace::IgnoreAtEnd
                                                         : git::Whitespace::Keep;
    options.ignoreBlankLines = words.contains(u"--ignore-blank-lines"_s);
    options.copies = words.contains(u"-C"_s);
    return options;
}

void check(const CommitPatch &patch, const testkit::PatchApplier &applier, const QStringList &gitOptions, bool apply, Figures &figures)
{
    const QString before = patch.commit.parents.value(0);
    const QByteArray ours = diff::commitPatchText(patch);
    const auto mine = testkit::patchSections(ours);
    const auto theirs = testkit::patchSections(applier.gitPatch(before, patch.commit.sha, gitOptions));
    ++figures.commits;
    figures.files += int(theirs.size());
    figures.sameCommits += mine == theirs;
    for (const testkit::PatchSection &section : theirs) {
        const bool same = mine.contains(section);
        figures.sameFiles += same;
        if (!same && figures.files - figures.sameFiles < 40) {
            const auto twin = std::ranges::find(mine, section.header, &testkit::PatchSection::header);
            std::printf("%s differs: %s\n", qPrintable(patch.commit.sha), section.header.left(section.header.indexOf('\n')).constData());
            if (qEnvironmentVariableIsSet("RIJIAN_SHOW"))
                std::printf("--- git\n%s%s--- ours\n%s\n", section.header.constData(), section.body.constData(), twin == mine.end() ? "(no such file)" : twin->body.constData());
        }
    }
    if (!apply)
        return;
    const QString problem = applier.apply(before, patch.commit.sha, ours);
    figures.applied += problem.isEmpty();
    figures.refused += !problem.isEmpty();
    if (!problem.isEmpty())
        std::printf("%s: %s\n", qPrintable(patch.commit.sha), qPrintable(problem.left(400)));
}

void checkMoves(const CommitPatch &patch, const testkit::PatchApplier &applier, Figures &figures)
{
    const QByteArray theirs = applier.gitMoves(patch.commit.parents.value(0), patch.commit.sha);
    const diff::MovedBlocks found = diff::findMoves(patch, {.lettersBeyondAscii = false});
    QByteArray ours;
    for (int f = 0; f < int(patch.files.size()); ++f) {
        for (int i = 0; i < int(patch.files[f].lines.size()); ++i) {
            if (patch.files[f].lines[std::size_t(i)].kind == LineKind::Context)
                continue;
            const diff::MovedBlock *block = found.find(f, i);
            ours += !block ? '.' : block->alternate ? 'a' : 'm';
        }
    }
    ++figures.commits;
    figures.changedLines += int(theirs.size());
    figures.withMoves += theirs.contains('m');
    figures.sameMoves += ours == theirs;
    figures.movedLines += int(theirs.count('m') + theirs.count('a'));
    for (qsizetype i = 0; i < std::min(ours.size(), theirs.size()); ++i)
        figures.sameLines += ours[i] == theirs[i];
    if (ours != theirs)
        std::printf("%s: moves differ (%lld and %lld lines) from %lld\n", qPrintable(patch.commit.sha), qlonglong(ours.size()), qlonglong(theirs.size()),
                    qlonglong(std::ranges::mismatch(ours, theirs).in1 - ours.begin()));
}

int run(const QStringList &words)
{
    const git::Location location{words.value(1), false};
    const qsizetype count = words.value(2, u"100"_s).toInt();
    const qsizetype skip = words.value(3, u"0"_s).toInt();
    const bool apply = words.value(4, u"apply"_s) == u"apply"_s;
    const bool moves = words.value(4) == u"moves"_s;
    const QStringList gitOptions = words.sliced(std::min<qsizetype>(words.size(), 5));
    git::LocalBackend backend;
    const auto day = backend.listDay(location, {}, 0, std::numeric_limits<qint64>::max(), true, {});
    if (!day) {
        std::fprintf(stderr, "%s\n", qPrintable(day.error().message));
        return 1;
    }
    const QString inner = location.path + u"/.git"_s;
    const testkit::PatchApplier applier(QDir(inner).exists() ? inner : location.path);
    const QStringList shas = day->shas.sliced(std::min(skip, day->shas.size())).first(std::min(count, day->shas.size() - std::min(skip, day->shas.size())));
    Figures figures;
    const auto read = backend.readCommits(location, shas, optionsFor(gitOptions), 1, [&](qsizetype i, Result<CommitPatch> &&patch) {
        if (patch && moves)
            return checkMoves(*patch, applier, figures);
        if (patch)
            return check(*patch, applier, gitOptions, apply, figures);
        ++figures.unread;
        std::printf("%s: %s\n", qPrintable(shas[i]), qPrintable(patch.error().message));
    });
    if (!read)
        return 1;
    if (moves) {
        std::printf("%d commits, %d with moves, %d like git's; %d changed lines, %d moved, %d like git's\n", figures.commits, figures.withMoves, figures.sameMoves,
                    figures.changedLines, figures.movedLines, figures.sameLines);
        return 0;
    }
    std::printf("%d commits (%d unread), %d like git's; %d files, %d like git's; applied %d, refused %d\n", figures.commits, figures.unread, figures.sameCommits,
                figures.files, figures.sameFiles, figures.applied, figures.refused);
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    try {
        return run(QCoreApplication::arguments());
    } catch (const std::exception &error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
