#include "core/cardlabels.h"
#include "core/cardtext.h"

#include <array>
#include <vector>

using namespace Qt::StringLiterals;

namespace rijian {

namespace {

QStringView withoutTrailingBlanks(QStringView line)
{
    while (!line.isEmpty() && line.back().isSpace())
        line.chop(1);
    return line;
}

qsizetype indentOf(QStringView line)
{
    qsizetype indent = 0;
    while (indent < line.size() && line.at(indent) == u' ')
        ++indent;
    return indent;
}

// One field's lines as its text: outer blank lines and common indentation gone, hard breaks kept only where a
// paragraph goes on, at most one blank line in a row.
QString fieldText(const std::vector<QStringView> &lines, bool firstIsInline)
{
    qsizetype common = -1;
    for (std::size_t i = firstIsInline ? 1 : 0; i < lines.size(); ++i) {
        if (!lines[i].trimmed().isEmpty())
            common = common < 0 ? indentOf(lines[i]) : std::min(common, indentOf(lines[i]));
    }
    QStringList result;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        QStringView line = lines[i];
        const bool inlineLine = firstIsInline && i == 0;
        const QStringView stripped = withoutTrailingBlanks(line);
        if (stripped.isEmpty()) {
            if (!result.isEmpty() && !result.constLast().isEmpty())
                result.append(QString());
            continue;
        }
        QString text = inlineLine ? stripped.trimmed().toString() : stripped.sliced(std::min(std::max(common, qsizetype(0)), stripped.size())).toString();
        const bool hardBreak = line.size() - stripped.size() >= 2 && i + 1 < lines.size() && !lines[i + 1].trimmed().isEmpty()
            && !opensBlock(lines[i + 1]);
        result.append(hardBreak ? text + u"  "_s : text);
    }
    while (!result.isEmpty() && result.constLast().isEmpty())
        result.removeLast();
    return result.join(u'\n').trimmed();
}

constexpr std::array<QStringView, 26> ClosingWords{u"总体", u"总的来", u"总之", u"整体", u"综上", u"综合", u"此次", u"本次", u"本卡片", u"通过上述",
    u"通过以上", u"以上", u"该提交", u"这次", u"此变更", u"此提交", u"总結", u"总结", u"總體", u"總之", u"整體", u"綜上", u"本提交",
    u"Overall", u"In summary", u"To sum up"};

bool beginsClosing(QStringView line)
{
    return std::any_of(ClosingWords.begin(), ClosingWords.end(), [line](QStringView word) { return line.startsWith(word); });
}

// Splits a closing paragraph off the last field: one that follows a blank line, is neither indented nor a block, and
// stands after a list or begins with a closing word.
QString takeClosing(QString &text)
{
    const qsizetype blank = text.lastIndexOf(u"\n\n"_s);
    if (blank < 0)
        return {};
    const QStringView last = QStringView(text).sliced(blank + 2);
    if (last.isEmpty() || last.front().isSpace() || opensBlock(last) || last.count(u"```") > 0)
        return {};
    QStringView before = QStringView(text).first(blank);
    before = withoutTrailingBlanks(before);
    const QStringView lineBefore = before.sliced(before.lastIndexOf(u'\n') + 1);
    if (!beginsClosing(last) && !opensListItem(lineBefore) && indentOf(lineBefore) == 0 && !opensBlock(lineBefore))
        return {};
    QString closing = last.toString();
    if (lineBefore == u"---" || lineBefore == u"***") {
        before.chop(lineBefore.size());
        before = withoutTrailingBlanks(before);
    }
    text = before.toString();
    return closing;
}

class Reader
{
public:
    CardReading read(QStringView markdown);

private:
    void line(QStringView text, bool fenced);
    void begin(const LabelMatch &match);
    bool isNewLabel(const LabelMatch &match) const;
    void tableRow(QStringView text);
    void store(CardField field);
    QString closingOfLast();
    QString &textOf(CardField field);
    bool seen(CardField field) const { return m_reading.found.contains(field); }

    CardReading m_reading;
    std::array<std::vector<QStringView>, 11> m_lines;
    std::array<bool, 11> m_inline{};
    bool m_started = false;
    CardField m_current = CardField::Types;
};

bool Reader::isNewLabel(const LabelMatch &match) const
{
    return startsField(match, m_started ? std::optional(m_current) : std::nullopt, m_reading.found);
}

void Reader::begin(const LabelMatch &match)
{
    m_started = true;
    m_current = match.field;
    m_reading.found.append(match.field);
    const auto at = std::size_t(match.field);
    m_inline[at] = !match.rest.trimmed().isEmpty();
    if (m_inline[at])
        m_lines[at].push_back(match.rest);
}

// | **架构影响** | text | …: the insights as a table.
void Reader::tableRow(QStringView text)
{
    QStringView row = text.trimmed();
    row = row.sliced(1);
    if (row.endsWith(u'|'))
        row.chop(1);
    const qsizetype bar = row.indexOf(u'|');
    const auto field = bar < 0 ? std::nullopt : labelField(row.first(bar).trimmed());
    if (field && isDimension(*field) && !seen(*field)) {
        begin({*field, row.sliced(bar + 1).trimmed(), 0, true});
        return;
    }
    const QStringView body = row.trimmed();
    const bool rule = std::all_of(body.begin(), body.end(), [](QChar c) { return QStringView(u"-:| ").contains(c); });
    if (!rule && isDimension(m_current))
        m_lines[std::size_t(m_current)].push_back(text);
}

void Reader::line(QStringView text, bool fenced)
{
    if (!fenced) {
        if (const auto match = matchLabel(text); match && isNewLabel(*match)) {
            begin(*match);
            return;
        }
        if (m_started && (m_current == CardField::Insights || isDimension(m_current)) && text.trimmed().startsWith(u'|')) {
            tableRow(text);
            return;
        }
    }
    if (m_started)
        m_lines[std::size_t(m_current)].push_back(text);
}

QString &Reader::textOf(CardField field)
{
    Card &card = m_reading.card;
    switch (field) {
    case CardField::Summary:
        return card.summary;
    case CardField::Scope:
        return card.scope;
    case CardField::Performance:
        return card.performance;
    case CardField::Security:
        return card.security;
    case CardField::Risks:
        return card.risks;
    case CardField::Advice:
        return card.advice;
    case CardField::Types:
    case CardField::Importance:
    case CardField::Insights:
    case CardField::Architecture:
    case CardField::Closing:
        break;
    }
    return card.architecture;
}

void Reader::store(CardField field)
{
    const auto at = std::size_t(field);
    const QString text = fieldText(m_lines[at], m_inline[at]);
    if (field == CardField::Importance) {
        m_reading.card.importance = readImportance(text);
    } else if (field == CardField::Types) {
        QStringList items;
        for (QStringView item : splitLines(text)) {
            item = item.trimmed();
            if (opensListItem(item))
                item = item.sliced(listMarkLength(item)).trimmed();
            if (!item.isEmpty())
                items.append(item.toString());
        }
        const QString joined = items.join(u" / "_s);
        m_reading.card.types = readChangeTypes(joined);
        QStringList words;
        for (const ChangeType type : std::as_const(m_reading.card.types))
            words.append(changeTypeWord(type));
        if (words.join(u" / "_s) != joined)
            m_reading.card.typeText = joined;
    } else if (field == CardField::Insights) {
        if (m_reading.card.architecture.isEmpty() && !seen(CardField::Architecture) && !text.isEmpty()) {
            m_reading.card.architecture = text;
            m_reading.found.append(CardField::Architecture);
        }
    } else {
        textOf(field) = text;
    }
}

QString Reader::closingOfLast()
{
    if (m_current == CardField::Types || m_current == CardField::Importance || m_current == CardField::Insights)
        return {};
    return takeClosing(textOf(m_current));
}

bool isEmptyField(const Card &card, CardField field)
{
    switch (field) {
    case CardField::Types:
        return card.types.isEmpty();
    case CardField::Importance:
        return card.importance == Importance::Unknown;
    case CardField::Summary:
        return card.summary.isEmpty();
    case CardField::Scope:
        return card.scope.isEmpty();
    case CardField::Architecture:
        return card.architecture.isEmpty();
    case CardField::Performance:
        return card.performance.isEmpty();
    case CardField::Security:
        return card.security.isEmpty();
    case CardField::Risks:
        return card.risks.isEmpty();
    case CardField::Advice:
        return card.advice.isEmpty();
    case CardField::Closing:
        return card.closing.isEmpty();
    case CardField::Insights:
        break;
    }
    return false;
}

CardReading Reader::read(QStringView markdown)
{
    std::vector<QStringView> lines = splitLines(markdown);
    std::size_t first = 0; // the first label's line; prose above it is not the card's
    bool wrapped = false;  // in a fence around the whole card
    for (; first < lines.size(); ++first) {
        if (isFence(lines[first]))
            wrapped = !wrapped;
        else if (const auto match = matchLabel(lines[first]); match && isNewLabel(*match))
            break;
    }
    if (wrapped) { // the unpaired fence below ends the card
        std::size_t fences = 0;
        std::size_t last = lines.size();
        for (std::size_t i = first; i < lines.size(); ++i) {
            if (isFence(lines[i])) {
                ++fences;
                last = i;
            }
        }
        if (fences % 2 == 1)
            lines.resize(last);
    }
    const std::vector<bool> fenced = fencedLines(lines, std::min(first, lines.size()));
    for (std::size_t i = first; i < lines.size(); ++i)
        line(lines[i], fenced[i]);

    const QList<CardField> labels = m_reading.found;
    for (const CardField field : labels)
        store(field);
    if (m_started)
        m_reading.card.closing = closingOfLast();
    if (!m_reading.card.closing.isEmpty())
        m_reading.found.append(CardField::Closing);

    m_reading.found.removeIf([this](CardField field) { return isEmptyField(m_reading.card, field); });
    for (int i = 0; i < int(CardField::Closing); ++i) {
        if (const auto field = CardField(i); field != CardField::Insights && !m_reading.found.contains(field))
            m_reading.missing.append(field);
    }
    return std::move(m_reading);
}

struct TypeWord {
    QStringView word;
    ChangeType type;
};

// The first that occurs in a part decides, so the narrow words stand before the wide ones.
constexpr std::array TypeWords{
    TypeWord{u"安全", ChangeType::Security},       TypeWord{u"security", ChangeType::Security},
    TypeWord{u"回退", ChangeType::Other},          TypeWord{u"回滚", ChangeType::Other},
    TypeWord{u"revert", ChangeType::Other},        TypeWord{u"文档", ChangeType::Documentation},
    TypeWord{u"文檔", ChangeType::Documentation},  TypeWord{u"document", ChangeType::Documentation},
    TypeWord{u"doc", ChangeType::Documentation},   TypeWord{u"测试", ChangeType::Test},
    TypeWord{u"測試", ChangeType::Test},           TypeWord{u"test", ChangeType::Test},
    TypeWord{u"unittest", ChangeType::Test},       TypeWord{u"hotfix", ChangeType::BugFix},
    TypeWord{u"依赖", ChangeType::Dependency},     TypeWord{u"依賴", ChangeType::Dependency},
    TypeWord{u"相依", ChangeType::Dependency},     TypeWord{u"dependenc", ChangeType::Dependency},
    TypeWord{u"性能", ChangeType::Performance},    TypeWord{u"效能", ChangeType::Performance},
    TypeWord{u"perf", ChangeType::Performance},    TypeWord{u"重构", ChangeType::Refactoring},
    TypeWord{u"重構", ChangeType::Refactoring},    TypeWord{u"清理", ChangeType::Refactoring},
    TypeWord{u"简化", ChangeType::Refactoring},    TypeWord{u"refactor", ChangeType::Refactoring},
    TypeWord{u"cleanup", ChangeType::Refactoring}, TypeWord{u"bug", ChangeType::BugFix},
    TypeWord{u"修复", ChangeType::BugFix},         TypeWord{u"修復", ChangeType::BugFix},
    TypeWord{u"修正", ChangeType::BugFix},         TypeWord{u"fix", ChangeType::BugFix},
    TypeWord{u"配置", ChangeType::Configuration},  TypeWord{u"設定", ChangeType::Configuration},
    TypeWord{u"构建", ChangeType::Configuration},  TypeWord{u"config", ChangeType::Configuration},
    TypeWord{u"build", ChangeType::Configuration}, TypeWord{u"ci", ChangeType::Configuration},
    TypeWord{u"功能", ChangeType::Feature},        TypeWord{u"新增", ChangeType::Feature},
    TypeWord{u"增强", ChangeType::Feature},        TypeWord{u"增強", ChangeType::Feature},
    TypeWord{u"feat", ChangeType::Feature},        TypeWord{u"enhancement", ChangeType::Feature},
    TypeWord{u"优化", ChangeType::Performance},    TypeWord{u"optimi", ChangeType::Performance},
    TypeWord{u"文件", ChangeType::Documentation}, // Taiwan's, but elsewhere any file
};

/// Short Latin words count where a word begins ("latest" holds no test), the shortest as a whole ("Docker" is no doc).
bool occursIn(QStringView word, QStringView part)
{
    constexpr qsizetype shortWord = 4;
    const auto isLetter = [](QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z'); };
    const bool begins = isLetter(word.front()) && word.size() <= shortWord;
    const bool ends = word == u"doc" || word == u"ci";
    for (qsizetype at = part.indexOf(word, 0, Qt::CaseInsensitive); at >= 0; at = part.indexOf(word, at + 1, Qt::CaseInsensitive)) {
        const QStringView after = part.sliced(at + word.size());
        const bool plural = !after.isEmpty() && (after[0] == u's' || after[0] == u'S') && (after.size() == 1 || !isLetter(after[1]));
        if ((!begins || at == 0 || !isLetter(part[at - 1])) && (!ends || after.isEmpty() || !isLetter(after[0]) || plural))
            return true;
    }
    return false;
}

ChangeType typeOfPart(QStringView part)
{
    for (const TypeWord &word : TypeWords) {
        if (occursIn(word.word, part))
            return word.type;
    }
    return ChangeType::Other;
}

} // namespace

QList<ChangeType> readChangeTypes(QStringView text)
{
    QList<ChangeType> types;
    QString part;
    int depth = 0; // what stands in brackets explains, it does not name
    const auto finish = [&] {
        const QStringView word = QStringView(part).trimmed();
        if (!word.isEmpty() && !types.contains(typeOfPart(word)))
            types.append(typeOfPart(word));
        part.clear();
    };
    for (const QChar c : text.first(std::min(text.size(), qsizetype(400)))) {
        if (c == u'(' || c == u'（')
            ++depth;
        else if (c == u')' || c == u'）')
            depth = std::max(0, depth - 1);
        else if (depth == 0 && QStringView(u"/／、,，+&|;；").contains(c))
            finish();
        else if (depth == 0 && c != u'*' && c != u'`')
            part.append(c);
    }
    finish();
    return types;
}

Importance readImportance(QStringView text)
{
    text = text.first(std::min(text.size(), qsizetype(200)));
    struct Word {
        QStringView word;
        Importance importance;
    };
    static constexpr std::array words{
        Word{u"🔴", Importance::High},      Word{u"🟡", Importance::Medium},    Word{u"🟢", Importance::Low},
        Word{u"🟠", Importance::Medium},    Word{u"高", Importance::High},      Word{u"中", Importance::Medium},
        Word{u"低", Importance::Low},       Word{u"critical", Importance::High}, Word{u"high", Importance::High},
        Word{u"medium", Importance::Medium}, Word{u"moderate", Importance::Medium}, Word{u"low", Importance::Low},
        Word{u"minor", Importance::Low},    Word{u"trivial", Importance::Low},
    };
    Importance result = Importance::Unknown;
    qsizetype best = text.size();
    for (const Word &word : words) { // the first in the text wins
        const qsizetype at = text.indexOf(word.word, 0, Qt::CaseInsensitive);
        if (at >= 0 && at < best) {
            best = at;
            result = word.importance;
        }
    }
    return result;
}

CardReading readCard(QStringView markdown)
{
    return Reader().read(markdown);
}

} // namespace rijian
