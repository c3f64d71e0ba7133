#pragma once

#include "core/result.h"

#include <QHash>
#include <QJsonObject>

namespace rijian::storage {

class Database;

/// What was learnt of endpoints, by their id (analysis/llm/endpointmemory.h). Borrows the database; same thread.
class EndpointStore
{
public:
    explicit EndpointStore(Database &database)
        : m_database(database)
    {
    }

    Result<QHash<QString, QJsonObject>> load();
    /// Replaces what is known of these; the others stay. One transaction.
    Result<void> save(const QHash<QString, QJsonObject> &memories);

private:
    Database &m_database;
};

} // namespace rijian::storage
