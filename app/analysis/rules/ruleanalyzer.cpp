#include "analysis/rules/ruleanalyzer.h"

#include "analysis/rules/markup.h"
#include "analysis/rules/wording.h"
#include "core/cardtext.h"

#include <QFile>

using namespace Qt::StringLiterals;

// At global scope, as Q_INIT_RESOURCE demands: a static library's resources are not registered by themselves.
static void registerData()
{
    Q_INIT_RESOURCE(rijian_data);
}

namespace rijian::analysis {

namespace {

Result<QByteArray> readResource(const QString &name)
{
    QFile file(u":/rules/"_s + name);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::Internal, u"built-in data is missing: "_s + name, file.errorString());
    return file.readAll();
}

} // namespace

RuleAnalyzer::RuleAnalyzer(std::unique_ptr<const RuleData> data)
    : m_data(std::move(data))
{
}

RuleAnalyzer::~RuleAnalyzer() = default;

Result<std::unique_ptr<RuleAnalyzer>> RuleAnalyzer::load()
{
    registerData();
    const auto rules = readResource(u"rules.json"_s);
    if (!rules)
        return std::unexpected(rules.error());
    const auto texts = readResource(u"signals.json"_s);
    if (!texts)
        return std::unexpected(texts.error());
    return fromJson(*rules, *texts);
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
        QStringList names;
        for (const QString &path : diff.unreadPaths.first(std::min(diff.unreadPaths.size(), qsizetype(3))))
            names.append(cleaned(path, 120));
        analysis.coverage = QString::number(diff.unreadFiles) + u" 个文件过大，没有读全："_s + names.join(u"、"_s) + (diff.unreadFiles > 3 ? u" 等"_s : QString());
    }
    return analysis;
}

} // namespace rijian::analysis
