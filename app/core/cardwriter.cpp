#include "core/cardlabels.h"
#include "core/cardtext.h"

using namespace Qt::StringLiterals;

namespace rijian {

QString cardFieldWord(CardField field)
{
    switch (field) {
    case CardField::Types:
        return u"变更类型"_s;
    case CardField::Importance:
        return u"重要程度"_s;
    case CardField::Summary:
        return u"变更摘要"_s;
    case CardField::Scope:
        return u"影响范围"_s;
    case CardField::Insights:
        return u"技术洞察"_s;
    case CardField::Architecture:
        return u"架构影响"_s;
    case CardField::Performance:
        return u"性能影响"_s;
    case CardField::Security:
        return u"安全考虑"_s;
    case CardField::Risks:
        return u"潜在风险"_s;
    case CardField::Advice:
        return u"关注建议"_s;
    case CardField::Closing:
        break;
    }
    return {};
}

namespace {

QString emoji(CardField field)
{
    switch (field) {
    case CardField::Types:
    case CardField::Scope:
        return u"🎯"_s;
    case CardField::Importance:
        return u"⚡"_s;
    case CardField::Summary:
        return u"📋"_s;
    case CardField::Insights:
        return u"🔍"_s;
    case CardField::Risks:
        return u"⚠️"_s;
    case CardField::Advice:
        return u"💡"_s;
    case CardField::Architecture:
    case CardField::Performance:
    case CardField::Security:
    case CardField::Closing:
        break;
    }
    return {};
}

QString label(CardField field)
{
    return u"**"_s + emoji(field) + u' ' + cardFieldWord(field) + u"**："_s;
}

class Writer
{
public:
    QString write(const Card &card);

private:
    QStringList guardedLines(CardField field, const QString &text);
    QString section(CardField field, const QString &text);
    QString dimension(CardField field, const QString &text);
    QString insights(const Card &card);

    QList<CardField> m_written;
};

// The field's lines, none of which reads as another field's label, and with every fence closed.
QStringList Writer::guardedLines(CardField field, const QString &text)
{
    if (!m_written.contains(field))
        m_written.append(field);
    QStringList lines = text.trimmed().split(u'\n');
    if (std::count_if(lines.cbegin(), lines.cend(), [](const QString &line) { return isFence(line); }) % 2 == 1)
        lines.append(u"```"_s);
    const std::vector<bool> fenced = fencedLines(std::vector<QStringView>(lines.cbegin(), lines.cend()), 0);
    for (qsizetype i = 0; i < lines.size(); ++i) {
        QString &line = lines[i];
        const auto match = fenced[std::size_t(i)] ? std::nullopt : matchLabel(line);
        if (!match || !startsField(*match, field, m_written))
            continue;
        qsizetype at = match->indent;
        qsizetype indent = 0;
        while (indent < line.size() && line.at(indent).isSpace())
            ++indent;
        if (opensListItem(line))
            at = indent + listMarkLength(QStringView(line).sliced(indent)) + 1;
        line.insert(std::min(at, line.size()), u'\\');
    }
    return lines;
}

QString Writer::section(CardField field, const QString &text)
{
    const QStringList lines = guardedLines(field, text);
    return label(field) + (opensBlock(lines.constFirst()) ? u"  \n"_s : QString()) + lines.join(u'\n');
}

QString Writer::dimension(CardField field, const QString &text)
{
    QStringList lines = guardedLines(field, text);
    QString result = u"- **"_s + cardFieldWord(field) + u"**："_s;
    if (opensBlock(lines.constFirst()))
        result += u"  \n  "_s;
    for (qsizetype i = 1; i < lines.size(); ++i) {
        if (!lines.at(i).isEmpty())
            lines[i].prepend(u"  "_s);
    }
    return result + lines.join(u'\n');
}

QString typeLine(const Card &card)
{
    if (!card.typeText.isEmpty())
        return QString(card.typeText).replace(u'\n', u' ').trimmed();
    QStringList words;
    for (const ChangeType type : card.types)
        words.append(changeTypeWord(type));
    return words.join(u" / "_s);
}

QString Writer::insights(const Card &card)
{
    m_written.append(CardField::Insights);
    QStringList parts;
    if (!card.architecture.trimmed().isEmpty())
        parts.append(dimension(CardField::Architecture, card.architecture));
    if (!card.performance.trimmed().isEmpty())
        parts.append(dimension(CardField::Performance, card.performance));
    if (!card.security.trimmed().isEmpty())
        parts.append(dimension(CardField::Security, card.security));
    return parts.isEmpty() ? QString() : label(CardField::Insights) + u"  \n"_s + parts.join(u'\n');
}

QString Writer::write(const Card &card)
{
    m_written.clear(); // a label that is not there would be read in another field's text
    QStringList head; // lines of the first run
    if (const QString types = typeLine(card); !types.isEmpty()) {
        head.append(label(CardField::Types) + types);
        m_written.append(CardField::Types);
    }
    if (card.importance != Importance::Unknown) {
        head.append(label(CardField::Importance) + importanceWord(card.importance));
        m_written.append(CardField::Importance);
    }

    QStringList sections;
    const QString summary = card.summary.trimmed();
    if (!summary.isEmpty() && !opensBlock(summary.section(u'\n', 0, 0)))
        head.append(section(CardField::Summary, summary));
    if (!head.isEmpty())
        sections.append(head.join(u"  \n"_s));
    if (!summary.isEmpty() && opensBlock(summary.section(u'\n', 0, 0)))
        sections.append(section(CardField::Summary, summary));

    if (!card.scope.trimmed().isEmpty())
        sections.append(section(CardField::Scope, card.scope));
    if (const QString text = insights(card); !text.isEmpty())
        sections.append(text);
    if (!card.risks.trimmed().isEmpty())
        sections.append(section(CardField::Risks, card.risks));
    if (!card.advice.trimmed().isEmpty())
        sections.append(section(CardField::Advice, card.advice));
    if (!card.closing.trimmed().isEmpty())
        sections.append(guardedLines(CardField::Closing, card.closing).join(u'\n'));
    return sections.join(u"\n\n"_s);
}

} // namespace

QString writeCard(const Card &card)
{
    return Writer().write(card);
}

} // namespace rijian
