#include "cli/session.h"

#include "analysis/llm/providers.h"
#include "analysis/rules/ruleanalyzer.h"
#include "cli/prompt.h"
#include "jobs/modelsetup.h"
#include "storage/commitstore.h"
#include "storage/settingsstore.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace rijian::cli {

namespace {

struct SessionText {
    Q_DECLARE_TR_FUNCTIONS(rijian::cli::Session)
};

QString phaseName(git::FetchProgress::Phase phase)
{
    switch (phase) {
    case git::FetchProgress::Phase::Connecting:
        return SessionText::tr("connecting");
    case git::FetchProgress::Phase::Receiving:
        return SessionText::tr("receiving");
    case git::FetchProgress::Phase::Resolving:
        return SessionText::tr("resolving");
    case git::FetchProgress::Phase::Deepening:
        break;
    }
    return SessionText::tr("fetching deeper");
}

void showFetch(Console &console, QElapsedTimer &clock, const Repository &repository, const git::FetchProgress &progress)
{
    const QString what = SessionText::tr("%1: %2").arg(repository.name, phaseName(progress.phase));
    const bool resolving = progress.phase == git::FetchProgress::Phase::Resolving;
    const quint64 total = resolving ? progress.totalDeltas : progress.totalObjects;
    const quint64 done = resolving ? progress.resolvedDeltas : progress.receivedObjects;
    if (progress.phase == git::FetchProgress::Phase::Connecting || total == 0) {
        clock.start();
        console.progress(what, -1);
        return;
    }
    const QLocale locale = QLocale::c();
    const auto rate = qint64(double(progress.receivedBytes) * 1000 / double(std::max<qint64>(clock.elapsed(), 1)));
    console.progress(what, double(done) / double(total),
                     SessionText::tr("%1 of %2, %3, %4/s").arg(done).arg(total).arg(locale.formattedDataSize(qint64(progress.receivedBytes)), locale.formattedDataSize(rate)));
}

} // namespace

ExitStatus statusOf(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::Usage:
        return WrongUsage;
    case ErrorKind::Cancelled:
        return Interrupted;
    default:
        return Failed;
    }
}

Session::Session(const Options &given, Console &where, std::stop_token token)
    : options(given)
    , console(where)
    , stop(std::move(token))
{
}

Result<std::unique_ptr<Session>> Session::open(const Options &options, Console &console, std::stop_token stop)
{
    std::unique_ptr<Session> session(new Session(options, console, std::move(stop)));
    auto database = storage::Database::open(options.dataFolder);
    if (!database)
        return std::unexpected(database.error());
    session->database = std::move(*database);
    const auto settings = session->settings();
    auto rules = settings ? analysis::RuleAnalyzer::load() : std::unexpected(settings.error());
    if (!rules)
        return std::unexpected(rules.error());
    session->m_rules = std::move(*rules);
    session->m_shareAll = settings->shareAll;
    session->m_models = std::make_unique<jobs::ModelSetup>(jobs::ModelSetupOptions{.dataFolder = options.dataFolder});
    jobs::PipelineOptions how{.dataFolder = options.dataFolder, .merges = options.merges, .shareAll = settings->shareAll, .offline = options.offline, .secrets = terminalSecrets(),
                              .rules = session->m_rules};
    session->pipeline = std::make_unique<jobs::Pipeline>(*session->database, std::move(how), session->events(), session->stop);
    return session;
}

jobs::PipelineEvents Session::events()
{
    jobs::PipelineEvents events;
    auto clock = std::make_shared<QElapsedTimer>();
    clock->start();
    events.fetching = [this, clock](const Repository &repository, const git::FetchProgress &progress) { showFetch(console, *clock, repository, progress); };
    events.reading = [this](const Repository &repository, qsizetype done, qsizetype total) {
        console.progress(SessionText::tr("%1: reading commits").arg(repository.name), double(done) / double(std::max<qsizetype>(total, 1)),
                         SessionText::tr("%1 of %2").arg(done).arg(total));
    };
    events.analysing = [this](const Repository &repository, qsizetype done, qsizetype total) {
        console.progress(SessionText::tr("%1: asking the model").arg(repository.name), double(done) / double(std::max<qsizetype>(total, 1)), SessionText::tr("%1 of %2").arg(done).arg(total));
    };
    events.notice = [this](const Repository &repository, const QString &notice) { console.say(repository.name + u": "_s + notice); };
    return events;
}

DaySpan Session::span() const
{
    if (options.span)
        return *options.span;
    const QDate today = QDateTime::currentDateTimeUtc().toTimeZone(options.zone).date();
    return {today, today, options.zone};
}

/// Nobody has asked to fetch those that came with reports: only what the reports tell is theirs to give.
Result<QList<Repository>> Session::allRepositories()
{
    auto all = storage::RepositoryStore(*database).all();
    if (!all)
        return all;
    const qsizetype there = all->size();
    QList<Repository> wanted;
    for (const Repository &repository : std::as_const(*all)) {
        if (repository.imported) {
            const auto told = storage::CommitStore(*database).isSpanListed(repository.id, span().beginSeconds(), span().endSeconds());
            if (!told)
                return std::unexpected(told.error());
            if (!*told || options.command != "report"_L1)
                continue;
        }
        wanted.append(repository);
    }
    if (!wanted.isEmpty())
        return wanted;
    if (there == 0)
        return failure(ErrorKind::Usage, SessionText::tr("No repository is tracked yet: give an address, or add one with “rijian-cli repo add ADDRESS”."));
    return failure(ErrorKind::Usage, SessionText::tr("Only imported repositories are there, and no report of them tells of this day: name those to fetch."));
}

Result<QList<Repository>> Session::repositories(bool mayAdd)
{
    if (options.arguments.isEmpty())
        return allRepositories();
    storage::RepositoryStore store(*database);
    QList<Repository> found;
    for (const QString &word : options.arguments) {
        auto repository = mayAdd ? pipeline->find(word) : store.byName(word);
        if (!repository) {
            fail(repository.error());
            continue;
        }
        const bool twice = std::any_of(found.begin(), found.end(), [&](const Repository &other) { return other.id == repository->id; });
        if (!twice)
            found.append(*repository);
    }
    return found;
}

Result<Settings> Session::settings()
{
    auto settings = storage::SettingsStore(*database).load();
    if (!settings)
        return settings;
    if (!options.baseUrl.isEmpty() && options.provider.isEmpty())
        settings->provider = QString(analysis::llm::customProvider);
    else if (!options.provider.isEmpty())
        settings->provider = options.provider;
    if (!options.provider.isEmpty() || !options.baseUrl.isEmpty()) {
        settings->baseUrl = options.baseUrl; // and not the one of another provider
        settings->model = options.model;
    } else if (!options.model.isEmpty()) {
        settings->model = options.model;
    }
    if (options.concurrency > 0)
        settings->concurrency = options.concurrency;
    return settings;
}

Result<std::shared_ptr<const analysis::Analyzer>> Session::model()
{
    const auto settings = this->settings();
    auto made = settings ? m_models->make(*database, *settings) : std::unexpected(settings.error());
    if (made && !*made)
        return failure(ErrorKind::Usage, SessionText::tr("No model is set up: use “rijian-cli model set”, or RIJIAN_LLM_BASE_URL, RIJIAN_LLM_MODEL and RIJIAN_LLM_API_KEY."));
    return made;
}

Result<void> Session::prepareAnalyzers()
{
    if (options.analyzer == "rules"_L1)
        return {};
    const auto settings = this->settings();
    if (!settings)
        return std::unexpected(settings.error());
    const bool asked = options.analyzer == "llm"_L1 || !options.provider.isEmpty() || !options.baseUrl.isEmpty() || !options.model.isEmpty();
    auto made = asked ? model() : m_models->make(*database, *settings);
    if (made)
        m_model = std::move(*made);
    else if (asked)
        return std::unexpected(made.error());
    else
        m_modelProblem = made.error();
    return {};
}

Result<const analysis::Analyzer *> Session::analyzerFor(const Repository &repository) const
{
    // Asked for by name, a model is refused what it may not see; by default the rules do that part.
    const bool wanted = options.analyzer == "llm"_L1 || repository.shared || m_shareAll;
    if (wanted && m_modelProblem)
        return std::unexpected(*m_modelProblem);
    return m_model && wanted ? m_model.get() : m_rules.get();
}

void Session::concludeModel(const Repository &repository, const jobs::Day &day)
{
    if (m_model) {
        if (auto kept = m_models->remember(*database); !kept)
            console.detail(kept.error().message);
    }
    if (day.failed == 0)
        return;
    const QString why = day.outage ? day.outage->message : day.failure;
    fail({day.outage ? day.outage->kind : ErrorKind::BadData,
          SessionText::tr("%n commit(s) have no card from the model: %1 The rules' cards are used instead; the same command again makes only what is missing.", nullptr, day.failed).arg(why), {}},
         repository.name);
}

void Session::fail(const Error &error, const QString &context)
{
    console.error(error, context);
    ++m_failed;
    m_worst = std::max(m_worst, statusOf(error));
}

ExitStatus Session::exitStatus() const
{
    if (m_worst == Interrupted || m_failed == 0)
        return m_worst;
    return m_done > 0 ? InPart : m_worst;
}

ExitStatus failed(Session &session, const Error &error)
{
    session.fail(error);
    return session.exitStatus();
}

} // namespace rijian::cli
