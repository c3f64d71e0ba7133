#pragma once

#include "core/commitrow.h"
#include "core/result.h"

namespace rijian::storage {

class Database;

/// How another commit has to do with one.
enum class Relation { Reverts, RevertedBy, Fixes, FixedBy, SameIssue, SameFiles };

struct RelatedCommit {
    Relation relation = Relation::SameFiles;
    CommitRow row;
    QString what; ///< SameIssue: "#123"; SameFiles: how many, "2"

    bool operator==(const RelatedCommit &) const = default;
};

/// Commits of the same repository that have to do with one: what it reverts or fixes and what reverts or fixes it, the same issue, and those near in time
/// that changed the same files. Finds what the search's index knows of (storage/searchstore.h). Borrows the database; same thread.
class RelatedStore
{
public:
    explicit RelatedStore(Database &database)
        : m_database(database)
    {
    }

    /// Listed ones, each once, by relation and within it the newest first; 5 of a relation at most. Nothing where the commit is not stored.
    Result<QList<RelatedCommit>> of(qint64 repository, const QString &sha);

private:
    struct Found;
    Result<QStringList> byShas(qint64 repository, const QStringList &beginnings);
    Result<QStringList> mentioning(qint64 repository, const QString &match);
    Result<QList<std::pair<QString, int>>> sharingFiles(qint64 repository, const QString &sha);

    Database &m_database;
};

} // namespace rijian::storage
