#include "analysis/rules/wording.h"

#include "analysis/rules/markup.h"

using namespace Qt::StringLiterals;

namespace rijian::analysis {

namespace {

constexpr qsizetype MostInsights = 3;
constexpr qsizetype MostRisks = 5;
constexpr qsizetype MostAdvice = 5;
constexpr qsizetype MostReasons = 4;

using Texts = QStringList Signal::*;

// The special signals' texts; those of the base where fewer than `least` were found.
QStringList gather(const Verdict &verdict, Texts field, qsizetype least, qsizetype most)
{
    QStringList texts;
    for (const bool base : {false, true}) {
        for (const Finding &finding : verdict.findings) {
            if (finding.base != base || texts.size() >= (base ? least : most))
                continue;
            const QString text = fillText(finding.signal->*field, finding.arguments);
            if (!text.isEmpty() && !texts.contains(text))
                texts.append(text);
        }
    }
    return texts;
}

QString asDimension(const QStringList &texts, const QString &otherwise)
{
    if (texts.isEmpty())
        return otherwise;
    return texts.size() == 1 ? texts.constFirst() : u"- "_s + texts.join(u"\n- "_s);
}

QString asNumbers(const QStringList &texts, const QString &otherwise)
{
    if (texts.size() <= 1)
        return texts.isEmpty() ? otherwise : texts.constFirst();
    QStringList lines;
    for (qsizetype i = 0; i < texts.size(); ++i)
        lines.append(QString::number(i + 1) + u". "_s + texts.at(i));
    return lines.join(u'\n');
}

QString closingText(const CardInput &input)
{
    const QStringList reasons = input.verdict.reasons.first(std::min(MostReasons, input.verdict.reasons.size()));
    const QString ground = reasons.isEmpty() ? u"没有触发加分项"_s : reasons.join(u"；"_s);
    return u"本卡片由内置规则（版本 "_s + cleaned(input.data.version, 20) + u"）根据提交说明与差异生成，未经模型分析；得分 "_s + QString::number(input.verdict.score)
        + u"，定级依据："_s + ground + u"。"_s;
}

} // namespace

Card writeRuleCard(const CardInput &input)
{
    const Verdict &verdict = input.verdict;
    Card card;
    card.types = changeTypes(input);
    if (input.message.intent == Intent::Revert && card.types == QList{ChangeType::Other})
        card.typeText = u"其他（回退）"_s;
    card.importance = verdict.importance;
    card.summary = summaryText(input);
    card.scope = scopeText(input);
    card.architecture = asDimension(gather(verdict, &Signal::architecture, 1, MostInsights), u"无：没有结构上的改动。"_s);
    card.performance = asDimension(gather(verdict, &Signal::performance, 1, 2), u"不适用：没有影响运行时间的改动。"_s);
    card.security = asDimension(gather(verdict, &Signal::security, 1, MostInsights), u"无：没有权限、密钥或外部输入方面的改动。"_s);
    card.risks = asNumbers(gather(verdict, &Signal::risk, 1, MostRisks), u"无：没有可见的运行时风险。"_s);
    const QStringList advice = gather(verdict, &Signal::advice, 1, MostAdvice);
    card.advice = advice.isEmpty() ? u"无须特别处理。"_s : u"- "_s + advice.join(u"\n- "_s);
    card.closing = closingText(input);
    return card;
}

} // namespace rijian::analysis
