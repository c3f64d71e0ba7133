#include "analysis/rules/markup.h"
#include "analysis/rules/wording.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::analysis {

namespace {

constexpr qsizetype ListedFiles = 8;

QString counts(int insertions, int deletions)
{
    return u"+"_s + QString::number(insertions) + u" −"_s + QString::number(deletions);
}

QString extent(const FilePatch &file)
{
    if (file.change.submodule)
        return u"子模块"_s;
    if (file.gap == PatchGap::TooLarge)
        return u"过大，未读取"_s;
    return file.change.binary ? u"二进制"_s : counts(file.change.insertions, file.change.deletions);
}

QString scopes(const MessageFacts &message)
{
    QStringList names;
    for (const QString &scope : message.scopes.first(std::min(message.scopes.size(), qsizetype(3))))
        names.append(code(scope, 48));
    return names.join(u"、"_s);
}

// "将「A」替换为「B」", "修复「…」", or the title as it stands.
QString actionText(const MessageFacts &message, const RuleData &data)
{
    if (message.negated && !message.object.isEmpty())
        return u"不再"_s + quoted(message.object);
    const Verb *verb = message.verb.isEmpty() ? nullptr : data.verb(message.verb);
    if (verb == nullptr || message.object.isEmpty() || verb->chinese.isEmpty())
        return {};
    // "clarify that cookies need …": torn apart neither half can be read, so the title stays whole.
    static const QStringList clauses{u"that"_s, u"how"_s, u"why"_s, u"when"_s, u"where"_s, u"whether"_s, u"if"_s, u"what"_s, u"to"_s, u"as"_s, u"not"_s};
    if (clauses.contains(message.object.section(u' ', 0, 0).toLower()))
        return {};
    if (!verb->split.isEmpty()) {
        const qsizetype at = message.object.indexOf(verb->split, 0, Qt::CaseInsensitive);
        const QString left = at > 0 ? message.object.first(at) : QString();
        const QString right = at > 0 ? message.object.sliced(at + verb->split.size()) : QString();
        if (!left.isEmpty() && left.size() <= 60 && !right.isEmpty() && right.size() <= 60)
            return fillText({verb->two}, {{u"a"_s, quoted(left)}, {u"b"_s, quoted(right)}});
    }
    return verb->chinese + quoted(message.object);
}

QString leadSentence(const CardInput &input)
{
    const MessageFacts &message = input.message;
    if (input.patch.commit.isMerge())
        return u"合并提交："_s + quoted(message.subject) + u"。"_s;
    if (message.intent == Intent::Revert) {
        const QString sha = message.revertedSha.isEmpty() ? QString() : u"（提交 `"_s + message.revertedSha.first(std::min(qsizetype(10), message.revertedSha.size())) + u"`）"_s;
        return u"回退此前的改动"_s + quoted(message.revertedTitle) + sha + u"。"_s;
    }
    const QString where = scopes(message);
    if (message.bumps.size() == 1 && !message.bumps.constFirst().from.isEmpty()) {
        const VersionChange &bump = message.bumps.constFirst();
        return u"将 "_s + code(bump.name, 60) + u" 从 "_s + code(bump.from, 30) + u" 升级到 "_s + code(bump.to, 30) + u"。"_s;
    }
    const QString action = actionText(message, input.data);
    if (!action.isEmpty())
        return (where.isEmpty() ? QString() : u"在 "_s + where + u" 中"_s) + action + u"。"_s;
    if (message.title.isEmpty())
        return u"提交没有说明。"_s;
    return (where.isEmpty() ? u"提交主题："_s : where + u"："_s) + quoted(message.title) + u"。"_s;
}

QString roleCounts(const CardInput &input, qsizetype skip = 0)
{
    QStringList parts;
    std::array<int, RoleCount> files{};
    QList<const FileFacts *> order;
    for (const FileFacts &file : input.diff.files)
        order.append(&file);
    std::stable_sort(order.begin(), order.end(), [](const FileFacts *a, const FileFacts *b) { return a->role < b->role; });
    for (const FileFacts *file : std::as_const(order).sliced(std::min(skip, order.size())))
        ++files[std::size_t(file->role)];
    for (int role = 0; role < RoleCount; ++role) {
        if (files[std::size_t(role)] > 0)
            parts.append(input.data.roleWord(Role(role)) + u' ' + QString::number(files[std::size_t(role)]));
    }
    return parts.join(u"、"_s);
}

QString changeSentence(const CardInput &input)
{
    const DiffFacts &diff = input.diff;
    if (diff.files.isEmpty())
        return u"没有文件改动。"_s;
    const QString functions = codeList(input.focus.functions, 4, u"个函数");
    const FileFacts &main = *input.focus.main;
    if (diff.files.size() == 1) {
        const FileChange &change = input.patch.files.constFirst().change;
        QString verb = u"改动 "_s;
        if (change.status == FileStatus::Added)
            verb = u"新增 "_s;
        else if (change.status == FileStatus::Deleted)
            verb = u"删除 "_s;
        else if (change.status == FileStatus::Renamed)
            verb = u"将 "_s + code(change.oldPath) + u" 改名为 "_s;
        return verb + code(change.path) + u"（"_s + extent(input.patch.files.constFirst()) + u"）"_s + (functions.isEmpty() || change.status == FileStatus::Deleted ? QString() : u"，涉及 "_s + functions) + u"。"_s;
    }
    QString text = u"共 "_s + QString::number(diff.files.size()) + u" 个文件（"_s + counts(diff.insertions, diff.deletions) + u"）："_s + roleCounts(input);
    text += u"；主要在 "_s + code(main.path);
    if (!main.functions.isEmpty())
        text += u" 的 "_s + codeList(main.functions, 4, u"个函数");
    return text + u"。"_s;
}

QString definitionSentence(const DiffFacts &diff)
{
    const auto names = [](const QList<DefinitionChange> &changes) {
        QStringList list;
        for (const DefinitionChange &change : changes) {
            if (change.role != Role::Test && !change.name.startsWith(u"__"_s) && !list.contains(change.name))
                list.append(change.name);
        }
        return list;
    };
    QStringList parts;
    if (const QStringList added = names(diff.added); !added.isEmpty())
        parts.append(u"新增 "_s + codeList(added, 4, u"个定义"));
    if (const QStringList removed = names(diff.removed); !removed.isEmpty())
        parts.append(u"删除 "_s + codeList(removed, 4, u"个定义"));
    if (!diff.flagsAdded.isEmpty())
        parts.append(u"命令行新增 "_s + codeList(diff.flagsAdded, 4));
    if (!diff.envAdded.isEmpty())
        parts.append(u"新增环境变量 "_s + codeList(diff.envAdded, 4));
    return parts.isEmpty() ? QString() : parts.join(u"；"_s) + u"。"_s;
}

QString statusText(const FileChange &change)
{
    switch (change.status) {
    case FileStatus::Added:
        return u"新增，"_s;
    case FileStatus::Deleted:
        return u"删除，"_s;
    case FileStatus::Renamed:
        return u"由 "_s + code(change.oldPath, 60) + u" 改名，"_s;
    case FileStatus::Copied:
        return u"复制自 "_s + code(change.oldPath, 60) + u"，"_s;
    case FileStatus::TypeChanged:
        return u"类型改变，"_s;
    case FileStatus::Modified:
        break;
    }
    return {};
}

} // namespace

QString summaryText(const CardInput &input)
{
    QStringList parts{leadSentence(input), changeSentence(input)};
    if (const QString definitions = definitionSentence(input.diff); !definitions.isEmpty() && input.verdict.shape == Shape::Code)
        parts.append(definitions);
    for (const Finding &finding : input.verdict.findings) {
        if (const QString text = fillText(finding.signal->summary, finding.arguments); !text.isEmpty() && parts.size() < 6)
            parts.append(text);
    }
    if (input.message.bodySentence.toUtf8().size() >= 15 && // five Chinese characters say as much as fifteen letters
        input.message.injection.isEmpty())
        parts.append(u"作者说明："_s + quoted(input.message.bodySentence, 200) + u"。"_s);
    if (parts.size() <= 2)
        return parts.join(QString());
    for (qsizetype i = 0; i < parts.size(); ++i)
        parts[i].prepend(QString::number(i + 1) + u". "_s);
    return parts.join(u'\n');
}

QString scopeText(const CardInput &input)
{
    if (input.diff.files.isEmpty())
        return u"无：没有文件改动。"_s;
    QList<qsizetype> order(input.diff.files.size());
    for (qsizetype i = 0; i < order.size(); ++i)
        order[i] = i;
    const auto weight = [&input](qsizetype i) {
        const FileChange &change = input.patch.files.at(i).change;
        return std::pair(int(input.diff.files.at(i).role), -(change.insertions + change.deletions));
    };
    std::stable_sort(order.begin(), order.end(), [&](qsizetype a, qsizetype b) { return weight(a) < weight(b); });
    const qsizetype listed = order.size() <= ListedFiles ? order.size() : ListedFiles - 1;
    QStringList lines;
    for (const qsizetype i : std::as_const(order).first(listed)) {
        const FileFacts &file = input.diff.files.at(i);
        const FileChange &change = input.patch.files.at(i).change;
        QString line = u"- "_s + code(file.path) + u"（"_s + input.data.roleWord(file.role) + u"，"_s + statusText(change);
        line += extent(input.patch.files.at(i));
        if (!file.functions.isEmpty() && change.status == FileStatus::Modified)
            line += u"；"_s + codeList(file.functions, 3, u"个函数");
        lines.append(line + u"）"_s);
    }
    if (listed < order.size())
        lines.append(u"- 其余 "_s + QString::number(order.size() - listed) + u" 个文件："_s + roleCounts(input, listed));
    return lines.join(u'\n');
}

} // namespace rijian::analysis
