#pragma once
// A commit as a line of the day's table: what lists, sorts, filters and counts need, without the changed files.

#include "core/card.h"
#include "core/commit.h"
#include "core/ownrule.h"
#include "core/triage.h"

namespace rijian {

struct CommitRow {
    qint64 repository = 0;
    QString sha;
    Person author;
    Moment authorTime;
    Moment committerTime;
    QString message;
    bool merge = false;
    int files = 0;
    int insertions = 0;
    int deletions = 0;
    Importance cardImportance = Importance::Unknown; ///< of the card that is shown; Unknown: there is none
    QList<ChangeType> types; ///< of that card
    bool byRules = false;    ///< that card is the rules'
    bool partial = false;    ///< that card was made from a part of the commit
    bool modelFailed = false; ///< a model's last try made no card
    Importance rulesImportance = Importance::Unknown; ///< of the rules' newest card, whichever is shown; Unknown: there is none
    Triage triage;
    OwnMark mark; ///< by the user's rules
    QString snippet; ///< of a search: what was found beside the subject, one line

    /// The user's own word beats that of the user's rules, and both the card's.
    Importance importance() const
    {
        return triage.importance != Importance::Unknown ? triage.importance : mark.importance != Importance::Unknown ? mark.importance : cardImportance;
    }
    /// The rules and a model judged, and not alike.
    bool disagrees() const { return !byRules && cardImportance != Importance::Unknown && rulesImportance != Importance::Unknown && cardImportance != rulesImportance; }
    QString subject() const { return message.section(QLatin1Char('\n'), 0, 0); }

    bool operator==(const CommitRow &) const = default;
};

/// What a panel says of a repository's commits in a span.
struct CommitCounts {
    int commits = 0;
    int high = 0;         ///< 🔴, by importance()
    int toReview = 0;     ///< 待看
    int highToReview = 0; ///< both
    int analysed = 0;     ///< have a card

    bool operator==(const CommitCounts &) const = default;
    CommitCounts &operator+=(const CommitCounts &other)
    {
        commits += other.commits;
        high += other.high;
        toReview += other.toReview;
        highToReview += other.highToReview;
        analysed += other.analysed;
        return *this;
    }
};

} // namespace rijian
