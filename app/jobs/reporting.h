#pragma once
// The report from what is stored: what the window and the command line export without reading git again.

#include "core/day.h"
#include "core/repository.h"
#include "core/result.h"
#include "report/document.h"
#include "report/forms.h"

#include <QList>
#include <QSet>
#include <QStringList>

#include <memory>

namespace rijian::storage {
class Database;
}

namespace rijian::jobs {

/// "每日更新报告-2026-01-07.md", "每日更新报告-2026-01-05_2026-01-07.html" for several days; a grouped one and a template's carry their name, too.
QString reportFileName(const DaySpan &span, const report::FormChoice &form = {}, const QString &suffix = {});

/// A repository's section: these commits, in this order, with the card of each that is shown.
Result<report::Section> composeSection(storage::Database &database, const Repository &repository, const QStringList &shas, const QString &webRemote);

/// What a report is to hold.
struct ReportRequest {
    DaySpan span;
    QList<Repository> repositories;    ///< in the report's order
    QHash<qint64, QSet<QString>> only; ///< no others ("selected commits only"), by repository; empty: all
    Importance least = Importance::Unknown; ///< commits below are left out, and the report says so; Unknown: none are
};

/// A repository's commits that were listed already.
struct ReportPart {
    Repository repository;
    QStringList shas;  ///< in the report's order
    QString webRemote; ///< for web addresses; empty: the repository's
    QString failure;   ///< why it could not be read at all; one line
};

/// The listed commits of a span, read from the store when a writer asks for them, some hundred at a time; what is kept of each is its sha and its place in the counts.
/// Borrows the database; same thread. What it says stays true only within Database::snapshot().
Result<std::unique_ptr<report::EntrySource>> openReport(storage::Database &database, const ReportRequest &request);
Result<std::unique_ptr<report::EntrySource>> openReport(storage::Database &database, const DaySpan &span, const QList<ReportPart> &parts, Importance least = Importance::Unknown);

/// What the user follows up or noted among these commits, in the order of the repositories, within each the newest first.
Result<QList<report::ReportNote>> notesOf(storage::Database &database, const QList<Repository> &repositories, const QHash<qint64, QSet<QString>> &commits);

/// Which commits are in a source that openReport() made, by repository.
QHash<qint64, QSet<QString>> commitsOf(const report::EntrySource &source);

/// The same with everything in memory: for a day, not for a year.
Result<report::Document> composeReport(storage::Database &database, const QList<Repository> &repositories, const DaySpan &span,
                                       const QHash<qint64, QSet<QString>> &only = {}, Importance least = Importance::Unknown);

} // namespace rijian::jobs
