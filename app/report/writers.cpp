#include "report/writers.h"

#include "core/text.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace rijian::report {

QString ledgerParts(const Ledger &ledger)
{
    QStringList parts;
    const auto add = [&parts](Standing standing, int count) {
        if (count > 0)
            parts.append(standingLabel(standing) + u' ' + QString::number(count));
    };
    add(Standing::Whole, ledger.whole);
    add(Standing::Rules, ledger.rules);
    add(Standing::Partial, ledger.partial);
    add(Standing::Failed, ledger.failed);
    add(Standing::Missing, ledger.missing);
    return parts.join(u" · "_s);
}

QString filterLine(const Filter &filter)
{
    if (!filter.isActive())
        return {};
    QStringList listed;
    for (const Importance importance : {Importance::High, Importance::Medium, Importance::Low}) {
        if (importance >= filter.least)
            listed.append(importanceWord(importance));
    }
    QString line = u"已筛选：只列 "_s + listed.join(u"、"_s);
    if (filter.leftOut > 0)
        line += u"；另有 %1 个提交未列出"_s.arg(filter.leftOut);
    if (filter.unknown > 0)
        line += u"（其中 %1 个未判定）"_s.arg(filter.unknown);
    return line;
}

QString importanceParts(const EntrySource &source)
{
    QString text = u"🔴高 %1 | 🟡中 %2 | 🟢低 %3"_s.arg(source.count(Importance::High)).arg(source.count(Importance::Medium)).arg(source.count(Importance::Low));
    if (const int unknown = source.count(Importance::Unknown); unknown > 0)
        text += u" | ⚪未判定 %1"_s.arg(unknown);
    return text;
}

QString onOneLine(QString name)
{
    for (QChar &c : name) {
        if (c == u'\n' || c == u'\r')
            c = u' ';
    }
    return name;
}

QString withoutTrailingLines(QString text)
{
    while (!text.isEmpty() && text.back().isSpace())
        text.chop(1);
    return text;
}

QString titleOf(const Commit &commit)
{
    constexpr qsizetype longest = 300;
    // The first line that says something; of a message of megabytes no more than its beginning is looked at.
    const QString beginning = commit.message.first(std::min<qsizetype>(commit.message.size(), 4 * longest)).trimmed();
    const QString title = oneLine(beginning.section(u'\n', 0, 0).section(u'\r', 0, 0), longest).trimmed();
    return title.isEmpty() ? u"（无说明）"_s : title;
}

QString anchorOf(qsizetype section, const QString &sha)
{
    QString anchor = u"r%1-"_s.arg(section + 1);
    for (const QChar c : sha.first(std::min<qsizetype>(sha.size(), 16))) {
        if ((c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f'))
            anchor += c;
    }
    return anchor;
}

QString standingWord(Standing standing)
{
    switch (standing) {
    case Standing::Whole: return u"whole"_s;
    case Standing::Partial: return u"partial"_s;
    case Standing::Rules: return u"rules"_s;
    case Standing::Failed: return u"failed"_s;
    case Standing::Missing: break;
    }
    return u"missing"_s;
}

QString standingLabel(Standing standing)
{
    switch (standing) {
    case Standing::Whole: return u"模型分析"_s;
    case Standing::Partial: return u"部分阅读"_s;
    case Standing::Rules: return u"规则分析"_s;
    case Standing::Failed: return u"失败"_s;
    case Standing::Missing: break;
    }
    return u"未分析"_s;
}

QString typesText(const Card &card)
{
    if (!card.typeText.isEmpty())
        return card.typeText;
    QStringList words;
    for (const ChangeType type : card.types)
        words.append(changeTypeWord(type));
    return words.join(u" / "_s);
}

} // namespace rijian::report
