#include "ui/dialogs/settings/analysispage.h"

#include "core/text.h"
#include "ui/dialogs/formparts.h"
#include "ui/dialogs/settings/foldgroup.h"
#include "ui/dialogs/settings/ownfiles.h"
#include "ui/dialogs/settings/servicefields.h"

#include <QCheckBox>
#include <QDesktopServices>
#include <QDir>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QUrl>
#include <QVBoxLayout>
#include <QtConcurrent>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::ui {

AnalysisPage::AnalysisPage(const SecretStore &secrets, QWidget *parent)
    : SettingsPage(parent)
{
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(14);
    auto *top = new QWidget(this);
    auto *form = makeForm(top);
    rows->addWidget(top);
    m_afterFetch = new QCheckBox(tr("Analyze new commits after each &fetch"), this);
    m_afterFetch->setObjectName(u"analyzeAfterFetch"_s);
    form->addRow(QString(), m_afterFetch);
    m_main = new ServiceFields({.provider = tr("&Provider:"), .baseUrl = tr("Base &address:"), .model = tr("&Model:"), .key = tr("&Key:"), .none = tr("Built-in rules only"),
                                .prefix = {}}, secrets, this);
    m_main->addProvider(form);
    addState(form);
    m_main->addRest(form);
    addSharing(form);
    rows->addWidget(makeFallback(secrets));
    rows->addWidget(makeLimits());
    rows->addWidget(makeFiles());
    alignForms(findChildren<QFormLayout *>());
    for (ServiceFields *fields : {m_main, m_fallback})
        connect(fields, &ServiceFields::changed, this, &AnalysisPage::onChanged);
    for (QCheckBox *box : {m_afterFetch, m_shareAll, m_tellJudged, m_confirmPlan})
        connect(box, &QCheckBox::toggled, this, &AnalysisPage::changed);
    for (QSpinBox *box : limits())
        connect(box, &QSpinBox::valueChanged, this, &AnalysisPage::onChanged);
    refresh();
}

AnalysisPage::~AnalysisPage() = default;

void AnalysisPage::addState(QFormLayout *form)
{
    m_state = new MessageLabel(this);
    m_state->setObjectName(u"modelState"_s);
    form->addRow(QString(), m_state);
}

void AnalysisPage::addSharing(QFormLayout *form)
{
    m_shareAll = new QCheckBox(tr("&Share all repositories with the model"), this);
    m_shareAll->setObjectName(u"shareAll"_s);
    form->addRow(tr("Privacy:"), m_shareAll);
    form->addRow(QString(), makeNote(tr("The messages and changed lines of their commits are then sent to the provider. When this is off, only repositories that you share one by one "
                                        "(Edit repository) are sent; all others are analyzed on this computer."), this));
    m_tellJudged = new QCheckBox(tr("Tell the model which importance I &gave other commits"), this);
    m_tellJudged->setObjectName(u"tellJudged"_s);
    m_tellJudged->setToolTip(tr("The subjects of the last 8 commits of the repository that you rated differently from their card go along as "
                                "examples, with both ratings. Existing cards do not change."));
    form->addRow(QString(), m_tellJudged);
    m_confirmPlan = new QCheckBox(tr("Before Analyze, sho&w what will be sent and what it costs"), this);
    m_confirmPlan->setObjectName(u"confirmPlan"_s);
    form->addRow(QString(), m_confirmPlan);
}

QWidget *AnalysisPage::makeFallback(const SecretStore &secrets)
{
    m_fallbackGroup = new FoldGroup(tr("Fallback Provider"), this);
    m_fallbackGroup->setObjectName(u"fallbackGroup"_s);
    auto *form = makeForm(m_fallbackGroup->content());
    m_fallback = new ServiceFields({.provider = tr("Provider:"), .baseUrl = tr("Base address:"), .model = tr("Model:"), .key = tr("Key:"), .none = tr("None"),
                                    .prefix = u"fallback"_s}, secrets, m_fallbackGroup->content());
    m_fallback->addProvider(form);
    form->addRow(QString(), makeNote(tr("Asked when the first one cannot be reached, refuses, or has no quota left. Where it fails as well, the rules' "
                                        "card is used instead."), this));
    m_fallback->addRest(form);
    return m_fallbackGroup;
}

QSpinBox *AnalysisPage::addLimit(QFormLayout *form, const QString &label, const QString &name, int maximum, int step, const QString &suffix, const QString &none)
{
    auto *box = new QSpinBox(this);
    box->setObjectName(name);
    box->setRange(none.isEmpty() ? 1 : 0, maximum);
    box->setSingleStep(step);
    box->setGroupSeparatorShown(true);
    box->setSpecialValueText(none);
    box->setSuffix(suffix);
    form->addRow(label, box);
    return box;
}

QWidget *AnalysisPage::makeLimits()
{
    m_limitsGroup = new FoldGroup(tr("Limits"), this);
    m_limitsGroup->setObjectName(u"limitsGroup"_s);
    auto *form = makeForm(m_limitsGroup->content());
    const QString thousands = tr(" thousand tokens");
    const QString none = tr("No limit");
    m_dailyTokens = addLimit(form, tr("&Daily tokens:"), u"dailyTokens"_s, 1'000'000, 100, thousands, none);
    m_dailyCost = addLimit(form, tr("Daily c&ost:"), u"dailyCost"_s, 1'000'000, 1, {}, none);
    form->addRow(QString(), makeNote(tr("A day's cost counts in the currency of the model's prices. At a limit the run stops, with the most important commits done first."), this));
    m_concurrency = addLimit(form, tr("Co&ncurrent requests:"), u"concurrency"_s, 64, 1, {}, {});
    m_requests = addLimit(form, tr("&Requests a minute:"), u"requestsPerMinute"_s, 100'000, 10, {}, none);
    m_tokens = addLimit(form, tr("Tokens a min&ute:"), u"tokensPerMinute"_s, 1'000'000, 10, thousands, none);
    m_context = addLimit(form, tr("Conte&xt size:"), u"contextTokens"_s, 10'000, 8, thousands, tr("Model default"));
    const int width = std::ranges::max(limits(), {}, [](const QSpinBox *box) { return box->sizeHint().width(); })->sizeHint().width();
    for (QSpinBox *box : limits())
        box->setMinimumWidth(width);
    return m_limitsGroup;
}

QWidget *AnalysisPage::makeFiles()
{
    m_filesGroup = new FoldGroup(tr("Prompts and Prices"), this);
    m_filesGroup->setObjectName(u"filesGroup"_s);
    auto *rows = new QVBoxLayout(m_filesGroup->content());
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(9);
    auto *buttons = new QHBoxLayout;
    auto *prompts = new QPushButton(tr("Edit Prompts…"), this);
    prompts->setObjectName(u"editPrompts"_s);
    auto *prices = new QPushButton(tr("Edit Prices…"), this);
    prices->setObjectName(u"editPrices"_s);
    for (QPushButton *button : {prompts, prices}) {
        button->setAutoDefault(false);
        buttons->addWidget(button);
    }
    buttons->addStretch();
    rows->addLayout(buttons);
    rows->addWidget(makeNote(tr("Opens copies of your own, which are used in place of the program's. Delete one to have the program's again. Changes "
                                "take effect the next time you click OK here."), this));
    m_filesMessage = new MessageLabel(this);
    m_filesMessage->setObjectName(u"filesMessage"_s);
    rows->addWidget(m_filesMessage);
    connect(prompts, &QPushButton::clicked, this, [this] { openOwn(u":/prompts"_s, u"prompts"_s); });
    connect(prices, &QPushButton::clicked, this, [this] { openOwn(u":/prices.json"_s, u"prices.json"_s); });
    m_filesGroup->hide();
    return m_filesGroup;
}

/// The fields of all groups stand below each other.
void AnalysisPage::alignForms(const QList<QFormLayout *> &forms)
{
    int width = 0;
    QList<QLabel *> labels;
    for (const QFormLayout *form : forms) {
        for (int row = 0; row < form->rowCount(); ++row) {
            const QLayoutItem *item = form->itemAt(row, QFormLayout::LabelRole);
            if (auto *label = item ? qobject_cast<QLabel *>(item->widget()) : nullptr) {
                labels.append(label);
                width = std::max(width, label->sizeHint().width());
            }
        }
    }
    for (QLabel *label : labels) {
        label->setMinimumWidth(width);
        label->setAlignment(Qt::AlignRight | Qt::AlignVCenter); // as on the other pages
    }
}

QList<QSpinBox *> AnalysisPage::limits() const
{
    return {m_concurrency, m_requests, m_tokens, m_context, m_dailyTokens, m_dailyCost};
}

void AnalysisPage::setDataFolder(const QString &folder)
{
    m_dataFolder = folder;
    m_filesGroup->setVisible(!folder.isEmpty());
}

void AnalysisPage::setModel(const jobs::ModelInfo &model)
{
    using State = jobs::ModelInfo::State;
    switch (model.state) {
    case State::None:
        m_state->clear();
        break;
    case State::Ready:
        m_state->say(MessageLabel::Kind::Good, tr("Ready: %1").arg(oneLine(model.model)));
        break;
    case State::Broken:
        m_state->say(MessageLabel::Kind::Bad, oneLine(model.problem));
        break;
    }
}

void AnalysisPage::load(const Settings &settings)
{
    m_main->load({settings.provider, settings.baseUrl, settings.model});
    m_fallback->load({settings.fallbackProvider, settings.fallbackBaseUrl, settings.fallbackModel});
    m_afterFetch->setChecked(settings.analyzeAfterFetch);
    m_shareAll->setChecked(settings.shareAll);
    m_tellJudged->setChecked(settings.tellJudged);
    m_confirmPlan->setChecked(settings.confirmPlan);
    m_concurrency->setValue(settings.concurrency);
    m_requests->setValue(settings.requestsPerMinute);
    m_tokens->setValue(settings.tokensPerMinute);
    m_context->setValue(settings.contextTokens);
    m_dailyTokens->setValue(settings.dailyTokens);
    m_dailyCost->setValue(settings.dailyCost);
    // What somebody has set is not hidden.
    m_fallbackGroup->setOpen(m_fallback->isChosen());
    const Settings defaults;
    m_limitsGroup->setOpen(std::ranges::any_of(limits(), [&](const QSpinBox *box) { return box->value() != (box == m_concurrency ? defaults.concurrency : 0); }));
    refresh();
}

void AnalysisPage::store(Settings &settings) const
{
    settings.analyzeAfterFetch = m_afterFetch->isChecked();
    const auto main = m_main->service();
    settings.provider = main.provider;
    settings.baseUrl = main.baseUrl;
    settings.model = main.model;
    const auto fallback = m_fallback->service();
    settings.fallbackProvider = fallback.provider;
    settings.fallbackBaseUrl = fallback.baseUrl;
    settings.fallbackModel = fallback.model;
    settings.shareAll = m_shareAll->isChecked();
    settings.tellJudged = m_tellJudged->isChecked();
    settings.confirmPlan = m_confirmPlan->isChecked();
    settings.concurrency = m_concurrency->value();
    settings.requestsPerMinute = m_requests->value();
    settings.tokensPerMinute = m_tokens->value();
    settings.contextTokens = m_context->value();
    settings.dailyTokens = m_dailyTokens->value();
    settings.dailyCost = m_dailyCost->value();
}

void AnalysisPage::onChanged()
{
    m_state->clear(); // it is about what was set before
    refresh();
    Q_EMIT changed();
}

void AnalysisPage::refresh()
{
    const bool chosen = m_main->isChosen();
    m_fallback->shareKey(*m_main);
    m_fallback->setEnabled(chosen);
    for (QWidget *field : limits())
        field->setEnabled(chosen);
    m_shareAll->setEnabled(chosen);
    m_tellJudged->setEnabled(chosen);
    m_confirmPlan->setEnabled(chosen);
}

bool AnalysisPage::check()
{
    if (!m_main->check())
        return false;
    if (m_fallback->check())
        return true;
    m_fallbackGroup->setOpen(true);
    return m_fallback->check(); // once more: only what is visible takes the focus
}

bool AnalysisPage::keyChanged() const
{
    return m_main->keyChanged() || m_fallback->keyChanged();
}

QFuture<Result<void>> AnalysisPage::saveKey()
{
    m_fallbackKeyFailed = false;
    return m_main->saveKey().then(this, [this](const Result<void> &saved) -> QFuture<Result<void>> {
        if (!saved)
            return QtFuture::makeReadyValueFuture(saved);
        return m_fallback->saveKey().then(this, [this](const Result<void> &second) {
            m_fallbackKeyFailed = !second;
            return second;
        });
    }).unwrap();
}

void AnalysisPage::showKeyProblem(const QString &message)
{
    if (m_fallbackKeyFailed)
        m_fallbackGroup->setOpen(true);
    (m_fallbackKeyFailed ? m_fallback : m_main)->showKeyProblem(message);
}

void AnalysisPage::openOwn(const QString &source, const QString &name)
{
    m_filesMessage->clear();
    QtConcurrent::run([source, target = QDir(m_dataFolder).filePath(name)] { return provideOwnFiles(source, target); }).then(this, [this](const Result<QString> &own) {
        if (!own) {
            m_filesMessage->say(MessageLabel::Kind::Bad, own.error().message);
            return;
        }
        m_filesOpened = true;
        if (!QDesktopServices::openUrl(QUrl::fromLocalFile(*own)))
            m_filesMessage->say(MessageLabel::Kind::Note, tr("No application is set to open it. The file is %1").arg(QDir::toNativeSeparators(*own)));
    });
}

} // namespace rijian::ui
