#include "analysis/llm/providers.h"

#include "analysis/llm/cardform.h"

#include <QCoreApplication>
#include <QFile>
#include <QHostAddress>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::analysis::llm {

namespace {

struct ProvidersText {
    Q_DECLARE_TR_FUNCTIONS(rijian::analysis::llm::Providers)
};

/// What the file does not say is as Dialect says.
Dialect readDialect(const QJsonObject &object)
{
    Dialect dialect;
    if (const QJsonArray names = object.value("forms"_L1).toArray(); !names.isEmpty()) {
        dialect.forms.clear();
        for (const QJsonValue &name : names)
            dialect.forms.append(formByName(name.toString()).value_or(AnswerForm::Markdown));
    }
    dialect.maxCompletionTokens = object.value("maxCompletionTokens"_L1).toBool(dialect.maxCompletionTokens);
    dialect.streamUsage = object.value("streamUsage"_L1).toBool(dialect.streamUsage);
    dialect.extra = object.value("extra"_L1).toObject();
    return dialect;
}

QList<Provider> readProviders()
{
    QFile file(u":/providers.json"_s);
    QList<Provider> list;
    if (!file.open(QIODevice::ReadOnly))
        return list;
    for (const QJsonValue &value : QJsonDocument::fromJson(file.readAll()).array()) {
        const QJsonObject object = value.toObject();
        Provider provider{.name = object.value("name"_L1).toString(), .baseUrl = QUrl(object.value("baseUrl"_L1).toString()),
                          .local = object.value("local"_L1).toBool()};
        for (const QJsonValue &model : object.value("models"_L1).toArray())
            provider.models << model.toString();
        provider.dialect = readDialect(object);
        provider.contextTokens = object.value("contextTokens"_L1).toInteger(provider.contextTokens);
        const QJsonObject contexts = object.value("contexts"_L1).toObject();
        for (auto context = contexts.begin(); context != contexts.end(); ++context)
            provider.contexts.append({context.key(), context.value().toInteger()});
        list << provider;
    }
    return list;
}

} // namespace

const QList<Provider> &providers()
{
    static const QList<Provider> list = readProviders();
    return list;
}

const Provider *providerByName(const QString &name)
{
    const auto found = std::ranges::find(providers(), name, &Provider::name);
    return found == providers().end() ? nullptr : &*found;
}

bool fitsModel(const QString &pattern, const QString &model)
{
    return pattern.endsWith(u'*') ? model.startsWith(QStringView(pattern).chopped(1)) : pattern == model;
}

Endpoint makeEndpoint(const Provider *preset, const QUrl &baseUrl, const QString &model)
{
    Endpoint endpoint{.name = preset ? preset->name : baseUrl.host(), .baseUrl = baseUrl, .model = model};
    if (!preset)
        return endpoint;
    endpoint.dialect = preset->dialect;
    endpoint.contextTokens = preset->contextTokens;
    for (const auto &[pattern, tokens] : preset->contexts) {
        if (fitsModel(pattern, model))
            endpoint.contextTokens = tokens;
    }
    return endpoint;
}

Result<QUrl> parseBaseUrl(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty())
        return failure(ErrorKind::Usage, ProvidersText::tr("The base address is missing: write it as https://api.example.com/v1."));
    QUrl url(trimmed, QUrl::StrictMode);
    const bool web = url.scheme() == "https"_L1 || url.scheme() == "http"_L1;
    if (!url.isValid() || !web || url.host().isEmpty())
        return failure(ErrorKind::Usage, ProvidersText::tr("This is not a web address: write it as https://api.example.com/v1."));
    if (!url.userInfo().isEmpty())
        return failure(ErrorKind::Usage, ProvidersText::tr("The base address must not hold a user name or password: the key has a field of its own."));
    if (url.hasQuery() || url.hasFragment())
        return failure(ErrorKind::Usage, ProvidersText::tr("The base address must end with its path: leave out what follows “?” or “#”."));
    QString path = url.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    url.setPath(path);
    return url;
}

bool isLoopback(const QUrl &url)
{
    const QString host = url.host();
    return host == "localhost"_L1 || QHostAddress(host).isLoopback();
}

QString secretName(const QUrl &baseUrl)
{
    return u"llm:"_s + baseUrl.host().toLower();
}

} // namespace rijian::analysis::llm
