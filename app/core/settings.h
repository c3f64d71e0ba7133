#pragma once
// The user's settings as one typed value, and the one table that says how each is stored. Kept in the database's `setting` table.

#include <QByteArray>
#include <QMap>
#include <QString>
#include <QTime>

#include <span>
#include <variant>

namespace rijian {

struct Settings {
    // General
    QString language;                              ///< "en", "zh_CN"; empty: the system's
    QString timeZone = QStringLiteral("Asia/Shanghai"); ///< parseTimeZone()'s words
    QString theme = QStringLiteral("system");      ///< "system", "light", "dark"
    int fontSize = 0;                              ///< points; 0: the system's
    QString codeFont;                              ///< family of diffs; empty: the system's fixed font
    QString exportFolder;                          ///< empty: not chosen yet

    // Repositories
    bool fetchOnStart = true;
    int fetchMinutes = 60;   ///< between automatic fetches; 0: only by hand
    bool mergeCommits = true; ///< list them

    // Analysis
    bool analyzeAfterFetch = true;
    QString provider;        ///< a preset's name; empty: the built-in rules alone
    QString baseUrl;
    QString model;           ///< the key is in the system's keychain, never here
    bool shareAll = false;   ///< every repository may be sent to the model
    QString fallbackProvider; ///< asked where the first one fails, likewise; empty: the rules stand in
    QString fallbackBaseUrl;
    QString fallbackModel;
    int concurrency = 4;     ///< requests at once
    int requestsPerMinute = 0; ///< 0: no limit
    int tokensPerMinute = 0; ///< thousands; 0: no limit
    int contextTokens = 0;   ///< thousands that the model takes, prompt and answer together; 0: as its preset says
    int dailyTokens = 0;     ///< thousands a day at most; 0: no limit
    int dailyCost = 0;       ///< of the model's currency a day at most; 0: no limit
    bool tellJudged = false; ///< the model is told of the importance that the user gave other commits of the repository
    bool confirmPlan = true; ///< show what a run will take before it sends anything

    // Schedule
    bool daily = false;      ///< fetch, analyze and export once a day
    QTime dailyAt = QTime(9, 0);
    bool dailyExport = true;
    bool dailyDeliver = true; ///< to the targets that are on
    QString lastDaily;       ///< the day (2026-01-07) whose daily run has ended last; empty: none since it was switched on
    QString dailyBegun;      ///< the day whose run has begun
    int dailyTries = 0;      ///< how often that one has
    bool keepInTray = false; ///< closing the window leaves the program in the notification area, where there is one

    // Notifications
    bool notifyHigh = true;  ///< of new 🔴 commits, one a run
    bool notifyFailures = false;

    // The queue of what is to be dealt with
    int queueLeast = 3; ///< core/card.h Importance: what matters less is not in it
    int queueDays = 30; ///< how far back it goes

    // The last export
    QString exportForm;       ///< report::FormChoice's word; empty: Markdown
    int exportLeast = 0;      ///< core/card.h Importance: commits below are left out
    bool exportOnlyNew = false; ///< what is new since the last export of this name
    bool exportNotes = false; ///< the user's follow-ups and notes at the end
    QString exportName;       ///< of the report; empty: the daily one

    int historyDays = 365;    ///< of the history's pictures
    QString recentSearches; ///< over all commits, the newest first, one a line

    // The window's memory
    QByteArray windowGeometry;
    QByteArray windowState;
    QByteArray splitters;
    QByteArray columns;
    QByteArray diffState;

    bool operator==(const Settings &) const = default;
};

/// One row of the table: the key under which a field is stored.
struct SettingEntry {
    using Field = std::variant<QString Settings::*, bool Settings::*, int Settings::*, QTime Settings::*, QByteArray Settings::*>;
    const char *key;
    Field field;
    int minimum = 0; ///< of an int; what is stored is brought within
    int maximum = 0;
};

std::span<const SettingEntry> settingsTable();

/// What differs from the defaults, by key.
QMap<QString, QString> toMap(const Settings &settings);
/// Unknown keys and values that cannot be read are left at their defaults.
Settings fromMap(const QMap<QString, QString> &map);

} // namespace rijian
