#include "jobs/reporting.h"

#include "git/weblink.h"
#include "jobs/cardchoice.h"
#include "jobs/storedsource.h"
#include "storage/analysisstore.h"
#include "storage/commitstore.h"
#include "storage/database.h"
#include "storage/overviewstore.h"
#include "storage/triagestore.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::jobs {

QString reportFileName(const DaySpan &span, const report::FormChoice &form, const QString &suffix)
{
    const QString last = span.first == span.last ? QString() : QString(u"_"_s + span.last.toString(Qt::ISODate));
    const QString kind = form.form == report::Form::Grouped ? u"-按重要程度"_s : form.templateName.isEmpty() ? QString() : QString(u'-' + form.templateName);
    return u"每日更新报告-"_s + span.first.toString(Qt::ISODate) + last + kind + u'.' + (suffix.isEmpty() ? report::formInfo(form.form).suffix : suffix);
}

Result<report::Section> composeSection(storage::Database &database, const Repository &repository, const QStringList &shas, const QString &webRemote)
{
    auto commits = storage::CommitStore(database).bySha(repository.id, shas);
    if (!commits)
        return std::unexpected(commits.error());
    const auto cards = storage::AnalysisStore(database).all(shas);
    if (!cards)
        return std::unexpected(cards.error());
    const git::WebLink link(webRemote.isEmpty() ? repository.address : webRemote);
    report::Section section{.repository = repository.name};
    for (Commit &commit : *commits) {
        CardChoice choice = chooseCard(cards->value(commit.sha));
        const QString address = link.commit(commit.sha);
        section.entries.append({std::move(commit), address, std::move(choice.analysis), choice.failure});
    }
    return section;
}

Result<std::unique_ptr<report::EntrySource>> openReport(storage::Database &database, const ReportRequest &request)
{
    auto source = std::make_unique<StoredSource>(database, request.span, request.least);
    storage::OverviewStore overview(database);
    for (const Repository &repository : request.repositories) {
        auto marks = overview.marks(repository.id, request.span.beginSeconds(), request.span.endSeconds());
        if (!marks)
            return std::unexpected(marks.error());
        const bool listed = !marks->isEmpty();
        if (!listed && repository.imported && !repository.lastFetch.isValid()) { // no report tells of the day, which is not a day without commits
            const auto told = storage::CommitStore(database).isSpanListed(repository.id, request.span.beginSeconds(), request.span.endSeconds());
            if (!told)
                return std::unexpected(told.error());
            if (!*told && repository.lastError.isEmpty())
                continue;
        }
        if (!request.only.isEmpty()) {
            const QSet<QString> wanted = request.only.value(repository.id);
            marks->removeIf([&wanted](const storage::CommitMark &mark) { return !wanted.contains(mark.sha); });
            if (marks->isEmpty())
                continue;
        }
        ReportPart part{.repository = repository, .webRemote = repository.webRemote};
        if (!listed && !repository.lastError.isEmpty() && !repository.lastFetch.isValid())
            part.failure = repository.lastError; // never read at all: the report says so
        source->add(part, *marks);
    }
    return source;
}

Result<std::unique_ptr<report::EntrySource>> openReport(storage::Database &database, const DaySpan &span, const QList<ReportPart> &parts, Importance least)
{
    auto source = std::make_unique<StoredSource>(database, span, least);
    storage::OverviewStore overview(database);
    for (const ReportPart &part : parts) {
        const auto marks = overview.marks(part.repository.id, part.shas);
        if (!marks)
            return std::unexpected(marks.error());
        source->add(part, *marks);
    }
    return source;
}

Result<QList<report::ReportNote>> notesOf(storage::Database &database, const QList<Repository> &repositories, const QHash<qint64, QSet<QString>> &commits)
{
    QList<report::ReportNote> notes;
    for (const Repository &repository : repositories) {
        const QSet<QString> all = commits.value(repository.id);
        auto decided = storage::TriageStore(database).get(repository.id, QStringList(all.begin(), all.end()));
        if (!decided)
            return std::unexpected(decided.error());
        decided->removeIf([](const auto &one) { return one.value().state != TriageState::FollowUp && one.value().note.trimmed().isEmpty(); });
        auto rows = storage::OverviewStore(database).rows(repository.id, decided->keys());
        if (!rows)
            return std::unexpected(rows.error());
        std::ranges::sort(*rows, [](const CommitRow &a, const CommitRow &b) { return std::tuple(-a.committerTime.seconds, a.sha) < std::tuple(-b.committerTime.seconds, b.sha); });
        const git::WebLink link(repository.webRemote.isEmpty() ? repository.address : repository.webRemote);
        for (const CommitRow &row : *rows)
            notes.append({repository.name, row.sha, row.subject(), link.commit(row.sha), row.triage});
    }
    return notes;
}

QHash<qint64, QSet<QString>> commitsOf(const report::EntrySource &source)
{
    const auto *stored = dynamic_cast<const StoredSource *>(&source);
    return stored ? stored->commits() : QHash<qint64, QSet<QString>>();
}

Result<report::Document> composeReport(storage::Database &database, const QList<Repository> &repositories, const DaySpan &span,
                                       const QHash<qint64, QSet<QString>> &only, Importance least)
{
    report::Document document{.days = span};
    auto composed = database.snapshot([&]() -> Result<void> {
        const auto source = openReport(database, {.span = span, .repositories = repositories, .only = only, .least = least});
        if (!source)
            return std::unexpected(source.error());
        document.filter = (*source)->filter();
        for (qsizetype i = 0; i < (*source)->sections().size(); ++i) {
            const report::SectionHead &head = (*source)->sections().at(i);
            report::Section section{.repository = head.repository, .failure = head.failure};
            auto visited = (*source)->visit(i, {}, [&section](const report::Entry &entry) -> Result<void> {
                section.entries.append(entry);
                return {};
            });
            if (!visited)
                return visited;
            document.sections.append(std::move(section));
        }
        return {};
    });
    if (!composed)
        return std::unexpected(composed.error());
    return document;
}

} // namespace rijian::jobs
