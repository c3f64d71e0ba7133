#include "analysis/llm/promptvalues.h"

#include "analysis/llm/prompttext.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::analysis::llm {

namespace {

constexpr qsizetype longestMessage = 20'000;
constexpr qsizetype longestBriefMessage = 3'000;
constexpr qsizetype longestReadme = 1'500;
constexpr qsizetype mostRecent = 8;
constexpr qsizetype mostJudged = 8;
constexpr qsizetype mostFindings = 24;

QString timeOf(const Moment &moment)
{
    const int offset = std::clamp(moment.offsetSeconds, -14 * 3600, 14 * 3600);
    const QDateTime time = QDateTime::fromSecsSinceEpoch(moment.seconds, QTimeZone::fromSecondsAheadOfUtc(offset));
    return time.isValid() ? time.toString(Qt::ISODate) : u"（未知）"_s;
}

QString parentsOf(const Commit &commit)
{
    if (commit.parents.isEmpty())
        return u"无（最初的提交）"_s;
    QStringList list;
    for (const QString &parent : commit.parents.first(std::min(commit.parents.size(), qsizetype(8))))
        list << safeLine(parent.first(std::min(parent.size(), qsizetype(12))), 12);
    return list.join(u'、') + (commit.isMerge() ? u"（合并提交，差异为与第一个父提交相比）"_s : QString());
}

QString listOf(const QStringList &list, qsizetype most, qsizetype longest)
{
    QStringList lines;
    for (const QString &text : list.first(std::min(list.size(), most))) {
        if (const QString line = safeLine(text, longest); !line.isEmpty())
            lines << u"- "_s + line;
    }
    return lines.join(u'\n');
}

QString orNone(const QString &text, const QString &none = u"（无）"_s)
{
    return text.isEmpty() ? none : text;
}

} // namespace

QStringList neutralFindings(const Analysis *rules)
{
    if (!rules)
        return {};
    static const QRegularExpression points(u"（[+−-]\\d{1,4}）$"_s);
    // What the rules say of the weight. Names from the commit stand in code spans, where these words are its own.
    static const QStringList weighing{u"严重"_s, u"重要"_s, u"等级"_s, u"级别"_s, u"定级"_s, u"得分"_s, u"加分"_s, u"🔴"_s, u"🟡"_s, u"🟢"_s};
    QStringList facts;
    for (const QString &reason : rules->reasons.first(std::min(rules->reasons.size(), qsizetype(100)))) {
        const QString fact = reason.first(std::min(reason.size(), qsizetype(1'000))).remove(points);
        if (std::ranges::none_of(weighing, [&fact](const QString &word) { return fact.contains(word); }))
            facts << fact;
    }
    facts.sort();
    facts.removeDuplicates();
    return facts;
}

QString depthOf(const std::vector<FileItem> &items)
{
    int code = 0;
    int sources = 0;
    bool onlyAside = true; // documents, tests, resources and what programs write
    for (const FileItem &item : items) {
        onlyAside &= item.rank >= 2 && item.role != Role::Other && item.role != Role::Vendored;
        if (item.rank <= 1) {
            code += item.file->change.insertions + item.file->change.deletions;
            ++sources;
        }
    }
    if (onlyAside)
        return u"改动都在文档、测试、资源或生成的文件里，简短即可，每栏一句。"_s;
    if (code <= 10)
        return u"改动的行数很少，每栏一两句即可，把变化前后说清楚。"_s;
    if (code >= 300 || sources >= 15)
        return u"改动面广，变更摘要用两到三句概括；影响范围与潜在风险按模块分条写，每条指明文件。"_s;
    return u"每栏一到三句，要点多时分条写。"_s;
}

namespace {

/// With its own heading, so that a prompt without them is what it always was.
QString judgedOf(const RepositoryContext &repository, qint64 tokens)
{
    const QString list = cutToTokens(listOf(repository.judged, mostJudged, 140), tokens / 20);
    return list.isEmpty() ? QString() : QString(u"\n读者对此前提交重要程度的判断（定级时参考）：\n"_s + list);
}

} // namespace

QHash<QString, QString> promptValues(const Task &task, qint64 tokens, bool brief)
{
    const Commit &commit = task.patch.commit;
    static const RepositoryContext unknown;
    const RepositoryContext &repository = task.repository ? *task.repository : unknown;
    QStringList languages;
    for (const QString &language : repository.languages.first(std::min(repository.languages.size(), qsizetype(8))))
        languages << safeLine(language, 40);
    qint64 insertions = 0;
    qint64 deletions = 0;
    for (const FilePatch &file : task.patch.files) {
        insertions += file.change.insertions;
        deletions += file.change.deletions;
    }
    const QStringList findings = neutralFindings(task.rules);
    return {
        {u"repository"_s, orNone(safeLine(repository.name, 200), u"（未知）"_s)},
        {u"languages"_s, orNone(languages.join(u'、'), u"（未知）"_s)},
        {u"readme"_s, orNone(safeText(repository.readme, longestReadme, tokens / 12), u"（没有）"_s)},
        {u"judged"_s, judgedOf(repository, tokens)},
        {u"sha"_s, safeLine(commit.sha, 64)},
        {u"author"_s, orNone(safeLine(commit.author.name, 120), u"（未知）"_s)},
        {u"time"_s, timeOf(commit.authorTime)},
        {u"parents"_s, parentsOf(commit)},
        {u"size"_s, QString::number(task.patch.files.size()) + u" 个文件，+"_s + QString::number(insertions) + u" −"_s + QString::number(deletions)},
        {u"message"_s, orNone(safeText(commit.message, brief ? longestBriefMessage : longestMessage, tokens / (brief ? 12 : 4)), u"（没有提交说明）"_s)},
        {u"recent"_s, orNone(cutToTokens(listOf(repository.recent, mostRecent, 120), tokens / 20))},
        {u"findings"_s, orNone(cutToTokens(listOf(findings, mostFindings, 240), tokens / 12))},
    };
}

} // namespace rijian::analysis::llm
