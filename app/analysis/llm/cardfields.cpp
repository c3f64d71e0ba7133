#include "analysis/llm/cardfields.h"

#include "analysis/llm/lenientjson.h"
#include "core/cardlabels.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <algorithm>
#include <array>
#include <optional>

using namespace Qt::StringLiterals;

namespace rijian::analysis::llm {

namespace {

constexpr qsizetype longestField = 4'000;
constexpr qsizetype mostItems = 40;
constexpr qsizetype mostTypes = 3;
constexpr int deepestWrapper = 5;

struct Name {
    QStringView name;
    CardField field;
};

// Lower case, without blanks, "_" and "-".
constexpr std::array names{
    Name{u"types", CardField::Types},
    Name{u"type", CardField::Types},
    Name{u"changetype", CardField::Types},
    Name{u"changetypes", CardField::Types},
    Name{u"category", CardField::Types},
    Name{u"categories", CardField::Types},
    Name{u"变更类型", CardField::Types},
    Name{u"类型", CardField::Types},
    Name{u"importance", CardField::Importance},
    Name{u"importancelevel", CardField::Importance},
    Name{u"severity", CardField::Importance},
    Name{u"priority", CardField::Importance},
    Name{u"level", CardField::Importance},
    Name{u"重要程度", CardField::Importance},
    Name{u"重要性", CardField::Importance},
    Name{u"级别", CardField::Importance},
    Name{u"summary", CardField::Summary},
    Name{u"changesummary", CardField::Summary},
    Name{u"description", CardField::Summary},
    Name{u"变更摘要", CardField::Summary},
    Name{u"摘要", CardField::Summary},
    Name{u"概述", CardField::Summary},
    Name{u"scope", CardField::Scope},
    Name{u"impact", CardField::Scope},
    Name{u"impactscope", CardField::Scope},
    Name{u"impactarea", CardField::Scope},
    Name{u"affected", CardField::Scope},
    Name{u"affectedareas", CardField::Scope},
    Name{u"影响范围", CardField::Scope},
    Name{u"范围", CardField::Scope},
    Name{u"technicalinsights", CardField::Insights},
    Name{u"technicalinsight", CardField::Insights},
    Name{u"insights", CardField::Insights},
    Name{u"技术洞察", CardField::Insights},
    Name{u"architecture", CardField::Architecture},
    Name{u"architectureimpact", CardField::Architecture},
    Name{u"architecturalimpact", CardField::Architecture},
    Name{u"架构影响", CardField::Architecture},
    Name{u"架构", CardField::Architecture},
    Name{u"performance", CardField::Performance},
    Name{u"performanceimpact", CardField::Performance},
    Name{u"性能影响", CardField::Performance},
    Name{u"性能", CardField::Performance},
    Name{u"security", CardField::Security},
    Name{u"securityconsiderations", CardField::Security},
    Name{u"securityimpact", CardField::Security},
    Name{u"安全考虑", CardField::Security},
    Name{u"安全", CardField::Security},
    Name{u"安全影响", CardField::Security},
    Name{u"risks", CardField::Risks},
    Name{u"risk", CardField::Risks},
    Name{u"potentialrisks", CardField::Risks},
    Name{u"potentialrisk", CardField::Risks},
    Name{u"潜在风险", CardField::Risks},
    Name{u"风险", CardField::Risks},
    Name{u"advice", CardField::Advice},
    Name{u"recommendation", CardField::Advice},
    Name{u"recommendations", CardField::Advice},
    Name{u"suggestion", CardField::Advice},
    Name{u"suggestions", CardField::Advice},
    Name{u"关注建议", CardField::Advice},
    Name{u"建议", CardField::Advice},
};

std::optional<CardField> fieldOf(const QString &key)
{
    QString plain;
    for (const QChar c : key.left(60)) {
        if (c.isLetter())
            plain += c.toLower();
    }
    const auto found = std::ranges::find(names, QStringView(plain), &Name::name);
    return found == names.end() ? std::nullopt : std::optional(found->field);
}

QString scalarText(const QJsonValue &value)
{
    if (value.isBool())
        return value.toBool() ? u"是"_s : u"否"_s;
    if (value.isDouble())
        return QString::number(value.toDouble());
    return value.toString();
}

/// Lists become lists, objects "name：text".
QString textOf(const QJsonValue &value, int depth = 0)
{
    if (depth > 2)
        return {};
    QStringList items;
    if (value.isArray()) {
        for (const QJsonValue item : value.toArray()) {
            if (const QString text = textOf(item, depth + 1).trimmed(); !text.isEmpty() && items.size() < mostItems)
                items.append(text);
        }
    } else if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto item = object.begin(); item != object.end(); ++item) {
            if (const QString text = textOf(item.value(), depth + 1).trimmed(); !text.isEmpty() && items.size() < mostItems)
                items.append(item.key() + u'：' + text);
        }
    } else {
        return scalarText(value);
    }
    if (items.size() == 1)
        return items.constFirst();
    if (depth > 0)
        return items.join(u"；"_s);
    for (QString &item : items) {
        item.replace(u'\n', u' ');
        if (!item.startsWith("- "_L1))
            item.prepend("- "_L1);
    }
    return items.join(u'\n');
}

Importance importanceOf(const QJsonValue &value)
{
    if (value.isDouble()) {
        const int level = value.toInt();
        return level == 1 ? Importance::Low : level == 2 ? Importance::Medium : level == 3 ? Importance::High : Importance::Unknown;
    }
    const QString text = textOf(value).trimmed();
    const Importance read = readImportance(text);
    if (read != Importance::Unknown)
        return read;
    for (const QStringView word : {u"严重", u"紧急", u"重大", u"重要", u"major", u"severe", u"urgent", u"blocker"}) {
        if (text.startsWith(word, Qt::CaseInsensitive))
            return Importance::High;
    }
    return text.compare("normal"_L1, Qt::CaseInsensitive) == 0 || text.startsWith(u"一般") ? Importance::Medium : Importance::Unknown;
}

QList<ChangeType> typesOf(const QJsonValue &value)
{
    QStringList words;
    if (value.isArray()) {
        for (const QJsonValue item : value.toArray())
            words.append(textOf(item).left(40));
    } else {
        words.append(textOf(value).left(120));
    }
    QList<ChangeType> types = readChangeTypes(words.first(std::min<qsizetype>(words.size(), 6)).join(u" / "_s));
    if (types.size() > mostTypes)
        types.resize(mostTypes);
    return types;
}

QString *textField(Card &card, CardField field)
{
    switch (field) {
    case CardField::Summary:
        return &card.summary;
    case CardField::Scope:
        return &card.scope;
    case CardField::Architecture:
        return &card.architecture;
    case CardField::Performance:
        return &card.performance;
    case CardField::Security:
        return &card.security;
    case CardField::Risks:
        return &card.risks;
    case CardField::Advice:
        return &card.advice;
    default:
        return nullptr;
    }
}

bool setField(Card &card, CardField field, const QJsonValue &value)
{
    if (field == CardField::Types) {
        card.types = typesOf(value);
        return !card.types.isEmpty();
    }
    if (field == CardField::Importance) {
        card.importance = importanceOf(value);
        return card.importance != Importance::Unknown;
    }
    QString *text = textField(card, field);
    if (!text)
        return false;
    *text = cleanField(textOf(value));
    return !text->isEmpty();
}

void takeObject(const QJsonObject &object, CardFields &fields, bool nested)
{
    for (auto entry = object.begin(); entry != object.end(); ++entry) {
        const auto field = fieldOf(entry.key());
        if (!field || fields.found.contains(*field))
            continue;
        if (*field == CardField::Insights) {
            if (entry.value().isObject() && !nested)
                takeObject(entry.value().toObject(), fields, true);
            else if (entry.value().isString() && fields.card.architecture.isEmpty() && setField(fields.card, CardField::Architecture, entry.value()))
                fields.found.append(CardField::Architecture);
        } else if (setField(fields.card, *field, entry.value())) {
            fields.found.append(*field);
        }
    }
}

CardFields best(CardFields a, CardFields b)
{
    return b.found.size() > a.found.size() ? b : a;
}

CardFields search(const QJsonValue &value, int depth)
{
    CardFields fields;
    if (depth > deepestWrapper)
        return fields;
    if (value.isString()) {
        const QString text = value.toString().trimmed();
        return text.startsWith(u'{') || text.startsWith(u'[') ? search(readLenientJson(text).value, depth + 1) : fields;
    }
    if (value.isArray()) {
        const QJsonArray items = value.toArray();
        for (qsizetype i = 0; i < std::min<qsizetype>(items.size(), 10); ++i)
            fields = best(std::move(fields), search(items.at(i), depth + 1));
        return fields;
    }
    if (!value.isObject())
        return fields;
    const QJsonObject object = value.toObject();
    takeObject(object, fields, false);
    if (fields.found.size() >= 3)
        return fields;
    int children = 0;
    for (auto entry = object.begin(); entry != object.end() && children < 20; ++entry, ++children)
        fields = best(std::move(fields), search(entry.value(), depth + 1));
    return fields;
}

bool isInvisible(char32_t c)
{
    return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || (c >= 0x200B && c <= 0x200F) || c == 0x061C
        || c == 0xFEFF || (c >= 0xE0000 && c <= 0xE007F);
}

/// Cut at a line's or sentence's end near the bound.
QString shortened(const QString &text)
{
    if (text.size() <= longestField)
        return text;
    const QStringView head = QStringView(text).first(longestField);
    const qsizetype end = std::max({head.lastIndexOf(u'\n'), head.lastIndexOf(u'。'), head.lastIndexOf(u'；')});
    const qsizetype cut = head[longestField - 2].isHighSurrogate() ? longestField - 2 : longestField - 1;
    return head.first(end > longestField / 2 ? end + 1 : cut).trimmed() + u"…";
}

/// The signs that a fence begins with; empty: the line is none.
QStringView fenceOf(QStringView line)
{
    const auto end = isFence(line) ? std::find_if(line.begin(), line.end(), [line](QChar c) { return c != line.front(); }) : line.begin();
    return line.first(end - line.begin());
}

/// A heading, by a sign or by a line below it, would stand among the report's own, and an element may go on to the document's end.
bool breaksOut(QStringView line)
{
    const auto isOf = [line](QChar sign) { return !line.isEmpty() && std::all_of(line.begin(), line.end(), [sign](QChar c) { return c == sign; }); };
    return line.startsWith(u'#') || (line.startsWith(u'<') && !line.startsWith(u"<http")) || isOf(u'=') || (line.size() > 1 && isOf(u'-'));
}

/// Lines that would break the report get a backslash; a fence that is not closed would swallow what follows, and ends.
QString harmless(const QString &text)
{
    QStringList lines = text.split(u'\n');
    QString open;
    for (QString &line : lines) {
        const QStringView trimmed = QStringView(line).trimmed();
        const QStringView fence = fenceOf(trimmed);
        if (!open.isEmpty())
            open = fence.startsWith(open) && fence.size() == trimmed.size() ? QString() : open;
        else if (!fence.isEmpty())
            open = fence.toString();
        else if (breaksOut(trimmed))
            line = u'\\' + trimmed.toString();
    }
    if (!open.isEmpty())
        lines.append(open);
    return lines.join(u'\n');
}

} // namespace

QString cleanField(QStringView text)
{
    text = text.first(std::min(text.size(), longestField * 4));
    QString plain;
    plain.reserve(text.size());
    for (const char32_t c : text.toUcs4()) {
        if (!isInvisible(c))
            plain += QChar::fromUcs4(c);
    }
    plain = plain.trimmed();
    static const QStringList nothing{u"none"_s, u"n/a"_s, u"na"_s, u"null"_s, u"nil"_s, u"not applicable"_s, u"none."_s};
    if (nothing.contains(plain.toLower()))
        return u"无"_s;
    return harmless(shortened(plain));
}

CardFields cardFieldsOf(const QJsonValue &value)
{
    return search(value, 0);
}

} // namespace rijian::analysis::llm
