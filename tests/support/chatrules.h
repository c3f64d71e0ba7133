#pragma once
// What Feishu, DingTalk, WeCom and Slack document about their robots' webhooks, as a receiver's rules: written from their documents and from answers that
// people report, and without any code of the senders that are tested against them. docs/DELIVERY.md lists sizes and codes.

#include "core/deliverytarget.h"
#include "support/modelserver.h"

#include <QDateTime>

namespace rijian::testkit {

/// What people see of a message that was taken.
struct ChatMessage {
    QString title;
    QString text;      ///< with the marks of its markup
    QStringList links; ///< where a click leads, in order
    int mentions = 0;  ///< of people or of everybody
};

/// What a robot demands, as its settings say.
struct ChatDemands {
    QByteArray token = "TOKEN-7"; ///< the secret part of its address
    QByteArray key = {};          ///< Feishu and DingTalk: messages are signed with it; empty: they need not be
    QString keyword = {};         ///< of the same; empty: none
};

struct ChatRuling {
    QByteArray code;      ///< "0": taken; else the service's number, or Slack's word
    QString words = {};   ///< the service's; empty: those that it has for the code
    ChatMessage message = {};

    bool isTaken() const { return code == "0"; }
};

/// So many messages within that time; whoever sends more is not heard for a while.
struct ChatRate {
    int messages = 0;
    std::chrono::seconds within;
    std::chrono::seconds silence;
};

/// The webhook's path and query.
QByteArray chatPath(DeliveryKind kind, const QByteArray &token);
/// Judges a request in the service's order: webhook, size, form, signature, keyword. Rates are not looked at.
ChatRuling judgeRequest(DeliveryKind kind, const ModelRequest &request, const ChatDemands &demands, const QDateTime &now);
/// How the service tells a code. `wait`: of those that tell when to come again.
ModelReply chatAnswer(DeliveryKind kind, const QByteArray &code, const QString &words = {}, std::chrono::seconds wait = std::chrono::seconds(7));
/// The longest last.
QList<ChatRate> chatRates(DeliveryKind kind);
QByteArray tooOftenCode(DeliveryKind kind);

} // namespace rijian::testkit
