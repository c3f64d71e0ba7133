#include "analysis/llm/cardform.h"

#include "core/card.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace rijian::analysis::llm {

namespace {

constexpr std::array formNames{std::pair(AnswerForm::Schema, "schema"_L1), std::pair(AnswerForm::Json, "json"_L1), std::pair(AnswerForm::Tool, "tool"_L1),
                               std::pair(AnswerForm::Markdown, "markdown"_L1)};

constexpr auto toolName = "submit_card"_L1;

QJsonObject textProperty(const QString &description)
{
    return {{u"type"_s, u"string"_s}, {u"description"_s, description}};
}

QJsonObject listProperty(const QJsonObject &items, const QString &description)
{
    return {{u"type"_s, u"array"_s}, {u"items"_s, items}, {u"description"_s, description}};
}

// Neither minLength nor maxLength nor minItems: OpenAI's strict mode has refused them. The reader bounds what comes.
QJsonObject makeSchema()
{
    QJsonArray types;
    for (const ChangeType type : {ChangeType::Feature, ChangeType::BugFix, ChangeType::Performance, ChangeType::Refactoring, ChangeType::Documentation, ChangeType::Test,
                                  ChangeType::Configuration, ChangeType::Dependency, ChangeType::Security, ChangeType::Other})
        types.append(changeTypeWord(type));
    const QJsonObject properties{
        {u"types"_s, listProperty({{u"type"_s, u"string"_s}, {u"enum"_s, types}}, u"变更类型，一到三个，最贴切的在前"_s)},
        {u"importance"_s, QJsonObject{{u"type"_s, u"string"_s}, {u"enum"_s, QJsonArray{u"高"_s, u"中"_s, u"低"_s}}, {u"description"_s, u"重要程度，按影响判断，不按改动大小"_s}}},
        {u"summary"_s, textProperty(u"变更摘要，一到三句：改了什么、为什么、现在的行为如何"_s)},
        {u"scope"_s, listProperty({{u"type"_s, u"string"_s}}, u"影响范围：受影响的模块、文件、接口、部署或用户，一项一条"_s)},
        {u"architecture"_s, textProperty(u"架构影响；没有则写“无”"_s)},
        {u"performance"_s, textProperty(u"性能影响；没有则写“无”"_s)},
        {u"security"_s, textProperty(u"安全考虑；没有则写“无”"_s)},
        {u"risks"_s, textProperty(u"潜在风险：什么情况下会出问题；没有则写“无”"_s)},
        {u"advice"_s, textProperty(u"关注建议：读者该做什么、看什么；没有则写“无”"_s)},
    };
    QJsonArray required;
    for (const char *name : {"types", "importance", "summary", "scope", "architecture", "performance", "security", "risks", "advice"})
        required.append(QLatin1StringView(name));
    return {{u"type"_s, u"object"_s}, {u"properties"_s, properties}, {u"required"_s, required}, {u"additionalProperties"_s, false}};
}

QString schemaText()
{
    return QString::fromUtf8(QJsonDocument(cardSchema()).toJson(QJsonDocument::Compact));
}

} // namespace

const QJsonObject &cardSchema()
{
    static const QJsonObject schema = makeSchema();
    return schema;
}

QJsonObject formFields(AnswerForm form)
{
    switch (form) {
    case AnswerForm::Schema:
        return {{u"response_format"_s,
                 QJsonObject{{u"type"_s, u"json_schema"_s}, {u"json_schema"_s, QJsonObject{{u"name"_s, u"card"_s}, {u"strict"_s, true}, {u"schema"_s, cardSchema()}}}}}};
    case AnswerForm::Json:
        return {{u"response_format"_s, QJsonObject{{u"type"_s, u"json_object"_s}}}};
    case AnswerForm::Tool: {
        const QJsonObject function{{u"name"_s, toolName}, {u"description"_s, u"给出这个提交的分析卡片"_s}, {u"parameters"_s, cardSchema()}};
        return {{u"tools"_s, QJsonArray{QJsonObject{{u"type"_s, u"function"_s}, {u"function"_s, function}}}},
                {u"tool_choice"_s, QJsonObject{{u"type"_s, u"function"_s}, {u"function"_s, QJsonObject{{u"name"_s, toolName}}}}}};
    }
    case AnswerForm::Markdown:
        break;
    }
    return {};
}

QString formInstruction(AnswerForm form)
{
    switch (form) {
    case AnswerForm::Schema:
        return u"按给定的 JSON Schema 作答，只输出这一个 JSON 对象。"_s;
    case AnswerForm::Json:
        return u"只输出一个 JSON 对象，前后不要有任何文字，也不要用代码围栏。它符合以下 JSON Schema，每个字段都要有：\n"_s + schemaText();
    case AnswerForm::Tool:
        return u"调用函数 %1 提交卡片，每个参数都要有；不要另写正文。"_s.arg(toolName);
    case AnswerForm::Markdown:
        break;
    }
    return uR"(按下面的样式输出 Markdown，不要有其他文字，标签照抄，尖括号处换成内容：

**🎯 变更类型**：<功能增强 / Bug修复 / 性能优化 / 重构 / 文档 / 测试 / 配置 / 依赖更新 / 安全修复 / 其他>

**⚡ 重要程度**：<🔴 高 / 🟡 中 / 🟢 低>

**📋 变更摘要**：<一到三句>

**🎯 影响范围**：<一项一条>

**🔍 技术洞察**：
- **架构影响**：<没有则写“无”>
- **性能影响**：<没有则写“无”>
- **安全考虑**：<没有则写“无”>

**⚠️ 潜在风险**：<没有则写“无”>

**💡 关注建议**：<没有则写“无”>)"_s;
}

QString formName(AnswerForm form)
{
    for (const auto &[known, name] : formNames) {
        if (known == form)
            return name;
    }
    return {};
}

std::optional<AnswerForm> formByName(const QString &name)
{
    for (const auto &[form, known] : formNames) {
        if (known == name)
            return form;
    }
    return {};
}

} // namespace rijian::analysis::llm
