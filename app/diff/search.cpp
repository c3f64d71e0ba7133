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
        , m_wholeWord(query.wholeWord)
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
        qsizetype next = 0;
        for (qsizetype at = m_matcher.indexIn(text); at >= 0; at = m_matcher.indexIn(text, next)) {
            const bool counts = !m_wholeWord || standsAlone(text, {int(at), int(m_length)});
            next = at + (counts ? m_length : 1); // "a.a" stands alone in "xa.a.a" from the second on
            if (!counts)
                continue;
            if (m_result.matches.size() == mostMatches) {
                m_result.more = true;
                return;
            }
            m_result.matches.push_back({file, line, {int(at), int(m_length)}});
        }
    }

    QStringMatcher m_matcher;
    qsizetype m_length;
    bool m_wholeWord;
    const std::stop_token &m_stop;
    SearchResult m_result;
};

char32_t wordCharacterBefore(QStringView text, qsizetype end)
{
    if (end <= 0)
        return 0;
    const QChar last = text[end - 1];
    return last.isLowSurrogate() && end > 1 && text[end - 2].isHighSurrogate() ? QChar::surrogateToUcs4(text[end - 2], last) : last.unicode();
}

char32_t wordCharacterAt(QStringView text, qsizetype at)
{
    if (at >= text.size())
        return 0;
    const QChar first = text[at];
    return first.isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate() ? QChar::surrogateToUcs4(first, text[at + 1]) : first.unicode();
}

} // namespace

bool isWordPart(char32_t character)
{
    if (character < 0x80)
        return character == U'_' || QChar::isLetterOrNumber(character);
    if (!QChar::isLetterOrNumber(character) && !QChar::isMark(character))
        return false;
    switch (QChar::script(character)) { // words follow each other without a blank
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Bopomofo:
    case QChar::Script_Thai:
    case QChar::Script_Lao:
    case QChar::Script_Khmer:
    case QChar::Script_Myanmar:
        return false;
    default:
        return true;
    }
}

bool standsAlone(QStringView text, TextRange part)
{
    const qsizetype begin = part.offset, end = begin + part.length;
    const bool within = isWordPart(wordCharacterBefore(text, begin)) && isWordPart(wordCharacterAt(text, begin));
    return !within && !(isWordPart(wordCharacterBefore(text, end)) && isWordPart(wordCharacterAt(text, end)));
}

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
