#include "analysis/llm/prompthunks.h"

#include "analysis/llm/prompt.h"
#include "analysis/rules/builtindata.h"
#include "analysis/rules/definition.h"
#include "core/hiddentext.h"

#include <algorithm>

namespace rijian::analysis::llm {

namespace {

constexpr std::size_t before = 8;
constexpr std::size_t after = 3;
constexpr std::size_t farthest = 24;  // lines up to the opening of the enclosing function
constexpr std::size_t weighed = 200;  // changed lines of a region that are looked at for its weight
constexpr qint64 headerTokens = 24;   // of the @@ line
constexpr qint64 cutTokens = 24;      // of the note where a line is cut
constexpr qint64 controlTokens = 8;   // a control character becomes a token such as ⟨U+202E⟩

QByteArrayView head(const FilePatch &file, std::size_t line)
{
    const QByteArrayView text = file.lineText(file.lines[line]);
    return text.first(std::min(text.size(), longestLine));
}

int indentation(QByteArrayView line)
{
    int columns = 0;
    for (const char c : line) {
        if (c == ' ')
            ++columns;
        else if (c == '\t')
            columns += 8 - columns % 8;
        else
            return columns;
    }
    return -1; // blank
}

bool startsWithWord(QByteArrayView text, QByteArrayView word)
{
    return text.startsWith(word) && (text.size() == word.size() || !isIdentifier(text[word.size()]));
}

/// A line that opens a function, class or section: the language's own forms, or git's habit of a letter in the first column.
bool opens(QByteArrayView line, Family family)
{
    const QByteArrayView trimmed = line.trimmed();
    if (trimmed.isEmpty())
        return false;
    const Definition definition = readDefinition(line, family);
    if (definition && !definition.isDeclaration && !definition.isMacro)
        return true;
    const char first = line[0];
    const bool letter = (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z') || first == '_' || first == '$' || first == '#';
    if (!letter || trimmed.endsWith(';') || (trimmed.endsWith(':') && family == Family::C))
        return false;
    for (const QByteArrayView word : {QByteArrayView("if"), QByteArrayView("else"), QByteArrayView("for"), QByteArrayView("while"), QByteArrayView("return"), QByteArrayView("import"), QByteArrayView("from"),
                                      QByteArrayView("case"), QByteArrayView("#include"), QByteArrayView("#endif"), QByteArrayView("#else"), QByteArrayView("#if"), QByteArrayView("#ifdef")}) {
        if (startsWithWord(trimmed, word))
            return false;
    }
    return family == Family::None || family == Family::Other ? first != '#' || trimmed.startsWith("# ") || trimmed.startsWith("##") : trimmed.contains('(') || trimmed.endsWith('{');
}

qint64 tokensOf(QByteArrayView text)
{
    return estimateTokens(text) + countSuspects(text) * controlTokens + 1;
}

class Regions
{
public:
    Regions(const FilePatch &file, Family family, qint64 mostTokens)
        : m_file(file), m_family(family), m_mostTokens(mostTokens)
    {
    }
    std::vector<Region> run()
    {
        for (const Hunk &hunk : m_file.hunks)
            addHunk(hunk);
        return std::move(m_regions);
    }

private:
    bool isChange(std::size_t line) const { return m_file.lines[line].kind != LineKind::Context; }

    void addHunk(const Hunk &hunk)
    {
        const std::size_t begin = std::min(hunk.firstLine, m_file.lines.size());
        const std::size_t end = std::min(begin + hunk.lineCount, m_file.lines.size());
        std::size_t from = end; // the open region
        std::size_t to = end;
        for (std::size_t line = begin; line < end;) {
            if (!isChange(line)) {
                ++line;
                continue;
            }
            std::size_t last = line;
            while (last < end && isChange(last))
                ++last;
            const std::size_t start = startOf(begin, line);
            const std::size_t stop = std::min(end, last + after);
            if (from == end) {
                from = start;
            } else if (start > to + 2) { // a gap of one or two lines costs less than a header
                addRegion(hunk, begin, from, to);
                from = start;
            }
            to = stop;
            line = last;
        }
        if (from != end)
            addRegion(hunk, begin, from, to);
    }

    /// Where the context of the change at `line` begins.
    std::size_t startOf(std::size_t begin, std::size_t line) const
    {
        const std::size_t usual = line - begin > before ? line - before : begin;
        const std::size_t limit = line - begin > farthest ? line - farthest : begin;
        int own = -1; // of the change's first line that is not blank
        for (std::size_t i = line; own < 0 && i < m_file.lines.size() && i < line + before && isChange(i); ++i)
            own = indentation(head(m_file, i));
        for (std::size_t i = line; i > limit; --i) {
            const QByteArrayView text = head(m_file, i - 1);
            const int columns = indentation(text);
            if (columns >= 0 && columns < own && opens(text, m_family))
                return std::min(usual, i - 1);
        }
        return usual;
    }

    QByteArray functionOf(const Hunk &hunk, std::size_t begin, std::size_t from) const
    {
        if (indentation(head(m_file, from)) == 0 && opens(head(m_file, from), m_family))
            return {}; // it says so itself
        for (std::size_t i = from; i > begin && from - i < 400; --i) {
            const QByteArrayView text = head(m_file, i - 1);
            if (m_file.lines[i - 1].kind != LineKind::Removed && indentation(text) == 0 && opens(text, m_family))
                return text.first(std::min(text.size(), qsizetype(120))).trimmed().toByteArray();
        }
        return hunk.context.first(std::min(hunk.context.size(), qsizetype(120)));
    }

    /// Cut where it grows beyond the limit.
    void addRegion(const Hunk &hunk, std::size_t begin, std::size_t from, std::size_t to)
    {
        Region region = fresh(hunk, begin, from);
        for (std::size_t i = from; i < to; ++i) {
            const QByteArrayView text = shownPart(m_file.lineText(m_file.lines[i]));
            const bool cut = text.size() < m_file.lines[i].length;
            const qint64 tokens = tokensOf(text) + (cut ? cutTokens : 0);
            if (region.lineCount > 0 && region.tokens + tokens > m_mostTokens) {
                finish(hunk, region);
                region = fresh(hunk, begin, i);
            }
            add(region, i, tokens);
            region.cutsLine |= cut;
        }
        finish(hunk, region);
    }

    Region fresh(const Hunk &hunk, std::size_t begin, std::size_t from)
    {
        m_weighed = 0;
        return {.firstLine = from, .lineCount = 0, .lines = {}, .function = functionOf(hunk, begin, from), .tokens = headerTokens, .weight = 0, .cutsLine = false};
    }

    void add(Region &region, std::size_t index, qint64 tokens)
    {
        const PatchLine &line = m_file.lines[index];
        ++region.lineCount;
        region.tokens += tokens;
        if (line.oldNumber >= 0) {
            region.lines.oldStart = region.lines.oldCount == 0 ? line.oldNumber : region.lines.oldStart;
            ++region.lines.oldCount;
        }
        if (line.newNumber >= 0) {
            region.lines.newStart = region.lines.newCount == 0 ? line.newNumber : region.lines.newStart;
            ++region.lines.newCount;
        }
        if (line.kind != LineKind::Context && m_weighed++ < weighed)
            weigh(region, head(m_file, index), line.kind == LineKind::Removed);
    }

    /// Definitions, words of security and memory, and what goes are the most telling.
    void weigh(Region &region, QByteArrayView text, bool removed)
    {
        if (text.trimmed().size() < 2)
            return;
        region.weight += removed ? 2 : 1;
        if (readDefinition(text, m_family))
            region.weight += 8;
        const RuleData *data = builtInRuleData();
        if (!data)
            return;
        constexpr quint32 telling = (1U << int(WordGroup::Concurrency)) | (1U << int(WordGroup::Memory)) | (1U << int(WordGroup::Unsafe)) | (1U << int(WordGroup::Exec)) | (1U << int(WordGroup::Crypto))
            | (1U << int(WordGroup::Auth)) | (1U << int(WordGroup::SqlDdl)) | (1U << int(WordGroup::Rbac));
        for (qsizetype i = 0; i < text.size();) {
            qsizetype end = i;
            while (end < text.size() && isIdentifier(text[end]))
                ++end;
            if (end > i && (data->groupsOf(text.sliced(i, end - i)) & telling) != 0)
                region.weight += 4;
            i = end + 1;
        }
    }

    void finish(const Hunk &hunk, Region region)
    {
        // A side without lines starts where the other one says, as git writes it.
        if (region.lines.oldCount == 0)
            region.lines.oldStart = hunk.oldCount == 0 ? hunk.oldStart : previous(region.firstLine, &PatchLine::oldNumber, hunk.oldStart - 1);
        if (region.lines.newCount == 0)
            region.lines.newStart = hunk.newCount == 0 ? hunk.newStart : previous(region.firstLine, &PatchLine::newNumber, hunk.newStart - 1);
        m_regions.push_back(std::move(region));
    }

    /// The number of the last line above that is on this side.
    int previous(std::size_t line, int PatchLine::*number, int otherwise) const
    {
        for (std::size_t i = line; i > 0 && line - i < 2'000; --i) {
            if (m_file.lines[i - 1].*number >= 0)
                return m_file.lines[i - 1].*number;
        }
        return std::max(0, otherwise);
    }

    const FilePatch &m_file;
    Family m_family;
    qint64 m_mostTokens;
    std::vector<Region> m_regions;
    std::size_t m_weighed = 0;
};

} // namespace

QByteArrayView shownPart(QByteArrayView line)
{
    if (line.size() <= longestLine)
        return line;
    qsizetype characters = 0;
    qsizetype cut = cutLine;
    for (qsizetype i = 0; i < line.size() && i < longestLine * 4; ++i) {
        if ((static_cast<uchar>(line[i]) & 0xC0) == 0x80)
            continue;
        if (characters == cutLine)
            cut = i;
        if (++characters > longestLine)
            return line.first(cut);
    }
    return line.size() > longestLine * 4 ? line.first(cut) : line;
}

std::vector<Region> regionsOf(const FilePatch &file, Family family, qint64 mostTokens)
{
    return Regions(file, family, mostTokens).run();
}

} // namespace rijian::analysis::llm
