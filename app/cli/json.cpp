#include "cli/json.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace rijian::cli {

namespace {

QLatin1StringView word(FileStatus status)
{
    switch (status) {
    case FileStatus::Added:
        return "added"_L1;
    case FileStatus::Modified:
        return "modified"_L1;
    case FileStatus::Deleted:
        return "deleted"_L1;
    case FileStatus::Renamed:
        return "renamed"_L1;
    case FileStatus::Copied:
        return "copied"_L1;
    case FileStatus::TypeChanged:
        break;
    }
    return "type_changed"_L1;
}

QLatin1StringView word(Importance importance)
{
    switch (importance) {
    case Importance::High:
        return "high"_L1;
    case Importance::Medium:
        return "medium"_L1;
    case Importance::Low:
        return "low"_L1;
    case Importance::Unknown:
        break;
    }
    return "unknown"_L1;
}

QLatin1StringView word(AnalysisState state)
{
    switch (state) {
    case AnalysisState::Whole:
        return "whole"_L1;
    case AnalysisState::Partial:
        return "partial"_L1;
    case AnalysisState::Failed:
        break;
    }
    return "failed"_L1;
}

QLatin1StringView word(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Network:
        return "network"_L1;
    case ErrorKind::Auth:
        return "auth"_L1;
    case ErrorKind::NotFound:
        return "not_found"_L1;
    case ErrorKind::RateLimit:
        return "rate_limit"_L1;
    case ErrorKind::BadData:
        return "bad_data"_L1;
    case ErrorKind::Unsupported:
        return "unsupported"_L1;
    case ErrorKind::Busy:
        return "busy"_L1;
    case ErrorKind::Disk:
        return "disk"_L1;
    case ErrorKind::Usage:
        return "usage"_L1;
    case ErrorKind::Cancelled:
        return "cancelled"_L1;
    case ErrorKind::Internal:
        break;
    }
    return "internal"_L1;
}

QLatin1StringView word(ReadDepth depth)
{
    switch (depth) {
    case ReadDepth::Whole:
        return "whole"_L1;
    case ReadDepth::Summary:
        return "summary"_L1;
    case ReadDepth::Unread:
        break;
    }
    return "unread"_L1;
}

QJsonValue orNull(const QDateTime &time)
{
    return time.isValid() ? QJsonValue(time.toUTC().toString(Qt::ISODate)) : QJsonValue();
}

} // namespace

QString isoTime(const Moment &moment)
{
    // Qt knows zones up to 16 hours from UTC; a commit may claim any.
    const bool sane = std::abs(moment.offsetSeconds) <= 14 * 3600;
    const QTimeZone zone = moment.offsetSeconds == 0 || !sane ? QTimeZone::utc() : QTimeZone::fromSecondsAheadOfUtc(moment.offsetSeconds);
    QString text = QDateTime::fromSecsSinceEpoch(moment.seconds, zone).toString(Qt::ISODate);
    if (text.endsWith(u'Z'))
        text = text.chopped(1) + "+00:00"_L1;
    return text;
}

QJsonObject toJson(const Repository &repository)
{
    return {{u"name"_s, repository.name},
            {u"address"_s, repository.address},
            {u"branch"_s, repository.branch},
            {u"last_fetch"_s, orNull(repository.lastFetch)},
            {u"last_error"_s, repository.lastError}};
}

QJsonObject toJson(const Commit &commit, bool files)
{
    QJsonObject object{{u"sha"_s, commit.sha},
                       {u"author_name"_s, commit.author.name},
                       {u"author_email"_s, commit.author.email},
                       {u"author_time"_s, isoTime(commit.authorTime)},
                       {u"committer_name"_s, commit.committer.name},
                       {u"committer_email"_s, commit.committer.email},
                       {u"committer_time"_s, isoTime(commit.committerTime)},
                       {u"message"_s, commit.message},
                       {u"parents"_s, QJsonArray::fromStringList(commit.parents)},
                       {u"files_changed"_s, commit.files.size()},
                       {u"insertions"_s, commit.insertions()},
                       {u"deletions"_s, commit.deletions()}};
    if (files) {
        QJsonArray list;
        for (const FileChange &file : commit.files) {
            list.append(QJsonObject{{u"path"_s, file.path},
                                    {u"old_path"_s, file.oldPath},
                                    {u"status"_s, word(file.status)},
                                    {u"insertions"_s, file.insertions},
                                    {u"deletions"_s, file.deletions},
                                    {u"binary"_s, file.binary},
                                    {u"submodule"_s, file.submodule}});
        }
        object.insert(u"files"_s, list);
    }
    return object;
}

QJsonObject toJson(const Analysis &analysis)
{
    QJsonArray types;
    for (const ChangeType type : analysis.card.types)
        types.append(changeTypeWord(type));
    QJsonArray reading;
    for (const FileReading &file : analysis.reading)
        reading.append(QJsonObject{{u"path"_s, file.path}, {u"depth"_s, word(file.depth)}, {u"why"_s, file.why}});
    return {{u"analyzer"_s, analysis.analyzer},
            {u"provider"_s, analysis.provider},
            {u"prompt_tokens"_s, analysis.usage.prompt},
            {u"cached_tokens"_s, analysis.usage.cached},
            {u"completion_tokens"_s, analysis.usage.completion},
            {u"requests"_s, analysis.usage.requests},
            {u"cost"_s, analysis.cost},
            {u"currency"_s, analysis.currency},
            {u"reading"_s, reading},
            {u"unconfirmed"_s, QJsonArray::fromStringList(analysis.unconfirmed)},
            {u"attempts"_s, QJsonArray::fromStringList(analysis.attempts)},
            {u"raw"_s, analysis.raw},
            {u"model"_s, analysis.model},
            {u"version"_s, analysis.promptVersion},
            {u"created_at"_s, orNull(analysis.createdAt)},
            {u"state"_s, word(analysis.state)},
            {u"failure"_s, analysis.failure},
            {u"coverage"_s, analysis.coverage},
            {u"types"_s, types},
            {u"importance"_s, word(analysis.card.importance)},
            {u"score"_s, analysis.score},
            {u"reasons"_s, QJsonArray::fromStringList(analysis.reasons)},
            {u"summary"_s, analysis.card.summary},
            {u"scope"_s, analysis.card.scope},
            {u"architecture"_s, analysis.card.architecture},
            {u"performance"_s, analysis.card.performance},
            {u"security"_s, analysis.card.security},
            {u"risks"_s, analysis.card.risks},
            {u"advice"_s, analysis.card.advice},
            {u"closing"_s, analysis.card.closing},
            {u"markdown"_s, analysis.markdown}};
}

QLatin1StringView triageStateWord(TriageState state)
{
    switch (state) {
    case TriageState::Unseen:
        break;
    case TriageState::Seen:
        return "seen"_L1;
    case TriageState::FollowUp:
        return "followup"_L1;
    case TriageState::Ignored:
        return "ignored"_L1;
    }
    return "unseen"_L1;
}

QJsonObject toJson(const CommitRow &row, const QString &repository, const QTimeZone &zone)
{
    QJsonArray types;
    for (const ChangeType type : row.types)
        types.append(changeTypeWord(type));
    return {{u"repository"_s, repository},
            {u"sha"_s, row.sha},
            {u"time"_s, QDateTime::fromSecsSinceEpoch(row.committerTime.seconds, zone).toString(Qt::ISODate)},
            {u"author"_s, row.author.name},
            {u"subject"_s, row.subject()},
            {u"importance"_s, word(row.importance())},
            {u"own_importance"_s, word(row.triage.importance)},
            {u"rule_importance"_s, word(row.mark.importance)},
            {u"card_importance"_s, word(row.cardImportance)},
            {u"types"_s, types},
            {u"state"_s, triageStateWord(row.triage.state)},
            {u"due"_s, row.triage.due.isValid() ? QJsonValue(row.triage.due.toString(Qt::ISODate)) : QJsonValue()},
            {u"note"_s, row.triage.note},
            {u"tags"_s, QJsonArray::fromStringList(row.mark.tags)}};
}

QJsonObject toJson(const git::FetchOutcome &outcome)
{
    return {{u"changed"_s, outcome.changed},
            {u"created"_s, outcome.created},
            {u"rebuilt"_s, outcome.rebuilt},
            {u"whole"_s, outcome.whole},
            {u"default_branch"_s, outcome.defaultBranch},
            {u"forced"_s, QJsonArray::fromStringList(outcome.forced)},
            {u"received_bytes"_s, qint64(outcome.receivedBytes)}};
}

QJsonObject toJson(const report::Ledger &ledger)
{
    return {{u"commits"_s, ledger.commits}, {u"whole"_s, ledger.whole},   {u"partial"_s, ledger.partial},
            {u"rules"_s, ledger.rules},     {u"failed"_s, ledger.failed}, {u"missing"_s, ledger.missing}};
}

QJsonObject toJson(const Error &error)
{
    return {{u"kind"_s, word(error.kind)}, {u"message"_s, error.message}};
}

QByteArray printed(const QJsonArray &array)
{
    return QJsonDocument(array).toJson(QJsonDocument::Indented);
}

QByteArray printed(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Indented);
}

} // namespace rijian::cli
