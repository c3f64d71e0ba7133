#include "models/filetreemodel.h"

#include "core/text.h"

namespace rijian::models {

FileTreeModel::FileTreeModel(ChangedFilesModel *files, QObject *parent)
    : QAbstractItemModel(parent)
    , m_files(files)
{
    connect(files, &QAbstractItemModel::modelAboutToBeReset, this, [this] { beginResetModel(); });
    connect(files, &QAbstractItemModel::modelReset, this, [this] {
        build();
        endResetModel();
    });
    connect(files, &QAbstractItemModel::dataChanged, this, &FileTreeModel::tellChange);
    build();
}

void FileTreeModel::setTree(bool tree)
{
    if (tree == m_tree)
        return;
    beginResetModel();
    m_tree = tree;
    build();
    endResetModel();
}

void FileTreeModel::addTo(int parent, Node node)
{
    node.parent = parent;
    node.row = int(m_nodes[std::size_t(parent)].children.size());
    m_nodes[std::size_t(parent)].children.push_back(int(m_nodes.size()));
    m_nodes.push_back(std::move(node));
}

/// The node of a folder, made with those above it where it is new.
int FileTreeModel::folderOf(const QString &path)
{
    constexpr int deepest = 32; // what is deeper is one name: hostile paths have thousands of folders
    int parent = 0;
    qsizetype begin = 0;
    for (int depth = 1; begin < path.size(); ++depth) {
        const qsizetype slash = depth < deepest ? path.indexOf(u'/', begin) : -1;
        const qsizetype end = slash < 0 ? path.size() : slash;
        const QString folder = path.first(end);
        auto known = m_folders.constFind(folder);
        if (known == m_folders.constEnd()) {
            addTo(parent, {.path = folder, .name = path.sliced(begin, end - begin)});
            known = m_folders.insert(folder, int(m_nodes.size()) - 1);
        }
        parent = *known;
        begin = end + 1;
    }
    return parent;
}

void FileTreeModel::build()
{
    m_nodes.assign(1, {});
    m_folders.clear();
    m_nodeOfFile.assign(std::size_t(m_files->rowCount()), 0);
    for (int file = 0; file < m_files->rowCount(); ++file) {
        const FileChange &change = m_files->file(file)->change;
        const int parent = m_tree ? folderOf(change.path.left(std::max<qsizetype>(0, change.path.lastIndexOf(u'/')))) : 0;
        addTo(parent, {.file = file, .insertions = change.insertions, .deletions = change.deletions});
        m_nodeOfFile[std::size_t(file)] = int(m_nodes.size()) - 1;
        for (int above = parent; above > 0; above = m_nodes[std::size_t(above)].parent) {
            m_nodes[std::size_t(above)].insertions += change.insertions;
            m_nodes[std::size_t(above)].deletions += change.deletions;
        }
    }
    if (m_tree)
        joinChains();
    countUnviewed();
}

/// A folder with a single folder in it is one line with that.
void FileTreeModel::joinChains()
{
    for (std::size_t i = m_nodes.size() - 1; i > 0; --i) { // a folder comes before what it holds
        Node &outer = m_nodes[i];
        if (outer.file >= 0 || outer.children.size() != 1)
            continue;
        Node &inner = m_nodes[std::size_t(outer.children.front())];
        if (inner.file >= 0)
            continue;
        outer.name += u'/' + inner.name;
        outer.path = inner.path;
        outer.children = std::move(inner.children);
        for (const int child : outer.children)
            m_nodes[std::size_t(child)].parent = int(i);
    }
}

QModelIndex FileTreeModel::indexOf(int file) const
{
    if (file < 0 || file >= int(m_nodeOfFile.size()))
        return {};
    const int node = m_nodeOfFile[std::size_t(file)];
    return createIndex(m_nodes[std::size_t(node)].row, 0, quintptr(node));
}

QModelIndex FileTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    const Node &above = node(parent);
    return column == 0 && row >= 0 && row < int(above.children.size()) ? createIndex(row, 0, quintptr(above.children[std::size_t(row)])) : QModelIndex();
}

QModelIndex FileTreeModel::parent(const QModelIndex &index) const
{
    const int above = index.isValid() ? node(index).parent : 0;
    return above <= 0 ? QModelIndex() : createIndex(m_nodes[std::size_t(above)].row, 0, quintptr(above));
}

int FileTreeModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : int(node(parent).children.size());
}

int FileTreeModel::columnCount(const QModelIndex &) const
{
    return 1;
}

void FileTreeModel::countUnviewed()
{
    for (Node &node : m_nodes)
        node.unviewed = 0;
    for (int file = 0; file < int(m_nodeOfFile.size()); ++file) {
        if (m_files->index(file, 0).data(ChangedFilesModel::ViewedRole).toBool())
            continue;
        for (int above = m_nodeOfFile[std::size_t(file)]; above > 0; above = m_nodes[std::size_t(above)].parent)
            ++m_nodes[std::size_t(above)].unviewed;
    }
}

QVariant FileTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Node &here = node(index);
    if (role == FileRole)
        return here.file;
    if (here.file >= 0)
        return m_tree && role == ChangedFilesModel::FolderRole ? QVariant(QString()) : m_files->index(here.file, 0).data(role);
    switch (role) {
    case Qt::DisplayRole:
    case ChangedFilesModel::NameRole:
        return visibleControls(here.name);
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return tr("Folder %1").arg(visibleControls(here.path));
    case ChangedFilesModel::PathRole:
        return QString(); // a filter looks for files
    case ChangedFilesModel::InsertionsRole:
        return here.insertions;
    case ChangedFilesModel::DeletionsRole:
        return here.deletions;
    case ChangedFilesModel::ViewedRole:
        return here.unviewed == 0;
    default:
        return {};
    }
}

/// All of it: ticks of a file are its folders', too.
void FileTreeModel::tellChange()
{
    countUnviewed();
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        const auto &children = m_nodes[i].children;
        if (!children.empty())
            Q_EMIT dataChanged(createIndex(0, 0, quintptr(children.front())), createIndex(int(children.size()) - 1, 0, quintptr(children.back())));
    }
}

} // namespace rijian::models
