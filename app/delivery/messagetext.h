#pragma once

#include "core/deliverytarget.h"

namespace rijian::delivery {

/// A message that a service or mailOf() made, as the people it goes to read it: without the service's wrapping. A webhook's JSON has line breaks, a report is
/// as it is. What cannot be read comes back as it is.
QString messageText(DeliveryKind kind, const QByteArray &message);

} // namespace rijian::delivery
