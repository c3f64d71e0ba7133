#pragma once
// What every request to a service shares: where its key may go, and what people are told when it is not reached.

#include "analysis/llm/chat.h"

#include <QByteArrayView>
#include <QUrl>

class QNetworkReply;
class QNetworkRequest;

namespace rijian::analysis::llm {

/// What a header may carry; whatever else was pasted along is no key.
bool canBeSent(QByteArrayView key);
/// The key may go from one to the other.
bool sameOrigin(const QUrl &a, const QUrl &b);
/// No cookies, no cache, no redirects that nobody looked at; the key, unless it is empty.
void prepareRequest(QNetworkRequest &request, const QByteArray &key);

/// Why a reply without a status failed.
struct TransportFailure {
    ChatStatus status = ChatStatus::Network; ///< or Tls, Proxy
    QString message;                         ///< one line for people
};

/// `tlsError`: of QNetworkReply::sslErrors, empty: none came.
TransportFailure failureOf(const QNetworkReply &reply, const QUrl &base, const QString &tlsError);

} // namespace rijian::analysis::llm
