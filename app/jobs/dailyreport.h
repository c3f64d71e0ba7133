#pragma once
// The reports that nobody asks for one by one: those of the daily run, in the export folder and in git repositories.

#include "core/settings.h"
#include "jobs/reporting.h"

#include <functional>

namespace rijian::jobs {

/// What a report holds, and its form.
struct DailyReport {
    ReportRequest request;
    report::FormChoice form;
    bool notes = false; ///< list the user's follow-ups and notes at the end, where the form can
};

/// As the user's last export had it. Not Pdf, which the desktop's engine prints: Markdown stands in.
DailyReport dailyReport(const Settings &settings, const ReportRequest &request);

using ReportWriting = std::function<Result<void>(report::EntrySource &, const report::WriteOptions &)>;

/// How many commits it has. Without any nothing is written: a quiet day has no report.
Result<int> writeDailyReport(storage::Database &database, const QString &dataFolder, const DailyReport &report, const ReportWriting &write);

/// The same into the export folder: the file's path; empty where there was nothing to report.
Result<QString> saveDailyReport(storage::Database &database, const QString &dataFolder, const Settings &settings, const ReportRequest &request, std::stop_token stop);

} // namespace rijian::jobs
