#pragma once

#include <QPointer>
#include <QWidget>

class QAbstractButton;

namespace rijian::ui {

class ChangedFiles;

/// The list of files as a panel that drops from a button over the diff. Holds the list while it is open; then gives it back to its place.
class FilesDrop : public QWidget
{
    Q_OBJECT

public:
    /// `home` has a layout, where the list stands else; a click on `covered` closes the panel and does no more. All are the parent's.
    FilesDrop(ChangedFiles *files, QWidget *home, QAbstractButton *button, QWidget *covered, QWidget *parent);
    ~FilesDrop() override;

    bool isOpen() const { return m_open; }
    /// The list has the keyboard.
    void open();
    /// The keyboard goes back to what had it, where the panel has it now.
    void close();
    /// After the parent's or the button's size.
    void place();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool hasKeyboard() const;
    void closeIfLeft();
    int rowsWanted(int most) const;

    ChangedFiles *m_files;
    QWidget *m_home;
    QAbstractButton *m_button;
    QWidget *m_covered;
    QPointer<QWidget> m_before; ///< had the keyboard
    bool m_open = false;
    bool m_taller = false; ///< than the list needs now: what the filter hides may come back
};

} // namespace rijian::ui
