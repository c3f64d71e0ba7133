#include "jobs/workspace.h"

#include "analysis/rules/ruleanalyzer.h"
#include "git/weblink.h"
#include "jobs/jobkinds.h"
#include "jobs/pipeline.h"
#include "storage/overviewstore.h"
#include "storage/settingsstore.h"
#include "storage/triagestore.h"

#include <QUndoCommand>

using namespace Qt::StringLiterals;

namespace rijian::jobs {

namespace {

struct Opened {
    Settings settings;
    QList<Repository> repositories;
};

Result<Opened> readAll(storage::Database &database)
{
    const auto settings = storage::SettingsStore(database).load();
    if (!settings)
        return std::unexpected(settings.error());
    const auto repositories = storage::RepositoryStore(database).all();
    if (!repositories)
        return std::unexpected(repositories.error());
    return Opened{*settings, *repositories};
}

/// What was removed goes for good when the next program starts, mirror and all.
Result<void> purge(storage::Database &database, const QString &dataFolder)
{
    const auto hidden = storage::RepositoryStore(database).hidden();
    if (!hidden)
        return std::unexpected(hidden.error());
    Pipeline pipeline(database, {.dataFolder = dataFolder}, {}, {});
    for (const Repository &repository : *hidden) {
        if (auto gone = pipeline.purge(repository); !gone)
            return gone;
    }
    return {};
}

/// Whether another analyzer has to be made.
bool concernsModel(const Settings &before, const Settings &after)
{
    const auto words = [](const Settings &of) {
        return std::tuple(of.provider, of.baseUrl, of.model, of.fallbackProvider, of.fallbackBaseUrl, of.fallbackModel, of.concurrency, of.requestsPerMinute,
                          of.tokensPerMinute, of.contextTokens, of.dailyTokens, of.dailyCost, of.timeZone);
    };
    return words(before) != words(after);
}

} // namespace

Workspace::Workspace(WorkspaceOptions options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_writer(std::make_unique<DatabaseThread>(m_options.dataFolder))
    , m_decider(std::make_unique<DatabaseThread>(m_options.dataFolder))
    , m_reader(std::make_unique<DatabaseThread>(m_options.dataFolder))
    , m_background(std::make_unique<DatabaseThread>(m_options.dataFolder))
    , m_inspector(std::make_unique<Inspector>(m_options.dataFolder, m_options.backend))
{
    SchedulerOptions scheduler = m_options.scheduler;
    scheduler.dataFolder = m_options.dataFolder;
    scheduler.backend = m_options.backend;
    m_scheduler = std::make_unique<Scheduler>(*m_writer, std::move(scheduler));
    m_reload.setSingleShot(true);
    m_reload.setInterval(150);
    connect(&m_reload, &QTimer::timeout, this, [this] {
        loadRepositories();
        loadRows();
        loadCounts();
    });
    connect(&m_stale, &QTimer::timeout, this, &Workspace::fetchStale);
    m_clock.setInterval(60'000);
    connect(&m_clock, &QTimer::timeout, this, &Workspace::followDay);
    connect(m_scheduler.get(), &Scheduler::ended, this, &Workspace::onEnded);
    connect(m_scheduler.get(), &Scheduler::stored, this, &Workspace::onStored);
    connect(m_scheduler.get(), &Scheduler::growing, this, [this](qint64 repository, const QString &sha, const QString &markdown) { Q_EMIT cardGrowing({repository, sha}, markdown); });
    m_queueReload.setSingleShot(true);
    m_queueReload.setInterval(200);
    connect(&m_queueReload, &QTimer::timeout, this, &Workspace::loadQueueCounts);
    connect(&m_queueReload, &QTimer::timeout, this, &Workspace::indexSome);
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(250);
    connect(&m_refresh, &QTimer::timeout, this, &Workspace::refreshRows);
    connect(m_scheduler.get(), &Scheduler::failed, this, &Workspace::failed);
}

Workspace::~Workspace()
{
    m_undo.disconnect(this);
    m_scheduler.reset(); // before the threads and the store it uses
}

void Workspace::open()
{
    m_decider->run([](storage::Database &) { return Result<void>(); }); // opens it: the first decision need not wait
    m_writer->run([](storage::Database &database) { return readAll(database); }).then(this, [this](const Result<Opened> &opened) {
        if (!opened) {
            Q_EMIT failed(opened.error());
            return;
        }
        takeOver(opened->settings, opened->repositories);
        Q_EMIT this->opened();
    });
}

void Workspace::takeOver(const Settings &settings, const QList<Repository> &repositories)
{
    m_settings = settings;
    m_repositories = repositories;
    if (auto rules = analysis::RuleAnalyzer::load())
        m_rules = std::move(*rules);
    else
        Q_EMIT failed(rules.error());
    setAnalyzers();
    configureScheduler();
    m_today = today();
    m_clock.start();
    report(m_background->run([folder = m_options.dataFolder](storage::Database &database) { return purge(database, folder); }));
    // Work that waits may be for the model: it begins when the key has been read.
    loadModel().then(this, [this] { m_scheduler->start(); });
    applyOwnRules(); // of a program that was killed
    loadSavedSearches();
    if (m_settings.fetchOnStart)
        QMetaObject::invokeMethod(this, &Workspace::fetchStale, Qt::QueuedConnection);
}

void Workspace::configureScheduler()
{
    m_scheduler->configure(m_settings.mergeCommits, m_settings.shareAll);
    if (m_settings.fetchMinutes > 0)
        m_stale.start(std::min(m_settings.fetchMinutes, 60) * 60'000 / 4 + 1'000);
    else
        m_stale.stop();
}

void Workspace::setSettings(const Settings &settings)
{
    if (settings == m_settings)
        return;
    const Settings before = std::exchange(m_settings, settings);
    configureScheduler();
    if (before.queueLeast != settings.queueLeast || before.queueDays != settings.queueDays) {
        m_queueReload.start();
        if (m_list == List::Queue)
            loadRows();
    }
    if (concernsModel(before, settings))
        reloadModel();
    report(m_writer->run([before, settings](storage::Database &database) { return storage::SettingsStore(database).save(settings, before); }));
    Q_EMIT settingsChanged();
    followDay(); // the zone may be another
}

QTimeZone Workspace::zone() const
{
    return parseTimeZone(m_settings.timeZone).value_or(defaultTimeZone());
}

/// A failure of something that nobody waits for.
void Workspace::report(QFuture<Result<void>> future)
{
    future.then(this, [this](const Result<void> &done) {
        if (!done)
            Q_EMIT failed(done.error());
    });
}

const Repository *Workspace::repository(qint64 id) const
{
    const auto found = std::ranges::find(m_repositories, id, &Repository::id);
    return found == m_repositories.end() ? nullptr : &*found;
}

Repository Workspace::known(qint64 id) const
{
    const Repository *found = repository(id);
    return found ? *found : Repository{};
}

QHash<qint64, QString> Workspace::names() const
{
    QHash<qint64, QString> names;
    for (const Repository &repository : m_repositories)
        names.insert(repository.id, repository.name);
    return names;
}

QList<qint64> Workspace::followedIds() const
{
    QList<qint64> ids;
    for (const Repository &repository : m_repositories) {
        if (!repository.imported)
            ids.append(repository.id);
    }
    return ids;
}

QList<qint64> Workspace::allIds() const
{
    QList<qint64> ids;
    for (const Repository &repository : m_repositories)
        ids.append(repository.id);
    return ids;
}

// What is shown

void Workspace::show(const DaySpan &span, const QList<qint64> &repositories)
{
    const bool other = span != m_span;
    m_list = List::Days;
    m_span = span;
    m_shown = repositories;
    if (other)
        m_asked.clear();
    loadRows();
    if (other)
        loadCounts();
    report(m_writer->run([repositories](storage::Database &database) { return storage::RepositoryStore(database).noteSeen(repositories); }));
    m_scheduler->prioritise(repositories);
    wantListed();
}

void Workspace::showList(List list)
{
    m_list = list;
    loadRows();
    m_queueReload.start();
}

QDate Workspace::today() const
{
    return QDateTime::currentDateTimeUtc().toTimeZone(zone()).date();
}

void Workspace::reload()
{
    loadRows();
    loadCounts();
}

void Workspace::lookAgain()
{
    // The decider's, for which its own commits, the user's decisions here, count nothing.
    m_decider->run([](storage::Database &database) { return database.dataVersion(); }).then(this, [this](const Result<qint64> &version) {
        if (!version || m_seenVersion == *version)
            return;
        const bool first = !std::exchange(m_seenVersion, *version);
        if (first)
            return;
        if (m_list != List::Search)
            loadRows();
        loadCounts();
    });
}

void Workspace::loadRows()
{
    if (m_list == List::Search)
        return loadFound();
    if (!m_span.first.isValid())
        return;
    const quint64 asked = ++m_rowsAsked;
    m_rowsPending = true;
    m_reader->run([list = m_list, ids = m_list == List::Days ? m_shown : allIds(), span = m_span, range = queueRange(), decided = m_decided](storage::Database &database) mutable {
        decided.waitForFinished();
        storage::OverviewStore store(database);
        return list == List::Queue ? store.queue(ids, range) : list == List::FollowUps ? store.followUps(ids) : store.rows(ids, span.beginSeconds(), span.endSeconds());
    }).then(this, [this, asked](const Result<QList<CommitRow>> &rows) {
        // Of a future that is ready this runs at once: whoever asks gets ready for the rows after asking.
        QMetaObject::invokeMethod(this, [this, asked, rows] { takeRows(asked, rows); }, Qt::QueuedConnection);
    });
}

void Workspace::takeRows(quint64 asked, const Result<QList<CommitRow>> &rows)
{
    if (asked != m_rowsAsked)
        return; // something else is shown by now
    m_rowsPending = false;
    if (rows)
        Q_EMIT rowsLoaded(*rows);
    else
        Q_EMIT failed(rows.error());
}

void Workspace::loadCounts()
{
    if (!m_span.first.isValid())
        return;
    m_queueReload.start();
    const quint64 asked = ++m_countsAsked;
    m_reader->run([span = m_span](storage::Database &database) {
        return storage::OverviewStore(database).counts(span.beginSeconds(), span.endSeconds());
    }).then(this, [this, asked](const Result<QHash<qint64, CommitCounts>> &counts) {
        if (counts && asked == m_countsAsked)
            Q_EMIT countsChanged(*counts);
    });
}

/// A day that was never listed is listed as soon as somebody looks at it; where that failed, not again and again by itself.
void Workspace::wantListed()
{
    QList<Repository> wanted;
    for (const qint64 id : std::as_const(m_shown)) {
        const Repository *known = repository(id);
        if (known && !m_asked.contains(id)) {
            wanted.append(*known);
            m_asked.insert(id);
        }
    }
    if (wanted.isEmpty())
        return;
    m_scheduler->enqueue([wanted, span = m_span, cards = m_settings.analyzeAfterFetch](storage::Database &database) -> Result<QList<Job>> {
        QList<Job> jobs;
        for (const Repository &repository : wanted) {
            const auto listed = storage::CommitStore(database).isSpanListed(repository.id, span.beginSeconds(), span.endSeconds());
            if (!listed)
                return std::unexpected(listed.error());
            if (!*listed && repository.lastFetch.isValid())
                jobs.append(analyzeJob(repository, span, Watched, cards));
        }
        return jobs;
    });
}

QFuture<Result<std::optional<QDate>>> Workspace::neighbour(const QDate &from, int direction)
{
    return m_reader->run([ids = m_shown, from, direction, zone = zone()](storage::Database &database) -> Result<std::optional<QDate>> {
        storage::OverviewStore store(database);
        const auto seconds = direction < 0 ? store.newestBefore(ids, from.startOfDay(zone).toSecsSinceEpoch())
                                           : store.oldestFrom(ids, from.addDays(1).startOfDay(zone).toSecsSinceEpoch());
        if (!seconds)
            return std::unexpected(seconds.error());
        return *seconds ? std::optional(QDateTime::fromSecsSinceEpoch(**seconds, zone).date()) : std::nullopt;
    });
}

QFuture<Result<QHash<QDate, CommitCounts>>> Workspace::days(const QDate &first, const QDate &last)
{
    return m_reader->run([ids = m_shown, first, last, zone = zone()](storage::Database &database) { return storage::OverviewStore(database).days(ids, first, last, zone); });
}

QFuture<Result<QList<CommitRow>>> Workspace::highToReview(qint64 since)
{
    return m_reader->run([ids = allIds(), since, decided = m_decided](storage::Database &database) mutable {
        decided.waitForFinished();
        return storage::OverviewStore(database).highToReview(ids, since);
    });
}

QFuture<Result<CardView>> Workspace::card(const CommitKey &key)
{
    return m_reader->run([key, repository = known(key.repository), decided = m_decided](storage::Database &database) mutable -> Result<CardView> {
        decided.waitForFinished();
        const auto commits = storage::CommitStore(database).bySha(key.repository, {key.sha});
        const auto analyses = storage::AnalysisStore(database).all({key.sha});
        const auto triage = storage::TriageStore(database).get(key.repository, {key.sha});
        if (!commits || !analyses || !triage)
            return std::unexpected(!commits ? commits.error() : !analyses ? analyses.error() : triage.error());
        if (commits->isEmpty())
            return failure(ErrorKind::NotFound, tr("The commit is no longer stored."));
        const git::WebLink link(repository.webRemote.isEmpty() ? repository.address : repository.webRemote);
        const auto row = storage::OverviewStore(database).rows(key.repository, {key.sha});
        return CardView{repository, commits->first(), link.commit(key.sha), chooseCard(analyses->value(key.sha)), analyses->value(key.sha), triage->value(key.sha),
                        row && !row->isEmpty() ? row->first().mark : OwnMark()};
    });
}

} // namespace rijian::jobs
