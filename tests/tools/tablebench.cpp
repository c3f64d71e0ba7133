// What the table and the history cost as commits grow in number:
//     rijian-tablebench [COMMITS]...
// (default: 10000 100000 1000000). A store of so many made-up commits; all of them are read as a list's rows, shown in the real table, sorted by each column, filtered by words,
// and paged through to the end. "pause": the longest that the event loop was held up meanwhile. Then the history is read, of the year before the newest commit and of all. Run it through
// support/with-display.sh.

#include "models/commitsmodel.h"
#include "storage/historystore.h"
#include "storage/overviewstore.h"
#include "storage/repositorystore.h"
#include "support/blockwatch.h"
#include "tools/madeupstore.h"
#include "ui/commits/committable.h"
#include "ui/startup.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace rijian;

namespace {

constexpr int patience = 120'000;

double milliseconds(const QElapsedTimer &clock)
{
    return double(clock.nsecsElapsed()) / 1e6;
}

qint64 residentMib()
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.simplified().split(' ').value(1).toLongLong() / 1024;
    }
    return 0;
}

template<typename T>
T got(Result<T> result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().message + result.error().detail));
    return std::move(*result);
}

/// From the call to the model's signal.
double timed(models::CommitsModel &model, void (models::CommitsModel::*signal)(), const std::function<void()> &ask)
{
    QSignalSpy done(&model, signal);
    QElapsedTimer clock;
    clock.start();
    ask();
    if (!QTest::qWaitFor([&] { return !done.isEmpty(); }, patience))
        qFatal("the table never answered");
    return milliseconds(clock);
}

void measureTable(storage::Database &database, const QList<qint64> &ids, const QHash<qint64, QString> &names, int commits)
{
    QElapsedTimer clock;
    const qint64 before = residentMib();
    clock.start();
    QList<CommitRow> rows = got(storage::OverviewStore(database).rows(ids, 0, testkit::madeUpTime(commits)));
    const double read = milliseconds(clock);
    models::CommitsModel model;
    ui::CommitTable table(&model);
    table.resize(1100, 700);
    table.show();
    if (!QTest::qWaitForWindowExposed(&table))
        qFatal("no window");
    testkit::BlockWatch watch;
    const double shown = timed(model, &models::CommitsModel::loaded, [&] { model.setRows(std::move(rows), names); });
    const auto shownPause = watch.longest().count();
    watch.reset();
    double sorted = 0;
    for (int column = 0; column < models::commitColumnCount; ++column)
        sorted = std::max(sorted, timed(model, &models::CommitsModel::arranged, [&] { model.sort(column, Qt::AscendingOrder); }));
    const double filtered = timed(model, &models::CommitsModel::arranged, [&] { model.setFilter({.text = u"scheduler cache"_s, .author = {}, .importances = {}, .states = {}, .types = {}, .today = {}}); });
    timed(model, &models::CommitsModel::arranged, [&] { model.setFilter({}); });
    const auto arrangedPause = watch.longest().count();
    std::vector<double> frames;
    QScrollBar *bar = table.verticalScrollBar();
    for (int i = 0; i < 200; ++i) {
        clock.start();
        bar->setValue(int(qint64(bar->maximum()) * i / 199));
        table.viewport()->repaint();
        frames.push_back(milliseconds(clock));
    }
    std::ranges::sort(frames);
    std::printf("%8d  read %8.0f  shown %7.0f (pause %lld)  sorted %6.0f  filtered %6.0f (pause %lld)  frame p50 %5.2f p99 %5.2f  memory %lld MiB\n", commits, read, shown, static_cast<long long>(shownPause),
                sorted, filtered, static_cast<long long>(arrangedPause), frames[100], frames[198], static_cast<long long>(residentMib() - before));
}

void measureHistory(storage::Database &database, const QList<qint64> &ids, int commits)
{
    storage::HistoryStore store(database);
    const QTimeZone zone = QTimeZone::utc();
    const QDate last = QDateTime::fromSecsSinceEpoch(testkit::madeUpTime(commits - 1), zone).date(), first = QDateTime::fromSecsSinceEpoch(testkit::madeUpTime(0), zone).date();
    for (const DaySpan &span : {DaySpan{last.addDays(-364), last, zone}, DaySpan{first, last, zone}}) {
        QElapsedTimer clock;
        clock.start();
        const auto days = got(store.days(ids, span));
        const double daysTook = milliseconds(clock);
        clock.start();
        got(store.folders(ids, span));
        const double foldersTook = milliseconds(clock);
        clock.start();
        got(store.authors(ids, span));
        const double authorsTook = milliseconds(clock);
        clock.start();
        got(store.agreement(ids, span));
        int counted = 0;
        for (const storage::HistoryDay &day : days)
            counted += day.commits();
        std::printf("%8d  history of %lld days, %d commits: days %.0f, folders %.0f, authors %.0f, agreement %.0f\n", commits, static_cast<long long>(days.size()), counted, daysTook, foldersTook, authorsTook, milliseconds(clock));
    }
}

} // namespace

int main(int argc, char **argv)
{
    ui::prepareApplication();
    QApplication application(argc, argv);
    QList<int> sizes;
    for (const QString &argument : QApplication::arguments().sliced(1))
        sizes.append(argument.toInt());
    if (sizes.isEmpty())
        sizes = {10'000, 100'000, 1'000'000};
    std::printf("ms\n");
    for (const int commits : std::as_const(sizes)) {
        const QTemporaryDir folder;
        const auto database = storage::Database::open(folder.path());
        if (!database)
            qFatal("%s", qPrintable(database.error().message));
        testkit::fillStore(**database, commits);
        QList<qint64> ids;
        QHash<qint64, QString> names;
        for (const Repository &repository : got(storage::RepositoryStore(**database).all())) {
            ids.append(repository.id);
            names.insert(repository.id, repository.name);
        }
        measureTable(**database, ids, names, commits);
        measureHistory(**database, ids, commits);
        std::fflush(stdout);
    }
    return 0;
}
