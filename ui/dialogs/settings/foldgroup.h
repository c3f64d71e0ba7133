#pragma once

#include <QWidget>

class QToolButton;

namespace rijian::ui {

/// A heading that opens and closes what is below it. Closed at first.
class FoldGroup : public QWidget
{
    Q_OBJECT

public:
    explicit FoldGroup(const QString &title, QWidget *parent = nullptr);

    /// Where the content goes: give it a layout.
    QWidget *content() const { return m_content; }
    void setOpen(bool open);
    bool isOpen() const { return m_open; }

private:
    void setArrow(bool open);

    QToolButton *m_heading;
    QWidget *m_content;
    bool m_open = false;
};

} // namespace rijian::ui
