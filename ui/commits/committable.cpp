#include "ui/commits/committable.h"

#include "models/commitsmodel.h"
#include "ui/commits/commitdelegate.h"

#include <QDataStream>
#include <QHeaderView>
#include <QIODevice>
#include <QMenu>
#include <QScrollBar>

using namespace Qt::StringLiterals;

namespace rijian::ui {

using models::CommitColumn;

namespace {

constexpr qsizetype maxKept = 2'000; // rows selected that are looked up again after a reset
constexpr int maxNeighbours = 200; // rows to either side that are

struct ColumnWidth {
    CommitColumn column;
    int width; ///< in average characters
};
constexpr ColumnWidth widths[] = {{CommitColumn::Importance, 20}, {CommitColumn::Time, 21},  {CommitColumn::Repository, 20}, {CommitColumn::Author, 18},
                                  {CommitColumn::Type, 15},       {CommitColumn::Changes, 25}, {CommitColumn::State, 15}};

} // namespace

CommitTable::CommitTable(models::CommitsModel *model, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
{
    setModel(model);
    setItemDelegate(new CommitDelegate(this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setShowGrid(false);
    setFrameShape(NoFrame);
    setWordWrap(false);
    setSortingEnabled(true);
    setTabKeyNavigation(false);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setHorizontalScrollMode(ScrollPerPixel);
    setAccessibleName(tr("Commits of the day"));
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 11);
    QHeaderView *header = horizontalHeader();
    header->setSectionsMovable(true);
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    header->setMinimumSectionSize(40);
    for (const ColumnWidth &column : widths)
        header->resizeSection(int(column.column), fontMetrics().averageCharWidth() * column.width);
    header->setSectionResizeMode(int(CommitColumn::Message), QHeaderView::Stretch);
    header->setSortIndicator(int(CommitColumn::Time), Qt::DescendingOrder);
    connect(this, &QAbstractItemView::activated, this, [this](const QModelIndex &index) { Q_EMIT opened(m_model->row(index.row())); });

    connect(header, &QWidget::customContextMenuRequested, this, &CommitTable::showColumnMenu);
    connect(this, &QWidget::customContextMenuRequested, this, &CommitTable::menuWanted);
    connect(model, &QAbstractItemModel::modelAboutToBeReset, this, &CommitTable::keep);
    connect(model, &models::CommitsModel::arranged, this, &CommitTable::restore);
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        if (m_restoring)
            return;
        m_wanted.reset(); // whoever has moved on stays there
        Q_EMIT currentCommitChanged(currentCommit());
    });
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        if (!m_restoring)
            Q_EMIT selectionCountChanged(int(selectionModel()->selectedRows().size()));
    });
}

std::optional<CommitRow> CommitTable::currentCommit() const
{
    const QModelIndex current = currentIndex();
    return current.isValid() ? std::optional(m_model->row(current.row())) : std::nullopt;
}

QList<CommitRow> CommitTable::selectedCommits() const
{
    QList<CommitRow> rows;
    const QModelIndexList selected = selectionModel()->selectedRows();
    rows.reserve(selected.size());
    for (const QModelIndex &index : selected)
        rows.append(m_model->row(index.row()));
    return rows;
}

QList<CommitRow> CommitTable::current(const QList<CommitRow> &rows) const
{
    QList<CommitRow> now = rows;
    for (CommitRow &row : now) {
        if (const CommitRow *known = m_model->find(row.repository, row.sha))
            row = *known;
    }
    return now;
}

bool CommitTable::shows(const jobs::CommitKey &key) const
{
    return rowOf(key) >= 0;
}

void CommitTable::choose(const jobs::CommitKey &key)
{
    const int row = m_model->rowOf(key.repository, key.sha);
    if (row < 0) {
        m_wanted = key;
        return;
    }
    m_wanted.reset();
    setCurrentIndex(m_model->index(row, 0));
    scrollTo(currentIndex());
}

bool CommitTable::step(int direction)
{
    const int row = currentIndex().row() + direction;
    if (row < 0 || row >= m_model->rowCount())
        return false;
    setCurrentIndex(m_model->index(row, 0));
    return true;
}

void CommitTable::keep()
{
    m_restoring = true;
    m_current.reset();
    m_selected.clear();
    m_keptRow = std::max(0, currentIndex().row());
    m_top.reset();
    if (const int top = rowAt(0); top > 0 && !viewport()->rect().intersects(visualRect(currentIndex())))
        m_top = {m_model->row(top).repository, m_model->row(top).sha};
    if (const auto commit = currentCommit())
        m_current = {commit->repository, commit->sha};
    const QModelIndexList selected = selectionModel()->selectedRows();
    if (selected.size() > 1 && selected.size() <= maxKept) {
        for (const QModelIndex &index : selected)
            m_selected.append({m_model->row(index.row()).repository, m_model->row(index.row()).sha});
    }
    keepNeighbours(selected);
}

void CommitTable::keepNeighbours(const QModelIndexList &selected)
{
    m_neighbours.clear();
    if (!m_current)
        return;
    int last = currentIndex().row();
    for (const QModelIndex &index : selected)
        last = std::max(last, index.row());
    const auto add = [this](int row) { m_neighbours.append({m_model->row(row).repository, m_model->row(row).sha}); };
    for (int row = last + 1; row < std::min(m_model->rowCount(), last + 1 + maxNeighbours); ++row)
        add(row);
    for (int row = last - 1; row >= std::max(0, last - maxNeighbours); --row)
        add(row);
}

int CommitTable::rowOf(const std::optional<jobs::CommitKey> &key) const
{
    return key ? m_model->rowOf(key->repository, key->sha) : -1;
}

/// Where the current one is gone: one that was selected with it, or the nearest that stayed.
int CommitTable::rowInPlace() const
{
    for (const jobs::CommitKey &key : m_selected) {
        if (const int row = rowOf(key); row >= 0)
            return row;
    }
    for (const jobs::CommitKey &key : m_neighbours) {
        if (const int row = rowOf(key); row >= 0)
            return row;
    }
    return std::min(m_current ? m_keptRow : 0, m_model->rowCount() - 1);
}

void CommitTable::restore()
{
    int row = rowOf(m_wanted);
    if (row >= 0)
        m_wanted.reset();
    else
        row = rowOf(m_current);
    const bool same = row >= 0 && row == rowOf(m_current);
    if (row < 0 && m_model->rowCount() > 0)
        row = rowInPlace();
    if (row >= 0) {
        QItemSelection selection;
        for (const jobs::CommitKey &key : std::as_const(m_selected)) {
            if (const int selected = m_model->rowOf(key.repository, key.sha); selected >= 0)
                selection.select(m_model->index(selected, 0), m_model->index(selected, m_model->columnCount() - 1));
        }
        setCurrentIndex(m_model->index(row, 0));
        if (!selection.isEmpty())
            selectionModel()->select(selection, QItemSelectionModel::Select);
        // Whoever has scrolled away from the current one reads there.
        if (const int top = same || !m_current ? rowOf(m_top) : -1; top >= 0)
            scrollTo(m_model->index(top, 0), PositionAtTop);
        else
            scrollTo(currentIndex());
    }
    m_restoring = false;
    if (!same)
        Q_EMIT currentCommitChanged(currentCommit());
    Q_EMIT selectionCountChanged(int(selectionModel()->selectedRows().size()));
}

void CommitTable::showColumnMenu(const QPoint &position)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int column = 0; column < m_model->columnCount(); ++column) {
        if (column == int(CommitColumn::Message))
            continue; // the table is nothing without it
        QAction *action = menu->addAction(m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        connect(action, &QAction::toggled, this, [this, column](bool shown) { setColumnHidden(column, !shown); });
    }
    menu->popup(horizontalHeader()->viewport()->mapToGlobal(position));
}

QByteArray CommitTable::saveColumns() const
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream << quint8(1) << horizontalHeader()->saveState();
    return bytes;
}

void CommitTable::restoreColumns(const QByteArray &state)
{
    QDataStream stream(state);
    quint8 version = 0;
    QByteArray header;
    stream >> version >> header;
    if (version != 1 || stream.status() != QDataStream::Ok)
        return;
    horizontalHeader()->restoreState(header);
    horizontalHeader()->setSectionResizeMode(int(CommitColumn::Message), QHeaderView::Stretch);
    setColumnHidden(int(CommitColumn::Message), false);
}

void CommitTable::setSeveralRepositories(bool several)
{
    setColumnHidden(int(CommitColumn::Repository), !several);
}

} // namespace rijian::ui
