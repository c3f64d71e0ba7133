#include "core/settings.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian {

namespace {

constexpr SettingEntry table[] = {
    {"general/language", &Settings::language},
    {"general/timeZone", &Settings::timeZone},
    {"general/theme", &Settings::theme},
    {"general/fontSize", &Settings::fontSize, 0, 40},
    {"general/codeFont", &Settings::codeFont},
    {"general/exportFolder", &Settings::exportFolder},
    {"repositories/fetchOnStart", &Settings::fetchOnStart},
    {"repositories/fetchMinutes", &Settings::fetchMinutes, 0, 7 * 24 * 60},
    {"repositories/mergeCommits", &Settings::mergeCommits},
    {"analysis/afterFetch", &Settings::analyzeAfterFetch},
    {"analysis/provider", &Settings::provider},
    {"analysis/baseUrl", &Settings::baseUrl},
    {"analysis/model", &Settings::model},
    {"analysis/shareAll", &Settings::shareAll},
    {"analysis/concurrency", &Settings::concurrency, 1, 64},
    {"analysis/fallbackProvider", &Settings::fallbackProvider},
    {"analysis/fallbackBaseUrl", &Settings::fallbackBaseUrl},
    {"analysis/fallbackModel", &Settings::fallbackModel},
    {"analysis/requestsPerMinute", &Settings::requestsPerMinute, 0, 100'000},
    {"analysis/tokensPerMinute", &Settings::tokensPerMinute, 0, 1'000'000},
    {"analysis/contextTokens", &Settings::contextTokens, 0, 10'000},
    {"analysis/dailyTokens", &Settings::dailyTokens, 0, 1'000'000},
    {"analysis/dailyCost", &Settings::dailyCost, 0, 1'000'000},
    {"analysis/tellJudged", &Settings::tellJudged},
    {"analysis/confirmPlan", &Settings::confirmPlan},
    {"schedule/daily", &Settings::daily},
    {"schedule/dailyAt", &Settings::dailyAt},
    {"schedule/dailyExport", &Settings::dailyExport},
    {"schedule/dailyDeliver", &Settings::dailyDeliver},
    {"memory/lastDaily", &Settings::lastDaily},
    {"memory/dailyBegun", &Settings::dailyBegun},
    {"memory/dailyTries", &Settings::dailyTries, 0, 1'000},
    {"schedule/keepInTray", &Settings::keepInTray},
    {"notifications/high", &Settings::notifyHigh},
    {"notifications/failures", &Settings::notifyFailures},
    {"queue/least", &Settings::queueLeast, 1, 3},
    {"queue/days", &Settings::queueDays, 1, 365},
    {"memory/exportForm", &Settings::exportForm},
    {"memory/exportLeast", &Settings::exportLeast, 0, 3},
    {"memory/exportOnlyNew", &Settings::exportOnlyNew},
    {"memory/exportNotes", &Settings::exportNotes},
    {"memory/exportName", &Settings::exportName},
    {"memory/historyDays", &Settings::historyDays, 7, 3660},
    {"memory/recentSearches", &Settings::recentSearches},
    {"window/geometry", &Settings::windowGeometry},
    {"window/state", &Settings::windowState},
    {"window/splitters", &Settings::splitters},
    {"window/columns", &Settings::columns},
    {"window/diff", &Settings::diffState},
};

QString toText(const QString &value) { return value; }
QString toText(bool value) { return value ? u"true"_s : u"false"_s; }
QString toText(int value) { return QString::number(value); }
QString toText(const QTime &value) { return value.toString(u"HH:mm"_s); }
QString toText(const QByteArray &value) { return QString::fromLatin1(value.toBase64()); }

void read(const QString &text, const SettingEntry &, QString &value) { value = text; }

void read(const QString &text, const SettingEntry &, bool &value)
{
    if (text == "true"_L1 || text == "false"_L1)
        value = text == "true"_L1;
}

void read(const QString &text, const SettingEntry &entry, int &value)
{
    bool ok = false;
    if (const int number = text.toInt(&ok); ok)
        value = std::clamp(number, entry.minimum, entry.maximum);
}

void read(const QString &text, const SettingEntry &, QTime &value)
{
    if (const QTime time = QTime::fromString(text, u"HH:mm"_s); time.isValid())
        value = time;
}

void read(const QString &text, const SettingEntry &, QByteArray &value)
{
    if (auto bytes = QByteArray::fromBase64Encoding(text.toLatin1(), QByteArray::AbortOnBase64DecodingErrors))
        value = std::move(*bytes);
}

} // namespace

std::span<const SettingEntry> settingsTable()
{
    return table;
}

QMap<QString, QString> toMap(const Settings &settings)
{
    const Settings defaults;
    QMap<QString, QString> map;
    for (const SettingEntry &entry : table) {
        std::visit([&](auto field) {
            if (settings.*field != defaults.*field)
                map.insert(QString::fromLatin1(entry.key), toText(settings.*field));
        }, entry.field);
    }
    return map;
}

Settings fromMap(const QMap<QString, QString> &map)
{
    Settings settings;
    for (const SettingEntry &entry : table) {
        if (const auto text = map.constFind(QString::fromLatin1(entry.key)); text != map.constEnd())
            std::visit([&](auto field) { read(*text, entry, settings.*field); }, entry.field);
    }
    return settings;
}

} // namespace rijian
