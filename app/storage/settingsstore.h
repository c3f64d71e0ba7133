#pragma once

#include "core/result.h"
#include "core/settings.h"

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

private:
    Database &m_database;
};

} // namespace rijian::storage
