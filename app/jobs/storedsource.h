#pragma once
// A report's commits out of the store, some hundred at a time.

#include "jobs/reporting.h"
#include "report/source.h"

namespace rijian::storage {
struct CommitMark;
}

namespace rijian::jobs {

class StoredSource : public report::EntrySource
{
public:
    StoredSource(storage::Database &database, const DaySpan &span, Importance least);

    /// Counts a repository's commits and keeps where to find them.
    void add(const ReportPart &part, const QList<storage::CommitMark> &marks);

    const DaySpan &days() const override { return m_days; }
    const QList<report::SectionHead> &sections() const override { return m_heads; }
    const report::Ledger &ledger() const override { return m_ledger; }
    /// Of all sections, by repository.
    QHash<qint64, QSet<QString>> commits() const;

    const report::Filter &filter() const override { return m_filter; }
    Result<void> visit(qsizetype section, const report::Visit &wanted, const Visitor &visitor) override;

private:
    struct Mark {
        QByteArray sha;
        Importance importance = Importance::Unknown; ///< what groups go by
        Importance own = Importance::Unknown;
    };
    struct Part {
        Repository repository;
        QString webRemote;
        QList<Mark> marks;
    };
    Result<void> visitSome(const Part &part, const QList<Mark> &marks, bool cards, const Visitor &visitor);

    storage::Database &m_database;
    DaySpan m_days;
    report::Filter m_filter;
    report::Ledger m_ledger;
    QList<report::SectionHead> m_heads;
    QList<Part> m_parts; ///< of each section
};

} // namespace rijian::jobs
