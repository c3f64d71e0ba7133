#pragma once

#include "core/commit.h"
#include "core/day.h"
#include "core/result.h"

#include <QHash>
#include <QList>
#include <QSet>
#include <QStringList>

namespace rijian::storage {

class Database;

/// A commit as a report tells it: sha, author's name, times, message.
struct ToldCommit {
    Commit commit;
    bool madeUp = false; ///< the report did not tell the sha: this one stands for it until git's or another report's commit of this time and subject comes
};

/// The commits that were listed, with their changed files. Borrows the database; same thread.
class CommitStore
{
public:
    explicit CommitStore(Database &database)
        : m_database(database)
    {
    }

    /// Which of these are stored whole; what only a report told is still to be read.
    Result<QSet<QString>> known(qint64 repository, const QStringList &shas);

    /// Stores commits with their files; those stored already stay as they are, but for those that only a report told: they become whole, and what
    /// stood for them without a sha goes. One transaction.
    Result<void> add(qint64 repository, const QList<Commit> &commits);

    /// Stores what a report tells of commits, where there is nothing yet; not listed. Returns how many are new. One transaction.
    Result<int> addTold(qint64 repository, const QList<ToldCommit> &commits);

    /// The commits between two committer times [begin, end), listed or not: sha, author time and message alone.
    Result<QList<Commit>> outlines(qint64 repository, qint64 begin, qint64 end);

    /// Adds what a report lists to what reports have listed of this span. Where git's listing is known it stays: what a branch has is git's to say.
    /// True: something is listed that was not.
    Result<bool> addListing(qint64 repository, qint64 begin, qint64 end, const QStringList &shas);

    /// What is listed in [begin, end), newest first.
    Result<QStringList> listedShas(qint64 repository, qint64 begin, qint64 end);

    /// What the branches now have between two committer times [begin, end): `shas` newest first. Commits of that span which are not
    /// among them (a force push took them away) are no longer listed, but kept. All of `shas` must be stored.
    Result<void> setListing(qint64 repository, qint64 begin, qint64 end, const QStringList &shas);

    /// Whether a listing of this span, or of one around it, was kept since the repository was fetched last, or has all of it: a day without commits is
    /// not one that nobody has looked at, and one that was looked at before it ended may have more.
    Result<bool> isSpanListed(qint64 repository, qint64 begin, qint64 end);

    /// The days of a span that isSpanListed() does not hold for, those that follow each other together; from the first day on that was ever listed.
    Result<QList<DaySpan>> gaps(qint64 repository, const DaySpan &span);

    /// The listed commits of [begin, end), newest first, with their files.
    Result<QList<Commit>> listed(qint64 repository, qint64 begin, qint64 end);

    /// These commits, in the order asked for; those not stored are left out.
    Result<QList<Commit>> bySha(qint64 repository, const QStringList &shas);

    struct Place {
        qint64 repository = 0;
        QString sha;
        bool operator==(const Place &) const = default;
    };
    /// The listed commits of these repositories whose sha begins so (lower-case hex digits), `most` at most, in the order of their shas.
    Result<QList<Place>> startingWith(const QList<qint64> &repositories, const QString &digits, int most);

    /// Subjects of the newest listed commits before this committer time that touched any of these files, newest first, each subject once; merges and
    /// commits of more than 100 files do not count. The first 16 paths are looked for.
    Result<QStringList> subjectsTouching(qint64 repository, const QStringList &paths, qint64 before, int most);

    /// The files that the newest `commits` commits changed, up to 20 of each: a file as often as it was changed.
    Result<QStringList> recentPaths(qint64 repository, int commits);

private:
    Result<qint64> knownUntil(qint64 repository, qint64 begin, qint64 end);
    Result<void> noteListing(qint64 repository, qint64 begin, qint64 end);
    Result<bool> isSpanOfGit(qint64 repository, qint64 begin, qint64 end);
    Result<bool> isListed(qint64 repository, qint64 begin, qint64 end, const QStringList &shas);
    Result<QList<Commit>> read(QString condition, const QVariantList &values);
    Result<void> insert(qint64 repository, const Commit &commit);
    Result<void> replaceMadeUp(qint64 repository, const Commit &commit);

    Database &m_database;
};

} // namespace rijian::storage
