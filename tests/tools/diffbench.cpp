// The times and memory of the diff's engine.
// rijian-diffbench day REPOSITORY [COMMITS] [ROUNDS]: reading the newest commits on all cores, against `git show -M` on one, by turns.

#include "git/localbackend.h"
#include "support/process.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QThread>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <limits>

#include <sys/resource.h>

using namespace rijian;
using namespace Qt::StringLiterals;

namespace {

double milliseconds(const QElapsedTimer &clock)
{
    return double(clock.nsecsElapsed()) / 1e6;
}

/// Of this process's threads, or of the children that ended: what a busy machine leaves as it is.
double processorMilliseconds(int whose)
{
    rusage usage{};
    getrusage(whose, &usage);
    return double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 + double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

int day(const QStringList &words)
{
    const git::Location location{words.value(2), true};
    const qsizetype count = words.value(3, u"300"_s).toInt();
    const int rounds = words.value(4, u"5"_s).toInt();
    git::LocalBackend backend;
    const auto listing = backend.listDay(location, {}, 0, std::numeric_limits<qint64>::max(), false, {});
    if (!listing)
        return 1;
    const QStringList shas = listing->shas.first(std::min(count, listing->shas.size()));
    const QTemporaryDir home;
    const QProcessEnvironment environment = testkit::gitEnvironment(home.path());
    std::vector<double> ours, gits, oursProcessor, gitsProcessor;
    std::atomic<qint64> lines = 0;
    for (int round = 0; round < rounds; ++round) {
        QElapsedTimer clock;
        clock.start();
        double processor = processorMilliseconds(RUSAGE_SELF);
        const auto done = backend.readCommits(location, shas, {.text = true}, QThread::idealThreadCount(), [&](qsizetype, Result<CommitPatch> &&patch) {
            for (const FilePatch &file : patch ? patch->files : QList<FilePatch>())
                lines += qint64(file.lines.size());
        });
        if (!done)
            return 1;
        ours.push_back(milliseconds(clock));
        oursProcessor.push_back(processorMilliseconds(RUSAGE_SELF) - processor);
        processor = processorMilliseconds(RUSAGE_CHILDREN);
        clock.start();
        const auto shown = testkit::runGit({u"show"_s, u"-M"_s, u"--stdin"_s}, environment, location.path, shas.join(u'\n').toLatin1());
        if (!shown.ok())
            return 1;
        gits.push_back(milliseconds(clock));
        gitsProcessor.push_back(processorMilliseconds(RUSAGE_CHILDREN) - processor);
    }
    std::printf("%lld commits, %lld lines, %d threads: ours %.0f ms, git show -M %.0f ms, ratio %.2f; processor time %.0f and %.0f ms\n", qlonglong(shas.size()),
                qlonglong(lines / rounds), QThread::idealThreadCount(), median(ours), median(gits), median(ours) / median(gits), median(oursProcessor), median(gitsProcessor));
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.value(1) == u"day"_s)
        return day(words);
    std::fprintf(stderr, "rijian-diffbench day REPOSITORY [COMMITS] [ROUNDS]\n");
    return 2;
}
