#include "jobs/storedsource.h"

#include "git/weblink.h"
#include "jobs/cardchoice.h"
#include "storage/analysisstore.h"
#include "storage/commitstore.h"
#include "storage/overviewstore.h"

using namespace Qt::StringLiterals;

namespace rijian::jobs {

namespace {

constexpr qsizetype atATime = 200; // commits read at once, with their files and all their cards

/// The same as report::standingOf() says of the entry.
report::Standing standingOf(const storage::CommitMark &mark)
{
    using enum report::Standing;
    if (mark.modelFailed)
        return Failed;
    if (!mark.hasCard)
        return Missing;
    if (mark.byRules)
        return Rules;
    return mark.partial ? Partial : Whole;
}

} // namespace

StoredSource::StoredSource(storage::Database &database, const DaySpan &span, Importance least)
    : m_database(database)
    , m_days(span)
    , m_filter{.least = least}
{
}

void StoredSource::add(const ReportPart &part, const QList<storage::CommitMark> &marks)
{
    report::SectionHead head{.repository = part.repository.name, .failure = part.failure};
    Part kept{.repository = part.repository, .webRemote = part.webRemote};
    for (const storage::CommitMark &mark : marks) {
        const Importance importance = mark.ownImportance != Importance::Unknown ? mark.ownImportance : mark.cardImportance;
        if (importance < m_filter.least) {
            ++m_filter.leftOut;
            m_filter.unknown += importance == Importance::Unknown;
            continue;
        }
        report::count(m_ledger, standingOf(mark));
        ++head.counts.at(std::size_t(importance));
        kept.marks.append({mark.sha.toLatin1(), importance, mark.ownImportance});
    }
    if (kept.marks.isEmpty() && !marks.isEmpty())
        return; // all left out: the header says so, and nothing is to be said here
    m_heads.append(head);
    m_parts.append(std::move(kept));
}

QHash<qint64, QSet<QString>> StoredSource::commits() const
{
    QHash<qint64, QSet<QString>> commits;
    for (const Part &part : m_parts) {
        for (const Mark &mark : part.marks)
            commits[part.repository.id].insert(QString::fromLatin1(mark.sha));
    }
    return commits;
}

Result<void> StoredSource::visitSome(const Part &part, const QList<Mark> &marks, bool cards, const Visitor &visitor)
{
    QStringList shas;
    for (const Mark &mark : marks)
        shas.append(QString::fromLatin1(mark.sha));
    auto commits = storage::CommitStore(m_database).bySha(part.repository.id, shas);
    if (!commits)
        return std::unexpected(commits.error());
    auto analyses = cards ? storage::AnalysisStore(m_database).all(shas) : Result<QHash<QString, QList<Analysis>>>();
    if (!analyses)
        return std::unexpected(analyses.error());
    const git::WebLink link(part.webRemote.isEmpty() ? part.repository.address : part.webRemote);
    qsizetype i = 0;
    for (Commit &commit : *commits) {
        while (i < shas.size() && shas[i] != commit.sha)
            ++i;
        if (i == shas.size())
            break;
        CardChoice choice = chooseCard(analyses->value(commit.sha));
        report::Entry entry{.commit = std::move(commit), .webAddress = link.commit(shas[i]), .analysis = std::move(choice.analysis), .failure = choice.failure};
        entry.ownImportance = cards ? marks[i].own : marks[i].importance; // without its card an entry tells its importance all the same
        if (auto visited = visitor(entry); !visited)
            return visited;
    }
    return {};
}

Result<void> StoredSource::visit(qsizetype section, const report::Visit &wanted, const Visitor &visitor)
{
    const Part &part = m_parts.at(section);
    QList<Mark> some;
    for (qsizetype i = 0; i < part.marks.size(); ++i) {
        if (!wanted.importance || part.marks[i].importance == *wanted.importance)
            some.append(part.marks[i]);
        if (some.size() == atATime || (i + 1 == part.marks.size() && !some.isEmpty())) {
            if (auto visited = visitSome(part, some, wanted.cards, visitor); !visited)
                return visited;
            some.clear();
        }
    }
    return {};
}

} // namespace rijian::jobs
