#include "core/glob.h"

#include <vector>

namespace rijian {

namespace {

enum class Step { Character, OneOfName, AnyOfName, Any };

struct Token {
    Step step;
    QChar character;
};

std::vector<Token> tokensOf(QStringView pattern)
{
    std::vector<Token> tokens;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == u'?') {
            tokens.push_back({Step::OneOfName, {}});
        } else if (pattern[i] == u'*') {
            const bool any = i + 1 < pattern.size() && pattern[i + 1] == u'*';
            while (i + 1 < pattern.size() && pattern[i + 1] == u'*')
                ++i;
            tokens.push_back({any ? Step::Any : Step::AnyOfName, {}});
        } else {
            tokens.push_back({Step::Character, pattern[i]});
        }
    }
    return tokens;
}

bool repeats(Step step)
{
    return step == Step::AnyOfName || step == Step::Any;
}

} // namespace

bool globMatches(QStringView pattern, QStringView text, Qt::CaseSensitivity sensitivity)
{
    const auto plain = [&](qsizetype size) { return pattern.first(size).compare(text.first(size), sensitivity) == 0; };
    qsizetype prefix = 0;
    while (prefix < pattern.size() && pattern[prefix] != u'*' && pattern[prefix] != u'?')
        ++prefix;
    if (prefix > text.size() || !plain(prefix)) // most are told apart here
        return false;
    const std::vector<Token> tokens = tokensOf(pattern.sliced(prefix));
    // states[i]: the text so far can be what the first i tokens describe.
    std::vector<char> states(tokens.size() + 1), next(tokens.size() + 1);
    const auto skipEmpty = [&tokens](std::vector<char> &reached) {
        for (std::size_t i = 0; i < tokens.size(); ++i)
            reached[i + 1] |= char(reached[i] && repeats(tokens[i].step));
    };
    states[0] = 1;
    skipEmpty(states);
    for (const QChar character : text.sliced(prefix)) {
        next.assign(next.size(), 0);
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            if (!states[i])
                continue;
            const Token &token = tokens[i];
            if (token.step == Step::Character)
                next[i + 1] |= char(QStringView(&token.character, 1).compare(QStringView(&character, 1), sensitivity) == 0);
            else if (token.step == Step::Any || character != u'/')
                next[repeats(token.step) ? i : i + 1] = 1;
        }
        skipEmpty(next);
        states.swap(next);
    }
    return states.back() != 0;
}

bool pathMatches(QStringView pattern, QStringView path)
{
    if (pattern.startsWith(u"**/") && pathMatches(pattern.sliced(3), path))
        return true;
    const bool onlyFolder = pattern.endsWith(u'/');
    if (onlyFolder)
        pattern.chop(1);
    const bool anchored = pattern.contains(u'/');
    if (pattern.startsWith(u'/'))
        pattern = pattern.sliced(1);
    // The path itself, and each folder above it.
    for (qsizetype end = path.size(); end > 0; end = path.first(end).lastIndexOf(u'/')) {
        if (onlyFolder && end == path.size())
            continue;
        const QStringView part = path.first(end);
        if (globMatches(pattern, anchored ? part : part.sliced(part.lastIndexOf(u'/') + 1)))
            return true;
    }
    return false;
}

} // namespace rijian
