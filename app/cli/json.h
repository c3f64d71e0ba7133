#pragma once
// The JSON forms of the command line's results. docs/CLI.md documents them; names and meanings do not change.

#include "core/analysis.h"
#include "core/commit.h"
#include "core/commitrow.h"
#include "core/repository.h"
#include "core/result.h"
#include "git/fetcher.h"
#include "report/document.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTimeZone>

namespace rijian::cli {

QJsonObject toJson(const Repository &repository);
/// `files`: with the list of changed files.
QJsonObject toJson(const Commit &commit, bool files);
QJsonObject toJson(const Analysis &analysis);
/// "unseen", "seen", "followup", "ignored": for programs, and as the options take them.
QLatin1StringView triageStateWord(TriageState state);
/// A commit of this repository as lists have it, with what the user decided.
QJsonObject toJson(const CommitRow &row, const QString &repository, const QTimeZone &zone);
QJsonObject toJson(const git::FetchOutcome &outcome);
QJsonObject toJson(const report::Ledger &ledger);
QJsonObject toJson(const Error &error);

QByteArray printed(const QJsonArray &array);
QByteArray printed(const QJsonObject &object);

/// "2026-01-07T17:56:44+08:00"
QString isoTime(const Moment &moment);

} // namespace rijian::cli
