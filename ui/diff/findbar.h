#pragma once
// The field above the diff that searches in it. UI thread.

#include <QWidget>

#include <optional>
#include <utility>

class QLabel;
class QLineEdit;
class QToolButton;

namespace rijian::ui {

class DiffView;

class FindBar : public QWidget
{
    Q_OBJECT

public:
    /// The view must outlive the bar.
    explicit FindBar(DiffView *view, QWidget *parent = nullptr);

    /// Shows the bar and takes the keyboard. Searches for `text`, or for the view's marked text where that is of one line, else for what it did last.
    void open(const QString &text = {});
    /// The same for a name: whole words in all files, case counts. The user's own choices are kept for what they type next.
    void openName(const QString &name);
    /// Hides the bar and the marks; the view gets the keyboard.
    void close();
    QLineEdit *field() const { return m_field; }
    QLabel *count() const { return m_count; }
    /// Match case, and only in the current file: as the user chose, whatever a name is searched by.
    std::pair<bool, bool> options() const;
    void setOptions(bool caseSensitive, bool inFile);

Q_SIGNALS:
    /// options() are others.
    void optionsChanged();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QToolButton *addButton(const QString &name, const QString &key);
    void choose(QToolButton *choice);
    void showName(bool name);
    void search();
    void updateCount();
    void updateStyle();

    DiffView *m_view;
    QLineEdit *m_field;
    QLabel *m_count;
    QToolButton *m_previous;
    QToolButton *m_next;
    QToolButton *m_case;
    QToolButton *m_inFile;
    QToolButton *m_word; ///< shown while a name is searched
    QToolButton *m_close;
    std::optional<std::pair<bool, bool>> m_own; ///< while a name is searched: options()
};

} // namespace rijian::ui
