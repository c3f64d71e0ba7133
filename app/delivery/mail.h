#pragma once
// A digest as an e-mail (RFC 5322, MIME): text and HTML, all of it ASCII with short lines.

#include "core/deliverytarget.h"
#include "delivery/digest.h"

#include <QByteArray>

namespace rijian::delivery {

/// The whole message with CR LF line ends. Its Message-ID is made of its content: the same digest is the same message wherever it turns up twice.
QByteArray mailOf(const Digest &digest, const DeliveryTarget &target, const QDateTime &now);
QByteArray testMail(const DeliveryTarget &target, const QDateTime &now);

/// A header's value as RFC 2047 has it: words of UTF-8 in base64, none longer than 75 characters, folded. ASCII stays as it is.
QByteArray encodedWords(const QString &text);

} // namespace rijian::delivery
