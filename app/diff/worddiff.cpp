#include "diff/worddiff.h"

#include <QChar>

#include <algorithm>
#include <array>
#include <map>
#include <span>

namespace rijian::diff {

namespace {

constexpr qsizetype longestLine = 5'000;
constexpr std::size_t mostCells = 250'000; ///< of the LCS table: 2 bytes each, below a millisecond
// Shares of a line's characters, blanks aside, that must be the same on both sides, or no marks are set.
constexpr double leastOfShorter = 0.4;
constexpr double leastOfLonger = 0.2; ///< less: text added to a line is worth marking
constexpr std::size_t mostPairedWords = 32;  ///< of one change, looked into part by part
constexpr std::size_t mostPartCells = 10'000;
constexpr int leastCommonPart = 2;           ///< characters of a word that must stay, or it changed as a whole

/// Runs of words, blanks, Katakana and Hangul are one token; Single ones are a token each (Han, Hiragana, signs); a Mark belongs to what it stands on.
enum class Shape { Word, Blank, Katakana, Hangul, Single, Mark };

/// Signs that are read as one. Not ">>", which is two where a template ends.
constexpr std::array operators{u"<=>", u"===", u"!==", u"<<=", u">>=", u"...", u"->*", u"**=", u"&&=", u"||=", u"?\?="};
constexpr std::array shortOperators{u"==", u"!=", u"<=", u">=", u"&&", u"||", u"->", u"::", u"++", u"--", u"+=", u"-=", u"*=", u"/=", u"%=", u"&=", u"|=",
                                    u"^=", u"<<", u"=>", u"//", u"/*", u"*/", u"??", u"?.", u":=", u"**", u"..", u"<-", u"|>", u"##"};

int operatorLength(QStringView text)
{
    const auto begins = [text](const char16_t *sign) { return text.startsWith(QStringView(sign)); };
    return std::ranges::any_of(operators, begins) ? 3 : std::ranges::any_of(shortOperators, begins) ? 2 : 1;
}

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

bool isCjk(char32_t c)
{
    const auto script = QChar::script(c);
    return script == QChar::Script_Han || script == QChar::Script_Hiragana || script == QChar::Script_Bopomofo;
}

Shape shapeOf(char32_t c)
{
    if (c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
        return Shape::Word;
    if (c < 0x80)
        return c == ' ' || (c >= 0x09 && c <= 0x0D) ? Shape::Blank : Shape::Single;
    if (QChar::isMark(c) || c == 0x200D || (c >= 0x1F3FB && c <= 0x1F3FF)) // with the joiner and the tones of skin
        return Shape::Mark;
    if (QChar::isSpace(c))
        return Shape::Blank;
    if (QChar::script(c) == QChar::Script_Katakana || c == 0x30FC) // with the sign that makes a vowel long
        return Shape::Katakana;
    if (QChar::script(c) == QChar::Script_Hangul)
        return Shape::Hangul;
    return QChar::isLetterOrNumber(c) && !isCjk(c) ? Shape::Word : Shape::Single;
}

struct Line {
    QStringView text;
    std::vector<TextRange> tokens;
    std::vector<char> changed;
    std::map<std::size_t, std::vector<TextRange>> parts; ///< of tokens that are the same but for these

    explicit Line(QStringView line)
        : text(line)
        , tokens(wordTokens(line))
        , changed(tokens.size(), 1)
    {
    }
    QStringView at(std::size_t i) const { return text.sliced(tokens[i].offset, tokens[i].length); }
    bool blank(std::size_t i) const { return at(i).front().isSpace(); }
    bool word(std::size_t i) const { return shapeOf(at(i).front().unicode()) == Shape::Word && !at(i).front().isSurrogate(); }
    bool strong(std::size_t i) const { return at(i).front().isLetterOrNumber() || at(i).front().isSurrogate(); }
    bool ideograph(std::size_t i) const { return tokens[i].length == 1 && isCjk(at(i).front().unicode()); }
};

struct Match {
    std::size_t oldToken = 0;
    std::size_t newToken = 0;
};

/// Longest common subsequence of the tokens [first, ends), or nothing beyond the bound. For anything with at(i).
template<typename Tokens>
void matchMiddle(const Tokens &a, const Tokens &b, std::size_t first, std::size_t endA, std::size_t endB, std::vector<Match> &matches, std::size_t most = mostCells)
{
    const std::size_t rows = endA - first;
    const std::size_t columns = endB - first;
    if (rows == 0 || columns == 0 || rows * columns > most)
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

bool isUpperCase(QChar c)
{
    return c.isUpper();
}

/// Where a part of a word ends: at an underscore or dot, between letters and digits, where a capital begins: fooBar, HTTPServer, max_size2.
bool partEnds(QStringView word, qsizetype i)
{
    const QChar before = word[i - 1];
    const QChar here = word[i];
    if (before.isSurrogate() || here.isSurrogate() || here.isMark())
        return false;
    const auto joins = [](QChar c) { return c == u'_' || c == u'.'; };
    if (joins(before) != joins(here) || isDigit(before) != isDigit(here))
        return true;
    if (isUpperCase(here))
        return !isUpperCase(before) || (i + 1 < word.size() && word[i + 1].isLower());
    return false;
}

/// A word as its parts.
struct Parts {
    QStringView text;
    std::vector<TextRange> tokens;

    explicit Parts(QStringView word)
        : text(word)
    {
        for (qsizetype i = 0; i < word.size(); ++i) {
            if (i == 0 || partEnds(word, i))
                tokens.push_back({int(i), 1});
            else
                ++tokens.back().length;
        }
    }
    QStringView at(std::size_t i) const { return text.sliced(tokens[i].offset, tokens[i].length); }
};

void append(std::vector<TextRange> &ranges, TextRange range)
{
    if (!ranges.empty() && ranges.back().offset + ranges.back().length == range.offset)
        ranges.back().length += range.length;
    else
        ranges.push_back(range);
}

std::vector<TextRange> unmatched(const Parts &parts, int offset, const std::vector<Match> &matches, std::size_t Match::*side)
{
    std::vector<TextRange> ranges;
    std::size_t next = 0;
    for (std::size_t i = 0; i < parts.tokens.size(); ++i) {
        if (next < matches.size() && matches[next].*side == i)
            ++next;
        else
            append(ranges, {offset + parts.tokens[i].offset, parts.tokens[i].length});
    }
    return ranges;
}

/// A pair of words of which half stays: only what changed in them counts.
void compareWords(Line &a, Line &b, std::size_t i, std::size_t j)
{
    const Parts one(a.at(i));
    const Parts two(b.at(j));
    std::vector<Match> matches;
    matchMiddle(one, two, 0, one.tokens.size(), two.tokens.size(), matches, mostPartCells);
    int common = 0;
    for (const Match &match : matches)
        common += one.at(match.oldToken).front() == u'_' ? 0 : one.tokens[match.oldToken].length;
    if (common < leastCommonPart || 2 * common < int(std::max(one.text.size(), two.text.size())))
        return;
    a.changed[i] = b.changed[j] = 0;
    a.parts[i] = unmatched(one, a.tokens[i].offset, matches, &Match::oldToken);
    b.parts[j] = unmatched(two, b.tokens[j].offset, matches, &Match::newToken);
}

/// Looks into the words of each change that has as many of them on both sides.
void compareChangedWords(Line &a, Line &b, const std::vector<Match> &matches)
{
    const auto wordsOf = [](const Line &line, std::size_t first, std::size_t end) {
        std::vector<std::size_t> words;
        for (std::size_t i = first; i < end && words.size() <= mostPairedWords; ++i) {
            if (line.word(i))
                words.push_back(i);
        }
        return words;
    };
    Match next;
    const auto look = [&](const Match &end) {
        const auto one = wordsOf(a, next.oldToken, end.oldToken);
        const auto two = wordsOf(b, next.newToken, end.newToken);
        if (one.size() == two.size() && one.size() <= mostPairedWords) {
            for (std::size_t k = 0; k < one.size(); ++k)
                compareWords(a, b, one[k], two[k]);
        }
        next = {end.oldToken + 1, end.newToken + 1};
    };
    for (const Match &match : matches)
        look(match);
    look({a.tokens.size(), b.tokens.size()});
}

bool betweenChanges(const Line &line, std::size_t token)
{
    return token > 0 && token + 1 < line.tokens.size() && line.changed[token - 1] && line.changed[token + 1];
}

/// Blanks kept between two changed words on both sides read better as part of one change, and so does a single character of Chinese between
/// changes of it: where much of a sentence is new, what its halves share is chance.
void joinCrumbs(Line &a, Line &b, const std::vector<Match> &matches)
{
    const auto crowded = [](const Line &line, std::size_t token) {
        return token > 1 && token + 2 < line.tokens.size() && line.changed[token - 2] && line.changed[token - 1] && line.changed[token + 1] && line.changed[token + 2]
            && line.ideograph(token - 1) && line.ideograph(token + 1);
    };
    for (const Match &match : matches) {
        const bool blank = a.blank(match.oldToken) && betweenChanges(a, match.oldToken) && betweenChanges(b, match.newToken);
        if (blank || (a.ideograph(match.oldToken) && (crowded(a, match.oldToken) || crowded(b, match.newToken))))
            a.changed[match.oldToken] = b.changed[match.newToken] = 1;
    }
}

std::vector<TextRange> changedRanges(const Line &line)
{
    std::vector<TextRange> ranges;
    for (std::size_t i = 0; i < line.tokens.size(); ++i) {
        if (line.changed[i]) {
            append(ranges, line.tokens[i]);
        } else if (const auto parts = line.parts.find(i); parts != line.parts.end()) {
            for (const TextRange &range : parts->second)
                append(ranges, range);
        }
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
    if (keptOnly) {
        for (const auto &[token, ranges] : line.parts) {
            for (const TextRange &range : ranges)
                count -= range.length;
        }
    }
    return count;
}

bool nearlyAllDiffers(const Line &a, const Line &b)
{
    const auto [shorter, longer] = std::minmax({inked(a, false), inked(b, false)});
    const int kept = std::min(inked(a, true), inked(b, true));
    return longer > 0 && (kept < leastOfShorter * shorter || kept < leastOfLonger * longer || kept == 0);
}

/// Several marks between which nothing but signs stays: confetti.
bool onlySignsStay(const Line &a, const Line &b, const WordChanges &changes)
{
    if (changes.removed.size() < 2 && changes.added.size() < 2)
        return false;
    for (const Line *line : {&a, &b}) {
        for (std::size_t i = 0; i < line->tokens.size(); ++i) {
            if (!line->changed[i] && line->strong(i))
                return false;
        }
    }
    return std::max(changes.removed.size(), changes.added.size()) > 2 || (changes.removed.size() == 2 && changes.added.size() == 2);
}

/// Whether a token may go on from `before` to `here`: a cut between them might cut it in two.
bool mayJoin(QChar before, QChar here)
{
    if (here.isLowSurrogate() || here.isMark() || here == u'\u200D' || before == u'\u200D')
        return true;
    const Shape shape = shapeOf(here.unicode());
    return shape == shapeOf(before.unicode()) && (shape != Shape::Single || std::max(before, here) < QChar(0x80)); // signs may be an operator
}

/// What the lines have in common at their beginning, and at their end without it; both end between tokens.
struct Common {
    qsizetype head = 0;
    qsizetype tail = 0;
};

Common commonEnds(QStringView a, QStringView b)
{
    const qsizetype most = std::min(a.size(), b.size());
    Common common;
    while (common.head < most && a[common.head] == b[common.head])
        ++common.head;
    const auto joins = [](QStringView line, qsizetype at) { return at > 0 && at < line.size() && mayJoin(line[at - 1], line[at]); };
    while (common.head > 0 && (joins(a, common.head) || joins(b, common.head)))
        --common.head;
    while (common.tail < most - common.head && a[a.size() - 1 - common.tail] == b[b.size() - 1 - common.tail])
        ++common.tail;
    while (common.tail > 0 && (joins(a, a.size() - common.tail) || joins(b, b.size() - common.tail)))
        --common.tail;
    return common;
}

/// Lines that are too long to be compared token by token: what differs between their ends, in parts where that is short enough.
WordChanges changesOfLongLines(QStringView oldLine, QStringView newLine)
{
    const Common common = commonEnds(oldLine, newLine);
    const auto middleOf = [&common](QStringView line) { return line.sliced(common.head, line.size() - common.head - common.tail); };
    const QStringView before = middleOf(oldLine);
    const QStringView after = middleOf(newLine);
    if (before.size() <= longestLine && after.size() <= longestLine) {
        WordChanges changes = wordChanges(before, after);
        for (std::vector<TextRange> *ranges : {&changes.removed, &changes.added}) {
            for (TextRange &range : *ranges)
                range.offset += int(common.head);
        }
        if (!changes.empty())
            return changes;
    }
    if (common.head + common.tail == 0)
        return {};
    const auto whole = [&common](QStringView middle) {
        return middle.isEmpty() ? std::vector<TextRange>() : std::vector<TextRange>{{int(common.head), int(middle.size())}};
    };
    return {whole(before), whole(after)};
}

} // namespace

std::vector<TextRange> wordTokens(QStringView line)
{
    std::vector<TextRange> tokens;
    Shape last = Shape::Single;
    bool joined = false; // by a zero width joiner: an emoji of several
    for (qsizetype i = 0; i < line.size();) {
        const bool pair = line[i].isHighSurrogate() && i + 1 < line.size() && line[i + 1].isLowSurrogate();
        const char32_t c = pair ? QChar::surrogateToUcs4(line[i], line[i + 1]) : line[i].unicode();
        Shape shape = shapeOf(c);
        int length = pair ? 2 : shape == Shape::Single && c < 0x80 ? operatorLength(line.sliced(i)) : 1;
        if (c == '.' && length == 1 && last == Shape::Word && isDigit(line[tokens.back().offset]) && i + 1 < line.size() && isDigit(line[i + 1]))
            shape = Shape::Word; // of a number, or a version
        const bool joins = !tokens.empty() && (shape == Shape::Mark || (joined && c >= 0x80) || (shape == last && shape != Shape::Single));
        if (joins)
            tokens.back().length += length;
        else
            tokens.push_back({int(i), length});
        joined = c == 0x200D;
        if (shape != Shape::Mark)
            last = shape;
        i += length;
    }
    return tokens;
}

WordChanges wordChanges(QStringView oldLine, QStringView newLine)
{
    if (oldLine == newLine)
        return {};
    if (oldLine.size() > longestLine || newLine.size() > longestLine)
        return changesOfLongLines(oldLine, newLine);
    Line a(oldLine);
    Line b(newLine);
    const auto matches = matchTokens(a, b);
    for (const Match &match : matches)
        a.changed[match.oldToken] = b.changed[match.newToken] = 0;
    compareChangedWords(a, b, matches);
    if (nearlyAllDiffers(a, b))
        return {};
    joinCrumbs(a, b, matches);
    WordChanges changes{changedRanges(a), changedRanges(b)};
    return onlySignsStay(a, b, changes) ? WordChanges() : changes;
}

} // namespace rijian::diff
