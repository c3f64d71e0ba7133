#pragma once
// All changes of the commit in a table, for those who would rather read than look: file, line, removed, added, and files without lines. Enter goes
// there. UI thread.

#include "core/patch.h"

#include <QDialog>

#include <memory>
#include <vector>

class QPushButton;
class QStackedWidget;
class QTableView;

namespace rijian::models {
class ChangesModel;
}

namespace rijian::ui {

class DiffView;
class EmptyState;

class ChangesDialog : public QDialog
{
    Q_OBJECT

public:
    /// Follows the view to other commits; the view must outlive the dialog.
    explicit ChangesDialog(DiffView *view, QWidget *parent = nullptr);

    QTableView *table() const { return m_table; }
    /// What stands in the table's place when it has no rows.
    EmptyState *empty() const { return m_empty; }
    QPushButton *goButton() const { return m_go; }

private:
    void fill();
    void follow();
    bool showsIt() const;
    void spanWords();
    void showWhatIs();
    void go();

    DiffView *m_view;
    models::ChangesModel *m_model;
    std::vector<std::shared_ptr<const FilePatch>> m_files; ///< that the table is of
    QStackedWidget *m_pages;
    QTableView *m_table;
    EmptyState *m_empty;
    QPushButton *m_go = nullptr;
};

} // namespace rijian::ui
