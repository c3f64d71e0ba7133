#pragma once
// What services want: how a digest becomes their messages, how a message becomes a request, and what their answers mean. Without any network.
// docs/DELIVERY.md has the limits and codes with their sources.

#include "core/deliverytarget.h"
#include "delivery/digest.h"

#include <QByteArray>
#include <QDateTime>
#include <QJsonObject>
#include <QUrl>

#include <chrono>

namespace rijian::delivery {

/// A request to a webhook.
struct Post {
    QUrl url; ///< a secret
    QByteArray body;
    QList<std::pair<QByteArray, QByteArray>> headers;
};

/// How a request ended.
struct HttpAnswer {
    enum class End {
        Answered,
        NotSent,  ///< no connection: nothing can have arrived
        Broken,   ///< it may have arrived
        Cancelled ///< before anything was sent
    };
    End end = End::Answered;
    int status = 0;
    QByteArray body;                     ///< its beginning
    std::chrono::seconds retryAfter{0};  ///< as the service asks; 0: it does not
    QString message;                     ///< of NotSent and Broken: why, one line, without the address
};

enum class Verdict {
    Delivered,
    Retry,   ///< was not delivered; may be, later
    Refused, ///< will not be: the user has to change something
    Unknown, ///< may have been delivered: not sent again
};

struct Outcome {
    Verdict verdict = Verdict::Delivered;
    QString message;                ///< one line for people that says what to do; empty: delivered
    std::chrono::seconds wait{0};   ///< of Retry: no sooner; 0: as the sender likes
};

class Service
{
public:
    virtual ~Service() = default;
    /// A digest as messages of at most the size that the service takes.
    virtual QList<QByteArray> messages(const Digest &digest, const DeliveryTarget &target) const = 0;
    /// A short message, to try a target out.
    virtual QByteArray testMessage(const DeliveryTarget &target) const = 0;
    virtual Post post(const QByteArray &message, const DeliverySecret &secret, const QDateTime &now) const = 0;
    /// Of an answer with a status.
    virtual Outcome judge(const HttpAnswer &answer) const = 0;
};

/// Of a webhook's kind; null: of Email and Git.
const Service *serviceOf(DeliveryKind kind);

/// What is the same for all: no connection, 429, 5xx. Nothing: the service has to tell.
std::optional<Outcome> judgeTransport(const HttpAnswer &answer);

const Service &feishu();
const Service &dingTalk();
const Service &weCom();
const Service &slack();
const Service &webhook();

/// The text that services sign, as they want it.
QByteArray hmacSha256(const QByteArray &key, const QByteArray &message);
/// What a service says about a failure, for people: one bounded line in which the request's own address cannot be.
QString serviceWords(const QString &text);
/// A message's body: JSON without blanks.
QByteArray packed(const QJsonObject &object);
/// "（2/3）"; empty for a single one.
QString pageMark(qsizetype page, qsizetype pages);

} // namespace rijian::delivery
