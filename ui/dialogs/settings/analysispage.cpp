#include "ui/dialogs/settings/analysispage.h"

#include "analysis/llm/connectiontest.h"
#include "analysis/llm/providers.h"
#include "ui/dialogs/formparts.h"
#include "ui/dialogs/settings/keyfield.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

using namespace Qt::StringLiterals;
using namespace rijian::analysis;

namespace rijian::ui {

AnalysisPage::AnalysisPage(SecretStore secrets, QWidget *parent)
    : SettingsPage(parent)
    , m_key(new KeyField(std::move(secrets), this))
    , m_test(new llm::ConnectionTest(this))
{
    auto *form = makeForm(this);
    m_afterFetch = new QCheckBox(tr("Analyze new commits after each &fetch"), this);
    m_afterFetch->setObjectName(u"analyzeAfterFetch"_s);
    form->addRow(QString(), m_afterFetch);
    addProvider(form);
    addService(form);
    addTest(form);
    addLimits(form);
    addSharing(form);
    setFieldWidth({m_provider, m_model, m_concurrency, m_dailyTokens});
    connectFields();
    refresh();
}

AnalysisPage::~AnalysisPage() = default;

void AnalysisPage::addProvider(QFormLayout *form)
{
    m_provider = new QComboBox(this);
    m_provider->setObjectName(u"provider"_s);
    m_provider->addItem(tr("Built-in rules only"), QString());
    m_provider->insertSeparator(1);
    for (const auto &one : llm::providers())
        m_provider->addItem(one.name, one.name);
    m_provider->addItem(tr("Custom"), QString(llm::customProvider));
    form->addRow(tr("&Provider:"), m_provider);
    form->addRow(QString(), makeNote(tr("This version analyzes with the built-in rules. Analysis by a model comes with the next one: what you set here is kept until then."), this));
}

void AnalysisPage::addService(QFormLayout *form)
{
    m_baseUrl = new QLineEdit(this);
    m_baseUrl->setObjectName(u"baseUrl"_s);
    m_baseUrl->setPlaceholderText(u"https://api.example.com/v1"_s);
    m_baseUrlMessage = new MessageLabel(this);
    m_baseUrlMessage->setObjectName(u"baseUrlMessage"_s);
    form->addRow(tr("Base &address:"), m_baseUrl);
    form->addRow(QString(), m_baseUrlMessage);
    m_model = new QComboBox(this);
    m_model->setObjectName(u"model"_s);
    m_model->setEditable(true);
    m_model->setInsertPolicy(QComboBox::NoInsert);
    m_model->setMinimumContentsLength(28);
    m_modelMessage = new MessageLabel(this);
    form->addRow(tr("&Model:"), m_model);
    form->addRow(QString(), m_modelMessage);
    m_keyMessage = new MessageLabel(this);
    m_keyMessage->setObjectName(u"keyMessage"_s);
    form->addRow(tr("&Key:"), m_key);
    form->addRow(QString(), m_keyMessage);
}

void AnalysisPage::addTest(QFormLayout *form)
{
    m_testButton = new QPushButton(tr("&Test connection"), this);
    m_testButton->setObjectName(u"testConnection"_s);
    m_testButton->setAutoDefault(false);
    m_testMessage = new MessageLabel(this);
    m_testMessage->setObjectName(u"testMessage"_s);
    auto *row = new QHBoxLayout;
    row->addWidget(m_testButton);
    row->addStretch();
    form->addRow(QString(), row);
    form->addRow(QString(), m_testMessage);
}

void AnalysisPage::addLimits(QFormLayout *form)
{
    m_concurrency = new QSpinBox(this);
    m_concurrency->setObjectName(u"concurrency"_s);
    m_concurrency->setRange(1, 64);
    form->addRow(tr("Requests at &once:"), m_concurrency);
    m_dailyTokens = new QSpinBox(this);
    m_dailyTokens->setObjectName(u"dailyTokens"_s);
    m_dailyTokens->setRange(0, 1'000'000);
    m_dailyTokens->setSingleStep(100);
    m_dailyTokens->setGroupSeparatorShown(true);
    m_dailyTokens->setSpecialValueText(tr("No limit"));
    m_dailyTokens->setSuffix(tr(" thousand tokens"));
    form->addRow(tr("&Daily limit:"), m_dailyTokens);
}

void AnalysisPage::addSharing(QFormLayout *form)
{
    m_shareAll = new QCheckBox(tr("&Share all repositories with the model"), this);
    m_shareAll->setObjectName(u"shareAll"_s);
    form->addRow(tr("Privacy:"), m_shareAll);
    form->addRow(QString(), makeNote(tr("The messages and changed lines of their commits are then sent to the provider. When this is off, only repositories that you share one by one "
                                        "(Edit repository) are sent; all others are analyzed on this computer."), this));
}

void AnalysisPage::connectFields()
{
    connect(m_provider, &QComboBox::currentIndexChanged, this, &AnalysisPage::onProvider);
    connect(m_baseUrl, &QLineEdit::textChanged, this, &AnalysisPage::onBaseUrl);
    connect(m_baseUrl, &QLineEdit::editingFinished, this, [this] { checkService(); });
    connect(m_model, &QComboBox::currentTextChanged, this, [this] {
        m_modelMessage->clear();
        Q_EMIT changed();
    });
    connect(m_key, &KeyField::changed, this, [this] {
        m_keyMessage->clear();
        Q_EMIT changed();
    });
    for (QCheckBox *box : {m_afterFetch, m_shareAll})
        connect(box, &QCheckBox::toggled, this, &AnalysisPage::changed);
    for (QSpinBox *box : {m_concurrency, m_dailyTokens})
        connect(box, &QSpinBox::valueChanged, this, &AnalysisPage::changed);
    connect(m_testButton, &QPushButton::clicked, this, &AnalysisPage::toggleTest);
    connect(m_test, &llm::ConnectionTest::finished, this, &AnalysisPage::showAnswer);
}

void AnalysisPage::load(const Settings &settings)
{
    const QSignalBlocker quiet(m_provider);
    int index = m_provider->findData(settings.provider);
    if (index < 0) // a preset of another version
        index = m_provider->findData(QString(llm::customProvider));
    m_provider->setCurrentIndex(index);
    const auto *preset = llm::providerByName(settings.provider);
    setModels(preset ? preset->models : QStringList());
    m_baseUrl->setText(settings.baseUrl);
    m_model->setCurrentText(settings.model);
    m_afterFetch->setChecked(settings.analyzeAfterFetch);
    m_shareAll->setChecked(settings.shareAll);
    m_concurrency->setValue(settings.concurrency);
    m_dailyTokens->setValue(settings.dailyTokens);
    refresh();
}

void AnalysisPage::store(Settings &settings) const
{
    settings.analyzeAfterFetch = m_afterFetch->isChecked();
    settings.provider = provider();
    const auto url = llm::parseBaseUrl(m_baseUrl->text());
    settings.baseUrl = url ? url->toString() : m_baseUrl->text().trimmed();
    settings.model = m_model->currentText().trimmed();
    settings.shareAll = m_shareAll->isChecked();
    settings.concurrency = m_concurrency->value();
    settings.dailyTokens = m_dailyTokens->value();
}

QString AnalysisPage::provider() const
{
    return m_provider->currentData().toString();
}

void AnalysisPage::onProvider()
{
    if (const auto *preset = llm::providerByName(provider())) {
        // A key typed for one service is not for the next.
        m_key->setName(llm::secretName(preset->baseUrl), false);
        m_baseUrl->setText(preset->baseUrl.toString());
        setModels(preset->models);
        m_model->setCurrentText(preset->models.value(0));
    }
    refresh();
    Q_EMIT changed();
}

void AnalysisPage::onBaseUrl()
{
    endTest();
    m_testMessage->clear();
    m_baseUrlMessage->clear();
    const auto url = llm::parseBaseUrl(m_baseUrl->text());
    m_key->setName(url ? llm::secretName(*url) : QString(), true);
    Q_EMIT changed();
}

void AnalysisPage::setModels(const QStringList &models)
{
    const QString shown = m_model->currentText();
    const QSignalBlocker quiet(m_model);
    m_model->clear();
    m_model->addItems(models);
    m_model->setCurrentText(shown);
}

void AnalysisPage::refresh()
{
    const bool service = !provider().isEmpty();
    for (QWidget *field : {static_cast<QWidget *>(m_baseUrl), static_cast<QWidget *>(m_model), static_cast<QWidget *>(m_key), static_cast<QWidget *>(m_testButton),
                           static_cast<QWidget *>(m_concurrency), static_cast<QWidget *>(m_dailyTokens), static_cast<QWidget *>(m_shareAll)})
        field->setEnabled(service);
    if (!service) {
        endTest();
        for (MessageLabel *message : {m_baseUrlMessage, m_modelMessage, m_testMessage})
            message->clear();
    }
}

bool AnalysisPage::checkService()
{
    if (provider().isEmpty())
        return true;
    const auto url = llm::parseBaseUrl(m_baseUrl->text());
    if (!url)
        m_baseUrlMessage->say(MessageLabel::Kind::Bad, url.error().message);
    else if (url->scheme() == "http"_L1 && !llm::isLoopback(*url))
        m_baseUrlMessage->say(MessageLabel::Kind::Note, tr("Without https, others on the way can read the key and the code."));
    else
        m_baseUrlMessage->clear();
    return url.has_value();
}

bool AnalysisPage::check()
{
    if (provider().isEmpty())
        return true;
    const bool service = checkService();
    const bool model = !m_model->currentText().trimmed().isEmpty();
    if (!model)
        m_modelMessage->say(MessageLabel::Kind::Bad, tr("Choose or write the model's name."));
    if (!service)
        m_baseUrl->setFocus();
    else if (!model)
        m_model->setFocus();
    return service && model;
}

bool AnalysisPage::keyChanged() const
{
    return m_key->isDirty();
}

QFuture<Result<void>> AnalysisPage::saveKey()
{
    return m_key->save();
}

void AnalysisPage::showKeyProblem(const QString &message)
{
    m_keyMessage->say(MessageLabel::Kind::Bad, tr("The key was not kept: %1 Empty the field to go on without it.").arg(message));
    m_key->setFocus();
}

void AnalysisPage::toggleTest()
{
    if (m_testId != 0) {
        endTest();
        m_testMessage->clear();
    } else if (checkService()) {
        startTest();
    }
}

void AnalysisPage::startTest()
{
    const QUrl url = *llm::parseBaseUrl(m_baseUrl->text());
    const quint64 id = ++m_lastTestId;
    m_testId = id;
    m_testButton->setText(tr("&Stop"));
    m_testMessage->say(MessageLabel::Kind::Note, tr("Asking %1 for its models…").arg(url.host()));
    m_key->key().then(this, [this, id, url](const QString &key) {
        if (id == m_testId)
            m_test->start(url, key);
    });
}

void AnalysisPage::showAnswer(const llm::ConnectionAnswer &answer)
{
    endTest();
    const bool good = answer.outcome == llm::ConnectionAnswer::Outcome::Ok;
    m_testMessage->say(good ? MessageLabel::Kind::Good : MessageLabel::Kind::Bad, answer.message);
    if (good && !answer.models.isEmpty())
        setModels(answer.models);
}

void AnalysisPage::endTest()
{
    m_testId = 0;
    m_test->cancel();
    m_testButton->setText(tr("&Test connection"));
}

} // namespace rijian::ui
