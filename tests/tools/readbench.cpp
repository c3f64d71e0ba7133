// Reads a repository's newest commits with their text in this process and in a worker process, taking turns, and prints the times.
// rijian-readbench REPOSITORY [COMMITS] [ROUNDS] [THREADS]

#include "git/localbackend.h"
#include "git/workerbackend.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <limits>

using namespace rijian;

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    const git::Location location{words.value(1), false};
    const qsizetype count = words.value(2, QStringLiteral("1000")).toInt();
    const int rounds = words.value(3, QStringLiteral("7")).toInt();
    const int threads = words.value(4, QStringLiteral("2")).toInt();
    git::LocalBackend local;
    git::WorkerBackend worker(QCoreApplication::applicationDirPath() + QStringLiteral("/rijian-cli"));
    const auto day = local.listDay(location, {}, 0, std::numeric_limits<qint64>::max(), false, {});
    if (!day) {
        std::fprintf(stderr, "%s\n", qPrintable(day.error().message));
        return 1;
    }
    const QStringList shas = day->shas.first(std::min(count, day->shas.size()));

    std::array<std::vector<double>, 2> times;
    std::array<std::atomic<qint64>, 2> lines{};
    for (int round = 0; round < rounds; ++round) {
        for (std::size_t which = 0; which < 2; ++which) {
            git::Backend &backend = which == 0 ? static_cast<git::Backend &>(local) : worker;
            if (which == 1 && round == 0 && !backend.hasCommits(location, {}))
                return 1; // the start of the worker is measured apart
            QElapsedTimer clock;
            clock.start();
            const auto read = backend.readCommits(location, shas, {.text = true}, threads, [&](qsizetype, Result<CommitPatch> &&patch) {
                for (const FilePatch &file : patch ? patch->files : QList<FilePatch>())
                    lines[which] += qint64(file.lines.size());
            });
            if (!read)
                return 1;
            times[which].push_back(double(clock.nsecsElapsed()) / 1e6);
        }
    }
    QElapsedTimer clock;
    clock.start();
    git::WorkerBackend another(QCoreApplication::applicationDirPath() + QStringLiteral("/rijian-cli"));
    if (!another.hasCommits(location, {}))
        return 1;
    const double start = double(clock.nsecsElapsed()) / 1e6;
    for (auto &list : times)
        std::ranges::sort(list);
    const double here = times[0][times[0].size() / 2], there = times[1][times[1].size() / 2];
    std::printf("%lld commits, %lld lines: in process %.1f ms, worker %.1f ms, ratio %.2f; a worker's start with a first answer %.1f ms\n", qlonglong(shas.size()),
                qlonglong(lines[0] / rounds), here, there, there / here, start);
    return lines[0] == lines[1] ? 0 : 1;
}
