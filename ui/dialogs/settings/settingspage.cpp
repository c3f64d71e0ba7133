#include "ui/dialogs/settings/settingspage.h"

#include <QCheckBox>
#include <QFormLayout>

namespace rijian::ui {

QCheckBox *SettingsPage::addCheck(QFormLayout *form, const QString &label, const QString &name, const QString &text)
{
    auto *box = new QCheckBox(text, this);
    box->setObjectName(name);
    form->addRow(label, box);
    connect(box, &QCheckBox::toggled, this, &SettingsPage::changed);
    return box;
}

} // namespace rijian::ui
