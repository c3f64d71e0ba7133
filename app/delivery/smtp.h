#pragma once

#include "core/deliverytarget.h"
#include "delivery/service.h"

#include <QSslCertificate>

#include <stop_token>

namespace rijian::delivery {

struct SmtpLimits {
    std::chrono::milliseconds step{30'000};  ///< for the connection and for each answer
    std::chrono::milliseconds end{120'000};  ///< for the answer to the message, which a server may take its time over
    QList<QSslCertificate> authorities;      ///< trusted beside the system's; for tests
};

/// Hands a message (CR LF line ends) to the target's mail server (RFC 5321): TLS or STARTTLS as the target says, AUTH PLAIN or LOGIN over TLS or to
/// this machine alone, dots doubled. Blocks; any thread but the UI's. Unknown only where the whole message was sent and no answer came.
Outcome sendMail(const DeliveryTarget &target, const QString &password, const QByteArray &message, const SmtpLimits &limits = {}, std::stop_token stop = {});

/// The message's lines as DATA takes them, with the line that ends it.
QByteArray dotStuffed(const QByteArray &message);

} // namespace rijian::delivery
