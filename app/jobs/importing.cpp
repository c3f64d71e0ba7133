#include "jobs/importing.h"

#include "core/cardtext.h"
#include "core/text.h"
#include "git/localbackend.h"
#include "report/escape.h"
#include "storage/analysisstore.h"
#include "storage/commitstore.h"
#include "storage/database.h"
#include "storage/repositorystore.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QSet>

#include <algorithm>
#include <mutex>
#include <thread>

using namespace Qt::StringLiterals;

namespace rijian::jobs {

namespace {

struct ImporterText {
    Q_DECLARE_TR_FUNCTIONS(rijian::jobs::Importer)
};

constexpr qsizetype mostFiles = 100'000;

/// A time that no calendar has, as the report shows it: as nothing.
constexpr qint64 noTime = 10'000'000'000'000'000;

QString readable(const QString &file)
{
    return oneLine(QDir::toNativeSeparators(file), 300);
}

/// Stands for the sha that a row does not tell; the same row gives the same. `twin` counts rows that are alike. No commit of git's has eight zeros in
/// front, for all practical purposes.
QString madeUpSha(const report::ReadCommit &commit, int twin)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QString &part : {commit.date.toString(Qt::ISODate), commit.time.toString(Qt::ISODate), commit.author, report::tableCell(commit.message), QString::number(twin)}) {
        hash.addData(part.toUtf8());
        hash.addData(QByteArrayView("\0", 1));
    }
    return madeUpShaPrefix + QString::fromLatin1(hash.result().toHex().first(32));
}

QString subjectOf(const QString &message)
{
    return Commit{.message = message.trimmed()}.subject();
}

/// A card's text as reports show it, for comparing.
QString shown(QString markdown)
{
    while (!markdown.isEmpty() && markdown.back().isSpace())
        markdown.chop(1);
    return markdown;
}

} // namespace

ImportCounts &ImportCounts::operator+=(const ImportCounts &other)
{
    repositories += other.repositories;
    commits += other.commits;
    cards += other.cards;
    failures += other.failures;
    days += other.days;
    return *this;
}

/// A section on its way into the store.
struct Importer::Part {
    const report::ReadSection &section;
    std::optional<Repository> repository; ///< none: not tracked yet
    QList<storage::ToldCommit> told; ///< in the section's order
    QList<Commit> whole; ///< of these, what the mirror has
    QStringList shas() const
    {
        QStringList shas;
        for (const storage::ToldCommit &one : told)
            shas.append(one.commit.sha);
        return shas;
    }
};

Importer::Importer(storage::Database &database, ImportOptions options, std::stop_token stop)
    : m_database(database)
    , m_options(std::move(options))
    , m_stop(std::move(stop))
    , m_places(database)
{
    if (!m_options.backend)
        m_options.backend = std::make_shared<git::LocalBackend>();
}

namespace {

/// What the report tells of a section's commits. The committer's time decides the day and the order: it is the author's where that fits both.
QList<storage::ToldCommit> tellCommits(const report::ReadSection &section, const DaySpan &span)
{
    QList<storage::ToldCommit> commits;
    qint64 latest = span.endSeconds() - 1;
    QHash<QString, int> twins;
    for (const report::ReadCommit &read : section.commits) {
        storage::ToldCommit told;
        const QDateTime time(read.date, read.time, span.zone);
        const bool timed = read.date.isValid() && read.time.isValid() && time.isValid();
        if (timed && span.contains(time.toSecsSinceEpoch()))
            latest = std::min(latest, time.toSecsSinceEpoch());
        told.commit.author.name = read.author;
        told.commit.message = read.message;
        told.commit.authorTime.seconds = timed ? time.toSecsSinceEpoch() : read.row ? noTime : latest;
        told.commit.authorTime.offsetSeconds = timed ? time.offsetFromUtc() : 0;
        told.commit.committerTime = {latest, span.zone.offsetFromUtc(QDateTime::fromSecsSinceEpoch(latest, span.zone))};
        // One that this program made up comes back as that, when its report was exported and is imported again.
        const int twin = twins[madeUpSha(read, 0)]++;
        const QString madeUp = madeUpSha(read, twin);
        told.madeUp = read.sha.isEmpty() || read.sha == madeUp;
        told.commit.sha = told.madeUp ? madeUp : read.sha;
        commits.append(std::move(told));
    }
    return commits;
}

} // namespace

/// Commits that the store or the mirror has for rows without a sha: of the same author's time and subject.
Result<void> Importer::nameRows(Part &part, const DaySpan &span)
{
    if (!part.repository || std::ranges::none_of(part.told, &storage::ToldCommit::madeUp))
        return {};
    auto known = storage::CommitStore(m_database).outlines(part.repository->id, span.beginSeconds(), span.endSeconds());
    if (!known)
        return std::unexpected(known.error());
    QHash<std::pair<qint64, QString>, QStringList> byRow;
    for (const Commit &commit : *known + part.whole)
        byRow[{commit.authorTime.seconds, subjectOf(commit.message)}].append(commit.sha);
    const QStringList named = part.shas();
    QSet<QString> taken(named.begin(), named.end());
    for (storage::ToldCommit &told : part.told) {
        if (!told.madeUp)
            continue;
        for (const QString &sha : byRow.value({told.commit.authorTime.seconds, subjectOf(told.commit.message)})) {
            if (taken.contains(sha))
                continue;
            taken.insert(sha);
            told.commit.sha = sha;
            told.madeUp = false;
            break;
        }
    }
    return {};
}

/// What the mirror has of the commits that are not stored whole. One that cannot be read is what the report tells.
Result<void> Importer::complete(Part &part, const DaySpan &span)
{
    if (!part.repository || part.told.isEmpty())
        return {};
    const Repository &repository = *part.repository;
    const auto address = repository.address.isEmpty() ? Result<git::Address>(failure(ErrorKind::NotFound, {})) : git::parseAddress(repository.address);
    if (!address)
        return {};
    const git::Location location = git::locate(m_options.dataFolder, *address);
    const QStringList branches = repository.branch.split(u' ', Qt::SkipEmptyParts);
    if (!m_hasMirror.contains(repository.id))
        m_hasMirror.insert(repository.id, m_options.backend->hasCommits(location, branches, m_stop).value_or(false));
    if (!m_hasMirror.value(repository.id))
        return {};
    QStringList wanted = part.shas();
    if (std::ranges::any_of(part.told, &storage::ToldCommit::madeUp)) {
        if (const auto listing = m_options.backend->listDay(location, branches, span.beginSeconds(), span.endSeconds(), true, m_stop))
            wanted += listing->shas;
        wanted.removeDuplicates();
    }
    const auto known = storage::CommitStore(m_database).known(repository.id, wanted);
    if (!known)
        return std::unexpected(known.error());
    wanted.removeIf([&](const QString &sha) { return known->contains(sha) || isMadeUpSha(sha); });
    if (wanted.isEmpty())
        return {};
    std::mutex mutex;
    const int threads = int(std::max(1u, std::thread::hardware_concurrency()));
    std::ignore = m_options.backend->readCommits(location, wanted, {}, wanted.size() < 16 ? 1 : threads, [&](qsizetype, Result<CommitPatch> &&patch) {
        const std::scoped_lock lock(mutex);
        if (patch)
            part.whole.append(std::move(patch->commit));
    }, m_stop);
    return {};
}

Result<void> Importer::store(Part &part, const DaySpan &span, ImportCounts &added)
{
    bool isNew = false;
    auto repository = m_places.findOrAdd(part.section, isNew);
    if (!repository)
        return std::unexpected(repository.error());
    added.repositories += isNew;
    storage::RepositoryStore repositories(m_database);
    // Of one that is fetched more is known than that a report once could not.
    if (repository->imported && repository->lastError != part.section.failure) {
        if (auto noted = repositories.noteTold(repository->id, part.section.failure); !noted)
            return noted;
        m_places.noteFailure(*repository, part.section.failure);
    }
    if (!part.section.failure.isEmpty())
        return {};
    storage::CommitStore commits(m_database);
    QSet<QString> mine;
    for (const storage::ToldCommit &told : part.told)
        mine.insert(told.commit.sha);
    part.whole.removeIf([&](const Commit &commit) { return !mine.contains(commit.sha); }); // read for their rows alone
    const auto told = commits.addTold(repository->id, part.told);
    if (!told)
        return std::unexpected(told.error());
    added.commits += *told;
    if (auto stored = commits.add(repository->id, part.whole); !stored)
        return stored;
    const auto listed = commits.addListing(repository->id, span.beginSeconds(), span.endSeconds(), part.shas());
    if (!listed)
        return std::unexpected(listed.error());
    added.days += *listed;
    return storeAnalyses(part, span, added);
}

Result<void> Importer::storeAnalyses(const Part &part, const DaySpan &span, ImportCounts &added)
{
    storage::AnalysisStore store(m_database);
    const auto there = store.all(part.shas());
    if (!there)
        return std::unexpected(there.error());
    const QDateTime time = QDateTime::fromSecsSinceEpoch(span.beginSeconds(), QTimeZone::UTC);
    QList<Analysis> analyses;
    for (qsizetype i = 0; i < part.told.size(); ++i) {
        const report::ReadCommit &read = part.section.commits[i];
        Analysis made{.sha = part.told[i].commit.sha, .analyzer = u"import"_s, .promptVersion = QString(storage::importedVersion), .createdAt = time};
        const QList<Analysis> known = there->value(made.sha);
        const auto isThere = [&](const auto &same) { return std::ranges::any_of(known, same) || std::ranges::any_of(analyses, [&](const Analysis &one) { return one.sha == made.sha && same(one); }); };
        if (!read.failure.isEmpty()) {
            made.state = AnalysisState::Failed;
            made.failure = read.failure;
            if (!isThere([&](const Analysis &one) { return one.state == AnalysisState::Failed && one.failure == made.failure; })) {
                analyses.append(made);
                ++added.failures;
            }
            made.failure.clear();
        }
        if (read.card.isEmpty())
            continue;
        made.state = read.maker == report::CardMaker::ModelInPart ? AnalysisState::Partial : AnalysisState::Whole;
        if (read.maker == report::CardMaker::Rules)
            made.analyzer = u"rules"_s;
        if (made.state == AnalysisState::Partial)
            made.coverage = u"导入的报告没有说明哪些改动没有读到"_s;
        made.card = readCard(read.card).card;
        if (made.card.importance == Importance::Unknown)
            made.card.importance = read.group;
        made.markdown = read.card;
        const bool rules = made.analyzer == "rules"_L1;
        if (isThere([&](const Analysis &one) { return one.state != AnalysisState::Failed && (one.analyzer == "rules"_L1) == rules && shown(one.markdown) == shown(made.markdown); }))
            continue;
        analyses.append(made);
        ++added.cards;
    }
    return analyses.isEmpty() ? Result<void>() : store.add(analyses);
}

Result<ImportCounts> Importer::import(const report::ReadReport &report)
{
    const DaySpan span{report.first, report.last, m_options.zone};
    if (!m_loaded) {
        if (auto loaded = m_places.load(); !loaded)
            return std::unexpected(loaded.error());
        m_loaded = true;
    }
    std::vector<Part> parts;
    for (const report::ReadSection &section : report.sections) {
        Part part{.section = section, .repository = m_places.find(section), .told = tellCommits(section, span)};
        auto ready = complete(part, span).and_then([&] { return nameRows(part, span); });
        if (!ready)
            return std::unexpected(ready.error());
        parts.push_back(std::move(part));
    }
    if (m_stop.stop_requested())
        return failure(ErrorKind::Cancelled, ImporterText::tr("Stopped."));
    ImportCounts added;
    auto stored = m_database.transaction([&]() -> Result<void> {
        for (Part &part : parts) {
            if (auto done = store(part, span, added); !done)
                return done;
        }
        return {};
    });
    if (!stored) {
        m_loaded = false; // what was added is gone
        return std::unexpected(stored.error());
    }
    return added;
}

Result<ImportCounts> Importer::importFile(const QString &file)
{
    QFile input(file);
    if (!input.open(QIODevice::ReadOnly))
        return failure(ErrorKind::NotFound, ImporterText::tr("It cannot be read (%1): check the name and its permissions.").arg(input.errorString()));
    // Not all of a pipe or a device, whatever it gives.
    const QByteArray bytes = input.read(report::largestReport + 1);
    if (input.error() != QFileDevice::NoError)
        return failure(ErrorKind::NotFound, ImporterText::tr("It cannot be read (%1): check the name and its permissions.").arg(input.errorString()));
    const auto report = report::readReport(bytes);
    if (!report)
        return std::unexpected(report.error());
    return import(*report);
}

Result<QStringList> findReports(const QStringList &paths, std::stop_token stop)
{
    QStringList files;
    for (const QString &path : paths) {
        const QFileInfo info(path);
        if (!info.exists())
            return failure(ErrorKind::NotFound, ImporterText::tr("%1 does not exist: give a report or a folder with reports.").arg(readable(path)));
        if (!info.isDir()) {
            files.append(path);
            continue;
        }
        QStringList found;
        QDirIterator walk(path, {u"*.md"_s, u"*.markdown"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (walk.hasNext() && !stop.stop_requested()) {
            found.append(walk.next());
            if (found.size() + files.size() > mostFiles)
                return failure(ErrorKind::Usage, ImporterText::tr("%1 holds more than %2 files: give a folder with reports.").arg(readable(path)).arg(mostFiles));
        }
        found.sort();
        files += found;
    }
    files.removeDuplicates();
    return files;
}

Result<ImportSummary> importReports(storage::Database &database, const ImportOptions &options, const QStringList &paths, const ImportProgress &progress, std::stop_token stop)
{
    const auto files = findReports(paths, stop);
    if (!files)
        return std::unexpected(files.error());
    Importer importer(database, options, stop);
    ImportSummary summary;
    for (const QString &file : *files) {
        if (stop.stop_requested())
            return failure(ErrorKind::Cancelled, ImporterText::tr("Stopped after %1 of %2 files; what was imported is kept.").arg(summary.files).arg(files->size()));
        ImportedFile one{.file = file};
        const auto added = importer.importFile(file);
        ++summary.files;
        if (added) {
            one.added = *added;
            ++summary.imported;
            summary.unchanged += added->isNothing();
            summary.added += *added;
        } else if (added.error().kind == ErrorKind::Cancelled) {
            continue;
        } else {
            one.error = added.error();
            summary.failed.append(one);
        }
        if (progress)
            progress(one, summary.files, files->size());
        if (one.error && (one.error->kind == ErrorKind::Busy || one.error->kind == ErrorKind::Disk || one.error->kind == ErrorKind::Internal))
            return std::unexpected(*one.error); // the store's trouble, not the file's: the next would fail as well
    }
    return summary;
}

} // namespace rijian::jobs
