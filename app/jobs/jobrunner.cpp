#include "jobs/jobrunner.h"

#include "jobs/jobkinds.h"
#include "storage/repositorystore.h"

#include <QCoreApplication>
#include <QElapsedTimer>

using namespace Qt::StringLiterals;

namespace rijian::jobs {

namespace {

struct JobRunnerText {
    Q_DECLARE_TR_FUNCTIONS(rijian::jobs::JobRunner)
};

constexpr qint64 progressEveryMs = 100;

QString phaseName(git::FetchProgress::Phase phase)
{
    switch (phase) {
    case git::FetchProgress::Phase::Connecting:
        return JobRunnerText::tr("connecting");
    case git::FetchProgress::Phase::Receiving:
        return JobRunnerText::tr("receiving");
    case git::FetchProgress::Phase::Resolving:
        return JobRunnerText::tr("resolving");
    case git::FetchProgress::Phase::Deepening:
        break;
    }
    return JobRunnerText::tr("fetching deeper");
}

JobProgress toProgress(const Job &job, const git::FetchProgress &fetch, qint64 elapsedMs)
{
    const bool resolving = fetch.phase == git::FetchProgress::Phase::Resolving;
    JobProgress progress{.job = job.id, .repository = job.repository, .phase = phaseName(fetch.phase)};
    progress.done = resolving ? fetch.resolvedDeltas : fetch.receivedObjects;
    progress.total = resolving ? fetch.totalDeltas : fetch.totalObjects;
    if (progress.total > 0)
        progress.fraction = double(progress.done) / double(progress.total);
    progress.bytes = fetch.receivedBytes;
    progress.bytesPerSecond = elapsedMs > 0 ? double(fetch.receivedBytes) * 1000 / double(elapsedMs) : 0;
    return progress;
}

JobEnd ended(const Error &error)
{
    return {.error = error};
}

/// An outage is told once; single failures by their number. Each commit has its own reason in the store.
Error modelError(const Day &day)
{
    const QString which = day.analysed > 0 ? JobRunnerText::tr("%n commit(s) have no card from the model", nullptr, day.failed)
                                           : JobRunnerText::tr("The model made no card for any of %n commit(s)", nullptr, day.failed);
    return {day.outage ? day.outage->kind : ErrorKind::BadData,
            JobRunnerText::tr("%1: %2 The rules' cards are used instead; trying again makes only what is missing.").arg(which, day.outage ? day.outage->message : day.failure), {}};
}

} // namespace

JobRunner::JobRunner(Context context)
    : m_context(std::move(context))
{
}

PipelineEvents JobRunner::events(const Job &job)
{
    struct Clocks {
        QElapsedTimer started, shown;
    };
    auto clocks = std::make_shared<Clocks>();
    clocks->started.start();
    const auto due = [clocks] {
        if (clocks->shown.isValid() && clocks->shown.elapsed() < progressEveryMs)
            return false;
        clocks->shown.start();
        return true;
    };
    PipelineEvents events;
    events.fetching = [this, job, clocks, due](const Repository &, const git::FetchProgress &progress) {
        if (due())
            m_context.progress(toProgress(job, progress, clocks->started.elapsed()));
    };
    events.reading = [this, job, due](const Repository &, qsizetype done, qsizetype total) {
        if (due() || done == total)
            m_context.progress({.job = job.id, .repository = job.repository, .phase = JobRunnerText::tr("reading commits"),
                                .fraction = double(done) / double(std::max<qsizetype>(total, 1)), .done = quint64(done), .total = quint64(total)});
    };
    events.analysing = [this, job, due](const Repository &, qsizetype done, qsizetype total) {
        if (due() || done == total)
            m_context.progress({.job = job.id, .repository = job.repository, .phase = JobRunnerText::tr("asking the model"),
                                .fraction = double(done) / double(std::max<qsizetype>(total, 1)), .done = quint64(done), .total = quint64(total)});
    };
    events.growing = [this](const Repository &repository, const QString &sha, const QString &markdown) { m_context.growing(repository.id, sha, markdown); };
    events.stored = [this](const Repository &repository, const QStringList &shas) { m_context.stored(repository.id, shas); };
    events.notice = [this](const Repository &repository, const QString &notice) { m_context.notice(repository.id, notice); };
    return events;
}

JobEnd JobRunner::run(const Job &job, const std::stop_token &stop)
{
    const auto repository = storage::RepositoryStore(m_context.database).byId(job.repository);
    if (!repository)
        return ended(repository.error());
    if (!*repository)
        return ended({ErrorKind::NotFound, JobRunnerText::tr("The repository of this job is no longer tracked."), {}});
    PipelineOptions options{.dataFolder = m_context.dataFolder, .threads = m_context.threads, .merges = m_context.merges, .shareAll = m_context.shareAll};
    options.backend = m_context.backend;
    options.rules = m_context.analyzers.rules;
    Pipeline pipeline(m_context.database, std::move(options), events(job), stop);
    m_context.progress({.job = job.id, .repository = job.repository, .phase = job.kind == fetchKind ? JobRunnerText::tr("connecting") : JobRunnerText::tr("listing")});
    if (job.kind == fetchKind)
        return fetch(pipeline, **repository, job);
    if (job.kind == analyzeKind)
        return analyze(pipeline, **repository, job);
    return ended({ErrorKind::Unsupported, JobRunnerText::tr("This version does not know jobs of the kind “%1”.").arg(job.kind), {}});
}

JobEnd JobRunner::fetch(Pipeline &pipeline, const Repository &repository, const Job &job)
{
    const auto outcome = pipeline.fetch(repository, spanOf(job));
    if (!outcome)
        return ended(outcome.error());
    return {.changed = outcome->changed || outcome->created};
}

/// The model where the user shares the repository, else the rules.
Result<std::shared_ptr<const analysis::Analyzer>> JobRunner::analyzerFor(const Repository &repository, const Job &job) const
{
    const Analyzers &analyzers = m_context.analyzers;
    if (isByRules(job))
        return analyzers.rules;
    if (const QJsonObject other = job.payload[u"model"_s].toObject(); !other.isEmpty() && analyzers.other)
        return analyzers.other(m_context.database, other);
    const bool shared = m_context.shareAll || repository.shared;
    return analyzers.model && (shared || !analyzers.rules) ? analyzers.model : analyzers.rules;
}

JobEnd JobRunner::analyze(Pipeline &pipeline, const Repository &repository, const Job &job)
{
    const bool cards = job.payload[u"cards"_s].toBool();
    const bool again = job.payload[u"again"_s].toBool();
    const auto chosen = cards ? analyzerFor(repository, job) : Result<std::shared_ptr<const analysis::Analyzer>>();
    if (!chosen)
        return ended(chosen.error());
    const analysis::Analyzer *analyzer = chosen->get();
    const auto span = spanOf(job);
    const QStringList shas = shasOf(job);
    if (!span && shas.isEmpty())
        return ended({ErrorKind::BadData, JobRunnerText::tr("The job does not say which commits are meant."), {}});
    const auto day = span ? pipeline.list(repository, *span, analyzer, again) : pipeline.analyze(repository, shas, analyzer, again);
    if (analyzer && analyzer->sendsAway() && m_context.analyzers.remember)
        m_context.analyzers.remember(m_context.database, *analyzer);
    if (!day)
        return ended(day.error());
    JobEnd end{.analysed = day->analysed, .reused = day->reused, .failed = day->failed};
    if (day->failed > 0)
        end.error = modelError(*day);
    if (!end.error && !day->shortfalls.isEmpty()) {
        const Shortfall &first = day->shortfalls.first();
        end.error = first.error;
        if (day->shortfalls.size() > 1)
            end.error->message = JobRunnerText::tr("%n commit(s) could not be read; the first: %1", nullptr, int(day->shortfalls.size())).arg(first.error.message);
    }
    return end;
}

} // namespace rijian::jobs
