#include "core/card.h"

using namespace Qt::StringLiterals;

namespace rijian {

QString changeTypeWord(ChangeType type)
{
    switch (type) {
    case ChangeType::Feature:
        return u"功能增强"_s;
    case ChangeType::BugFix:
        return u"Bug修复"_s;
    case ChangeType::Performance:
        return u"性能优化"_s;
    case ChangeType::Refactoring:
        return u"重构"_s;
    case ChangeType::Documentation:
        return u"文档"_s;
    case ChangeType::Test:
        return u"测试"_s;
    case ChangeType::Configuration:
        return u"配置"_s;
    case ChangeType::Dependency:
        return u"依赖更新"_s;
    case ChangeType::Security:
        return u"安全修复"_s;
    case ChangeType::Other:
        break;
    }
    return u"其他"_s;
}

QString importanceWord(Importance importance)
{
    switch (importance) {
    case Importance::High:
        return u"🔴 高"_s;
    case Importance::Medium:
        return u"🟡 中"_s;
    case Importance::Low:
        return u"🟢 低"_s;
    case Importance::Unknown:
        break;
    }
    return {};
}

} // namespace rijian
