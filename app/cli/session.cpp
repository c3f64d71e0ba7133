#include "cli/session.h"

#include "analysis/rules/ruleanalyzer.h"
#include "cli/prompt.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace rijian::cli {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(rijian::cli::Session)
};

QString phaseName(git::FetchProgress::Phase phase)
{
    switch (phase) {
    case git::FetchProgress::Phase::Connecting:
        return Text::tr("connecting");
    case git::FetchProgress::Phase::Receiving:
        return Text::tr("receiving");
    case git::FetchProgress::Phase::Resolving:
        return Text::tr("resolving");
    case git::FetchProgress::Phase::Deepening:
        break;
    }
    return Text::tr("fetching deeper");
}

void showFetch(Console &console, QElapsedTimer &clock, const Repository &repository, const git::FetchProgress &progress)
{
    const QString what = Text::tr("%1: %2").arg(repository.name, phaseName(progress.phase));
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
                     Text::tr("%1 of %2, %3, %4/s").arg(done).arg(total).arg(locale.formattedDataSize(qint64(progress.receivedBytes)), locale.formattedDataSize(rate)));
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
    jobs::PipelineOptions how{.dataFolder = options.dataFolder, .merges = options.merges, .offline = options.offline, .secrets = terminalSecrets()};
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
        console.progress(Text::tr("%1: reading commits").arg(repository.name), double(done) / double(std::max<qsizetype>(total, 1)),
                         Text::tr("%1 of %2").arg(done).arg(total));
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

Result<QList<Repository>> Session::repositories(bool mayAdd)
{
    storage::RepositoryStore store(*database);
    if (options.arguments.isEmpty()) {
        auto all = store.all();
        if (all && all->isEmpty())
            return failure(ErrorKind::Usage, Text::tr("No repository is tracked yet: give an address, or add one with “rijian-cli repo add ADDRESS”."));
        return all;
    }
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

Result<std::unique_ptr<analysis::Analyzer>> Session::analyzer() const
{
    if (options.analyzer == "llm"_L1)
        return failure(ErrorKind::Usage, Text::tr("No model is set up, and this version has none to offer: use --analyzer rules."));
    auto rules = analysis::RuleAnalyzer::load();
    if (!rules)
        return std::unexpected(rules.error());
    return std::unique_ptr<analysis::Analyzer>(std::move(*rules));
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

} // namespace rijian::cli
