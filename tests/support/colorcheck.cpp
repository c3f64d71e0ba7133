#include "support/colorcheck.h"

#include "diff/highlighter.h"

#include <map>

namespace rijian::testkit {

namespace {

using diff::Side;
using diff::Span;

using Colors = std::vector<diff::LineColors>;

Colors colorsOf(const FilePatch &patch, const FilePatch *whole)
{
    diff::PairingBudget budget;
    const diff::Document document(std::make_shared<const FilePatch>(patch), {}, budget);
    Colors colors;
    diff::colorDocument(document, {.dark = false, .backgrounds = {Qt::white}}, 0, [&](diff::LineColors &&part) { colors.push_back(std::move(part)); }, {}, whole);
    return colors;
}

std::vector<Span> spansOf(const Colors &colors, int line, Side side)
{
    for (const diff::LineColors &part : colors) {
        if (line >= part.firstLine() && line < part.firstLine() + part.lineCount())
            return part.syntax(line, side);
    }
    return {};
}

/// One side of a file as a file that is new: nothing is left out, nothing but that side decides.
FilePatch sideOf(const FilePatch &whole, Side side)
{
    FilePatch file{.change = whole.change, .text = whole.text};
    file.change.status = FileStatus::Added;
    for (PatchLine line : whole.lines) {
        const int number = side == Side::Old ? line.oldNumber : line.newNumber;
        if (number <= 0)
            continue;
        line.oldNumber = -1;
        line.newNumber = number;
        line.kind = LineKind::Added;
        file.lines.push_back(line);
    }
    file.hunks.push_back({0, 0, 1, int(file.lines.size()), {}, 0, file.lines.size()});
    return file;
}

} // namespace

void checkColors(const FilePatch &patch, const FilePatch &whole, ColorFigures &figures)
{
    const Colors ours = colorsOf(patch, &whole);
    const Colors alone = colorsOf(patch, nullptr);
    for (const Side side : {Side::Old, Side::New}) {
        const FilePatch file = sideOf(whole, side);
        const Colors right = colorsOf(file, nullptr);
        for (int i = 0; i < int(patch.lines.size()); ++i) {
            const int number = side == Side::Old ? patch.lines[std::size_t(i)].oldNumber : patch.lines[std::size_t(i)].newNumber;
            if (number <= 0 || number > diff::mostHighlightedInHunk)
                continue;
            const auto wanted = spansOf(right, number - 1, Side::New);
            ++figures.lines;
            figures.different += spansOf(ours, i, side) != wanted;
            figures.differentAlone += spansOf(alone, i, side) != wanted;
        }
    }
}

} // namespace rijian::testkit
