#include "analysis/rules/scoring.h"

#include "analysis/rules/filescan.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::analysis {

namespace {

// Roles whose files cannot change what runs.
bool isQuiet(Role role)
{
    switch (role) {
    case Role::Docs:
    case Role::Test:
    case Role::Translation:
    case Role::Meta:
    case Role::Metadata:
    case Role::Lock:
    case Role::Generated:
    case Role::Asset:
    case Role::Other:
        return true;
    default:
        return false;
    }
}

Shape quietShape(const DiffFacts &diff)
{
    const auto has = [&diff](Role role) { return diff.sum(role).files > 0; };
    if (has(Role::Test) && diff.sum(Role::Test).files >= diff.sum(Role::Docs).files)
        return Shape::Tests;
    if (has(Role::Docs))
        return Shape::Docs;
    if (has(Role::Lock))
        return Shape::Lock;
    if (has(Role::Translation))
        return Shape::Translation;
    if (has(Role::Metadata))
        return Shape::Metadata;
    if (has(Role::Generated))
        return Shape::Generated;
    if (has(Role::Meta))
        return Shape::Meta;
    return has(Role::Asset) ? Shape::Asset : Shape::Quiet;
}

QString directoryOf(const QString &path)
{
    const qsizetype slash = path.lastIndexOf(u'/');
    return slash < 0 ? path : path.first(slash);
}

int changedLines(const FileChange &change)
{
    return change.insertions + change.deletions;
}

} // namespace

Shape shapeOf(const CommitPatch &patch, const MessageFacts &message, const DiffFacts &diff)
{
    if (diff.files.isEmpty())
        return Shape::Empty;
    if (std::all_of(diff.files.begin(), diff.files.end(), [](const FileFacts &file) { return isQuiet(file.role); }))
        return quietShape(diff);

    int code = 0;
    int lines = 0;
    bool opaque = false;   // something changed that is not lines
    bool allBinary = true;
    bool renamed = false;
    for (qsizetype i = 0; i < diff.files.size(); ++i) {
        const FileFacts &file = diff.files.at(i);
        const FileChange &change = patch.files.at(i).change;
        allBinary &= isBinary(patch.files.at(i));
        if (isQuiet(file.role))
            continue;
        code += file.codeAdded + file.codeRemoved;
        lines += changedLines(change);
        renamed |= change.status == FileStatus::Renamed;
        opaque |= change.binary || change.submodule || file.unread || patch.files.at(i).gap != PatchGap::None
            || ((change.status == FileStatus::Added || change.status == FileStatus::Deleted) && changedLines(change) == 0)
            || (change.oldMode != change.newMode && change.oldMode != 0 && change.newMode != 0);
    }
    if (allBinary)
        return Shape::Binary;
    if (opaque)
        return Shape::Code;
    if (lines == 0 && renamed)
        return Shape::Renames;
    if (code == 0 && lines > 0) {
        const bool mostlyQuiet = lines * 2 < diff.insertions + diff.deletions;
        return mostlyQuiet ? quietShape(diff) : Shape::Comments;
    }
    if (message.typoOnly && code <= 10 && diff.words(WordGroup::Logic) == 0)
        return Shape::Typo;
    return Shape::Code;
}

Focus focusOf(const CommitPatch &patch, const DiffFacts &diff, Shape shape)
{
    Focus focus;
    QList<qsizetype> order(diff.files.size());
    for (qsizetype i = 0; i < order.size(); ++i)
        order[i] = i;
    const auto weight = [&](qsizetype i) {
        const FileFacts &file = diff.files.at(i);
        const bool effective = file.codeAdded + file.codeRemoved > 0 || shape != Shape::Code;
        return std::pair(effective ? int(file.role) : RoleCount + int(file.role), -changedLines(patch.files.at(i).change));
    };
    std::stable_sort(order.begin(), order.end(), [&](qsizetype a, qsizetype b) { return weight(a) < weight(b); });
    QHash<QString, int> directories;
    for (const qsizetype i : std::as_const(order)) {
        const FileFacts &file = diff.files.at(i);
        if (focus.main == nullptr)
            focus.main = &file;
        const bool near = file.role == focus.main->role || (file.role <= Role::Vendored && focus.main->role <= Role::Vendored);
        if (near && focus.paths.size() < MaxNames)
            focus.paths.append(file.path);
        if (near) {
            for (const QString &function : file.functions) {
                if (focus.functions.size() < MaxNames && !focus.functions.contains(function))
                    focus.functions.append(function);
            }
        }
        if (file.role == Role::Test && focus.testPaths.size() < MaxNames)
            focus.testPaths.append(file.path);
        if (!isQuiet(file.role))
            ++directories[directoryOf(file.path)];
    }
    if (focus.main != nullptr)
        focus.module = directoryOf(focus.main->path);
    focus.modules = directories.keys();
    std::sort(focus.modules.begin(), focus.modules.end(), [&](const QString &a, const QString &b) {
        const int left = directories.value(a);
        const int right = directories.value(b);
        return left != right ? left > right : a < b;
    });
    return focus;
}

} // namespace rijian::analysis
