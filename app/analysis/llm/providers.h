#pragma once
// Services that speak OpenAI's protocol, as presets for the settings, and what an address of one may look like.

#include "analysis/llm/endpoint.h"
#include "core/result.h"

#include <QList>
#include <QStringList>
#include <QUrl>

namespace rijian::analysis::llm {

struct Provider {
    QString name;       ///< Settings::provider
    QUrl baseUrl;       ///< ends before "/models" and "/chat/completions"
    QStringList models; ///< suggestions, the usual one first; may be empty
    bool local = false; ///< runs on the user's machine and mostly wants no key
    Dialect dialect = {};
    qint64 contextTokens = Endpoint().contextTokens;
    QList<std::pair<QString, qint64>> contexts = {}; ///< of models that differ, by fitsModel()
};

/// Settings::provider of an address that is no preset's.
inline constexpr auto customProvider = QLatin1StringView("custom");

/// The presets of resources/providers.json, in its order. Any thread.
const QList<Provider> &providers();
/// Null: no preset of that name.
const Provider *providerByName(const QString &name);

/// A name, or the beginning of one with "*" after it.
bool fitsModel(const QString &pattern, const QString &model);

/// With the preset's dialect and context; null: a service of which nothing is known. Without key, limits and price.
Endpoint makeEndpoint(const Provider *preset, const QUrl &baseUrl, const QString &model);

/// What a user typed as base address: https or http, with a host, without user name, password, query and fragment; a trailing slash
/// is dropped. Usage says what is wrong.
Result<QUrl> parseBaseUrl(const QString &text);
/// The host is this machine, so that http is as good as https.
bool isLoopback(const QUrl &url);
/// Under which the key for this address is kept in the keychain: "llm:api.deepseek.com".
QString secretName(const QUrl &baseUrl);

} // namespace rijian::analysis::llm
