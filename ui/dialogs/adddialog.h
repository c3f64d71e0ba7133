#pragma once

#include <QDialog>
#include <QStringList>

namespace rijian::ui {

/// One field for the address of a repository, or several. Deletes itself when it closes.
class AddDialog : public QDialog
{
    Q_OBJECT

public:
    explicit AddDialog(QWidget *parent);

Q_SIGNALS:
    void addressesEntered(const QStringList &addresses);
};

} // namespace rijian::ui
