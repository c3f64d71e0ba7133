#pragma once
// From a repository's address to the day's report: fetch, list, analyse, store, compose. Used by the command line directly and by
// queued jobs; knows nothing of terminals or windows.

#include "analysis/analyzer.h"
#include "core/day.h"
#include "core/repository.h"
#include "core/result.h"
#include "git/backend.h"
#include "report/document.h"
#include "storage/analysisstore.h"
#include "storage/commitstore.h"
#include "storage/repositorystore.h"

#include <functional>
#include <memory>
#include <stop_token>

namespace rijian::storage {
class Database;
}

namespace rijian::jobs {

struct PipelineOptions {
    QString dataFolder;
    int threads = 0;     ///< for reading commits; 0: as many as the machine has
    bool merges = true;  ///< list merge commits
    bool shareAll = false; ///< analyzers that send commits away may see every repository, not only those the user shares
    bool offline = false; ///< never connect: what was fetched must do
    git::SecretSources secrets;
    /// Makes cards in this process beside an analyzer that sends commits away: they stand in where that one fails, and say what comes first.
    std::shared_ptr<const analysis::Analyzer> rules;
    std::shared_ptr<git::Backend> backend; ///< where git's work is done; none: in this process. Not shared with another pipeline at work
};

/// What the work reports while it goes on; each may be empty. Called on the pipeline's thread, but `fetching` within a fetch.
struct PipelineEvents {
    std::function<void(const Repository &, const git::FetchProgress &)> fetching;
    /// `done` of `total` commits were read (and analysed, where that was asked for).
    std::function<void(const Repository &, qsizetype done, qsizetype total)> reading;
    /// `done` of `total` commits have ended, with a model's card or without.
    std::function<void(const Repository &, qsizetype done, qsizetype total)> analysing;
    /// A model's card that grows.
    std::function<void(const Repository &, const QString &sha, const QString &markdown)> growing;
    /// These have new analyses in the store.
    std::function<void(const Repository &, const QStringList &shas)> stored;
    /// Something a person should know that is not a failure: a forced push, a renamed branch, a mirror rebuilt.
    std::function<void(const Repository &, const QString &)> notice;
};

/// A commit that could not be read, or a day that is not whole.
struct Shortfall {
    QString sha; ///< empty: concerns the whole day
    Error error;
};

struct Day {
    QStringList shas; ///< newest first; those that could be read, now or earlier
    QStringList branches;
    QString webRemote; ///< what web addresses are built from
    int analysed = 0;  ///< cards made now
    int reused = 0;    ///< cards that were there
    int failed = 0;    ///< commits of which a model made no card; the reason is stored with each
    QString failure;   ///< of the first of them
    std::optional<Error> outage; ///< why a model was given up for all that were left; they are among `failed`
    QList<Shortfall> shortfalls;
};

/// What a model's run over a day will take.
struct RunPlan {
    int commits = 0;  ///< without a card of the model: what will be sent
    int high = 0;     ///< of these, 🔴 by the rules; they come first
    int reused = 0;   ///< have their card
    int unread = 0;   ///< could not be read, and are not in the estimate
    analysis::Estimate estimate;
    double minutes = 0; ///< as services usually answer

    RunPlan &operator+=(const RunPlan &other);
};

/// One thread; the database must be of that thread.
class Pipeline
{
public:
    Pipeline(storage::Database &database, PipelineOptions options, PipelineEvents events, std::stop_token stop);

    /// The tracked repository of a name or an address; an address that is not tracked yet is added.
    Result<Repository> find(const QString &nameOrAddress);
    /// Adds an address; an empty name is made from it and kept apart from those taken.
    Result<Repository> track(const QString &address, const QString &branches, const QString &name);
    /// Stops tracking and deletes the mirror. A folder of the user's is not touched.
    Result<void> forget(const Repository &repository);
    /// The same where it is still hidden; one that was brought back meanwhile stays as it is.
    Result<void> purge(const Repository &repository);

    /// Brings the mirror up to date and, with a span, as deep as the span needs.
    Result<git::FetchOutcome> fetch(const Repository &repository, const std::optional<DaySpan> &span, bool whole = false);

    /// Whether there is anything to read without a connection.
    bool isFetched(const Repository &repository) const;

    /// Lists a span, stores what is new, and with an analyzer makes the cards that are missing (`again`: all of them).
    /// Fetches when nothing was fetched yet or not deep enough, and rebuilds a damaged mirror, unless offline.
    /// Without an analyzer, an imported repository that was never fetched is not fetched for this: its days are those that reports told, another is NotFound.
    Result<Day> list(const Repository &repository, const DaySpan &span, const analysis::Analyzer *analyzer = nullptr, bool again = false);

    /// Of the day's commits, those that this analyzer has no card for, the most important by the rules' word first.
    Result<QStringList> unanalysed(const QStringList &shas, const analysis::Analyzer &analyzer, bool again);

    /// What making the cards of these commits with a model will take. Sends nothing.
    Result<RunPlan> plan(const Repository &repository, const QStringList &shas, const analysis::Analyzer &model, bool again);
    /// What a model would be sent about a commit.
    Result<QString> promptText(const Repository &repository, const QString &sha, const analysis::Analyzer &model);

    /// Makes cards for single commits of the mirror, `again` also where there is one; their listing stays as it is.
    Result<Day> analyze(const Repository &repository, const QStringList &shas, const analysis::Analyzer *analyzer, bool again);

    /// One commit with its text, from the mirror.
    Result<CommitPatch> readCommit(const Repository &repository, const QString &sha);
    Result<QString> resolve(const Repository &repository, const QString &text);

    /// The report's section for a listed day, with the best card of each commit.
    Result<report::Section> section(const Repository &repository, const Day &day);
    QString webAddress(const Repository &repository, const Day &day, const QString &sha) const;

private:
    Result<git::Address> parse(const QString &text);
    Result<void> mayAnalyze(const Repository &repository, const analysis::Analyzer &analyzer) const;
    Result<git::Address> addressOf(const Repository &repository) const;
    Result<std::optional<Day>> listReports(const Repository &repository, const DaySpan &span);
    Result<git::DayListing> listMirror(const Repository &repository, const DaySpan &span);
    Result<void> deleteMirror(const Repository &repository);
    Result<void> readInto(Day &day, const Repository &repository, const std::optional<DaySpan> &span, const QStringList &shas, const QSet<QString> &known,
                          const analysis::Analyzer *analyzer);
    const analysis::Analyzer *localOf(const analysis::Analyzer *analyzer) const;
    Result<QStringList> withoutCard(const QStringList &shas, const analysis::Analyzer &analyzer, bool again);
    Result<Day> withModel(const Repository &repository, Day day, const analysis::Analyzer &model, bool again);
    Result<QHash<QString, Analysis>> rulesOf(const QStringList &shas);
    Result<void> visitRules(const QStringList &shas, const std::function<void(const Analysis &)> &visit);
    Result<git::FetchOutcome> runFetch(const Repository &repository, git::FetchRequest request);
    void tell(const Repository &repository, const QString &notice) const;
    int threads() const;

    storage::Database &m_database;
    PipelineOptions m_options;
    PipelineEvents m_events;
    std::stop_token m_stop;
    storage::RepositoryStore m_repositories;
    storage::CommitStore m_commits;
    storage::AnalysisStore m_analyses;
    QHash<QString, git::Address> m_given; ///< addresses with a password as typed in this run, by key; never stored
};

} // namespace rijian::jobs
