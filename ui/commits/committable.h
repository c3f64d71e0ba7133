#pragma once

#include "core/commitrow.h"
#include "jobs/workspace.h"

#include <QTableView>

namespace rijian::models {
class CommitsModel;
}

namespace rijian::ui {

/// The day's table. Keeps current commit and selection over each new arrangement, by sha.
class CommitTable : public QTableView
{
    Q_OBJECT

public:
    explicit CommitTable(models::CommitsModel *model, QWidget *parent = nullptr);

    /// Nothing: no row is current.
    std::optional<CommitRow> currentCommit() const;
    QList<CommitRow> selectedCommits() const;
    /// The same commits as the model has them now; those that it no longer has as they were.
    QList<CommitRow> current(const QList<CommitRow> &rows) const;
    bool shows(const jobs::CommitKey &key) const;
    /// One that is not there becomes current when it comes, unless the user moves on before.
    void choose(const jobs::CommitKey &key);
    /// To the next row in that direction; false at the end.
    bool step(int direction);

    /// Widths, order, what is shown and what it is sorted by.
    QByteArray saveColumns() const;
    void restoreColumns(const QByteArray &state);
    /// The repository's column says nothing when only one is shown.
    void setSeveralRepositories(bool several);

Q_SIGNALS:
    void currentCommitChanged(const std::optional<rijian::CommitRow> &commit);
    void selectionCountChanged(int count);
    void menuWanted(const QPoint &position);
    /// Enter, or a double click.
    void opened(const rijian::CommitRow &commit);

private:
    void keep();
    void keepNeighbours(const QModelIndexList &selected);
    void restore();
    int rowOf(const std::optional<jobs::CommitKey> &key) const;
    int rowInPlace() const;
    void showColumnMenu(const QPoint &position);

    models::CommitsModel *m_model;
    std::optional<jobs::CommitKey> m_current;
    QList<jobs::CommitKey> m_selected; ///< over a reset
    std::optional<jobs::CommitKey> m_wanted; ///< to be chosen when it is there
    QList<jobs::CommitKey> m_neighbours; ///< of the selected ones, over a reset: the nearest below first, then above
    int m_keptRow = 0;
    std::optional<jobs::CommitKey> m_top; ///< the row at the top, where the current one was out of sight
    bool m_restoring = false;
};

} // namespace rijian::ui
