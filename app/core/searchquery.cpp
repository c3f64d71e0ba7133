#include "core/searchquery.h"

#include "core/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <optional>
#include <span>

using namespace Qt::StringLiterals;

namespace rijian {

namespace {

struct SearchQueryText {
    Q_DECLARE_TR_FUNCTIONS(rijian::SearchQuery)
};

constexpr qsizetype longestQuery = 2'000;

struct Word {
    const char16_t *word;
    int value;
};

constexpr Word fields[] = {{u"repo", int(SearchField::Repository)}, {u"仓库", int(SearchField::Repository)}, {u"author", int(SearchField::Author)}, {u"作者", int(SearchField::Author)},
                           {u"type", int(SearchField::Type)}, {u"类型", int(SearchField::Type)}, {u"importance", int(SearchField::Importance)}, {u"重要程度", int(SearchField::Importance)},
                           {u"state", int(SearchField::State)}, {u"状态", int(SearchField::State)}, {u"date", int(SearchField::Date)}, {u"日期", int(SearchField::Date)},
                           {u"path", int(SearchField::Path)}, {u"路径", int(SearchField::Path)}, {u"sha", int(SearchField::Sha)}, {u"has", int(SearchField::Has)}, {u"带有", int(SearchField::Has)},
                           {u"analyzer", int(SearchField::Analyzer)}, {u"分析", int(SearchField::Analyzer)}, {u"tag", int(SearchField::Tag)}, {u"标签", int(SearchField::Tag)}};

constexpr Word importances[] = {{u"high", int(Importance::High)}, {u"medium", int(Importance::Medium)}, {u"low", int(Importance::Low)}, {u"none", int(Importance::Unknown)},
                                {u"高", int(Importance::High)}, {u"中", int(Importance::Medium)}, {u"低", int(Importance::Low)}, {u"无", int(Importance::Unknown)},
                                {u"🔴", int(Importance::High)}, {u"🟡", int(Importance::Medium)}, {u"🟢", int(Importance::Low)}};

constexpr Word states[] = {{u"unseen", int(TriageState::Unseen)}, {u"seen", int(TriageState::Seen)}, {u"followup", int(TriageState::FollowUp)}, {u"ignored", int(TriageState::Ignored)},
                           {u"待看", int(TriageState::Unseen)}, {u"已看", int(TriageState::Seen)}, {u"跟进", int(TriageState::FollowUp)}, {u"忽略", int(TriageState::Ignored)}};

constexpr Word types[] = {{u"feature", int(ChangeType::Feature)}, {u"fix", int(ChangeType::BugFix)}, {u"performance", int(ChangeType::Performance)},
                          {u"refactoring", int(ChangeType::Refactoring)}, {u"docs", int(ChangeType::Documentation)}, {u"test", int(ChangeType::Test)},
                          {u"config", int(ChangeType::Configuration)}, {u"dependency", int(ChangeType::Dependency)}, {u"security", int(ChangeType::Security)}, {u"other", int(ChangeType::Other)},
                          {u"功能", int(ChangeType::Feature)}, {u"修复", int(ChangeType::BugFix)}, {u"性能", int(ChangeType::Performance)}, {u"重构", int(ChangeType::Refactoring)},
                          {u"文档", int(ChangeType::Documentation)}, {u"测试", int(ChangeType::Test)}, {u"配置", int(ChangeType::Configuration)}, {u"依赖", int(ChangeType::Dependency)},
                          {u"安全", int(ChangeType::Security)}, {u"其他", int(ChangeType::Other)}};

constexpr Word things[] = {{u"note", 'n'}, {u"card", 'c'}, {u"tag", 'g'}, {u"due", 'd'}, {u"disagreement", 'x'},
                          {u"备注", 'n'}, {u"卡片", 'c'}, {u"标签", 'g'}, {u"到期日", 'd'}, {u"分歧", 'x'}};
constexpr Word makers[] = {{u"rules", 'u'}, {u"model", 'm'}, {u"规则", 'u'}, {u"模型", 'm'}};
constexpr Word days[] = {{u"today", 0}, {u"yesterday", -1}, {u"week", 6}, {u"month", 29}, {u"今天", 0}, {u"昨天", -1}, {u"近7天", 6}, {u"近30天", 29}};

std::span<const Word> valuesOf(SearchField field)
{
    switch (field) {
    case SearchField::Importance:
        return importances;
    case SearchField::State:
        return states;
    case SearchField::Type:
        return types;
    case SearchField::Has:
        return things;
    case SearchField::Analyzer:
        return makers;
    case SearchField::Date:
        return days;
    default:
        return {};
    }
}

/// The word itself, else the only one that it begins.
std::optional<int> valueOf(std::span<const Word> words, QStringView text)
{
    std::optional<int> found;
    bool several = false;
    for (const Word &word : words) {
        const QStringView known(word.word);
        if (known.compare(text, Qt::CaseInsensitive) == 0)
            return word.value;
        if (!text.isEmpty() && known.startsWith(text, Qt::CaseInsensitive)) {
            several = several || (found && *found != word.value);
            found = word.value;
        }
    }
    return several ? std::nullopt : found;
}

/// "2026", "2026-08", "2026-08-20": its first and last day.
std::optional<std::pair<QDate, QDate>> dayOrMonth(const QString &text)
{
    const QStringList parts = text.split(u'-');
    QList<int> numbers;
    for (const QString &part : parts) {
        bool ok = false;
        numbers.append(part.toInt(&ok));
        if (!ok || part.size() > 4)
            return std::nullopt;
    }
    if (numbers.isEmpty() || numbers.size() > 3 || parts[0].size() != 4)
        return std::nullopt;
    const QDate first(numbers[0], numbers.value(1, 1), numbers.value(2, 1));
    if (!first.isValid())
        return std::nullopt;
    return std::pair(first, numbers.size() == 3 ? first : numbers.size() == 2 ? first.addMonths(1).addDays(-1) : first.addYears(1).addDays(-1));
}

bool readDate(SearchTerm &term, const QDate &today)
{
    if (const auto known = valueOf(days, term.text)) {
        term.from = *known < 0 ? today.addDays(*known) : today.addDays(-*known);
        term.to = *known < 0 ? term.from : today;
        return true;
    }
    QString text = term.text;
    const qsizetype dots = text.indexOf(".."_L1);
    if (dots >= 0) {
        const auto from = dayOrMonth(text.first(dots));
        const auto to = dayOrMonth(text.sliced(dots + 2));
        if ((!from && dots > 0) || (!to && dots + 2 < text.size()) || (!from && !to))
            return false;
        term.from = from ? from->first : QDate();
        term.to = to ? to->second : QDate();
        return true;
    }
    const bool after = text.startsWith(u'>'), before = text.startsWith(u'<');
    bool with = false;
    if (after || before) {
        text.remove(0, 1);
        if ((with = text.startsWith(u'=')))
            text.remove(0, 1);
    }
    const auto span = dayOrMonth(text);
    if (!span)
        return false;
    if (after)
        term.from = with ? span->first : span->second.addDays(1);
    else if (before)
        term.to = with ? span->second : span->first.addDays(-1);
    else
        std::tie(term.from, term.to) = *span;
    return true;
}

/// False: it makes no sense, and the advice says so.
bool readValue(SearchTerm &term, const QDate &today, QStringList &advice)
{
    const QString shown = oneLine(term.text, 40);
    switch (term.field) {
    case SearchField::Date:
        if (readDate(term, today) && !term.negated)
            return true;
        advice.append(term.negated ? SearchQueryText::tr("A date cannot be left out: give the days before or after it.")
                                   : SearchQueryText::tr("“%1” is not a date: write 2026-08-20, 2026-08, 2026-08-01..2026-08-20, >2026-08-01, today or week.").arg(shown));
        return false;
    case SearchField::Importance:
    case SearchField::State:
    case SearchField::Type:
    case SearchField::Has:
    case SearchField::Analyzer:
        if (const auto value = valueOf(valuesOf(term.field), term.text)) {
            term.value = *value;
            term.text.clear();
            return true;
        }
        {
            QStringList known;
            for (const Word &word : valuesOf(term.field)) {
                if (word.word[0] < 0x80)
                    known.append(QString::fromUtf16(word.word));
                else if (word.word[0] < 0xD800 && known.size() > 0) // the Chinese ones follow in the same order
                    known[std::ranges::find(valuesOf(term.field), word.value, &Word::value) - valuesOf(term.field).begin()] += u'/' + QString::fromUtf16(word.word);
            }
            advice.append(SearchQueryText::tr("“%1” is not one of %2.").arg(shown, known.join(SearchQueryText::tr(", ", "between parts of a list"))));
        }
        return false;
    default:
        if (!term.text.isEmpty())
            return true;
        advice.append(SearchQueryText::tr("A filter has nothing behind its colon."));
        return false;
    }
}

/// Cuts a query into its terms.
class Scanner
{
public:
    explicit Scanner(QStringView text)
        : m_text(text)
    {
    }

    bool next(SearchTerm &term, bool &isOr)
    {
        while (m_at < m_text.size() && m_text[m_at].isSpace())
            ++m_at;
        if (m_at >= m_text.size())
            return false;
        term = {};
        isOr = false;
        if (const QStringView word = bareWord(); word == u"OR" || word == u"|" || word == u"或") {
            m_at += word.size();
            isOr = true;
            return true;
        }
        if (m_text[m_at] == u'-' && m_at + 1 < m_text.size() && !m_text[m_at + 1].isSpace()) {
            term.negated = true;
            ++m_at;
        }
        readField(term);
        readText(term);
        return true;
    }

private:
    QStringView bareWord() const
    {
        qsizetype end = m_at;
        while (end < m_text.size() && !m_text[end].isSpace())
            ++end;
        return m_text.sliced(m_at, end - m_at);
    }

    void readField(SearchTerm &term)
    {
        const QStringView word = bareWord();
        qsizetype colon = word.indexOf(u':');
        if (const qsizetype wide = word.indexOf(u'：'); wide >= 0 && (colon < 0 || wide < colon))
            colon = wide;
        if (colon <= 0)
            return;
        for (const Word &field : fields) {
            if (QStringView(field.word).compare(word.first(colon), Qt::CaseInsensitive) == 0) {
                term.field = SearchField(field.value);
                m_at += colon + 1;
                return;
            }
        }
    }

    void readText(SearchTerm &term)
    {
        if (m_at < m_text.size() && (m_text[m_at] == u'"' || m_text[m_at] == u'“')) {
            const QChar close = m_text[m_at] == u'"' ? u'"' : u'”';
            qsizetype end = m_text.indexOf(close, m_at + 1);
            end = end < 0 ? m_text.size() : end; // still being typed
            term.text = m_text.sliced(m_at + 1, end - m_at - 1).toString();
            term.phrase = true;
            m_at = std::min(end + 1, m_text.size());
            return;
        }
        const QStringView word = bareWord();
        term.text = word.toString();
        m_at += word.size();
    }

    QStringView m_text;
    qsizetype m_at = 0;
};

} // namespace

SearchQuery parseSearch(QStringView text, const QDate &today)
{
    const QString noAlternative = SearchQueryText::tr("A date holds for the whole search, and cannot stand beside OR."); // spans of time hold for all
    SearchQuery query;
    Scanner scanner(text.first(std::min(text.size(), longestQuery)));
    SearchTerm term;
    bool isOr = false, joins = false;
    int terms = 0;
    while (scanner.next(term, isOr)) {
        if (isOr) {
            joins = !query.groups.isEmpty() && query.groups.last().first().field != SearchField::Date;
            if (!query.groups.isEmpty() && !joins)
                query.advice.append(noAlternative);
            continue;
        }
        if (++terms > mostSearchTerms) {
            query.advice.append(SearchQueryText::tr("Only the first %1 words are looked for.").arg(mostSearchTerms));
            break;
        }
        const bool useful = term.field == SearchField::Any ? !term.text.isEmpty() : readValue(term, today, query.advice);
        if (useful && joins && term.field == SearchField::Date)
            query.advice.append(noAlternative);
        if (!useful) {
            joins = false;
            continue;
        }
        if (joins && term.field != SearchField::Date)
            query.groups.last().append(term);
        else
            query.groups.append({term});
        joins = false;
    }
    return query;
}

QStringList searchFilters(bool chinese)
{
    QStringList filters;
    for (const Word &field : fields) {
        if ((field.word[0] >= 0x80) == chinese || (chinese && SearchField(field.value) == SearchField::Sha))
            filters.append(QString::fromUtf16(field.word) + u':');
    }
    return filters;
}

std::optional<int> searchValue(SearchField field, QStringView word)
{
    return valueOf(valuesOf(field), word);
}

QStringList searchValues(QStringView filter)
{
    QStringList values;
    const QStringView name = filter.endsWith(u':') || filter.endsWith(u'：') ? filter.chopped(1) : filter;
    for (const Word &field : fields) {
        if (name.compare(QStringView(field.word), Qt::CaseInsensitive) != 0)
            continue;
        const bool chinese = field.word[0] >= 0x80;
        for (const Word &word : valuesOf(SearchField(field.value))) {
            if ((word.word[0] >= 0x80) == chinese && word.word[0] < 0xD800)
                values.append(QString::fromUtf16(word.word));
        }
    }
    return values;
}

} // namespace rijian
