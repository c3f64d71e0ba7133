// The part of Workspace that changes things: jobs, triage, export.

#include "jobs/jobkinds.h"
#include "jobs/reporting.h"
#include "jobs/workspace.h"
#include "report/markdown.h"
#include "report/template.h"
#include "storage/jobstore.h"
#include "storage/overviewstore.h"
#include "storage/triagestore.h"

#include <QBuffer>
#include <QDateTime>
#include <QFile>
#include <QUndoCommand>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::jobs {

// Work

/// What a fetch by itself looks at: yesterday and today, and the days shown when they are near.
DaySpan Workspace::recentSpan() const
{
    const QDate today = this->today();
    return {today.addDays(-1), today, zone()};
}

void Workspace::queueWork(const QList<qint64> &ids, const DaySpan &span, bool fetchFirst, int priority, bool again)
{
    QList<Repository> repositories;
    for (const qint64 id : ids) {
        if (const Repository *known = repository(id))
            repositories.append(*known);
    }
    m_scheduler->enqueue([=, cards = !fetchFirst || m_settings.analyzeAfterFetch](storage::Database &) -> Result<QList<Job>> {
        QList<Job> jobs;
        for (const Repository &repository : repositories) {
            if (fetchFirst)
                jobs.append(fetchJob(repository, span, priority));
            jobs.append(analyzeJob(repository, span, priority, cards, again));
        }
        return jobs;
    });
}

void Workspace::fetch(const QList<qint64> &ids, int priority)
{
    queueWork(ids, m_span.first.isValid() ? m_span : recentSpan(), true, priority, false);
}

void Workspace::analyze(const QList<qint64> &ids, bool again)
{
    queueWork(ids, m_span.first.isValid() ? m_span : recentSpan(), false, Asked, again);
}

void Workspace::analyzeCommits(const QList<CommitKey> &keys, const QJsonObject &model)
{
    QHash<qint64, QStringList> byRepository;
    for (const CommitKey &key : keys)
        byRepository[key.repository].append(key.sha);
    QList<Job> wanted;
    for (auto one = byRepository.cbegin(); one != byRepository.cend(); ++one) {
        if (const Repository *known = repository(one.key()))
            wanted.append(analyzeCommitsJob(*known, one.value(), Watched, model));
    }
    m_scheduler->enqueue(wanted);
}

void Workspace::fetchStale()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const qint64 seconds = qint64(std::max(m_settings.fetchMinutes, 1)) * 60;
    QList<Repository> stale;
    for (const Repository &repository : std::as_const(m_repositories)) {
        if (repository.imported)
            continue;
        if (!repository.lastFetch.isValid() || repository.lastFetch.secsTo(now) >= seconds)
            stale.append(repository);
    }
    if (stale.isEmpty())
        return;
    QList<DaySpan> spans{recentSpan()};
    if (m_span.first.isValid() && (m_span.first < spans.first().first || m_span.last > spans.first().last))
        spans.append(m_span);
    m_scheduler->enqueue([stale, spans, cards = m_settings.analyzeAfterFetch](storage::Database &) -> Result<QList<Job>> {
        QList<Job> jobs;
        for (const Repository &repository : stale) {
            jobs.append(fetchJob(repository, spans.first(), Background));
            for (const DaySpan &span : spans)
                jobs.append(analyzeJob(repository, span, Background, cards));
        }
        return jobs;
    });
}

void Workspace::onEnded(const JobEnd &end)
{
    // A fetch looks at the days it was asked for; those shown may be others.
    const Repository *known = end.changed ? repository(end.job.repository) : nullptr;
    if (known && m_shown.contains(known->id) && spanOf(end.job) != m_span)
        m_scheduler->enqueue({analyzeJob(*known, m_span, Watched, m_settings.analyzeAfterFetch)});
    if (end.job.kind == fetchKind && end.job.state == JobState::Done) {
        if (const Repository *fetched = repository(end.job.repository))
            listGaps(*fetched);
    }
    if (!m_reload.isActive())
        m_reload.start();
}

/// The days of the queue on which the program was closed, or ended before they did: what matters of them is in the queue, too.
void Workspace::listGaps(const Repository &repository)
{
    const DaySpan recent = recentSpan(); // is listed with each fetch
    const DaySpan span{recent.last.addDays(1 - m_settings.queueDays), recent.first.addDays(-1), recent.zone};
    m_scheduler->enqueue([repository, span](storage::Database &database) -> Result<QList<Job>> {
        const auto gaps = storage::CommitStore(database).gaps(repository.id, span);
        if (!gaps)
            return std::unexpected(gaps.error());
        QList<Job> jobs;
        for (const DaySpan &gap : *gaps)
            jobs.append(listJob(repository, gap));
        return jobs;
    });
}

QFuture<Result<QList<Job>>> Workspace::jobs()
{
    return m_reader->run([](storage::Database &database) { return storage::JobStore(database).list(); });
}

// Triage

/// Rows before and after; undo and redo put either back.
class Workspace::TriageCommand : public QUndoCommand
{
public:
    TriageCommand(Workspace &workspace, QList<CommitRow> before, QList<CommitRow> after, const QString &text)
        : QUndoCommand(text)
        , m_workspace(workspace)
        , m_before(std::move(before))
        , m_after(std::move(after))
        , m_number(workspace.m_decisions + 1)
    {
    }
    quint64 number() const { return m_number; }
    std::unique_ptr<TriageCommand> opposite() const
    {
        auto opposite = std::make_unique<TriageCommand>(m_workspace, m_after, m_before, text());
        opposite->m_again = true;
        return opposite;
    }
    void undo() override { put(m_after, m_before); }
    void redo() override { put(m_before, m_after); }

private:
    void put(const QList<CommitRow> &from, const QList<CommitRow> &to)
    {
        m_workspace.storeTriage(from, to);
        if (std::exchange(m_again, true))
            m_workspace.readAnew(to);
    }

    Workspace &m_workspace;
    QList<CommitRow> m_before;
    QList<CommitRow> m_after;
    quint64 m_number = 0;
    bool m_again = false; ///< the rows are those of some time ago
};

quint64 Workspace::triage(const QList<CommitRow> &rows, const std::function<void(Triage &)> &change, const QString &what)
{
    QList<CommitRow> before, after;
    for (CommitRow row : rows) {
        const CommitRow old = row;
        change(row.triage);
        if (row == old)
            continue;
        before.append(old);
        after.append(row);
    }
    if (after.isEmpty())
        return 0;
    auto command = std::make_unique<TriageCommand>(*this, before, after, what);
    const quint64 number = command->number();
    m_undo.push(command.release());
    return number;
}

void Workspace::takeBack(quint64 decision)
{
    for (int i = 0; i < m_undo.index(); ++i) { // those beyond are undone
        const auto *command = dynamic_cast<const TriageCommand *>(m_undo.command(i));
        if (!command || command->number() != decision)
            continue;
        if (i + 1 == m_undo.index())
            m_undo.undo();
        else
            m_undo.push(command->opposite().release());
        return;
    }
}

void Workspace::storeTriage(const QList<CommitRow> &from, const QList<CommitRow> &to)
{
    ++m_decisions;
    m_decided = m_decider->run([from, to](storage::Database &database) {
        return database.transaction([&]() -> Result<void> {
            storage::TriageStore store(database);
            for (qsizetype i = 0; i < to.size(); ++i) {
                if (auto kept = store.change(to[i].repository, to[i].sha, from[i].triage, to[i].triage); !kept)
                    return kept;
            }
            return {};
        });
    });
    auto stored = m_decided;
    stored.then(this, [this](const Result<void> &done) {
        if (!done) {
            Q_EMIT failed(done.error());
            loadRows(); // what is shown is not what is stored
        }
        loadCounts();
    });
    Q_EMIT rowsUpdated(to); // what is read of them from here on waits for the store
    if (m_rowsPending)
        loadRows(); // those on their way may not know of this
}

/// What was decided and written so far is stored.
QFuture<Result<void>> Workspace::settled()
{
    return m_writer->run([decided = m_decided](storage::Database &) mutable {
        decided.waitForFinished();
        return Result<void>();
    });
}

/// Rows as they were some time ago: their cards may be others by now, and a list may have let them go.
void Workspace::readAnew(const QList<CommitRow> &rows)
{
    if (m_list != List::Days)
        loadRows();
    for (const CommitRow &row : rows)
        m_fresh.insert({row.repository, row.sha});
    if (!m_refresh.isActive())
        m_refresh.start();
}

// Import

QFuture<Result<ImportSummary>> Workspace::importReports(const QStringList &paths, const ImportProgress &progress, std::stop_token stop)
{
    return m_background->run([=, backend = m_options.backend, options = ImportOptions{m_options.dataFolder, zone(), nullptr}](storage::Database &database) mutable {
        options.backend = backend ? backend() : nullptr;
        return jobs::importReports(database, options, paths, progress, stop);
    }).then(this, [this](const Result<ImportSummary> &imported) {
        // One that was stopped has stored what came before.
        loadRepositories();
        reload();
        return imported;
    });
}

// Export

namespace {

/// Of a file that may be too large for it.
QString textOf(const QString &file)
{
    QFile written(file);
    if (!written.open(QIODevice::ReadOnly) || written.size() > ExportTextLimit)
        return {};
    return QString::fromUtf8(written.readAll());
}

/// Takes what a report's beginning is.
class BoundedBuffer : public QBuffer
{
public:
    explicit BoundedBuffer(qsizetype limit)
        : m_limit(limit)
    {
    }
    bool isFull() const { return m_full; }

protected:
    qint64 writeData(const char *data, qint64 length) override
    {
        const qint64 some = std::min<qint64>(length, m_limit - pos());
        m_full = m_full || some < length;
        const qint64 written = some > 0 ? QBuffer::writeData(data, some) : 0;
        return m_full ? -1 : written;
    }

private:
    qsizetype m_limit;
    bool m_full = false;
};

/// Narrows the request to what is new, or finds out what to mark.
Result<void> tellNews(storage::Database &database, const ExportOptions &options, ReportRequest &request, ExportDone &done, report::WriteOptions &how)
{
    storage::ExportStore store(database);
    const auto newest = store.newestAnalysis();
    if (!newest)
        return std::unexpected(newest.error());
    done.record = {.name = options.name, .newestAnalysis = *newest, .commits = {}};
    const auto reports = store.reports();
    if (!reports)
        return std::unexpected(reports.error());
    if (!std::ranges::contains(*reports, options.name, &storage::ExportedReport::name))
        return {}; // all is new: nothing to tell
    const auto fresh = store.fresh(options.name, options.repositories, options.span.beginSeconds(), options.span.endSeconds());
    if (!fresh)
        return std::unexpected(fresh.error());
    done.fresh = 0;
    QHash<qint64, QSet<QString>> both;
    for (const auto &[repository, shas] : fresh->asKeyValueRange()) {
        const QSet<QString> wanted = options.only.isEmpty() ? shas : QSet<QString>(shas).intersect(options.only.value(repository));
        how.fresh.unite(wanted);
        if (!wanted.isEmpty())
            both.insert(repository, wanted);
    }
    if (!options.onlyNew)
        return {};
    if (both.isEmpty())
        return failure(ErrorKind::NotFound, Workspace::tr("There is nothing new since the last export."));
    request.only = both;
    how.fresh.clear(); // all of it is
    return {};
}

int countFresh(const ExportRecord &record, const QSet<QString> &fresh)
{
    int commits = 0;
    for (const QSet<QString> &shas : record.commits)
        commits += int(std::ranges::count_if(shas, [&fresh](const QString &sha) { return fresh.contains(sha); }));
    return commits;
}

Result<void> writeText(const ExportOptions &options, report::EntrySource &source, const report::WriteOptions &how, ExportDone &done)
{
    BoundedBuffer buffer(options.textLimit > 0 ? options.textLimit : ExportTextLimit);
    buffer.open(QIODevice::WriteOnly);
    auto text = report::writeForm(options.form.form, source, buffer, how, options.stop.get_token(), options.progress);
    if (!text && buffer.isFull() && text.error().kind == ErrorKind::Disk) {
        if (options.textLimit <= 0)
            return failure(ErrorKind::Unsupported, Workspace::tr("The report is too long for the clipboard: export it to a file."));
        done.cut = true;
        text = {};
    }
    done.markdown = QString::fromUtf8(buffer.data());
    return text;
}

Result<ExportDone> writeExport(storage::Database &database, const QList<Repository> &repositories, const ExportOptions &options, const QString &dataFolder)
{
    report::WriteOptions how = options.write;
    if (options.form.form == report::Form::Template) {
        const auto own = report::findTemplate(dataFolder, options.form.templateName);
        if (!own)
            return std::unexpected(own.error());
        how.templateFile = own->file;
    }
    ExportDone done{.file = options.file};
    auto written = database.snapshot([&]() -> Result<void> {
        ReportRequest request{options.span, repositories, options.only, options.least};
        if (!options.name.isEmpty()) {
            if (auto told = tellNews(database, options, request, done, how); !told)
                return told;
        }
        const auto source = openReport(database, request);
        if (!source)
            return std::unexpected(source.error());
        const report::Ledger &ledger = (*source)->ledger();
        if (ledger.commits == 0 && (*source)->filter().leftOut > 0)
            return failure(ErrorKind::NotFound, Workspace::tr("No commit of %1 is as important as that: choose a lower importance.").arg(options.span.title()));
        if (ledger.commits == 0)
            return failure(ErrorKind::NotFound, Workspace::tr("There are no commits to report on %1.").arg(options.span.title()));
        done.commits = ledger.commits;
        done.missing = ledger.missing;
        done.record.commits = commitsOf(**source);
        if (options.notes) {
            auto notes = notesOf(database, repositories, done.record.commits);
            if (!notes)
                return std::unexpected(notes.error());
            how.notes = std::move(*notes);
        }
        if (done.fresh >= 0)
            done.fresh = options.onlyNew ? done.commits : countFresh(done.record, how.fresh);
        if (!options.file.isEmpty())
            return report::saveForm(options.form.form, **source, options.file, how, options.stop.get_token(), options.progress);
        return writeText(options, **source, how, done);
    });
    if (!written)
        return std::unexpected(written.error());
    if (!options.file.isEmpty() && report::formInfo(options.form.form).text)
        done.markdown = textOf(options.file);
    return done;
}

} // namespace

QFuture<Result<ExportDone>> Workspace::exportReport(const ExportOptions &options)
{
    QList<Repository> repositories;
    for (const qint64 id : options.repositories) {
        if (const Repository *known = repository(id))
            repositories.append(*known);
    }
    auto stored = settled();
    return exporter().run([options, repositories, stored, folder = m_options.dataFolder](storage::Database &database) mutable -> Result<ExportDone> {
        stored.waitForFinished();
        return writeExport(database, repositories, options, folder);
    });
}

QFuture<Result<void>> Workspace::exportPeriod(Period period, const QDate &day, const QString &file)
{
    const QDate today = this->today();
    const DaySpan span = periodAround(period, day, today, zone());
    QList<Repository> repositories;
    std::ranges::copy_if(m_repositories, std::back_inserter(repositories), [](const Repository &repository) { return !repository.imported; });
    if (repositories.isEmpty())
        repositories = m_repositories; // reports are all there is
    auto stored = settled();
    return exporter().run([period, span, today, file, stored, repositories](storage::Database &database) mutable -> Result<void> {
        stored.waitForFinished();
        QByteArray text;
        const auto composed = database.snapshot([&]() -> Result<void> {
            const auto digest = composePeriod(database, period, span, periodBefore(period, span, today), repositories);
            if (!digest)
                return std::unexpected(digest.error());
            text = digest->toUtf8();
            return {};
        });
        return composed ? report::saveFile(file, text) : composed;
    });
}

QFuture<Result<storage::History>> Workspace::history(const QList<qint64> &repositories, const DaySpan &span)
{
    auto stored = settled();
    return exporter().run([repositories, span, stored](storage::Database &database) mutable { // whoever types must not wait for it
        stored.waitForFinished();
        return storage::HistoryStore(database).all(repositories, span);
    });
}

DatabaseThread &Workspace::exporter()
{
    if (!m_exporter)
        m_exporter = std::make_unique<DatabaseThread>(m_options.dataFolder);
    return *m_exporter;
}

void Workspace::noteExported(const ExportRecord &record)
{
    if (record.name.isEmpty() || record.commits.isEmpty())
        return;
    report(m_writer->run([record](storage::Database &database) {
        return storage::ExportStore(database).note(record.name, record.newestAnalysis, QDateTime::currentDateTimeUtc(), record.commits);
    }));
}

QFuture<Result<QList<storage::ExportedReport>>> Workspace::exportedReports()
{
    return m_writer->run([](storage::Database &database) { return storage::ExportStore(database).reports(); }); // behind what is noted
}

void Workspace::forgetExported(const QString &name)
{
    report(m_writer->run([name](storage::Database &database) { return storage::ExportStore(database).forget(name); }));
}

} // namespace rijian::jobs
