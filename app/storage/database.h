#pragma once
// The user's database: rijian.db in the data folder. SQLite in WAL mode, so that several programs and threads may use it at once;
// each has a Database of its own.

#include "core/result.h"

#include <QFile>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QVariant>

#include <chrono>
#include <functional>
#include <memory>

namespace rijian::storage {

/// The schema's version that this program writes. A database with a higher one is refused.
inline constexpr int schemaVersion = 11;

/// Where the migrations are and how far they go: NNNN.sql in `scripts`, applied in turn. Other than the default only in tests.
struct Schema {
    QString scripts = QStringLiteral(":/sql");
    int version = schemaVersion;
};

/// For NOT NULL columns: SQL takes a null QString for NULL, where an empty text is meant.
inline QString notNull(const QString &text)
{
    return text.isNull() ? QString(QLatin1StringView("")) : text;
}

/// Of a statement of which nothing but its success matters.
Result<void> done(const Result<QSqlQuery> &query);

/// "?,?,?" and "1,2,3", for IN (…).
QString placeholders(qsizetype count);
QString idList(const QList<qint64> &ids);

/// One connection. Belongs to the thread that opened it. Every failure comes back as an Error that names the file.
class Database
{
public:
    /// Opens or makes `<folder>/rijian.db`, checks it after an unclean end (the first connection does), and migrates an older one after a backup beside it
    /// (rijian.db.before-v<N>, N being the first version it becomes). BadData: damaged, no database, or another program's (which stays untouched); Unsupported: made by a
    /// newer program; Disk: folder not writable.
    static Result<std::unique_ptr<Database>> open(const QString &folder, const Schema &schema = {});
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    static constexpr std::chrono::milliseconds usualPatience{15'000};

    QString file() const { return m_file; }

    /// A prepared statement with its values bound, executed.
    Result<QSqlQuery> run(const QString &sql, const QVariantList &values = {});

    /// Another number whenever another connection, of this program or another, has committed. (SQLite: PRAGMA data_version)
    Result<qint64> dataVersion();

    /// Runs `work` in one write transaction: committed when it succeeds, undone when it fails. One inside another is part of it.
    Result<void> transaction(const std::function<Result<void>()> &work);

    /// Runs `work`, which only reads, so that all it reads is of one moment, whatever others write meanwhile.
    Result<void> snapshot(const std::function<Result<void>()> &work);

    /// For how long a statement waits for another connection that writes, until it fails with Busy.
    void setPatience(std::chrono::milliseconds patience = usualPatience);
    /// Pages read are kept in so much memory, from now on: SQLite's own 2 MiB are few for who reads much of the file again and again.
    void setCache(int mebibytes);

    /// A failed statement as an Error.
    Error toError(const QSqlError &error) const;

private:
    Database(QString file, QString connection, Schema schema);
    bool join();
    Result<void> prepare();
    Result<void> identify();
    Result<void> useWal();
    Result<void> configure();
    Result<void> check();
    Result<void> migrate();
    Result<void> backUp(int version);
    Result<void> applyMigration(int version);
    Result<int> version();
    Result<int> number(const QString &sql);

    QString m_file;
    QString m_connection;
    Schema m_schema;
    QFile m_use; ///< locked, shared, by each connection: who is alone finds a log that was left
    bool m_uncleanEnd = false;
    bool m_inTransaction = false;
};

} // namespace rijian::storage
