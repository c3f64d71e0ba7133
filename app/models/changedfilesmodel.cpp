#include "models/changedfilesmodel.h"

#include "core/text.h"
#include "models/filelabels.h"

namespace rijian::models {

void ChangedFilesModel::setPatch(std::shared_ptr<const CommitPatch> patch)
{
    beginResetModel();
    m_patch = std::move(patch);
    m_insertions = m_deletions = 0;
    if (m_patch) {
        for (const FilePatch &file : m_patch->files) {
            m_insertions += file.change.insertions;
            m_deletions += file.change.deletions;
        }
    }
    endResetModel();
}

const FilePatch *ChangedFilesModel::file(int row) const
{
    return m_patch && row >= 0 && row < m_patch->files.size() ? &m_patch->files.at(row) : nullptr;
}

int ChangedFilesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_patch ? 0 : int(m_patch->files.size());
}

QVariant ChangedFilesModel::data(const QModelIndex &index, int role) const
{
    const FilePatch *patch = index.isValid() ? file(index.row()) : nullptr;
    if (!patch)
        return {};
    const FileChange &change = patch->change;
    const qsizetype slash = change.path.lastIndexOf(u'/') + 1;
    switch (role) {
    case Qt::DisplayRole:
    case PathRole:
        return shownPath(change);
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return describeFile(*patch);
    case FolderRole:
        return visibleControls(QStringView(change.path).first(slash));
    case NameRole:
        return visibleControls(QStringView(change.path).sliced(slash));
    case StatusRole:
        return int(change.status);
    case InsertionsRole:
        return change.insertions;
    case DeletionsRole:
        return change.deletions;
    case NotesRole:
        return fileNotes(*patch);
    default:
        return {};
    }
}

} // namespace rijian::models
