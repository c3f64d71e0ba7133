#pragma once
// All changes of the commit in a table, for those who would rather read than look: file, line, removed, added. Enter goes there. UI thread.

#include "core/patch.h"

#include <QDialog>

#include <memory>
#include <vector>

class QTableView;

namespace rijian::models {
class ChangesModel;
}

namespace rijian::ui {

class DiffView;

class ChangesDialog : public QDialog
{
    Q_OBJECT

public:
    /// Follows the view to other commits; the view must outlive the dialog.
    explicit ChangesDialog(DiffView *view, QWidget *parent = nullptr);

    QTableView *table() const { return m_table; }

private:
    void fill();
    void follow();
    void go();

    DiffView *m_view;
    models::ChangesModel *m_model;
    std::vector<std::shared_ptr<const FilePatch>> m_files; ///< that the table is of
    QTableView *m_table;
};

} // namespace rijian::ui
