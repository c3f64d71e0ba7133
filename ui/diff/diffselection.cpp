#include "ui/diff/diffselection.h"

#include "diff/linetext.h"
#include "diff/patchtext.h"

#include <algorithm>

namespace rijian::ui {

namespace {

constexpr int patchContext = 3;

/// The token around an offset. A line may have millions: they are looked for near it, unless it goes on beyond.
diff::TextRange wordAt(const QString &text, int offset)
{
    constexpr int near = 2'000;
    const int length = int(text.size());
    for (int reach = near;; reach = length) {
        const int begin = std::max(0, offset - reach), end = std::min(length, offset + std::min(length - offset, reach));
        for (diff::TextRange token : diff::wordTokens(QStringView(text).sliced(begin, end - begin))) {
            token.offset += begin;
            const int last = token.offset + token.length;
            if (offset < token.offset || offset >= last)
                continue;
            if (reach == length || ((token.offset > begin || begin == 0) && (last < end || end == length)))
                return token;
            break;
        }
        if (reach == length)
            return {offset, 0};
    }
}

/// A whole file's one hunk as those of its changes.
FilePatch inHunks(const FilePatch &whole)
{
    FilePatch patch = whole;
    patch.hunks.clear();
    const auto changed = [&](int line) { return whole.lines[std::size_t(line)].kind != LineKind::Context; };
    for (const Hunk &all : whole.hunks) {
        const int end = int(all.firstLine + all.lineCount);
        int oldBefore = all.oldStart - (all.oldCount > 0 ? 1 : 0), newBefore = all.newStart - (all.newCount > 0 ? 1 : 0);
        for (int first = int(all.firstLine), line = first; line < end; ++line) {
            if (!changed(line))
                continue;
            int last = line;
            for (int next = line; next < end && next <= last + 2 * patchContext + 1; ++next) {
                if (changed(next))
                    last = next;
            }
            const int begin = std::max(first, line - patchContext);
            for (; first < begin; ++first) { // context, which both sides have
                ++oldBefore;
                ++newBefore;
            }
            Hunk hunk{.context = {}, .firstLine = std::size_t(begin), .lineCount = std::size_t(std::min(end, last + 1 + patchContext) - begin)};
            for (first = begin; first < begin + int(hunk.lineCount); ++first) {
                hunk.oldCount += whole.lines[std::size_t(first)].kind != LineKind::Added;
                hunk.newCount += whole.lines[std::size_t(first)].kind != LineKind::Removed;
            }
            hunk.oldStart = oldBefore + (hunk.oldCount > 0 ? 1 : 0);
            hunk.newStart = newBefore + (hunk.newCount > 0 ? 1 : 0);
            oldBefore += hunk.oldCount;
            newBefore += hunk.newCount;
            line = first - 1;
            patch.hunks.push_back(std::move(hunk));
        }
    }
    return patch;
}

/// With the hunks that a patch has, whatever folds were opened.
QByteArray patchText(const DiffFile &file, std::size_t firstLine, std::size_t lastLine)
{
    const FilePatch &patch = file.document->patch();
    return diff::unifiedPatch(file.whole ? inHunks(patch) : patch, firstLine, lastLine);
}

} // namespace

void DiffSelection::begin(TextPosition position, diff::Side side)
{
    m_anchor = m_caret = position;
    m_side = side;
}

void DiffSelection::move(TextPosition anchor, TextPosition caret)
{
    m_anchor = anchor;
    m_caret = caret;
}

void DiffSelection::selectAll(const DiffScene &scene, diff::Side side)
{
    m_side = side;
    const int only = scene.only();
    m_anchor = {{std::max(0, only), 0}, 0};
    m_caret = {{only < 0 ? scene.geometry().files() : only + 1, 0}, 0};
}

void DiffSelection::selectWord(DiffScene &scene, TextPosition position, diff::Side side)
{
    const int line = scene.lineOf(scene.rowAt(position.place), side);
    if (line < 0)
        return;
    const QString text = diff::decodeLine(scene.document(position.place.file).text(line));
    const diff::TextRange word = wordAt(text, position.offset);
    begin({position.place, word.offset}, side);
    extend({position.place, word.offset + word.length});
}

std::optional<DiffSelection::Part> DiffSelection::partOf(const DiffScene &scene, Place place, diff::Side side, int length) const
{
    if (isEmpty() || (scene.sideBySide() && side != m_side) || place < first().place || place > last().place)
        return {};
    const int from = place == first().place ? std::min(first().offset, length) : 0;
    const bool toEnd = place < last().place;
    const int to = toEnd ? length : std::min(last().offset, length);
    return Part{{from, to - from}, toEnd};
}

QString DiffSelection::text(const DiffScene &scene, qsizetype most) const
{
    QString text;
    if (isEmpty())
        return text;
    bool any = false;
    const TextPosition end = last();
    for (Place place = first().place; text.size() < most && place.file < scene.geometry().files() && place <= end.place;) {
        if (!scene.isRow(place)) {
            place = {place.file + 1, 0};
            continue;
        }
        const int line = scene.lineOf(scene.rowAt(place), m_side);
        if (line >= 0) {
            const QString whole = diff::decodeLine(scene.document(place.file).text(line));
            const auto part = partOf(scene, place, m_side, int(whole.size()));
            if (any)
                text += u'\n';
            text += QStringView(whole).sliced(part->range.offset, part->range.length);
            any = true;
        }
        ++place.row;
    }
    text.truncate(most);
    return text;
}

std::pair<int, int> DiffSelection::files(const DiffScene &scene, int currentFile) const
{
    if (isEmpty())
        return {currentFile < 0 ? 0 : currentFile, currentFile};
    return {std::max(0, first().place.file), std::min(last().place.file, scene.geometry().files() - 1)};
}

QString DiffSelection::patch(const DiffScene &scene, int currentFile) const
{
    QByteArray text;
    if (isEmpty()) {
        if (currentFile >= 0) {
            const DiffFile &file = scene.files[std::size_t(currentFile)];
            text = patchText(file, 0, file.document->patch().lines.size());
        }
        return diff::decodeLine(text);
    }
    const auto [firstFile, lastFile] = files(scene, currentFile);
    for (int file = firstFile; file <= lastFile; ++file) {
        const int rows = scene.geometry().shownRows(file);
        const int from = file == first().place.file ? std::max(0, first().place.row) : 0;
        const int to = file == last().place.file ? std::min(rows, last().place.row + 1) : rows;
        std::size_t firstLine = SIZE_MAX;
        std::size_t lastLine = 0;
        for (int i = from; i < to; ++i) {
            const diff::Row row = scene.rowAt({file, i});
            for (const int line : {row.oldLine, row.newLine}) {
                if (line >= 0) {
                    firstLine = std::min(firstLine, std::size_t(line));
                    lastLine = std::max(lastLine, std::size_t(line) + 1);
                }
            }
        }
        if (firstLine < lastLine)
            text += patchText(scene.files[std::size_t(file)], firstLine, lastLine);
    }
    return diff::decodeLine(text);
}

} // namespace rijian::ui
