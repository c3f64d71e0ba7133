#include "analysis/rules/builtindata.h"

#include <QFile>

#include <memory>

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

Result<RuleData> loadRuleData()
{
    registerData();
    const auto rules = readResource(u"rules.json"_s);
    if (!rules)
        return std::unexpected(rules.error());
    const auto texts = readResource(u"signals.json"_s);
    if (!texts)
        return std::unexpected(texts.error());
    return RuleData::fromJson(*rules, *texts);
}

const RuleData *builtInRuleData()
{
    static const std::unique_ptr<const RuleData> data = [] {
        auto loaded = loadRuleData();
        return loaded ? std::make_unique<const RuleData>(std::move(*loaded)) : nullptr;
    }();
    return data.get();
}

} // namespace rijian::analysis
