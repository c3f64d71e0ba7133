#pragma once

#include "core/result.h"

#include <QSet>
#include <QString>

namespace rijian::storage {

class Database;

/// Which files of a commit the user has ticked as viewed, by viewedKey(). Borrows the database; same thread.
class ViewedStore
{
public:
    explicit ViewedStore(Database &database)
        : m_database(database)
    {
    }

    /// Ticks the files, or takes their ticks away. One transaction. NotFound: no such repository.
    Result<void> set(qint64 repository, const QString &sha, const QSet<QString> &paths, bool viewed);
    Result<QSet<QString>> get(qint64 repository, const QString &sha);

private:
    Database &m_database;
};

} // namespace rijian::storage
