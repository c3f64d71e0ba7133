#pragma once
// What the desktop works on, without any widget: the tracked repositories, the days shown, triage, jobs and export. Everything that takes time
// happens on other threads and comes back as a signal or a future.

#include "core/commitrow.h"
#include "core/day.h"
#include "core/settings.h"
#include "core/triagequeue.h"
#include "jobs/cardchoice.h"
#include "jobs/databasethread.h"
#include "jobs/importing.h"
#include "jobs/inspector.h"
#include "jobs/modelsource.h"
#include "jobs/periodreport.h"
#include "jobs/pipeline.h"
#include "report/forms.h"
#include "jobs/scheduler.h"
#include "storage/exportstore.h"
#include "storage/historystore.h"
#include "storage/ownrulestore.h"
#include "storage/relatedstore.h"
#include "storage/repositorystore.h"
#include "storage/searchstore.h"

#include <QObject>
#include <QTimer>
#include <QUndoStack>

namespace rijian::jobs {

/// A commit of a repository: what tables select and triage names.
struct CommitKey {
    qint64 repository = 0;
    QString sha;

    bool operator==(const CommitKey &) const = default;
    friend size_t qHash(const CommitKey &key, size_t seed) { return qHashMulti(seed, key.repository, key.sha); }
};

struct WorkspaceOptions {
    QString dataFolder;
    /// Makes the git backend of a lane, on its thread; null: git runs in this process.
    std::function<std::shared_ptr<git::Backend>()> backend;
    std::shared_ptr<ModelSource> models; ///< null: the rules alone
    SchedulerOptions scheduler; ///< folder, backend and analyzers are filled in
};

/// A commit with the card that is shown, for the card view.
struct CardView {
    Repository repository;
    Commit commit; ///< `files` filled
    QString webAddress;
    CardChoice choice;
    QList<Analysis> analyses; ///< all that were ever made, newest first: the rules' and other models', failures too
    Triage triage;
    OwnMark mark; ///< by the user's rules
};

/// The model that is set up, for people.
struct ModelInfo {
    enum class State { None, Ready, Broken };
    State state = State::None;
    QString provider;
    QString model;
    QString problem; ///< Broken: what is missing, and where to enter it

    bool operator==(const ModelInfo &) const = default;
};

/// A run with the model over what is shown.
struct ModelPlan {
    RunPlan run;
    QStringList unshared; ///< repositories that the model may not see: the rules' cards stay theirs
    std::optional<qint64> tokensLeft; ///< of today's budget; nothing: there is no limit
};

struct SpendingOverview {
    QList<storage::Spending> today; ///< in the user's zone
    QList<storage::Spending> month;
};

struct ExportOptions {
    DaySpan span;
    QList<qint64> repositories;             ///< in the report's order
    QHash<qint64, QSet<QString>> only;      ///< no others; empty: all
    QString file;                           ///< where to; an existing one is replaced; empty: ExportDone has the text
    report::FormChoice form;                ///< not Pdf, which is printed from Html
    Importance least = Importance::Unknown; ///< commits below are left out
    report::WriteOptions write;             ///< templateFile and fresh are filled in
    QString name;                           ///< the report's: what is new is told by its earlier exports. Empty: nothing is
    bool onlyNew = false;                   ///< leave out what is not
    bool notes = false;                     ///< the user's follow-ups and notes, too
    qsizetype textLimit = 0;                ///< without a file: ExportDone has no more bytes than that, and says that it was cut; 0: an error beyond ExportTextLimit
    std::stop_source stop;                  ///< the caller's way to cancel
    report::WriteProgress progress;         ///< on the export's thread
};

inline constexpr qsizetype ExportTextLimit = 32'000'000; ///< bytes

/// What went into a report, to be told from what comes later.
struct ExportRecord {
    QString name;
    qint64 newestAnalysis = 0;
    QHash<qint64, QSet<QString>> commits;

    bool operator==(const ExportRecord &) const = default;
};

struct ExportDone {
    QString file;
    int commits = 0;
    int missing = 0; ///< commits without a card: 未分析
    QString markdown; ///< the report's text, whatever its form; empty when it is larger than ExportTextLimit
    bool cut = false; ///< `markdown` is the report's beginning
    int fresh = -1;   ///< commits that are new since the last export of this name; -1: there was none
    ExportRecord record; ///< for noteExported(), once the report is where it should be

    bool operator==(const ExportDone &) const = default;
};

/// What a search over all commits found.
struct SearchAnswer {
    QList<CommitRow> rows; ///< newest first
    bool hasMore = false;  ///< than the rows: see Workspace::searchMore()
    int total = 0;         ///< the rows, until it was counted
    bool totalIsMore = false; ///< than `total`
    QStringList advice;    ///< on filters that make no sense
    int unread = 0;        ///< commits that the index has still to take up, where these are many

    bool operator==(const SearchAnswer &) const = default;
};

/// MiB that the connection of the searches keeps of the database: half the time of a search (docs/BENCHMARKS.md).
inline constexpr int searchCache = 32;

/// What the window does for each key: takes up what was just decided, and finds. On the database's thread.
Result<SearchAnswer> searchAnswer(storage::Database &database, const QString &text, const QTimeZone &zone, int limit);
/// What comes after an answer that has more: `answer` with its total, as far as the window tells of it.
Result<SearchAnswer> countedAnswer(storage::Database &database, const QString &text, const QTimeZone &zone, SearchAnswer answer, const std::stop_token &stop);

/// UI thread. Owns the threads behind it; its end stops the work, which goes on at the next start.
class Workspace : public QObject
{
    Q_OBJECT

public:
    explicit Workspace(WorkspaceOptions options, QObject *parent = nullptr);
    ~Workspace() override;

    /// Opens the database, reads settings and repositories: opened() or failed() follows.
    void open();

    const WorkspaceOptions &options() const { return m_options; }
    const Settings &settings() const { return m_settings; }
    /// Takes effect now and is kept.
    void setSettings(const Settings &settings);
    QTimeZone zone() const;

    const QList<Repository> &repositories() const { return m_repositories; }
    const Repository *repository(qint64 id) const;
    QHash<qint64, QString> names() const;
    /// In the order of the panel.
    QList<qint64> allIds() const;
    /// Those that runs of the program's own take: all but imported ones, until somebody fetches them.
    QList<qint64> followedIds() const;

    // Repositories
    /// One that is tracked already is returned as it is.
    QFuture<Result<Repository>> add(const QString &address, const QString &branches = {}, const QString &name = {}, const QString &group = {});
    void remove(const QList<qint64> &ids);  ///< can be taken back with restore() until the program ends
    void restore(const QList<qint64> &ids);
    QFuture<Result<void>> edit(const Repository &changed); ///< name, branch, group, shared, encoding
    void arrange(const QList<storage::RepositoryStore::Place> &places);

    // What is shown
    void show(const DaySpan &span, const QList<qint64> &repositories); ///< rowsLoaded() follows, after this has returned
    enum class List { Days, Queue, FollowUps, Search };
    /// What is to be dealt with, or followed up, over all repositories and days; rowsLoaded() follows. show() leads back.
    void showList(List list);
    List list() const { return m_list; }
    /// All commits by core/searchquery.h's language, in the days' place; rowsLoaded() and searched() follow. A newer search overtakes an older one.
    void search(const QString &text);
    void searchMore(); ///< more of the same, where there are more
    const QList<storage::SavedSearch> &savedSearches() const { return m_savedSearches; }
    void saveSearches(const QList<storage::SavedSearch> &searches);
    QDate today() const; ///< in the user's zone
    /// The queue as of now, by the settings.
    QueueRange queueRange() const;
    const QueueCounts &queueCounts() const { return m_queue; }
    const DaySpan &span() const { return m_span; }
    const QList<qint64> &shown() const { return m_shown; }
    void reload(); ///< the rows shown and the counts, from the store
    /// The same where anything but the user's decisions here was written since the last look; but what a search has found stays.
    void lookAgain();
    /// The nearest day with known commits in that direction (+1, -1); nothing: none is known.
    QFuture<Result<std::optional<QDate>>> neighbour(const QDate &from, int direction);
    QFuture<Result<QHash<QDate, CommitCounts>>> days(const QDate &first, const QDate &last);
    /// 🔴 and 待看, over all repositories, since a time.
    QFuture<Result<QList<CommitRow>>> highToReview(qint64 since);
    QFuture<Result<CardView>> card(const CommitKey &key);
    /// What has to do with a commit, for beside its card.
    QFuture<Result<QList<storage::RelatedCommit>>> related(const CommitKey &key);
    /// See inspector.h; but `beginning` is called on this thread, before the future has its result.
    QFuture<Result<PatchPointer>> patch(const CommitKey &key, const ReadingOptions &reading = {}, const Inspector::Beginning &beginning = {});
    QFuture<Result<PatchPointer>> contents(const CommitKey &key, const QString &path, const ReadingOptions &reading = {});
    QFuture<Result<PatchPointer>> surroundings(const CommitKey &key, const QString &path, const ReadingOptions &reading = {});
    QFuture<Result<PatchPointer>> wholeFile(const CommitKey &key, const QString &path, const ReadingOptions &reading = {});
    QFuture<Result<PatchPointer>> file(const CommitKey &key, const QString &path, const ReadingOptions &reading = {});
    QFuture<Result<PatchPointer>> nextPart(const CommitKey &key, const QString &path, int lines, const ReadingOptions &reading = {});
    void stopParts();
    QFuture<Result<PatchText>> patchText(const CommitKey &key, const QString &path = {});
    QFuture<Result<QList<git::LineOrigin>>> blame(qint64 repository, const git::BlameQuery &query);
    void stopBlame();
    /// Of the commit at the repository's host; not https where there is none.
    QString webAddress(const CommitKey &key) const;
    /// Of a file as it was in the commit, at a line (0: none); empty where the host is not known.
    QString webAddress(const CommitKey &key, const QByteArray &path, int line) const;
    /// The commit's files that the user has ticked as viewed, by viewedKey().
    QFuture<Result<QSet<QString>>> viewedFiles(const CommitKey &key);
    void setViewed(const CommitKey &key, const QSet<QString> &paths, bool viewed);

    // Work
    void fetch(const QList<qint64> &ids, int priority = 10);   ///< and list and analyse the span shown
    void analyze(const QList<qint64> &ids, bool again = false);
    /// `model`: another one than the settings' (EndpointChoice::toJson()); the cards made before stay beside its own.
    void analyzeCommits(const QList<CommitKey> &keys, const QJsonObject &model = {});
    const ModelInfo &model() const { return m_model; }
    /// Reads the key and what was remembered anew, and forgets outages: the user has acted. modelChanged() follows.
    void reloadModel();
    /// What analyze() would send for the span shown. Sends nothing.
    QFuture<Result<ModelPlan>> plan(const QList<qint64> &ids, bool again);
    /// What the model would be sent about a commit, whether it is shared or not.
    QFuture<Result<QString>> promptText(const CommitKey &key);
    QFuture<Result<SpendingOverview>> spending();
    /// Those whose last fetch is older than the interval.
    void fetchStale();
    Scheduler &scheduler() { return *m_scheduler; }
    QFuture<Result<QList<Job>>> jobs();

    // Triage
    /// What changes in each commit's triage; can be undone. Rows are shown changed at once and stored behind the scenes; what is read afterwards waits
    /// for it. Returns the decision's number, for takeBack(); 0: nothing changed.
    quint64 triage(const QList<CommitRow> &rows, const std::function<void(Triage &)> &change, const QString &what);
    /// Undoes this decision, whatever was decided since; that can be undone, too.
    void takeBack(quint64 decision);
    QUndoStack &undoStack() { return m_undo; }
    /// The user's own rules. Saved ones are applied to all that is stored, behind the scenes; ownRulesApplied() follows.
    QFuture<Result<QList<OwnRule>>> ownRules();
    QFuture<Result<void>> saveOwnRules(const QList<OwnRule> &rules);
    /// How many commits of the queue's days a rule describes. A newer question overtakes an older one.
    QFuture<Result<storage::OwnRuleCount>> countOwnRule(const OwnRule &rule);

    /// Reports from files and folders (jobs/importing.h). `progress` is called on another thread. What is shown is read anew afterwards.
    QFuture<Result<ImportSummary>> importReports(const QStringList &paths, const ImportProgress &progress, std::stop_token stop);
    QFuture<Result<ExportDone>> exportReport(const ExportOptions &options);
    /// The digest of the week or month around a day, over all repositories, written to a file: see jobs/periodreport.h.
    QFuture<Result<void>> exportPeriod(Period period, const QDate &day, const QString &file);
    /// What the days tell of these repositories.
    QFuture<Result<storage::History>> history(const QList<qint64> &repositories, const DaySpan &span);
    /// Keeps what was exported. A failure is reported by failed().
    void noteExported(const ExportRecord &record);
    QFuture<Result<QList<storage::ExportedReport>>> exportedReports();
    void forgetExported(const QString &name);

Q_SIGNALS:
    void opened();
    void failed(const rijian::Error &error);
    void repositoriesChanged();
    void settingsChanged();
    /// The commits of what show() asked for.
    void rowsLoaded(const QList<rijian::CommitRow> &rows);
    void rowsUpdated(const QList<rijian::CommitRow> &rows);
    /// model() is another one, or its outages were forgotten.
    void modelChanged();
    /// A card that a model is writing.
    void cardGrowing(const rijian::jobs::CommitKey &key, const QString &markdown);
    /// Commits that have a new card, or a new failure.
    void cardsStored(const QList<rijian::jobs::CommitKey> &keys);
    void countsChanged(const QHash<qint64, rijian::CommitCounts> &counts);
    void queueChanged(const rijian::QueueCounts &counts);
    /// Another day has begun in the user's zone.
    void dayChanged(const QDate &today);
    /// The user's rules hold for all commits.
    void ownRulesApplied();
    /// Twice where there is more than the rows: again when that was counted, with the same rows.
    void searched(const rijian::jobs::SearchAnswer &answer);
    /// The search's index is being brought up to date: so many commits are left, at last none.
    void indexing(int left);
    void savedSearchesChanged();
    /// What each finds that is 待看, 1,000 at most.
    void savedSearchesCounted(const QList<int> &counts);

private:
    class TriageCommand;

    Repository known(qint64 id) const; ///< an empty one where it is not tracked: reading it ends in an error
    void takeOver(const Settings &settings, const QList<Repository> &repositories);
    void loadRepositories();
    void loadRows();
    void takeRows(quint64 asked, const Result<QList<CommitRow>> &rows);
    void loadCounts();
    void loadQueueCounts();
    void loadFound();
    void countFound(const SearchAnswer &answer);
    DatabaseThread &searcher();
    DatabaseThread &exporter();
    void indexSome();
    void loadSavedSearches();
    void countSavedSearches();
    void applyOwnRules();
    void wantListed();
    void onEnded(const JobEnd &end);
    void listGaps(const Repository &repository);
    void followDay();
    void storeTriage(const QList<CommitRow> &from, const QList<CommitRow> &to);
    void readAnew(const QList<CommitRow> &rows);
    QFuture<Result<void>> settled();
    void queueWork(const QList<qint64> &ids, const DaySpan &span, bool fetchFirst, int priority, bool again);
    void configureScheduler();
    void takeModel(const ModelSource::Made &made);
    void setAnalyzers();
    QFuture<void> loadModel();
    void refreshRows();
    void onStored(qint64 repository, const QStringList &shas);
    DaySpan recentSpan() const;
    void report(QFuture<Result<void>> future);

    WorkspaceOptions m_options;
    Settings m_settings;
    ModelInfo m_model;
    std::shared_ptr<const analysis::Analyzer> m_rules;
    std::shared_ptr<const analysis::Analyzer> m_analyzer; ///< the model; null: none
    QSet<CommitKey> m_fresh; ///< rows to be read anew, gathered
    QTimer m_refresh;
    QList<Repository> m_repositories;
    DaySpan m_span;
    QList<qint64> m_shown;
    List m_list = List::Days;
    QueueCounts m_queue;
    QTimer m_queueReload; ///< gathers changes: all that is open is counted, and the search's index follows
    QString m_searchText;
    int m_searchLimit = 0;
    bool m_searchHasMore = false;
    std::stop_source m_ruleCount; ///< ends the count of a rule that is no longer asked for
    std::stop_source m_counting;  ///< ends the count of what was found, once something else is looked for
    std::shared_ptr<std::atomic<quint64>> m_newestSearch = std::make_shared<std::atomic<quint64>>(0);
    QList<storage::SavedSearch> m_savedSearches;
    quint64 m_queueAsked = 0;
    quint64 m_rowsAsked = 0;
    bool m_rowsPending = false; ///< the newest answer is not there yet
    quint64 m_decisions = 0;
    QFuture<Result<void>> m_decided; ///< of the last decision: it is stored
    quint64 m_countsAsked = 0;
    QSet<qint64> m_asked; ///< whose shown span has been asked for
    QTimer m_reload;       ///< gathers the ends of many jobs
    QTimer m_stale;
    QTimer m_clock; ///< looks whether it is past midnight: a timer set for then would oversleep with the machine
    QDate m_today;  ///< as was told last
    bool m_indexing = false;
    bool m_indexAgain = false; ///< something changed while it was indexed
    QUndoStack m_undo;
    std::unique_ptr<DatabaseThread> m_writer;
    std::unique_ptr<DatabaseThread> m_decider; ///< a decision does not queue behind other work: what is shown should be stored, whatever happens to the program
    std::unique_ptr<DatabaseThread> m_reader;
    std::optional<qint64> m_seenVersion; ///< m_decider's, at the last look
    std::unique_ptr<DatabaseThread> m_exporter; ///< made at the first export: a year of commits takes a while; waits for m_writer
    std::unique_ptr<DatabaseThread> m_background; ///< what may take long: deleting mirrors, the keychain, plans
    std::unique_ptr<DatabaseThread> m_searcher; ///< made at the first search: one that is overtaken must not hold up a day
    std::unique_ptr<Inspector> m_inspector;
    // Each with a thread and a worker of its own, made when it is first needed: a click never waits for them, nor they for each other.
    std::unique_ptr<Inspector> m_patchReader;   ///< of patches that are taken out
    std::unique_ptr<Inspector> m_pictureReader; ///< of what is compared in a window of its own
    std::unique_ptr<Scheduler> m_scheduler;
};

} // namespace rijian::jobs
