#include "ui/diff/diffselection.h"

#include "diff/linetext.h"
#include "diff/patchtext.h"

#include <algorithm>

namespace rijian::ui {

void DiffSelection::begin(TextPosition position, diff::Side side)
{
    m_anchor = m_caret = position;
    m_side = side;
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
    begin(position, side);
    for (const diff::TextRange &token : diff::wordTokens(text)) {
        if (position.offset >= token.offset && position.offset < token.offset + token.length) {
            m_anchor.offset = token.offset;
            m_caret.offset = token.offset + token.length;
        }
    }
}

void DiffSelection::selectLine(DiffScene &scene, Place place, diff::Side side)
{
    const int line = scene.lineOf(scene.rowAt(place), side);
    if (line < 0)
        return;
    begin({place, 0}, side);
    m_caret.offset = scene.layoutOf(place.file, line, side).textLength();
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

QString DiffSelection::text(const DiffScene &scene) const
{
    QString text;
    if (isEmpty())
        return text;
    bool any = false;
    const TextPosition end = last();
    for (Place place = first().place; place.file < scene.geometry().files() && place <= end.place;) {
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
            text += whole.sliced(part->range.offset, part->range.length);
            any = true;
        }
        ++place.row;
    }
    return text;
}

QString DiffSelection::patch(const DiffScene &scene, int currentFile) const
{
    QByteArray text;
    if (isEmpty()) {
        if (currentFile >= 0) {
            const FilePatch &file = scene.document(currentFile).patch();
            text = diff::unifiedPatch(file, 0, file.lines.size());
        }
        return diff::decodeLine(text);
    }
    for (int file = first().place.file; file <= std::min(last().place.file, scene.geometry().files() - 1); ++file) {
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
            text += diff::unifiedPatch(scene.document(file).patch(), firstLine, lastLine);
    }
    return diff::decodeLine(text);
}

} // namespace rijian::ui
