#include "analysis/rules/wording.h"

#include <algorithm>

namespace rijian::analysis {

namespace {

qint64 linesOf(const DiffFacts &diff, std::initializer_list<Role> roles)
{
    qint64 lines = 0;
    for (const Role role : roles)
        lines += diff.sum(role).insertions + diff.sum(role).deletions;
    return lines;
}

QList<ChangeType> quietTypes(const CardInput &input)
{
    using enum ChangeType;
    const Intent intent = input.message.intent;
    switch (input.verdict.shape) {
    case Shape::Docs:
        return {Documentation};
    case Shape::Tests:
        if (intent == Intent::Fix)
            return {Test, BugFix};
        return intent == Intent::Refactor ? QList{Test, Refactoring} : QList{Test};
    case Shape::Lock:
        return {Dependency};
    case Shape::Comments:
        return intent == Intent::Style || intent == Intent::Refactor ? QList{Refactoring} : QList{Documentation};
    case Shape::Typo:
        return {Documentation};
    case Shape::Renames:
        return {Refactoring};
    case Shape::Meta:
        return {Configuration};
    default:
        return {Other};
    }
}

// The files' kinds tell what a commit without core code is about.
QList<ChangeType> outerTypes(const DiffFacts &diff)
{
    using enum ChangeType;
    const qint64 settings = linesOf(diff, {Role::Ci, Role::Build, Role::Deploy, Role::Container, Role::Config});
    const qint64 dependencies = linesOf(diff, {Role::Manifest, Role::Vendored}) + int(diff.submodules.size()) * 10;
    const qint64 helpers = linesOf(diff, {Role::Tool, Role::Example, Role::Benchmark});
    if (dependencies > settings && dependencies >= helpers)
        return diff.versions.isEmpty() && diff.submodules.isEmpty() && diff.sum(Role::Vendored).files == 0 ? QList{Configuration} : QList{Dependency};
    if (settings >= helpers && settings > 0)
        return {Configuration};
    return {};
}

QList<ChangeType> guessed(const DiffFacts &diff)
{
    if (diff.moveOnly || !diff.renames.isEmpty() || diff.deletions > 2 * diff.insertions)
        return {ChangeType::Refactoring};
    const int added = diff.sum(Role::Source).insertions + diff.sum(Role::Interface).insertions;
    const int removed = diff.sum(Role::Source).deletions + diff.sum(Role::Interface).deletions;
    if (added + removed <= 12 && diff.added.isEmpty())
        return {ChangeType::Other};
    if (!diff.newFiles.isEmpty() || added > 2 * removed)
        return {ChangeType::Feature};
    return {ChangeType::Refactoring};
}

QList<ChangeType> ofIntent(Intent intent)
{
    using enum ChangeType;
    switch (intent) {
    case Intent::Security:
        return {Security};
    case Intent::Revert:
        return {Other};
    case Intent::Dependency:
        return {Dependency};
    case Intent::Performance:
        return {Performance};
    case Intent::Fix:
        return {BugFix};
    case Intent::Refactor:
    case Intent::Style:
        return {Refactoring};
    case Intent::Feature:
        return {Feature};
    default:
        return {};
    }
}

} // namespace

QList<ChangeType> changeTypes(const CardInput &input)
{
    const DiffFacts &diff = input.diff;
    if (input.verdict.shape != Shape::Code)
        return input.message.security && input.verdict.importance == Importance::High ? QList{ChangeType::Security} + quietTypes(input) : quietTypes(input);

    const bool core = linesOf(diff, {Role::Source, Role::Interface, Role::Migration}) > 0;
    const QList<ChangeType> outer = core ? QList<ChangeType>{} : outerTypes(diff);
    QList<ChangeType> types = ofIntent(input.message.intent);
    const bool security = std::any_of(input.verdict.findings.begin(), input.verdict.findings.end(), [](const Finding &finding) { return finding.signal->id == QLatin1StringView("security"); });
    if (security && !types.contains(ChangeType::Security))
        types.prepend(ChangeType::Security);
    const bool settings = input.message.intent == Intent::Ci || input.message.intent == Intent::Build;
    const bool bumps = !diff.versions.isEmpty() && (!input.message.bumps.isEmpty() || input.message.verb == u"bump" || input.message.verb == u"upgrade");
    if (!core && bumps)
        types = {ChangeType::Dependency};
    else if (core && settings && types.isEmpty())
        types = {ChangeType::Configuration};
    if (!core && input.message.intent == Intent::Feature && !input.message.marked && outer.contains(ChangeType::Configuration))
        types = outer; // "Update", "Use", "Add" of settings is no feature
    const auto append = [&types](ChangeType type) {
        if (types.size() < 3 && !types.contains(type))
            types.append(type);
    };
    for (const ChangeType type : outer)
        append(type);
    if (types.isEmpty() && input.message.intent == Intent::Test)
        append(ChangeType::Test);
    if (types.isEmpty())
        types = guessed(diff);
    if (input.message.intent != Intent::Revert) {
        const int all = std::max(1, diff.insertions + diff.deletions);
        if (linesOf(diff, {Role::Test}) * 100 / all >= 35 || (input.message.intent == Intent::Test))
            append(ChangeType::Test);
        if (linesOf(diff, {Role::Docs}) * 100 / all >= 50)
            append(ChangeType::Documentation);
        if (diff.sum(Role::Manifest).files > 0 && !diff.versions.isEmpty())
            append(ChangeType::Dependency);
    }
    return types;
}

} // namespace rijian::analysis
