// The times and memory of the diff's engine.
// rijian-diffbench day REPOSITORY [COMMITS] [ROUNDS]: reading the newest commits on all cores, against `git show -M` on one, by turns.
// rijian-diffbench extremes: a new file of a million lines, the same changed here and there and rewritten, commits of 128,000 lines and of 10,000 files.

#include "diff/document.h"
#include "git/localbackend.h"
#include "support/process.h"
#include "support/testrepository.h"

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

/// What the patch holds beyond the bytes of its lines' text, in shares of those.
double overhead(const CommitPatch &patch)
{
    double text = 0;
    double all = 0;
    for (const FilePatch &file : patch.files) {
        for (const PatchLine &line : file.lines)
            text += double(line.length) + 1;
        all += double(file.text.capacity()) + double(file.lines.capacity() * sizeof(PatchLine)) + double(file.hunks.capacity() * sizeof(Hunk));
    }
    return text > 0 ? (all - text) / text : 0;
}

void measure(const char *name, const testkit::TestRepository &repository, const QString &sha)
{
    std::vector<double> reading, building;
    qint64 lines = 0;
    double more = 0;
    for (int round = 0; round < 5; ++round) {
        git::LocalBackend backend;
        std::shared_ptr<const CommitPatch> patch;
        QElapsedTimer clock;
        clock.start();
        const auto done = backend.readCommits({repository.path(), true}, {sha}, git::DiffOptions::unlimited(), 1, [&](qsizetype, Result<CommitPatch> &&one) {
            if (one)
                patch = std::make_shared<const CommitPatch>(std::move(*one));
        });
        if (!done || !patch)
            return;
        reading.push_back(milliseconds(clock));
        clock.start();
        const auto documents = diff::buildDocuments(patch, {});
        building.push_back(milliseconds(clock));
        lines = 0;
        for (const FilePatch &file : patch->files)
            lines += qint64(file.lines.size());
        more = overhead(*patch);
    }
    std::printf("%s: %lld lines, from blobs to patch %.0f ms, to documents %.0f ms, memory beyond the text %.2f x the text\n", name, qlonglong(lines), median(reading),
                median(building), more);
}

int extremes()
{
    testkit::TestRepository repository;
    QByteArray million;
    for (int i = 0; i < 1'000'000; ++i)
        million += "    value" + QByteArray::number(i % 1000) + " = " + QByteArray::number(i * 7919LL % 100'003) + ";\n";
    const QString added = repository.commit("a file of a million lines\n", "million.txt", million);
    QByteArray changed = million;
    for (qsizetype at = 0; (at = changed.indexOf("value500 ", at)) >= 0; at += 9)
        changed.replace(at, 9, "VALUE500 ");
    const QString edited = repository.commit("one in a thousand lines\n", "million.txt", changed);
    const QString rewritten = repository.commit("every line\n", "million.txt", QByteArray(changed).replace("    v", "\tv"));
    const auto many = [&](int files, int lines) {
        testkit::CommitSpec spec;
        for (int i = 0; i < files; ++i) {
            QByteArray text;
            for (int k = 0; k < lines; ++k)
                text += "    line " + QByteArray::number(k) + " of file " + QByteArray::number(i) + ";\n";
            spec.writes.append({"many" + QByteArray::number(files) + "/" + QByteArray::number(i) + ".c", text});
        }
        return repository.commit(spec);
    };
    measure("a new file", repository, added);
    measure("one line in a thousand changed", repository, edited);
    measure("every line changed", repository, rewritten);
    measure("128,000 lines in 1,280 files", repository, many(1'280, 100));
    measure("10,000 files", repository, many(10'000, 5));
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.value(1) == u"day"_s)
        return day(words);
    if (words.value(1) == u"extremes"_s)
        return extremes();
    std::fprintf(stderr, "rijian-diffbench day REPOSITORY [COMMITS] [ROUNDS] | extremes\n");
    return 2;
}
