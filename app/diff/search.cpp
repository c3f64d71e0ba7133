#include "diff/search.h"

#include "diff/linetext.h"

#include <QStringMatcher>

namespace rijian::diff {

namespace {

class Search
{
public:
    Search(const SearchQuery &query, const std::stop_token &stop)
        : m_matcher(query.text, query.caseSensitive ? Qt::CaseSensitive : Qt::CaseInsensitive)
        , m_length(query.text.size())
        , m_stop(stop)
    {
    }

    void file(int index, const FilePatch &patch)
    {
        for (int line = 0; line < int(patch.lines.size()) && !done(); ++line)
            this->line(index, line, decodeLine(patch.lineText(patch.lines[std::size_t(line)])));
    }
    bool done() const { return m_result.more || m_stop.stop_requested(); }
    SearchResult take() { return std::move(m_result); }

private:
    void line(int file, int line, const QString &text)
    {
        for (qsizetype at = m_matcher.indexIn(text); at >= 0; at = m_matcher.indexIn(text, at + m_length)) {
            if (m_result.matches.size() == mostMatches) {
                m_result.more = true;
                return;
            }
            m_result.matches.push_back({file, line, {int(at), int(m_length)}});
        }
    }

    QStringMatcher m_matcher;
    qsizetype m_length;
    const std::stop_token &m_stop;
    SearchResult m_result;
};

} // namespace

SearchResult search(const std::vector<std::shared_ptr<const FilePatch>> &files, const SearchQuery &query, const std::stop_token &stop)
{
    if (query.text.isEmpty())
        return {};
    Search run(query, stop);
    for (int file = 0; file < int(files.size()) && !run.done(); ++file) {
        if (query.file < 0 || query.file == file)
            run.file(file, *files[std::size_t(file)]);
    }
    return run.take();
}

} // namespace rijian::diff
