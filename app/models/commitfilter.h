#pragma once
// Which commits a table shows and in what order: a pure function over values, so that it can run on any thread.

#include "core/commitrow.h"

#include <QHash>
#include <QSet>
#include <QStringList>

#include <memory>
#include <stop_token>
#include <vector>

namespace rijian::models {

enum class CommitColumn { Importance, Time, Repository, Author, Type, Message, Changes, State };
inline constexpr int commitColumnCount = 8;

/// Commits that leave the table as soon as they are dealt with.
enum class TriageList {
    All,       ///< none do
    Open,      ///< 待看, and follow-ups that are due
    FollowUps, ///< 跟进
    Found      ///< by a search: none do. Of any year, and in order of the time by which it finds them: the committer's
};

/// What the filter bar says, and which list is shown; each empty part lets everything through.
struct CommitFilter {
    QString text;   ///< words that must all occur in message, author, sha or repository; case does not count
    QString author; ///< a name, whole
    QSet<Importance> importances;
    QSet<TriageState> states;
    QSet<ChangeType> types;
    bool disagreeing = false; ///< only those where the rules and a model differ
    TriageList list = TriageList::All;
    QDate today; ///< for Open: follow-ups due by then are

    /// Whether the list has such a commit, whatever the filter bar says.
    bool lists(const CommitRow &row) const;
    /// The filter bar says nothing.
    bool isEmpty() const { return *this == CommitFilter{.list = list, .today = today}; }
    bool operator==(const CommitFilter &) const = default;
};

struct CommitOrder {
    CommitColumn column = CommitColumn::Time;
    bool descending = true;

    bool operator==(const CommitOrder &) const = default;
};

/// How many rows there are of each importance, to review, and judged differently by the rules and a model.
struct CommitSummary {
    QHash<Importance, int> importances;
    int toReview = 0;
    int disagreeing = 0;

    void count(const CommitRow &row, int by);
};

/// Rows with what sorting and filtering them again and again needs. Immutable; shared between threads.
struct CommitTable {
    QList<CommitRow> rows;
    std::vector<QString> haystacks; ///< by row: case-folded text that the filter searches
    std::vector<int> authorRanks;   ///< by row: place of the author among all authors, in the locale's order
    std::vector<int> repositoryRanks;
    QHash<std::pair<qint64, QString>, int> places; ///< by repository and sha, into `rows`
    QStringList authors;                           ///< in the locale's order

    /// `names`: of repositories, by id.
    static std::shared_ptr<const CommitTable> make(QList<CommitRow> rows, const QHash<qint64, QString> &names);
};

/// Of the rows that the filter's list has, whatever the filter bar says.
CommitSummary summaryOf(const CommitTable &table, const CommitFilter &filter);
/// The rows to show, as indexes into `table.rows`, in order. Rows that compare equal keep the table's order (newest first).
std::vector<int> arrange(const CommitTable &table, const CommitFilter &filter, const CommitOrder &order, const std::stop_token &stop = {});

} // namespace rijian::models
