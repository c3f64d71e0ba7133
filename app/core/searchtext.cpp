#include "core/searchtext.h"

#include <QChar>

#include <algorithm>
#include <string>

namespace rijian {

namespace {

constexpr qsizetype longestWord = 64;

enum class Kind { Gap, Word, Pairs };

Kind kindOf(char32_t character)
{
    if (character < 0x80)
        return QChar::isLetterOrNumber(character) ? Kind::Word : Kind::Gap;
    switch (QChar::script(character)) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Hangul:
        return QChar::isLetterOrNumber(character) || QChar::isMark(character) ? Kind::Pairs : Kind::Gap;
    default:
        return QChar::isLetterOrNumber(character) || QChar::isMark(character) ? Kind::Word : Kind::Gap;
    }
}

/// Calls `run(kind, text)` for each run of one kind but gaps.
template<typename F>
void forEachRun(QStringView text, F run)
{
    Kind kind = Kind::Gap;
    qsizetype begin = 0;
    for (qsizetype at = 0, size = 1; at <= text.size(); at += size) {
        const bool end = at == text.size();
        const bool pair = at + 1 < text.size() && text[at].isHighSurrogate() && text[at + 1].isLowSurrogate();
        size = pair ? 2 : 1;
        const Kind next = end ? Kind::Gap : kindOf(pair ? QChar::surrogateToUcs4(text[at], text[at + 1]) : text[at].unicode());
        if (next == kind)
            continue;
        if (kind != Kind::Gap)
            run(kind, text.sliced(begin, at - begin));
        kind = next;
        begin = at;
    }
}

std::u32string charactersOf(QStringView run)
{
    return run.toString().toCaseFolded().toStdU32String();
}

QString folded(QStringView word)
{
    return word.first(std::min(word.size(), longestWord)).toString().toCaseFolded();
}

QStringList pairsOf(QStringView run)
{
    const std::u32string characters = charactersOf(run);
    QStringList pairs;
    for (std::size_t i = 0; i + 1 < characters.size(); ++i)
        pairs.append(QString::fromUcs4(characters.data() + i, 2));
    return pairs;
}

QString lastOf(QStringView run)
{
    const char32_t last = charactersOf(run).back();
    return QString::fromUcs4(&last, 1);
}

bool isDigit(QChar c)
{
    return c.isDigit();
}

} // namespace

QString indexWords(QStringView text)
{
    QString words;
    words.reserve(text.size() + text.size() / 2);
    forEachRun(text, [&words](Kind kind, QStringView run) {
        if (kind == Kind::Word) {
            words += folded(run) + u' ';
            return;
        }
        for (const QString &pair : pairsOf(run))
            words += pair + u' ';
        words += lastOf(run) + u' ';
    });
    words.chop(words.isEmpty() ? 0 : 1);
    return words;
}

QString indexParts(QStringView text)
{
    QString parts;
    forEachRun(text, [&parts](Kind kind, QStringView run) {
        if (kind != Kind::Word || run.size() > longestWord)
            return;
        QString found;
        qsizetype begin = 0;
        for (qsizetype i = 1; i <= run.size(); ++i) {
            const bool end = i == run.size();
            const bool rises = !end && run[i].isUpper() && !run[i - 1].isUpper();                                             // aB
            const bool falls = !end && i + 1 < run.size() && run[i].isUpper() && run[i - 1].isUpper() && run[i + 1].isLower(); // ABc
            if (!end && !rises && !falls)
                continue;
            if (begin == 0 && end)
                return; // one part is the word itself
            if (i - begin > 1)
                found += folded(run.sliced(begin, i - begin)) + u' ';
            begin = i;
        }
        parts += found;
    });
    parts.chop(parts.isEmpty() ? 0 : 1);
    return parts;
}

bool isHex(QStringView word)
{
    return std::ranges::all_of(word, [](QChar c) { return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f'); });
}

bool looksLikeSha(QStringView word)
{
    return isHex(word) && std::ranges::any_of(word, isDigit);
}

bool isListed(QStringView word)
{
    if (word.size() < 2 || kindOf(word[0].unicode()) != Kind::Word || word[0].isSurrogate()) // such a pair of characters is no name
        return false;
    return !(word.size() >= 7 && looksLikeSha(word)) && !std::ranges::all_of(word, isDigit);
}

SearchPhrase searchPhrase(QStringView text, bool open)
{
    SearchPhrase phrase;
    QString waiting; // the last character of a run of pairs: in the index it stands where that run ends
    forEachRun(text, [&](Kind kind, QStringView run) {
        if (!waiting.isEmpty())
            phrase.words.append(std::exchange(waiting, {}));
        phrase.prefix = false;
        if (kind == Kind::Word) {
            phrase.words.append(folded(run));
            phrase.prefix = open && run.size() > 1 && run.size() <= longestWord;
            return;
        }
        const QStringList pairs = pairsOf(run);
        phrase.words += pairs;
        if (!pairs.isEmpty()) {
            waiting = lastOf(run);
        } else {
            phrase.words.append(lastOf(run));
            phrase.prefix = true; // it may be the first of a pair
        }
    });
    return phrase;
}

} // namespace rijian
