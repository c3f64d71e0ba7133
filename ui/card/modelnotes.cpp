#include "ui/card/modelnotes.h"

#include "core/day.h"
#include "core/text.h"
#include "report/html.h"
#include "ui/modelwords.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

using report::htmlText;

struct ModelNotesText {
    Q_DECLARE_TR_FUNCTIONS(rijian::ui::ModelNotes)
};

constexpr qsizetype mostFiles = 200;
constexpr qsizetype mostNames = 40;
constexpr qsizetype mostAttempts = 10;
constexpr qsizetype longestRaw = 20'000;

QString span(const QString &words, const QString &kind = {})
{
    return u"<span"_s + (kind.isEmpty() ? QString() : u" class=\""_s + kind + u'"') + u'>' + htmlText(words) + u"</span>"_s;
}

QString strong(const QString &words)
{
    return u"<strong>"_s + htmlText(words) + u"</strong> "_s;
}

/// `kind` tells the page which one it is, so that it stays open.
QString details(const QString &kind, const QString &summary, const QString &html)
{
    return u"<details class=\""_s + kind + u"\"><summary>"_s + htmlText(summary) + u"</summary>"_s + html + u"</details>"_s;
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
        return ModelNotesText::tr("read");
    case ReadDepth::Summary:
        return reading.hunks.isEmpty() ? ModelNotesText::tr("in summary") : ModelNotesText::tr("in part");
    case ReadDepth::Unread:
        break;
    }
    return ModelNotesText::tr("not read");
}

/// At most so many, and how many more there are.
QStringList bounded(const QStringList &texts, qsizetype most, qsizetype longest)
{
    QStringList lines;
    for (const QString &text : texts.first(std::min(texts.size(), most)))
        lines.append(oneLine(text, longest));
    if (texts.size() > most)
        lines.append(ModelNotesText::tr("and %n more", nullptr, int(texts.size() - most)));
    return lines;
}

} // namespace

QString makerName(const Analysis &analysis)
{
    if (isByRules(analysis))
        return ModelNotesText::tr("Rules");
    const QString model = analysis.model.isEmpty() ? ModelNotesText::tr("Model") : oneLine(analysis.model, 80);
    return analysis.provider.isEmpty() ? model : QString(oneLine(analysis.provider, 60) + u' ' + model);
}

const Analysis *newestCard(const QList<Analysis> &analyses, bool byRules)
{
    const auto found = std::ranges::find_if(analyses, [&](const Analysis &one) { return isByRules(one) == byRules && one.state != AnalysisState::Failed && !one.markdown.isEmpty(); });
    return found == analyses.end() ? nullptr : &*found;
}

const Analysis *failedTry(const QList<Analysis> &analyses)
{
    const auto newest = std::ranges::find_if_not(analyses, isByRules);
    return newest == analyses.end() || newest->state != AnalysisState::Failed ? nullptr : &*newest;
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
    return span(rules ? ModelNotesText::tr("model: %1").arg(level) : ModelNotesText::tr("rules: %1").arg(level), u"beaten"_s) + (differs ? span(ModelNotesText::tr("differs"), u"differs"_s) : QString());
}

QString coverageHtml(const Analysis &analysis)
{
    if (analysis.state != AnalysisState::Partial)
        return {};
    // Fields may be missing while all was read.
    const QString what = analysis.reading.isEmpty() && !isByRules(analysis) ? ModelNotesText::tr("The card is not complete.") : ModelNotesText::tr("Only a part of the commit was read.");
    const QString html = strong(what) + u"<span lang=\"zh-CN\">"_s + htmlText(analysis.coverage) + u"</span>"_s;
    if (analysis.reading.isEmpty())
        return html;
    QStringList files;
    for (const FileReading &reading : analysis.reading.first(std::min(analysis.reading.size(), mostFiles)))
        files.append(oneLine(reading.path, 200) + u" — "_s + depthWord(reading) + (reading.why.isEmpty() ? QString() : QString(u'（' + reading.why + u'）')));
    if (analysis.reading.size() > mostFiles)
        files.append(ModelNotesText::tr("and %n more", nullptr, int(analysis.reading.size() - mostFiles)));
    return html + details(u"files"_s, ModelNotesText::tr("Files that were not read whole"), listHtml(files));
}

QString attemptsHtml(const Analysis &analysis)
{
    if (analysis.attempts.isEmpty())
        return {};
    const QStringList quotes = bounded(analysis.attempts, mostAttempts, 200);
    return strong(ModelNotesText::tr("The commit holds text that speaks to the model.")) + htmlText(ModelNotesText::tr("It was told to ignore it, and the importance is not below the rules'.")) + listHtml(quotes);
}

QString unconfirmedHtml(const Analysis &analysis)
{
    if (analysis.unconfirmed.isEmpty())
        return {};
    QString names;
    for (const QString &name : analysis.unconfirmed.first(std::min(analysis.unconfirmed.size(), mostNames)))
        names += u" <code>"_s + htmlText(oneLine(name, 120)) + u"</code>"_s;
    if (analysis.unconfirmed.size() > mostNames)
        names += u' ' + htmlText(ModelNotesText::tr("and %n more", nullptr, int(analysis.unconfirmed.size() - mostNames)));
    return htmlText(ModelNotesText::tr("Not found in the commit, maybe made up:")) + names;
}

QString rawHtml(const QList<Analysis> &analyses)
{
    const Analysis *failed = failedTry(analyses);
    if (!failed || failed->raw.isEmpty())
        return {};
    return details(u"raw"_s, ModelNotesText::tr("What the model answered"), u"<pre>"_s + htmlText(QStringView(failed->raw).first(std::min(failed->raw.size(), longestRaw))) + u"</pre>"_s);
}

QString rulesReasonsHtml(const CardContent &content)
{
    if (!content.analysis || isByRules(*content.analysis))
        return {};
    const Analysis *rules = newestCard(content.analyses, true);
    if (!rules || rules->reasons.isEmpty())
        return {};
    return details(u"why"_s, ModelNotesText::tr("Why the rules say %1").arg(importanceWord(rules->card.importance)), u"<div lang=\"zh-CN\">"_s + listHtml(rules->reasons) + u"</div>"_s);
}

QString footHtml(const Analysis &analysis, const QTimeZone &zone)
{
    const bool rules = isByRules(analysis);
    QString html = span(rules ? ModelNotesText::tr("Made by the built-in rules, without a model") : makerName(analysis));
    if (!analysis.promptVersion.isEmpty())
        html += span((rules ? ModelNotesText::tr("rules %1") : ModelNotesText::tr("prompt %1")).arg(analysis.promptVersion));
    if (analysis.usage.prompt > 0) {
        const QString sent = tokenText(analysis.usage.prompt);
        const QString received = tokenText(analysis.usage.completion);
        html += span(analysis.usage.cached > 0 ? ModelNotesText::tr("%1 tokens sent (%2 from the provider's cache), %3 received").arg(sent, tokenText(analysis.usage.cached), received)
                                               : ModelNotesText::tr("%1 tokens sent, %2 received").arg(sent, received));
        html += span(preciseMoneyText(analysis.cost, analysis.currency));
    }
    if (analysis.createdAt.isValid())
        html += span(displayTime(analysis.createdAt.toSecsSinceEpoch(), zone));
    return html;
}

} // namespace rijian::ui
