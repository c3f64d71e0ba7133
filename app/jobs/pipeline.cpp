#include "jobs/pipeline.h"

#include "core/text.h"
#include "git/localbackend.h"
#include "git/weblink.h"
#include "jobs/reporting.h"
#include "storage/database.h"

#include <QCoreApplication>
#include <QDir>
#include <QRegularExpression>

#include <future>
#include <mutex>
#include <thread>

using namespace Qt::StringLiterals;

namespace rijian::jobs {

namespace {

struct PipelineText {
    Q_DECLARE_TR_FUNCTIONS(rijian::jobs::Pipeline)
};

// Stored together in one transaction: what a killed process loses at most.
constexpr qsizetype storeBatch = 256;

QStringList branchList(const Repository &repository)
{
    return repository.branch.split(u' ', Qt::SkipEmptyParts);
}

/// Names to try for a new repository, best first. A clone is called what its remote, `origin`, is called.
QStringList nameCandidates(const git::Address &address, const QString &origin)
{
    QStringList names;
    if (const auto remote = git::parseAddress(origin); remote && !remote->isLocal())
        names << remote->suggestedName();
    const QString longer = address.isLocal() ? address.path.section(u'/', -2) : QString(address.host + u'/' + address.path);
    names << address.suggestedName() << longer;
    for (int i = 2; i < 100; ++i)
        names << u"%1-%2"_s.arg(address.suggestedName()).arg(i);
    return names;
}

/// Some commits, read and analysed.
struct Batch {
    QList<Commit> commits;
    QList<Analysis> analyses;
    QList<Shortfall> shortfalls; ///< those that could not be read
    Result<void> read;           ///< what ended the reading early
};

Batch readBatch(git::Backend &backend, const git::Location &location, const QStringList &shas, const analysis::Analyzer *analyzer, TextEncoding encoding, int threads,
                const std::stop_token &stop)
{
    Batch batch;
    std::mutex mutex;
    batch.read = backend.readCommits(location, shas, {.text = analyzer != nullptr, .encoding = encoding}, threads, [&](qsizetype i, Result<CommitPatch> &&patch) {
        std::optional<Analysis> analysis;
        if (patch && analyzer)
            analysis = analyzer->analyze({.patch = *patch});
        const std::scoped_lock lock(mutex);
        if (!patch) {
            batch.shortfalls.append({shas[i], patch.error()});
            return;
        }
        batch.commits.append(std::move(patch->commit));
        if (analysis)
            batch.analyses.append(std::move(*analysis));
    }, stop);
    return batch;
}

} // namespace

Pipeline::Pipeline(storage::Database &database, PipelineOptions options, PipelineEvents events, std::stop_token stop)
    : m_database(database)
    , m_options(std::move(options))
    , m_events(std::move(events))
    , m_stop(std::move(stop))
    , m_repositories(database)
    , m_commits(database)
    , m_analyses(database)
{
    if (!m_options.backend)
        m_options.backend = std::make_shared<git::LocalBackend>();
}

int Pipeline::threads() const
{
    return m_options.threads > 0 ? m_options.threads : int(std::max(1u, std::thread::hardware_concurrency()));
}

void Pipeline::tell(const Repository &repository, const QString &notice) const
{
    if (m_events.notice)
        m_events.notice(repository, notice);
}

Result<git::Address> Pipeline::parse(const QString &text)
{
    auto address = git::parseAddress(text);
    if (address && !address->password.isEmpty())
        m_given.insert(address->key(), *address);
    return address;
}

Result<git::Address> Pipeline::addressOf(const Repository &repository) const
{
    if (repository.address.isEmpty())
        return failure(ErrorKind::NotFound, PipelineText::tr("%1 came with a report that does not tell its address: give it with “rijian-cli repo add ADDRESS --name %1”.").arg(repository.name));
    auto address = git::parseAddress(repository.address);
    if (address) {
        if (const auto given = m_given.constFind(address->key()); given != m_given.constEnd())
            return *given;
    }
    return address;
}

Result<Repository> Pipeline::find(const QString &nameOrAddress)
{
    auto named = m_repositories.byName(nameOrAddress);
    if (named || named.error().kind != ErrorKind::NotFound)
        return named;
    const auto address = parse(nameOrAddress);
    if (!address) {
        // A single word can only have been meant as a name.
        static const QRegularExpression word(u"^[\\w.-]+$"_s, QRegularExpression::UseUnicodePropertiesOption);
        return word.match(nameOrAddress).hasMatch() ? named : std::unexpected(address.error());
    }
    const auto tracked = m_repositories.byAddressKey(address->key());
    if (!tracked)
        return std::unexpected(tracked.error());
    return *tracked ? Result<Repository>(**tracked) : track(nameOrAddress, {}, {});
}

Result<Repository> Pipeline::track(const QString &text, const QString &branches, const QString &name)
{
    const auto address = parse(text);
    if (!address)
        return std::unexpected(address.error());
    Result<QString> origin;
    if (address->isLocal()) {
        origin = m_options.backend->open(git::locate(m_options.dataFolder, *address), m_stop);
        if (!origin)
            return std::unexpected(origin.error());
    }
    Repository repository{.name = name.trimmed(), .address = address->url, .branch = branches.simplified()};
    if (!repository.name.isEmpty())
        return m_repositories.add(repository, address->key());
    auto there = m_repositories.all();
    const auto hidden = m_repositories.hidden();
    if (!there || !hidden)
        return std::unexpected(!there ? there.error() : hidden.error());
    *there += *hidden;
    there->removeIf([](const Repository &other) { return other.imported && other.address.isEmpty(); }); // its name is this one's to take
    for (const QString &candidate : nameCandidates(*address, *origin)) {
        const bool taken = std::any_of(there->begin(), there->end(), [&](const Repository &other) { return other.name.compare(candidate, Qt::CaseInsensitive) == 0; });
        if (taken)
            continue;
        repository.name = candidate;
        break;
    }
    return m_repositories.add(repository, address->key());
}

Result<void> Pipeline::forget(const Repository &repository)
{
    return m_repositories.remove(repository.id).and_then([&] { return deleteMirror(repository); });
}

Result<void> Pipeline::purge(const Repository &repository)
{
    const auto gone = m_repositories.purge(repository.id);
    if (!gone)
        return std::unexpected(gone.error());
    return *gone ? deleteMirror(repository) : Result<void>();
}

Result<void> Pipeline::deleteMirror(const Repository &repository)
{
    const auto address = addressOf(repository);
    if (!address)
        return {};
    const git::Location location = git::locate(m_options.dataFolder, *address);
    if (location.ours && !QDir(location.path).removeRecursively())
        return failure(ErrorKind::Disk, PipelineText::tr("%1 is no longer tracked, but its mirror %2 could not be deleted: delete it by hand.").arg(repository.name, location.path));
    return {};
}

Result<git::FetchOutcome> Pipeline::runFetch(const Repository &repository, git::FetchRequest request)
{
    request.secrets = m_options.secrets;
    request.branches = branchList(repository);
    if (m_events.fetching)
        request.progress = [&](const git::FetchProgress &progress) { m_events.fetching(repository, progress); };
    auto outcome = m_options.backend->fetch(request, m_stop);
    if (!outcome && outcome.error().kind == ErrorKind::Cancelled)
        return outcome; // says nothing about the repository
    if (auto noted = m_repositories.noteFetch(repository.id, outcome ? QString() : outcome.error().message, outcome && outcome->changed); !noted)
        return std::unexpected(noted.error());
    if (!outcome)
        return outcome;
    if (outcome->rebuilt)
        tell(repository, PipelineText::tr("the mirror was damaged and has been recreated"));
    for (const QString &branch : outcome->forced)
        tell(repository, PipelineText::tr("branch %1 was force-pushed: commits may have gone from it").arg(branch));
    if (!outcome->previousDefault.isEmpty())
        tell(repository, PipelineText::tr("the default branch is now %1 (it was %2)").arg(outcome->defaultBranch, outcome->previousDefault));
    if (!outcome->reachesSince)
        tell(repository, PipelineText::tr("the remote's own history does not reach back that far"));
    return outcome;
}

Result<git::FetchOutcome> Pipeline::fetch(const Repository &repository, const std::optional<DaySpan> &span, bool whole)
{
    auto address = addressOf(repository);
    if (!address)
        return std::unexpected(address.error());
    git::FetchRequest request{.address = *address, .location = git::locate(m_options.dataFolder, *address)};
    request.since = span ? span->beginSeconds() : 0;
    request.whole = whole;
    return runFetch(repository, std::move(request));
}

bool Pipeline::isFetched(const Repository &repository) const
{
    const auto address = addressOf(repository);
    if (!address)
        return false;
    return m_options.backend->hasCommits(git::locate(m_options.dataFolder, *address), branchList(repository), m_stop).value_or(false);
}

Result<git::DayListing> Pipeline::listMirror(const Repository &repository, const DaySpan &span)
{
    const auto address = addressOf(repository);
    if (!address)
        return std::unexpected(address.error());
    const git::Location location = git::locate(m_options.dataFolder, *address);
    const auto listNow = [&] {
        return m_options.backend->listDay(location, branchList(repository), span.beginSeconds(), span.endSeconds(), m_options.merges, m_stop);
    };
    auto listing = listNow();
    if (listing && location.ours && listing->branches.isEmpty() && !repository.lastFetch.isValid())
        listing = failure(ErrorKind::NotFound, PipelineText::tr("Nothing was fetched yet: fetch the repository first.")); // a first fetch that failed has left an empty mirror
    const bool absent = !listing && listing.error().kind == ErrorKind::NotFound;
    const bool damaged = !listing && listing.error().kind == ErrorKind::BadData;
    const bool tooShallow = listing && !listing->complete;
    if (!location.ours || m_options.offline || !(absent || damaged || tooShallow))
        return listing;
    git::FetchRequest request{.address = *address, .location = location, .since = span.beginSeconds()};
    request.rebuild = damaged;
    if (auto outcome = runFetch(repository, std::move(request)); !outcome)
        return std::unexpected(outcome.error());
    return listNow();
}

/// Those that are not `known` and cannot be read are taken out of the day.
Result<void> Pipeline::readInto(Day &day, const Repository &repository, const std::optional<DaySpan> &span, const QStringList &shas, const QSet<QString> &known,
                                const analysis::Analyzer *analyzer)
{
    const auto address = addressOf(repository);
    if (!address)
        return std::unexpected(address.error());
    const git::Location location = git::locate(m_options.dataFolder, *address);
    const auto readFrom = [&](qsizetype start) {
        return std::async(std::launch::async, [&, start] {
            return readBatch(*m_options.backend, location, shas.sliced(start, std::min(storeBatch, shas.size() - start)), analyzer, repository.encoding, threads(), m_stop);
        });
    };
    // While one batch is stored the next is read. What was read before an interruption is kept.
    std::future<Batch> next = readFrom(0);
    for (qsizetype start = 0; start < shas.size(); start += storeBatch) {
        Batch batch = next.get();
        const bool last = start + storeBatch >= shas.size();
        if (!last && batch.read)
            next = readFrom(start + storeBatch);
        for (const Shortfall &shortfall : batch.shortfalls) {
            if (!known.contains(shortfall.sha))
                day.shas.removeOne(shortfall.sha);
        }
        day.shortfalls += batch.shortfalls;
        day.analysed += int(batch.analyses.size());
        // One transaction is one wait for the disk.
        auto stored = m_database.transaction([&] {
            return m_commits.add(repository.id, batch.commits)
                .and_then([&] { return m_analyses.add(batch.analyses); })
                .and_then([&] { return span && batch.read && last ? m_commits.setListing(repository.id, span->beginSeconds(), span->endSeconds(), day.shas) : Result<void>(); });
        });
        if (!stored || !batch.read)
            return stored ? batch.read : stored;
        if (m_events.reading)
            m_events.reading(repository, std::min(start + storeBatch, shas.size()), shas.size());
    }
    return {};
}

Result<void> Pipeline::mayAnalyze(const Repository &repository, const analysis::Analyzer &analyzer) const
{
    if (!analyzer.sendsAway() || m_options.shareAll || repository.shared)
        return {};
    return failure(ErrorKind::Usage, PipelineText::tr("%1 may not be sent to a model: allow it in the repository's menu (or with “rijian-cli repo share”), or in the settings for all.").arg(repository.name));
}

/// An imported repository's day as reports tell it, where there is no mirror to ask; nothing: git is to be asked.
Result<std::optional<Day>> Pipeline::listReports(const Repository &repository, const DaySpan &span)
{
    if (!repository.imported || isFetched(repository))
        return std::nullopt;
    const auto listed = m_commits.isSpanListed(repository.id, span.beginSeconds(), span.endSeconds());
    if (!listed)
        return std::unexpected(listed.error());
    if (!*listed)
        return failure(ErrorKind::NotFound, PipelineText::tr("%1 came with reports, and none of them tells of %2: fetch it with “rijian-cli fetch %1”.").arg(repository.name, span.title()));
    auto shas = m_commits.listedShas(repository.id, span.beginSeconds(), span.endSeconds());
    if (!shas)
        return std::unexpected(shas.error());
    return Day{.shas = std::move(*shas), .webRemote = repository.webRemote};
}

Result<Day> Pipeline::list(const Repository &repository, const DaySpan &span, const analysis::Analyzer *analyzer, bool again)
{
    if (analyzer) {
        if (auto allowed = mayAnalyze(repository, *analyzer); !allowed)
            return std::unexpected(allowed.error());
    }
    if (!analyzer) {
        auto told = listReports(repository, span);
        if (!told)
            return std::unexpected(told.error());
        if (*told)
            return std::move(**told);
    }
    auto listing = listMirror(repository, span);
    if (!listing)
        return std::unexpected(listing.error());
    if (listing->webRemote != repository.webRemote) {
        if (auto kept = m_repositories.setWebRemote(repository.id, listing->webRemote); !kept)
            return std::unexpected(kept.error());
    }
    Day day{.shas = listing->shas, .branches = listing->branches, .webRemote = listing->webRemote};
    if (!listing->complete)
        day.shortfalls.append({{}, Error{ErrorKind::NotFound, PipelineText::tr("The history fetched does not reach back to %1; fetch it deeper.").arg(span.first.toString(Qt::ISODate)), {}}});

    const auto known = m_commits.known(repository.id, day.shas);
    if (!known)
        return std::unexpected(known.error());
    const analysis::Analyzer *local = localOf(analyzer);
    const auto cardless = local ? withoutCard(day.shas, *local, again && local == analyzer) : Result<QStringList>();
    if (!cardless)
        return std::unexpected(cardless.error());
    if (local && local == analyzer)
        day.reused = int(day.shas.size() - cardless->size());
    const QSet<QString> wanted(cardless->begin(), cardless->end());
    QStringList unread;
    for (const QString &sha : listing->shas) {
        if (!known->contains(sha) || wanted.contains(sha))
            unread.append(sha);
    }
    if (!unread.isEmpty()) {
        if (auto read = readInto(day, repository, listing->complete ? std::optional(span) : std::nullopt, unread, *known, local); !read) // else listed below
            return std::unexpected(read.error());
    }
    // Nothing was read, or commits have gone: the listing may have changed all the same. What does not reach back takes nothing away.
    auto kept = listing->complete ? Result<QStringList>() : m_commits.listedShas(repository.id, span.beginSeconds(), std::min(span.endSeconds(), listing->edge + 1)); // what lies beyond was not seen
    if (!kept)
        return std::unexpected(kept.error());
    kept->removeIf([now = QSet<QString>(day.shas.cbegin(), day.shas.cend())](const QString &sha) { return now.contains(sha); });
    if (auto stored = m_commits.setListing(repository.id, span.beginSeconds(), span.endSeconds(), day.shas + *kept); !stored)
        return std::unexpected(stored.error());
    if (!analyzer || local == analyzer)
        return day;
    return withModel(repository, std::move(day), *analyzer, again);
}

/// The analyzer that works in this process: the one asked for, or the rules beside a model.
Result<CommitPatch> Pipeline::readCommit(const Repository &repository, const QString &sha)
{
    const auto address = addressOf(repository);
    if (!address)
        return std::unexpected(address.error());
    Result<CommitPatch> patch = failure(ErrorKind::Internal, {});
    const auto read = m_options.backend->readCommits(git::locate(m_options.dataFolder, *address), {sha}, {.text = true, .encoding = repository.encoding}, 1,
                                                     [&](qsizetype, Result<CommitPatch> &&one) { patch = std::move(one); }, m_stop);
    return read ? std::move(patch) : std::unexpected(read.error());
}

Result<QString> Pipeline::resolve(const Repository &repository, const QString &text)
{
    const auto address = addressOf(repository);
    if (!address)
        return std::unexpected(address.error());
    return m_options.backend->resolveSha(git::locate(m_options.dataFolder, *address), text, m_stop);
}

QString Pipeline::webAddress(const Repository &repository, const Day &day, const QString &sha) const
{
    return git::WebLink(day.webRemote.isEmpty() ? repository.address : day.webRemote).commit(sha);
}

Result<report::Section> Pipeline::section(const Repository &repository, const Day &day)
{
    return composeSection(m_database, repository, day.shas, day.webRemote);
}

} // namespace rijian::jobs
