#pragma once

#include "core/ownrule.h"
#include "core/result.h"

#include <QList>
#include <QStringList>

#include <functional>
#include <stop_token>

namespace rijian::storage {

class Database;

/// How many commits some rules describe, of those looked at.
struct OwnRuleCount {
    int matching = 0;
    int looked = 0;
    QStringList samples; ///< subjects of the newest that match, a few
};

/// The user's own rules, in their order, and what they make of commits. New commits and cards are marked as they are stored (CommitStore, AnalysisStore);
/// after rules have changed, pass() does it for those that were there. Borrows the database; same thread.
class OwnRuleStore
{
public:
    explicit OwnRuleStore(Database &database)
        : m_database(database)
    {
    }

    Result<QList<OwnRule>> all();
    /// In place of those that were there. Usage: one of them cannot be used. All commits are to be marked anew: see pass().
    Result<void> save(const QList<OwnRule> &rules);
    /// The same, for rules that speak of what has changed (a repository's name).
    Result<void> markAllAnew();

    /// Marks the next commits that are still to be marked, newest first. One transaction; true when there are more.
    Result<bool> pass(int most = 500);
    Result<bool> isPassPending();

    /// Marks these commits, of this repository or (0) of all that have them. Does nothing where there are no rules.
    Result<void> mark(qint64 repository, const QStringList &shas);

    /// How many of the newest listed commits from a time on, 20,000 at most, a rule describes, enabled or not.
    /// Cancelled: somebody asked it to stop.
    Result<OwnRuleCount> count(const OwnRule &rule, qint64 since, const std::stop_token &stop = {});

private:
    struct Candidate {
        qint64 id = 0;
        qint64 repository = 0;
        QString sha;
        OwnRuleSubject subject;
    };
    Result<QList<Candidate>> read(const QString &condition, const QVariantList &values, bool paths, const std::stop_token &stop = {});
    Result<void> keep(const OwnRules &rules, const QList<Candidate> &commits);

    Database &m_database;
};

} // namespace rijian::storage
