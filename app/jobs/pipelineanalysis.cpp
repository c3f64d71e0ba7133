// The part of Pipeline that makes cards, by the rules and by models, and says what that would take.

#include "jobs/modelrun.h"
#include "jobs/pipeline.h"
#include "jobs/repositoryfacts.h"

#include <QCoreApplication>

#include <mutex>

using namespace Qt::StringLiterals;

namespace rijian::jobs {

namespace {

struct PipelineAnalysisText {
    Q_DECLARE_TR_FUNCTIONS(rijian::jobs::Pipeline)
};

// What services mostly take to answer with a card: for the plan's minutes, which say "about".
constexpr double usualSeconds = 15;

} // namespace

const analysis::Analyzer *Pipeline::localOf(const analysis::Analyzer *analyzer) const
{
    return analyzer && analyzer->sendsAway() ? m_options.rules.get() : analyzer;
}

/// Those that this analyzer has no card for, or all of them. A failure is no card: it is tried again.
Result<QStringList> Pipeline::withoutCard(const QStringList &shas, const analysis::Analyzer &analyzer, bool again)
{
    if (again)
        return shas;
    const auto found = m_analyses.withCard(shas, {analyzer.name(), analyzer.models(), analyzer.version()});
    if (!found)
        return std::unexpected(found.error());
    QStringList cardless;
    for (const QString &sha : shas) {
        if (!found->contains(sha))
            cardless.append(sha);
    }
    return cardless;
}

Result<QHash<QString, Analysis>> Pipeline::rulesOf(const QStringList &shas)
{
    if (!m_options.rules)
        return QHash<QString, Analysis>();
    return m_analyses.newest(shas, {m_options.rules->name(), m_options.rules->models(), m_options.rules->version()});
}

/// Some at a time: all cards of a long run would fill the memory.
Result<void> Pipeline::visitRules(const QStringList &shas, const std::function<void(const Analysis &)> &visit)
{
    constexpr qsizetype atOnce = 256;
    for (qsizetype start = 0; start < shas.size(); start += atOnce) {
        const auto rules = rulesOf(shas.sliced(start, std::min(atOnce, shas.size() - start)));
        if (!rules)
            return std::unexpected(rules.error());
        for (const Analysis &card : *rules)
            visit(card);
    }
    return {};
}

Result<QStringList> Pipeline::unanalysed(const QStringList &shas, const analysis::Analyzer &analyzer, bool again)
{
    auto cardless = withoutCard(shas, analyzer, again);
    if (!cardless)
        return cardless;
    QHash<QString, std::pair<int, int>> urgency;
    const auto visited = visitRules(*cardless, [&](const Analysis &card) { urgency.insert(card.sha, {int(card.card.importance), card.score}); });
    if (!visited)
        return std::unexpected(visited.error());
    std::stable_sort(cardless->begin(), cardless->end(), [&](const QString &a, const QString &b) { return urgency.value(a) > urgency.value(b); });
    return cardless;
}

/// The second signal: a model's cards beside those of the rules.
Result<Day> Pipeline::withModel(const Repository &repository, Day day, const analysis::Analyzer &model, bool again)
{
    const auto address = addressOf(repository);
    auto todo = unanalysed(day.shas, model, again);
    if (!address || !todo)
        return std::unexpected(!address ? address.error() : todo.error());
    day.analysed = 0; // the rules' cards do not count here
    day.reused = int(day.shas.size() - todo->size());
    for (const Shortfall &shortfall : std::as_const(day.shortfalls))
        todo->removeOne(shortfall.sha); // could not be read for the rules just now: that is no fault of the model's
    if (todo->isEmpty())
        return day;
    const git::Location location = git::locate(m_options.dataFolder, *address);
    const analysis::RepositoryContext facts = readRepositoryFacts(m_database, *m_options.backend, location, repository, m_stop);
    const auto known = [&](const Commit &commit) {
        ModelRun::Known result{.repository = facts, .rules = {}};
        result.repository.recent = recentSubjects(m_database, repository.id, commit);
        if (!facts.judged.isEmpty())
            result.repository.judged = correctionsBeside(m_database, repository.id, commit.sha);
        const auto rules = rulesOf({commit.sha});
        if (rules && rules->contains(commit.sha))
            result.rules = rules->value(commit.sha);
        return result;
    };
    ModelRun run({.backend = *m_options.backend, .location = location, .analyzer = model, .known = known, .readers = threads(), .encoding = repository.encoding});
    qsizetype done = 0;
    ModelRunEvents events;
    events.finished = [&](const QList<Analysis> &analyses) {
        auto stored = m_analyses.add(analyses);
        done += analyses.size();
        QStringList shas;
        for (const Analysis &analysis : analyses)
            shas.append(analysis.sha);
        if (stored && m_events.stored)
            m_events.stored(repository, shas);
        if (m_events.analysing)
            m_events.analysing(repository, done, todo->size());
        return stored;
    };
    if (m_events.growing)
        events.growing = [&](const QString &sha, const QString &markdown) { m_events.growing(repository, sha, markdown); };
    if (m_events.analysing)
        m_events.analysing(repository, 0, todo->size());
    const auto end = run.run(*todo, events, m_stop);
    if (!end)
        return std::unexpected(end.error());
    day.analysed = end->analysed;
    day.failed = end->failed;
    day.failure = end->failure;
    day.outage = end->outage;
    return day;
}

RunPlan &RunPlan::operator+=(const RunPlan &other)
{
    commits += other.commits;
    high += other.high;
    reused += other.reused;
    unread += other.unread;
    estimate += other.estimate;
    minutes += other.minutes;
    return *this;
}

Result<RunPlan> Pipeline::plan(const Repository &repository, const QStringList &shas, const analysis::Analyzer &model, bool again)
{
    if (auto allowed = mayAnalyze(repository, model); !allowed)
        return std::unexpected(allowed.error());
    const auto address = addressOf(repository);
    const auto todo = unanalysed(shas, model, again);
    if (!address || !todo)
        return std::unexpected(!address ? address.error() : todo.error());
    RunPlan plan{.commits = int(todo->size()), .reused = int(shas.size() - todo->size())};
    if (auto visited = visitRules(*todo, [&](const Analysis &card) { plan.high += card.card.importance == Importance::High; }); !visited)
        return std::unexpected(visited.error());
    const git::Location location = git::locate(m_options.dataFolder, *address);
    const analysis::RepositoryContext facts = readRepositoryFacts(m_database, *m_options.backend, location, repository, m_stop);
    std::mutex mutex;
    const git::DiffOptions options{.text = true, .contextLines = model.contextLines(), .encoding = repository.encoding};
    const auto read = m_options.backend->readCommits(location, *todo, options, threads(), [&](qsizetype, Result<CommitPatch> &&patch) {
        const analysis::Estimate estimate = patch ? model.estimate({.patch = *patch, .repository = &facts}) : analysis::Estimate();
        const std::scoped_lock lock(mutex);
        plan.unread += !patch;
        if (patch)
            plan.estimate += estimate;
    }, m_stop);
    if (!read)
        return std::unexpected(read.error());
    plan.minutes = usualSeconds * plan.estimate.requests / 60 / std::max(1, model.concurrency());
    return plan;
}

Result<QString> Pipeline::promptText(const Repository &repository, const QString &sha, const analysis::Analyzer &model)
{
    const auto address = addressOf(repository);
    const auto rules = rulesOf({sha});
    if (!address || !rules)
        return std::unexpected(!address ? address.error() : rules.error());
    const git::Location location = git::locate(m_options.dataFolder, *address);
    Result<CommitPatch> patch = failure(ErrorKind::NotFound, PipelineAnalysisText::tr("The commit could not be read."));
    const git::DiffOptions options{.text = true, .contextLines = model.contextLines(), .encoding = repository.encoding};
    const auto read = m_options.backend->readCommits(location, {sha}, options, 1, [&](qsizetype, Result<CommitPatch> &&one) { patch = std::move(one); }, m_stop);
    if (!read || !patch)
        return std::unexpected(!read ? read.error() : patch.error());
    analysis::RepositoryContext context = readRepositoryFacts(m_database, *m_options.backend, location, repository, m_stop);
    context.recent = recentSubjects(m_database, repository.id, patch->commit);
    if (!context.judged.isEmpty())
        context.judged = correctionsBeside(m_database, repository.id, sha);
    const auto card = rules->constFind(sha);
    return model.promptText({.patch = *patch, .repository = &context, .rules = card == rules->constEnd() ? nullptr : &*card});
}

Result<Day> Pipeline::analyze(const Repository &repository, const QStringList &shas, const analysis::Analyzer *analyzer, bool again)
{
    if (!analyzer)
        return failure(ErrorKind::Usage, PipelineAnalysisText::tr("No analysis is set up."));
    if (auto allowed = mayAnalyze(repository, *analyzer); !allowed)
        return std::unexpected(allowed.error());
    Day day{.shas = shas};
    const analysis::Analyzer *local = localOf(analyzer);
    const auto cardless = local ? withoutCard(shas, *local, again && local == analyzer) : Result<QStringList>();
    if (!cardless)
        return std::unexpected(cardless.error());
    if (!cardless->isEmpty()) {
        if (auto read = readInto(day, repository, std::nullopt, *cardless, {}, local); !read)
            return std::unexpected(read.error());
    }
    if (local != analyzer)
        return withModel(repository, std::move(day), *analyzer, again);
    day.reused = int(shas.size() - cardless->size());
    return day;
}

} // namespace rijian::jobs
