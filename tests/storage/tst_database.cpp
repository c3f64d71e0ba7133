// The database as a file: making, opening, migrating, damage, full disks, killed programs, several programs at once.

#include "storage/commitstore.h"
#include "storage/database.h"
#include "storage/repositorystore.h"
#include "support/outcome.h"
#include "support/process.h"
#include "support/testkit.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QSqlDatabase>
#include <QTemporaryDir>

#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <thread>

using namespace rijian;
using namespace rijian::storage;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

namespace {

Commit commit(int i, qsizetype messageLength = 40)
{
    Commit commit;
    commit.sha = QString::number(i, 16).rightJustified(40, u'0');
    commit.author = commit.committer = {u"A U Thor"_s, u"author@example.org"_s};
    commit.authorTime = commit.committerTime = {1'767'700'800 + i, 28'800};
    commit.message = QString(messageLength, QChar(u'a' + i % 26));
    return commit;
}

QList<Commit> commits(int first, int count, qsizetype messageLength = 40)
{
    QList<Commit> many;
    for (int i = first; i < first + count; ++i)
        many.append(commit(i, messageLength));
    return many;
}

Result<Repository> addRepository(Database &database, const QString &name = u"a/b"_s)
{
    return RepositoryStore(database).add({.name = name, .address = u"https://github.com/"_s + name}, u"github.com/"_s + name);
}

int number(Database &database, const QString &sql)
{
    auto query = database.run(sql);
    return query && query->next() ? query->value(0).toInt() : -1;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(not readable)");
}

bool write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

/// A database as some other program makes one.
bool makeForeign(const QString &file, const QStringList &statements)
{
    bool made = false;
    {
        QSqlDatabase other = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"foreign"_s);
        other.setDatabaseName(file);
        made = other.open();
        for (const QString &statement : statements)
            made = made && QSqlQuery(other).exec(statement);
        other.close();
    }
    QSqlDatabase::removeDatabase(u"foreign"_s);
    return made;
}

/// Ends in the middle of a transaction: the parent kills it.
int childInTransaction(const QString &folder)
{
    auto database = Database::open(folder);
    auto repository = database ? addRepository(**database) : std::unexpected(database.error());
    if (!repository || !CommitStore(**database).add(repository->id, commits(0, 300)))
        return 1;
    (void)(*database)->transaction([&]() -> Result<void> {
        for (int i = 0; i < 2000; ++i) {
            if (!(*database)->run(u"INSERT INTO job (kind, created_at, updated_at) VALUES (?, 0, 0)"_s, {QString(1000, u'x')}))
                return failure(ErrorKind::Internal, {});
        }
        std::puts("in transaction");
        std::fflush(stdout);
        ::pause();
        return {};
    });
    return 1;
}

/// A disk that is full: files may not grow beyond some size. Says what went wrong, then frees the disk and goes on.
int childOnFullDisk(const QString &folder)
{
    std::signal(SIGXFSZ, SIG_IGN);
    auto database = Database::open(folder);
    auto repository = database ? addRepository(**database) : std::unexpected(database.error());
    if (!repository)
        return 1;
    rlimit limit;
    ::getrlimit(RLIMIT_FSIZE, &limit);
    const rlim_t before = limit.rlim_cur;
    limit.rlim_cur = 0;
    for (const QFileInfo &one : QDir(folder).entryInfoList(QDir::Files))
        limit.rlim_cur = std::max(limit.rlim_cur, rlim_t(one.size()) + 300'000);
    ::setrlimit(RLIMIT_FSIZE, &limit);
    CommitStore store(**database);
    int saved = 0;
    Result<void> added;
    while (saved < 100 && (added = store.add(repository->id, commits(saved * 10, 10, 5000))))
        ++saved;
    if (added)
        return 2;
    limit.rlim_cur = before;
    ::setrlimit(RLIMIT_FSIZE, &limit);
    const auto again = store.add(repository->id, commits(5000, 1));
    std::printf("%d\n%d\n%d\n%s\n", int(added.error().kind), saved, again ? 1 : 0, qPrintable(added.error().message));
    return 0;
}

} // namespace

class TestDatabase : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    QString file() const { return m_folder->filePath(u"rijian.db"_s); }
    auto open(const Schema &schema = {}) const { return Database::open(m_folder->path(), schema); }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void aNewOneIsWhole()
    {
        const auto database = Database::open(m_folder->filePath(u"some/new folder/数据"_s));
        VERIFY_OK(database);
        Database &made = **database;
        QVERIFY(QFile::exists(made.file()));
        auto mode = made.run(u"PRAGMA journal_mode"_s);
        QVERIFY(mode && mode->next());
        QCOMPARE(mode->value(0).toString(), u"wal"_s);
        QCOMPARE(number(made, u"PRAGMA foreign_keys"_s), 1);
        QCOMPARE(number(made, u"PRAGMA synchronous"_s), 2);
        QCOMPARE(number(made, u"PRAGMA user_version"_s), schemaVersion);
        QCOMPARE(number(made, u"PRAGMA application_id"_s), 0x52694A6E);
        for (const QString &table : {u"repository"_s, u"commits"_s, u"changed_file"_s, u"analysis"_s, u"job"_s, u"triage"_s})
            QCOMPARE(number(made, u"SELECT COUNT(*) FROM "_s + table), 0);
    }

    void openingAgainChangesNothing()
    {
        {
            const auto database = open();
            VERIFY_OK(database);
            VERIFY_OK(addRepository(**database));
        }
        QVERIFY(!QFile::exists(file() + "-wal"_L1)); // a clean end
        const auto database = open();
        VERIFY_OK(database);
        QCOMPARE(RepositoryStore(**database).all()->size(), 1);
    }

    void aTransactionIsAllOrNothing()
    {
        const auto database = open();
        VERIFY_OK(database);
        const auto done = (*database)->transaction([&]() -> Result<void> {
            (void)(*database)->run(u"INSERT INTO job (kind, created_at, updated_at) VALUES ('x', 0, 0)"_s);
            return failure(ErrorKind::Cancelled, u"stopped"_s);
        });
        VERIFY_FAILS(done, ErrorKind::Cancelled);
        QCOMPARE(number(**database, u"SELECT COUNT(*) FROM job"_s), 0);
        QVERIFY((*database)->transaction([] { return Result<void>(); })); // none was left open
    }

    void aWrongStatementIsOurFault()
    {
        const auto database = open();
        VERIFY_OK(database);
        const auto wrong = (*database)->run(u"SELECT nothing FROM nowhere"_s);
        VERIFY_FAILS(wrong, ErrorKind::Internal);
        QVERIFY(wrong.error().message.contains(file()));
    }

    void aNewerOneIsRefused()
    {
        {
            const auto database = open();
            VERIFY_OK(database);
            QVERIFY((*database)->run(u"PRAGMA user_version=99"_s));
        }
        const auto database = open();
        VERIFY_FAILS(database, ErrorKind::Unsupported);
        QVERIFY2(database.error().message.contains(u"newer"_s) && database.error().message.contains(u"99"_s), qPrintable(words(database)));
    }

    void anotherProgramsIsRefusedAndUntouched_data()
    {
        QTest::addColumn<QStringList>("statements");
        QTest::newRow("tables, no version") << QStringList{u"CREATE TABLE photos (id)"_s};
        QTest::newRow("its own version") << QStringList{u"CREATE TABLE photos (id)"_s, u"PRAGMA user_version=1"_s};
        QTest::newRow("its own id") << QStringList{u"PRAGMA application_id=77"_s};
        QTest::newRow("a high version") << QStringList{u"PRAGMA user_version=12"_s};
    }

    void anotherProgramsIsRefusedAndUntouched()
    {
        QFETCH(QStringList, statements);
        QVERIFY(makeForeign(file(), statements));
        const QByteArray before = contentOf(file());
        const auto database = open();
        VERIFY_FAILS(database, ErrorKind::BadData);
        QVERIFY2(database.error().message.contains(u"another program"_s), qPrintable(words(database)));
        QCOMPARE(contentOf(file()), before);
    }

    void anEmptyFileBecomesOurs()
    {
        QVERIFY(write(file(), {}));
        VERIFY_OK(open());
    }

    void garbageIsBadData()
    {
        QVERIFY(write(file(), QByteArray("this is no database at all; ").repeated(500)));
        const auto database = open();
        VERIFY_FAILS(database, ErrorKind::BadData);
        QVERIFY(database.error().message.contains(file()));
    }

    void damagedPagesAreBadData_data()
    {
        QTest::addColumn<bool>("uncleanEnd");
        QTest::newRow("found when read") << false;
        QTest::newRow("found when opened after an unclean end") << true;
    }

    void damagedPagesAreBadData()
    {
        QFETCH(bool, uncleanEnd);
        {
            const auto database = open();
            VERIFY_OK(database);
            const auto repository = addRepository(**database);
            VERIFY_OK(repository);
            VERIFY_OK(CommitStore(**database).add(repository->id, commits(0, 400)));
        }
        QByteArray pages = contentOf(file());
        std::fill(pages.begin() + pages.size() / 4096 * 3 / 4 * 4096, pages.end(), char(0xA5)); // behind the schema
        QVERIFY(write(file(), pages));
        if (uncleanEnd)
            QVERIFY(write(file() + "-wal"_L1, QByteArray(100, 'x')));
        const auto database = open();
        if (uncleanEnd) {
            VERIFY_FAILS(database, ErrorKind::BadData);
            return;
        }
        VERIFY_OK(database);
        VERIFY_FAILS(CommitStore(**database).listed(1, 0, std::numeric_limits<qint64>::max()), ErrorKind::BadData);
    }

    /// A log is no unclean end while others write it: looking through a large file takes seconds, for each program that opens it.
    void whoIsNotAloneLooksThroughNothing()
    {
        const auto first = open();
        VERIFY_OK(first);
        const auto repository = addRepository(**first);
        VERIFY_OK(repository);
        VERIFY_OK(CommitStore(**first).add(repository->id, commits(0, 400)));
        VERIFY_OK((*first)->run(u"PRAGMA wal_checkpoint(TRUNCATE)"_s));
        VERIFY_OK((*first)->run(u"UPDATE repository SET seen_at = 1"_s));
        QVERIFY(QFileInfo(file() + "-wal"_L1).size() > 0);
        QFile damaged(file());
        QVERIFY(damaged.open(QIODevice::ReadWrite) && damaged.seek(damaged.size() / 4096 * 3 / 4 * 4096));
        QVERIFY(damaged.write(QByteArray(damaged.size() - damaged.pos(), char(0xA5))) > 0 && damaged.flush());
        VERIFY_OK(open());
    }

    void whereNoFileCanBe()
    {
        QVERIFY(write(m_folder->filePath(u"taken"_s), "a file"));
        VERIFY_FAILS(Database::open(m_folder->filePath(u"taken"_s)), ErrorKind::Disk);
        QVERIFY(QDir().mkpath(file()));
        VERIFY_FAILS(open(), ErrorKind::Disk);
    }

    void aReadOnlyFolder()
    {
        if (::geteuid() == 0)
            QSKIP("root writes everywhere");
        QVERIFY(QFile::setPermissions(m_folder->path(), QFile::ReadOwner | QFile::ExeOwner));
        const auto database = open();
        QFile::setPermissions(m_folder->path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        VERIFY_FAILS(database, ErrorKind::Disk);
    }

    void aFullDiskLosesNothing()
    {
        const auto child = runProcess(QCoreApplication::applicationFilePath(), {u"--full-disk"_s, m_folder->path()}, QProcessEnvironment::systemEnvironment());
        QVERIFY2(child.ok(), child.err.constData());
        const QByteArrayList said = child.out.split('\n');
        QVERIFY2(said[0].toInt() == int(ErrorKind::Disk), child.out.constData());
        const int saved = said[1].toInt();
        QVERIFY(saved > 0 && saved < 100);
        QCOMPARE(said[2], "1"); // the same connection writes again when there is room
        const auto database = open();
        VERIFY_OK(database);
        QCOMPARE(number(**database, u"SELECT COUNT(*) FROM commits"_s), saved * 10 + 1);
    }

    void aKilledProgramLosesOnlyItsTransaction()
    {
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {u"--in-transaction"_s, m_folder->path()});
        QVERIFY(child.waitForReadyRead(60'000));
        QCOMPARE(child.readAllStandardOutput(), "in transaction\n");
        {
            // While it holds the lock, others read what was there.
            const auto reader = open();
            VERIFY_OK(reader);
            QCOMPARE(number(**reader, u"SELECT COUNT(*) FROM commits"_s), 300);
            QCOMPARE(number(**reader, u"SELECT COUNT(*) FROM job"_s), 0);
        }
        child.kill();
        QVERIFY(waitForEnd(child, 30'000));
        QVERIFY(QFileInfo(file() + "-wal"_L1).size() > 0); // an unclean end, so that the check runs
        const auto database = open();
        VERIFY_OK(database);
        QCOMPARE(number(**database, u"SELECT COUNT(*) FROM commits"_s), 300);
        QCOMPARE(number(**database, u"SELECT COUNT(*) FROM job"_s), 0);
        VERIFY_OK(addRepository(**database, u"c/d"_s));
    }

    void severalAtOnce()
    {
        constexpr int writers = 4;
        constexpr int rounds = 25;
        std::array<QString, writers> problems;
        {
            std::vector<std::jthread> threads;
            for (int t = 0; t < writers; ++t) {
                threads.emplace_back([&, t] {
                    // All of them also race to make the file.
                    const auto database = open();
                    const auto repository = database ? addRepository(**database, u"owner/%1"_s.arg(t)) : std::unexpected(database.error());
                    if (!repository) {
                        problems[t] = words(repository);
                        return;
                    }
                    for (int i = 0; i < rounds && problems[t].isEmpty(); ++i) {
                        if (const auto added = CommitStore(**database).add(repository->id, commits(i * 3, 3)); !added)
                            problems[t] = words(added);
                    }
                });
            }
        }
        for (const QString &problem : problems)
            QCOMPARE(problem, QString());
        const auto database = open();
        VERIFY_OK(database);
        QCOMPARE(RepositoryStore(**database).all()->size(), writers);
        QCOMPARE(number(**database, u"SELECT COUNT(*) FROM commits"_s), writers * rounds * 3);
    }

    void migratesAfterABackup()
    {
        {
            const auto database = open();
            VERIFY_OK(database);
            VERIFY_OK(addRepository(**database));
        }
        const Schema second = nextSchema("-- A comment.\nALTER TABLE repository ADD COLUMN colour TEXT NOT NULL DEFAULT 'red';\n"
                                         "CREATE TABLE mood (id INTEGER PRIMARY KEY,\n  word TEXT);\n");
        {
            const auto database = open(second);
            VERIFY_OK(database);
            QCOMPARE(number(**database, u"PRAGMA user_version"_s), schemaVersion + 1);
            QCOMPARE(number(**database, u"SELECT COUNT(*) FROM repository WHERE colour = 'red'"_s), 1);
            QCOMPARE(number(**database, u"SELECT COUNT(*) FROM mood"_s), 0);
        }
        VERIFY_FAILS(open(), ErrorKind::Unsupported); // the program of before
        QCOMPARE(QDir(m_folder->path()).entryList({u"rijian.db.*"_s}, QDir::Files), QStringList{backupOf(schemaVersion + 1)});
        // The backup is a database of the version before.
        QVERIFY(QFile::remove(file()) && QFile::rename(m_folder->filePath(backupOf(schemaVersion + 1)), file()));
        const auto database = open();
        VERIFY_OK(database);
        QCOMPARE(RepositoryStore(**database).all()->size(), 1);
    }

    void severalStepsHaveOneBackup()
    {
        VERIFY_OK(open({u":/sql"_s, schemaVersion - 2}));
        // Of a program that was killed, and of one that is at it just now.
        const QString cut = file() + ".before-v3.cut.tmp"_L1, fresh = u"rijian.db.before-v99.fresh.tmp"_s;
        QVERIFY(write(cut, "half") && write(m_folder->filePath(fresh), "half"));
        {
            QFile aged(cut);
            QVERIFY(aged.open(QIODevice::ReadWrite) && aged.setFileTime(QDateTime::currentDateTimeUtc().addDays(-1), QFileDevice::FileModificationTime));
        }
        VERIFY_OK(open());
        QCOMPARE(QDir(m_folder->path()).entryList({u"rijian.db.*"_s}, QDir::Files), (QStringList{backupOf(schemaVersion - 1), fresh}));
    }

    void aBackupThatCannotBeWrittenIsNamed()
    {
        VERIFY_OK(open());
        QVERIFY(QDir(m_folder->path()).mkpath(backupOf(schemaVersion + 1) + "/taken"_L1));
        const auto failed = open(nextSchema("ALTER TABLE repository ADD COLUMN colour TEXT;\n"));
        VERIFY_FAILS(failed, ErrorKind::Disk);
        QVERIFY2(failed.error().message.contains(backupOf(schemaVersion + 1)), qPrintable(words(failed)));
        QCOMPARE(QDir(m_folder->path()).entryList({u"rijian.db.*"_s}, QDir::Files), QStringList());
        VERIFY_OK(open()); // as it was
    }

    void aNewDatabaseNeedsNoBackup()
    {
        VERIFY_OK(open());
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), (QStringList{u"rijian.db"_s, u"rijian.lock"_s}));
    }

    void versionOneComesAlong()
    {
        {
            const auto database = open({u":/sql"_s, 1});
            VERIFY_OK(database);
            for (const auto &sql : {u"INSERT INTO repository (id, name, address, address_key, position, added_at) VALUES (7, 'a/b', 'x', 'x', 1, 5)"_s,
                                    u"INSERT INTO commits VALUES (3, 7, 'f00d', 'A', 'a@x', 1, 0, 'A', 'a@x', 2, 0, 'm', '', 1, 0)"_s,
                                    u"INSERT INTO changed_file VALUES (3, 0, 'p', '', 1, 10, 2, 0, 33188, 33188), (3, 1, 'q', '', 1, 5, 1, 0, 33188, 33188)"_s})
                VERIFY_OK((*database)->run(sql));
        }
        const auto database = open();
        VERIFY_OK(database);
        QCOMPARE(number(**database, u"SELECT insertions * 100 + deletions * 10 + files FROM commits"_s), 1532);
        QCOMPARE(RepositoryStore(**database).all()->first().group, QString());
        QCOMPARE(CommitStore(**database).subjectsTouching(7, {u"q"_s}, 3, 5).value(), QStringList{u"m"_s});
        QVERIFY(QFile::exists(m_folder->filePath(backupOf(2))));
    }

    void aFailedMigrationChangesNothing()
    {
        {
            const auto database = open();
            VERIFY_OK(database);
            VERIFY_OK(addRepository(**database));
        }
        const auto failed = open(nextSchema("ALTER TABLE repository ADD COLUMN colour TEXT;\nUPDATE repository SET name = 'x';\nINSERT INTO nowhere VALUES (1);\n"));
        QVERIFY(!failed);
        VERIFY_FAILS(open({m_folder->filePath(u"no scripts here"_s), schemaVersion + 1}), ErrorKind::Internal);
        const auto database = open();
        VERIFY_OK(database);
        QCOMPARE(number(**database, u"PRAGMA user_version"_s), schemaVersion);
        QCOMPARE(number(**database, u"SELECT COUNT(*) FROM pragma_table_info('repository') WHERE name = 'colour'"_s), 0);
        QCOMPARE(RepositoryStore(**database).all()->first().name, u"a/b"_s);
        QVERIFY(QFile::exists(m_folder->filePath(backupOf(schemaVersion + 1))));
    }

    void severalProgramsMigrateAtOnce()
    {
        {
            const auto database = open();
            VERIFY_OK(database);
            VERIFY_OK(addRepository(**database));
        }
        const Schema second = nextSchema("ALTER TABLE repository ADD COLUMN colour TEXT;\n");
        std::array<QString, 3> problems;
        {
            std::vector<std::jthread> threads;
            for (QString &problem : problems) {
                threads.emplace_back([&] {
                    if (const auto database = open(second); !database)
                        problem = words(database);
                });
            }
        }
        for (const QString &problem : problems)
            QCOMPARE(problem, QString());
        VERIFY_OK(open(second)); // alone: of several that close at once none may clear the log away
        QVERIFY(!QFile::exists(file() + u"-wal"_s));
        QVERIFY(QFile::remove(file()) && QFile::rename(m_folder->filePath(backupOf(schemaVersion + 1)), file()));
        const auto backup = open();
        VERIFY_OK(backup);
        QCOMPARE(number(**backup, u"PRAGMA user_version"_s), schemaVersion);
    }

private:
    /// Today's migrations and this next one.
    Schema nextSchema(const QByteArray &script) const
    {
        const QString scripts = m_folder->filePath(u"sql"_s);
        QDir().mkpath(scripts);
        for (int version = 1; version <= schemaVersion; ++version)
            QFile::copy(u":/sql/%1.sql"_s.arg(version, 4, 10, QChar(u'0')), u"%1/%2.sql"_s.arg(scripts).arg(version, 4, 10, QChar(u'0')));
        write(u"%1/%2.sql"_s.arg(scripts).arg(schemaVersion + 1, 4, 10, QChar(u'0')), script);
        return {scripts, schemaVersion + 1};
    }

    static QString backupOf(int version) { return u"rijian.db.before-v%1"_s.arg(version); }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    if (arguments.size() == 3 && arguments[1] == "--in-transaction"_L1)
        return childInTransaction(arguments[2]);
    if (arguments.size() == 3 && arguments[1] == "--full-disk"_L1)
        return childOnFullDisk(arguments[2]);
    TestDatabase test;
    QTEST_SET_MAIN_SOURCE_PATH
    return runTest(test, argc, argv);
}

#include "tst_database.moc"
