#pragma once

#include "core/repository.h"
#include "jobs/workspace.h"

#include <QTreeView>
#include <QWidget>

class QLabel;
class QToolButton;

namespace rijian::models {
class RepositoriesModel;
}

namespace rijian::ui {

class Actions;
class QueueBar;
class SavedSearches;

/// The tracked repositories: choose what is shown, drag to order and group, drop a folder or an address to add it.
class RepositoryPanel : public QWidget
{
    Q_OBJECT

public:
    RepositoryPanel(models::RepositoriesModel *model, const Actions &actions, QWidget *parent = nullptr);

    /// The repositories chosen, in the panel's order; all when nothing is.
    QList<qint64> chosen() const;
    /// Those that a command means: the selected ones.
    QList<qint64> selected() const;
    /// Those that a command means which must not befall many by mistake: none where a group or all of them is selected.
    QList<qint64> ownRows() const;
    void choose(const QList<qint64> &ids);
    QTreeView *view() const { return m_view; }
    QueueBar *queueBar() const { return m_queue; }
    SavedSearches *savedSearches() const { return m_searches; }
    /// Which list is shown in the days' place: then no repository is chosen, and all are meant. Choosing one says chosenChanged(), which leads back.
    void setList(jobs::Workspace::List list);

protected:
    void changeEvent(QEvent *event) override;

Q_SIGNALS:
    void chosenChanged(const QList<qint64> &ids);
    void shareWanted(const QList<qint64> &ids, bool shared);
    void groupWanted(const QList<qint64> &ids, const QString &group);
    void renameGroupWanted(const QString &group);

private:
    void tint();
    void showMenu(const QPoint &position);
    void keepChoice();
    void restoreChoice();
    void keepSelection();
    void selectKept();

    models::RepositoriesModel *m_model;
    const Actions &m_actions;
    QTreeView *m_view;
    QueueBar *m_queue;
    SavedSearches *m_searches;
    QList<qint64> m_kept;      ///< selection over a reset
    QStringList m_keptGroups;
    QStringList m_collapsed;
    bool m_keptAll = true;
    bool m_restoring = false;
    bool m_listed = false; ///< a list is shown
};

} // namespace rijian::ui
