#include "analysis/llm/packing.h"

#include "analysis/rules/ruledata.h"

#include <algorithm>
#include <array>
#include <numeric>

using namespace Qt::StringLiterals;

namespace rijian::analysis::llm {

namespace {

constexpr qint64 modestRoom = 6'000; // for a commit of generated files alone
constexpr int nextRegionCosts = 6;   // so that each file's first pieces come before any file's tenth
constexpr qsizetype minifiedLine = 2'000; // bytes of an average line, above which a program wrote it

const RuleData *ruleData()
{
    static const Result<RuleData> data = RuleData::load();
    return data ? &*data : nullptr;
}

Role roleOf(const FilePatch &file)
{
    const RuleData *data = ruleData();
    return data ? data->roleOf(file.change.path.toUtf8()) : Role::Other;
}

bool looksGenerated(const FilePatch &file)
{
    const RuleData *data = ruleData();
    if (!data || file.lines.empty())
        return false;
    if (file.text.size() / qsizetype(file.lines.size()) > minifiedLine)
        return true;
    for (std::size_t i = 0; i < std::min<std::size_t>(file.lines.size(), 16) && file.lines[i].newNumber <= 12; ++i) {
        const QByteArrayView text = file.lineText(file.lines[i]);
        const QByteArrayView head = text.first(std::min<qsizetype>(text.size(), 200));
        if (std::ranges::any_of(data->generatedMarks, [&](const QByteArray &mark) { return head.contains(mark); }))
            return true;
    }
    return false;
}

QString whySummarized(const FilePatch &file, Role role)
{
    if (file.change.submodule)
        return u"子模块"_s;
    if (file.gap == PatchGap::Binary || file.change.binary)
        return u"二进制"_s;
    switch (role) {
    case Role::Vendored:
        return u"第三方代码"_s;
    case Role::Translation:
        return u"翻译"_s;
    case Role::Lock:
        return u"锁文件"_s;
    case Role::Generated:
        return u"生成文件"_s;
    case Role::Asset:
        return u"资源文件"_s;
    default:
        return looksGenerated(file) ? u"生成文件"_s : QString();
    }
}

int weightOf(Role role)
{
    switch (role) {
    case Role::Source:
    case Role::Interface:
    case Role::Migration:
        return 100;
    case Role::Manifest:
    case Role::Deploy:
    case Role::Container:
    case Role::Config:
    case Role::Build:
    case Role::Ci:
        return 72;
    case Role::Tool:
    case Role::Example:
    case Role::Benchmark:
        return 52;
    case Role::Test:
        return 40;
    case Role::Docs:
        return 28;
    default:
        return 20;
    }
}

qint64 tokensOf(const PackedFile &file)
{
    return std::accumulate(file.regions.begin(), file.regions.end(), qint64(0), [](qint64 sum, const Region &region) { return sum + region.tokens; });
}

/// What is summarised by what it is stays so, unless there is nothing else to read.
void readAtLeastSomething(Packing &packing)
{
    const auto readable = [](const PackedFile &file) { return file.summarized.isEmpty() && !file.regions.empty(); };
    if (std::ranges::any_of(packing.files, readable))
        return;
    for (PackedFile &file : packing.files) {
        if (!file.file->hunks.empty()) {
            file.summarized.clear();
            file.regions = regionsOf(*file.file);
        }
    }
}

void choose(Packing &packing, qint64 room)
{
    struct Ranked {
        Packing::Piece piece;
        int weight = 0;
    };
    std::vector<Ranked> ranked;
    for (std::size_t f = 0; f < packing.files.size(); ++f) {
        const PackedFile &file = packing.files[f];
        for (std::size_t r = 0; r < file.regions.size(); ++r)
            ranked.push_back({{f, r}, weightOf(file.role) + file.regions[r].weight - int(std::min<std::size_t>(r, 100)) * nextRegionCosts});
    }
    std::ranges::stable_sort(ranked, std::greater(), &Ranked::weight);
    for (const Ranked &one : ranked) {
        Region &region = packing.files[one.piece.file].regions[one.piece.region];
        if (region.tokens > room)
            continue;
        room -= region.tokens;
        region.chosen = true;
    }
}

/// The chosen pieces in the commit's order, in as few requests as hold them; what does not fit after all is given up.
void divide(Packing &packing, qint64 room, int mostParts)
{
    packing.parts.assign(1, {});
    qint64 left = room;
    for (std::size_t f = 0; f < packing.files.size(); ++f) {
        PackedFile &file = packing.files[f];
        const qint64 whole = tokensOf(file);
        const bool more = int(packing.parts.size()) < mostParts;
        if (whole > left && whole <= room && more && !packing.parts.back().empty()) { // together on the next
            packing.parts.emplace_back();
            left = room;
        }
        for (std::size_t r = 0; r < file.regions.size(); ++r) {
            Region &region = file.regions[r];
            if (!region.chosen)
                continue;
            if (region.tokens > left && int(packing.parts.size()) < mostParts && !packing.parts.back().empty()) {
                packing.parts.emplace_back();
                left = room;
            }
            region.chosen = region.tokens <= left;
            if (!region.chosen)
                continue;
            left -= region.tokens;
            packing.parts.back().push_back({f, r});
        }
    }
}

bool isChanged(const FilePatch &file)
{
    return file.change.insertions + file.change.deletions > 0 || file.gap == PatchGap::TooLarge;
}

bool anyChosen(const PackedFile &file)
{
    return std::ranges::any_of(file.regions, &Region::chosen);
}

} // namespace

bool isWhole(const PackedFile &file)
{
    return file.summarized.isEmpty() && file.file->gap == PatchGap::None && std::ranges::all_of(file.regions, &Region::chosen);
}

Packing pack(const CommitPatch &patch, qint64 room, int mostParts)
{
    Packing packing;
    packing.files.reserve(std::size_t(patch.files.size()));
    for (const FilePatch &file : patch.files) {
        const Role role = roleOf(file);
        PackedFile packed{.file = &file, .role = role, .summarized = whySummarized(file, role), .regions = {}};
        if (packed.summarized.isEmpty())
            packed.regions = regionsOf(file);
        packing.files.push_back(std::move(packed));
    }
    const bool ordinary = std::ranges::any_of(packing.files, [](const PackedFile &file) { return !file.regions.empty(); });
    readAtLeastSomething(packing);
    choose(packing, ordinary ? room * mostParts : std::min(room, modestRoom));
    divide(packing, room, mostParts);
    return packing;
}

QList<FileReading> readingOf(const Packing &packing)
{
    QList<FileReading> readings;
    for (const PackedFile &file : packing.files) {
        if (isWhole(file))
            continue;
        FileReading reading{.path = file.file->change.path, .depth = ReadDepth::Summary, .why = file.summarized};
        if (file.summarized.isEmpty()) {
            reading.why = file.file->gap == PatchGap::TooLarge ? u"文件过大"_s : file.file->gap == PatchGap::Cut ? u"行数过多"_s : u"超出预算"_s;
            for (const Region &region : file.regions) {
                if (!region.chosen || anyChosen(file))
                    reading.hunks.append(readingOf(*file.file, region, region.chosen ? ReadDepth::Whole : ReadDepth::Unread));
            }
            if (!anyChosen(file)) {
                reading.depth = ReadDepth::Unread;
                reading.hunks.clear();
            }
        }
        readings.append(std::move(reading));
    }
    return readings;
}

QString coverageOf(const Packing &packing)
{
    int whole = 0;
    int part = 0;
    int summarized = 0;
    int unread = 0;
    for (const PackedFile &file : packing.files) {
        if (!file.summarized.isEmpty())
            ++summarized;
        else if (isWhole(file))
            ++whole;
        else if (anyChosen(file))
            ++part;
        else
            ++unread;
    }
    if (part + unread == 0)
        return {};
    QString line = u"共 %1 个文件：全文阅读 %2"_s.arg(packing.files.size()).arg(whole);
    if (part > 0)
        line += u"，部分阅读 %1"_s.arg(part);
    if (summarized > 0)
        line += u"，只看摘要 %1（生成、第三方、锁文件等）"_s.arg(summarized);
    return unread > 0 ? line + u"，未读 %1（过大或超出预算）"_s.arg(unread) : line;
}

bool nothingIsRead(const Packing &packing)
{
    return std::ranges::none_of(packing.files, &anyChosen) && std::ranges::any_of(packing.files, [](const PackedFile &file) { return isChanged(*file.file); });
}

} // namespace rijian::analysis::llm
