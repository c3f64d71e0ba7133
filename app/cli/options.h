#pragma once
// The command line's words, understood: one table of options, the same meaning in every sub-command.

#include "cli/console.h"
#include "core/day.h"
#include "core/result.h"
#include "report/forms.h"

#include <QStringList>

#include <optional>

namespace rijian::cli {

struct Options {
    QString command;      ///< "repo", "fetch", …; empty: none given
    QStringList arguments; ///< what follows it
    QString dataFolder;
    QTimeZone zone = defaultTimeZone();
    std::optional<DaySpan> span; ///< from --date or --since/--until; none when none was given
    QString analyzer; ///< "rules", "llm" or empty (the default)
    QString provider; ///< this and the next three: another model than the settings', for this run; empty, 0: as set up
    QString baseUrl;
    QString model;
    int concurrency = 0;
    QString output;   ///< -o; "-" is stdout; empty: none given
    report::FormChoice form; ///< of the report
    Importance importance = Importance::Unknown; ///< commits below are left out of the report; Unknown: none are
    bool notes = false; ///< the user's follow-ups and notes are wished in the report
    bool byteOrderMark = true; ///< before a CSV
    QString branch;
    QString name;
    QHash<QString, QString> words; ///< values of the options of "deliver", "schedule", "search", "queue", "followups", "mark" and "rule" alone, by name; not all are given
    bool dryRun = false;
    bool push = false;
    bool json = false;
    bool again = false;
    bool merges = true;
    bool offline = false;
    bool whole = false;
    bool week = false;
    bool month = false;
    bool help = false;
    bool version = false;
    Verbosity verbosity = Verbosity::Normal;
};

/// Options may stand before or after the sub-command. Errors are of kind Usage. `usual`: the zone without --timezone.
Result<Options> parseOptions(const QStringList &arguments, const QDateTime &now, const QTimeZone &usual = defaultTimeZone());

/// What --help prints for a sub-command, or for all when it is empty or unknown.
QString helpText(const QString &command);

/// The sub-commands there are.
QStringList commandNames();

} // namespace rijian::cli
