#include "ui/dialogs/settings/servicefields.h"

#include "analysis/llm/connectiontest.h"
#include "analysis/llm/providers.h"
#include "ui/dialogs/formparts.h"
#include "ui/dialogs/settings/keyfield.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;
using namespace rijian::analysis;

namespace rijian::ui {

ServiceFields::ServiceFields(const Words &words, const SecretStore &secrets, QWidget *page)
    : QObject(page)
    , m_words(words)
    , m_provider(new QComboBox(page))
    , m_baseUrl(new QLineEdit(page))
    , m_baseUrlMessage(new MessageLabel(page))
    , m_model(new QComboBox(page))
    , m_modelMessage(new MessageLabel(page))
    , m_key(new KeyField(secrets, page))
    , m_keyMessage(new MessageLabel(page))
    , m_testButton(new QPushButton(tr("&Test connection"), page))
    , m_testMessage(new MessageLabel(page))
    , m_test(new llm::ConnectionTest(this))
{
    m_provider->setObjectName(name("provider"));
    m_provider->addItem(words.none, QString());
    m_provider->insertSeparator(1);
    for (const auto &one : llm::providers())
        m_provider->addItem(one.name, one.name);
    m_provider->addItem(tr("Custom"), QString(llm::customProvider));
    m_baseUrl->setObjectName(name("baseUrl"));
    m_baseUrl->setPlaceholderText(u"https://api.example.com/v1"_s);
    m_baseUrlMessage->setObjectName(name("baseUrlMessage"));
    m_model->setObjectName(name("model"));
    m_model->setEditable(true);
    m_model->setInsertPolicy(QComboBox::NoInsert);
    m_model->setMinimumContentsLength(28);
    m_key->setObjectNames(name("key"), name("removeKey"));
    m_keyMessage->setObjectName(name("keyMessage"));
    m_testButton->setObjectName(name("testConnection"));
    m_testButton->setAutoDefault(false);
    m_testMessage->setObjectName(name("testMessage"));
    setFieldWidth({m_provider, m_model});
    connectFields();
    refresh();
}

/// "provider", and with a prefix "fallbackProvider".
QString ServiceFields::name(const char *field) const
{
    QString text = QString::fromLatin1(field);
    if (!m_words.prefix.isEmpty())
        text[0] = text.at(0).toUpper();
    return m_words.prefix + text;
}

void ServiceFields::addProvider(QFormLayout *form)
{
    form->addRow(m_words.provider, m_provider);
}

void ServiceFields::addRest(QFormLayout *form)
{
    form->addRow(m_words.baseUrl, m_baseUrl);
    form->addRow(QString(), m_baseUrlMessage);
    form->addRow(m_words.model, m_model);
    form->addRow(QString(), m_modelMessage);
    form->addRow(m_words.key, m_key);
    form->addRow(QString(), m_keyMessage);
    auto *row = new QHBoxLayout;
    row->addWidget(m_testButton);
    row->addStretch();
    form->addRow(QString(), row);
    form->addRow(QString(), m_testMessage);
}

void ServiceFields::connectFields()
{
    connect(m_provider, &QComboBox::currentIndexChanged, this, &ServiceFields::onProvider);
    connect(m_baseUrl, &QLineEdit::textChanged, this, &ServiceFields::onBaseUrl);
    connect(m_baseUrl, &QLineEdit::editingFinished, this, [this] { checkAddress(); });
    connect(m_model, &QComboBox::currentTextChanged, this, [this] {
        m_modelMessage->clear();
        Q_EMIT changed();
    });
    connect(m_key, &KeyField::changed, this, [this] {
        m_keyMessage->clear();
        Q_EMIT changed();
    });
    connect(m_testButton, &QPushButton::clicked, this, &ServiceFields::toggleTest);
    connect(m_test, &llm::ConnectionTest::finished, this, &ServiceFields::showAnswer);
}

void ServiceFields::load(const Service &service)
{
    const QSignalBlocker quiet(m_provider);
    int index = m_provider->findData(service.provider);
    if (index < 0) // a preset of another version
        index = m_provider->findData(QString(llm::customProvider));
    m_provider->setCurrentIndex(index);
    const auto *preset = llm::providerByName(service.provider);
    setModels(preset ? preset->models : QStringList());
    m_baseUrl->setText(service.baseUrl);
    m_model->setCurrentText(service.model);
    refresh();
}

ServiceFields::Service ServiceFields::service() const
{
    const auto url = llm::parseBaseUrl(m_baseUrl->text());
    return {.provider = provider(), .baseUrl = url ? url->toString() : m_baseUrl->text().trimmed(), .model = m_model->currentText().trimmed()};
}

QString ServiceFields::provider() const
{
    return m_provider->currentData().toString();
}

bool ServiceFields::isChosen() const
{
    return !provider().isEmpty();
}

void ServiceFields::setEnabled(bool enabled)
{
    m_enabled = enabled;
    m_provider->setEnabled(enabled);
    refresh();
}

QString ServiceFields::keyName() const
{
    const auto url = llm::parseBaseUrl(m_baseUrl->text());
    return isChosen() && url ? llm::secretName(*url) : QString();
}

void ServiceFields::shareKey(const ServiceFields &other)
{
    const bool same = !keyName().isEmpty() && keyName() == other.keyName();
    m_sharedKey = same ? other.m_key : nullptr;
    m_key->setName(same ? QString() : keyName(), !same);
    m_key->setIdleText(same ? tr("the same key as above") : QString());
    refresh();
}

void ServiceFields::onProvider()
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

void ServiceFields::onBaseUrl()
{
    endTest();
    m_testMessage->clear();
    m_baseUrlMessage->clear();
    const auto url = llm::parseBaseUrl(m_baseUrl->text());
    m_key->setName(url ? llm::secretName(*url) : QString(), true);
    Q_EMIT changed();
}

void ServiceFields::setModels(const QStringList &models)
{
    const QString shown = m_model->currentText();
    const QSignalBlocker quiet(m_model);
    m_model->clear();
    m_model->addItems(models);
    m_model->setCurrentText(shown);
}

void ServiceFields::refresh()
{
    const bool chosen = m_enabled && isChosen();
    for (QWidget *field : {static_cast<QWidget *>(m_baseUrl), static_cast<QWidget *>(m_model), static_cast<QWidget *>(m_testButton)})
        field->setEnabled(chosen);
    m_key->setEnabled(chosen && !m_sharedKey);
    if (!chosen) {
        endTest();
        for (MessageLabel *message : {m_baseUrlMessage, m_modelMessage, m_testMessage})
            message->clear();
    }
}

bool ServiceFields::checkAddress()
{
    if (!isChosen())
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

bool ServiceFields::check()
{
    if (!m_enabled || !isChosen())
        return true;
    const bool address = checkAddress();
    const bool model = !m_model->currentText().trimmed().isEmpty();
    if (!model)
        m_modelMessage->say(MessageLabel::Kind::Bad, tr("Choose or write the model's name."));
    if (!address)
        m_baseUrl->setFocus();
    else if (!model)
        m_model->setFocus();
    return address && model;
}

bool ServiceFields::keyChanged() const
{
    return m_key->isDirty();
}

QFuture<Result<void>> ServiceFields::saveKey()
{
    return m_key->save();
}

void ServiceFields::showKeyProblem(const QString &message)
{
    m_keyMessage->say(MessageLabel::Kind::Bad, tr("The key was not kept: %1 Empty the field to go on without it.").arg(message));
    m_key->setFocus();
}

void ServiceFields::toggleTest()
{
    if (m_testId != 0) {
        endTest();
        m_testMessage->clear();
    } else if (checkAddress()) {
        startTest();
    }
}

void ServiceFields::startTest()
{
    const QUrl url = *llm::parseBaseUrl(m_baseUrl->text());
    const quint64 id = ++m_lastTestId;
    m_testId = id;
    m_testButton->setText(tr("&Stop"));
    m_testMessage->say(MessageLabel::Kind::Note, tr("Asking %1 for its models…").arg(url.host()));
    (m_sharedKey ? m_sharedKey : m_key)->key().then(this, [this, id, url](const QString &key) {
        if (id == m_testId)
            m_test->start(url, key);
    });
}

void ServiceFields::showAnswer(const llm::ConnectionAnswer &answer)
{
    endTest();
    const bool good = answer.outcome == llm::ConnectionAnswer::Outcome::Ok;
    m_testMessage->say(good ? MessageLabel::Kind::Good : MessageLabel::Kind::Bad, answer.message);
    if (good && !answer.models.isEmpty())
        setModels(answer.models);
}

void ServiceFields::endTest()
{
    m_testId = 0;
    m_test->cancel();
    m_testButton->setText(tr("&Test connection"));
}

} // namespace rijian::ui
