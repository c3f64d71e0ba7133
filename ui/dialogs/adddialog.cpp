#include "ui/dialogs/adddialog.h"

#include "jobs/addresscheck.h"
#include "ui/dialogs/addressfield.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace rijian::ui {

AddDialog::AddDialog(QWidget *parent)
    : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Add Repository"));
    auto *field = new AddressField(&jobs::understandAddress, this);
    auto *label = new QLabel(tr("&Address, owner/name, or a folder:"), this);
    label->setBuddy(field->edit());
    auto *hint = new QLabel(tr("Press Enter to add it. Several may be pasted, one a line."), this);
    hint->setForegroundRole(QPalette::PlaceholderText);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    connect(field, &AddressField::addressesEntered, this, [this](const QStringList &addresses) {
        Q_EMIT addressesEntered(addresses);
        close();
    });
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(label);
    layout->addWidget(field);
    layout->addWidget(hint);
    layout->addStretch();
    layout->addWidget(buttons);
    resize(560, 200);
    connect(field, &AddressField::escaped, this, &QDialog::close);
    field->edit()->setFocus();
}

} // namespace rijian::ui
