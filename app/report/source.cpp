#include "report/source.h"

namespace rijian::report {

int EntrySource::count(Importance importance) const
{
    int commits = 0;
    for (const SectionHead &section : sections())
        commits += section.of(importance);
    return commits;
}

DocumentSource::DocumentSource(const Document &document)
    : m_document(document)
    , m_ledger(takeStock(document))
{
    for (const Section &section : document.sections) {
        SectionHead head{.repository = section.repository, .failure = section.failure};
        for (const Entry &entry : section.entries)
            ++head.counts.at(std::size_t(entry.importance()));
        m_sections.append(head);
    }
}

Result<void> DocumentSource::visit(qsizetype section, const Visit &wanted, const Visitor &visitor)
{
    for (const Entry &entry : m_document.sections.at(section).entries) {
        if (wanted.importance && entry.importance() != *wanted.importance)
            continue;
        if (auto visited = visitor(entry); !visited)
            return visited;
    }
    return {};
}

} // namespace rijian::report
