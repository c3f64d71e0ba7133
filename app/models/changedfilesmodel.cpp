#include "models/changedfilesmodel.h"

#include "core/text.h"
#include "core/viewedkey.h"
#include "models/filelabels.h"

#include <algorithm>

namespace rijian::models {

void ChangedFilesModel::setPatch(std::shared_ptr<const CommitPatch> patch)
{
    beginResetModel();
    m_patch = std::move(patch);
    m_viewed.clear();
    m_invisibles.clear();
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

void ChangedFilesModel::setViewed(const QSet<QString> &paths)
{
    m_viewed = paths;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, 0), {ViewedRole, Qt::AccessibleTextRole});
}

void ChangedFilesModel::setWithInvisibles(const QSet<int> &rows)
{
    if (std::exchange(m_invisibles, rows) != rows && rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, 0), {InvisiblesRole, NotesRole, Qt::ToolTipRole, Qt::AccessibleTextRole});
}

int ChangedFilesModel::viewed() const
{
    return m_patch ? int(std::ranges::count_if(m_patch->files, [this](const FilePatch &file) { return m_viewed.contains(viewedKey(file)); })) : 0;
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
    const bool invisibles = m_invisibles.contains(index.row());
    const qsizetype slash = change.path.lastIndexOf(u'/') + 1;
    switch (role) {
    case Qt::DisplayRole:
    case PathRole:
        return shownPath(change);
    case Qt::ToolTipRole:
        return describeFile(*patch, invisibles);
    case Qt::AccessibleTextRole:
        return m_viewed.contains(viewedKey(*patch)) ? QString(describeFile(*patch, invisibles) + tr(", ", "between parts of a list") + tr("viewed")) : describeFile(*patch, invisibles);
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
        return fileNotes(*patch, invisibles);
    case InvisiblesRole:
        return invisibles;
    case ViewedRole:
        return m_viewed.contains(viewedKey(*patch));
    default:
        return {};
    }
}

} // namespace rijian::models
