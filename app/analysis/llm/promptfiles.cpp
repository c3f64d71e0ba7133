#include "analysis/llm/promptfiles.h"

#include "analysis/llm/prompt.h"
#include "analysis/llm/prompttext.h"
#include "analysis/rules/builtindata.h"
#include "analysis/rules/definition.h"
#include "analysis/rules/difffacts.h"

#include <QMap>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace rijian::analysis::llm {

namespace {

constexpr int smallChange = 12;               // changed lines: sent whatever the file is
constexpr qsizetype smallText = 4'000;        // bytes, likewise
constexpr std::size_t mostSummaries = 200;    // files with telling lines
constexpr std::size_t tellingLines = 6;
constexpr std::size_t searchedLines = 400;    // for them
constexpr qint64 asideTokens = 800;           // of a region of a file that is only looked at where there is nothing else
constexpr qint64 rowTokens = 24;              // of a row of the table beside its path

int rankOf(Role role)
{
    switch (role) {
    case Role::Source:
    case Role::Interface:
    case Role::Migration:
        return 0;
    case Role::Manifest:
    case Role::Deploy:
    case Role::Container:
    case Role::Config:
    case Role::Build:
    case Role::Ci:
    case Role::Tool:
        return 1;
    case Role::Test:
    case Role::Example:
    case Role::Benchmark:
        return 2;
    case Role::Docs:
    case Role::Metadata:
        return 3;
    default:
        return 4;
    }
}

QString roleReason(Role role)
{
    switch (role) {
    case Role::Lock:
        return u"锁文件"_s;
    case Role::Generated:
        return u"生成文件"_s;
    case Role::Vendored:
        return u"第三方代码"_s;
    case Role::Translation:
        return u"翻译文件"_s;
    case Role::Asset:
        return u"资源文件"_s;
    default:
        return {};
    }
}

bool looksGenerated(const FilePatch &file, const RuleData &data)
{
    for (std::size_t i = 0; i < file.lines.size() && i < 12; ++i) {
        if (file.lines[i].oldNumber > 20 || file.lines[i].newNumber > 20)
            return false;
        const QByteArrayView text = file.lineText(file.lines[i]);
        const QByteArrayView head = text.first(std::min(text.size(), qsizetype(200)));
        if (std::ranges::any_of(data.generatedMarks, [head](const QByteArray &mark) { return head.contains(mark); }))
            return true;
    }
    return false;
}

/// Written by a program that saves line ends.
bool looksMinified(const FilePatch &file)
{
    qsizetype longest = 0;
    qsizetype bytes = 0;
    qsizetype count = 0;
    for (const PatchLine &line : file.lines) {
        if (line.kind == LineKind::Context)
            continue;
        longest = std::max(longest, line.length);
        bytes += line.length;
        ++count;
    }
    const bool named = file.change.path.contains(".min."_L1);
    return count > 0 && (named || (longest > 5'000 && bytes / count > 500));
}

QString reasonOf(const FileItem &item, const RuleData *data)
{
    const FilePatch &file = *item.file;
    if (file.change.submodule)
        return {};
    if (file.gap == PatchGap::Unreadable)
        return u"内容缺失或已损坏"_s;
    if (file.gap == PatchGap::TooLarge) // counts as binary, too
        return u"文件过大未读取"_s;
    if (file.gap == PatchGap::Binary || file.change.binary)
        return u"二进制"_s;
    if (looksMinified(file))
        return u"压缩文件"_s;
    if (file.change.insertions + file.change.deletions <= smallChange && file.text.size() <= smallText && file.gap == PatchGap::None)
        return {};
    const bool marked = data && item.role != Role::Docs && item.role != Role::Lock && item.role != Role::Translation && looksGenerated(file, *data);
    return marked ? u"生成文件"_s : roleReason(item.role);
}

/// Versions and definitions before anything else, in the file's order.
QString telling(const FilePatch &file, Family family)
{
    std::vector<std::size_t> best;
    std::vector<std::size_t> others;
    std::size_t searched = 0;
    for (std::size_t i = 0; i < file.lines.size() && searched < searchedLines && best.size() < tellingLines; ++i) {
        if (file.lines[i].kind == LineKind::Context)
            continue;
        ++searched;
        const QByteArrayView text = file.lineText(file.lines[i]);
        if (text.size() > longestLine || text.trimmed().size() < 4)
            continue;
        if (!readVersion(text).version.isEmpty() || readDefinition(text, family))
            best.push_back(i);
        else if (others.size() < tellingLines / 2)
            others.push_back(i);
    }
    if (best.empty())
        best = others;
    const FileText text(file);
    QString lines;
    for (const std::size_t i : best)
        lines += text.line(i) + u'\n';
    return lines;
}

QString statusLetter(FileStatus status)
{
    switch (status) {
    case FileStatus::Added:
        return u"A"_s;
    case FileStatus::Deleted:
        return u"D"_s;
    case FileStatus::Renamed:
        return u"R"_s;
    case FileStatus::Copied:
        return u"C"_s;
    case FileStatus::TypeChanged:
        return u"T"_s;
    case FileStatus::Modified:
        break;
    }
    return u"M"_s;
}

QString tableRow(const FileItem &item)
{
    const FileChange &change = item.file->change;
    QString row = statusLetter(change.status) + u' ' + safeLine(change.path, 200);
    if (item.file->gap == PatchGap::TooLarge)
        row += u" 过大"_s;
    else if (change.binary)
        row += u" 二进制"_s;
    else
        row += u" +"_s + QString::number(change.insertions) + u" −"_s + QString::number(change.deletions);
    if (!item.roleWord.isEmpty())
        row += u' ' + item.roleWord;
    if (item.isWhole())
        return row;
    if (item.anySent())
        return row + u"〔给出一部分〕"_s;
    return row + u'〔' + (item.summarySent ? u"只给摘要"_s : u"未给出"_s) + (item.why.isEmpty() ? QString() : u"："_s + item.why) + u'〕';
}

struct RoleTotal {
    int files = 0;
    qint64 insertions = 0;
    qint64 deletions = 0;
};

} // namespace

bool FileItem::anySent() const
{
    return std::ranges::find(sent, true) != sent.end();
}

bool FileItem::isWhole() const
{
    const bool unreadable = file->gap != PatchGap::None || (file->change.binary && !file->change.submodule);
    if (unreadable || std::ranges::find(sent, false) != sent.end())
        return false;
    return std::ranges::none_of(regions, &Region::cutsLine);
}

std::vector<FileItem> readFiles(const CommitPatch &patch, qint64 mostTokens)
{
    const RuleData *data = builtInRuleData();
    std::vector<FileItem> items;
    items.reserve(std::size_t(patch.files.size()));
    std::size_t summaries = 0;
    for (qsizetype i = 0; i < patch.files.size(); ++i) {
        const FilePatch &file = patch.files.at(i);
        FileItem item{.index = i, .file = &file, .roleWord = {}, .why = {}, .summary = {}, .regions = {}, .sent = {}};
        const QByteArray path = file.change.path.toUtf8();
        const Language *language = data ? data->languageOf(path) : nullptr;
        const Family family = language ? language->family : Family::None;
        if (data) {
            item.role = data->roleOf(path);
            item.roleWord = data->roleWord(item.role);
        }
        item.rank = rankOf(item.role);
        item.why = reasonOf(item, data);
        if (!item.why.isEmpty())
            item.rank = 5;
        item.regions = regionsOf(file, family, item.why.isEmpty() ? mostTokens : std::min(mostTokens, asideTokens));
        item.sent.assign(item.regions.size(), false);
        item.headerTokens = 16 + estimateTokens(fileHeader(file, item.roleWord));
        if (!item.why.isEmpty() && item.hasLines() && summaries < mostSummaries) {
            item.summary = telling(file, family);
            ++summaries;
        }
        items.push_back(std::move(item));
    }
    return items;
}

FileReading readingOf(const FileItem &item)
{
    FileReading reading{.path = item.file->change.path, .depth = ReadDepth::Whole, .why = {}, .hunks = {}};
    if (item.isWhole())
        return reading;
    const bool any = item.anySent();
    reading.depth = any || item.summarySent || item.listed ? ReadDepth::Summary : ReadDepth::Unread;
    if (item.file->gap == PatchGap::Cut)
        reading.why = u"文件过大，后段未读取"_s;
    else if (!item.why.isEmpty() && !any)
        reading.why = item.why;
    else if (std::ranges::find(item.sent, false) == item.sent.end())
        reading.why = u"长行截断"_s;
    else
        reading.why = u"超出预算"_s;
    if (!any)
        return reading;
    for (std::size_t i = 0; i < item.regions.size(); ++i) {
        HunkReading hunk = item.regions[i].lines;
        hunk.depth = !item.sent[i] ? ReadDepth::Unread : item.regions[i].cutsLine ? ReadDepth::Summary : ReadDepth::Whole;
        HunkReading *last = reading.hunks.isEmpty() ? nullptr : &reading.hunks.last();
        if (last && last->depth == hunk.depth) { // nothing changed between the two
            last->oldCount = std::max(last->oldCount, hunk.oldStart + hunk.oldCount - last->oldStart);
            last->newCount = std::max(last->newCount, hunk.newStart + hunk.newCount - last->newStart);
        } else {
            reading.hunks.append(hunk);
        }
    }
    return reading;
}

QString coverageOf(const std::vector<FileItem> &items)
{
    int whole = 0;
    int partly = 0;
    int summary = 0;
    int unread = 0;
    QMap<QString, int> why;
    QMap<QString, int> partlyWhy;
    QMap<QString, int> unreadWhy;
    for (const FileItem &item : items) {
        const FileReading reading = readingOf(item);
        if (reading.depth == ReadDepth::Whole)
            ++whole;
        else if (item.anySent())
            ++partly, ++partlyWhy[reading.why];
        else if (reading.depth == ReadDepth::Summary)
            ++summary, ++why[reading.why];
        else
            ++unread, ++unreadWhy[reading.why];
    }
    if (partly + summary + unread == 0)
        return {};
    const auto reasons = [](const QMap<QString, int> &map) {
        QStringList list;
        for (auto it = map.begin(); it != map.end(); ++it)
            list << (map.size() == 1 ? it.key() : it.key() + u' ' + QString::number(it.value()));
        return list.isEmpty() ? QString() : u'（' + list.join(u'、') + u'）';
    };
    QStringList parts{u"全文阅读 "_s + QString::number(whole)};
    if (partly > 0)
        parts << u"部分 "_s + QString::number(partly) + reasons(partlyWhy);
    if (summary > 0)
        parts << u"摘要 "_s + QString::number(summary) + reasons(why);
    if (unread > 0)
        parts << u"未读 "_s + QString::number(unread) + reasons(unreadWhy);
    return u"共 "_s + QString::number(items.size()) + u" 个文件："_s + parts.join(u'，');
}

QString fileTable(std::vector<FileItem *> items, qint64 tokens)
{
    if (items.empty())
        return u"（没有文件改动）"_s;
    std::ranges::stable_sort(items, {}, [](const FileItem *item) { return std::pair(item->rank, item->index); });
    constexpr qint64 restTokens = 160;
    QStringList rows;
    qint64 used = 0;
    QMap<QString, RoleTotal> rest;
    bool full = false;
    qsizetype left = qsizetype(items.size());
    for (FileItem *item : items) {
        if (!full) {
            const QString row = tableRow(*item);
            const qint64 cost = estimateTokens(row) + 1;
            full = used + cost + (left > 1 ? restTokens : 0) > tokens;
            if (!full) {
                used += cost;
                rows << row;
                item->listed = true;
                --left;
                continue;
            }
        }
        RoleTotal &sum = rest[item->roleWord.isEmpty() ? u"其他"_s : item->roleWord];
        ++sum.files;
        sum.insertions += item->file->change.insertions;
        sum.deletions += item->file->change.deletions;
    }
    if (left > 0) {
        QStringList sums;
        for (auto it = rest.begin(); it != rest.end(); ++it)
            sums << it.key() + u' ' + QString::number(it->files) + u" 个（+"_s + QString::number(it->insertions) + u" −"_s + QString::number(it->deletions) + u'）';
        rows << u"其余 "_s + QString::number(left) + u" 个文件未列出："_s + sums.join(u'、');
    }
    return rows.join(u'\n');
}

qint64 tableTokens(const std::vector<FileItem> &items)
{
    qint64 tokens = 0;
    for (const FileItem &item : items)
        tokens += item.headerTokens + rowTokens;
    return tokens;
}

} // namespace rijian::analysis::llm
