#include "analysis/llm/prompt.h"

#include "analysis/llm/cardform.h"
#include "analysis/llm/packing.h"
#include "analysis/llm/redaction.h"
#include "core/text.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::analysis::llm {

namespace {

constexpr qsizetype longestMessage = 20'000; // characters
constexpr qsizetype longestReadme = 1'500;
constexpr qsizetype mostSubjects = 8;
constexpr qsizetype mostReasons = 12;
constexpr int mostFileLines = 200;
constexpr qint64 leastRoom = 400; // tokens for changes, whatever else there is to say
constexpr qint64 spare = 64;      // for what a service puts around messages

using Values = QHash<QString, QString>;

/// Once through the template: what stands in a value is no placeholder.
QString filled(const QString &text, const Values &values)
{
    static const QRegularExpression placeholder(u"\\{\\{(\\w*)\\}\\}"_s);
    QString result;
    qsizetype at = 0;
    for (const QRegularExpressionMatch &match : placeholder.globalMatch(text)) {
        result += QStringView(text).sliced(at, match.capturedStart() - at);
        result += values.value(match.captured(1));
        at = match.capturedEnd();
    }
    result += QStringView(text).sliced(at);
    return result.trimmed();
}

/// Cut to about so many tokens, at a line's end where there is one.
QString clipped(const QString &text, qint64 tokens)
{
    const qint64 estimate = estimateTokens(text);
    if (estimate <= tokens)
        return text;
    const auto length = qsizetype(double(text.size()) * double(std::max<qint64>(tokens, 20)) / double(estimate) * 0.9);
    const QStringView head = QStringView(text).first(length);
    const qsizetype line = head.lastIndexOf(u'\n');
    return head.first(line > length / 2 ? line : length) + u"\n〔余下略去〕"_s;
}

QString safe(QStringView text)
{
    return redacted(visibleControls(text));
}

QString repositoryText(const RepositoryContext *repository)
{
    if (!repository)
        return u"（未知）"_s;
    QString text = u"名称："_s + oneLine(repository->name, 120);
    if (!repository->languages.isEmpty())
        text += u"\n主要语言："_s + oneLine(repository->languages.join(u"、"_s), 120);
    if (!repository->readme.isEmpty())
        text += u"\nREADME 开头：\n"_s + safe(QStringView(repository->readme).first(std::min(repository->readme.size(), longestReadme)));
    return text;
}

QString timeText(const Moment &moment)
{
    return QDateTime::fromSecsSinceEpoch(moment.seconds, QTimeZone::fromSecondsAheadOfUtc(moment.offsetSeconds)).toString(Qt::ISODate);
}

QString metadataText(const Task &task, qint64 tokens)
{
    const Commit &commit = task.patch.commit;
    int insertions = 0;
    int deletions = 0;
    for (const FilePatch &file : task.patch.files) {
        insertions += file.change.insertions;
        deletions += file.change.deletions;
    }
    QString text = u"作者：%1\n时间：%2\n规模：%3 个文件，+%4 −%5\n"_s.arg(oneLine(commit.author.name, 80), timeText(commit.authorTime))
                       .arg(task.patch.files.size()).arg(insertions).arg(deletions);
    if (commit.parents.size() > 1)
        text += u"这是一次合并提交，差异相对第一个父提交。\n"_s;
    QString message;
    for (const QStringView line : QStringView(commit.message).first(std::min(commit.message.size(), longestMessage)).tokenize(u'\n')) {
        if (!isSignature(line))
            message += line.toString() + u'\n';
    }
    text += u"提交说明：\n"_s + clipped(safe(message).trimmed(), tokens);
    if (task.repository && !task.repository->recent.isEmpty()) {
        text += u"\n近期改过同样文件的提交："_s;
        for (const QString &subject : task.repository->recent.first(std::min(task.repository->recent.size(), mostSubjects)))
            text += u"\n- "_s + safe(oneLine(subject, 120));
    }
    return text;
}

/// The rules' facts without their points and whatever states a level: a model is to judge for itself.
QString findingsText(const Analysis *rules)
{
    static const QRegularExpression points(u"（[+−-]?\\d+）$"_s);
    static const QRegularExpression level(u"[🔴🟡🟢]|重要程度|得分|加分|级别|评为"_s, QRegularExpression::UseUnicodePropertiesOption);
    QString text;
    const QStringList reasons = rules ? rules->reasons : QStringList();
    for (const QString &reason : reasons.first(std::min(reasons.size(), mostReasons))) {
        QString fact = reason;
        fact.remove(points);
        if (!fact.contains(level) && !fact.trimmed().isEmpty())
            text += u"- "_s + safe(oneLine(fact, 240)) + u'\n';
    }
    return text.isEmpty() ? u"（无）"_s : text.trimmed();
}

QString statusWord(const FileChange &change)
{
    switch (change.status) {
    case FileStatus::Added:
        return u"新增"_s;
    case FileStatus::Deleted:
        return u"删除"_s;
    case FileStatus::Renamed:
        return u"改名"_s;
    case FileStatus::Copied:
        return u"复制"_s;
    default:
        return change.oldMode != change.newMode && change.oldMode && change.newMode ? u"修改（文件模式 %1→%2）"_s.arg(change.oldMode, 0, 8).arg(change.newMode, 0, 8) : u"修改"_s;
    }
}

QString pathText(const FileChange &change)
{
    const QString path = oneLine(change.path, 240);
    return change.oldPath.isEmpty() || change.oldPath == change.path ? path : QString(oneLine(change.oldPath, 240) + u" → "_s + path);
}

QString fileLine(const PackedFile &file)
{
    const FileChange &change = file.file->change;
    QString line = u"- %1 %2"_s.arg(statusWord(change), pathText(change));
    if (!change.binary && file.file->gap != PatchGap::TooLarge)
        line += u" +%1 −%2"_s.arg(change.insertions).arg(change.deletions);
    if (!file.summarized.isEmpty())
        line += u"（%1，差异未附）"_s.arg(file.summarized);
    else if (file.file->gap == PatchGap::TooLarge)
        line += u"（文件过大，差异未附）"_s;
    else if (!isWhole(file))
        line += std::ranges::any_of(file.regions, &Region::chosen) ? u"（只附部分差异）"_s : u"（差异未附）"_s;
    return line;
}

/// The weightiest first where not all fit: what is read, then the rest.
QString filesText(const Packing &packing, qint64 tokens)
{
    QString text;
    qint64 left = tokens;
    int lines = 0;
    for (const PackedFile &file : packing.files) {
        const QString line = fileLine(file);
        const qint64 cost = estimateTokens(line) + 1;
        if (++lines > mostFileLines || cost > left)
            return text + u"- 〔另有 %1 个文件未列出〕"_s.arg(packing.files.size() - std::size_t(lines) + 1);
        left -= cost;
        text += line + u'\n';
    }
    return text.isEmpty() ? u"（没有改动文件）"_s : text.trimmed();
}

/// How much to say, by what the commit touches and how much of it: never by what the rules make of it.
QString depthText(const Packing &packing)
{
    int lines = 0;
    bool quiet = true;
    for (const PackedFile &file : packing.files) {
        lines += file.file->change.insertions + file.file->change.deletions;
        quiet = quiet && (!file.summarized.isEmpty() || file.role == Role::Docs || file.role == Role::Test || file.role == Role::Meta || file.role == Role::Metadata);
    }
    if (quiet || lines <= 6)
        return u"这次改动很小，或只涉及文档、测试与生成文件，每个字段一句话即可。"_s;
    return lines > 800 ? u"这次改动较大，请按主题归纳，先写对使用者与运维影响最大的部分。"_s : QString();
}

QString diffText(const Packing &packing, const std::vector<Packing::Piece> &pieces)
{
    QString text;
    std::size_t file = std::size_t(-1);
    for (const Packing::Piece &piece : pieces) {
        const PackedFile &packed = packing.files[piece.file];
        if (piece.file != file) {
            file = piece.file;
            text += u"### %1（%2）\n"_s.arg(pathText(packed.file->change), statusWord(packed.file->change));
        }
        text += regionText(*packed.file, packed.regions[piece.region]);
    }
    return text.isEmpty() ? u"（没有可附的文本差异）"_s : text.trimmed();
}

Prompt promptOf(const QString &system, const QString &user)
{
    Prompt prompt;
    prompt.messages = {{u"system"_s, system}, {u"user"_s, user}};
    prompt.tokens = estimateTokens(system) + estimateTokens(user) + spare;
    return prompt;
}

QString systemText(const PromptTemplates &templates, AnswerForm form)
{
    return filled(templates.text(u"system.md"_s), {{u"form"_s, formInstruction(form)}});
}

/// What a form adds to a request outside of its messages.
qint64 formTokens(AnswerForm form)
{
    return form == AnswerForm::Schema || form == AnswerForm::Tool ? 500 : 0;
}

Values commonValues(const PromptTemplates &templates, const Task &task, const Packing &packing, qint64 tokens)
{
    return {{u"fence"_s, templates.fence()},
            {u"repository"_s, clipped(repositoryText(task.repository), tokens / 12)},
            {u"metadata"_s, metadataText(task, tokens / 8)},
            {u"findings"_s, clipped(findingsText(task.rules), tokens / 16)},
            {u"files"_s, filesText(packing, tokens / 8)},
            {u"depth"_s, depthText(packing)}};
}

} // namespace

PromptPlan planPrompts(const PromptTemplates &templates, const Task &task, const PromptOptions &options)
{
    const QString system = systemText(templates, options.form);
    const qint64 all = options.contextTokens - options.answerTokens - formTokens(options.form) - spare;
    // The file list depends on what is chosen, and that on the room beside it: its bound is kept free.
    const qint64 frame = estimateTokens(system) + estimateTokens(templates.text(u"commit.md"_s)) + estimateTokens(repositoryText(task.repository).left(longestReadme * 2));
    const qint64 said = std::min(frame, all / 2) + std::min(estimateTokens(metadataText(task, all / 8)), all / 8 + 400) + std::min(estimateTokens(findingsText(task.rules)), all / 16 + 20);
    const qint64 listed = std::min<qint64>(all / 8 + 20, 40 * task.patch.files.size() + 20);
    const qint64 headings = std::min<qint64>(all / 8, 24 * task.patch.files.size());
    const qint64 room = std::max(leastRoom, (all - said - listed - headings) * 95 / 100);

    const Packing packing = pack(task.patch, room, std::max(1, options.mostParts));
    PromptPlan plan;
    plan.reading = readingOf(packing);
    plan.coverage = coverageOf(packing);
    plan.attempts = findAttempts(task.patch);
    plan.nothingRead = nothingIsRead(packing);
    Values values = commonValues(templates, task, packing, all);
    const bool whole = packing.parts.size() == 1;
    const QString text = templates.text(whole ? u"commit.md"_s : u"part.md"_s);
    const QString partSystem = whole ? system : filled(templates.text(u"system.md"_s), {{u"form"_s, u"这一次先不写卡片，按用户消息的要求输出要点。"_s}});
    values.insert(u"count"_s, QString::number(packing.parts.size()));
    for (std::size_t i = 0; i < packing.parts.size(); ++i) {
        values.insert(u"number"_s, QString::number(i + 1));
        values.insert(u"diff"_s, diffText(packing, packing.parts[i]));
        Prompt prompt = promptOf(partSystem, filled(text, values));
        prompt.tokens += formTokens(options.form);
        plan.parts.append(std::move(prompt));
    }
    return plan;
}

Prompt mergePrompt(const PromptTemplates &templates, const Task &task, const PromptPlan &plan, const QStringList &answers, const PromptOptions &options)
{
    const QString system = systemText(templates, options.form);
    const qint64 all = options.contextTokens - options.answerTokens - formTokens(options.form) - spare;
    const Packing packing = pack(task.patch, 0, 1); // for the files' list alone
    Values values = commonValues(templates, task, packing, all);
    values.insert(u"files"_s, filesText(packing, all / 8));
    const qint64 room = std::max(leastRoom, (all - estimateTokens(system) - all / 2) / std::max<qint64>(1, answers.size()));
    QString parts;
    for (qsizetype i = 0; i < answers.size(); ++i) {
        const QString notes = visibleControls(answers[i]).trimmed();
        parts += u"### 第 %1 部分\n"_s.arg(i + 1) + (notes.isEmpty() ? u"（没有得到要点）"_s : clipped(notes, room)) + u"\n\n"_s;
    }
    if (!plan.coverage.isEmpty())
        parts += u"阅读范围："_s + plan.coverage;
    values.insert(u"parts"_s, parts.trimmed());
    Prompt prompt = promptOf(system, filled(templates.text(u"merge.md"_s), values));
    prompt.tokens += formTokens(options.form);
    prompt.reading = plan.reading;
    return prompt;
}

} // namespace rijian::analysis::llm
