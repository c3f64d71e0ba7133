#pragma once
// The history's bar charts, in the colours of the scheme in use. The caller owns them. UI thread.

#include "ui/history/sheet.h"

class QChart;

namespace rijian::ui {

/// Commits of each day or week, stacked by importance.
QChart *makeTrendChart(const storage::History &history);
/// The repositories of most commits, stacked by importance.
QChart *makeRepositoriesChart(const storage::History &history, const Names &names);
/// The most changed folders: lines added and removed.
QChart *makeFoldersChart(const storage::History &history, const Names &names);
/// The authors of most commits.
QChart *makeAuthorsChart(const storage::History &history);
/// What the user left and changed of each maker's judgements.
QChart *makeAgreementChart(const storage::History &history, const Names &names);

} // namespace rijian::ui
