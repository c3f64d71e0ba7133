#include "ui/dialogs/aboutdialog.h"

#include <QCoreApplication>
#include <QMessageBox>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

struct AboutText {
    Q_DECLARE_TR_FUNCTIONS(rijian::ui::About)
};

} // namespace

void showAbout(QWidget *parent)
{
    auto *box = new QMessageBox(parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(AboutText::tr("About Rijian"));
    box->setText(u"<h3>Rijian 日鉴 %1</h3>"_s.arg(QCoreApplication::applicationVersion()));
    box->setInformativeText(AboutText::tr("What changed in the repositories you follow, day by day: which commits matter, why, and what to do about them.\n\n"
                                          "Free software under the GNU General Public License, version 3 or later."));
    box->open();
}

} // namespace rijian::ui
