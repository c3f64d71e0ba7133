#pragma once
// Commits with cards, made up but like real ones: for tests and measurements of reports.

#include "report/source.h"

#include <array>

namespace rijian::testkit {

/// A commit with a card of a model, some 3 KB of text; the same for the same number. Levels take turns: one of ten is 🔴, four are 🟡.
report::Entry sampleEntry(int number);

/// Sections of made-up commits that no list holds: as many as are wanted.
class MadeUpSource : public report::EntrySource
{
public:
    explicit MadeUpSource(QList<int> commits);

    const DaySpan &days() const override { return m_days; }
    const QList<report::SectionHead> &sections() const override { return m_heads; }
    const report::Ledger &ledger() const override { return m_ledger; }
    const report::Filter &filter() const override { return m_filter; }
    Result<void> visit(qsizetype section, const report::Visit &wanted, const Visitor &visitor) override;

private:
    DaySpan m_days;
    report::Filter m_filter;
    report::Ledger m_ledger;
    QList<report::SectionHead> m_heads;
};

} // namespace rijian::testkit
