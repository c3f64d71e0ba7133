#pragma once
// The list of a commit's files beside the diff, with a filter. UI thread.

#include <QWidget>

class QLineEdit;
class QListView;
class QSortFilterProxyModel;

namespace rijian::models {
class ChangedFilesModel;
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
    QListView *list() const { return m_list; }

Q_SIGNALS:
    /// The user chose a file: a row of the model.
    void fileSelected(int file);
    /// The user wants to read: Enter.
    void fileActivated(int file);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void applyFilter(const QString &text);

    QLineEdit *m_filter;
    QListView *m_list;
    QSortFilterProxyModel *m_proxy;
    bool m_following = false; ///< the diff moved the mark, not the user
};

} // namespace rijian::ui
