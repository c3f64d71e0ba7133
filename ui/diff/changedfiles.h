#pragma once
// The list of a commit's files beside the diff, with a filter. UI thread.

#include <QWidget>

class QContextMenuEvent;
class QLabel;
class QLineEdit;
class QSortFilterProxyModel;
class QToolButton;
class QTreeView;

namespace rijian::models {
class ChangedFilesModel;
class FileTreeModel;
}

namespace rijian::ui {

class ChangedFiles : public QWidget
{
    Q_OBJECT

public:
    /// The model is the owner's, and outlives the list.
    explicit ChangedFiles(models::ChangedFilesModel *model, QWidget *parent = nullptr);

    /// Marks a file (a row of the model) without emitting; -1: none.
    void setCurrentFile(int file);
    int currentFile() const;
    QLineEdit *filter() const { return m_filter; }
    /// Shown where no file passes the filter.
    QLabel *none() const { return m_none; }
    QTreeView *list() const { return m_list; }
    /// Folders with their files in place of one list.
    bool isTree() const;
    void setTree(bool tree);

Q_SIGNALS:
    /// The user chose a file: a row of the model.
    void fileSelected(int file);
    /// The user wants to read: Enter.
    void fileActivated(int file);
    /// What can be done with a file.
    void menuWanted(int file, QPoint global);
    /// The user clicked a file's tick, or where it would be.
    void tickWanted(int file);
    /// isTree() is another.
    void treeChanged();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void applyFilter(const QString &text);
    void showNone();
    int fileAt(const QModelIndex &index) const;
    void updateStyle();
    bool clickTick(QEvent *event);
    bool askForMenu(const QContextMenuEvent *event);

    QLineEdit *m_filter;
    QToolButton *m_asTree;
    QTreeView *m_list;
    QLabel *m_none;
    models::FileTreeModel *m_tree;
    QSortFilterProxyModel *m_proxy;
    bool m_following = false; ///< the diff moved the mark, not the user
};

} // namespace rijian::ui
