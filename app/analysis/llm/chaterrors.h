#pragma once
// What an HTTP answer that is no completion means, and what to tell people about it. The table is in docs/MODELS.md.

#include "analysis/llm/chat.h"
#include "analysis/llm/endpoint.h"

#include <QByteArray>
#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QPair>

namespace rijian::analysis::llm {

using HeaderList = QList<QPair<QByteArray, QByteArray>>;

/// `body` as the service sent it (bounded), `request` what was sent: only a parameter that is in it can be refused.
ChatOutcome judgeAnswer(const Endpoint &endpoint, int httpStatus, const QByteArray &body, const QJsonObject &request);
/// The same for the "error" object of a stream or of a body of status 200.
ChatOutcome judgeError(const Endpoint &endpoint, int httpStatus, const QJsonObject &error, const QJsonObject &request);

/// retry-after-ms, then Retry-After in seconds or as a date; nothing: neither can be read.
std::optional<std::chrono::milliseconds> readRetryAfter(const HeaderList &headers, const QDateTime &now);
RateHeaders readRates(const HeaderList &headers, const QDateTime &now);

/// One line of a service's words for people: bounded, without control characters and without the key.
QString excerpt(QString text, const QByteArray &key);

} // namespace rijian::analysis::llm
