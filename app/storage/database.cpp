#include "storage/database.h"

#include "core/text.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace rijian::storage {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(rijian::storage::Database)
};

constexpr int applicationId = 0x52694A6E; // "RiJn": tells our file from any other SQLite database

// SQLite's result codes (sqlite.org/rescode.html); the driver reports extended ones, whose low byte is the primary code.
enum SqliteCode { Busy = 5, Locked = 6, ReadOnly = 8, IoError = 10, Corrupt = 11, Full = 13, CantOpen = 14, NotADatabase = 26 };

} // namespace

Database::Database(QString file, QString connection)
    : m_file(std::move(file))
    , m_connection(std::move(connection))
{
}

Database::~Database()
{
    QSqlDatabase::database(m_connection, false).close();
    QSqlDatabase::removeDatabase(m_connection);
}

Result<std::unique_ptr<Database>> Database::open(const QString &folder)
{
    if (!QDir().mkpath(folder))
        return failure(ErrorKind::Disk, Text::tr("The data folder %1 cannot be made: choose another with --data-dir, or check its permissions.").arg(folder));
    const QString file = QDir(folder).filePath(u"rijian.db"_s);
    std::unique_ptr<Database> database(new Database(file, u"rijian-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces)));
    database->m_uncleanEnd = QFileInfo(file + "-wal"_L1).size() > 0;
    if (auto prepared = database->prepare(); !prepared)
        return std::unexpected(prepared.error());
    return database;
}

Result<void> Database::prepare()
{
    {
        QSqlDatabase connection = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connection);
        connection.setDatabaseName(m_file);
        connection.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=15000"_s);
        if (!connection.open())
            return std::unexpected(toError(connection.lastError()));
    }
    for (const auto step : {&Database::configure, &Database::check, &Database::migrate}) {
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
        return {ErrorKind::Busy, Text::tr("The database %1 is in use by another program that does not let go: close it, then try again.").arg(m_file), detail};
    case ReadOnly:
    case CantOpen:
        return {ErrorKind::Disk, Text::tr("The database %1 cannot be opened or written: check the permissions of the file and its folder.").arg(m_file), detail};
    case IoError:
    case Full:
        return {ErrorKind::Disk, Text::tr("The database %1 cannot be written: the disk is full or failing. Nothing saved before is lost.").arg(m_file), detail};
    case Corrupt:
    case NotADatabase:
        return {ErrorKind::BadData,
                Text::tr("The database %1 is damaged. Move it away (a backup may lie beside it as rijian.db.before-v*); repositories and reports can be made again.").arg(m_file),
                detail};
    default:
        return {ErrorKind::Internal, Text::tr("The database %1 refused a statement (%2).").arg(m_file, oneLine(error.databaseText(), 120)), detail};
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

Result<void> Database::configure()
{
    // FULL, not NORMAL: a power cut loses nothing that was said to be saved; 1,000 small commits cost 0.2 s more.
    for (const auto &pragma : {u"PRAGMA journal_mode=WAL"_s, u"PRAGMA synchronous=FULL"_s, u"PRAGMA foreign_keys=ON"_s,
                               u"PRAGMA trusted_schema=OFF"_s, u"PRAGMA cell_size_check=ON"_s}) {
        if (auto done = run(pragma); !done)
            return std::unexpected(done.error());
    }
    return {};
}

Result<int> Database::version()
{
    auto query = run(u"PRAGMA user_version"_s);
    if (!query)
        return std::unexpected(query.error());
    return query->next() ? query->value(0).toInt() : 0;
}

Result<void> Database::check()
{
    auto id = run(u"PRAGMA application_id"_s);
    if (!id)
        return std::unexpected(id.error());
    const int found = id->next() ? id->value(0).toInt() : 0;
    id->finish();
    const auto current = version();
    if (!current)
        return std::unexpected(current.error());
    if (*current > 0 && found != applicationId)
        return failure(ErrorKind::BadData, Text::tr("%1 is a database of another program: choose another data folder.").arg(m_file));
    if (*current > schemaVersion)
        return failure(ErrorKind::Unsupported,
                       Text::tr("%1 was made by a newer version of Rijian (schema %2, this program knows %3): update this program, or choose another data folder.")
                           .arg(m_file).arg(*current).arg(schemaVersion));
    if (!m_uncleanEnd && *current == schemaVersion)
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
    for (int next = *current + 1; next <= schemaVersion; ++next) {
        if (auto done = applyMigration(next); !done)
            return done;
    }
    return {};
}

Result<void> Database::applyMigration(int version)
{
    if (version > 1) {
        const QString backup = u"%1.before-v%2"_s.arg(m_file).arg(version);
        QFile::remove(backup);
        if (auto saved = run(u"VACUUM INTO ?"_s, {backup}); !saved)
            return std::unexpected(saved.error());
    }
    QFile source(u":/sql/%1.sql"_s.arg(version, 4, 10, QChar(u'0')));
    if (!source.open(QIODevice::ReadOnly))
        return failure(ErrorKind::Internal, Text::tr("Migration %1 is missing from this program.").arg(version));
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
