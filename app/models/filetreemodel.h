#pragma once
// A commit's files as a flat list or as a tree of their folders, over a ChangedFilesModel. A chain of folders that hold nothing else is one
// node ("src/net"). UI thread.

#include "models/changedfilesmodel.h"

#include <QAbstractItemModel>

#include <vector>

namespace rijian::models {

class FileTreeModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    /// The source's roles hold for files. A folder has PathRole, NameRole, the sums of its counts, and ViewedRole when all in it are viewed.
    /// In a tree FolderRole is empty.
    enum Role {
        FileRole = ChangedFilesModel::PathRole + 100, ///< behind all of the list's own. int: the source's row; -1: a folder
    };

    /// The source must outlive the model.
    explicit FileTreeModel(ChangedFilesModel *files, QObject *parent = nullptr);

    bool isTree() const { return m_tree; }
    void setTree(bool tree);
    /// Where a row of the source stands.
    QModelIndex indexOf(int file) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Node {
        int parent = -1;
        int row = 0;   ///< in its parent
        int file = -1; ///< the source's row
        QString path;  ///< of a folder, without the last slash
        QString name;  ///< of a folder: from the parent's path on
        std::vector<int> children;
        qint64 insertions = 0;
        qint64 deletions = 0;
        int unviewed = 0; ///< files in it
    };

    void build();
    void addTo(int parent, Node node);
    int folderOf(const QString &path);
    void joinChains();
    const Node &node(const QModelIndex &index) const { return m_nodes[index.isValid() ? std::size_t(index.internalId()) : 0]; }
    void countUnviewed();
    void tellChange();

    ChangedFilesModel *m_files;
    std::vector<Node> m_nodes; ///< the first is the root
    std::vector<int> m_nodeOfFile;
    QHash<QString, int> m_folders;
    bool m_tree = false;
};

} // namespace rijian::models
