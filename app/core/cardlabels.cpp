#include "core/cardlabels.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace rijian {

namespace {

constexpr qsizetype MaxDecoration = 24; // blanks, marks and emoji before a label
constexpr qsizetype MaxLabel = 32;      // the longest label below, with room

struct LabelWord {
    QStringView word;
    CardField field;
    bool plain; ///< specific enough to be a label without bold, heading or emoji
};

constexpr std::array Labels{
    LabelWord{u"变更类型", CardField::Types, true},
    LabelWord{u"變更類型", CardField::Types, true},
    LabelWord{u"change type", CardField::Types, true},
    LabelWord{u"change types", CardField::Types, true},
    LabelWord{u"type of change", CardField::Types, true},
    LabelWord{u"type", CardField::Types, false},
    LabelWord{u"类型", CardField::Types, false},
    LabelWord{u"重要程度", CardField::Importance, true},
    LabelWord{u"重要性", CardField::Importance, true},
    LabelWord{u"importance", CardField::Importance, true},
    LabelWord{u"importance level", CardField::Importance, true},
    LabelWord{u"severity", CardField::Importance, false},
    LabelWord{u"priority", CardField::Importance, false},
    LabelWord{u"变更摘要", CardField::Summary, true},
    LabelWord{u"變更摘要", CardField::Summary, true},
    LabelWord{u"change summary", CardField::Summary, true},
    LabelWord{u"summary of changes", CardField::Summary, true},
    LabelWord{u"summary", CardField::Summary, false},
    LabelWord{u"摘要", CardField::Summary, false},
    LabelWord{u"影响范围", CardField::Scope, true},
    LabelWord{u"影響範圍", CardField::Scope, true},
    LabelWord{u"impact scope", CardField::Scope, true},
    LabelWord{u"scope of impact", CardField::Scope, true},
    LabelWord{u"affected areas", CardField::Scope, true},
    LabelWord{u"affected scope", CardField::Scope, true},
    LabelWord{u"scope", CardField::Scope, false},
    LabelWord{u"impact", CardField::Scope, false},
    LabelWord{u"技术洞察", CardField::Insights, true},
    LabelWord{u"技術洞察", CardField::Insights, true},
    LabelWord{u"technical insights", CardField::Insights, true},
    LabelWord{u"technical insight", CardField::Insights, true},
    LabelWord{u"insights", CardField::Insights, false},
    LabelWord{u"架构影响", CardField::Architecture, true},
    LabelWord{u"架構影響", CardField::Architecture, true},
    LabelWord{u"architecture impact", CardField::Architecture, true},
    LabelWord{u"architectural impact", CardField::Architecture, true},
    LabelWord{u"architecture", CardField::Architecture, false},
    LabelWord{u"架构", CardField::Architecture, false},
    LabelWord{u"性能影响", CardField::Performance, true},
    LabelWord{u"性能影響", CardField::Performance, true},
    LabelWord{u"效能影響", CardField::Performance, true},
    LabelWord{u"performance impact", CardField::Performance, true},
    LabelWord{u"performance", CardField::Performance, false},
    LabelWord{u"性能", CardField::Performance, false},
    LabelWord{u"安全考虑", CardField::Security, true},
    LabelWord{u"安全考慮", CardField::Security, true},
    LabelWord{u"安全考量", CardField::Security, true},
    LabelWord{u"安全影响", CardField::Security, true},
    LabelWord{u"security considerations", CardField::Security, true},
    LabelWord{u"security consideration", CardField::Security, true},
    LabelWord{u"security impact", CardField::Security, true},
    LabelWord{u"security", CardField::Security, false},
    LabelWord{u"安全性", CardField::Security, false},
    LabelWord{u"安全", CardField::Security, false},
    LabelWord{u"潜在风险", CardField::Risks, true},
    LabelWord{u"潛在風險", CardField::Risks, true},
    LabelWord{u"potential risks", CardField::Risks, true},
    LabelWord{u"potential risk", CardField::Risks, true},
    LabelWord{u"risks", CardField::Risks, false},
    LabelWord{u"关注建议", CardField::Advice, true},
    LabelWord{u"關注建議", CardField::Advice, true},
    LabelWord{u"recommendations", CardField::Advice, true},
    LabelWord{u"recommendation", CardField::Advice, true},
    LabelWord{u"suggestions", CardField::Advice, true},
    LabelWord{u"advice", CardField::Advice, true},
};

bool isWordCharacter(QChar c)
{
    return c.isLetterOrNumber() && !c.isSurrogate();
}

struct Lead {
    qsizetype length = 0;
    qsizetype indent = 0;
    bool bold = false;
    bool heading = false;
    bool emoji = false;
    bool escaped = false;
};

// Blanks, quote and heading marks, bullets, numbers with a point, bold marks and emoji before the label.
Lead readLead(QStringView line)
{
    Lead lead;
    bool indenting = true;
    qsizetype i = 0;
    for (; i < line.size() && i < MaxDecoration; ++i) {
        const QChar c = line.at(i);
        if (indenting && (c == u' ' || c == u'\t')) {
            lead.indent += c == u'\t' ? 4 : 1;
            continue;
        }
        indenting = false;
        if (c == u'\\') {
            lead.escaped = true;
            return lead;
        }
        if (c == u'`' || c == u'|')
            return lead;
        if (c.isDigit()) { // "3. ", "2) ", "1、" and keycaps are marks, other numbers are text
            qsizetype end = i;
            while (end < line.size() && end - i < 3 && line.at(end).isDigit())
                ++end;
            if (end >= line.size() || !QStringView(u".)、\uFE0F\u20E3").contains(line.at(end)))
                break;
            i = end;
            continue;
        }
        if (isWordCharacter(c))
            break;
        lead.bold |= (c == u'*' || c == u'_') && i + 1 < line.size() && line.at(i + 1) == c;
        lead.heading |= c == u'#';
        lead.emoji |= c.isSurrogate() || c == u'\u26A0' || c == u'\u26A1';
    }
    lead.length = i;
    return lead;
}

const LabelWord *findWord(QStringView text)
{
    for (const LabelWord &label : Labels) {
        if (text.compare(label.word, Qt::CaseInsensitive) == 0)
            return &label;
    }
    return nullptr;
}

// Where the label ends: at a colon, at a closing bold mark, or at the end of the line.
qsizetype labelEnd(QStringView text)
{
    const qsizetype limit = std::min(text.size(), MaxLabel);
    for (qsizetype i = 0; i < limit; ++i) {
        const QChar c = text.at(i);
        if (c == u':' || c == u'：' || c == u'*' || c == u'_')
            return i;
        if (c == u'(' || c == u'（')
            return i;
    }
    return text.size() <= MaxLabel ? text.size() : -1;
}

} // namespace

std::optional<LabelMatch> matchLabel(QStringView line)
{
    const Lead lead = readLead(line);
    if (lead.escaped)
        return std::nullopt;
    QStringView text = line.sliced(lead.length);
    const qsizetype end = labelEnd(text);
    if (end <= 0)
        return std::nullopt;
    const LabelWord *word = findWord(text.first(end).trimmed());
    if (word == nullptr)
        return std::nullopt;

    text = text.sliced(end);
    bool closed = false; // the bold mark
    bool colon = false;
    qsizetype i = 0;
    for (; i < text.size() && i < 8; ++i) {
        const QChar c = text.at(i);
        if (c == u' ' || c == u'\t')
            continue;
        if (!colon && (c == u':' || c == u'：')) {
            colon = true;
            if (closed || !lead.bold) {
                ++i;
                break;
            }
            continue;
        }
        const bool boldMark = (c == u'*' || c == u'_') && i + 1 < text.size() && text.at(i + 1) == c;
        if (lead.bold && !closed && boldMark) {
            closed = true;
            ++i;
            if (colon) {
                ++i;
                break;
            }
            continue;
        }
        break;
    }
    const QStringView rest = text.sliced(std::min(i, text.size()));
    const bool strong = (lead.bold && closed) || lead.heading || lead.emoji;
    const bool ended = rest.trimmed().isEmpty();
    if (!colon && !ended && !(lead.bold && closed))
        return std::nullopt; // a sentence that begins with the word
    const bool bare = lead.length == lead.indent && lead.indent == 0;
    if (!strong && !(word->plain && (colon || ended)) && !(colon && (bare || isDimension(word->field))))
        return std::nullopt;
    return LabelMatch{word->field, rest, lead.indent, strong};
}

std::optional<CardField> labelField(QStringView text)
{
    const Lead lead = readLead(text);
    QStringView word = text.sliced(lead.length).first(std::min(text.size() - lead.length, MaxLabel));
    while (!word.isEmpty() && !isWordCharacter(word.back()))
        word.chop(1);
    const LabelWord *label = findWord(word);
    return label == nullptr ? std::nullopt : std::optional(label->field);
}

bool isDimension(CardField field)
{
    return field == CardField::Architecture || field == CardField::Performance || field == CardField::Security;
}

bool startsField(const LabelMatch &match, std::optional<CardField> current, const QList<CardField> &seen)
{
    if (seen.contains(match.field))
        return false;
    if (!isDimension(match.field)) // deep in a list it is an item that happens to bear the name
        return match.indent < 4;
    if (!current)
        return false;
    if (*current == CardField::Insights || isDimension(*current))
        return true;
    return match.strong && match.indent < 4 && *current != CardField::Risks && *current != CardField::Advice;
}

std::vector<QStringView> splitLines(QStringView text)
{
    std::vector<QStringView> lines;
    qsizetype start = 0;
    while (start <= text.size()) {
        qsizetype end = text.indexOf(u'\n', start);
        if (end < 0)
            end = text.size();
        QStringView line = text.sliced(start, end - start);
        if (line.endsWith(u'\r'))
            line.chop(1);
        lines.push_back(line);
        start = end + 1;
    }
    return lines;
}

std::vector<bool> fencedLines(const std::vector<QStringView> &lines, std::size_t first)
{
    std::vector<bool> fenced(lines.size(), false);
    std::size_t open = lines.size();
    for (std::size_t i = first; i < lines.size(); ++i) {
        if (!isFence(lines[i]))
            continue;
        if (open == lines.size()) {
            open = i;
            continue;
        }
        std::fill(fenced.begin() + std::ptrdiff_t(open), fenced.begin() + std::ptrdiff_t(i) + 1, true);
        open = lines.size();
    }
    return fenced;
}

bool opensListItem(QStringView line)
{
    line = line.trimmed();
    if (line.size() >= 2 && QStringView(u"-*+•").contains(line.front()) && (line.at(1) == u' ' || line.at(1) == u'\t'))
        return true;
    qsizetype digits = 0;
    while (digits < line.size() && digits < 9 && line.at(digits).isDigit())
        ++digits;
    return digits > 0 && digits + 1 < line.size() && (line.at(digits) == u'.' || line.at(digits) == u')') && line.at(digits + 1) == u' ';
}

qsizetype listMarkLength(QStringView item)
{
    const auto blank = std::find_if(item.begin(), item.end(), [](QChar c) { return c == u' ' || c == u'\t'; });
    return blank - item.begin();
}

bool isFence(QStringView line)
{
    line = line.trimmed();
    if (line.startsWith(u"~~~"))
        return true;
    qsizetype run = 0;
    while (run < line.size() && line.at(run) == u'`')
        ++run;
    return run >= 3 && !line.sliced(run).contains(u'`'); // else a code span
}

bool opensBlock(QStringView line)
{
    const QStringView text = line.trimmed();
    if (text.isEmpty())
        return false;
    return opensListItem(text) || isFence(text) || text.front() == u'|' || text.front() == u'#' || text.front() == u'>'
        || text.startsWith(u"---") || text.startsWith(u"***");
}

} // namespace rijian
