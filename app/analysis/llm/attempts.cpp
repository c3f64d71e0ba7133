#include "analysis/llm/attempts.h"

#include "analysis/llm/attemptwords.h"
#include "analysis/llm/prompt.h"
#include "core/text.h"

#include <QSet>

#include <algorithm>
#include <array>
#include <unordered_map>
#include <vector>

using namespace Qt::StringLiterals;

namespace rijian::analysis::llm {

namespace {

constexpr qsizetype mostQuotes = 5;
constexpr qsizetype longestQuote = 120;
constexpr qsizetype block = 8'192;         // characters of added lines looked at together
constexpr qsizetype overlap = 512;         // so that no phrase is lost between two of them
constexpr qsizetype mostText = 24'000'000; // of added lines; beyond that nothing is sent either

/// Cyrillic and Greek letters that look like Latin ones.
char16_t lookAlike(char16_t c)
{
    static constexpr QStringView foreign = u"аеорсухіјѕԁɡһӏкмнтвοαεικρτυνχω";
    static constexpr QStringView latin = u"aeopcyxijsdghlkmhtboaeikptuvxw";
    const qsizetype at = foreign.indexOf(QChar(c));
    return at < 0 ? c : latin[at].unicode();
}

/// Text as phrases are looked for in: `text` without blanks and most marks, and where each character came from.
struct Folded {
    QString text;
    std::vector<qsizetype> from;
    std::vector<bool> wordStart;
};

class Folder
{
public:
    explicit Folder(QStringView text)
        : m_text(text)
    {
        m_folded.text.reserve(text.size());
        m_folded.from.reserve(std::size_t(text.size()));
        m_folded.wordStart.reserve(std::size_t(text.size()));
        for (qsizetype i = 0; i < text.size(); ++i)
            i += add(i);
    }
    Folded take() { return std::move(m_folded); }

private:
    /// How many further code units the character at `i` takes.
    qsizetype add(qsizetype i)
    {
        const char16_t c = m_text[i].unicode();
        if (c < 0x80) {
            ascii(c, i);
            return 0;
        }
        if (c >= 0x4E00 && c <= 0x9FFF) {
            put(c, i);
            m_start = true;
            return 0;
        }
        const bool pair = m_text[i].isHighSurrogate() && i + 1 < m_text.size() && m_text[i + 1].isLowSurrogate();
        const char32_t point = pair ? QChar::surrogateToUcs4(m_text[i], m_text[i + 1]) : c;
        wide(point, i);
        return pair ? 1 : 0;
    }
    void ascii(char16_t c, qsizetype i)
    {
        const bool upper = c >= 'A' && c <= 'Z';
        if (upper && i > 0 && m_text[i - 1].isLower())
            m_start = true; // camelCase
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || upper) {
            put(upper ? char16_t(c + 32) : c, i);
            m_start = false;
        } else {
            m_start = c != '\''; // "don't" is one word
            if (c == '<' || c == '>' || c == '[' || c == ']' || (c == '/' && !m_folded.text.isEmpty() && m_folded.text.back() == u'<'))
                put(c, i);
        }
    }
    void wide(char32_t point, qsizetype i)
    {
        if (point >= 0xE0020 && point <= 0xE007E) { // tags: letters that nobody sees
            ascii(char16_t(point - 0xE0000), i);
            return;
        }
        if (point == 0x1F7E2) {
            put(0xD83D, i);
            put(0xDFE2, i);
            return;
        }
        const QChar::Category category = QChar::category(point);
        if (category == QChar::Other_Format || category == QChar::Mark_NonSpacing || category == QChar::Other_Control || point == 0x3164 || point == 0x115F)
            return; // invisible
        if (!QChar::isLetterOrNumber(point)) {
            m_start = true;
            return;
        }
        const QString plain = QString::fromUcs4(&point, 1).normalized(QString::NormalizationForm_KD).toLower();
        for (const QChar c : plain) {
            if (c.category() == QChar::Mark_NonSpacing)
                continue;
            const char16_t known = lookAlike(c.unicode());
            if (known < 0x80)
                ascii(known, i);
            else
                put(known, i);
        }
    }
    void put(char16_t c, qsizetype i)
    {
        m_folded.text += QChar(c);
        m_folded.from.push_back(i);
        m_folded.wordStart.push_back(m_start || c >= 0x2E80 || c == '<' || c == '[');
    }

    QStringView m_text;
    Folded m_folded;
    bool m_start = true;
};

struct Slot {
    std::vector<QStringView> words;
    qsizetype gap = -1; ///< of a gap: so many characters
    bool optional = false;
};

struct Phrase {
    std::vector<Slot> parts;
    bool inCode = false;
};

Slot readSlot(QStringView text)
{
    Slot slot;
    if (text.startsWith(u'~')) {
        slot.gap = text.sliced(1).toInt();
        return slot;
    }
    slot.optional = text.endsWith(u'?');
    if (slot.optional)
        text.chop(1);
    for (const QStringView word : text.split(u'|')) {
        if (!word.isEmpty())
            slot.words.push_back(word);
    }
    // the longest first: "prompts" before "prompt"
    std::ranges::sort(slot.words, [](QStringView a, QStringView b) { return a.size() > b.size(); });
    return slot;
}

class Matcher
{
public:
    Matcher()
    {
        for (const AttemptPhrase &phrase : attemptPhrases) {
            Phrase read{{}, phrase.inCode};
            for (const QStringView part : QStringView(phrase.words).split(u' ', Qt::SkipEmptyParts))
                read.parts.push_back(readSlot(part));
            for (const QStringView word : read.parts.front().words)
                m_byFirst[key(word)].push_back({m_phrases.size(), word});
            m_phrases.push_back(std::move(read));
        }
    }

    /// The first phrase's stretch of the folded text; empty: none.
    std::pair<qsizetype, qsizetype> find(const Folded &folded, bool code) const
    {
        const QStringView text = folded.text;
        for (qsizetype i = 0; i + 1 < text.size(); ++i) {
            if (!folded.wordStart[std::size_t(i)])
                continue;
            for (const qsizetype length : {1, 2}) {
                if (const auto found = findAt(folded, code, i, key(text.sliced(i, length))); found.second > 0)
                    return found;
            }
        }
        return {};
    }

private:
    /// A word's first two characters, or its only one.
    static quint32 key(QStringView text) { return (quint32(text[0].unicode()) << 16) | (text.size() < 2 ? 0 : text[1].unicode()); }

    std::pair<qsizetype, qsizetype> findAt(const Folded &folded, bool code, qsizetype at, quint32 first) const
    {
        const auto entries = m_byFirst.find(first);
        if (entries == m_byFirst.end())
            return {};
        for (const auto &[index, word] : entries->second) {
            const Phrase &phrase = m_phrases[index];
            if ((code && !phrase.inCode) || !QStringView(folded.text).sliced(at).startsWith(word))
                continue;
            if (const qsizetype end = rest(folded, phrase, 1, at + word.size()); end > 0)
                return {at, end};
        }
        return {};
    }

    /// Where the slots from `part` on end, being matched from `at`; 0: not at all. Goes no deeper than a phrase has slots.
    static qsizetype rest(const Folded &folded, const Phrase &phrase, std::size_t part, qsizetype at)
    {
        const QStringView text = folded.text;
        if (part == phrase.parts.size())
            return at;
        const Slot &slot = phrase.parts[part];
        if (slot.gap >= 0) {
            for (qsizetype skip = 0; skip <= slot.gap && at + skip < text.size(); ++skip) {
                if (!folded.wordStart[std::size_t(at + skip)])
                    continue;
                if (const qsizetype end = rest(folded, phrase, part + 1, at + skip); end > 0)
                    return end;
            }
            return 0;
        }
        for (const QStringView word : slot.words) {
            if (!text.sliced(at).startsWith(word))
                continue;
            if (const qsizetype end = rest(folded, phrase, part + 1, at + word.size()); end > 0)
                return end;
        }
        return slot.optional ? rest(folded, phrase, part + 1, at) : 0;
    }

    std::vector<Phrase> m_phrases;
    std::unordered_map<quint32, std::vector<std::pair<std::size_t, QStringView>>> m_byFirst;
};

/// The stretch with some words around it, as one line.
QString quote(QStringView text, qsizetype from, qsizetype to)
{
    qsizetype start = std::max(qsizetype(0), from - 24);
    while (start > 0 && start < from && !text[start - 1].isSpace())
        ++start;
    const qsizetype end = std::min(text.size(), to + 40);
    const QStringView part = text.sliced(start, end - start);
    return oneLine(part.toString().simplified(), longestQuote);
}

class Collector
{
public:
    void look(QStringView text, AttemptPlace place)
    {
        if (isFull())
            return;
        const QString found = attemptIn(text, place);
        if (!found.isEmpty() && !m_seen.contains(found)) {
            m_seen.insert(found);
            m_list << found;
        }
    }
    bool isFull() const { return m_list.size() >= mostQuotes; }
    QStringList take() { return std::move(m_list); }

private:
    QStringList m_list;
    QSet<QString> m_seen;
};

/// Added lines that follow each other, read together: a sentence may be broken into lines.
void lookAtAdded(const FilePatch &file, Collector &collector, qsizetype &left)
{
    QString text;
    const auto flush = [&](bool keep) {
        collector.look(text, AttemptPlace::Code);
        text = keep ? text.last(std::min(overlap, text.size())) : QString();
    };
    for (const PatchLine &line : file.lines) {
        if (line.kind != LineKind::Added) {
            if (!text.isEmpty() && line.kind == LineKind::Context)
                flush(false);
            continue;
        }
        for (qsizetype at = 0; at < line.length && left > 0; at += block) {
            const QByteArrayView piece = file.lineText(line).sliced(at, std::min(block, line.length - at));
            text += QString::fromUtf8(piece);
            left -= piece.size();
            if (text.size() >= block)
                flush(true);
        }
        text += u'\n';
        if (collector.isFull() || left <= 0)
            return;
    }
    if (!text.isEmpty())
        flush(false);
}

} // namespace

QString attemptIn(QStringView text, AttemptPlace place)
{
    static const Matcher matcher;
    const Folded folded = Folder(text).take();
    const auto [from, to] = matcher.find(folded, place == AttemptPlace::Code);
    return to > from ? quote(text, folded.from[std::size_t(from)], folded.from[std::size_t(to - 1)] + 1) : QString();
}

QStringList findAttempts(const CommitPatch &patch)
{
    Collector collector;
    collector.look(QStringView(patch.commit.message).first(std::min(patch.commit.message.size(), qsizetype(200'000))), AttemptPlace::Message);
    collector.look(QStringView(patch.commit.author.name).first(std::min(patch.commit.author.name.size(), qsizetype(1'000))), AttemptPlace::Message);
    qsizetype left = mostText;
    for (const FilePatch &file : patch.files) {
        if (collector.isFull() || left <= 0)
            break;
        collector.look(file.change.path, AttemptPlace::Message);
        lookAtAdded(file, collector, left);
    }
    return collector.take();
}

} // namespace rijian::analysis::llm
