#include "ui/dialogs/modeldialog.h"

#include "ui/dialogs/formparts.h"
#include "ui/dialogs/settings/servicefields.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rijian::ui {

ModelDialog::ModelDialog(const Settings &settings, int commits, const SecretStore &secrets, QWidget *parent)
    : QDialog(parent)
    , m_service(new ServiceFields({.provider = tr("&Provider:"), .baseUrl = tr("Base &address:"), .model = tr("&Model:"), .key = tr("&Key:"), .none = tr("As set up"), .prefix = u"with"_s}, secrets,
                                  this))
{
    setWindowTitle(tr("Analyze Again With"));
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(20, 18, 20, 14);
    rows->setSpacing(14);
    auto *intro = makeNote(tr("%n commit(s) will be analyzed by this model. Existing cards are kept for comparison.", nullptr, commits), this);
    rows->addWidget(intro);
    auto *form = new QFormLayout;
    m_service->addProvider(form);
    m_service->addRest(form);
    rows->addLayout(form);
    rows->addStretch(1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    m_analyze = buttons->addButton(tr("Analyze"), QDialogButtonBox::AcceptRole);
    m_analyze->setDefault(true);
    rows->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &ModelDialog::analyze);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_service->load({settings.provider, settings.baseUrl, settings.model});
    resize(520, sizeHint().height());
}

void ModelDialog::analyze()
{
    if (!m_service->check())
        return;
    const auto send = [this] {
        const ServiceFields::Service service = m_service->service();
        QJsonObject model;
        if (!service.provider.isEmpty())
            model = {{u"provider"_s, service.provider}, {u"baseUrl"_s, service.baseUrl}, {u"model"_s, service.model}};
        Q_EMIT chosen(model);
        accept();
    };
    if (!m_service->keyChanged()) {
        send();
        return;
    }
    m_analyze->setEnabled(false);
    m_service->saveKey().then(this, [this, send](const Result<void> &saved) {
        m_analyze->setEnabled(true);
        saved ? send() : m_service->showKeyProblem(saved.error().message);
    });
}

} // namespace rijian::ui
