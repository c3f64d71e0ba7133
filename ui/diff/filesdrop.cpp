#include "ui/diff/filesdrop.h"

#include "ui/diff/changedfiles.h"
#include "ui/theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QKeyEvent>
#include <QLayout>
#include <QPainter>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace rijian::ui {

namespace {

constexpr int dropShadow = 8; // around the panel, part of the widget
constexpr int dropCorner = 6;
constexpr int dropWidest = 420;

} // namespace

FilesDrop::FilesDrop(ChangedFiles *files, QWidget *home, QAbstractButton *button, QWidget *covered, QWidget *parent)
    : QWidget(parent)
    , m_files(files)
    , m_home(home)
    , m_button(button)
    , m_covered(covered)
{
    setAttribute(Qt::WA_NoMousePropagation); // a click beside the rows is not one outside
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(dropShadow + 1, 1, dropShadow + 1, dropShadow + dropCorner - 1);
    hide();
    const auto grow = [this] {
        if (m_open)
            place();
    };
    connect(files->list()->model(), &QAbstractItemModel::modelReset, this, grow, Qt::QueuedConnection); // once the rows are expanded
    connect(files->list(), &QTreeView::expanded, this, grow);
    connect(qApp, &QApplication::focusChanged, this, &FilesDrop::closeIfLeft, Qt::QueuedConnection); // after the click that moved it
}

FilesDrop::~FilesDrop() = default;

bool FilesDrop::hasKeyboard() const
{
    const QWidget *focus = QApplication::focusWidget();
    return focus && isAncestorOf(focus);
}

void FilesDrop::open()
{
    if (m_open)
        return;
    QWidget *focus = QApplication::focusWidget();
    m_before = focus == m_button ? m_covered : focus;
    m_open = true;
    m_taller = false;
    layout()->addWidget(m_files);
    m_files->show();
    m_button->setChecked(true);
    place();
    show();
    raise();
    m_files->list()->scrollTo(m_files->list()->currentIndex(), QAbstractItemView::PositionAtCenter);
    m_files->setFocus(Qt::PopupFocusReason);
    qApp->installEventFilter(this);
}

void FilesDrop::close()
{
    if (!std::exchange(m_open, false))
        return;
    qApp->removeEventFilter(this);
    const bool back = hasKeyboard();
    m_button->setChecked(false);
    if (back)
        (m_before && m_before->isVisible() ? m_before.get() : m_covered)->setFocus(Qt::PopupFocusReason);
    hide();
    m_home->layout()->addWidget(m_files);
    m_files->show(); // where its place is
}

/// By the Tab key, or a click that was for somebody else.
void FilesDrop::closeIfLeft()
{
    const QWidget *focus = QApplication::focusWidget(); // null: another window's turn
    if (m_open && focus && focus != m_button && !isAncestorOf(focus) && focus->window() == window())
        close();
}

int FilesDrop::rowsWanted(int most) const
{
    const QTreeView *list = m_files->list();
    int rows = 0;
    for (QModelIndex index = list->model()->index(0, 0); index.isValid() && rows < most; index = list->indexBelow(index))
        ++rows;
    return rows;
}

/// As tall as the list needs, while there is room; what was taller once stays so until it is opened anew.
void FilesDrop::place()
{
    const QWidget *pane = parentWidget();
    const QTreeView *list = m_files->list();
    const int top = m_button->mapTo(pane, QPoint(0, m_button->height())).y() + 3;
    const QMargins edges = layout()->contentsMargins();
    const int row = std::max(1, list->model()->rowCount() > 0 ? list->sizeHintForRow(0) : list->fontMetrics().height() + 12);
    const int most = std::max(6 * row, (pane->height() - top) * 4 / 5);
    const int field = m_files->sizeHint().height() - list->sizeHint().height();
    int tall = std::min(most, edges.top() + field + rowsWanted(most / row + 1) * row + edges.bottom());
    if (std::exchange(m_taller, true))
        tall = std::min(most, std::max(tall, height()));
    const int room = pane->width();
    const int wide = std::min(room, std::max(dropWidest, m_button->width()) + 2 * dropShadow);
    const int left = std::clamp(m_button->mapTo(pane, QPoint(-dropShadow, 0)).x(), 0, std::max(0, room - wide));
    setGeometry(left, top, wide, tall);
}

void FilesDrop::paintEvent(QPaintEvent *)
{
    const Colors &c = colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF panel = QRectF(rect()).adjusted(dropShadow + 0.5, 0.5, -dropShadow - 0.5, -dropShadow - 0.5);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(0, 0, 0, c.dark ? 22 : 6));
    for (int i = dropShadow; i > 0; --i)
        painter.drawRoundedRect(panel.adjusted(-i, 2, i, i), dropCorner + i, dropCorner + i);
    painter.setPen(c.dark ? mixed(c.border, c.text, 0.15) : c.border);
    painter.setBrush(c.base);
    painter.drawRoundedRect(panel, dropCorner, dropCorner);
}

void FilesDrop::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        return close();
    QWidget::keyPressEvent(event);
}

bool FilesDrop::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::MouseButtonPress || !watched->isWidgetType())
        return QWidget::eventFilter(watched, event);
    const auto *pressed = static_cast<QWidget *>(watched);
    if (pressed == this || pressed == m_button || isAncestorOf(pressed) || pressed->window() != window())
        return QWidget::eventFilter(watched, event);
    const bool over = pressed == m_covered || m_covered->isAncestorOf(pressed);
    if (over)
        m_files->setFocus(Qt::PopupFocusReason); // the click has moved it already
    close();
    return over;
}

} // namespace rijian::ui
