#pragma once
// What nobody asks for one by one: the reports of the daily run, in the export folder and in git repositories, and what the desktop is told of it.

#include "core/settings.h"
#include "delivery/digest.h"
#include "jobs/reporting.h"

#include <functional>

namespace rijian::jobs {

/// What a report holds, and its form.
struct DailyReport {
    ReportRequest request;
    report::FormChoice form;
    bool notes = false; ///< the user's follow-ups and notes, too; a template without a place for them has none
};

/// As the user's last export had it. Not Pdf, which the desktop's engine prints: Markdown stands in.
DailyReport dailyReport(const Settings &settings, const ReportRequest &request);

using ReportWriting = std::function<Result<void>(report::EntrySource &, const report::WriteOptions &)>;

/// How many commits it has. Without any nothing is written: a quiet day has no report.
Result<int> writeDailyReport(storage::Database &database, const QString &dataFolder, const DailyReport &report, const ReportWriting &write);

/// The same into the export folder: the file's path; empty where there was nothing to report.
Result<QString> saveDailyReport(storage::Database &database, const QString &dataFolder, const Settings &settings, const ReportRequest &request, std::stop_token stop);

/// The digest of it, as the store has it in one moment. `least` and `limit` as makeDigest() takes them.
Result<delivery::Digest> digestOf(storage::Database &database, const ReportRequest &request, Importance least, int limit = delivery::listedLimit);

/// A 🔴 as a notification tells it: its repository's name and its subject.
struct News {
    QString repository;
    QString subject;
};

/// Three lines at most, then one with how many more of the `all` there are.
QStringList newsLines(const QList<News> &high, qsizetype all);

} // namespace rijian::jobs
