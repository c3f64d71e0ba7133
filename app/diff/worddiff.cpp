#include "diff/worddiff.h"

#include <QChar>

#include <algorithm>
#include <span>

namespace rijian::diff {

namespace {

constexpr qsizetype longestLine = 5'000;
constexpr std::size_t mostCells = 250'000; ///< of the LCS table: 2 bytes each, below a millisecond
// Shares of a line's characters, blanks aside, that must be the same on both sides, or no marks are set.
constexpr double leastOfShorter = 0.4;
constexpr double leastOfLonger = 0.2; ///< less: text added to a line is worth marking

enum class Shape { Word, Blank, Single, Mark };

bool isCjk(char32_t c)
{
    switch (QChar::script(c)) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Hangul:
    case QChar::Script_Bopomofo:
        return true;
    default:
        return false;
    }
}

Shape shapeOf(char32_t c)
{
    if (c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
        return Shape::Word;
    if (c < 0x80)
        return c == ' ' || (c >= 0x09 && c <= 0x0D) ? Shape::Blank : Shape::Single;
    if (QChar::isMark(c) || c == 0x200D)
        return Shape::Mark;
    if (QChar::isSpace(c))
        return Shape::Blank;
    return QChar::isLetterOrNumber(c) && !isCjk(c) ? Shape::Word : Shape::Single;
}

struct Line {
    QStringView text;
    std::vector<TextRange> tokens;
    std::vector<char> changed;

    explicit Line(QStringView line)
        : text(line)
        , tokens(wordTokens(line))
        , changed(tokens.size(), 1)
    {
    }
    QStringView at(std::size_t i) const { return text.sliced(tokens[i].offset, tokens[i].length); }
    bool blank(std::size_t i) const { return at(i).front().isSpace(); }
};

struct Match {
    std::size_t oldToken = 0;
    std::size_t newToken = 0;
};

/// Longest common subsequence of the tokens [first, ends), or nothing beyond the bound.
void matchMiddle(const Line &a, const Line &b, std::size_t first, std::size_t endA, std::size_t endB, std::vector<Match> &matches)
{
    const std::size_t rows = endA - first;
    const std::size_t columns = endB - first;
    if (rows == 0 || columns == 0 || rows * columns > mostCells)
        return;
    std::vector<quint16> best((rows + 1) * (columns + 1), 0); // lengths of the tails' common subsequences
    const auto cell = [&](std::size_t i, std::size_t j) -> quint16 & { return best[i * (columns + 1) + j]; };
    for (std::size_t i = rows; i-- > 0;) {
        for (std::size_t j = columns; j-- > 0;)
            cell(i, j) = a.at(first + i) == b.at(first + j) ? quint16(cell(i + 1, j + 1) + 1) : std::max(cell(i + 1, j), cell(i, j + 1));
    }
    for (std::size_t i = 0, j = 0; i < rows && j < columns;) {
        if (a.at(first + i) == b.at(first + j))
            matches.push_back({first + i++, first + j++});
        else if (cell(i + 1, j) >= cell(i, j + 1))
            ++i;
        else
            ++j;
    }
}

std::vector<Match> matchTokens(const Line &a, const Line &b)
{
    std::vector<Match> matches;
    std::size_t endA = a.tokens.size();
    std::size_t endB = b.tokens.size();
    std::size_t first = 0;
    while (first < endA && first < endB && a.at(first) == b.at(first)) {
        matches.push_back({first, first});
        ++first;
    }
    std::size_t tail = 0;
    while (endA > first && endB > first && a.at(endA - 1) == b.at(endB - 1)) {
        --endA;
        --endB;
        ++tail;
    }
    matchMiddle(a, b, first, endA, endB, matches);
    for (std::size_t i = 0; i < tail; ++i)
        matches.push_back({endA + i, endB + i});
    return matches;
}

bool betweenChanges(const Line &line, std::size_t token)
{
    return token > 0 && token + 1 < line.tokens.size() && line.changed[token - 1] && line.changed[token + 1];
}

/// Blanks kept between two changed words on both sides read better as part of one change.
void joinAcrossBlanks(Line &a, Line &b, const std::vector<Match> &matches)
{
    for (const Match &match : matches) {
        if (a.blank(match.oldToken) && betweenChanges(a, match.oldToken) && betweenChanges(b, match.newToken))
            a.changed[match.oldToken] = b.changed[match.newToken] = 1;
    }
}

std::vector<TextRange> changedRanges(const Line &line)
{
    std::vector<TextRange> ranges;
    for (std::size_t i = 0; i < line.tokens.size(); ++i) {
        if (!line.changed[i])
            continue;
        const TextRange &token = line.tokens[i];
        if (!ranges.empty() && ranges.back().offset + ranges.back().length == token.offset)
            ranges.back().length += token.length;
        else
            ranges.push_back(token);
    }
    return ranges;
}

int inked(const Line &line, bool keptOnly)
{
    int count = 0;
    for (std::size_t i = 0; i < line.tokens.size(); ++i) {
        if (!line.blank(i) && !(keptOnly && line.changed[i]))
            count += line.tokens[i].length;
    }
    return count;
}

bool nearlyAllDiffers(const Line &a, const Line &b)
{
    const auto [shorter, longer] = std::minmax({inked(a, false), inked(b, false)});
    const int kept = std::min(inked(a, true), inked(b, true));
    return longer > 0 && (kept < leastOfShorter * shorter || kept < leastOfLonger * longer || kept == 0);
}

} // namespace

std::vector<TextRange> wordTokens(QStringView line)
{
    std::vector<TextRange> tokens;
    Shape last = Shape::Single;
    for (qsizetype i = 0; i < line.size();) {
        const bool pair = line[i].isHighSurrogate() && i + 1 < line.size() && line[i + 1].isLowSurrogate();
        const char32_t c = pair ? QChar::surrogateToUcs4(line[i], line[i + 1]) : line[i].unicode();
        const int length = pair ? 2 : 1;
        const Shape shape = shapeOf(c);
        const bool joins = !tokens.empty() && (shape == Shape::Mark || (shape == last && shape != Shape::Single));
        if (joins)
            tokens.back().length += length;
        else
            tokens.push_back({int(i), length});
        if (shape != Shape::Mark)
            last = shape;
        i += length;
    }
    return tokens;
}

WordChanges wordChanges(QStringView oldLine, QStringView newLine)
{
    if (oldLine.size() > longestLine || newLine.size() > longestLine || oldLine == newLine)
        return {};
    Line a(oldLine);
    Line b(newLine);
    const auto matches = matchTokens(a, b);
    for (const Match &match : matches)
        a.changed[match.oldToken] = b.changed[match.newToken] = 0;
    if (nearlyAllDiffers(a, b))
        return {};
    joinAcrossBlanks(a, b, matches);
    return {changedRanges(a), changedRanges(b)};
}

} // namespace rijian::diff
