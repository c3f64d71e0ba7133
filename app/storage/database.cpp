#include "storage/database.h"

#include "core/text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDeadlineTimer>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QThread>
#include <QTimeZone>
#include <QUuid>

#include <cerrno>
#include <cstdio>
#include <sys/file.h>

using namespace Qt::StringLiterals;

namespace rijian::storage {

namespace {

struct DatabaseText {
    Q_DECLARE_TR_FUNCTIONS(rijian::storage::Database)
};

constexpr int applicationId = 0x52694A6E; // "RiJn": tells our file from any other SQLite database

// SQLite's result codes (sqlite.org/rescode.html); the driver reports extended ones, whose low byte is the primary code.
enum SqliteCode { Busy = 5, Locked = 6, ReadOnly = 8, IoError = 10, Corrupt = 11, Full = 13, CantOpen = 14, NotADatabase = 26 };

constexpr qint64 leftoverSeconds = 3'600; // a backup that another program is writing just now was changed more recently

/// What programs that were killed while they made a backup have left.
void removeCutBackups(const QString &file)
{
    const QFileInfo database(file);
    const QDateTime latest = QDateTime::currentDateTimeUtc().addSecs(-leftoverSeconds);
    for (const QFileInfo &left : database.dir().entryInfoList({u"%1.before-v*.tmp*"_s.arg(database.fileName())}, QDir::Files)) {
        if (left.lastModified(QTimeZone::UTC) < latest)
            QFile::remove(left.filePath());
    }
}

Error backupError(const QString &backup, const QString &detail = {})
{
    return {ErrorKind::Disk, DatabaseText::tr("The backup %1 cannot be written: check the folder's permissions and the free space.").arg(backup), detail};
}

} // namespace

Result<void> done(const Result<QSqlQuery> &query)
{
    return query ? Result<void>() : std::unexpected(query.error());
}

QString placeholders(qsizetype count)
{
    return QStringList(count, u"?"_s).join(u',');
}

QString idList(const QList<qint64> &ids)
{
    QStringList texts;
    for (const qint64 id : ids)
        texts.append(QString::number(id));
    return texts.join(u',');
}

Database::Database(QString file, QString connection, Schema schema)
    : m_file(std::move(file))
    , m_connection(std::move(connection))
    , m_schema(std::move(schema))
    , m_use(QFileInfo(m_file).dir().filePath(u"rijian.lock"_s))
{
}

Database::~Database()
{
    QSqlDatabase::database(m_connection, false).close();
    QSqlDatabase::removeDatabase(m_connection);
}

Result<std::unique_ptr<Database>> Database::open(const QString &folder, const Schema &schema)
{
    if (!QDir().mkpath(folder))
        return failure(ErrorKind::Disk, DatabaseText::tr("The data folder %1 cannot be created: choose another with --data-dir, or check its permissions.").arg(folder));
    const QString file = QDir(folder).filePath(u"rijian.db"_s);
    std::unique_ptr<Database> database(new Database(file, u"rijian-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces), schema));
    const bool logged = QFileInfo(file + "-wal"_L1).size() > 0; // also while others write
    database->m_uncleanEnd = database->join() && logged;
    if (auto prepared = database->prepare(); !prepared)
        return std::unexpected(prepared.error());
    flock(database->m_use.handle(), LOCK_SH); // it is sound: others may come
    return database;
}

/// From now on this connection is one of those in use; true: the first one, and none comes until it is prepared. The lock ends with the process, and no
/// child has it.
bool Database::join()
{
    if (!m_use.open(QIODevice::ReadWrite))
        return true; // nothing tells
    for (const QDeadlineTimer patience(usualPatience); !patience.hasExpired(); QThread::msleep(5)) {
        if (flock(m_use.handle(), LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK)
            return true;
        if (flock(m_use.handle(), LOCK_SH | LOCK_NB) == 0)
            return false;
    }
    return false;
}

Result<void> Database::prepare()
{
    {
        QSqlDatabase connection = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connection);
        connection.setDatabaseName(m_file);
        connection.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=%1"_s.arg(usualPatience.count()));
        if (!connection.open())
            return std::unexpected(toError(connection.lastError()));
    }
    for (const auto step : {&Database::identify, &Database::configure, &Database::check, &Database::migrate}) {
        if (auto done = (this->*step)(); !done)
            return done;
    }
    return {};
}

Error Database::toError(const QSqlError &error) const
{
    const QString detail = error.text();
    switch (error.nativeErrorCode().toInt() & 0xFF) {
    case Busy:
    case Locked:
        return {ErrorKind::Busy, DatabaseText::tr("The database %1 is in use by another program that does not let go: close it, then try again.").arg(m_file), detail};
    case ReadOnly:
    case CantOpen:
        return {ErrorKind::Disk, DatabaseText::tr("The database %1 cannot be opened or written: check the permissions of the file and its folder.").arg(m_file), detail};
    case IoError:
    case Full:
        return {ErrorKind::Disk, DatabaseText::tr("The database %1 cannot be written: the disk is full or failing. Nothing saved before is lost.").arg(m_file), detail};
    case Corrupt:
    case NotADatabase:
        return {ErrorKind::BadData,
                DatabaseText::tr("The database %1 is damaged. Move it away (a backup may lie beside it as rijian.db.before-v*); repositories and reports can be made again.").arg(m_file),
                detail};
    default:
        return {ErrorKind::Internal, DatabaseText::tr("The database %1 refused a statement (%2).").arg(m_file, oneLine(error.databaseText(), 120)), detail};
    }
}

Result<QSqlQuery> Database::run(const QString &sql, const QVariantList &values)
{
    QSqlQuery query(QSqlDatabase::database(m_connection, false));
    query.setForwardOnly(true);
    if (!query.prepare(sql))
        return std::unexpected(toError(query.lastError()));
    for (const QVariant &value : values)
        query.addBindValue(value);
    if (!query.exec())
        return std::unexpected(toError(query.lastError()));
    return query;
}

Result<qint64> Database::dataVersion()
{
    auto version = run(u"PRAGMA data_version"_s);
    if (!version)
        return std::unexpected(version.error());
    return version->next() ? version->value(0).toLongLong() : 0;
}

void Database::setPatience(std::chrono::milliseconds patience)
{
    std::ignore = run(u"PRAGMA busy_timeout=%1"_s.arg(patience.count())); // which cannot fail
}

void Database::setCache(int mebibytes)
{
    std::ignore = run(u"PRAGMA cache_size=-%1"_s.arg(mebibytes * 1024)); // which cannot fail
}

Result<void> Database::transaction(const std::function<Result<void>()> &work)
{
    if (m_inTransaction)
        return work();
    if (auto begun = run(u"BEGIN IMMEDIATE"_s); !begun)
        return std::unexpected(begun.error());
    m_inTransaction = true;
    auto done = work();
    m_inTransaction = false;
    if (done) {
        if (auto committed = run(u"COMMIT"_s))
            return {};
        else
            done = std::unexpected(committed.error());
    }
    run(u"ROLLBACK"_s);
    return done;
}

Result<void> Database::snapshot(const std::function<Result<void>()> &work)
{
    if (m_inTransaction)
        return work();
    if (auto begun = run(u"BEGIN"_s); !begun)
        return std::unexpected(begun.error());
    m_inTransaction = true;
    auto done = work();
    m_inTransaction = false;
    run(u"ROLLBACK"_s); // nothing was written
    return done;
}

/// SQLite does not wait for others in this one statement, whatever the busy timeout says: programs that start at once on a new
/// database would be turned away.
Result<void> Database::useWal()
{
    QElapsedTimer timer;
    timer.start();
    for (;;) {
        auto done = run(u"PRAGMA journal_mode=WAL"_s);
        if (done)
            return {};
        if (done.error().kind != ErrorKind::Busy || timer.elapsed() > usualPatience.count())
            return std::unexpected(done.error());
        QThread::msleep(10);
    }
}

Result<void> Database::configure()
{
    // FULL, not NORMAL: a power cut loses nothing that was said to be saved; 1,000 small commits cost 0.2 s more.
    if (auto done = useWal(); !done)
        return done;
    for (const auto &pragma : {u"PRAGMA synchronous=FULL"_s, u"PRAGMA foreign_keys=ON"_s,
                               u"PRAGMA trusted_schema=OFF"_s, u"PRAGMA cell_size_check=ON"_s}) {
        if (auto done = run(pragma); !done)
            return std::unexpected(done.error());
    }
    return {};
}

Result<int> Database::number(const QString &sql)
{
    auto query = run(sql);
    if (!query)
        return std::unexpected(query.error());
    return query->next() ? query->value(0).toInt() : 0;
}

Result<int> Database::version()
{
    return number(u"PRAGMA user_version"_s);
}

/// Before anything is written: is it ours, and not of a program newer than this one?
Result<void> Database::identify()
{
    // One snapshot: another program may be making the file just now.
    if (auto begun = run(u"BEGIN"_s); !begun)
        return std::unexpected(begun.error());
    const auto id = number(u"PRAGMA application_id"_s);
    const auto current = version();
    const auto tables = number(u"SELECT COUNT(*) FROM sqlite_schema"_s);
    run(u"COMMIT"_s);
    for (const auto &answer : {id, current, tables}) {
        if (!answer)
            return std::unexpected(answer.error());
    }
    if (*id != applicationId && (*id != 0 || *current != 0 || *tables != 0))
        return failure(ErrorKind::BadData, DatabaseText::tr("%1 is a database of another program: choose another data folder.").arg(m_file));
    if (*current > m_schema.version)
        return failure(ErrorKind::Unsupported,
                       DatabaseText::tr("%1 was made by a newer version of Rijian (schema %2, this program knows %3): update this program, or choose another data folder.")
                           .arg(m_file).arg(*current).arg(m_schema.version));
    return {};
}

/// Looks the file through when the last program to use it did not end well, or when a migration is due.
Result<void> Database::check()
{
    const auto current = version();
    if (!current)
        return std::unexpected(current.error());
    if (!m_uncleanEnd && *current == m_schema.version)
        return {};
    auto verdict = run(u"PRAGMA quick_check(1)"_s);
    if (!verdict)
        return std::unexpected(verdict.error());
    const QString word = verdict->next() ? verdict->value(0).toString() : QString();
    if (word == "ok"_L1)
        return {};
    QSqlError corrupt(QString(), word, QSqlError::StatementError, QString::number(Corrupt));
    return std::unexpected(toError(corrupt));
}

Result<void> Database::migrate()
{
    const auto current = version();
    if (!current)
        return std::unexpected(current.error());
    if (*current > 0 && *current < m_schema.version) {
        if (auto saved = backUp(*current + 1); !saved)
            return saved;
    }
    for (int next = *current + 1; next <= m_schema.version; ++next) {
        if (auto done = applyMigration(next); !done)
            return done;
    }
    return {};
}

/// A copy of the database as it is before it becomes `version`. Made under another name first: neither a copy that was cut off nor
/// one of a database that another program has migrated meanwhile may take a good backup's place.
Result<void> Database::backUp(int version)
{
    removeCutBackups(m_file);
    const QString backup = u"%1.before-v%2"_s.arg(m_file).arg(version);
    const QString fresh = u"%1.%2.tmp"_s.arg(backup, QUuid::createUuid().toString(QUuid::WithoutBraces));
    auto saved = run(u"VACUUM INTO ?"_s, {fresh});
    const auto now = this->version();
    if (!saved || !now || *now >= version) {
        QFile::remove(fresh);
        if (!saved)
            return std::unexpected(saved.error().kind == ErrorKind::Disk ? backupError(backup, saved.error().detail) : saved.error());
        return now ? Result<void>() : std::unexpected(now.error());
    }
    if (std::rename(QFile::encodeName(fresh).constData(), QFile::encodeName(backup).constData()) != 0) { // unlike Qt's, replaces
        QFile::remove(fresh);
        return std::unexpected(backupError(backup));
    }
    return {};
}

Result<void> Database::applyMigration(int version)
{
    QFile source(u"%1/%2.sql"_s.arg(m_schema.scripts).arg(version, 4, 10, QChar(u'0')));
    if (!source.open(QIODevice::ReadOnly))
        return failure(ErrorKind::Internal, DatabaseText::tr("Migration %1 is missing from this program.").arg(version));
    QString script;
    for (const QString &line : QString::fromUtf8(source.readAll()).split(u'\n')) {
        if (!line.startsWith("--"_L1))
            script += line + u'\n';
    }
    return transaction([&]() -> Result<void> {
        auto now = this->version();
        if (!now)
            return std::unexpected(now.error());
        if (*now >= version)
            return {}; // another program was faster
        for (const QString &statement : script.split(u";\n"_s, Qt::SkipEmptyParts)) {
            if (statement.trimmed().isEmpty())
                continue;
            if (auto done = run(statement); !done)
                return std::unexpected(done.error());
        }
        for (const QString &pragma : {u"PRAGMA application_id=%1"_s.arg(applicationId), u"PRAGMA user_version=%1"_s.arg(version)}) {
            if (auto done = run(pragma); !done)
                return std::unexpected(done.error());
        }
        return {};
    });
}

} // namespace rijian::storage
