#include "ui/window/welcomepage.h"

#include "jobs/addresscheck.h"
#include "ui/dialogs/addressfield.h"
#include "ui/theme.h"

#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rijian::ui {

WelcomePage::WelcomePage(QWidget *parent)
    : QWidget(parent)
    , m_field(new AddressField(&jobs::understandAddress, this))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    const auto label = [this](const QString &text, double size, bool strong) {
        auto *one = new QLabel(text, this);
        QFont large = one->font();
        large.setPointSizeF(large.pointSizeF() * size);
        large.setBold(strong);
        one->setFont(large);
        one->setWordWrap(true);
        one->setAlignment(Qt::AlignCenter);
        return one;
    };
    QLabel *title = label(tr("Which repositories do you follow?"), 1.8, true);
    QLabel *text = label(tr("Paste the address of a repository and press Enter. The day's commits appear as soon as the history needed is here; each one "
                            "gets a card that says what changed, whether it matters and what to do."), 1.0, false);
    QLabel *examples = label(tr("vllm-project/vllm · https://host/owner/name · git@host:owner/name.git · a folder, also dropped here"), 0.92, false);
    QLabel *offline = label(tr("No account and no key is needed: the built-in rules analyze on this machine. A model can be set up later."), 0.92, false);
    for (QLabel *quiet : {examples, offline})
        quiet->setForegroundRole(QPalette::PlaceholderText);
    m_field->setMinimumWidth(420);
    auto *column = new QVBoxLayout;
    column->setSpacing(12);
    column->addStretch(2);
    column->addWidget(title);
    column->addWidget(text);
    column->addSpacing(12);
    column->addWidget(m_field);
    column->addWidget(examples);
    column->addSpacing(18);
    column->addWidget(offline);
    column->addStretch(3);
    auto *layout = new QHBoxLayout(this);
    layout->addStretch(1);
    layout->addLayout(column, 3);
    layout->addStretch(1);
    connect(m_field, &AddressField::addressesEntered, this, [this](const QStringList &addresses) {
        m_field->clear();
        Q_EMIT addressesEntered(addresses);
    });
}

void WelcomePage::focusField()
{
    m_field->edit()->setFocus(Qt::OtherFocusReason);
}

} // namespace rijian::ui
