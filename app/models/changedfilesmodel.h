#pragma once
// The files of one commit as a list, in the commit's order. UI thread. Filter with a QSortFilterProxyModel on PathRole.

#include "core/patch.h"

#include <QAbstractListModel>
#include <QSet>

#include <memory>

namespace rijian::models {

class ChangedFilesModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        PathRole = Qt::UserRole + 1, ///< QString: old and new path where both are, for filtering
        FolderRole,                  ///< QString: with its last slash; empty at the top
        NameRole,                    ///< QString
        StatusRole,                  ///< int(FileStatus)
        InsertionsRole,              ///< int; a folder's: qint64
        DeletionsRole,               ///< int; a folder's: qint64
        NotesRole,                   ///< QStringList: models::fileNotes
        ViewedRole,                  ///< bool: ticked by the user
        InvisiblesRole,              ///< bool: added lines hold invisible or bidirectional characters
    };

    using QAbstractListModel::QAbstractListModel;

    /// Null: no files.
    void setPatch(std::shared_ptr<const CommitPatch> patch);
    const FilePatch *file(int row) const;
    /// By viewedKey(): those that are ticked; others of the commit's are not.
    void setViewed(const QSet<QString> &paths);
    int viewed() const;
    /// The rows whose added lines hold invisible or bidirectional characters: who reads the documents knows.
    void setWithInvisibles(const QSet<int> &rows);
    qint64 insertions() const { return m_insertions; }
    qint64 deletions() const { return m_deletions; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    std::shared_ptr<const CommitPatch> m_patch;
    QSet<QString> m_viewed;
    QSet<int> m_invisibles;
    qint64 m_insertions = 0;
    qint64 m_deletions = 0;
};

} // namespace rijian::models
