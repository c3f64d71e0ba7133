#pragma once

#include <QDialog>

namespace rijian::ui {

/// The sheet of keys, made from the table of actions. Deletes itself when it closes.
class KeysDialog : public QDialog
{
    Q_OBJECT

public:
    explicit KeysDialog(QWidget *parent);
};

} // namespace rijian::ui
