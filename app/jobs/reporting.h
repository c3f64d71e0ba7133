#pragma once
// The report from what is stored: what the window exports without reading git again.

#include "core/day.h"
#include "core/repository.h"
#include "core/result.h"
#include "report/document.h"

#include <QList>
#include <QSet>
#include <QStringList>

namespace rijian::storage {
class Database;
}

namespace rijian::jobs {

/// "每日更新报告-2026-01-07.md", "每日更新报告-2026-01-05_2026-01-07.md" for several days.
QString reportFileName(const DaySpan &span);

/// A repository's section: these commits, in this order, with the card of each that is shown.
Result<report::Section> composeSection(storage::Database &database, const Repository &repository, const QStringList &shas, const QString &webRemote);

/// The listed commits of a span. `only`: no others ("selected commits only"), by repository; empty: all.
Result<report::Document> composeReport(storage::Database &database, const QList<Repository> &repositories, const DaySpan &span,
                                       const QHash<qint64, QSet<QString>> &only = {});

} // namespace rijian::jobs
