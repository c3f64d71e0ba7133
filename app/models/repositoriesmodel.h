#pragma once

#include "core/commitrow.h"
#include "core/repository.h"
#include "jobs/scheduler.h"

#include <QAbstractItemModel>

#include <memory>
#include <optional>
#include <vector>

namespace rijian::models {

/// The panel: "all repositories", then those without a group, then the groups with theirs. Drag and drop reorders and regroups:
/// the model only says what is wanted, with arranged(); setRepositories() brings the new order.
class RepositoriesModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum class Kind { All, Group, Repository };
    enum Role {
        KindRole = Qt::UserRole + 1,
        IdRole,       ///< of a repository
        GroupRole,    ///< name
        CountsRole,   ///< CommitCounts, summed for groups
        ProgressRole, ///< JobProgress of the running job, if one runs
        ErrorRole,    ///< the last error, one line
        NewsRole,     ///< a fetch brought something not looked at
        SharedRole,   ///< may be sent to a model
        WaitingRole,  ///< jobs waiting
        StatusRole    ///< one line: what goes on, or when it was fetched
    };

    explicit RepositoriesModel(QObject *parent = nullptr);
    ~RepositoriesModel() override;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction | Qt::CopyAction; }
    QStringList mimeTypes() const override;
    QMimeData *mimeData(const QModelIndexList &indexes) const override;
    bool canDropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column, const QModelIndex &parent) const override;
    bool dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column, const QModelIndex &parent) override;

    void setRepositories(const QList<Repository> &repositories);
    const QList<Repository> &repositories() const { return m_repositories; }
    void setCounts(const QHash<qint64, CommitCounts> &counts);
    void setProgress(const jobs::JobProgress &progress);
    void endProgress(qint64 repository);
    /// By repository.
    void setWaiting(const QHash<qint64, int> &waiting);
    void setShareAll(bool all);

    QModelIndex indexOf(qint64 repository) const;
    QModelIndex indexOfGroup(const QString &group) const;
    /// The repositories that these rows stand for, in the panel's order; those of a group with it; all for "all".
    QList<qint64> repositoriesOf(const QModelIndexList &indexes) const;
    QStringList groups() const;

    struct Place {
        qint64 id = 0;
        QString group;
    };

Q_SIGNALS:
    /// The user wants this order.
    void arranged(const QList<rijian::models::RepositoriesModel::Place> &places);
    /// Addresses or folders were dropped from outside.
    void dropped(const QStringList &addresses);

private:
    struct Node;
    const Node *nodeOf(const QModelIndex &index) const;
    QVariant repositoryData(const Repository &repository, int role) const;
    QString status(const Repository &repository) const;
    CommitCounts countsOf(const Node &node) const;
    void refresh(qint64 repository);
    void refreshAll();
    QList<Place> moved(const QList<qint64> &ids, int row, const QModelIndex &parent) const;

    QList<Repository> m_repositories;
    QHash<qint64, CommitCounts> m_counts;
    QHash<qint64, jobs::JobProgress> m_progress;
    QHash<qint64, int> m_waiting;
    bool m_shareAll = false;
    std::unique_ptr<Node> m_root;
};

} // namespace rijian::models
