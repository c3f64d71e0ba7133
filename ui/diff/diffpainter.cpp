#include "ui/diff/diffpainter.h"

#include "core/text.h"
#include "models/filelabels.h"
#include "ui/diff/filestyle.h"
#include "ui/theme.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

struct DiffViewText {
    Q_DECLARE_TR_FUNCTIONS(rijian::ui::DiffView)
};

QColor lineTint(LineKind kind)
{
    const Colors &c = colors();
    return kind == LineKind::Added ? c.addedLine : kind == LineKind::Removed ? c.removedLine : c.base;
}

QColor gutterTint(LineKind kind)
{
    const Colors &c = colors();
    return kind == LineKind::Added ? mixed(c.addedLine, c.addedWord, 0.35) : kind == LineKind::Removed ? mixed(c.removedLine, c.removedWord, 0.35) : c.gutter;
}

QString cutWords(const DiffFile &file)
{
    if (file.restUnderWay || file.partFrom >= 0)
        return DiffViewText::tr("The rest of this file is being read…");
    const int left = file.document->changesLeft();
    return left > 0 ? DiffViewText::tr("%Ln more changed line(s). Read on", nullptr, left) : DiffViewText::tr("More unchanged lines. Read on");
}

} // namespace

QString noteWords(const DiffScene &scene, int file)
{
    switch (scene.document(file).note()) {
    case diff::FileNote::Binary:
        if (scene.isPicture(file))
            return DiffViewText::tr("A picture: click here to compare it with the one before.");
        return scene.document(file).patch().notCompared ? DiffViewText::tr("Marked as not to be compared (.gitattributes): its content is not shown.")
                                                        : DiffViewText::tr("A binary file: its content is not shown.");
    case diff::FileNote::TooLarge:
        return DiffViewText::tr("The file is too large to be compared.");
    case diff::FileNote::Unreadable:
        return DiffViewText::tr("The file's content is missing from the repository or damaged.");
    case diff::FileNote::Cut:
        return cutWords(scene.files[std::size_t(file)]);
    case diff::FileNote::Later:
        return DiffViewText::tr("The rest of this file is being read…");
    case diff::FileNote::NoContentChange:
        return DiffViewText::tr("The content did not change.");
    case diff::FileNote::NothingCounts:
        return DiffViewText::tr("Nothing changed but white space or blank lines, which are ignored, or the encoding.");
    case diff::FileNote::Empty:
        return DiffViewText::tr("The file is empty.");
    case diff::FileNote::None:
        break;
    }
    return {};
}

namespace {

constexpr int tickSize = 14;

bool stepsUp(const diff::FoldRow &fold)
{
    return !fold.last && (fold.hidden < 0 || fold.hidden > foldStep);
}

bool stepsDown(const diff::FoldRow &fold)
{
    return !fold.first && (fold.hidden < 0 || fold.hidden > foldStep);
}

} // namespace

int foldDirection(const diff::FoldRow &fold, const SideBox &box, int x)
{
    if (x >= box.sign)
        return 0;
    if (stepsUp(fold) && stepsDown(fold))
        return x < box.sign / 2 ? 1 : -1;
    return stepsUp(fold) ? -1 : stepsDown(fold) ? 1 : 0;
}

QString depthWords(ReadDepth depth)
{
    switch (depth) {
    case ReadDepth::Summary:
        return DiffViewText::tr("The model was sent a summary of this.");
    case ReadDepth::Unread:
        return DiffViewText::tr("The model did not read this.");
    case ReadDepth::Whole:
        break;
    }
    return {};
}

QString readingWords(const FileReading &reading, bool why)
{
    const bool parts = std::ranges::any_of(reading.hunks, [&](const HunkReading &hunk) { return hunk.depth != reading.hunks.first().depth; });
    const ReadDepth depth = reading.hunks.isEmpty() ? reading.depth : reading.hunks.first().depth;
    const QString words = parts                       ? DiffViewText::tr("read in part by the model")
        : depth == ReadDepth::Summary                 ? DiffViewText::tr("summarized for the model")
        : depth == ReadDepth::Unread                  ? DiffViewText::tr("not read by the model")
                                                      : QString();
    return !why || words.isEmpty() || reading.why.isEmpty() ? words : DiffViewText::tr("%1: %2").arg(words, reading.why);
}

QRect tickZone(const DiffMetrics &metrics, int width)
{
    const int label = width < 560 ? 0 : int(QFontMetricsF(metrics.label).horizontalAdvance(DiffViewText::tr("Viewed"))) + 7;
    const int zone = 10 + tickSize + label + 12;
    return {width - zone, 0, zone, metrics.headerHeight};
}

DiffPainter::DiffPainter(QPainter &painter, DiffScene &scene, const DiffSelection &selection, const DiffLook &look)
    : m_painter(painter)
    , m_scene(scene)
    , m_selection(selection)
    , m_look(look)
{
}

void DiffPainter::paint()
{
    const DiffGeometry &geometry = m_scene.geometry();
    const int height = m_look.viewport.height();
    m_painter.fillRect(m_look.viewport, colors().window);
    const int firstFile = geometry.fileAt(m_look.scrollY);
    for (int file = firstFile; file >= 0 && file < geometry.files() && !geometry.hidden(file) && geometry.top({file, -1}) < m_look.scrollY + height; ++file) {
        const qint64 begin = std::max(m_look.scrollY, geometry.top({file, 0}));
        Place place = geometry.placeAt(begin);
        for (; place.file == file && m_scene.isRow(place) && geometry.top(place) < m_look.scrollY + height; ++place.row)
            paintRow(place, double(geometry.top(place) - m_look.scrollY));
        m_painter.fillRect(QRectF(0, double(geometry.bottom(file) - m_look.scrollY), m_look.viewport.width(), 1), colors().border);
        // The header stays while its file is read, and is pushed out by the next one.
        const qint64 sticky = std::min(std::max(geometry.top({file, -1}), m_look.scrollY), std::max(geometry.top({file, -1}), geometry.bottom(file) - m_scene.metrics().headerHeight));
        paintHeader(file, double(sticky - m_look.scrollY));
    }
}

void DiffPainter::paintChevron(QPointF center, bool down, const QColor &color)
{
    QPainterPath path;
    if (down) {
        path.moveTo(center + QPointF(-4, -2));
        path.lineTo(center + QPointF(0, 2));
        path.lineTo(center + QPointF(4, -2));
    } else {
        path.moveTo(center + QPointF(-2, -4));
        path.lineTo(center + QPointF(2, 0));
        path.lineTo(center + QPointF(-2, 4));
    }
    m_painter.save();
    m_painter.setRenderHint(QPainter::Antialiasing);
    m_painter.setBrush(Qt::NoBrush);
    m_painter.setPen(QPen(color, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    m_painter.drawPath(path);
    m_painter.restore();
}

void DiffPainter::paintHeader(int file, double y)
{
    const Colors &c = colors();
    const FilePatch &patch = m_scene.document(file).patch();
    const QRectF rect(0, y, m_look.viewport.width(), m_scene.metrics().headerHeight);
    const QFont &font = m_scene.metrics().label;
    m_painter.fillRect(rect, m_look.hovered == Place{file, -1} ? c.hover : mixed(c.window, c.base, c.dark ? 0 : 0.4));
    m_painter.fillRect(QRectF(0, rect.top(), rect.width(), 1), c.border);
    m_painter.fillRect(QRectF(0, rect.bottom() - 1, rect.width(), 1), c.border);
    if (m_look.focused && file == m_look.currentFile)
        m_painter.fillRect(QRectF(0, rect.top(), 3, rect.height()), c.accent);
    paintChevron(QPointF(16, rect.center().y()), !m_scene.files[std::size_t(file)].collapsed, c.muted);
    m_painter.setRenderHint(QPainter::Antialiasing);
    const double badge = rect.height() - 14;
    paintStatusBadge(m_painter, QRectF(29, rect.center().y() - badge / 2, badge, badge), patch.change.status, font);
    const QFontMetricsF metrics(font);
    const QRectF zone = QRectF(tickZone(m_scene.metrics(), m_look.viewport.width())).translated(0, y);
    const bool viewed = m_scene.files[std::size_t(file)].viewed;
    const bool onTick = m_look.onTick && m_look.hovered == Place{file, -1};
    paintTick(m_painter, QRectF(zone.left() + 10, rect.center().y() - tickSize / 2.0, tickSize, tickSize), viewed, onTick);
    m_painter.setFont(font);
    m_painter.setPen(onTick ? c.text : c.muted);
    const QRectF label(zone.left() + 10 + tickSize + 7, rect.top(), zone.width(), rect.height());
    if (label.left() < rect.right() - 12)
        m_painter.drawText(label, Qt::AlignVCenter, DiffViewText::tr("Viewed"));
    int right = paintCounts(m_painter, int(zone.left()) - 6, rect, patch.change.insertions, patch.change.deletions, font, true) - 6;
    QStringList words = QStringList(models::statusWord(patch.change.status)) + models::fileNotes(patch, !m_scene.document(file).linesWithInvisibles().empty());
    if (const QString reading = readingWords(m_scene.files[std::size_t(file)].reading, false); !reading.isEmpty())
        words.append(reading);
    const int pathRoom = std::min(240, int(29 + badge + 32 + metrics.horizontalAdvance(models::shownPath(patch.change)) * 1.1));
    const auto fits = [&] { return right - int(metrics.horizontalAdvance(words.join(u" · "_s))) - 4 > pathRoom; };
    if (words.size() > 1 && !fits())
        words.removeFirst(); // the badge says it, too
    while (words.size() > 1 && !fits())
        words.removeLast(); // all of them are in the tool tip
    const QString word = words.join(u" · "_s);
    const int wordWidth = int(metrics.horizontalAdvance(word)) + 4;
    if (right - wordWidth > pathRoom) {
        m_painter.setFont(font);
        m_painter.setPen(c.muted);
        m_painter.drawText(QRectF(right - wordWidth, rect.top(), wordWidth, rect.height()), Qt::AlignVCenter | Qt::AlignRight, word);
        right -= wordWidth + 12;
    }
    const double left = 29 + badge + 10;
    QString folder = models::shownPath(patch.change);
    const qsizetype slash = folder.lastIndexOf(u'/') + 1;
    const qsizetype arrow = folder.lastIndexOf(u" → "_s);
    const qsizetype name = std::max(slash, arrow < 0 ? 0 : arrow + 3);
    paintPath(m_painter, QRectF(left, rect.top(), std::max(40.0, right - left), rect.height()), folder.first(name), folder.sliced(name), font, c.muted, viewed ? c.muted : c.text);
    m_painter.setRenderHint(QPainter::Antialiasing, false);
}

void DiffPainter::paintRow(Place place, double y)
{
    const diff::Row row = m_scene.rowAt(place);
    const QRectF rect(0, y, m_look.viewport.width(), m_scene.geometry().rowHeight(place));
    if (row.kind == diff::RowKind::Fold)
        return paintFold(place, row, rect);
    if (row.kind == diff::RowKind::Note)
        return paintNote(place, rect);
    const int width = m_look.viewport.width();
    if (!m_scene.sideBySide()) {
        paintLine(place, row, m_scene.metrics().side(diff::DiffMode::Unified, diff::Side::New, width), diff::Side::New, rect);
        return paintDepth(m_scene.depthOf(place.file, m_scene.lineOf(row, diff::Side::New)), rect);
    }
    const SideBox before = m_scene.metrics().side(diff::DiffMode::SideBySide, diff::Side::Old, width);
    const SideBox after = m_scene.metrics().side(diff::DiffMode::SideBySide, diff::Side::New, width);
    paintLine(place, row, before, diff::Side::Old, rect);
    paintLine(place, row, after, diff::Side::New, rect);
    for (const int line : {row.oldLine, row.newLine}) {
        if (line >= 0)
            paintDepth(m_scene.depthOf(place.file, line), rect);
    }
    m_painter.fillRect(QRectF(before.right, rect.top(), 1, rect.height()), colors().border);
}

void DiffPainter::paintFold(Place place, const diff::Row &row, const QRectF &rect)
{
    const Colors &c = colors();
    const DiffFile &file = m_scene.files[std::size_t(place.file)];
    const diff::FoldRow &fold = file.document->folds()[std::size_t(row.fold)];
    const SideBox box = m_scene.metrics().side(m_scene.mode(), diff::Side::Old, m_look.viewport.width());
    const bool hovered = m_look.hovered == place;
    m_painter.fillRect(rect, hovered ? mixed(c.fold, c.accent, 0.12) : c.fold);
    const QColor color = hovered ? c.text : c.muted;
    const auto arrow = [&](double x, const QString &sign) {
        m_painter.setFont(m_scene.metrics().label);
        m_painter.setPen(hovered ? c.accent : c.muted);
        m_painter.drawText(QRectF(x - 10, rect.top(), 20, rect.height()), Qt::AlignCenter, sign);
    };
    if (stepsDown(fold))
        arrow(box.sign * (stepsUp(fold) ? 0.25 : 0.5), u"↓"_s);
    if (stepsUp(fold))
        arrow(box.sign * (stepsDown(fold) ? 0.75 : 0.5), u"↑"_s);
    if (!stepsUp(fold) && !stepsDown(fold))
        arrow(box.sign * 0.5, u"↕"_s);
    const QString text = u"⋯ "_s + (file.wholeWanted && !fold.known ? DiffViewText::tr("reading the file…")
                                     : fold.hidden < 0              ? DiffViewText::tr("further unchanged lines")
                                                                    : fold.hidden == 1            ? DiffViewText::tr("1 unchanged line")
                                                                    : DiffViewText::tr("%1 unchanged lines").arg(fold.hidden));
    m_painter.setFont(m_scene.metrics().label);
    m_painter.setPen(color);
    QRectF place2(box.text, rect.top(), rect.width() - box.text - 8, rect.height());
    QRectF used;
    m_painter.drawText(place2, Qt::AlignVCenter | Qt::TextSingleLine, text, &used);
    if (fold.context.isEmpty())
        return;
    const QString context = visibleControls(diff::decodeLine(fold.context)).left(300);
    m_painter.setFont(m_scene.metrics().mono);
    place2.setLeft(used.right() + 2 * m_scene.metrics().cell);
    m_painter.drawText(place2, Qt::AlignVCenter | Qt::TextSingleLine, context.simplified());
}

void DiffPainter::paintNote(Place place, const QRectF &rect)
{
    const SideBox box = m_scene.metrics().side(m_scene.mode(), diff::Side::Old, m_look.viewport.width());
    m_painter.fillRect(rect, colors().base);
    m_painter.setFont(m_scene.metrics().label);
    m_painter.setPen(m_scene.isPicture(place.file) || m_scene.goesOn(place.file) ? colors().accent : colors().muted);
    m_painter.drawText(QRectF(box.text, rect.top(), rect.width() - box.text, rect.height()), Qt::AlignVCenter, noteWords(m_scene, place.file));
}

void DiffPainter::paintLine(Place place, const diff::Row &row, const SideBox &box, diff::Side side, const QRectF &rect)
{
    const int line = m_scene.lineOf(row, side);
    const QRectF whole(box.left, rect.top(), box.right - box.left, rect.height());
    if (line < 0) { // nothing on this side
        m_painter.fillRect(whole, colors().window);
        return;
    }
    const PatchLine &entry = m_scene.document(place.file).patch().lines[std::size_t(line)];
    const MovedLines *moved = m_scene.moveOf(place.file, line);
    const QColor tint = !moved ? lineTint(entry.kind) : moved->alternate ? mixed(colors().movedLine, colors().accent, 0.1) : colors().movedLine;
    m_painter.fillRect(whole, tint);
    const bool marked = m_look.marked == place && (!m_scene.sideBySide() || side == m_selection.side() || m_scene.lineOf(row, m_selection.side()) < 0);
    const QColor gutter = gutterTint(entry.kind);
    m_painter.fillRect(QRectF(box.left, rect.top(), box.sign - box.left, rect.height()), marked ? mixed(gutter, colors().accent, m_look.focused ? 0.45 : 0.25) : gutter);
    paintNumbers(entry, marked, box, rect);
    paintText(place, line, box, side, rect);
}

/// A bar at the left edge for what a model did not read as it is.
void DiffPainter::paintDepth(ReadDepth depth, const QRectF &rect)
{
    const QRectF bar(0, rect.top(), 4, rect.height());
    if (depth == ReadDepth::Summary)
        m_painter.fillRect(bar, QBrush(colors().medium, Qt::Dense3Pattern));
    else if (depth == ReadDepth::Unread)
        m_painter.fillRect(bar, colors().muted);
}

void DiffPainter::paintNumbers(const PatchLine &line, bool marked, const SideBox &box, const QRectF &rect)
{
    const DiffMetrics &metrics = m_scene.metrics();
    const double baseline = rect.top() + metrics.ascent;
    m_painter.setFont(metrics.mono);
    m_painter.setPen(marked ? colors().text : colors().muted);
    const auto number = [&](int left, int value) {
        if (left < 0 || value < 0)
            return;
        const QString text = QString::number(value);
        m_painter.drawText(QPointF(left + metrics.numberWidth() - 8 - double(text.size()) * metrics.cell, baseline), text);
    };
    number(box.oldNumber, line.oldNumber);
    number(box.newNumber, line.newNumber);
    if (line.kind == LineKind::Context)
        return;
    m_painter.setPen(line.kind == LineKind::Added ? colors().added : colors().removed);
    m_painter.drawText(QPointF(box.sign + metrics.cell / 2, baseline), line.kind == LineKind::Added ? u"+"_s : u"−"_s);
}

void DiffPainter::paintText(Place place, int line, const SideBox &box, diff::Side side, const QRectF &rect)
{
    const Colors &c = colors();
    LineLayout &layout = m_scene.layoutOf(place.file, line, side);
    const QPointF origin(box.text - m_look.scrollX, rect.top());
    const QRectF visible = QRectF(m_look.scrollX, -rect.top(), box.right - box.text, m_look.viewport.height()) & QRectF(m_look.scrollX, 0, box.right - box.text, rect.height());
    const diff::TextRange shown = layout.textIn(visible);
    m_painter.save();
    m_painter.setClipRect(QRectF(box.text, rect.top(), box.right - box.text, rect.height()));
    const bool added = m_scene.document(place.file).patch().lines[std::size_t(line)].kind == LineKind::Added;
    const bool moved = m_scene.moveOf(place.file, line); // all of it is as it was
    m_painter.setRenderHint(QPainter::Antialiasing);
    for (const diff::TextRange &words : moved ? std::vector<diff::TextRange>() : m_scene.wordsOf(place.file, line))
        layout.fill(m_painter, origin, visible, words, added ? c.addedWord : c.removedWord, 3);
    for (const diff::SearchMatch &match : m_scene.matchesOf(place.file, line, shown)) {
        const bool current = m_scene.currentMatch >= 0 && match == m_scene.matches[std::size_t(m_scene.currentMatch)];
        layout.fill(m_painter, origin, visible, match.range, current ? c.foundCurrent : c.found, 3);
    }
    m_painter.setRenderHint(QPainter::Antialiasing, false);
    if (const auto marked = m_selection.partOf(m_scene, place, side, layout.textLength())) {
        QColor color = c.accent;
        color.setAlphaF(m_look.focused ? 0.32F : 0.2F);
        layout.fill(m_painter, origin, visible, marked->range, color, 0, marked->toEnd);
    }
    m_painter.setFont(m_scene.metrics().mono);
    layout.draw(m_painter, origin, visible);
    m_painter.restore();
}

} // namespace rijian::ui
