#include "ui/card/modelnotes.h"

#include "core/cardtext.h"
#include "core/day.h"
#include "core/text.h"
#include "report/html.h"
#include "ui/modelwords.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

using report::htmlText;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(rijian::ui::ModelNotes)
};

constexpr qsizetype mostFiles = 200;
constexpr qsizetype longestRaw = 20'000;

QString span(const QString &words, const QString &kind = {})
{
    return u"<span"_s + (kind.isEmpty() ? QString() : u" class=\""_s + kind + u'"') + u'>' + htmlText(words) + u"</span>"_s;
}

QString strong(const QString &words)
{
    return u"<strong>"_s + htmlText(words) + u"</strong> "_s;
}

QString details(const QString &summary, const QString &html)
{
    return u"<details><summary>"_s + htmlText(summary) + u"</summary>"_s + html + u"</details>"_s;
}

QString listHtml(const QStringList &items)
{
    QString html;
    for (const QString &item : items)
        html += u"<li>"_s + htmlText(item) + u"</li>"_s;
    return u"<ul>"_s + html + u"</ul>"_s;
}

QString depthWord(const FileReading &reading)
{
    switch (reading.depth) {
    case ReadDepth::Whole:
        return Text::tr("read");
    case ReadDepth::Summary:
        return reading.hunks.isEmpty() ? Text::tr("in summary") : Text::tr("in part");
    case ReadDepth::Unread:
        break;
    }
    return Text::tr("not read");
}

/// "" and "无" are the same to a reader.
QString plainText(QString text)
{
    text = text.trimmed();
    while (text.endsWith(u'。'))
        text.chop(1);
    return text == u"无"_s || text == u"不适用"_s ? QString() : text;
}

QString cell(const QString &markdown)
{
    return u"<td><div class=\"text\" lang=\"zh-CN\">"_s + report::markdownToHtml(markdown.isEmpty() ? u"—"_s : markdown).html + u"</div></td>"_s;
}

QString row(const QString &label, const QString &left, const QString &right, bool differs)
{
    return u"<tr"_s + (differs ? u" class=\"differs\""_s : QString()) + u"><th scope=\"row\" lang=\"zh-CN\">"_s + htmlText(label) + u"</th>"_s + left + right + u"</tr>"_s;
}

QString typeText(const Card &card)
{
    QStringList words;
    for (const ChangeType type : card.types)
        words.append(changeTypeWord(type));
    return words.join(u" / "_s);
}

} // namespace

QString makerName(const Analysis &analysis)
{
    if (isByRules(analysis))
        return Text::tr("Rules");
    const QString model = analysis.model.isEmpty() ? Text::tr("Model") : oneLine(analysis.model, 80);
    return analysis.provider.isEmpty() ? model : QString(oneLine(analysis.provider, 60) + u' ' + model);
}

const Analysis *newestCard(const QList<Analysis> &analyses, bool byRules)
{
    const auto found = std::ranges::find_if(analyses, [&](const Analysis &one) { return isByRules(one) == byRules && one.state != AnalysisState::Failed && !one.markdown.isEmpty(); });
    return found == analyses.end() ? nullptr : &*found;
}

QString otherSignalHtml(const CardContent &content)
{
    if (!content.analysis)
        return {};
    const bool rules = isByRules(*content.analysis);
    const Analysis *other = newestCard(content.analyses, !rules);
    if (!other || other->card.importance == Importance::Unknown)
        return {};
    const QString level = importanceWord(other->card.importance);
    const bool differs = content.analysis->card.importance != Importance::Unknown && content.analysis->card.importance != other->card.importance;
    return span(rules ? Text::tr("model: %1").arg(level) : Text::tr("rules: %1").arg(level), u"beaten"_s) + (differs ? span(Text::tr("differs"), u"differs"_s) : QString());
}

QString coverageHtml(const Analysis &analysis)
{
    if (analysis.state != AnalysisState::Partial)
        return {};
    QString html = strong(Text::tr("Only a part of the commit was read.")) + u"<span lang=\"zh-CN\">"_s + htmlText(analysis.coverage) + u"</span>"_s;
    if (analysis.reading.isEmpty())
        return html;
    QStringList files;
    for (const FileReading &reading : analysis.reading.first(std::min(analysis.reading.size(), mostFiles)))
        files.append(oneLine(reading.path, 200) + u" — "_s + depthWord(reading) + (reading.why.isEmpty() ? QString() : QString(u'（' + reading.why + u'）')));
    if (analysis.reading.size() > mostFiles)
        files.append(Text::tr("and %n more", nullptr, int(analysis.reading.size() - mostFiles)));
    return html + details(Text::tr("Files that were not read whole"), listHtml(files));
}

QString attemptsHtml(const Analysis &analysis)
{
    if (analysis.attempts.isEmpty())
        return {};
    QStringList quotes;
    for (const QString &attempt : analysis.attempts)
        quotes.append(oneLine(attempt, 200));
    return strong(Text::tr("The commit holds text that speaks to the model.")) + htmlText(Text::tr("It was told to ignore it, and the importance is not below the rules'.")) + listHtml(quotes);
}

QString unconfirmedHtml(const Analysis &analysis)
{
    QStringList names;
    for (const QString &name : analysis.unconfirmed)
        names.append(oneLine(name, 120));
    return names.isEmpty() ? QString() : htmlText(Text::tr("Not found in the commit, maybe made up: %1").arg(names.join(u", "_s)));
}

QString rawHtml(const QList<Analysis> &analyses)
{
    const auto failed = std::ranges::find_if(analyses, [](const Analysis &one) { return !isByRules(one); });
    if (failed == analyses.end() || failed->raw.isEmpty())
        return {};
    return details(Text::tr("What the model answered"), u"<pre>"_s + htmlText(QStringView(failed->raw).first(std::min(failed->raw.size(), longestRaw))) + u"</pre>"_s);
}

QString rulesReasonsHtml(const CardContent &content)
{
    if (!content.analysis || isByRules(*content.analysis))
        return {};
    const Analysis *rules = newestCard(content.analyses, true);
    if (!rules || rules->reasons.isEmpty())
        return {};
    return details(Text::tr("Why the rules say %1").arg(importanceWord(rules->card.importance)), u"<div lang=\"zh-CN\">"_s + listHtml(rules->reasons) + u"</div>"_s);
}

QString footHtml(const Analysis &analysis, const QTimeZone &zone)
{
    const bool rules = isByRules(analysis);
    QString html = span(rules ? Text::tr("Made by the built-in rules, without a model") : makerName(analysis));
    if (!analysis.promptVersion.isEmpty())
        html += span((rules ? Text::tr("rules %1") : Text::tr("prompt %1")).arg(analysis.promptVersion));
    if (analysis.usage.prompt > 0) {
        const QString sent = tokenText(analysis.usage.prompt);
        const QString received = tokenText(analysis.usage.completion);
        html += span(analysis.usage.cached > 0 ? Text::tr("%1 tokens sent (%2 from the provider's cache), %3 received").arg(sent, tokenText(analysis.usage.cached), received)
                                               : Text::tr("%1 tokens sent, %2 received").arg(sent, received));
        html += span(moneyText(analysis.cost, analysis.currency));
    }
    if (analysis.createdAt.isValid())
        html += span(displayTime(analysis.createdAt.toSecsSinceEpoch(), zone));
    return html;
}

QString comparisonHtml(const Analysis &left, const Analysis &right)
{
    const Card &a = left.card;
    const Card &b = right.card;
    QString rows = row(cardFieldWord(CardField::Types), cell(typeText(a)), cell(typeText(b)), a.types != b.types);
    rows += row(cardFieldWord(CardField::Importance), cell(importanceWord(a.importance)), cell(importanceWord(b.importance)), a.importance != b.importance);
    const std::array<std::pair<CardField, QString Card::*>, 7> fields{{{CardField::Summary, &Card::summary},
                                                                       {CardField::Scope, &Card::scope},
                                                                       {CardField::Architecture, &Card::architecture},
                                                                       {CardField::Performance, &Card::performance},
                                                                       {CardField::Security, &Card::security},
                                                                       {CardField::Risks, &Card::risks},
                                                                       {CardField::Advice, &Card::advice}}};
    for (const auto &[field, text] : fields) {
        if (a.*text != b.*text || !(a.*text).isEmpty()) // one says something where the other says there is nothing
            rows += row(cardFieldWord(field), cell(a.*text), cell(b.*text), plainText(a.*text).isEmpty() != plainText(b.*text).isEmpty());
    }
    return u"<table class=\"compared\"><thead><tr><th></th><th scope=\"col\">"_s + htmlText(makerName(left)) + u"</th><th scope=\"col\">"_s + htmlText(makerName(right))
        + u"</th></tr></thead><tbody>"_s + rows + u"</tbody></table>"_s;
}

} // namespace rijian::ui
