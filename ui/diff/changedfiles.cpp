#include "ui/diff/changedfiles.h"

#include "models/filetreemodel.h"
#include "ui/diff/filedelegate.h"
#include "ui/theme.h"

#include <QAccessible>
#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMouseEvent>
#include <QSortFilterProxyModel>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rijian::ui {

ChangedFiles::ChangedFiles(models::ChangedFilesModel *model, QWidget *parent)
    : QWidget(parent)
    , m_filter(new QLineEdit(this))
    , m_asTree(new QToolButton(this))
    , m_list(new QTreeView(this))
    , m_none(new QLabel(tr("No file matches the filter."), m_list->viewport()))
    , m_tree(new models::FileTreeModel(model, this))
    , m_proxy(new QSortFilterProxyModel(this))
{
    m_proxy->setSourceModel(m_tree);
    m_proxy->setRecursiveFilteringEnabled(true);
    m_proxy->setFilterRole(models::ChangedFilesModel::PathRole);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_filter->setPlaceholderText(tr("Filter files"));
    m_filter->setAccessibleName(tr("Filter files"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setTextMargins(4, 2, 4, 2);
    m_filter->installEventFilter(this);
    m_asTree->setAutoRaise(true);
    m_asTree->setCheckable(true);
    m_asTree->setToolTip(tr("Files in their folders"));
    m_asTree->setAccessibleName(tr("Files in their folders"));
    m_list->setModel(m_proxy);
    m_list->setItemDelegate(new FileDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformRowHeights(true);
    m_list->setHeaderHidden(true);
    m_list->setRootIsDecorated(false);
    m_list->setIndentation(14);
    m_list->setSelectionBehavior(QAbstractItemView::SelectItems); // the delegate's tint, not the palette's colour before it
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMouseTracking(true);
    m_list->setAccessibleName(tr("Changed files"));
    m_list->installEventFilter(this);
    m_none->setAlignment(Qt::AlignCenter);
    m_none->setWordWrap(true);
    m_none->setForegroundRole(QPalette::PlaceholderText);
    m_none->hide();
    auto *over = new QVBoxLayout(m_list->viewport());
    over->addWidget(m_none);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *field = new QHBoxLayout;
    field->setContentsMargins(8, 8, 8, 8);
    field->setSpacing(4);
    field->addWidget(m_filter);
    field->addWidget(m_asTree);
    layout->addLayout(field);
    layout->addWidget(m_list);
    setFocusProxy(m_list);
    connect(m_filter, &QLineEdit::textChanged, this, &ChangedFiles::applyFilter);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &index) {
        if (const int file = fileAt(index); !m_following && file >= 0)
            Q_EMIT fileSelected(file);
    });
    connect(m_list, &QTreeView::activated, this, [this](const QModelIndex &index) {
        if (const int file = fileAt(index); file >= 0)
            Q_EMIT fileActivated(file);
    });
    connect(m_list, &QTreeView::clicked, this, [this](const QModelIndex &index) {
        if (const int file = fileAt(index); file >= 0)
            Q_EMIT fileSelected(file);
    });
    connect(m_asTree, &QToolButton::toggled, this, &ChangedFiles::setTree);
    connect(m_proxy, &QAbstractItemModel::modelReset, m_list, [this] {
        if (isTree())
            m_list->expandAll();
        showNone();
    });
    m_list->viewport()->installEventFilter(this);
    updateStyle();
}

void ChangedFiles::updateStyle()
{
    m_asTree->setIcon(icon(u"view-list-tree"_s));
    QPalette around = palette(); // what stands left of a row of the tree
    around.setColor(QPalette::Highlight, FileDelegate::chosenTint());
    m_list->setPalette(around);
}

void ChangedFiles::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateStyle();
}

int ChangedFiles::fileAt(const QModelIndex &index) const
{
    return index.isValid() ? index.data(models::FileTreeModel::FileRole).toInt() : -1;
}

bool ChangedFiles::isTree() const
{
    return m_tree->isTree();
}

void ChangedFiles::setTree(bool tree)
{
    const int current = currentFile();
    const bool other = tree != isTree();
    m_asTree->setChecked(tree);
    m_following = true;
    m_tree->setTree(tree);
    m_following = false;
    m_list->setRootIsDecorated(tree);
    m_list->expandAll();
    setCurrentFile(current);
    if (other)
        Q_EMIT treeChanged();
}

/// The mark stays on its file while that passes the filter; rows that come back do not scroll the diff.
void ChangedFiles::applyFilter(const QString &text)
{
    const int current = currentFile();
    m_following = true;
    m_proxy->setSourceModel(nullptr); // at once: not row by row where thousands go or come back
    m_proxy->setFilterFixedString(text.trimmed());
    m_proxy->setSourceModel(m_tree);
    m_following = false;
    setCurrentFile(current);
    m_filter->setAccessibleDescription(m_none->isHidden() ? QString() : m_none->text());
    if (m_none->isHidden())
        return;
    QAccessibleAnnouncementEvent event(m_filter, m_none->text());
    QAccessible::updateAccessibility(&event);
}

void ChangedFiles::showNone()
{
    m_none->setVisible(m_proxy->rowCount() == 0 && m_tree->rowCount() > 0);
}

void ChangedFiles::setCurrentFile(int file)
{
    const QModelIndex index = m_proxy->mapFromSource(m_tree->indexOf(file));
    m_following = true;
    if (index.isValid())
        m_list->setCurrentIndex(index);
    else
        m_list->selectionModel()->clear();
    m_following = false;
}

int ChangedFiles::currentFile() const
{
    return fileAt(m_list->currentIndex());
}

/// A click on the tick is for it alone; on an empty place at the row's end, too, where the pointer shows a box.
bool ChangedFiles::clickTick(QEvent *event)
{
    const auto *mouse = static_cast<QMouseEvent *>(event);
    const QModelIndex index = m_list->indexAt(mouse->position().toPoint());
    const int file = fileAt(index);
    if (mouse->button() != Qt::LeftButton || file < 0 || !FileDelegate::tickZone(m_list->visualRect(index)).contains(mouse->position()))
        return false;
    if (event->type() == QEvent::MouseButtonPress)
        Q_EMIT tickWanted(file);
    return true;
}

bool ChangedFiles::askForMenu(const QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = byKey ? m_list->currentIndex() : m_list->indexAt(m_list->viewport()->mapFromGlobal(event->globalPos()));
    if (const int file = fileAt(index); file >= 0)
        Q_EMIT menuWanted(file, byKey ? m_list->viewport()->mapToGlobal(m_list->visualRect(index).bottomLeft()) : event->globalPos());
    return true;
}

bool ChangedFiles::eventFilter(QObject *watched, QEvent *event)
{
    const bool click = event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonRelease || event->type() == QEvent::MouseButtonDblClick;
    if (click && watched == m_list->viewport())
        return clickTick(event);
    if (event->type() == QEvent::ContextMenu && (watched == m_list || watched == m_list->viewport()))
        return askForMenu(static_cast<QContextMenuEvent *>(event));
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    auto *key = static_cast<QKeyEvent *>(event);
    if (watched == m_filter) {
        if (key->key() == Qt::Key_Down || key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            m_list->setFocus();
            if (!m_list->currentIndex().isValid())
                m_list->setCurrentIndex(m_proxy->index(0, 0));
            return true;
        }
        if (key->key() == Qt::Key_Escape && !m_filter->text().isEmpty()) {
            m_filter->clear();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace rijian::ui
