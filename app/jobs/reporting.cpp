#include "jobs/reporting.h"

#include "git/weblink.h"
#include "jobs/cardchoice.h"
#include "storage/analysisstore.h"
#include "storage/commitstore.h"
#include "storage/overviewstore.h"

using namespace Qt::StringLiterals;

namespace rijian::jobs {

QString reportFileName(const DaySpan &span)
{
    const QString last = span.first == span.last ? QString() : QString(u"_"_s + span.last.toString(Qt::ISODate));
    return u"每日更新报告-"_s + span.first.toString(Qt::ISODate) + last + u".md"_s;
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

Result<report::Document> composeReport(storage::Database &database, const QList<Repository> &repositories, const DaySpan &span,
                                       const QHash<qint64, QSet<QString>> &only)
{
    report::Document document{.days = span};
    for (const Repository &repository : repositories) {
        const auto rows = storage::OverviewStore(database).rows({repository.id}, span.beginSeconds(), span.endSeconds());
        if (!rows)
            return std::unexpected(rows.error());
        QStringList shas;
        for (const CommitRow &row : *rows) {
            if (only.isEmpty() || only.value(repository.id).contains(row.sha))
                shas.append(row.sha);
        }
        if (!only.isEmpty() && shas.isEmpty())
            continue;
        auto section = composeSection(database, repository, shas, repository.webRemote);
        if (!section)
            return std::unexpected(section.error());
        if (section->entries.isEmpty() && !repository.lastError.isEmpty() && !repository.lastFetch.isValid())
            section->failure = repository.lastError; // never read at all: the report says so
        document.sections.append(std::move(*section));
    }
    return document;
}

} // namespace rijian::jobs
