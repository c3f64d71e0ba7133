// How fast the search answers, and how that grows:
//     rijian-searchbench [COMMITS]...
// (default: 10000 100000 1000000). A store of so many made-up commits with files and Chinese cards is made in a temporary folder and indexed; then a mix of queries is
// asked, each some times, as the window does for each key right after a decision: what changed is taken up, and the first page (100 rows with their cards' snippets) is read (jobs/workspace.h).
// "find": of these the page alone. "more": until an answer with more than the page is counted, which comes after it. "scan": the same words by LIKE over messages and cards, what a program without an index would do.
// Ends with 1 where a key at 100,000 commits took more than 50 ms at the 99th percentile of all.

#include "jobs/workspace.h"
#include "storage/searchstore.h"
#include "storage/triagestore.h"
#include "tools/madeupstore.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace rijian;
using namespace rijian::storage;
using rijian::testkit::must;

namespace {

constexpr int pageRows = 100; // as the window's first page

double at(std::vector<double> times, double share)
{
    std::ranges::sort(times);
    return times.empty() ? 0 : times[std::min(times.size() - 1, std::size_t(share * double(times.size())))];
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QList<int> sizes;
    for (const QString &argument : application.arguments().sliced(1))
        sizes.append(argument.toInt());
    if (sizes.isEmpty())
        sizes = {10'000, 100'000, 1'000'000};
    const QStringList queries{u"needle7"_s, u"scheduler"_s, u"sch"_s, u"flash_attn"_s, u"性能"_s, u"修"_s, u"修复缓存"_s, u"内存泄漏 -scheduler"_s, u"importance:high"_s, u"cache importance:high repo:name7"_s,
                              u"author:Author author:299"_s, u"path:src/router type:security"_s, u"lexer gather RDMA"_s, u"缓存 date:2021-01"_s, u"state:unseen scheduler"_s, u"scheduler OR 调度器"_s, u"nosuchword"_s, u"ttention"_s, u"KernelMemory"_s, u"ken"_s, u"uler"_s};
    constexpr int goalCommits = 100'000;
    constexpr double goal = 50; // ms
    bool missed = false;
    std::printf("%9s %11s %9s %9s   %-34s %8s %8s %8s %8s %8s %9s\n", "commits", "indexed, s", "db, MB", "index,MB", "query", "key p50", "key p99", "find p50", "more p50", "count", "scan, ms");
    for (const int commits : std::as_const(sizes)) {
        const QTemporaryDir folder;
        const auto database = Database::open(folder.path());
        if (!database)
            qFatal("%s", qPrintable(database.error().message));
        testkit::fillStore(**database, commits);
        must((*database)->run(u"PRAGMA wal_checkpoint(TRUNCATE)"_s));
        const double without = double(QFileInfo((*database)->file()).size()) / 1e6;
        SearchStore store(**database);
        QElapsedTimer clock;
        clock.start();
        for (auto more = store.index(500); more && *more; more = store.index(500)) { }
        const double indexed = double(clock.elapsed()) / 1e3;
        must((*database)->run(u"PRAGMA wal_checkpoint(TRUNCATE)"_s));
        (*database)->setCache(jobs::searchCache);
        const double with = double(QFileInfo((*database)->file()).size()) / 1e6;
        std::vector<double> all;
        qint64 decisions = 0;
        for (const QString &query : queries) {
            const SearchQuery parsed = parseSearch(query, QDate(2026, 8, 20));
            std::vector<double> keys, finds, mores;
            for (int i = 0; i < 25; ++i) {
                const QString decided = QString::number(decisions++ % commits, 16).rightJustified(40, u'0');
                if (const auto kept = TriageStore(**database).set((decisions - 1) % commits % 20 + 1, {decided}, {.state = TriageState::Seen}); !kept)
                    qFatal("%s", qPrintable(kept.error().message));
                clock.start();
                const auto answer = jobs::searchAnswer(**database, query, QTimeZone::utc(), pageRows);
                keys.push_back(double(clock.nsecsElapsed()) / 1e6);
                if (answer && answer->hasMore) {
                    std::ignore = jobs::countedAnswer(**database, query, QTimeZone::utc(), *answer, {});
                    mores.push_back(double(clock.nsecsElapsed()) / 1e6);
                }
                clock.start();
                const auto page = store.find(parsed, QTimeZone::utc(), pageRows);
                finds.push_back(double(clock.nsecsElapsed()) / 1e6);
                if (!answer || !page)
                    qFatal("%s", qPrintable(answer ? page.error().message : answer.error().message));
            }
            all.insert(all.end(), keys.begin(), keys.end());
            const int count = store.count(parsed, QTimeZone::utc(), 1'001).value_or(-1);
            double scan = -1;
            if (!query.contains(u':') && !query.contains(u' ')) {
                clock.start();
                auto scanned = (*database)->run(u"SELECT c.id FROM commits c LEFT JOIN analysis a ON a.sha = c.sha WHERE c.message LIKE ? OR a.summary LIKE ? OR a.scope LIKE ? OR a.risks LIKE ? OR a.advice LIKE ? "
                                                "ORDER BY c.committer_time DESC LIMIT 50"_s, QVariantList(5, QString(u'%' + query + u'%')));
                must(scanned);
                while (scanned->next()) { }
                scan = double(clock.nsecsElapsed()) / 1e6;
            }
            std::printf("%9d %11.1f %9.0f %9.0f   %-34s %8.2f %8.2f %8.2f %8.2f %8d %9.1f\n", commits, indexed, without, with - without, qPrintable(query), at(keys, 0.5), at(keys, 0.99), at(finds, 0.5), at(mores, 0.5), count, scan);
            std::fflush(stdout);
        }
        std::printf("%9d all queries: p50 %.2f ms, p99 %.2f ms\n", commits, at(all, 0.5), at(all, 0.99));
        missed = missed || (commits == goalCommits && at(all, 0.99) > goal);
    }
    return missed ? 1 : 0;
}
