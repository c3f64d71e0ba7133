#include "core/text.h"
#include "report/templateparts.h"
#include "report/htmlcard.h"
#include "report/writers.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace rijian::report {

namespace {

using Scope = TemplateScope;
using enum ValueKind;

const SectionHead &head(const Scope &scope)
{
    return scope.source->sections().at(scope.section);
}

const Commit &commit(const Scope &scope)
{
    return scope.entry->commit;
}

const Analysis &analysis(const Scope &scope)
{
    static const Analysis none;
    return scope.entry->analysis ? *scope.entry->analysis : none;
}

const Triage &decided(const Scope &scope)
{
    static const Triage nothing;
    const ReportNote *note = scope.notes->find(head(scope).repository, commit(scope).sha);
    return note ? note->triage : nothing;
}

QString number(qint64 value)
{
    return QString::number(value);
}

QString yes(bool value)
{
    return value ? u"1"_s : QString();
}

QString statusWord(FileStatus status)
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

QList<TemplateValue> reportValues()
{
    using enum ValueNeeds;
    return {
        {u"report.days"_s, Line, Report, [](const Scope &s) { return s.source->days().title(); }},
        {u"report.first"_s, Line, Report, [](const Scope &s) { return s.source->days().first.toString(Qt::ISODate); }},
        {u"report.last"_s, Line, Report, [](const Scope &s) { return s.source->days().last.toString(Qt::ISODate); }},
        {u"report.timezone"_s, Line, Report, [](const Scope &s) { return QString::fromUtf8(s.source->days().zone.id()); }},
        {u"report.generated"_s, Line, Report,
         [](const Scope &s) { return s.generatedAt.isValid() ? displayTime(s.generatedAt.toSecsSinceEpoch(), s.source->days().zone) : QString(); }},
        {u"report.repositories"_s, Line, Report, [](const Scope &s) { return number(s.source->sections().size()); }},
        {u"report.commits"_s, Line, Report, [](const Scope &s) { return number(s.source->ledger().commits); }},
        {u"report.high"_s, Line, Report, [](const Scope &s) { return number(s.source->count(Importance::High)); }},
        {u"report.medium"_s, Line, Report, [](const Scope &s) { return number(s.source->count(Importance::Medium)); }},
        {u"report.low"_s, Line, Report, [](const Scope &s) { return number(s.source->count(Importance::Low)); }},
        {u"report.unknown"_s, Line, Report, [](const Scope &s) { return number(s.source->count(Importance::Unknown)); }},
        {u"report.whole"_s, Line, Report, [](const Scope &s) { return number(s.source->ledger().whole); }},
        {u"report.partial"_s, Line, Report, [](const Scope &s) { return number(s.source->ledger().partial); }},
        {u"report.rules"_s, Line, Report, [](const Scope &s) { return number(s.source->ledger().rules); }},
        {u"report.failed"_s, Line, Report, [](const Scope &s) { return number(s.source->ledger().failed); }},
        {u"report.missing"_s, Line, Report, [](const Scope &s) { return number(s.source->ledger().missing); }},
        {u"report.ledger"_s, Line, Report, [](const Scope &s) { return ledgerParts(s.source->ledger()); }},
        {u"report.filter"_s, Line, Report, [](const Scope &s) { return filterLine(s.source->filter()); }},
        {u"report.notes"_s, Line, Report, [](const Scope &s) { return number(s.notes->size()); }},
        {u"repository.name"_s, Line, Repository, [](const Scope &s) { return onOneLine(head(s).repository); }},
        {u"repository.failure"_s, Line, Repository, [](const Scope &s) { return onOneLine(head(s).failure); }},
        {u"repository.commits"_s, Line, Repository, [](const Scope &s) { return number(head(s).commits()); }},
        {u"repository.high"_s, Line, Repository, [](const Scope &s) { return number(head(s).of(Importance::High)); }},
        {u"repository.medium"_s, Line, Repository, [](const Scope &s) { return number(head(s).of(Importance::Medium)); }},
        {u"repository.low"_s, Line, Repository, [](const Scope &s) { return number(head(s).of(Importance::Low)); }},
        {u"repository.unknown"_s, Line, Repository, [](const Scope &s) { return number(head(s).of(Importance::Unknown)); }},
        {u"repository.anchor"_s, Line, Repository, [](const Scope &s) { return QString(u'r' + number(s.section + 1)); }},
        {u"loop.index"_s, Line, Loop, [](const Scope &s) { return number(s.index); }},
        {u"file.path"_s, Line, File, [](const Scope &s) { return onOneLine(s.file->path); }},
        {u"file.old_path"_s, Line, File, [](const Scope &s) { return onOneLine(s.file->oldPath); }},
        {u"file.status"_s, Line, File, [](const Scope &s) { return statusWord(s.file->status); }},
        {u"file.insertions"_s, Line, File, [](const Scope &s) { return number(s.file->insertions); }},
        {u"file.deletions"_s, Line, File, [](const Scope &s) { return number(s.file->deletions); }},
    };
}

QList<TemplateValue> commitValues()
{
    constexpr auto Needs = ValueNeeds::Commit;
    return {
        {u"commit.sha"_s, Line, Needs, [](const Scope &s) { return commit(s).sha; }},
        {u"commit.short"_s, Line, Needs, [](const Scope &s) { return commit(s).sha.first(std::min<qsizetype>(commit(s).sha.size(), 7)); }},
        {u"commit.subject"_s, Line, Needs, [](const Scope &s) { return titleOf(commit(s)); }},
        {u"commit.message"_s, Block, Needs, [](const Scope &s) { return withoutTrailingLines(commit(s).message); }},
        {u"commit.author"_s, Line, Needs, [](const Scope &s) { return onOneLine(commit(s).author.name); }},
        {u"commit.author_email"_s, Line, Needs, [](const Scope &s) { return onOneLine(commit(s).author.email); }},
        {u"commit.time"_s, Line, Needs, [](const Scope &s) { return displayTime(commit(s).authorTime.seconds, s.source->days().zone); }},
        {u"commit.committed"_s, Line, Needs, [](const Scope &s) { return displayTime(commit(s).committerTime.seconds, s.source->days().zone); }},
        {u"commit.address"_s, Address, Needs, [](const Scope &s) { return s.entry->webAddress; }},
        {u"commit.anchor"_s, Line, Needs, [](const Scope &s) { return anchorOf(s.section, commit(s).sha); }},
        {u"commit.merge"_s, Line, Needs, [](const Scope &s) { return yes(commit(s).isMerge()); }},
        {u"commit.files"_s, Line, Needs, [](const Scope &s) { return number(commit(s).files.size()); }},
        {u"commit.insertions"_s, Line, Needs, [](const Scope &s) { return number(commit(s).insertions()); }},
        {u"commit.deletions"_s, Line, Needs, [](const Scope &s) { return number(commit(s).deletions()); }},
        {u"commit.importance"_s, Line, Needs, [](const Scope &s) { return importanceWord(s.entry->importance()); }},
        {u"commit.own_importance"_s, Line, Needs,
         [](const Scope &s) { return s.entry->ownImportance == Importance::Unknown ? QString() : importanceWord(s.entry->ownImportance); }},
        {u"commit.followup"_s, Line, Needs, [](const Scope &s) { return decided(s).state == TriageState::FollowUp ? triageWord(TriageState::FollowUp) : QString(); }, true},
        {u"commit.due"_s, Line, Needs, [](const Scope &s) { return dueText(decided(s)); }, true},
        {u"commit.note"_s, Block, Needs, [](const Scope &s) { return decided(s).note.trimmed(); }, true},
        {u"commit.level"_s, Line, Needs, [](const Scope &s) { return levelClass(s.entry->importance()); }},
        {u"commit.standing"_s, Line, Needs, [](const Scope &s) { return standingWord(standingOf(*s.entry)); }},
        {u"commit.analysis"_s, Line, Needs, [](const Scope &s) { return standingLabel(standingOf(*s.entry)); }},
        {u"commit.failure"_s, Line, Needs, [](const Scope &s) { return onOneLine(s.entry->failure); }},
        {u"commit.card"_s, Markdown, Needs, [](const Scope &s) { return withoutTrailingLines(analysis(s).markdown); }},
        {u"commit.types"_s, Line, Needs, [](const Scope &s) { return onOneLine(typesText(analysis(s).card)); }},
        {u"commit.summary"_s, Markdown, Needs, [](const Scope &s) { return analysis(s).card.summary; }},
        {u"commit.scope"_s, Markdown, Needs, [](const Scope &s) { return analysis(s).card.scope; }},
        {u"commit.architecture"_s, Markdown, Needs, [](const Scope &s) { return analysis(s).card.architecture; }},
        {u"commit.performance"_s, Markdown, Needs, [](const Scope &s) { return analysis(s).card.performance; }},
        {u"commit.security"_s, Markdown, Needs, [](const Scope &s) { return analysis(s).card.security; }},
        {u"commit.risks"_s, Markdown, Needs, [](const Scope &s) { return analysis(s).card.risks; }},
        {u"commit.advice"_s, Markdown, Needs, [](const Scope &s) { return analysis(s).card.advice; }},
        {u"commit.closing"_s, Markdown, Needs, [](const Scope &s) { return analysis(s).card.closing; }},
        {u"commit.coverage"_s, Line, Needs, [](const Scope &s) { return onOneLine(analysis(s).coverage); }},
        {u"commit.analyzer"_s, Line, Needs, [](const Scope &s) { return analysis(s).analyzer; }},
        {u"commit.model"_s, Line, Needs, [](const Scope &s) { return onOneLine(analysis(s).model); }},
        {u"commit.provider"_s, Line, Needs, [](const Scope &s) { return onOneLine(analysis(s).provider); }},
        {u"commit.version"_s, Line, Needs, [](const Scope &s) { return onOneLine(analysis(s).promptVersion); }},
        {u"commit.prompt_tokens"_s, Line, Needs, [](const Scope &s) { return number(analysis(s).usage.prompt); }},
        {u"commit.completion_tokens"_s, Line, Needs, [](const Scope &s) { return number(analysis(s).usage.completion); }},
        {u"commit.cost"_s, Line, Needs, [](const Scope &s) { return analysis(s).currency.isEmpty() ? QString() : QString::number(analysis(s).cost, 'f', 4); }},
        {u"commit.currency"_s, Line, Needs, [](const Scope &s) { return onOneLine(analysis(s).currency); }},
    };
}

const QList<TemplateValue> &allValues()
{
    static const QList<TemplateValue> values = reportValues() + commitValues();
    return values;
}

} // namespace

const TemplateValue *findTemplateValue(const QString &name)
{
    static const QHash<QString, const TemplateValue *> byName = [] {
        QHash<QString, const TemplateValue *> found;
        for (const TemplateValue &value : allValues())
            found.insert(value.name, &value);
        return found;
    }();
    return byName.value(name);
}

QStringList templateValueNames()
{
    QStringList names;
    for (const TemplateValue &value : allValues())
        names.append(value.name);
    return names;
}

} // namespace rijian::report
