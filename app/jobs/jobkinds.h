#pragma once
// What kinds of jobs there are and what their payloads mean. Payloads outlive the program: read what older ones wrote.

#include "core/day.h"
#include "core/job.h"
#include "core/repository.h"

#include <QList>
#include <QStringList>

#include <optional>

namespace rijian::jobs {

/// Higher ones come first.
enum JobPriority {
    Background = 0, ///< stale repositories, the schedule
    Asked = 10,     ///< the user pressed a button
    Watched = 20,   ///< what the user looks at
};

inline const QString fetchKind = QStringLiteral("fetch");
inline const QString analyzeKind = QStringLiteral("analyze");

/// Brings the mirror up to date, as deep as the span needs. {"host", "first", "last", "zone"}
Job fetchJob(const Repository &repository, const DaySpan &span, int priority);
/// Lists the span and, with `cards`, makes the cards that are missing. {"first", "last", "zone", "cards", "again"}
Job analyzeJob(const Repository &repository, const DaySpan &span, int priority, bool cards = true, bool again = false);
/// The same in the background, with cards of the rules alone: nothing is sent away that nobody asked for. Also {"rules"}
Job listJob(const Repository &repository, const DaySpan &span);
/// Makes the cards of these commits anew. {"shas", "again", "model"}; `model` as modelsetup.h's EndpointChoice: another one than the settings' (empty).
Job analyzeCommitsJob(const Repository &repository, const QStringList &shas, int priority, const QJsonObject &model = {});

/// The span in a payload; nothing when it has none that can be read.
std::optional<DaySpan> spanOf(const Job &job);
QStringList shasOf(const Job &job);
/// A listJob(): says nothing about the model.
bool isByRules(const Job &job);
/// The host that a fetch connects to; empty for folders.
QString hostOf(const Job &job);

} // namespace rijian::jobs
