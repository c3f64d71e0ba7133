#pragma once

#include "storage/searchstore.h"

#include <QWidget>

class QVBoxLayout;

namespace rijian::ui {

class ListButton;

/// The searches that the user keeps, above the repositories, with what in them is still to be reviewed. UI thread.
class SavedSearches : public QWidget
{
    Q_OBJECT

public:
    explicit SavedSearches(QWidget *parent = nullptr);

    void setSearches(const QList<storage::SavedSearch> &searches);
    const QList<storage::SavedSearch> &searches() const { return m_searches; }
    void setCounts(const QList<int> &counts);
    /// The one that is shown; empty: none.
    void setCurrent(const QString &query);

Q_SIGNALS:
    void chosen(const QString &query);
    /// Renamed, removed, moved or given another query by the user: to be kept.
    void changed(const QList<rijian::storage::SavedSearch> &searches);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showMenu(int index, const QPoint &position);
    void ask(const storage::SavedSearch &search, const QString &title, const QString &label, QString storage::SavedSearch::*field);

    QVBoxLayout *m_rows;
    QList<storage::SavedSearch> m_searches;
    QList<ListButton *> m_buttons;
};

} // namespace rijian::ui
