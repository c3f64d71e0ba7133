#include "support/reassemble.h"

#include "diff/document.h"
#include "diff/linetext.h"
#include "diff/worddiff.h"

#include <algorithm>
#include <memory>
#include <numeric>
#include <optional>

namespace rijian::testkit {

namespace {

using namespace diff;

void addSide(FilePatch &file, QByteArrayView bytes, LineKind kind)
{
    const bool removed = kind == LineKind::Removed;
    for (int number = 1; !bytes.isEmpty(); ++number) {
        const qsizetype feed = bytes.indexOf('\n');
        const QByteArrayView line = feed < 0 ? bytes : bytes.first(feed);
        file.lines.push_back({file.text.size(), line.size(), removed ? number : -1, removed ? -1 : number, kind, feed < 0});
        file.text += line;
        ++(removed ? file.change.deletions : file.change.insertions);
        bytes = feed < 0 ? QByteArrayView() : bytes.sliced(feed + 1);
    }
}

/// One modified file: all of the old lines, then the new ones.
std::shared_ptr<const FilePatch> patchOf(QByteArrayView before, QByteArrayView after)
{
    auto file = std::make_shared<FilePatch>();
    file->change.path = file->change.oldPath = QStringLiteral("a.c");
    addSide(*file, before, LineKind::Removed);
    addSide(*file, after, LineKind::Added);
    file->hunks.push_back({file->change.deletions > 0 ? 1 : 0, file->change.deletions, file->change.insertions > 0 ? 1 : 0, file->change.insertions, {}, 0, file->lines.size()});
    return file;
}

/// Each line once, in its side's order, in the rows of a mode.
bool rowsHoldAll(const Document &document, DiffMode mode)
{
    std::vector<int> before, after;
    const auto &lines = document.patch().lines;
    for (int i = 0; i < document.rowCount(mode); ++i) {
        const Row row = document.row(mode, i);
        if (row.kind != RowKind::Line)
            continue;
        for (const int line : {row.oldLine, row.newLine}) {
            if (line < 0)
                continue;
            if (line >= int(lines.size()) || document.rowOfLine(mode, line) != i)
                return false;
            (lines[std::size_t(line)].kind == LineKind::Removed ? before : after).push_back(line);
        }
    }
    const auto removed = std::ranges::count(lines, LineKind::Removed, &PatchLine::kind);
    std::vector<int> allBefore(std::size_t(removed), 0), allAfter(lines.size() - std::size_t(removed), 0);
    std::iota(allBefore.begin(), allBefore.end(), 0);
    std::iota(allAfter.begin(), allAfter.end(), int(removed));
    return before == allBefore && after == allAfter;
}

/// The text outside of ranges; nothing when these are out of order, touch each other or cut a pair of surrogates.
std::optional<QString> without(const QString &text, const std::vector<TextRange> &ranges)
{
    QString rest;
    int at = 0;
    for (const TextRange &range : ranges) {
        const int end = range.offset + range.length;
        if (range.offset < at || range.length <= 0 || end > text.size() || (range.offset == at && at > 0))
            return std::nullopt;
        const auto cuts = [&](int place) { return place > 0 && place < text.size() && text[place - 1].isHighSurrogate() && text[place].isLowSurrogate(); };
        if (cuts(range.offset) || cuts(end))
            return std::nullopt;
        rest += text.sliced(at, range.offset - at);
        at = end;
    }
    return rest + text.sliced(at);
}

QByteArray checkWords(const QString &one, const QString &two)
{
    const WordChanges changes = wordChanges(one, two);
    const auto stays = without(one, changes.removed), stayed = without(two, changes.added);
    if (!stays || !stayed)
        return "word marks are ordered, apart, within the line and between characters";
    if (!changes.empty() && *stays != *stayed)
        return "what word marks leave is the same on both sides";
    for (const QString &line : {one, two}) {
        int at = 0;
        for (const TextRange &token : wordTokens(line)) {
            if (token.offset != at || token.length <= 0)
                return "tokens cover the line";
            at += token.length;
        }
        if (at != line.size())
            return "tokens cover the line to its end";
    }
    return {};
}

QByteArray checkPairs(const FilePatch &patch, PairingBudget budget)
{
    std::vector<int> removed, added, pairedOld, pairedNew;
    for (int i = 0; i < int(patch.lines.size()); ++i)
        (patch.lines[std::size_t(i)].kind == LineKind::Removed ? removed : added).push_back(i);
    std::vector<LinePair> rows;
    pairLines(patch, removed, added, budget, rows);
    for (const LinePair &row : rows) {
        if (row.oldLine < 0 && row.newLine < 0)
            return "no row is empty";
        if (row.oldLine >= 0)
            pairedOld.push_back(row.oldLine);
        if (row.newLine >= 0)
            pairedNew.push_back(row.newLine);
    }
    return pairedOld == removed && pairedNew == added ? QByteArray() : QByteArray("pairs hold each line once, in order");
}

} // namespace

QByteArray reassemble(QByteArrayView before, QByteArrayView after)
{
    const auto patch = patchOf(before, after);
    for (const qint64 comparisons : {qint64(0), qint64(50), qint64(20'000)}) {
        if (const QByteArray problem = checkPairs(*patch, {comparisons}); !problem.isEmpty())
            return problem;
    }
    PairingBudget budget{.comparisons = 20'000};
    const Document document(patch, {.wholeFile = true}, budget);
    for (const DiffMode mode : {DiffMode::Unified, DiffMode::SideBySide}) {
        if (!rowsHoldAll(document, mode))
            return "rows hold each line once, in order";
    }
    qsizetype most = 200; // pairs of lines whose words are compared
    for (const LinePair &pair : document.pairsOf(0, int(patch->lines.size()))) {
        if (pair.oldLine < 0 || pair.newLine < 0 || --most < 0)
            continue;
        const auto text = [&](int line) { return decodeLine(patch->lineText(patch->lines[std::size_t(line)]).first(std::min<qsizetype>(patch->lines[std::size_t(line)].length, 2'000))); };
        if (const QByteArray problem = checkWords(text(pair.oldLine), text(pair.newLine)); !problem.isEmpty())
            return problem;
    }
    return {};
}

} // namespace rijian::testkit
