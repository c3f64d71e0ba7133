#pragma once

#include "core/result.h"
#include "core/settings.h"

#include <functional>

namespace rijian::storage {

class Database;

/// The user's settings in the database. Borrows the database; same thread.
class SettingsStore
{
public:
    explicit SettingsStore(Database &database)
        : m_database(database)
    {
    }

    Result<Settings> load();
    /// Keys this program does not know (a newer one's) stay. One transaction.
    Result<void> save(const Settings &settings);
    /// What differs from `before` alone: the rest may have been changed by another program meanwhile.
    Result<void> save(const Settings &settings, const Settings &before);

private:
    Result<void> save(const QMap<QString, QString> &map, const std::function<bool(const QString &)> &wanted);

    Database &m_database;
};

} // namespace rijian::storage
