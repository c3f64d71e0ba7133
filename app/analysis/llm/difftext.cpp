#include "analysis/llm/difftext.h"

#include "analysis/llm/prompt.h"
#include "analysis/llm/redaction.h"
#include "core/text.h"

#include <QStringDecoder>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace rijian::analysis::llm {

namespace {

constexpr std::size_t linesBefore = 8;
constexpr std::size_t linesAfter = 3;
constexpr qsizetype longestLine = 400; // characters; what is longer was written by a program
constexpr qsizetype longestContext = 120;

bool isChange(const PatchLine &line)
{
    return line.kind != LineKind::Context;
}

qsizetype indentation(QByteArrayView text)
{
    qsizetype depth = 0;
    while (depth < text.size() && (text[depth] == ' ' || text[depth] == '\t'))
        ++depth;
    return depth == text.size() ? -1 : depth; // blank lines have none
}

/// The line above `first` that opens what the change stands in: less indented, and text. Else where linesBefore leads.
std::size_t beginOf(const FilePatch &file, std::size_t lowest, std::size_t first)
{
    const std::size_t usual = first - std::min(first - lowest, linesBefore);
    qsizetype depth = -1;
    for (std::size_t i = first; depth < 0 && i < std::min(first + 20, file.lines.size()); ++i)
        depth = indentation(file.lineText(file.lines[i]));
    if (depth <= 0)
        return usual;
    for (std::size_t i = first; i > lowest; --i) {
        const QByteArrayView text = file.lineText(file.lines[i - 1]);
        const qsizetype here = indentation(text);
        const bool opens = here == 0 && text.front() != '#' && text.front() != '}' && text.front() != ')' && text.front() != '{';
        if (opens)
            return std::min(usual, i - 1);
    }
    return usual;
}

/// Words that tell of interfaces and of danger.
int tellingWords(QByteArrayView text)
{
    static constexpr std::array<QByteArrayView, 14> definitions{"def ", "class ", "struct ", "func ", "fn ", "interface ", "enum ", "export ", "public ", "virtual ", "@app.", "CREATE TABLE", "ALTER TABLE", "message "};
    static constexpr std::array<QByteArrayView, 14> dangers{"password", "secret", "token", "auth", "crypt", "verify", "unsafe", "exec", "memcpy", "free(", "lock", "mutex", "permission", "default"};
    int weight = 0;
    const QByteArrayView head = text.first(std::min(text.size(), longestLine));
    for (const QByteArrayView word : definitions)
        weight += head.contains(word) ? 3 : 0;
    for (const QByteArrayView word : dangers)
        weight += head.contains(word) ? 2 : 0;
    return weight;
}

void weigh(const FilePatch &file, Region &region)
{
    qint64 tokens = 12; // the heading
    int removed = 0;
    int words = 0;
    for (std::size_t i = region.firstLine; i < region.firstLine + region.lineCount; ++i) {
        const PatchLine &line = file.lines[i];
        const QByteArrayView text = file.lineText(line);
        tokens += 1 + (text.size() > longestLine * 3 ? longestLine : estimateTokens(text.first(std::min(text.size(), longestLine * 3))));
        if (isChange(line) && words < 12)
            words += tellingWords(text);
        removed += line.kind == LineKind::Removed;
    }
    region.tokens = tokens;
    region.weight = std::min(words, 12) + (removed > 0 ? 4 : 0);
}

void addRegions(const FilePatch &file, std::size_t number, std::vector<Region> &regions)
{
    const Hunk &hunk = file.hunks[number];
    const std::size_t end = hunk.firstLine + hunk.lineCount;
    std::size_t free = hunk.firstLine; // lines before it belong to a region already
    for (std::size_t i = hunk.firstLine; i < end;) {
        if (!isChange(file.lines[i])) {
            ++i;
            continue;
        }
        const std::size_t begin = beginOf(file, free, i);
        std::size_t last = i;
        for (std::size_t next = i + 1; next < end && next - last <= linesBefore + linesAfter; ++next) {
            if (isChange(file.lines[next]))
                last = next;
        }
        const std::size_t stop = std::min(end, last + 1 + linesAfter);
        regions.push_back({.hunk = number, .firstLine = begin, .lineCount = stop - begin});
        weigh(file, regions.back());
        free = i = stop;
    }
}

QString decoded(QByteArrayView bytes)
{
    QStringDecoder utf8(QStringDecoder::Utf8);
    const QString text = utf8(bytes);
    return utf8.hasError() ? decodeText(bytes) : text;
}

QString lineText(QByteArrayView bytes)
{
    if (bytes.size() <= longestLine)
        return visibleControls(decoded(bytes));
    const QString text = decoded(bytes.first(std::min(bytes.size(), longestLine * 4)));
    if (text.size() <= longestLine)
        return visibleControls(text);
    return visibleControls(QStringView(text).first(longestLine)) + u"〔此行共 %1 字节，余下略去〕"_s.arg(bytes.size());
}

} // namespace

std::vector<Region> regionsOf(const FilePatch &file)
{
    std::vector<Region> regions;
    for (std::size_t i = 0; i < file.hunks.size(); ++i)
        addRegions(file, i, regions);
    return regions;
}

HunkReading readingOf(const FilePatch &file, const Region &region, ReadDepth depth)
{
    HunkReading reading{.depth = depth};
    for (std::size_t i = region.firstLine; i < region.firstLine + region.lineCount; ++i) {
        const PatchLine &line = file.lines[i];
        if (line.oldNumber > 0) {
            reading.oldStart = reading.oldCount == 0 ? line.oldNumber : reading.oldStart;
            ++reading.oldCount;
        }
        if (line.newNumber > 0) {
            reading.newStart = reading.newCount == 0 ? line.newNumber : reading.newStart;
            ++reading.newCount;
        }
    }
    return reading;
}

QString regionText(const FilePatch &file, const Region &region)
{
    const HunkReading numbers = readingOf(file, region, ReadDepth::Whole);
    const QByteArray &function = file.hunks[region.hunk].context;
    QString text = u"@@ -%1,%2 +%3,%4 @@ %5\n"_s.arg(numbers.oldStart).arg(numbers.oldCount).arg(numbers.newStart).arg(numbers.newCount).arg(oneLine(decoded(function), longestContext));
    for (std::size_t i = region.firstLine; i < region.firstLine + region.lineCount; ++i) {
        const PatchLine &line = file.lines[i];
        text += QLatin1Char(char(line.kind));
        text += lineText(file.lineText(line));
        text += u'\n';
    }
    return redacted(text);
}

} // namespace rijian::analysis::llm
