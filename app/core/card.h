#pragma once
// The analysis card: the answer to "what changed, does it matter, what should I do". REPORT_FORMAT in docs/ describes its text.

#include <QList>
#include <QString>
#include <QStringList>

namespace rijian {

enum class ChangeType { Feature, BugFix, Performance, Refactoring, Documentation, Test, Configuration, Dependency, Security, Other };

enum class Importance { Unknown, Low, Medium, High };

/// 功能增强, Bug修复, …: the words of the card, which are data and not translated.
QString changeTypeWord(ChangeType type);
/// "🔴 高", "🟡 中", "🟢 低"; empty for Unknown.
QString importanceWord(Importance importance);

/// The fields' texts are Markdown, without the field's own label. A field that was not given is empty.
struct Card {
    QList<ChangeType> types; ///< most telling first
    QString typeText;        ///< as written, where it says more than `types` ("chore（删除已废弃的 Earthfile）"); else empty
    Importance importance = Importance::Unknown;
    QString summary;      ///< 变更摘要
    QString scope;        ///< 影响范围
    QString architecture; ///< 架构影响
    QString performance;  ///< 性能影响
    QString security;     ///< 安全考虑
    QString risks;        ///< 潜在风险
    QString advice;       ///< 关注建议
    QString closing;      ///< a closing remark

    bool operator==(const Card &) const = default;
};

} // namespace rijian
