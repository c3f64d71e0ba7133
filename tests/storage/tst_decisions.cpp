// What the user decided is kept, whenever the program is killed.

#include "core/commit.h"
#include "storage/commitstore.h"
#include "storage/database.h"
#include "storage/repositorystore.h"
#include "storage/triagestore.h"
#include "support/outcome.h"
#include "support/testkit.h"

#include <QRandomGenerator>
#include <QTemporaryDir>

#include <csignal>
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

/// Decides one commit after the other and says so after each; never returns.
[[noreturn]] void decide(const QString &folder, qint64 repository, int from, int pipe)
{
    const auto database = Database::open(folder);
    if (!database)
        _exit(2);
    for (int i = from; i < commits; ++i) {
        if (!TriageStore(**database).set(repository, {sha(i)}, decision(i)) || write(pipe, &i, sizeof i) != sizeof i)
            _exit(3);
    }
    for (;;)
        pause();
}

} // namespace

class TestDecisions : public QObject
{
    Q_OBJECT

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
        QRandomGenerator random(11);
        int known = -1; // the last decision that was reported
        int kills = 0;
        while (known < commits - 1) {
            int ends[2];
            QCOMPARE(pipe(ends), 0);
            const pid_t child = fork();
            QVERIFY(child >= 0);
            if (child == 0) {
                close(ends[0]);
                decide(folder.path(), repository, known + 1, ends[1]);
            }
            close(ends[1]);
            for (int left = 1 + int(random.bounded(40)); left > 0 && known < commits - 1; --left) {
                int i = 0;
                QCOMPARE(read(ends[0], &i, sizeof i), ssize_t(sizeof i));
                known = i;
            }
            ::kill(child, SIGKILL); // wherever it is by now: mostly in the middle of the next one
            QCOMPARE(waitpid(child, nullptr, 0), child);
            for (int i = 0; read(ends[0], &i, sizeof i) == ssize_t(sizeof i);) // said before it was killed
                known = i;
            close(ends[0]);
            ++kills;

            const auto database = Database::open(folder.path());
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
        QVERIFY(kills > 10);
    }
};

RIJIAN_TEST_MAIN(TestDecisions)
#include "tst_decisions.moc"
