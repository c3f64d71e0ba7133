#include "analysis/rules/ruleanalyzer.h"

#include "analysis/rules/builtindata.h"
#include "analysis/rules/markup.h"
#include "analysis/rules/wording.h"
#include "core/cardtext.h"

using namespace Qt::StringLiterals;

namespace rijian::analysis {

RuleAnalyzer::RuleAnalyzer(std::unique_ptr<const RuleData> data)
    : m_data(std::move(data))
{
}

RuleAnalyzer::~RuleAnalyzer() = default;

Result<std::unique_ptr<RuleAnalyzer>> RuleAnalyzer::load()
{
    auto data = loadRuleData();
    if (!data)
        return std::unexpected(data.error());
    return std::unique_ptr<RuleAnalyzer>(new RuleAnalyzer(std::make_unique<const RuleData>(std::move(*data))));
}

Result<std::unique_ptr<RuleAnalyzer>> RuleAnalyzer::fromJson(const QByteArray &rules, const QByteArray &signalTexts)
{
    auto data = RuleData::fromJson(rules, signalTexts);
    if (!data)
        return std::unexpected(data.error());
    return std::unique_ptr<RuleAnalyzer>(new RuleAnalyzer(std::make_unique<const RuleData>(std::move(*data))));
}

QString RuleAnalyzer::name() const
{
    return u"rules"_s;
}

QStringList RuleAnalyzer::models() const
{
    return {QString()};
}

QString RuleAnalyzer::version() const
{
    return m_data->version;
}

Analysis RuleAnalyzer::analyze(const CommitPatch &patch) const
{
    const MessageFacts message = readMessage(patch.commit.message, *m_data);
    const DiffFacts diff = readDiff(patch, *m_data);
    const Shape shape = shapeOf(patch, message, diff);
    const Focus focus = focusOf(patch, diff, shape);
    const Verdict verdict = weigh(patch, message, diff, focus, shape, *m_data);

    Analysis analysis;
    analysis.sha = patch.commit.sha;
    analysis.analyzer = name();
    analysis.promptVersion = version();
    analysis.createdAt = QDateTime::currentDateTimeUtc();
    analysis.score = verdict.score;
    analysis.reasons = verdict.reasons;
    analysis.card = writeRuleCard({patch, message, diff, focus, verdict, *m_data});
    analysis.markdown = writeCard(analysis.card);
    if (diff.unreadFiles > 0) {
        analysis.state = AnalysisState::Partial;
        const auto say = [&analysis](int count, const QString &what, const QStringList &paths) {
            if (count == 0)
                return;
            QStringList names;
            for (const QString &path : paths.first(std::min(paths.size(), qsizetype(3))))
                names.append(cleaned(path, 120));
            analysis.coverage += (analysis.coverage.isEmpty() ? QString() : u"；"_s) + QString::number(count) + what + names.join(u"、"_s) + (count > 3 ? u" 等"_s : QString());
        };
        say(diff.unreadFiles - diff.lostFiles, u" 个文件过大，没有读全："_s, diff.unreadPaths);
        say(diff.lostFiles, u" 个文件的内容缺失或已损坏，没有读到："_s, diff.lostPaths);
    }
    return analysis;
}

} // namespace rijian::analysis
