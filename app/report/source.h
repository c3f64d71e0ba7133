#pragma once
// A report's commits as writers take them: one after another, as often as they like, so that a year of them need not be in memory at once.

#include "core/result.h"
#include "report/document.h"

#include <array>
#include <functional>

namespace rijian::report {

/// A section without its commits.
struct SectionHead {
    QString repository; ///< heading
    QString failure;    ///< why the repository could not be read at all; one line. Empty: it was.
    std::array<int, 4> counts{}; ///< commits by Importance, those of Unknown first

    int commits() const { return counts[0] + counts[1] + counts[2] + counts[3]; }
    int of(Importance importance) const { return counts.at(std::size_t(importance)); }

    bool operator==(const SectionHead &) const = default;
};

/// Which of a section's commits a writer asks for, and how much of each.
struct Visit {
    std::optional<Importance> importance; ///< those of this one alone; none: all
    bool cards = true;                    ///< false: Entry::analysis and Entry::failure are not needed and may be left out

    bool operator==(const Visit &) const = default;
};

/// What a report is about and the way to its commits. Belongs to one thread. What it says does not change while it lives.
class EntrySource
{
public:
    /// An error ends the visit, which returns it.
    using Visitor = std::function<Result<void>(const Entry &)>;

    virtual ~EntrySource() = default;

    virtual const DaySpan &days() const = 0;
    virtual const QList<SectionHead> &sections() const = 0; ///< in the panel's order
    virtual const Ledger &ledger() const = 0;
    virtual const Filter &filter() const = 0;

    /// Calls for each commit of a section that is asked for, newest first. As often as is needed; the same commits each time.
    virtual Result<void> visit(qsizetype section, const Visit &wanted, const Visitor &visitor) = 0;

    /// Of all sections: commits of this importance.
    int count(Importance importance) const;
};

/// A source over values that are there. Borrows the document.
class DocumentSource : public EntrySource
{
public:
    explicit DocumentSource(const Document &document);

    const DaySpan &days() const override { return m_document.days; }
    const QList<SectionHead> &sections() const override { return m_sections; }
    const Ledger &ledger() const override { return m_ledger; }
    const Filter &filter() const override { return m_document.filter; }
    Result<void> visit(qsizetype section, const Visit &wanted, const Visitor &visitor) override;

private:
    const Document &m_document;
    QList<SectionHead> m_sections;
    Ledger m_ledger;
};

} // namespace rijian::report
