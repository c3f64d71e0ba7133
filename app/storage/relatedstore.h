#pragma once

#include "core/commitrow.h"
#include "core/result.h"

namespace rijian {
struct References;
}

namespace rijian::storage {

class Database;

/// How another commit has to do with one.
enum class Relation { Reverts, RevertedBy, Fixes, FixedBy, SameIssue, SameFiles };

struct RelatedCommit {
    Relation relation = Relation::SameFiles;
    CommitRow row;
    bool stored = true; ///< false: a commit that the message names and that is not listed here; of `row` its sha holds, maybe only the beginning, and nothing else
    QString what; ///< SameIssue: "#123"; SameFiles: how many, "2"

    bool operator==(const RelatedCommit &) const = default;
};

/// Commits of the same repository that have to do with one: what it reverts or fixes and what reverts or fixes it, told by sha, by the number of a pull request or by
/// the subject; the same issue; and those near in time that changed the same files. Finds what the search's index knows of (storage/searchstore.h). Borrows the database; same thread.
class RelatedStore
{
public:
    explicit RelatedStore(Database &database)
        : m_database(database)
    {
    }

    /// Listed ones, each once, by relation and within it the newest first, and those that it reverts or fixes and that are not stored; 5 of a relation at most. Nothing where the commit is not stored.
    Result<QList<RelatedCommit>> of(qint64 repository, const QString &sha);

private:
    struct Found;
    Result<void> addNamed(Found &found, qint64 repository, const QStringList &beginnings, Relation relation);
    Result<QStringList> mentioning(qint64 repository, const QString &match);
    Result<QList<CommitRow>> candidates(const CommitRow &self, const References &references);
    Result<QList<std::pair<QString, int>>> sharingFiles(qint64 repository, const QString &sha);

    Database &m_database;
};

} // namespace rijian::storage
