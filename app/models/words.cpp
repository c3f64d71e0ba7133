#include "models/words.h"

#include <QCoreApplication>

namespace rijian::models {

namespace {

struct WordsText {
    Q_DECLARE_TR_FUNCTIONS(rijian::models::Words)
};

} // namespace

QString importanceLabel(Importance importance)
{
    switch (importance) {
    case Importance::High:
        return WordsText::tr("High");
    case Importance::Medium:
        return WordsText::tr("Medium");
    case Importance::Low:
        return WordsText::tr("Low");
    case Importance::Unknown:
        break;
    }
    return WordsText::tr("Not rated");
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
        return WordsText::tr("Reviewed");
    case TriageState::FollowUp:
        return WordsText::tr("Follow up");
    case TriageState::Ignored:
        return WordsText::tr("Ignored");
    case TriageState::Unseen:
        break;
    }
    return WordsText::tr("To review");
}

QString encodingLabel(TextEncoding encoding)
{
    const QString name(encodingName(encoding));
    switch (encoding) {
    case TextEncoding::Unknown:
        return WordsText::tr("Automatic");
    case TextEncoding::Gb18030:
        return WordsText::tr("%1 (simplified Chinese)").arg(name);
    case TextEncoding::Big5:
        return WordsText::tr("%1 (traditional Chinese)").arg(name);
    case TextEncoding::ShiftJis:
    case TextEncoding::EucJp:
        return WordsText::tr("%1 (Japanese)").arg(name);
    case TextEncoding::EucKr:
        return WordsText::tr("%1 (Korean)").arg(name);
    case TextEncoding::Latin1:
    case TextEncoding::Windows1252:
        return WordsText::tr("%1 (Western European)").arg(name);
    case TextEncoding::Windows1251:
        return WordsText::tr("%1 (Cyrillic)").arg(name);
    default:
        return name;
    }
}

QString typeLabel(ChangeType type)
{
    switch (type) {
    case ChangeType::Feature:
        return WordsText::tr("Feature");
    case ChangeType::BugFix:
        return WordsText::tr("Bug fix");
    case ChangeType::Performance:
        return WordsText::tr("Performance");
    case ChangeType::Refactoring:
        return WordsText::tr("Refactoring");
    case ChangeType::Documentation:
        return WordsText::tr("Documentation");
    case ChangeType::Test:
        return WordsText::tr("Test");
    case ChangeType::Configuration:
        return WordsText::tr("Configuration");
    case ChangeType::Dependency:
        return WordsText::tr("Dependency");
    case ChangeType::Security:
        return WordsText::tr("Security");
    case ChangeType::Other:
        break;
    }
    return WordsText::tr("Other");
}

} // namespace rijian::models
