#pragma once
// What happened over many days, in numbers. All of it is told of listed commits, by committer time in the zone that is asked for.

#include "core/card.h"
#include "core/day.h"
#include "core/result.h"

#include <QList>

#include <array>

namespace rijian::storage {

class Database;

struct HistoryDay {
    QDate date;
    std::array<int, 4> counts{}; ///< commits by importance, the user's before the card's; those of Unknown first
    int listed = 0;              ///< repositories of which this whole day was read, or what there was of a day that goes on; 0: nobody knows what it had
    int unread = 0;              ///< of the repositories that are fetched, the others: what came with a report alone is never behind

    int commits() const { return counts[0] + counts[1] + counts[2] + counts[3]; }
    int of(Importance importance) const { return counts.at(std::size_t(importance)); }

    bool operator==(const HistoryDay &) const = default;
};

/// Lines changed beneath a folder, merges left out.
struct FolderChurn {
    qint64 repository = 0;
    QString folder; ///< "src/", "src/http/"; empty: files beside the folders
    int files = 0;  ///< changes of files: a file that two commits change counts twice
    qint64 insertions = 0;
    qint64 deletions = 0;

    bool operator==(const FolderChurn &) const = default;
};

/// A repository's commits by importance, as HistoryDay::counts.
struct RepositoryActivity {
    qint64 repository = 0;
    std::array<int, 4> counts{};

    int commits() const { return counts[0] + counts[1] + counts[2] + counts[3]; }
    bool operator==(const RepositoryActivity &) const = default;
};

/// An author, told by the mail address, merges left out.
struct AuthorActivity {
    QString name; ///< of the newest commit
    int commits = 0;
    qint64 insertions = 0;
    qint64 deletions = 0;

    bool operator==(const AuthorActivity &) const = default;
};

/// How the user's word agrees with what the rules or a model said.
struct Agreement {
    qint64 repository = 0;
    QString model;   ///< empty: the rules
    int agreed = 0;  ///< the user said the same
    int silent = 0;  ///< the user dealt with the commit and left its shown card's importance as it was
    int raised = 0;  ///< the user said more
    int lowered = 0; ///< the user said less

    int judged() const { return agreed + silent + raised + lowered; }
    bool operator==(const Agreement &) const = default;
};

/// All that is told of a span.
struct History {
    DaySpan span;
    QList<qint64> repositories;
    QList<HistoryDay> days;
    QList<RepositoryActivity> activity;
    QList<FolderChurn> folders;
    QList<AuthorActivity> authors;
    QList<Agreement> agreement;
};

/// Reads only. Borrows the database; same thread.
class HistoryStore
{
public:
    explicit HistoryStore(Database &database)
        : m_database(database)
    {
    }

    /// Every day of the span, those without commits, too.
    Result<QList<HistoryDay>> days(const QList<qint64> &repositories, const DaySpan &span);
    /// Those with commits, the most first.
    Result<QList<RepositoryActivity>> activity(const QList<qint64> &repositories, const DaySpan &span);
    /// The most changed first. A folder that has more than half of its repository's lines is told by the folders in it.
    Result<QList<FolderChurn>> folders(const QList<qint64> &repositories, const DaySpan &span);
    /// Those of most commits first, 1,000 at most.
    Result<QList<AuthorActivity>> authors(const QList<qint64> &repositories, const DaySpan &span);
    /// By repository, in the order asked for, within it the rules last.
    Result<QList<Agreement>> agreement(const QList<qint64> &repositories, const DaySpan &span);

    /// All of these, of one moment.
    Result<History> all(const QList<qint64> &repositories, const DaySpan &span);

private:
    Result<void> countListings(QList<HistoryDay> &days, const QList<qint64> &starts, const QList<qint64> &repositories);

    Database &m_database;
};

} // namespace rijian::storage
