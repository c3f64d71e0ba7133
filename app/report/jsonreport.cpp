// The report for other programs: docs/report.schema.json. One commit a line, so that a reader can take them one by one, too.

#include "report/writers.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace rijian::report {

namespace {

constexpr int formatVersion = 1;

QString word(Importance importance)
{
    switch (importance) {
    case Importance::High: return u"high"_s;
    case Importance::Medium: return u"medium"_s;
    case Importance::Low: return u"low"_s;
    case Importance::Unknown: break;
    }
    return u"unknown"_s;
}

QString word(FileStatus status)
{
    switch (status) {
    case FileStatus::Added: return u"added"_s;
    case FileStatus::Modified: return u"modified"_s;
    case FileStatus::Deleted: return u"deleted"_s;
    case FileStatus::Renamed: return u"renamed"_s;
    case FileStatus::Copied: return u"copied"_s;
    case FileStatus::TypeChanged: break;
    }
    return u"type_changed"_s;
}

QString word(ReadDepth depth)
{
    switch (depth) {
    case ReadDepth::Whole: return u"whole"_s;
    case ReadDepth::Summary: return u"summary"_s;
    case ReadDepth::Unread: break;
    }
    return u"unread"_s;
}

QString word(TriageState state)
{
    switch (state) {
    case TriageState::Unseen: break;
    case TriageState::Seen: return u"seen"_s;
    case TriageState::FollowUp: return u"followup"_s;
    case TriageState::Ignored: return u"ignored"_s;
    }
    return u"unseen"_s;
}

/// Text that is no Unicode (half a surrogate pair) would be no UTF-8.
QString valid(const QString &text)
{
    return text.isValidUtf16() ? text : QString::fromUtf8(text.toUtf8());
}

QJsonArray array(const QStringList &texts)
{
    QJsonArray values;
    for (const QString &text : texts)
        values.append(valid(text));
    return values;
}

QString time(const Moment &moment)
{
    const int offset = std::clamp(moment.offsetSeconds, -14 * 3600, 14 * 3600);
    return QDateTime::fromSecsSinceEpoch(moment.seconds, QTimeZone::fromSecondsAheadOfUtc(offset)).toString(Qt::ISODate);
}

QJsonObject toJson(const Ledger &ledger)
{
    return {{u"commits"_s, ledger.commits}, {u"whole"_s, ledger.whole},   {u"partial"_s, ledger.partial},
            {u"rules"_s, ledger.rules},     {u"failed"_s, ledger.failed}, {u"missing"_s, ledger.missing}};
}

QJsonObject toJson(const FileChange &file)
{
    return {{u"path"_s, valid(file.path)},          {u"old_path"_s, valid(file.oldPath)}, {u"status"_s, word(file.status)},
            {u"insertions"_s, file.insertions},     {u"deletions"_s, file.deletions},     {u"binary"_s, file.binary},
            {u"submodule"_s, file.submodule}};
}

QJsonObject toJson(const Analysis &analysis)
{
    QJsonArray types;
    for (const ChangeType type : analysis.card.types)
        types.append(changeTypeWord(type));
    QJsonArray reading;
    for (const FileReading &file : analysis.reading)
        reading.append(QJsonObject{{u"path"_s, valid(file.path)}, {u"depth"_s, word(file.depth)}, {u"why"_s, valid(file.why)}});
    const Card &card = analysis.card;
    return {{u"analyzer"_s, analysis.analyzer},
            {u"provider"_s, valid(analysis.provider)},
            {u"model"_s, valid(analysis.model)},
            {u"version"_s, valid(analysis.promptVersion)},
            {u"created_at"_s, analysis.createdAt.isValid() ? QJsonValue(analysis.createdAt.toUTC().toString(Qt::ISODate)) : QJsonValue()},
            {u"state"_s, analysis.state == AnalysisState::Partial ? u"partial"_s : u"whole"_s},
            {u"coverage"_s, valid(analysis.coverage)},
            {u"score"_s, analysis.score},
            {u"reasons"_s, array(analysis.reasons)},
            {u"prompt_tokens"_s, analysis.usage.prompt},
            {u"cached_tokens"_s, analysis.usage.cached},
            {u"completion_tokens"_s, analysis.usage.completion},
            {u"requests"_s, analysis.usage.requests},
            {u"cost"_s, analysis.currency.isEmpty() ? QJsonValue() : QJsonValue(analysis.cost)},
            {u"currency"_s, valid(analysis.currency)},
            {u"reading"_s, reading},
            {u"unconfirmed"_s, array(analysis.unconfirmed)},
            {u"attempts"_s, array(analysis.attempts)},
            {u"types"_s, types},
            {u"type_text"_s, valid(card.typeText)},
            {u"importance"_s, word(card.importance)},
            {u"summary"_s, valid(card.summary)},
            {u"scope"_s, valid(card.scope)},
            {u"architecture"_s, valid(card.architecture)},
            {u"performance"_s, valid(card.performance)},
            {u"security"_s, valid(card.security)},
            {u"risks"_s, valid(card.risks)},
            {u"advice"_s, valid(card.advice)},
            {u"closing"_s, valid(card.closing)},
            {u"markdown"_s, valid(analysis.markdown)}};
}

QJsonObject toJson(const Entry &entry)
{
    const Commit &commit = entry.commit;
    QJsonArray files;
    for (const FileChange &file : commit.files)
        files.append(toJson(file));
    return {{u"sha"_s, commit.sha},
            {u"web_address"_s, valid(entry.webAddress)},
            {u"author_name"_s, valid(commit.author.name)},
            {u"author_email"_s, valid(commit.author.email)},
            {u"author_time"_s, time(commit.authorTime)},
            {u"committer_name"_s, valid(commit.committer.name)},
            {u"committer_email"_s, valid(commit.committer.email)},
            {u"committer_time"_s, time(commit.committerTime)},
            {u"message"_s, valid(commit.message)},
            {u"parents"_s, array(commit.parents)},
            {u"files_changed"_s, qint64(commit.files.size())},
            {u"insertions"_s, commit.insertions()},
            {u"deletions"_s, commit.deletions()},
            {u"files"_s, files},
            {u"importance"_s, word(entry.importance())},
            {u"own_importance"_s, entry.ownImportance == Importance::Unknown ? QJsonValue() : QJsonValue(word(entry.ownImportance))},
            {u"standing"_s, standingWord(standingOf(entry))},
            {u"failure"_s, valid(entry.failure)},
            {u"analysis"_s, entry.analysis ? QJsonValue(toJson(*entry.analysis)) : QJsonValue()}};
}

QJsonValue toJson(const ReportNote *note)
{
    if (!note)
        return {};
    const QString due = dueText(note->triage);
    return QJsonObject{{u"state"_s, word(note->triage.state)}, {u"note"_s, valid(note->triage.note)}, {u"due"_s, due.isEmpty() ? QJsonValue() : QJsonValue(due)}};
}

QJsonObject head(const EntrySource &source, const WriteOptions &options)
{
    const DaySpan &days = source.days();
    QJsonObject importance;
    for (const Importance one : importanceOrder)
        importance.insert(word(one), source.count(one));
    const Filter &filter = source.filter();
    QJsonObject head{{u"format"_s, u"rijian-report"_s},
                     {u"format_version"_s, formatVersion},
                     {u"generator"_s, u"Rijian " RIJIAN_VERSION ""_s},
                     {u"since"_s, days.first.toString(Qt::ISODate)},
                     {u"until"_s, days.last.toString(Qt::ISODate)},
                     {u"timezone"_s, QString::fromUtf8(days.zone.id())},
                     {u"ledger"_s, toJson(source.ledger())},
                     {u"importance"_s, importance},
                     {u"filter"_s, filter.isActive() ? QJsonValue(QJsonObject{{u"least"_s, word(filter.least)}, {u"left_out"_s, filter.leftOut}, {u"unknown"_s, filter.unknown}})
                                                     : QJsonValue()}};
    head.insert(u"generated_at"_s, options.generatedAt.isValid() ? QJsonValue(options.generatedAt.toUTC().toString(Qt::ISODate)) : QJsonValue());
    return head;
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

/// Without its closing brace, for what follows.
QByteArray opened(const QJsonObject &object)
{
    return compact(object).chopped(1);
}

} // namespace

Result<void> writeJsonForm(EntrySource &source, Output &output, const WriteOptions &options)
{
    const NotesByCommit notes(options);
    output.writeBytes(opened(head(source, options)) + ",\n\"repositories\":[");
    for (qsizetype i = 0; i < source.sections().size(); ++i) {
        const SectionHead &section = source.sections().at(i);
        output.writeBytes((i > 0 ? ",\n" : "\n") + opened({{u"name"_s, valid(onOneLine(section.repository))}, {u"failure"_s, valid(section.failure)}}) + ",\"commits\":[");
        bool first = true;
        auto visited = source.visit(i, {}, [&](const Entry &entry) {
            QJsonObject commit = toJson(entry);
            if (options.notes)
                commit.insert(u"triage"_s, toJson(notes.find(section.repository, entry.commit.sha)));
            output.writeBytes((first ? "\n" : ",\n") + compact(commit));
            first = false;
            return output.step();
        });
        if (!visited)
            return visited;
        output.write(u"]}");
    }
    output.write(u"]}\n");
    return output.finish();
}

} // namespace rijian::report
