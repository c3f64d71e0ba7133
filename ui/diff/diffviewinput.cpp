// DiffView's painting and input: mouse, keyboard, clipboard.

#include "ui/diff/diffview.h"

#include "models/filelabels.h"
#include "ui/theme.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QLocale>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace rijian::ui {

void DiffView::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    if (m_state == State::Ready || (m_state == State::Loading && !m_scene.files.empty())) {
        DiffPainter(painter, m_scene, m_selection,
                    {viewport()->rect(), scrollY(), horizontalScrollBar()->value(), m_hovered, m_onTick, hasFocus(), m_currentFile, markedPlace()})
            .paint();
        // What was laid out may be wider than the documents said.
        const SideBox box = m_scene.metrics().side(mode(), diff::Side::Old, viewport()->width());
        if (m_wraps == (m_scene.wrapColumns() > 0) && int(m_scene.contentWidth() - (box.right - box.text)) > horizontalScrollBar()->maximum())
            QMetaObject::invokeMethod(this, &DiffView::updateScrollBars, Qt::QueuedConnection);
    } else {
        paintMessage(painter);
    }
}

void DiffView::paintMessage(QPainter &painter)
{
    painter.fillRect(viewport()->rect(), colors().base);
    QString text;
    QString remedy;
    switch (m_state) {
    case State::Empty:
        text = tr("Select a commit to see its changes.");
        break;
    case State::Loading:
        text = m_calm.isActive() ? QString() : tr("Reading the changes…");
        break;
    case State::NoChanges:
        text = tr("This commit changes no files");
        break;
    case State::Failed:
        text = tr("The changes cannot be shown");
        remedy = m_error ? m_error->message : QString();
        break;
    case State::Ready:
        break;
    }
    QFont heading = font();
    heading.setPointSizeF(heading.pointSizeF() * 1.15);
    painter.setFont(heading);
    painter.setPen(m_state == State::Failed ? colors().text : colors().muted);
    const QRect area = viewport()->rect().adjusted(32, 0, -32, 0);
    painter.drawText(area.adjusted(0, 0, 0, remedy.isEmpty() ? 0 : -QFontMetrics(heading).height() * 2), Qt::AlignCenter | Qt::TextWordWrap, text);
    if (remedy.isEmpty())
        return;
    painter.setFont(font());
    painter.setPen(colors().muted);
    painter.drawText(QRect(area.left(), area.center().y(), area.width(), area.height() / 2), Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, remedy);
}

diff::Side DiffView::sideAt(QPoint point) const
{
    return mode() == diff::DiffMode::SideBySide && point.x() < viewport()->width() / 2 ? diff::Side::Old : diff::Side::New;
}

DiffView::Hit DiffView::hitTest(QPoint point) const
{
    Hit hit;
    if (m_state != State::Ready)
        return hit;
    const DiffGeometry &geometry = m_scene.geometry();
    const int header = m_scene.metrics().headerHeight;
    const qint64 y = scrollY() + point.y();
    hit.side = sideAt(point);
    const auto onHeader = [&](int file, qint64 top) {
        const bool tick = tickZone(m_scene.metrics(), viewport()->width()).contains(point.x(), int(y - top));
        hit.place = {file, -1};
        hit.zone = tick ? Hit::Zone::Tick : Hit::Zone::Header;
        return hit;
    };
    const int sticky = geometry.fileAt(scrollY());
    const qint64 stuckAt = std::min(scrollY(), std::max(geometry.top({sticky, -1}), geometry.bottom(sticky) - header));
    if (y >= stuckAt && y < stuckAt + header)
        return onHeader(sticky, stuckAt);
    if (y >= geometry.height())
        return hit;
    hit.place = geometry.placeAt(y);
    if (hit.place.row < 0)
        return onHeader(hit.place.file, geometry.top(hit.place));
    if (m_scene.isRow(hit.place))
        hit.zone = m_scene.rowAt(hit.place).kind == diff::RowKind::Fold ? Hit::Zone::Fold
            : m_scene.rowAt(hit.place).kind == diff::RowKind::Line      ? Hit::Zone::Line
            : m_scene.isPicture(hit.place.file)                         ? Hit::Zone::Picture
            : m_scene.goesOn(hit.place.file)                            ? Hit::Zone::ReadOn
                                                                        : Hit::Zone::Line;
    return hit;
}

TextPosition DiffView::positionAt(QPoint point, diff::Side side)
{
    const DiffGeometry &geometry = m_scene.geometry();
    const qint64 y = std::clamp<qint64>(scrollY() + point.y(), 0, std::max<qint64>(0, geometry.height() - 1));
    Place place = geometry.placeAt(y);
    if (place.row < 0)
        return {{place.file, 0}, 0};
    if (!m_scene.isRow(place))
        return {{place.file + 1, 0}, 0};
    const int line = m_scene.lineOf(m_scene.rowAt(place), side);
    if (line < 0)
        return {place, 0};
    const SideBox box = m_scene.metrics().side(mode(), side, viewport()->width());
    const QPointF inside(point.x() - box.text + horizontalScrollBar()->value(), double(y - geometry.top(place)));
    return {place, m_scene.layoutOf(place.file, line, side).offsetAt(inside)};
}

void DiffView::mousePressEvent(QMouseEvent *event)
{
    const QPoint point = event->position().toPoint();
    const Hit hit = hitTest(point);
    if (event->button() != Qt::LeftButton)
        return;
    if (isAction(hit))
        return click(hit, point);
    if (hit.zone != Hit::Zone::Line)
        return;
    if (event->modifiers().testFlag(Qt::ShiftModifier) && m_selection.caret().place.file >= 0) {
        m_selection.extend(positionAt(point, m_selection.side()));
    } else {
        m_selection.begin(positionAt(point, hit.side), hit.side);
        m_dragging = true;
    }
    viewport()->update();
}

void DiffView::click(const Hit &hit, QPoint point)
{
    if (hit.zone == Hit::Zone::Tick)
        return tick(hit.place.file, !isViewed(hit.place.file));
    if (hit.zone == Hit::Zone::Header)
        return setCollapsed(hit.place.file, !isCollapsed(hit.place.file));
    if (hit.zone == Hit::Zone::Picture)
        return Q_EMIT picturesWanted(hit.place.file);
    if (hit.zone == Hit::Zone::ReadOn)
        return readOn(hit.place.file);
    const int fold = m_scene.rowAt(hit.place).fold;
    const SideBox box = m_scene.metrics().side(mode(), diff::Side::Old, viewport()->width());
    openFold(hit.place.file, fold, foldDirection(m_scene.document(hit.place.file).folds()[std::size_t(fold)], box, point.x()));
}

void DiffView::dragTo(QPoint point)
{
    m_selection.extend(positionAt(point, m_selection.side()));
    viewport()->update();
}

/// How far a drag has gone beyond what is shown of the text: it scrolls by that.
QPoint DiffView::beyondText(QPoint point) const
{
    const auto beyond = [](int at, int first, int end) { return at < first ? at - first : std::max(0, at - end + 1); };
    const SideBox box = m_scene.metrics().side(mode(), m_selection.side(), viewport()->width());
    return {beyond(point.x(), box.left, box.right), beyond(point.y(), 0, viewport()->height())};
}

void DiffView::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint point = event->position().toPoint();
    if (m_dragging) {
        if (beyondText(point).isNull())
            m_autoScroll.stop();
        else if (!m_autoScroll.isActive())
            m_autoScroll.start(30, this);
        return dragTo(point);
    }
    const Hit hit = hitTest(point);
    const bool clickable = isAction(hit);
    setHovered(clickable ? hit.place : Place(), hit.zone == Hit::Zone::Tick);
    const SideBox box = m_scene.metrics().side(mode(), hit.side, viewport()->width());
    viewport()->setCursor(clickable                                             ? Qt::PointingHandCursor
                          : hit.zone == Hit::Zone::Line && point.x() >= box.text ? Qt::IBeamCursor
                                                                                : Qt::ArrowCursor);
}

void DiffView::setHovered(Place place, bool onTick)
{
    if (place != m_hovered || onTick != m_onTick) {
        m_hovered = place;
        m_onTick = onTick;
        viewport()->update();
    }
}

void DiffView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QPoint point = event->position().toPoint();
    const Hit hit = hitTest(point);
    if (event->button() == Qt::LeftButton && hit.zone == Hit::Zone::Line)
        m_selection.selectWord(m_scene, positionAt(point, hit.side), hit.side);
    else
        mousePressEvent(event);
    viewport()->update();
}

QString DiffView::toolTipAt(QPoint point) const
{
    const Hit hit = hitTest(point);
    if (hit.zone == Hit::Zone::Tick)
        return tr("Mark this file as viewed (V)");
    if (hit.zone == Hit::Zone::Header) {
        const QString reading = readingWords(m_scene.files[std::size_t(hit.place.file)].reading, true);
        const QString file = models::describeFile(m_scene.document(hit.place.file).patch(), !m_scene.document(hit.place.file).linesWithInvisibles().empty());
        return reading.isEmpty() ? file : QString(file + u'\n' + reading);
    }
    const bool gutter = hit.zone == Hit::Zone::Line && point.x() < m_scene.metrics().side(mode(), hit.side, viewport()->width()).sign;
    const int line = gutter ? m_scene.lineOf(m_scene.rowAt(hit.place), hit.side) : -1;
    if (line < 0)
        return {};
    QStringList words;
    if (const MovedLines *moved = m_scene.moveOf(hit.place.file, line)) {
        const QString place = tr("%1, line %2").arg(models::shownPath(m_scene.files[std::size_t(moved->otherFile)].change()), QLocale().toString(moved->otherFirst));
        words += moved->added ? tr("Moved here from %1").arg(place) : tr("Moved to %1").arg(place);
    }
    if (const QString depth = depthWords(m_scene.depthOf(hit.place.file, line)); !depth.isEmpty())
        words += depth;
    if (std::ranges::binary_search(m_scene.document(hit.place.file).linesWithInvisibles(), line))
        words += tr("This line holds invisible or bidirectional characters: it may not do what it seems to.");
    return words.join(u'\n');
}

bool DiffView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave)
        setHovered({});
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const QString text = toolTipAt(help->pos());
        text.isEmpty() ? QToolTip::hideText() : QToolTip::showText(help->globalPos(), text, viewport());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void DiffView::wheelEvent(QWheelEvent *event)
{
    if (!event->modifiers().testFlag(Qt::ControlModifier))
        return QAbstractScrollArea::wheelEvent(event);
    constexpr int step = 120; // of a wheel with notches; others, and touchpads, come in parts
    const int turn = event->angleDelta().y();
    if (qint64(turn) * m_zoomTurn < 0)
        m_zoomTurn = 0; // the other way
    m_zoomTurn += turn;
    setZoom(m_zoom + m_zoomTurn / step);
    m_zoomTurn %= step;
    event->accept();
}

void DiffView::keyPressEvent(QKeyEvent *event)
{
    QScrollBar *vertical = verticalScrollBar();
    QScrollBar *horizontal = horizontalScrollBar();
    const bool control = event->modifiers().testFlag(Qt::ControlModifier);
    const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
    if (event->matches(QKeySequence::Copy))
        return copy();
    if (event->matches(QKeySequence::SelectAll))
        return selectAll();
    if (shift && !control && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down))
        return extendByLine(event->key() == Qt::Key_Up ? -1 : 1);
    switch (event->key()) {
    case Qt::Key_Up:
        return control ? void(previousChange()) : vertical->setValue(vertical->value() - m_scene.metrics().rowHeight);
    case Qt::Key_Down:
        return control ? void(nextChange()) : vertical->setValue(vertical->value() + m_scene.metrics().rowHeight);
    case Qt::Key_Left:
        return horizontal->setValue(horizontal->value() - horizontal->singleStep());
    case Qt::Key_Right:
        return horizontal->setValue(horizontal->value() + horizontal->singleStep());
    case Qt::Key_PageUp:
        return control ? void(previousFile()) : vertical->setValue(vertical->value() - vertical->pageStep());
    case Qt::Key_PageDown:
        return control ? void(nextFile()) : vertical->setValue(vertical->value() + vertical->pageStep());
    case Qt::Key_Home:
        return vertical->setValue(0);
    case Qt::Key_End:
        return vertical->setValue(vertical->maximum());
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (const Place caret = caretPlace(); m_scene.isRow(caret) && m_scene.rowAt(caret).kind == diff::RowKind::Note && m_scene.goesOn(caret.file))
            return readOn(caret.file);
        if (m_currentFile >= 0) {
            setCollapsed(m_currentFile, !isCollapsed(m_currentFile));
            announce(currentFileWords());
        }
        return;
    case Qt::Key_Escape:
        if (stopReadingOn())
            return;
        break;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
    case Qt::Key_Minus:
    case Qt::Key_0:
        if (control)
            return setZoom(event->key() == Qt::Key_0 ? 0 : m_zoom + (event->key() == Qt::Key_Minus ? -1 : 1));
        break;
    default:
        break;
    }
    event->ignore(); // the window's keys, such as Space
}

void DiffView::contextMenuEvent(QContextMenuEvent *event)
{
    if (m_state != State::Ready)
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    auto *copyAction = menu->addAction(icon(u"edit-copy"_s), tr("&Copy"), QKeySequence::Copy, this, &DiffView::copy);
    copyAction->setEnabled(!m_selection.isEmpty());
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard; // that means the caret's line, not the middle of the view
    const Hit hit = hitTest(viewport()->mapFromGlobal(event->globalPos()));
    const int hitLine = hit.zone == Hit::Zone::Line ? m_scene.lineOf(m_scene.rowAt(hit.place), hit.side) : -1;
    const LineRef ref = byKey ? caretLine() : LineRef{hit.place.file, hitLine};
    const bool onLine = ref.file >= 0 && ref.line >= 0 && ref.line < int(m_scene.document(ref.file).patch().lines.size());
    if (onLine && m_scene.moveOf(ref.file, ref.line)) {
        menu->addAction(tr("&Go to Where It Moved"), this, later(ref, [this](LineRef at) { goToMove(at); }));
        menu->addSeparator();
    }
    addLineQuestions(menu, {ref.file, onLine ? ref.line : -1});
    if (!m_selection.isEmpty())
        menu->addAction(tr("Copy Selected Changes as &Patch"), this, later({}, [this](LineRef) { copyAsPatch(); }));
    menu->addAction(icon(u"edit-select-all"_s), tr("Select &All"), QKeySequence::SelectAll, this, &DiffView::selectAll);
    const QRect line = byKey ? lineRect(ref) : QRect();
    menu->popup(line.isValid() ? viewport()->mapToGlobal(line.bottomLeft()) : event->globalPos());
}

void DiffView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void DiffView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace rijian::ui
