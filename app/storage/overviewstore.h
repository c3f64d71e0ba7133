#pragma once

#include "core/commitrow.h"
#include "core/result.h"
#include "core/triagequeue.h"

#include <QHash>
#include <QList>
#include <QTimeZone>

#include <optional>

namespace rijian::storage {

class Database;

/// What groups, filters and counts of a report need of a commit.
struct CommitMark {
    QString sha;
    Importance ownImportance = Importance::Unknown;  ///< the user's, or of the user's rules
    Importance cardImportance = Importance::Unknown; ///< of the card that is shown
    bool hasCard = false;     ///< one is shown
    bool byRules = false;     ///< it is the rules'
    bool partial = false;     ///< it was made from a part of the commit
    bool modelFailed = false; ///< a model tried, and no card of one is shown

    bool operator==(const CommitMark &) const = default;
};

/// The table of commits over repositories: listed commits with the card that is shown (the newest of a model, else of the rules: the choice
/// of jobs/cardchoice.h in SQL) and the user's triage. Reads only. Borrows the database; same thread.
class OverviewStore
{
public:
    explicit OverviewStore(Database &database)
        : m_database(database)
    {
    }

    /// The commits of [begin, end) of these repositories, newest first; of the same second in their listing's order.
    Result<QList<CommitRow>> rows(const QList<qint64> &repositories, qint64 begin, qint64 end);
    /// One row anew, after an analysis; nothing: not stored.
    Result<QList<CommitRow>> rows(qint64 repository, const QStringList &shas);

    /// The listed commits of [begin, end), newest first.
    Result<QList<CommitMark>> marks(qint64 repository, qint64 begin, qint64 end);
    /// These commits, in the order asked for; those not stored are left out.
    Result<QList<CommitMark>> marks(qint64 repository, const QStringList &shas);

    /// By repository; one without commits in the span is left out.
    Result<QHash<qint64, CommitCounts>> counts(qint64 begin, qint64 end);

    /// How many listed commits each day of [first, last] has in these repositories; days without are left out.
    Result<QHash<QDate, CommitCounts>> days(const QList<qint64> &repositories, const QDate &first, const QDate &last, const QTimeZone &zone);

    /// The committer time of the newest listed commit before a time, or of the oldest from it on.
    Result<std::optional<qint64>> newestBefore(const QList<qint64> &repositories, qint64 seconds);
    Result<std::optional<qint64>> oldestFrom(const QList<qint64> &repositories, qint64 seconds);

    /// The 🔴 (by importance()) and 待看 commits from a time on, newest first.
    Result<QList<CommitRow>> highToReview(const QList<qint64> &repositories, qint64 since);

    /// What is still to be dealt with: by importance(), within it by the rules' score, the oldest first.
    Result<QList<CommitRow>> queue(const QList<qint64> &repositories, const QueueRange &range);
    /// The commits to follow up: those due first by their day, then those without one, the oldest first.
    Result<QList<CommitRow>> followUps(const QList<qint64> &repositories);
    Result<QueueCounts> queueCounts(const QList<qint64> &repositories, const QueueRange &range);

private:
    Result<QList<CommitRow>> read(const QString &condition, const QVariantList &values);
    Result<QList<CommitMark>> readMarks(const QString &condition, const QVariantList &values);
    Result<std::optional<qint64>> edge(const QString &sql, const QList<qint64> &repositories, qint64 seconds);

    Database &m_database;
};

} // namespace rijian::storage
