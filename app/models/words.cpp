#include "models/words.h"

#include <QCoreApplication>

namespace rijian::models {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(rijian::models::Words)
};

} // namespace

QString importanceLabel(Importance importance)
{
    switch (importance) {
    case Importance::High:
        return Text::tr("High");
    case Importance::Medium:
        return Text::tr("Medium");
    case Importance::Low:
        return Text::tr("Low");
    case Importance::Unknown:
        break;
    }
    return Text::tr("Not rated");
}

QString importanceMark(Importance importance)
{
    switch (importance) {
    case Importance::High:
        return QStringLiteral("🔴");
    case Importance::Medium:
        return QStringLiteral("🟡");
    case Importance::Low:
        return QStringLiteral("🟢");
    case Importance::Unknown:
        break;
    }
    return QStringLiteral("⚪");
}

QString stateLabel(TriageState state)
{
    switch (state) {
    case TriageState::Seen:
        return Text::tr("Reviewed");
    case TriageState::FollowUp:
        return Text::tr("Follow up");
    case TriageState::Ignored:
        return Text::tr("Ignored");
    case TriageState::Unseen:
        break;
    }
    return Text::tr("To review");
}

QString encodingLabel(TextEncoding encoding)
{
    const QString name(encodingName(encoding));
    switch (encoding) {
    case TextEncoding::Unknown:
        return Text::tr("Automatic");
    case TextEncoding::Gb18030:
        return Text::tr("%1 (simplified Chinese)").arg(name);
    case TextEncoding::Big5:
        return Text::tr("%1 (traditional Chinese)").arg(name);
    case TextEncoding::ShiftJis:
    case TextEncoding::EucJp:
        return Text::tr("%1 (Japanese)").arg(name);
    case TextEncoding::EucKr:
        return Text::tr("%1 (Korean)").arg(name);
    case TextEncoding::Latin1:
    case TextEncoding::Windows1252:
        return Text::tr("%1 (Western European)").arg(name);
    case TextEncoding::Windows1251:
        return Text::tr("%1 (Cyrillic)").arg(name);
    default:
        return name;
    }
}

QString typeLabel(ChangeType type)
{
    switch (type) {
    case ChangeType::Feature:
        return Text::tr("Feature");
    case ChangeType::BugFix:
        return Text::tr("Bug fix");
    case ChangeType::Performance:
        return Text::tr("Performance");
    case ChangeType::Refactoring:
        return Text::tr("Refactoring");
    case ChangeType::Documentation:
        return Text::tr("Documentation");
    case ChangeType::Test:
        return Text::tr("Test");
    case ChangeType::Configuration:
        return Text::tr("Configuration");
    case ChangeType::Dependency:
        return Text::tr("Dependency");
    case ChangeType::Security:
        return Text::tr("Security");
    case ChangeType::Other:
        break;
    }
    return Text::tr("Other");
}

} // namespace rijian::models
