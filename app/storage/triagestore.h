#pragma once

#include "core/result.h"
#include "core/triage.h"

#include <QHash>
#include <QMap>
#include <QStringList>

namespace rijian::storage {

class Database;

/// The user's word on commits, a repository at a time. Borrows the database; same thread.
class TriageStore
{
public:
    explicit TriageStore(Database &database)
        : m_database(database)
    {
    }

    /// Keeps it for each of these commits, in place of what was there. One transaction. NotFound: no such repository.
    Result<void> set(qint64 repository, const QStringList &shas, const Triage &triage);

    /// By sha; commits nobody has looked at are left out and mean a default Triage.
    Result<QHash<QString, Triage>> get(qint64 repository, const QStringList &shas);

    /// What the user made of the commits judged last: "🔴 高：subject", newest first.
    Result<QStringList> judged(qint64 repository, int most);

    /// How many of a repository's listed commits are in each state, zeros included.
    Result<QMap<TriageState, int>> counts(qint64 repository);

private:
    Database &m_database;
};

} // namespace rijian::storage
