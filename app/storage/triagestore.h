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

    /// Keeps what `to` says otherwise than `from` of one commit; the rest stays as it is stored by now, whoever wrote it. NotFound: no such repository.
    Result<void> change(qint64 repository, const QString &sha, const Triage &from, const Triage &to);

    /// By sha; commits nobody has looked at are left out and mean a default Triage.
    Result<QHash<QString, Triage>> get(qint64 repository, const QStringList &shas);

    /// The commits judged last in another way than their card, which is a model's where there is one: "🔴 高（卡片曾判 🟢 低）：subject", newest first. Never `except`.
    Result<QStringList> corrections(qint64 repository, int most, const QString &except = {});

    /// How many of a repository's listed commits are in each state, zeros included.
    Result<QMap<TriageState, int>> counts(qint64 repository);

private:
    Result<void> checkTracked(qint64 repository);

    Database &m_database;
};

} // namespace rijian::storage
