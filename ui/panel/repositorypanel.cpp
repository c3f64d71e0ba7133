#include "ui/panel/repositorypanel.h"

#include "models/repositoriesmodel.h"
#include "ui/actions.h"
#include "ui/panel/queuebar.h"
#include "ui/panel/savedsearches.h"
#include "ui/panel/repositorydelegate.h"
#include "ui/theme.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::ui {

using models::RepositoriesModel;

RepositoryPanel::RepositoryPanel(RepositoriesModel *model, const Actions &actions, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_actions(actions)
    , m_view(new QTreeView(this))
    , m_queue(new QueueBar(actions[Do::ShowQueue], actions[Do::ShowFollowUps], this))
    , m_searches(new SavedSearches(this))
{
    m_view->setModel(model);
    m_view->setItemDelegate(new RepositoryDelegate(m_view));
    m_view->setHeaderHidden(true);
    m_view->setRootIsDecorated(true);
    m_view->setIndentation(14);
    m_view->setMouseTracking(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setDragDropMode(QAbstractItemView::DragDrop);
    m_view->setDefaultDropAction(Qt::MoveAction);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setAccessibleName(tr("Tracked repositories"));
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);

    auto *add = new QToolButton(this);
    add->setDefaultAction(actions[Do::AddRepository]);
    add->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    add->setAutoRaise(true);
    add->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_queue);
    layout->addWidget(m_searches);
    layout->addWidget(m_view, 1);
    layout->addWidget(add);

    tint();
    connect(m_view, &QWidget::customContextMenuRequested, this, &RepositoryPanel::showMenu);
    connect(model, &QAbstractItemModel::modelAboutToBeReset, this, &RepositoryPanel::keepChoice);
    connect(model, &QAbstractItemModel::modelReset, this, &RepositoryPanel::restoreChoice);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        if (!m_restoring)
            Q_EMIT chosenChanged(chosen());
    });
}

/// The view paints what is left of a selected row itself: in the delegate's colour.
void RepositoryPanel::tint()
{
    QPalette palette = m_view->palette();
    palette.setColor(QPalette::Highlight, colors().fold);
    m_view->setPalette(palette);
}

void RepositoryPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        tint();
    QWidget::changeEvent(event);
}

QList<qint64> RepositoryPanel::selected() const
{
    return m_model->repositoriesOf(m_view->selectionModel()->selectedIndexes());
}

QList<qint64> RepositoryPanel::ownRows() const
{
    const QModelIndexList rows = m_view->selectionModel()->selectedIndexes();
    const auto isOne = [](const QModelIndex &index) { return index.data(RepositoriesModel::KindRole).value<RepositoriesModel::Kind>() == RepositoriesModel::Kind::Repository; };
    return std::ranges::all_of(rows, isOne) ? m_model->repositoriesOf(rows) : QList<qint64>();
}

QList<qint64> RepositoryPanel::chosen() const
{
    const QList<qint64> ids = selected();
    if (!ids.isEmpty())
        return ids;
    QList<qint64> all;
    for (const Repository &repository : m_model->repositories())
        all.append(repository.id);
    return all;
}

void RepositoryPanel::choose(const QList<qint64> &ids)
{
    QItemSelection selection;
    for (const qint64 id : ids) {
        if (const QModelIndex at = m_model->indexOf(id); at.isValid())
            selection.select(at, at);
    }
    m_view->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    if (!selection.isEmpty()) {
        m_view->selectionModel()->setCurrentIndex(selection.indexes().first(), QItemSelectionModel::NoUpdate);
        m_view->scrollTo(selection.indexes().first());
    }
}

void RepositoryPanel::keepChoice()
{
    m_restoring = true;
    if (!m_listed)
        keepSelection();
    m_collapsed.clear();
    for (const QString &group : m_model->groups()) {
        if (!m_view->isExpanded(m_model->indexOfGroup(group)))
            m_collapsed.append(group);
    }
}

void RepositoryPanel::keepSelection()
{
    m_kept.clear();
    m_keptGroups.clear();
    m_keptAll = false;
    for (const QModelIndex &index : m_view->selectionModel()->selectedIndexes()) {
        const auto kind = index.data(RepositoriesModel::KindRole).value<RepositoriesModel::Kind>();
        m_keptAll = m_keptAll || kind == RepositoriesModel::Kind::All;
        if (kind == RepositoriesModel::Kind::Repository)
            m_kept.append(index.data(RepositoriesModel::IdRole).toLongLong());
        else if (kind == RepositoriesModel::Kind::Group)
            m_keptGroups.append(index.data(RepositoriesModel::GroupRole).toString());
    }
}

void RepositoryPanel::setList(jobs::Workspace::List list)
{
    const bool listed = list != jobs::Workspace::List::Days;
    m_queue->setList(list);
    if (listed == m_listed)
        return;
    m_listed = listed;
    m_restoring = true;
    if (listed) {
        keepSelection();
        m_view->selectionModel()->clearSelection();
    } else if (!m_view->selectionModel()->hasSelection()) {
        selectKept();
    }
    m_restoring = false;
}

void RepositoryPanel::restoreChoice()
{
    for (const QString &group : m_model->groups())
        m_view->setExpanded(m_model->indexOfGroup(group), !m_collapsed.contains(group));
    if (!m_listed)
        selectKept();
    m_restoring = false;
    if (!m_listed)
        Q_EMIT chosenChanged(chosen());
}

void RepositoryPanel::selectKept()
{
    QItemSelection selection;
    const auto add = [&](const QModelIndex &at) {
        if (at.isValid())
            selection.select(at, at);
    };
    for (const qint64 id : std::as_const(m_kept))
        add(m_model->indexOf(id));
    for (const QString &group : std::as_const(m_keptGroups))
        add(m_model->indexOfGroup(group));
    if (m_keptAll || selection.isEmpty())
        add(m_model->index(0, 0));
    m_view->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    if (!selection.isEmpty())
        m_view->selectionModel()->setCurrentIndex(selection.indexes().first(), QItemSelectionModel::NoUpdate);
}

void RepositoryPanel::showMenu(const QPoint &position)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QModelIndex at = m_view->indexAt(position);
    const QList<qint64> ids = selected();
    if (at.isValid()) {
        for (const Do id : {Do::Fetch, Do::Analyze, Do::Export})
            menu->addAction(m_actions[id]);
        menu->addSeparator();
        if (at.data(RepositoriesModel::KindRole).value<RepositoriesModel::Kind>() == RepositoriesModel::Kind::Group) {
            const QString group = at.data(RepositoriesModel::GroupRole).toString(); // the rows may be others before the menu is gone
            menu->addAction(icon(u"edit-rename"_s), tr("Rena&me Group…"), this, [this, group] { Q_EMIT renameGroupWanted(group); });
        }
        if (ownRows().size() == 1)
            menu->addAction(m_actions[Do::EditRepository]);
        QMenu *groups = menu->addMenu(tr("Move to &Group"));
        groups->addAction(tr("No Group"), this, [this, ids] { Q_EMIT groupWanted(ids, {}); });
        for (const QString &group : m_model->groups())
            groups->addAction(QString(group).replace(u'&', "&&"_L1), this, [this, ids, group] { Q_EMIT groupWanted(ids, group); });
        groups->addSeparator();
        groups->addAction(tr("New Group…"), this, [this, ids] {
            auto *dialog = new QInputDialog(this);
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            dialog->setOkButtonText(tr("OK"));
            dialog->setCancelButtonText(tr("Cancel"));
            dialog->setWindowTitle(tr("New Group"));
            dialog->setLabelText(tr("Name of the group:"));
            connect(dialog, &QInputDialog::textValueSelected, this, [this, ids](const QString &name) { Q_EMIT groupWanted(ids, name.trimmed()); });
            dialog->open();
        });
        QAction *share = menu->addAction(icon(u"folder-cloud"_s), tr("May Be &Sent to a Model"));
        share->setCheckable(true);
        share->setChecked(at.data(RepositoriesModel::SharedRole).toBool());
        connect(share, &QAction::triggered, this, [this, ids](bool on) { Q_EMIT shareWanted(ids, on); });
        menu->addSeparator();
        menu->addAction(m_actions[Do::RemoveRepository]);
        menu->addSeparator();
    }
    menu->addAction(m_actions[Do::AddRepository]);
    menu->addAction(m_actions[Do::FetchAll]);
    menu->popup(m_view->viewport()->mapToGlobal(position));
}

} // namespace rijian::ui
