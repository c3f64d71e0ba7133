// What the user decided is kept, whenever the program is killed.

#include "core/commit.h"
#include "jobs/workspace.h"
#include "storage/commitstore.h"
#include "storage/database.h"
#include "storage/repositorystore.h"
#include "storage/settingsstore.h"
#include "storage/triagestore.h"
#include "support/outcome.h"
#include "support/testkit.h"

#include <QRandomGenerator>
#include <QTemporaryDir>

#include <csignal>
#include <thread>
#include <sys/wait.h>
#include <unistd.h>

using namespace rijian;
using namespace rijian::storage;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

namespace {

constexpr int commits = 400;

QString sha(int i)
{
    return u'a' + QString::number(i + 1, 16).rightJustified(39, u'0');
}

Triage decision(int i)
{
    return {.state = static_cast<TriageState>(1 + i % 3), .importance = static_cast<Importance>(i % 4), .note = u"note %1 甲"_s.arg(i), .due = QDate(2026, 1, 1).addDays(i)};
}

/// A process that decides reports each decision, and makes no more of them than it may: nobody who is late to kill it misses all.
struct Pipes {
    int report = -1;
    int permits = -1;

    void wait() const
    {
        char permit = 0;
        if (read(permits, &permit, 1) != 1)
            _exit(5);
    }
};

/// Decides one commit after the other and says so after each; never returns.
[[noreturn]] void decide(const QString &folder, qint64 repository, int from, Pipes pipes)
{
    const auto database = Database::open(folder);
    if (!database)
        _exit(2);
    for (int i = from; i < commits; ++i) {
        pipes.wait();
        if (!TriageStore(**database).set(repository, {sha(i)}, decision(i)) || write(pipes.report, &i, sizeof i) != sizeof i)
            _exit(3);
    }
    for (;;)
        pause();
}

/// Opens it; ends the process where that cannot be.
QList<CommitRow> rowsOf(jobs::Workspace &workspace, const DaySpan &day)
{
    QList<CommitRow> rows;
    QObject here;
    QObject::connect(&workspace, &jobs::Workspace::opened, &here, [&] { workspace.show(day, workspace.allIds()); });
    QObject::connect(&workspace, &jobs::Workspace::rowsLoaded, &here, [&](const QList<CommitRow> &loaded) { rows = loaded; });
    workspace.open();
    if (!QTest::qWaitFor([&] { return !rows.isEmpty(); }, 60'000))
        _exit(2);
    return rows;
}

/// All at once: decides, and takes it back, by turns. Never returns.
[[noreturn]] void decideTogether(const QString &folder, const DaySpan &day, int pipe)
{
    jobs::Workspace workspace({.dataFolder = folder});
    const QList<CommitRow> rows = rowsOf(workspace, day);
    const CommitRow last = rows.last();
    for (int i = 0;; ++i) {
        if (i % 2 == 0)
            workspace.triage(rows, [](Triage &triage) { triage = decision(0); }, u"Decided"_s);
        else
            workspace.undoStack().undo();
        auto card = workspace.card({last.repository, last.sha});
        if (!QTest::qWaitFor([&] { return card.isFinished(); }, 60'000) || !card.result() || write(pipe, &i, sizeof i) != sizeof i)
            _exit(3);
    }
}

/// The desktop's work without its window: decides as keys do, and says so once the card shows it. Another connection writes all the time. Never returns.
[[noreturn]] void decideAsTheProgramDoes(const QString &folder, const DaySpan &day, int from, Pipes pipes)
{
    std::jthread busy([&folder](const std::stop_token &stop) {
        const auto database = Database::open(folder);
        while (database && !stop.stop_requested()) {
            std::ignore = (*database)->transaction([&]() -> Result<void> {
                std::ignore = (*database)->run(u"UPDATE repository SET seen_at = 1"_s);
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
                return {};
            });
            std::this_thread::sleep_for(std::chrono::milliseconds(3)); // SQLite is not fair
        }
    });
    jobs::Workspace workspace({.dataFolder = folder});
    const QList<CommitRow> rows = rowsOf(workspace, day);
    for (int i = from; i < commits; ++i) {
        const auto row = std::ranges::find(rows, sha(i), &CommitRow::sha);
        pipes.wait();
        workspace.triage({*row}, [i](Triage &triage) { triage = decision(i); }, u"Decided"_s);
        auto card = workspace.card({row->repository, row->sha});
        if (!QTest::qWaitFor([&] { return card.isFinished(); }, 60'000) || !card.result() || card.result()->triage.note != decision(i).note)
            _exit(3);
        if (write(pipes.report, &i, sizeof i) != sizeof i)
            _exit(4);
    }
    for (;;)
        pause();
}

} // namespace

class TestDecisions : public QObject
{
    Q_OBJECT

    /// Has a process decide, kills it again and again wherever it is, and looks each time at what it had said.
    static void killAndLook(const QString &folder, qint64 repository, int most, const std::function<void(int from, Pipes pipes)> &decideFrom)
    {
        QRandomGenerator random(11);
        int known = -1; // the last decision that was reported
        int kills = 0;
        while (known < commits - 1) {
            int ends[2], permits[2];
            QCOMPARE(pipe(ends), 0);
            QCOMPARE(pipe(permits), 0);
            int left = 1 + int(random.bounded(most));
            const QByteArray allowed(left + 1, 'x');
            QCOMPARE(write(permits[1], allowed.constData(), std::size_t(allowed.size())), ssize_t(allowed.size()));
            const pid_t child = fork();
            QVERIFY(child >= 0);
            if (child == 0) {
                close(ends[0]);
                decideFrom(known + 1, {ends[1], permits[0]});
            }
            close(ends[1]);
            close(permits[0]);
            for (; left > 0 && known < commits - 1; --left) {
                int i = 0;
                QCOMPARE(read(ends[0], &i, sizeof i), ssize_t(sizeof i));
                known = i;
            }
            ::kill(child, SIGKILL); // wherever it is by now: mostly in the middle of the next one
            QCOMPARE(waitpid(child, nullptr, 0), child);
            for (int i = 0; read(ends[0], &i, sizeof i) == ssize_t(sizeof i);) // said before it was killed
                known = i;
            close(ends[0]);
            close(permits[1]);
            ++kills;

            const auto database = Database::open(folder);
            VERIFY_OK(database);
            QStringList shas;
            for (int i = 0; i <= known; ++i)
                shas << sha(i);
            const auto kept = TriageStore(**database).get(repository, shas);
            VERIFY_OK(kept);
            for (int i = 0; i <= known; ++i) {
                Triage found = kept->value(sha(i));
                found.updatedAt = {};
                QVERIFY2(found == decision(i), qPrintable(u"%1: %2 %3 %4 %5"_s.arg(i).arg(int(found.state)).arg(int(found.importance)).arg(found.note, found.due.toString(Qt::ISODate))));
            }
            auto check = (*database)->run(u"PRAGMA integrity_check"_s);
            VERIFY_OK(check);
            QVERIFY(check->next());
            QCOMPARE(check->value(0).toString(), u"ok"_s);
        }
        QVERIFY(kills > commits / most);
    }

    /// A repository with all the commits on one day.
    static qint64 fill(const QString &folder, const DaySpan &day)
    {
        const auto database = Database::open(folder);
        if (!database)
            return 0;
        const auto added = RepositoryStore(**database).add({.name = u"a/b"_s, .address = u"https://h.invalid/a/b"_s}, u"a"_s);
        Settings settings;
        settings.fetchOnStart = false;
        QList<Commit> list;
        QStringList shas;
        for (int i = 0; i < commits; ++i) {
            list.append({.sha = sha(i), .authorTime = {day.beginSeconds() + i, 0}, .committerTime = {day.beginSeconds() + i, 0}, .message = u"change"_s, .parents = {sha(9'999)}});
            shas.prepend(sha(i));
        }
        const bool stored = added && SettingsStore(**database).save(settings) && CommitStore(**database).add(added->id, list)
            && CommitStore(**database).setListing(added->id, day.beginSeconds(), day.endSeconds(), shas);
        return stored ? added->id : 0;
    }

private Q_SLOTS:
    void noneIsLostWhenTheProgramIsKilled()
    {
        const QTemporaryDir folder;
        qint64 repository = 0;
        {
            const auto database = Database::open(folder.path());
            VERIFY_OK(database);
            const auto added = RepositoryStore(**database).add({.name = u"a/b"_s, .address = u"a"_s}, u"a"_s);
            VERIFY_OK(added);
            repository = added->id;
        }
        killAndLook(folder.path(), repository, 40, [&](int from, Pipes pipes) { decide(folder.path(), repository, from, pipes); });
    }

    /// The same of what the desktop shows as decided, with its threads, and others that write meanwhile.
    void whatTheDesktopShowsIsKept()
    {
        const QTemporaryDir folder;
        const DaySpan day{QDate(2026, 1, 7), QDate(2026, 1, 7), defaultTimeZone()};
        const qint64 repository = fill(folder.path(), day);
        QVERIFY(repository != 0);
        killAndLook(folder.path(), repository, 80, [&](int from, Pipes pipes) { decideAsTheProgramDoes(folder.path(), day, from, pipes); });
    }

    /// A decision on many, and its undoing, are there whole or not at all.
    void manyAreDecidedTogetherOrNotAtAll()
    {
        const QTemporaryDir folder;
        const DaySpan day{QDate(2026, 1, 7), QDate(2026, 1, 7), defaultTimeZone()};
        const qint64 repository = fill(folder.path(), day);
        QVERIFY(repository != 0);
        QStringList shas;
        for (int i = 0; i < commits; ++i)
            shas << sha(i);
        QRandomGenerator random(7);
        for (int kills = 0; kills < 12; ++kills) {
            int ends[2];
            QCOMPARE(pipe(ends), 0);
            const pid_t child = fork();
            QVERIFY(child >= 0);
            if (child == 0) {
                close(ends[0]);
                decideTogether(folder.path(), day, ends[1]);
            }
            close(ends[1]);
            int said = 0;
            for (int left = 1 + int(random.bounded(6)); left > 0; --left)
                QCOMPARE(read(ends[0], &said, sizeof said), ssize_t(sizeof said));
            std::this_thread::sleep_for(std::chrono::microseconds(random.bounded(20'000))); // somewhere in the next one
            ::kill(child, SIGKILL);
            QCOMPARE(waitpid(child, nullptr, 0), child);
            close(ends[0]);
            const auto database = Database::open(folder.path());
            VERIFY_OK(database);
            const auto kept = TriageStore(**database).get(repository, shas);
            VERIFY_OK(kept);
            const auto noted = std::ranges::count_if(shas, [&](const QString &one) { return kept->value(one).note == decision(0).note; });
            QVERIFY2(noted == 0 || noted == commits, qPrintable(QString::number(noted)));
            VERIFY_OK(TriageStore(**database).set(repository, shas, {})); // the next program begins anew
        }
    }
};

RIJIAN_TEST_MAIN(TestDecisions)
#include "tst_decisions.moc"
